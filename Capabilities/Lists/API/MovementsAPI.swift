import Kernel
import Parties
import Web
import Wire

/// `/api/v1/lists/{list}/movements`: who came to a list and who went, and why, for programs.
struct MovementsAPI: Sendable {
    let desk: ListsDesk

    private static let path = ListsAPI.path + "/{list}/movements"
    /// Most entries of the feed.
    private static let most = 50

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: .anyone, summary: ListWords.movements,
                query: [
                    Route.Query(
                        "after", Localized(zh: "上一页的 next", en: "`next` of the page before")),
                    Route.Query(
                        "limit", Localized(zh: "每页条数，最多 500", en: "rows, 500 at most"),
                        kind: .integer),
                ], handler: json),
            Route(
                .get, Self.path + ".atom", access: .anyone,
                summary: Localized(zh: "列入和移出（Atom）", en: "Entries and exits, as Atom"),
                query: [
                    Route.Query(
                        "lang", Localized(zh: "zh 或 en，默认 zh", en: "zh or en; zh unless told"))
                ], handler: atom),
        ]
    }

    private func json(_ visit: Visit) async throws -> Answer {
        let (list, page) = try desk.movements(
            visit.parameters["list"] ?? "", after: visit.query["after"] ?? "",
            limit: try ListsAPI.limit(visit), for: visit.principal)
        return .json(
            JSON.object([
                .init("list", .text(list.id)),
                .init("movements", .array(page.rows.map(movement))),
                .init("next", .optional(page.next)),
            ]).encoded)
    }

    private func movement(_ one: Movement) -> JSON {
        let firm = desk.firms.enterprise(id: one.member.tenant)
        return .object([
            .init("day", .text(one.day.text)), .init("kind", .text(one.kind.rawValue)),
            .init("code", .optional(firm?.creditCode ?? firm?.codes.first)),
            .init("firm", desk.called(one.member.tenant).json),
            .init("item", .text(one.member.item)), .init("edition", .text(one.member.edition)),
            .init("reason", one.told.json),
            .init("document", .text(one.document)),
        ])
    }

    private func atom(_ visit: Visit) async throws -> Answer {
        let named = visit.query["lang"] ?? ""
        guard let language = named.isEmpty ? .zh : Language(rawValue: named) else {
            throw FilterFault(
                "lists", "lang", label: Localized(zh: "语言", en: "Language"),
                allowed: Language.allCases.map(\.rawValue))
        }
        let (list, page) = try desk.movements(
            visit.parameters["list"] ?? "", after: "", limit: Self.most, for: visit.principal)
        let address = "\(visit.origin)\(ListsAPI.path)/\(list.id)/movements.atom"
        let entries = page.rows.map { one in
            AtomFeed.Entry(
                id: "\(address)#\(one.member.id)-\(one.kind.rawValue)",
                title: "\(ListWords.name(one.kind)[language]): "
                    + desk.shownName(one.member.tenant, language)
                    + (one.member.item.isEmpty ? "" : " \(one.member.item)"),
                summary: [one.told[language], one.document]
                    .filter { !$0.isEmpty }.joined(separator: " · "),
                author: list.owner, day: one.day,
                link: visit.origin + language.path("/lists/\(list.id)?day=\(one.day.text)"))
        }
        return AtomFeed(
            address: address, title: list.name[language], entries: entries, today: desk.today,
            language
        ).answer
    }
}
