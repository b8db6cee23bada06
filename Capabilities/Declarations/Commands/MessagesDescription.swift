import Kernel
import Wire

/// The message tables in words.
enum MessagesDescription {
    static func unknown(_ type: String) -> Localized {
        let name = MessagesText.harmless(type)
        return Localized(
            zh: "没有报文类型 \(name)；用 tradewind messages list 查看全部类型",
            en: "there is no message type \(name); tradewind messages list shows them all")
    }

    /// All types, one a line.
    static func list(_ catalogue: MessageCatalogue, _ language: Language) -> String {
        var rows = [
            [
                Localized(zh: "编号", en: "no."), Localized(zh: "方向", en: "direction"),
                Localized(zh: "种类", en: "kind"), Localized(zh: "回执", en: "answer"),
                Localized(zh: "签名", en: "signature"), Localized(zh: "名称", en: "name"),
            ].map { $0[language] }
        ]
        for table in catalogue.tables {
            rows.append([
                table.number, direction(table)[language], kind(table)[language],
                table.answer ?? "-", signature(table)[language], table.title[language],
            ])
        }
        return MessagesText.aligned(rows).joined(separator: "\n")
    }

    /// One type: its facts, then the fields of every node in their order.
    static func text(_ table: MessageTable, _ language: Language) -> String {
        var lines = ["\(table.type)  \(table.title.zh)  \(table.title.en)", ""]
        lines += MessagesText.aligned(facts(table).map { ["  " + $0[language], $1[language]] })
        lines += node(table.head, language)
        if let line = table.line { lines += node(line, language) }
        if let transfer = table.transfer { lines += node(transfer, language) }
        if let subscription = table.subscription { lines += node(subscription, language) }
        return lines.joined(separator: "\n")
    }

    private static func facts(_ table: MessageTable) -> [(Localized, Localized)] {
        var facts: [(Localized, Localized)] = [
            (Localized(zh: "方向", en: "direction"), direction(table)),
            (Localized(zh: "种类", en: "kind"), kind(table)),
            (Localized(zh: "根元素", en: "root"), Localized(same: table.root)),
            (
                Localized(zh: "单证", en: "documents"),
                Localized(same: "\(table.document) × \(count(table.documents))")
            ),
        ]
        if let line = table.line {
            facts.append(
                (
                    Localized(zh: "每份表体", en: "lines of each"),
                    Localized(same: "\(line.name) × \(count(table.lines))")
                ))
        }
        if let answer = table.answer {
            facts.append((Localized(zh: "回执", en: "answered by"), Localized(same: "CEB" + answer)))
        }
        facts.append((Localized(zh: "签名", en: "signature"), signature(table)))
        return facts
    }

    private static func node(_ record: RecordTable, _ language: Language) -> [String] {
        var rows = [
            [
                Localized(zh: "元素", en: "element"), Localized(zh: "类型", en: "type"),
                Localized(zh: "必填", en: "required"), Localized(zh: "名称", en: "name"),
                Localized(zh: "取值", en: "values"), Localized(zh: "说明", en: "about"),
            ].map { $0[language] }
        ]
        for field in record.fields {
            rows.append([
                field.name, field.notation.replacing("*", with: "∞"),
                field.isRequired ? Localized(zh: "是", en: "yes")[language] : "-",
                field.title[language], values(field, language), field.about[language],
            ])
        }
        return ["", record.name] + MessagesText.aligned(rows).map { "  " + $0 }
    }

    private static func values(_ field: MessageField, _ language: Language) -> String {
        if let fixed = field.fixed { return "= " + fixed }
        let codes: String
        switch field.codes {
        case .none: codes = ""
        case .table(let name): codes = "@" + name
        case .values(let values): codes = values.map(\.code).joined(separator: "|")
        }
        guard let standard = field.standard else { return codes }
        let note = Localized(zh: "（空则 \(standard)）", en: " (empty: \(standard))")[language]
        return codes + note
    }

    private static func count(_ occurrence: Occurrence) -> String {
        let most = occurrence.most.map { String($0) } ?? "∞"
        return occurrence.most == occurrence.least ? most : "\(occurrence.least)–\(most)"
    }

    private static func direction(_ table: MessageTable) -> Localized {
        switch table.direction {
        case .export: Localized(zh: "出口", en: "export")
        case .import: Localized(zh: "进口", en: "import")
        case .both: Localized(zh: "进出口", en: "both")
        }
    }

    private static func kind(_ table: MessageTable) -> Localized {
        switch table.kind {
        case .request: Localized(zh: "申报", en: "request")
        case .receipt: Localized(zh: "回执", en: "receipt")
        case .result: Localized(zh: "通知", en: "result")
        }
    }

    private static func signature(_ table: MessageTable) -> Localized {
        switch table.signature {
        case .none: Localized(zh: "无", en: "none")
        case .optional: Localized(zh: "可选", en: "optional")
        case .expected: Localized(zh: "申报时须签", en: "when declaring")
        case .required: Localized(zh: "必须", en: "required")
        }
    }
}
