import Kernel
import Web

/// `/{language}/lists`: the lists and who stands on them; open to everybody.
struct ListsPages: Sendable {
    let desk: ListsDesk
    let site: Site

    private static let perPage = 50
    private static let movementsShown = 20

    var routes: [Route] {
        [
            Route(.get, "/{language}/lists", access: .anyone, summary: ListWords.lists) { visit in
                index(visit)
            },
            Route(
                .get, "/{language}/lists/{list}", access: .anyone, summary: ListWords.list,
                query: [ListsAPI.onDay]
            ) { visit in try show(visit) },
        ]
    }

    private func index(_ visit: Visit) -> Answer {
        let language = visit.language
        let links = desk.catalogue.current(on: desk.today).map { list in
            TaskLink(
                list.name[language], note: list.summary[language],
                path: language.path("/lists/\(list.id)"))
        }
        return site.page(
            visit, title: ListWords.lists[language],
            content: """
                \(.heading(ListWords.lists[language], lede: ListWords.listsLede[language]))
                \(.taskLinks(links))
                """)
    }

    private func show(_ visit: Visit) throws -> Answer {
        let language = visit.language
        let id = visit.parameters["list"] ?? ""
        let day = try day(visit, desk.today)
        guard let list = desk.catalogue.list(id, on: day) ?? desk.catalogue.list(id, on: desk.today)
        else { throw ListsRefusal.notFound }
        let isOpen = list.isPublic || desk.keeps(list, visit.principal)
        var shown = closed(language)
        if isOpen {
            shown = """
                \(try members(list, day, visit))
                \(try movements(list, visit))
                """
        }
        let content: HTML = """
            \(.heading(
                list.name[language], caption: list.row, lede: list.summary[language],
                actions: actions(list, visit)))
            \(shown)
            \(.panel(
                ListWords.criteria[language], content: desk.criteria(list, language)))
            \(.panel(
                Localized(zh: "规则", en: "Rules")[language], content: rules(list, language)))
            """
        return site.page(
            visit, title: list.name[language],
            trail: [Crumb(ListWords.lists[language], path: language.path("/lists"))],
            content: content)
    }

    private func actions(_ list: ListFile, _ visit: Visit) -> [HTML] {
        let language = visit.language
        var actions: [HTML] = []
        if let person = visit.principal, person.may(ListsCapability.nominate),
            list.nominators.contains(.firm)
        {
            actions.append(
                .linkButton(
                    ListWords.nominate[language],
                    to: language.path("/lists/\(list.id)/nominate")))
        }
        if desk.keeps(list, visit.principal) {
            actions.append(
                .linkButton(
                    ListWords.desk[language], to: language.path("/list-desk/\(list.id)"),
                    .secondary))
        }
        return actions
    }

    private func closed(_ language: Language) -> HTML {
        .notice(
            ListsRefusal.notPublic.message[language], .info,
            content: "<p>\(ListsRefusal.notPublic.fix, language)</p>")
    }

    private func members(_ list: ListFile, _ day: Day, _ visit: Visit) throws -> HTML {
        let language = visit.language
        let text = visit.query["q"] ?? ""
        let after = visit.query["after"] ?? ""
        let page = try desk.page(
            list.id, on: day, matching: text, after: after, limit: Self.perPage,
            for: visit.principal)
        let here = language.path("/lists/\(list.id)")
        let asked = [Form.Pair("day", day.text), Form.Pair("q", text)]
        let filter: HTML = .filterBar(
            path: here,
            fields: [
                .textInput(
                    Field("day", label: ListWords.day[language], marksOptional: false),
                    value: day.text, .day, language: language),
                .textInput(
                    Field(
                        "q", label: ListWords.search[language], isRequired: false,
                        marksOptional: false), value: text, .search, language: language),
            ], language: language)
        let feed = Address.path("\(ListsAPI.path)/\(list.id)/members.csv", query: asked)
        let count = Localized(
            zh: "\(day.text)：\(page.count) 家（项）", en: "\(day.text): \(page.count)")
        return .panel(
            count[language], id: "members",
            actions: [.link("CSV", to: feed)],
            content: """
                \(filter)
                \(desk.table(page.rows, list, language))
                \(.pager(
                    previous: after.isEmpty ? nil : Address.path(here, query: asked),
                    next: page.next.map {
                        Address.path(here, query: asked + [Form.Pair("after", $0)])
                    }, range: "\(page.rows.count) / \(page.count)", language: language))
                """)
    }

    /// The last ones who came and went.
    private func movements(_ list: ListFile, _ visit: Visit) throws -> HTML {
        let language = visit.language
        let rows = try desk.movements(
            list.id, after: "", limit: Self.movementsShown, for: visit.principal
        ).page.rows
        guard !rows.isEmpty else { return "" }
        let feed = "\(ListsAPI.path)/\(list.id)/movements"
        return .panel(
            ListWords.movements[language], id: "movements",
            actions: [
                .link("Atom", to: "\(feed).atom?lang=\(language.rawValue)"),
                .link("JSON", to: feed),
            ],
            content: .table(
                caption: ListWords.movements[language],
                columns: [
                    Column(ListWords.day[language], .time) { $0.day.text },
                    Column(ListWords.changes[language]) { ListWords.name($0.kind)[language] },
                    Column(ListWords.firm[language], isHeader: true) {
                        [desk.shownName($0.member.tenant, language), $0.member.item]
                            .filter { !$0.isEmpty }.joined(separator: " · ")
                    },
                    Column(
                        ListWords.reason[language],
                        html: { one in
                            .under("\(one.told[language])", one.document)
                        }),
                ], rows: rows, empty: ""))
    }

    private func rules(_ list: ListFile, _ language: Language) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let capacity = list.capacity.map { String($0) } ?? word("不限", "no limit")
        let stay =
            list.kind == .edition
            ? word("一个年度", "one year")
            : list.months.map { word("\($0) 个月，到期复审", "\($0) months, then reviewed") }
                ?? word("直至移出", "until removed")
        return .summaryList([
            SummaryItem(word("种类", "Kind"), ListWords.name(list.kind)[language]),
            SummaryItem(
                word("谁可提名", "Nominated by"), ListWords.nominators(list.nominators)[language]),
            SummaryItem(word("名额", "Places"), capacity),
            SummaryItem(word("最低分", "Least points"), "\(list.minimum) / \(list.points)"),
            SummaryItem(word("在册期限", "How long"), stay),
            SummaryItem(
                ListWords.basis[language], html: .citations(list.bases, language)),
        ])
    }
}
