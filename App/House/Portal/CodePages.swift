import Kernel
import Plug
import Reference
import Web
import Wire

/// The code tables of customs messages as of a day: pages, JSON and CSV; no account is needed.
struct CodePages: Sendable {
    let tables: CodeTables
    let clock: Clock
    let site: Site

    static let title = Localized(zh: "代码表", en: "Code tables")
    /// Codes on one page.
    static let rows = 100
    static let entry = Site.Item(
        title,
        note: Localized(
            zh: "国别、币制、单位、关区、监管方式、回执代码。",
            en: "Countries, currencies, units, districts, modes, receipt codes."),
        path: "/codes", in: .lookUp)

    var routes: [Route] {
        [
            Route(.get, "/{language}/codes", access: .anyone, summary: CodePages.title) { visit in
                list(visit)
            },
            Route(
                .get, "/{language}/codes/{table}", access: .anyone, summary: CodePages.title
            ) { visit in try show(visit) },
            Route(
                .get, "/api/v1/codes/{table}", access: .anyone, summary: CodePages.title,
                query: [
                    Route.Query(
                        "q",
                        Localized(zh: "代码、ISO 代码或名称的一部分", en: "Code, ISO code or part of a name")),
                    Route.Query(
                        "day",
                        Localized(
                            zh: "查哪一天，如 2026-11-21；不填为今天",
                            en: "As of which day, such as 2026-11-21; today without it"),
                        kind: .day),
                    Route.Query("format", Localized(zh: "csv 得到表格", en: "csv for a table")),
                ]
            ) { visit in try answer(visit) },
        ]
    }

    /// Codes that are a word's whole code or whose name has the words.
    var finder: Finder {
        Finder("codes", CodePages.title) { question in
            let today = clock.today
            let asked = question.text.lowercased()
            return CodeTable.allCases.flatMap { table in
                entries(table, asked, on: today).prefix(3).map { entry in
                    Finder.Found(
                        Localized(
                            zh: "\(entry.code) \(entry.name.zh)",
                            en: "\(entry.code) \(entry.name.en)"),
                        note: table.name,
                        path: Address.path(
                            "/codes/\(table.rawValue)", query: [.init("q", entry.code)]))
                }
            }.prefix(question.limit).map { $0 }
        }
    }

    private func entries(_ table: CodeTable, _ asked: String, on day: Day) -> [CodeEntry] {
        let all = tables[table].entries(on: day)
        guard !asked.isEmpty else { return all }
        return all.filter { entry in
            entry.code.lowercased() == asked || entry.iso?.lowercased() == asked
                || entry.name.zh.lowercased().contains(asked)
                || entry.name.en.lowercased().contains(asked)
        }
    }

    // MARK: Pages

    private func list(_ visit: Visit) -> Answer {
        let language = visit.language
        let links = CodeTable.allCases.map { table in
            let count = tables[table].entries(on: clock.today).count
            return TaskLink(
                table.name[language],
                note: Localized(zh: "\(count) 个代码", en: "\(count) codes")[language],
                path: "/\(language.rawValue)/codes/\(table.rawValue)")
        }
        return site.page(
            visit, title: CodePages.title[language],
            content: """
                \(.heading(CodePages.title[language], lede: CodePages.entry.note?[language]))
                \(.taskLinks(links))
                """)
    }

