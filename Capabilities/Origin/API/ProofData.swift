import Kernel
import Papers
import Parties
import Wire

/// What a proof of origin says: the same for the paper, the program and the digest.
enum ProofData {
    static func json(
        _ asked: ProofInput.Application, _ enterprise: Enterprise,
        lines: [ProofDesk.EarnedLine], fee: Dated<Fixed>, approval: String?
    ) -> JSON {
        .object([
            .init("kind", .text(asked.kind.rawValue)),
            .init("agreement", .text(asked.agreement.id)),
            .init("approval", .optional(approval)),
            .init("exporter", exporter(enterprise)),
            .init("importer", .text(asked.importer)),
            .init("consignee", .text(asked.consignee)),
            .init("consigneeAddress", .text(asked.consigneeAddress)),
            .init("transport", .text(asked.transport)),
            .init("invoice", .text(asked.invoice)),
            .init("invoiceDay", .optional(asked.invoiceDay?.text)),
            .init("shippedOn", .optional(asked.shippedOn?.text)),
            .init("retrospective", .bool(asked.isRetrospective)),
            .init("issueTerm", term(asked.term)),
            .init("replaces", .optional(asked.replaces)),
            .init("original", asked.original.map(original) ?? .null),
            .init("lines", .array(lines.map(line))),
            .init(
                "fee",
                .object([
                    .init("cny", .text(fee.value.text)),
                    .init("citation", fee.citation.json),
                ])),
        ])
    }

    private static func term(_ term: IssueTerm) -> JSON {
        .object([
            .init("days", .integer(term.days)),
            .init("countedIn", .text(term.countsWorkingDays ? "working" : "calendar")),
            .init("months", .integer(term.months)), .init("citation", term.citation.json),
            .init("referenceOnly", .bool(term.isReferenceOnly)),
        ])
    }

    private static func exporter(_ enterprise: Enterprise) -> JSON {
        .object([
            .init("name", .text(enterprise.name)), .init("nameEn", .optional(enterprise.nameEn)),
            .init("creditCode", .optional(enterprise.creditCode)),
            .init("customsCode", .optional(enterprise.customsCode)),
        ])
    }

    private static func original(_ original: ProofInput.Original) -> JSON {
        .object([
            .init("number", .text(original.number)), .init("country", .text(original.country)),
            .init("issuedOn", .text(original.issuedOn.text)),
            .init("validTo", .text(original.validTo.text)),
            .init("quantity", .text(original.quantity.text)),
        ])
    }

    private static func line(_ line: ProofDesk.EarnedLine) -> JSON {
        .object([
            .init("name", .text(line.name)), .init("code", .text(line.code)),
            .init("criterion", .text(line.criterion)), .init("country", .text(line.country)),
            .init("quantity", .text(line.line.quantity.text)),
            .init("unit", .text(line.line.unit)), .init("marks", .text(line.line.marks)),
            .init("worksheet", .text(line.line.worksheet)),
            .init("worksheetDigest", .text(line.digest)),
        ])
    }

    /// A proof as its holder or an officer sees it.
    static func members(_ proof: Proof) -> [JSON.Member] {
        [
            .init("id", .text(proof.id)), .init("kind", .text(proof.kind.rawValue)),
            .init("state", .text(proof.state.rawValue)),
            .init("agreement", .text(proof.agreement)), .init("number", .optional(proof.number)),
            .init("verification", .text(PaperCode.grouped(proof.verification))),
            .init("issuedOn", .optional(proof.issuedOn?.text)),
            .init("validTo", .optional(proof.validTo?.text)),
            .init("retrospective", .bool(proof.isRetrospective)),
            .init("replaces", .optional(proof.replaces)),
            .init("replacedBy", .optional(proof.replacedBy)),
            .init("appliedAt", .text(proof.appliedAt.iso)),
            .init("reason", .text(Localized(kept: proof.reason).inOne)),
            .init("digest", .text(proof.digest)),
            .init("data", (try? JSON(Array(proof.data.utf8))) ?? .null),
        ]
    }
}
