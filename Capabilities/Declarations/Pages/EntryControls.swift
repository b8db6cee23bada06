import Kernel
import Parties
import Reference
import Web
import Wire

/// Fields of a message as fields of a form: the label is the table's name, the hint what belongs
/// into it, and codes are chosen from their tables.
struct EntryControls: Sendable {
    let form: EntryForm
    let codes: CodeTables
    let day: Day
    let memory: EntryMemory
    let register: EnterpriseRegister
    /// The enterprise's district (first two digits): its offices are proposed first.
    let district: String
    let language: Language

    /// Tables of at most so many codes are lists to choose from; longer ones are typed and
    /// proposed.
    private static let mostChoices = 30

    /// A field of the head.
    func head(_ field: MessageField, _ draft: EntryDraft, _ issues: [EntryIssue]) -> HTML {
        let place = EntryPlace(element: field.name)
        return control(field, draft.head[field.name] ?? "", place, issues)
    }

    func line(
        _ field: MessageField, _ number: Int, _ values: [String: String], _ issues: [EntryIssue]
    ) -> HTML {
        let place = EntryPlace(line: number, element: field.name)
        return control(field, values[field.name] ?? "", place, issues)
    }

    private func control(
        _ field: MessageField, _ value: String, _ place: EntryPlace, _ issues: [EntryIssue]
    ) -> HTML {
        let shown = Field(
            place.name, label: field.title[language], hint: hint(field),
            error: error(place, issues), isRequired: field.isRequired,
            marksOptional: !EntryControls.isNeededAtTimes(field), id: place.id)
        let choices = choices(field)
        if !choices.isEmpty, choices.count <= EntryControls.mostChoices {
            return .selectInput(
                shown, choices: choices, value: value,
                none: Localized(zh: "请选择", en: "Choose")[language], language: language)
        }
        switch field.notation {
        case "C8":
            return .textInput(
                shown, value: Day(compact: value)?.text ?? value, .day, width: .short,
                language: language)
        case "C..1000", "C..500":
            return .textArea(shown, value: value, rows: 2, language: language)
        default: break
        }
        if let list = list(field) {
            return .codeInput(
                shown, value: value, list: list, means: means(field, value),
                source: source(field), language: language)
        }
        return .textInput(shown, value: value, language: language)
    }

    /// A box of the table of lines.
    func cell(
        _ field: MessageField, _ number: Int, _ values: [String: String], _ issues: [EntryIssue]
    ) -> HTML {
        let place = EntryPlace(line: number, element: field.name)
        let label = Localized(
            zh: "第 \(number) 项 \(field.title.zh)", en: "Line \(number) \(field.title.en)")
        return .cellInput(
            Field(
                place.name, label: label[language], error: error(place, issues),
                isRequired: field.isRequired, id: place.id),
            value: values[field.name] ?? "", isNumber: field.type.isNumber, list: list(field),
            source: source(field))
    }

    private func error(_ place: EntryPlace, _ issues: [EntryIssue]) -> String? {
        issues.first { $0.place == place }.map { EntryControls.told($0, language) }
    }

    /// The same words stand in the summary and at the field.
    static func told(_ issue: EntryIssue, _ language: Language) -> String {
        let fix = issue.fix[language]
        let stop = language == .zh ? "。" : ". "
        return fix.isEmpty ? issue.message[language] : issue.message[language] + stop + fix
    }

    /// A hint that says when a field is needed stands against *optional*.
    private static func isNeededAtTimes(_ field: MessageField) -> Bool {
        field.about.zh.utf8.firstRange(of: "必填".utf8) != nil
    }

    private func hint(_ field: MessageField) -> String? {
        let about = field.about[language]
        // How a message writes a day is nothing to who picks one.
        if field.notation == "C8", ["年月日 8 位", "yyyyMMdd"].contains(about) { return nil }
        if field.notation == "C14" {
            return Localized(
                zh: "如 2026-11-20 14:05（北京时间）。\(about)",
                en: "As in 2026-11-20 14:05, China time. \(about)")[language]
        }
        return about.isEmpty ? nil : about
    }

    // MARK: Codes

    func choices(_ field: MessageField) -> [Choice] {
        switch field.codes {
        case .none: []
        case .values(let values):
            values.map { Choice($0.code, "\($0.code) \($0.name[language])") }
        case .table(let name): entries(name)
        }
    }

    private func entries(_ name: String) -> [Choice] {
        guard let table = CodeTable(rawValue: name == "districts" ? "customs-districts" : name)
        else { return [] }
        return codes[table].entries(on: day).map {
            Choice($0.code, "\($0.code) \($0.name[language])")
        }
    }

    private func means(_ field: MessageField, _ value: String) -> String? {
        guard !value.isEmpty else { return nil }
        if case .table(let name) = field.codes, let table = CodeTable(rawValue: name) {
            return codes[table].name(of: value, on: day)?[language]
        }
        return register.find(code: value)?.localizedName[language]
    }

    /// Id of the proposals of a field; nil where there are none.
    private func list(_ field: MessageField) -> String? {
        if case .table(let name) = field.codes { return "list-\(name)" }
        if field.name == "gcode" { return "list-gcode" }
        if field.codes == .none, field.name.hasSuffix("Code") { return "list-\(field.name)" }
        return nil
    }

    /// Where scripts find more than the page proposes.
    private func source(_ field: MessageField) -> String? {
        if field.name == "gcode" { return "/api/v1/entry/goods?language=\(language.rawValue)&q=" }
        if case .table(let name) = field.codes, ["ports", "customs-districts"].contains(name) {
            return "/api/v1/entry/codes/\(name)?language=\(language.rawValue)&q="
        }
        return nil
    }

    /// The proposals of all fields of a page, each once.
    func lists(_ fields: [MessageField]) -> HTML {
        var done: Set<String> = []
        var lists: [HTML] = []
        for field in fields {
            guard let id = list(field), done.insert(id).inserted else { continue }
            let count = choices(field).count
            guard count == 0 || count > EntryControls.mostChoices
                || form.lineFields.contains(where: { list($0) == id })
            else { continue }
            lists.append(.dataList(id: id, proposals(field)))
        }
        return "\(lists)"
    }

    private func proposals(_ field: MessageField) -> [Choice] {
        if field.name == "gcode" {
            var seen: Set<String> = []
            return memory.goods.compactMap { goods in
                guard let code = goods.values["gcode"], seen.insert(code).inserted else {
                    return nil
                }
                return Choice(code, "\(code) \(goods.values["gname"] ?? "")")
            }
        }
        guard case .table(let name) = field.codes else {
            return (memory.partners[field.name] ?? []).map { code in
                let name = register.find(code: code)?.localizedName[language] ?? ""
                return Choice(code, "\(code) \(name)")
            }
        }
        let all = entries(name)
        switch name {
        // A thousand offices and three thousand ports are searched, not sent with each page.
        case "customs-districts": return all.filter { $0.value.hasPrefix(district) }
        case "ports": return []
        default: return all
        }
    }
}