    private func show(_ visit: Visit) throws -> Answer {
        let language = visit.language
        let (table, day, asked) = try question(visit)
        let found = entries(table, asked, on: day)
        let start = min(found.count, max(0, visit.query["from"].flatMap { Int($0) } ?? 0))
        let shown = Array(found[start...].prefix(CodePages.rows))
        let path = "/\(language.rawValue)/codes/\(table.rawValue)"
        let words = Field(
            "q", label: Localized(zh: "代码或名称", en: "Code or name")[language],
            isRequired: false, marksOptional: false)
        let days = Field(
            "day", label: Localized(zh: "日期", en: "Day")[language], isRequired: false,
            marksOptional: false)
        let file = Address.path(
            "/api/v1/codes/\(table.rawValue)",
            query: [.init("format", "csv"), .init("day", day.text), .init("q", asked)])
        return site.page(
            visit, title: table.name[language],
            trail: [Crumb(CodePages.title[language], path: "/\(language.rawValue)/codes")],
            content: """
                \(.heading(
                    table.name[language],
                    actions: [.linkButton("CSV", to: file, .secondary)]))
                \(.filterBar(
                    path: path,
                    fields: [
                        .textInput(words, value: asked, .search, language: language),
                        .textInput(days, value: day.text, .day, language: language),
                    ], language: language))
                \(.table(
                    caption: table.name[language], columns: columns(language), rows: shown,
                    empty: .emptyState(
                        Localized(zh: "没有这样的代码", en: "No such code")[language],
                        hint: Localized(
                            zh: "换一个词，或清空查询看全部。",
                            en: "Try another word, or clear it to see all.")[language])))
                \(.pager(
                    previous: start == 0 ? nil : turn(path, start - CodePages.rows, day, asked),
                    next: start + shown.count >= found.count
                        ? nil : turn(path, start + CodePages.rows, day, asked),
                    range: "\(start + 1)–\(start + shown.count) / \(found.count)",
                    language: language))
                """)
    }

    private func turn(_ path: String, _ start: Int, _ day: Day, _ asked: String) -> String {
        Address.path(
            path,
            query: [
                .init("q", asked), .init("day", day.text), .init("from", String(max(0, start))),
            ])
    }

    private func columns(_ language: Language) -> [Column<CodeEntry>] {
        [
            Column(
                Localized(zh: "代码", en: "Code")[language], .code, isHeader: true,
                text: { $0.code }),
            Column(Localized(zh: "名称", en: "Name")[language]) { entry in
                entry.name[language]
            },
            Column("ISO / UNECE", .code, text: { $0.iso ?? "–" }),
            Column(
                Localized(zh: "启用", en: "From")[language], .time,
                text: { $0.from?.text ?? "–" }),
            Column(Localized(zh: "来源", en: "Source")[language], text: { $0.source }),
        ]
    }

    // MARK: API

    private func answer(_ visit: Visit) throws -> Answer {
        let (table, day, asked) = try question(visit)
        let found = entries(table, asked, on: day)
        guard visit.query["format"] != "csv" else { return csv(found) }
        return .json(
            JSON.object([
                .init("table", .text(table.rawValue)), .init("day", .text(day.text)),
                .init("open", .bool(tables[table].isOpen)),
                .init(
                    "codes",
                    .array(
                        found.map { entry in
                            .object([
                                .init("code", .text(entry.code)),
                                .init("zh", .text(entry.name.zh)),
                                .init("en", .text(entry.name.en)),
                                .init("iso", entry.iso.map { .text($0) } ?? .null),
                                .init("from", entry.from.map { .text($0.text) } ?? .null),
                                .init("to", entry.to.map { .text($0.text) } ?? .null),
                                .init("source", .text(entry.source)),
                            ])
                        })),
            ]).encoded)
    }

    private func csv(_ found: [CodeEntry]) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write(["code", "zh", "en", "iso", "from", "to", "source"])
        for entry in found {
            writer.write([
                entry.code, entry.name.zh, entry.name.en, entry.iso ?? "", entry.from?.text ?? "",
                entry.to?.text ?? "", entry.source,
            ])
        }
        return Answer(
            status: 200, headers: [Answer.Header("content-type", "text/csv; charset=utf-8")],
            body: writer.take())
    }

    private func question(_ visit: Visit) throws -> (CodeTable, Day, String) {
        guard let table = CodeTable(rawValue: visit.parameters["table"] ?? "") else {
            throw WebRefusal.notFound
        }
        let day = visit.query["day"].flatMap { Day($0) } ?? clock.today
        return (table, day, (visit.query["q"] ?? "").halfWidth.lowercased())
    }
}
