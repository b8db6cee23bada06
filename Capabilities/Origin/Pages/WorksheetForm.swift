import Kernel
import Web
import Wire

/// The form of a worksheet, there and back: what was typed becomes the same JSON a program sends.
struct WorksheetForm {
    let value: (String) -> String
    let values: (String) -> [String]

    init(_ form: Form) {
        value = { form[$0] ?? "" }
        values = { form.all($0) }
    }

    /// Lines of plain text and yes or no: what the fields hold.
    private static let plain = [
        "code", "name", "exporter", "importer", "on", "currency", "fob", "weight", "labour",
        "overhead", "profit", "other", "agreement",
    ]

    var json: JSON {
        var members: [JSON.Member] = Self.plain.compactMap { name in
            let text = trim(value(name))
            // Left empty is not stated, except where a name is needed.
            return text.isEmpty ? nil : .init(name, .text(text))
        }
        members.append(.init("materials", .array(lines.map(material))))
        if !value("whollyObtained").isEmpty { members.append(.init("whollyObtained", .bool(true))) }
        for name in ["stated", "onlyOperations"] where !values(name).isEmpty {
            members.append(.init(name, .array(values(name).map(JSON.text))))
        }
        return .object(members)
    }

    /// One material a line, its cells by tab, comma or full-width comma.
    private var lines: [[String]] {
        value("materials").utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let text = trim(String(decoding: line, as: UTF8.self))
            if text.isEmpty { return nil }
            let isTabbed = text.utf8.contains(0x09)
            return text.unicodeScalars.split(omittingEmptySubsequences: false) {
                isTabbed ? $0 == "\t" : $0 == "," || $0 == "，"
            }.map { trim(String(String.UnicodeScalarView($0))) }
        }
    }

    private func material(_ cells: [String]) -> JSON {
        func cell(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
        var members: [JSON.Member] = []
        for (index, name) in ["name", "code", "value", "origin"].enumerated()
        where !cell(index).isEmpty {
            members.append(.init(name, .text(cell(index))))
        }
        let isOriginating = ["是", "yes", "y", "true", "1"].contains(cell(4).lowercased())
        members.append(.init("originating", .bool(isOriginating)))
        if !cell(5).isEmpty { members.append(.init("weight", .text(cell(5)))) }
        if !cell(6).isEmpty { members.append(.init("kind", .text(cell(6)))) }
        return .object(members)
    }

    func html(
        _ faults: [Fault], _ tables: OriginTables, _ language: Language, today: Day
    ) -> [HTML] {
        func box(
            _ name: String, _ zh: String, _ en: String, hint: Localized? = nil,
            isRequired: Bool = false, kind: TextKind = .text, width: FieldWidth = .medium
        ) -> HTML {
            .textInput(
                Field(
                    name, label: Localized(zh: zh, en: en)[language], hint: hint?[language],
                    error: error(name, faults, language), isRequired: isRequired),
                value: value(name), kind, width: width, language: language)
        }
        return [
            box("code", "产品税号", "Code of the good", hint: OriginTexts.codeHint, isRequired: true),
            box("name", "品名", "Name", isRequired: true),
            box("exporter", "出口国（生产地）", "Exporting country", isRequired: true),
            box(
                "importer", "进口国", "Importing country",
                hint: Localized(zh: "留空为中国", en: "China when left empty")),
            .selectInput(
                Field("agreement", label: OriginTexts.agreement[language], isRequired: false),
                choices: tables.agreements.inForce(on: today).map {
                    Choice($0.id, $0.name[language])
                }, value: value("agreement"), none: OriginTexts.allAgreements[language],
                language: language),
            box("on", "日期", "Day", kind: .day),
            box("currency", "币制", "Currency", hint: Localized(same: "CNY"), width: .short),
            box("fob", "离岸价（FOB）", "FOB value", isRequired: true),
            box("weight", "净重（千克）", "Net weight (kg)"),
            .textArea(
                Field(
                    "materials", label: OriginTexts.materials[language],
                    hint: OriginTexts.materialsHint[language],
                    error: error("materials", faults, language), isRequired: false),
                value: value("materials"), rows: 8, language: language),
            box("labour", "直接人工", "Direct labour"),
            box("overhead", "直接经营费用", "Direct overhead"),
            box("profit", "利润", "Profit"),
            box("other", "其他成本", "Other cost"),
            .checkbox(
                Field(
                    "whollyObtained",
                    label: Localized(
                        zh: "声明：产品在缔约方完全获得或生产",
                        en: "Stated: wholly obtained or produced in the parties")[language],
                    isRequired: false), isOn: !value("whollyObtained").isEmpty,
                language: language),
            processes(faults, tables, language),
        ]
    }

    private func processes(
        _ faults: [Fault], _ tables: OriginTables, _ language: Language
    ) -> HTML {
        func several(_ name: String, _ label: Localized, _ choices: [Choice]) -> HTML {
            .choices(
                Field(
                    name, label: label[language], error: error(name, faults, language),
                    isRequired: false), choices: choices, values: Set(values(name)),
                allowsSeveral: true, language: language)
        }
        return .fold(
            Localized(zh: "工序与微小加工", en: "Processes and minimal operations")[language],
            content: """
                \(several(
                        "stated",
                        Localized(
                            zh: "声明已完成的工序（凭证备查）", en: "Processes stated (papers kept)"),
                        tables.rules.processNames.map {
                            Choice($0.name, $0.words[language])
                        }))
                \(several(
                        "onlyOperations",
                        Localized(
                            zh: "只做了这些微小加工", en: "Nothing was done but these operations"),
                        tables.minimalOperations.map { Choice($0.name, $0.words[language]) }))
                """)
    }
}
