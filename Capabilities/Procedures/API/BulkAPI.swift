import Kernel
import Web
import Wire

/// `/api/v1/desk/bulk`: one decision about several applications.
struct BulkAPI: Sendable {
    let desk: BulkDesk

    private static let path = "/api/v1/desk/bulk"
    private static let access = Access.permission(ProceduresCapability.decide)

    var routes: [Route] {
        [
            Route(
                .post, Self.path, access: Self.access,
                summary: Localized(zh: "批量办理申请", en: "Decides several applications"),
                handler: decide),
            Route(
                .get, Self.path + "/{id}", access: Self.access,
                summary: Localized(zh: "一次批量办理的结果", en: "What came of several at once")
            ) { visit in
                let id = visit.parameters["id"] ?? ""
                return Self.answer(try await desk.find(id, for: try visit.person()))
            },
        ]
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ProceduresRefusal.notReadable
        }
        // What cannot be read is not left out: the caller believes that it was decided.
        let chosen = try (json["applications"]?.elements ?? []).enumerated().map { place, one in
            let version = one["version"]
            guard let number = one["number"]?.string, !number.isEmpty,
                version == nil || version == .null || version?.integer != nil
            else { throw BulkRefusal.unreadable(place: place + 1) }
            return BulkDecision.Chosen(number, version: version?.integer)
        }
        let bulk = try await desk.decide(
            BulkDesk.Order(
                key: json["key"]?.string ?? "", action: try json.said("action") ?? "",
                reason: try json.said("reason") ?? "", applications: chosen),
            by: try visit.person())
        return Self.answer(bulk)
    }

    private static func answer(_ bulk: BulkDecision) -> Answer {
        .json(
            JSON.object([
                .init("id", .text(bulk.id)), .init("action", .text(bulk.action)),
                .init("reason", .text(bulk.reason)),
                .init("officer", .text(bulk.officerName)), .init("at", .text(bulk.at.iso)),
                .init("endedAt", .optional(bulk.endedAt?.iso)),
                .init("applications", .array(bulk.lines.map(line))),
            ]).encoded)
    }

    private static func line(_ line: BulkDecision.Line) -> JSON {
        .object([
            .init("number", .text(line.number)), .init("version", .integer(line.version)),
            .init("outcome", .optional(line.outcome?.code)),
            .init("said", .optional(line.outcome?.said.zh)),
            .init("saidEn", .optional(line.outcome?.said.en)),
        ])
    }
}
