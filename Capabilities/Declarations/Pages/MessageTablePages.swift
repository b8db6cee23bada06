import Kernel
import Reference
import Web
import Wire

/// All message types, as one finds them in the catalogue.
struct MessageListPage: Sendable {
    var tables: [MessageTable]
    /// Types this gateway takes.
    var taken: Set<String>

    static let title = Localized(zh: "报文规范", en: "Message tables")

    func html(_ language: Language) -> HTML {
        let groups = [
            (Localized(zh: "进口", en: "Import"), MessageDirection.import),
            (Localized(zh: "出口", en: "Export"), MessageDirection.export),
            (Localized(zh: "进出口通用", en: "Both"), MessageDirection.both),
        ]
        let parts = groups.compactMap { name, direction in
            group(tables.filter { $0.direction == direction }, name, language)
        }
        return """
            \(.heading(
                MessageListPage.title[language],
                lede: Localized(
                    zh: "跨境统一版报文的结构。接收、校验、回执和本页出自同一份表。",
                    en: """
                        The structure of every message. Reading, checking, receipts and these \
                        pages come from the same tables.
                        """)[language]))
            \(parts)
            """
    }

    private func group(_ tables: [MessageTable], _ name: Localized, _ language: Language)
        -> HTML?
    {
        guard !tables.isEmpty else { return nil }
        return .panel(
            name[language],
            content: .table(
                caption: name[language],
                columns: [
                    Column<MessageTable>(
                        Localized(zh: "报文", en: "Message")[language], .code, isHeader: true,
                        html: { .link($0.type, to: language.address("/messages/\($0.number)")) }),
                    Column(
                        Localized(zh: "名称", en: "Name")[language],
                        text: { $0.title[language] }),
                    Column(
                        Localized(zh: "种类", en: "Kind")[language],
                        text: { MessageWords.kind($0)[language] }),
                    Column(
                        Localized(zh: "回执", en: "Receipt")[language], .code,
                        html: { table in
                            table.answer.map {
                                .link("CEB\($0)", to: language.address("/messages/\($0)"))
                            } ?? "–"
                        }),
                    Column(
                        Localized(zh: "本网关", en: "Here")[language],
                        html: { table in
                            taken.contains(table.type)
                                ? .tag(Localized(zh: "接收", en: "Taken")[language], .success)
                                : "–"
                        }),
                ], rows: tables, empty: ""))
    }
}

/// One message type: its facts, then every field in order.
struct MessagePage: Sendable {
    var table: MessageTable
    var isTaken: Bool

    func html(_ language: Language) -> HTML {
        let nodes = [table.head, table.line, table.transfer, table.subscription].compactMap { $0 }
        return """
            \(.heading(
                "\(table.type) \(table.title[language])",
                tag: isTaken
                    ? .tag(Localized(zh: "本网关接收", en: "Taken here")[language], .success) : nil))
            \(facts(language))
            \(nodes.map { node($0, language) })
            """
    }

    private func facts(_ language: Language) -> HTML {
        var items = [
            SummaryItem(
                Localized(zh: "根元素", en: "Root element")[language],
                html: "<code>\(table.root)</code>"),
            SummaryItem(
                Localized(zh: "方向与种类", en: "Direction and kind")[language],
                "\(MessageWords.direction(table)[language]) · \(MessageWords.kind(table)[language])"
            ),
            SummaryItem(
                Localized(zh: "单证", en: "Documents")[language],
                "\(table.document) × \(MessageWords.count(table.documents))"),
        ]
        if let line = table.line {
            items.append(
                SummaryItem(
                    Localized(zh: "每份表体", en: "Lines of each")[language],
                    "\(line.name) × \(MessageWords.count(table.lines))"))
        }
        if let answer = table.answer {
            items.append(
                SummaryItem(
                    Localized(zh: "回执", en: "Answered by")[language],
                    html: .link("CEB\(answer)", to: language.address("/messages/\(answer)"))))
        }
        items.append(
            SummaryItem(
                Localized(zh: "签名", en: "Signature")[language],
                MessageWords.signature(table)[language]))
        return .summaryList(items, isCompact: true)
    }

