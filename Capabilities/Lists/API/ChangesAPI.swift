import Kernel
import Web
import Wire

/// `/api/v1/list-changes`: publications, entries and exits, proposed and confirmed.
struct ChangesAPI: Sendable {
    let desk: ListsDesk

    private static let path = "/api/v1/list-changes"
    private let keep = Access.permission(ListsCapability.keep)

    var routes: [Route] {
        [
            Route(
                .post, ListsAPI.path + "/{list}/changes", access: keep,
                summary: Localized(
                    zh: "提出公布、列入或移出", en: "Proposes a publication, entries or exits"),
                handler: propose),
            Route(
                .get, Self.path, access: keep,
                summary: Localized(zh: "名单变动", en: "Changes of lists"),
                query: [Route.Query("list", Localized(zh: "名单代码", en: "code of a list"))]
            ) { visit in
                let found = try await desk.changes(
                    list: visit.query["list"] ?? "", for: try visit.person())
                return .json(
                    JSON.object([
                        .init("changes", .array(found.map { ListJSON.change($0, desk) }))
                    ]).encoded)
            },
            Route(
                .get, Self.path + "/{id}", access: keep,
                summary: Localized(zh: "一次变动", en: "One change")
            ) { visit in
                let (change, _) = try await desk.change(
                    visit.parameters["id"] ?? "", for: try visit.person())
                return .json(ListJSON.change(change, desk).encoded)
            },
            Route(
                .post, Self.path + "/{id}/decision", access: keep,
                summary: Localized(zh: "复核变动", en: "Confirms or rejects a change")
            ) { visit in
                let json = try ListJSON.object(visit, ["confirm": .boolean])
                guard let confirms = json["confirm"]?.boolean else {
                    throw ListsRefusal.decision
                }
                let change = try await desk.decide(
                    visit.parameters["id"] ?? "", confirms: confirms, by: try visit.person())
                return .json(ListJSON.change(change, desk).encoded)
            },
        ]
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        let json = try ListJSON.object(
            visit,
            [
                "kind": .text, "edition": .text, "from": .text, "reason": .text,
                "document": .text, "firms": .objects,
            ])
        let firms = json["firms"]?.elements ?? []
        let faults = firms.enumerated().flatMap { place, firm in
            Self.faults(firm, at: place)
        }
        guard faults.isEmpty else { throw ListsRefusal.body(faults) }
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        let change = try await desk.propose(
            ListsDesk.ChangeRequest(
                list: visit.parameters["list"] ?? "", kind: text("kind"),
                edition: text("edition"), from: text("from"), reason: text("reason"),
                document: text("document"),
                firms: firms.map { one in
                    ListsDesk.Mover(
                        firm: one["firm"]?.string ?? one.string ?? "",
                        item: one["item"]?.string ?? "")
                }), by: try visit.person())
        return .json(ListJSON.change(change, desk).encoded, status: 201)
    }

    /// A firm is its code, or an object with it.
    private static func faults(_ firm: JSON, at place: Int) -> [FieldFault] {
        let path = "firms/\(place)"
        switch firm {
        case .text: return []
        case .object:
            return BodyShape.faults(of: firm, ["firm": .text, "item": .text]).map {
                FieldFault(field: "\(path)/\($0.field)", message: $0.message, fix: $0.fix)
            }
        default:
            return [
                .kind(path, Localized(zh: "企业代码或含 firm 的对象", en: "a code, or an object with firm"))
            ]
        }
    }
}
