import Kernel
import Web
import Wire

/// `/api/v1/worklist/batches`: one decision about several lists, with a second officer where one is
/// needed.
struct BatchResource: Sendable {
    let desk: BatchDesk

    private static let access = Access.permission(DeclarationsPermission.examine)

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/worklist/batches", access: Self.access,
                summary: Localized(zh: "待复核的批量处理", en: "Batches that wait for somebody"),
                handler: waiting),
            Route(
                .post, "/api/v1/worklist/batches", access: Self.access,
                summary: Localized(zh: "批量处理清单", en: "Decide several lists"), handler: decide),
            Route(
                .get, "/api/v1/worklist/batches/{id}", access: Self.access,
                summary: Localized(zh: "一次批量处理", en: "One batch")
            ) { visit in
                guard let officer = visit.principal else { throw BatchRefusal.notFound }
                return Self.answer(try await desk.batch(visit.parameters["id"] ?? "", for: officer))
            },
            Route(
                .post, "/api/v1/worklist/batches/{id}", access: Self.access,
                summary: Localized(
                    zh: "复核、退回或撤回批量处理", en: "Agree to a batch, or not, or take it back"),
                handler: act),
        ]
    }

    private func waiting(_ visit: Visit) async throws -> Answer {
        guard let officer = visit.principal else { throw BatchRefusal.notFound }
        let found = try await desk.waiting(for: officer)
        return .json(
            JSON.object([.init("batches", .array(found.map(Self.json)))]).encoded)
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        guard let officer = visit.principal else { throw BatchRefusal.notFound }
        let json = try? JSON(visit.body)
        guard let action = json?["action"]?.string.flatMap(OfficerDesk.Action.init(rawValue:))
        else { throw BatchRefusal.action(allowed: OfficerDesk.Action.allCases.map(\.rawValue)) }
        // What cannot be read is not left out: the caller believes that it was decided.
        let lists = try (json?["lists"]?.elements ?? []).enumerated().map { place, one in
            let version = one["version"]
            guard let number = one["preNo"]?.string, !number.isEmpty,
                version == nil || version == .null || version?.integer != nil
            else { throw BatchRefusal.unreadable(place: place + 1) }
            return BatchDesk.Chosen(number, version: version?.integer)
        }
        let batch = try await desk.decide(
            BatchDesk.Order(
                key: json?["key"]?.string ?? "", action: action,
                reason: json?["reason"]?.string ?? "", lists: lists), by: officer)
        return Self.answer(batch)
    }

    private func act(_ visit: Visit) async throws -> Answer {
        guard let officer = visit.principal else { throw BatchRefusal.notFound }
        let json = try? JSON(visit.body)
        let id = visit.parameters["id"] ?? ""
        let batch =
            switch json?["act"]?.string {
            case "agree": try await desk.agree(id, by: officer)
            case "dissent":
                try await desk.dissent(id, reason: json?["reason"]?.string ?? "", by: officer)
            case "withdraw": try await desk.withdraw(id, by: officer)
            case "resume": try await desk.resume(id, by: officer)
            default:
                throw BatchRefusal.action(allowed: ["agree", "dissent", "withdraw", "resume"])
            }
        return Self.answer(batch)
    }

    private static func answer(_ batch: BatchDecision) -> Answer { .json(json(batch).encoded) }

    static func json(_ batch: BatchDecision) -> JSON {
        .object([
            .init("id", .text(batch.id)), .init("action", .text(batch.action.rawValue)),
            .init("state", .text(batch.state.rawValue)), .init("reason", .text(batch.reason)),
            .init("proposedBy", .text(batch.officerName)),
            .init("proposedAt", .text(batch.proposedAt.iso)),
            .init("secondOfficer", .optional(batch.second.isEmpty ? nil : batch.secondName)),
            .init("secondReason", .text(batch.secondReason)),
            .init("lists", .array(batch.lines.map(line))),
        ])
    }

    private static func line(_ line: BatchDecision.Line) -> JSON {
        .object([
            .init("preNo", .text(line.preNo)), .init("district", .text(line.district)),
            .init("version", .integer(line.version)),
            .init("outcome", .optional(line.outcome?.code)),
            .init("said", .optional(line.outcome?.said.zh)),
            .init("saidEn", .optional(line.outcome?.said.en)),
        ])
    }
}
