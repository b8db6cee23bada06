import Kernel
import Parties
import Web
import Wire

/// `/api/v1/lists`: which lists there are and who stands on them, for anybody.
struct ListsAPI: Sendable {
    let desk: ListsDesk

    static let path = "/api/v1/lists"
    /// Most members of one page.
    static let most = 500

    static let onDay = Route.Query(
        "day",
        Localized(zh: "查询日期，例如 2026-11-20；默认今日", en: "the day, 2026-11-20; today by default"),
        kind: .day)
    private static let paging = [
        onDay,
        Route.Query("q", Localized(zh: "企业名称、代码或商品编号", en: "name, code or goods")),
        Route.Query("after", Localized(zh: "上一页的 next", en: "`next` of the page before")),
        Route.Query("limit", Localized(zh: "每页条数，最多 500", en: "rows, 500 at most"), kind: .integer),
    ]

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: .anyone, summary: ListWords.lists, query: [Self.onDay]
            ) { visit in
                let day = try day(visit, desk.today)
                return .json(
                    JSON.object([
                        .init("day", .text(day.text)),
                        .init(
                            "lists",
                            .array(
                                desk.catalogue.current(on: day).map {
                                    ListJSON.list($0, desk.catalogue)
                                })),
                        .init("facts", .array(desk.catalogue.factOrder.map(fact))),
                    ]).encoded)
            },
            Route(
                .get, Self.path + "/{list}", access: .anyone,
                summary: Localized(zh: "一份名单的规则", en: "The rules of a list"),
                query: [Self.onDay]
            ) { visit in
                let day = try day(visit, desk.today)
                guard let list = desk.catalogue.list(visit.parameters["list"] ?? "", on: day)
                else { throw ListsRefusal.notFound }
                return .json(ListJSON.list(list, desk.catalogue).encoded)
            },
            Route(
                .get, Self.path + "/{list}/members", access: .anyone,
                summary: Localized(zh: "某日的名单成员", en: "Who stands on a list on a day"),
                query: Self.paging, handler: members),
            Route(
                .get, Self.path + "/{list}/members.csv", access: .anyone,
                summary: Localized(zh: "名单成员，CSV", en: "Members as CSV"), query: Self.paging,
                handler: csv),
            Route(
                .get, "/api/v1/list-standings", access: .anyone,
                summary: Localized(zh: "某企业在哪些名单上", en: "Lists that a firm stands on"),
                query: [
                    Route.Query(
                        "code", Localized(zh: "企业代码", en: "code of the firm"),
                        isRequired: true), Self.onDay,
                ], handler: standings),
        ]
    }

    /// How many rows of a page are asked for.
    static func limit(_ visit: Visit) throws -> Int {
        let asked = visit.query["limit"] ?? ""
        guard let limit = asked.isEmpty ? 100 : Int(asked), (1...most).contains(limit) else {
            throw FilterFault("lists", "limit", label: ListWords.limit, allowed: ["1–\(most)"])
        }
        return limit
    }

    private func page(_ visit: Visit) throws -> ListsDesk.Page {
        try desk.page(
            visit.parameters["list"] ?? "", on: try day(visit, desk.today),
            matching: visit.query["q"] ?? "", after: visit.query["after"] ?? "",
            limit: try Self.limit(visit), for: visit.principal)
    }

    private func members(_ visit: Visit) async throws -> Answer {
        let page = try page(visit)
        let permalink = "\(visit.origin)\(Self.path)/\(page.list.id)/members?day=\(page.day.text)"
        return .json(
            JSON.object([
                .init("list", .text(page.list.id)), .init("day", .text(page.day.text)),
                .init("permalink", .text(permalink)), .init("count", .integer(page.count)),
                .init("members", .array(page.rows.map { ListJSON.member($0, desk) })),
                .init("next", .optional(page.next)),
            ]).encoded)
    }

    private func csv(_ visit: Visit) async throws -> Answer {
        let page = try page(visit)
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "list", "day", "code", "name_zh", "name_en", "item", "edition", "from", "to", "reason",
            "document",
        ])
        for member in page.rows {
            let firm = desk.firms.enterprise(id: member.tenant)
            writer.write([
                member.list, page.day.text, firm?.creditCode ?? firm?.codes.first ?? "",
                firm?.name ?? "", firm?.nameEn ?? "", member.item, member.edition,
                member.from.text, member.to?.text ?? "", Localized(kept: member.reason).inOne,
                member.document,
            ])
        }
        var headers = [Answer.Header("content-type", "text/csv; charset=utf-8")]
        if let next = page.next {
            let address =
                "\(visit.path)?day=\(page.day.text)&after=\(percentEncoded(next))"
                + "&q=\(percentEncoded(visit.query["q"] ?? ""))"
                + "&limit=\(percentEncoded(visit.query["limit"] ?? "100"))"
            headers.append(Answer.Header("link", "<\(address)>; rel=\"next\""))
        }
        return Answer(headers: headers, body: writer.take())
    }

    private func standings(_ visit: Visit) async throws -> Answer {
        let day = try day(visit, desk.today)
        let firm = try desk.firm(visit.query["code"] ?? "", field: "code")
        let found = desk.standings(of: firm, on: day, for: visit.principal)
        return .json(
            JSON.object([
                .init("day", .text(day.text)),
                .init("firm", firm.localizedName.json),
                .init("standings", .array(found.map { ListJSON.member($0, desk) })),
            ]).encoded)
    }

    private func fact(_ fact: FactKind) -> JSON {
        .object([
            .init("fact", .text(fact.id)), .init("name", fact.name.json),
            .init("unit", fact.unit.json), .init("origin", .text(fact.origin.rawValue)),
        ])
    }
}

/// The day of a query; one that is none is refused.
func day(_ visit: Visit, _ today: Day) throws -> Day {
    guard let text = visit.query["day"], !text.isEmpty else { return today }
    guard let day = Day(text) else { throw ListsRefusal.day(text) }
    return day
}
