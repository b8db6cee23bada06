import Kernel
import Procedures
import Web
import Wire

/// `/api/v1/inspection-bodies` and `/api/v1/entries/{number}/results`.
struct ResultsResource: Sendable {
    let results: ResultDesk

    /// Room for the largest document.
    static let bodyLimit = ResultDesk.most + 1_048_576
    /// Documents are looked into, which takes time.
    static let rate = Rate(120, perSeconds: 60)

    var routes: [Route] {
        let lodge = Access.permission(EntryDesk.lodge)
        let path = "/api/v1/entries/{number}/results"
        return [
            Route(
                .get, "/api/v1/inspection-bodies", access: .anyone, summary: ResultTexts.title,
                handler: bodies),
            Route(
                .get, path, access: .signedIn, summary: ResultTexts.results, handler: list),
            Route(
                .post, path, access: lodge, summary: ResultTexts.offer,
                bodyLimit: Self.bodyLimit, rate: Self.rate, handler: offer),
            Route(
                .get, path + "/{sha256}", access: .signedIn,
                summary: Localized(zh: "取回报告", en: "A report's bytes"), handler: fetch),
        ]
    }

    private func bodies(_ visit: Visit) async throws -> Answer {
        let day = visit.query["on"].flatMap { Day($0) } ?? results.desk.clock.today
        let found = results.bodies().filter { $0.holds(on: day) }
        return .json(
            JSON.object([.init("bodies", .array(found.map(Self.body)))]).encoded)
    }

    private func offer(_ visit: Visit) async throws -> Answer {
        let query = visit.query
        let (entry, result) = try await results.offer(
            visit.body, { query[$0] ?? "" }, for: visit.parameters["number"] ?? "",
            by: try EntriesResource.person(visit))
        return .json(
            JSON.object(
                Self.members(result) + [.init("entryState", .text(entry.state.rawValue))]
            ).encoded, status: 201)
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let found = try await results.results(
            of: visit.parameters["number"] ?? "", for: try EntriesResource.person(visit))
        return .json(
            JSON.object([
                .init("results", .array(found.map { .object(Self.members($0)) }))
            ]).encoded)
    }

    private func fetch(_ visit: Visit) async throws -> Answer {
        let hash = visit.parameters["sha256"] ?? ""
        let (mediaType, ending, bytes) = try await results.document(
            hash, of: visit.parameters["number"] ?? "", for: try EntriesResource.person(visit))
        return Answer(
            headers: [
                Answer.Header("content-type", mediaType),
                // Never shown inside our own pages: it is somebody else's file.
                Answer.Header(
                    "content-disposition",
                    "attachment; filename=\"report-\(hash.prefix(12)).\(ending)\""),
                Answer.Header("cache-control", "private, no-store"),
            ], body: bytes)
    }

    private static func body(_ body: InspectionBody) -> JSON {
        .object([
            .init("code", .text(body.code)), .init("name", body.name.json),
            .init("scope", .text(body.scope)), .init("from", .text(body.from.text)),
            .init("to", .optional(body.to?.text)), .init("document", .text(body.document)),
        ])
    }

    private static func members(_ result: InspectionResult) -> [JSON.Member] {
        let offered = result.offered
        return [
            .init("line", .integer(offered.line)), .init("report", .text(offered.report)),
            .init("body", .text(offered.body)),
            .init("sampledOn", .text(offered.sampledOn.text)),
            .init("issuedOn", .text(offered.issuedOn.text)),
            .init("validTo", .optional(offered.validTo?.text)),
            .init("file", .text(offered.fileName)), .init("sha256", .text(offered.sha256)),
            .init("state", .text(result.state.rawValue)),
            .init("stateName", result.state.name.json),
            .init("explanation", (try? JSON(Array(result.outcome.utf8))) ?? .null),
        ]
    }
}
