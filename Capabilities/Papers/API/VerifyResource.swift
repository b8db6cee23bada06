import Kernel
import Web
import Wire

/// `/api/v1/verify/{code}`: what the public page says, for programs.
struct VerifyResource: Sendable {
    let desk: PaperDesk
    let current: PaperDesk.Current

    static let rate = PaperDesk.verifyRate
    /// A file that is compared; ours are smaller.
    static let mostBytes = 16 << 20

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/verify/{code}", access: .anyone,
                summary: Localized(zh: "凭核验码核验单据", en: "Verify a paper by its code"),
                rate: Self.rate
            ) { visit in
                let found = try await desk.verify(visit.parameters["code"] ?? "", current)
                return .json(PaperJSON.verified(found, on: desk.clock.today).encoded)
            },
            Route(
                .post, "/api/v1/verify/{code}", access: .anyone,
                summary: Localized(
                    zh: "比对 PDF 文件与签发时的文件", en: "Compare a PDF with the one that was issued"),
                bodyLimit: Self.mostBytes, rate: Self.rate, handler: compare),
        ]
    }

    private func compare(_ visit: Visit) async throws -> Answer {
        let found = try await desk.verify(visit.parameters["code"] ?? "", current)
        let outcome = try PDFComparison(visit.body, found)
        return .json(
            JSON.object([
                .init("code", .text(PaperCode.grouped(found.paper.code))),
                .init("sha256", .text(outcome.sha256)), .init("same", .bool(outcome.isSame)),
                .init(
                    "standing", .text(found.standing(on: desk.clock.today).rawValue)),
            ]).encoded)
    }
}
