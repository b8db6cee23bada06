import Kernel
import Web
import Wire

/// Nominations, marks, a firm's own lists and the figures of firms.
struct NominationsAPI: Sendable {
    let desk: ListsDesk

    private static let path = "/api/v1/list-nominations"
    private let keep = Access.permission(ListsCapability.keep)
    private let nominate = Access.permission(ListsCapability.nominate)

    var routes: [Route] { nominations + own }

    private var nominations: [Route] {
        [
            Route(
                .post, ListsAPI.path + "/{list}/nominations", access: .signedIn,
                summary: Localized(zh: "提名企业", en: "Puts a firm forward"), handler: add),
            Route(
                .get, Self.path, access: .signedIn,
                summary: Localized(zh: "提名", en: "Nominations"),
                query: [Route.Query("list", Localized(zh: "名单代码", en: "code of a list"))]
            ) { visit in
                let found = try await desk.nominations(
                    list: visit.query["list"] ?? "", for: try visit.person())
                return .json(
                    JSON.object([
                        .init("nominations", .array(found.map { ListJSON.nomination($0, desk) }))
                    ]).encoded)
            },
            Route(
                .get, Self.path + "/{id}", access: .signedIn,
                summary: Localized(zh: "一项提名及其得分", en: "A nomination and what it is worth")
            ) { visit in
                let one = try await desk.nomination(id(visit), for: try visit.person())
                return .json(ListJSON.whole(one, desk).encoded)
            },
            Route(
                .post, Self.path + "/{id}/marks", access: keep,
                summary: Localized(zh: "评分", en: "Gives marks")
            ) { visit in
                let json = try ListJSON.object(visit, ["marks": .object, "reason": .text])
                var marks: [String: Int] = [:]
                for member in json["marks"]?.members ?? [] {
                    marks[member.name] = member.value.integer.map { Int(clamping: $0) } ?? -1
                }
                let one = try await desk.mark(
                    id(visit), marks, remark: json["reason"]?.string ?? "", by: try visit.person())
                return .json(ListJSON.whole(one, desk).encoded)
            },
            Route(
                .post, Self.path + "/{id}/withdrawal", access: nominate,
                summary: Localized(zh: "撤回提名", en: "Takes a nomination back")
            ) { visit in
                let one = try await desk.withdraw(id(visit), by: try visit.person())
                return .json(ListJSON.nomination(one, desk).encoded)
            },
        ]
    }

    private var own: [Route] {
        [
            Route(
                .get, "/api/v1/my-lists", access: nominate,
                summary: Localized(
                    zh: "本企业在各名单的情况", en: "What each list is to one's own firm")
            ) { visit in
                let found = try await desk.own(try visit.person())
                return .json(
                    JSON.object([.init("lists", .array(found.map(standing)))]).encoded)
            },
            Route(
                .get, "/api/v1/firm-facts", access: .signedIn,
                summary: Localized(zh: "已登记的企业指标", en: "Figures of a firm on record"),
                query: [
                    Route.Query(
                        "code", Localized(zh: "企业代码（官员）", en: "code of a firm, for officers"))
                ]
            ) { visit in
                let found = try desk.facts(of: visit.query["code"] ?? "", for: try visit.person())
                return .json(
                    JSON.object([.init("facts", .array(found.map(ListJSON.fact)))]).encoded)
            },
            Route(
                .post, "/api/v1/firm-facts", access: keep,
                summary: Localized(zh: "登记企业指标", en: "Enters a figure of a firm")
            ) { visit in
                let json = try ListJSON.object(
                    visit,
                    [
                        "firm": .text, "fact": .text, "value": .figure, "from": .text,
                        "to": .text, "document": .text,
                    ])
                func text(_ name: String) -> String {
                    json[name].map { $0.string ?? ($0 == .null ? "" : $0.encoded) } ?? ""
                }
                let fact = try await desk.record(
                    ListsDesk.FactRequest(
                        firm: text("firm"), fact: text("fact"), value: text("value"),
                        from: text("from"), to: text("to"), document: text("document")),
                    by: try visit.person())
                return .json(ListJSON.fact(fact).encoded, status: 201)
            },
        ]
    }

    private func id(_ visit: Visit) -> String { visit.parameters["id"] ?? "" }

    private func add(_ visit: Visit) async throws -> Answer {
        let json = try ListJSON.object(
            visit,
            [
                "edition": .text, "firm": .text, "item": .text, "stated": .object,
                "statement": .text,
            ])
        var stated: [String: String] = [:]
        for member in json["stated"]?.members ?? [] {
            stated[member.name] =
                member.value.integer.map { String($0) } ?? member.value.string ?? "-"
        }
        let one = try await desk.nominate(
            ListsDesk.NominationRequest(
                list: visit.parameters["list"] ?? "", edition: json["edition"]?.string ?? "",
                firm: json["firm"]?.string ?? "", item: json["item"]?.string ?? "",
                stated: stated, statement: json["statement"]?.string ?? ""),
            by: try visit.person())
        return .json(ListJSON.whole(one, desk).encoded, status: 201)
    }

    private func standing(_ standing: ListsDesk.Standing) -> JSON {
        .object([
            .init("list", .text(standing.list.id)),
            .init("name", standing.list.name.json),
            .init("listed", .bool(!standing.current.isEmpty)),
            .init("standings", .array(standing.current.map { ListJSON.member($0, desk) })),
            .init("history", .array(standing.others.map { ListJSON.member($0, desk) })),
            .init(
                "nominations",
                .array(standing.nominations.map { ListJSON.nomination($0, desk) })),
            .init("score", ListJSON.score(standing.score)),
        ])
    }
}
