import Kernel
import Store
public import Web
import Wire

extension PaperDesk {
    /// How often one person may ask for files: each may cost a rendering.
    public static let rate = Rate(60, perSeconds: 60)

    /// How often anybody may ask after a code: who tries codes is slowed down, who has one needs it
    /// once.
    public static let verifyRate = Rate(30, perSeconds: 60)

    /// The language a program asks a file in; a page gives its own.
    public static let language = Route.Query("lang", Localized(zh: "zh 或 en", en: "zh or en"))

    /// The file of a paper as an answer, to look at or to keep. The language is that of the page,
    /// or `lang=zh|en` of a program.
    public func answer(_ draft: PaperDraft, _ visit: Visit) async throws -> Answer {
        let language = visit.query["lang"].flatMap { Language(rawValue: $0) } ?? visit.language
        // Nobody's paper is nobody's evidence: it is set, and neither kept nor coded.
        let file =
            draft.tenant.isEmpty
            ? (bytes: try await sheet(draft, language), sha256: "", code: "")
            : try await handOut(draft, language)
        let name = String(
            decoding: "\(draft.kind.rawValue)-\(draft.number)".utf8.map(Self.inFileName),
            as: UTF8.self)
        let proof: [Answer.Header] =
            file.code.isEmpty
            ? []
            : [
                .init("etag", "\"\(file.sha256)\""),
                .init("x-verification-code", PaperCode.grouped(file.code)),
            ]
        return Answer(
            headers: [
                .init("content-type", "application/pdf"),
                .init("content-disposition", "inline; filename=\"\(name).pdf\""),
                .init("content-language", language.tag), .init("cache-control", "no-store"),
            ] + proof, body: file.bytes)
    }

    /// Letters and digits; anything else becomes a hyphen.
    private static func inFileName(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            byte
        default: UInt8(ascii: "-")
        }
    }

    /// The same paper as data, with its proof in the evidence log: what `tradewind verify` takes.
    public func data(_ draft: PaperDraft) async throws -> Answer {
        let code = try await store.write { try self.issue(draft, in: $0) }
        return .json(PaperJSON.evidence(try await verify(code), salt: salt(code)).encoded)
    }
}
