import Kernel
import Proofs
import Secrets
import Wire

/// Papers for programs.
enum PaperJSON {
    /// What goes into the evidence log: nothing about persons, and hashes of what does.
    static func record(
        _ event: PaperRecord.Event, _ paper: IssuedPaper, successor: String?, file: PaperFile?,
        at now: Instant
    ) -> JSON {
        .object([
            .init("event", .text(event.rawValue)), .init("at", .text(now.iso)),
            .init("code", .text(PaperCode.grouped(paper.code))),
            .init("kind", .text(paper.kind.rawValue)), .init("number", .text(paper.number)),
            .init("issuedOn", .text(paper.issuedOn.text)),
            .init("validTo", .optional(paper.validTo?.text)),
            .init("digest", .text(paper.digest)),
            .init("replacedBy", .optional(successor)),
            .init("language", .optional(file?.language.rawValue)),
            .init("pdf", .optional(file?.sha256)),
        ])
    }

    /// What anybody with the code is told.
    static func verified(_ found: PaperDesk.Verified, on day: Day) -> JSON {
        let paper = found.paper
        func words(_ text: Localized) -> JSON {
            .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
        }
        return .object([
            .init("code", .text(PaperCode.grouped(paper.code))),
            .init("kind", .text(paper.kind.rawValue)), .init("title", words(paper.kind.title)),
            .init("number", .text(paper.number)), .init("issuer", words(paper.front.issuer)),
            .init("standing", .text(found.standing(on: day).rawValue)),
            .init("issuedOn", .text(paper.issuedOn.text)),
            .init("validTo", .optional(paper.validTo?.text)),
            .init("replacedBy", .optional(paper.successor)),
            .init("changedAt", .optional(paper.changed?.iso)),
            .init("revokedBy", paper.revocation.map { words($0.by) } ?? .null),
            .init(
                "revocation",
                .optional(paper.revocation?.letter.map { PaperCode.grouped($0) })),
            .init("digest", .text(paper.digest)),
            .init(
                "parties",
                .array(
                    paper.front.parties.map {
                        .object([
                            .init("role", words($0.role)), .init("name", .text($0.name)),
                            .init("number", .text($0.number)),
                        ])
                    })),
            .init(
                "files",
                .array(
                    found.files.map {
                        .object([
                            .init("language", .text($0.language.rawValue)),
                            .init("sha256", .text($0.sha256)),
                        ])
                    })),
            .init("receipts", .array(found.records.map { record($0, found.proofs) })),
        ])
    }

    /// The paper as data with what proves it: what its holder keeps, and `tradewind verify` checks.
    static func evidence(_ found: PaperDesk.Verified, salt: [UInt8]) -> JSON {
        .object([
            .init("code", .text(PaperCode.grouped(found.paper.code))),
            .init("kind", .text(found.paper.kind.rawValue)),
            .init("number", .text(found.paper.number)),
            .init("issuedOn", .text(found.paper.issuedOn.text)),
            .init("digest", .text(found.paper.digest)),
            .init("salt", .text(Digest.hex(salt))),
            .init("data", (try? JSON(Array(found.paper.data.utf8))) ?? .null),
            .init("receipts", .array(found.records.map { record($0, found.proofs) })),
        ])
    }

    private static func record(
        _ record: PaperRecord, _ proofs: [Int64: ProofDesk.Proof]
    ) -> JSON {
        .object([
            .init("sequence", .integer(record.sequence)),
            .init("record", .text(record.content)),
            .init("proof", proofs[record.sequence]?.json ?? .null),
        ])
    }
}