    private func node(_ record: RecordTable, _ language: Language) -> HTML {
        .panel(
            record.name, id: record.name,
            content: .table(
                caption: record.name,
                columns: [
                    Column<MessageField>(
                        Localized(zh: "元素", en: "Element")[language], .code, isHeader: true,
                        text: { $0.name }),
                    Column(
                        Localized(zh: "名称", en: "Name")[language],
                        html: { field in
                            field.isPersonal
                                ? .under(
                                    "\(field.title, language)", MessageWords.personal[language])
                                : "\(field.title, language)"
                        }),
                    Column(
                        Localized(zh: "类型", en: "Type")[language], .code,
                        text: { MessageWords.notation($0) }),
                    Column(
                        Localized(zh: "必填", en: "Required")[language],
                        text: { $0.isRequired ? Localized(zh: "是", en: "yes")[language] : "–" }),
                    Column(
                        Localized(zh: "取值与说明", en: "Values and notes")[language],
                        html: { values($0, language) }),
                ], rows: record.fields, empty: ""))
    }

    private func values(_ field: MessageField, _ language: Language) -> HTML {
        var lines: [HTML] = []
        if let fixed = field.fixed {
            lines.append("<code>\(fixed)</code>")
        }
        switch field.codes {
        case .none: break
        case .table(let name):
            let shown = CodeTable(rawValue: name)?.name[language] ?? name
            lines.append("\(shown)")
        case .values(let values):
            lines += values.map { "<code>\($0.code)</code> \($0.name, language)" }
        }
        if let standard = field.standard {
            lines.append(
                "\(Localized(zh: "空则为", en: "When empty:"), language) <code>\(standard)</code>")
        }
        if !field.about[language].isEmpty { lines.append("\(field.about, language)") }
        return lines.joined(by: "<br>")
    }
}

/// Words about message tables.
enum MessageWords {
    static let personal = Localized(zh: "个人信息，显示时遮蔽", en: "personal, shown masked")

    static func notation(_ field: MessageField) -> String {
        field.notation.utf8.last == UInt8(ascii: "*")
            ? "\(field.notation.dropLast())∞" : field.notation
    }

    static func count(_ occurrence: Occurrence) -> String {
        let most = occurrence.most.map { String($0) } ?? "∞"
        return occurrence.most == occurrence.least ? most : "\(occurrence.least)–\(most)"
    }

    static func direction(_ table: MessageTable) -> Localized {
        switch table.direction {
        case .export: Localized(zh: "出口", en: "Export")
        case .import: Localized(zh: "进口", en: "Import")
        case .both: Localized(zh: "进出口", en: "Both")
        }
    }

    static func kind(_ table: MessageTable) -> Localized {
        switch table.kind {
        case .request: Localized(zh: "申报", en: "Request")
        case .receipt: Localized(zh: "回执", en: "Receipt")
        case .result: Localized(zh: "通知", en: "Notice")
        }
    }

    static func signature(_ table: MessageTable) -> Localized {
        switch table.signature {
        case .none: Localized(zh: "无", en: "None")
        case .optional: Localized(zh: "可选", en: "Optional")
        case .expected: Localized(zh: "申报时须签", en: "When declaring")
        case .required: Localized(zh: "必须", en: "Required")
        }
    }
}

extension DeclarationPages {
    var messages: [Route] {
        let taken = Set(MessageType.allCases.map(\.rawValue))
        return [
            Route(
                .get, "/{language}/messages", access: .anyone, summary: MessageListPage.title
            ) { visit in
                let page = MessageListPage(tables: catalogue.tables, taken: taken)
                return site.page(
                    visit, title: MessageListPage.title[visit.language], isWide: true,
                    content: page.html(visit.language))
            },
            Route(
                .get, "/{language}/messages/{number}", access: .anyone,
                summary: Localized(zh: "一种报文的结构", en: "One message table")
            ) { visit in
                let language = visit.language
                let number = visit.parameters["number"] ?? ""
                guard let table = catalogue.table(number) else { throw WebRefusal.notFound }
                // One address for each: `CEB311` and `CEB311Message` lead to `311`.
                guard table.number.utf8.elementsEqual(number.utf8) else {
                    return .see(language.address("/messages/\(table.number)"))
                }
                let page = MessagePage(table: table, isTaken: taken.contains(table.type))
                return site.page(
                    visit, title: "\(table.type) \(table.title[language])",
                    trail: [
                        Crumb(
                            MessageListPage.title[language], path: language.address("/messages"))
                    ], isWide: true, content: page.html(language))
            },
        ]
    }
}
