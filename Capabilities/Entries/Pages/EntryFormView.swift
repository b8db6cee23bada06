import Kernel
import Parties
import Reference
import Web

/// The declaration as a form: codes are chosen by code or name, lines come and go without a script.
struct EntryFormView: Sendable {
    let desk: EntryDesk
    let fields: [EntryField]
    let form: Form
    let faults: [Fault]
    /// The enterprise of whoever fills it in.
    let own: Enterprise?
    let language: Language

    private var day: Day { desk.clock.today }

    /// Everything within the form.
    var html: HTML {
        let header = fields.filter { !$0.isOfLine }.map { input($0, $0.name) }
        let count = EntryForm.count(form)
        let lines = (0..<count).map { index -> HTML in
            let inputs = fields.filter(\.isOfLine).map { input($0, "\($0.name)-\(index)") }
            let remove: HTML? =
                count == 1
                ? nil
                : .checkbox(
                    Field(
                        "remove-\(index)", label: EntryTexts.removeLine[language],
                        isRequired: false, marksOptional: false), language: language)
            let name = "\(EntryTexts.line[language]) \(index + 1)"
            return "<fieldset><legend>\(name)</legend>\(inputs)\(remove)</fieldset>"
        }
        let add: HTML? =
            count < EntryForm.most
            ? .button(EntryTexts.addLine[language], .secondary, name: "act", value: "add") : nil
        let drop: HTML? =
            count > 1
            ? .button(EntryTexts.dropLines[language], .secondary, name: "act", value: "drop")
            : nil
        // The first button is the one that Enter presses.
        return """
            \(header)\(lines)
            \(.hidden("count", String(count)))
            <p class="row">\(.button(EntryTexts.send[language])) \(add) \(drop)</p>
            \(lists)
            """
    }

    /// What a place of a fault is called; nil for one that is no field.
    func label(_ path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, let field = fields.first(where: { $0.name == name }) else {
            return nil
        }
        guard field.isOfLine, parts.count == 3, let index = Int(parts[1]) else {
            return field.label[language]
        }
        return "\(EntryTexts.line[language]) \(index + 1) · \(field.label[language])"
    }

    private func input(_ kind: EntryField, _ name: String) -> HTML {
        let need: Localized? =
            kind.summary == kind.full || kind.full == .optional ? nil : kind.full.words
        let code: Localized? =
            [.country, .currency, .unit, .district].contains(kind.form)
            ? EntryTexts.codeOrName : nil
        let hint = [kind.hint[language], code?[language] ?? "", need?[language] ?? ""]
            .filter { !$0.isEmpty }
        let field = Field(
            name, label: kind.label[language],
            hint: hint.isEmpty ? nil : hint.joined(separator: language == .zh ? "；" : "; "),
            error: error(name, faults, language),
            isRequired: kind.summary == .required && kind.full == .required,
            marksOptional: false)
        let value = form[name] ?? ""
        switch kind.form {
        case .flag: return .checkbox(field, isOn: value == "1", language: language)
        case .choice:
            return .selectInput(
                field, choices: kind.choices.map {
                    Choice($0, desk.word($0, of: kind.name, on: day)[language])
                },
                value: value, none: kind.choices.count == 1 ? nil : "–", language: language)
        case .transport, .wrap:
            return .selectInput(
                field, choices: kind.form.table.map { entries($0) } ?? [], value: value,
                none: "–", language: language)
        case .country, .currency, .unit, .district:
            return .codeInput(
                field, value: value, list: kind.form.table.map(Self.list),
                means: kind.form.table.flatMap {
                    desk.tables[$0].name(of: value, on: day)?[language]
                }, language: language)
        case .enterprise:
            return .codeInput(
                field, value: value, list: own == nil ? nil : "list-enterprises",
                means: desk.register.find(code: value)?.localizedName[language],
                language: language)
        case .day: return .textInput(field, value: value, .day, language: language)
        default: return .textInput(field, value: value, language: language)
        }
    }

    private static func list(_ table: CodeTable) -> String { "list-\(table.rawValue)" }

    private func entries(_ table: CodeTable) -> [Choice] {
        desk.tables[table].entries(on: day).map {
            Choice($0.code, "\($0.code) \($0.name[language])")
        }
    }

    /// What the boxes propose, each list once.
    private var lists: HTML {
        let tables: [CodeTable] = [.countries, .currencies, .units]
        // A thousand offices are not sent with each page: those of the region are.
        let region = String((own?.district ?? "").prefix(2))
        let districts = entries(.customsDistricts).filter {
            $0.value.hasPrefix(region) && $0.value != EntryReading.everywhere
        }
        let known = tables.map { HTML.dataList(id: Self.list($0), entries($0)) }
        let mine = own.map { own in
            HTML.dataList(
                id: "list-enterprises",
                own.codes.prefix(1).map { Choice($0, "\($0) \(own.localizedName[language])") })
        }
        return """
            \(known)\(.dataList(id: Self.list(.customsDistricts), region.isEmpty ? [] : districts))\
            \(mine)
            """
    }
}
