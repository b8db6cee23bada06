import Kernel
import Reference
import Web
import Wire

/// `/{language}/goods-declaration` and `…/{number}/completion`: the declaration as a form, made
/// from the table of fields; works without a script.
struct EntryFormPages: Sendable {
    let desk: EntryDesk
    let site: Site

    /// Lines a form has room for; more go through the interface.
    private static let lines = 5

    var routes: [Route] {
        let lodge = Access.permission(EntryDesk.lodge)
        let completion = "/{language}/entries/{number}/completion"
        return [
            Route(
                .get, "/{language}/goods-declaration", access: lodge, summary: EntryTexts.new,
                handler: show),
            Route(
                .post, "/{language}/goods-declaration", access: lodge, summary: EntryTexts.send,
                handler: send),
            Route(
                .get, completion, access: lodge, summary: EntryTexts.complete,
                handler: showCompletion),
            Route(
                .post, completion, access: lodge, summary: EntryTexts.complete,
                handler: sendCompletion),
        ]
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/goods-declaration" }

    private var fields: [EntryField] {
        let today = desk.clock.today
        return desk.fields.filter { $0.holds(on: today) }.map(\.value)
    }

    private func show(_ visit: Visit) async throws -> Answer {
        page(visit, Form(), [], title: EntryTexts.new, to: Self.path(visit.language))
    }

    private func send(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let taken = try await desk.lodge(
                json(form), by: try EntriesResource.person(visit))
            let number = (try? JSON(Array(taken.receipt.utf8)))?["number"]?.string ?? ""
            return .see(EntryPages.path(visit.language, number))
        } catch let refusal as any Refusal {
            return page(
                visit, form, faults(of: refusal), title: EntryTexts.new,
                to: Self.path(visit.language))
        }
    }

    private func showCompletion(_ visit: Visit) async throws -> Answer {
        let (entry, _) = try await desk.entry(
            visit.parameters["number"] ?? "", for: try EntriesResource.person(visit))
        var pairs = entry.document.header.map { Form.Pair($0.key, $0.value) }
        pairs.removeAll { $0.name == "step" }
        pairs.append(Form.Pair("step", EntryStep.full.rawValue))
        for (index, line) in entry.document.lines.enumerated() {
            pairs += line.map { Form.Pair("\($0.key)-\(index)", $0.value) }
        }
        return page(
            visit, Form(pairs), [], title: EntryTexts.complete,
            to: EntryPages.path(visit.language, entry.number) + "/completion")
    }

    private func sendCompletion(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let number = visit.parameters["number"] ?? ""
        do {
            _ = try await desk.complete(
                number, json(form), by: try EntriesResource.person(visit))
            return .see(EntryPages.path(visit.language, number))
        } catch EntryRefusal.noSuchEntry {
            throw EntryRefusal.noSuchEntry
        } catch let refusal as any Refusal {
            return page(
                visit, form, faults(of: refusal), title: EntryTexts.complete,
                to: EntryPages.path(visit.language, number) + "/completion")
        }
    }

    /// What was filled in; a line nothing was filled in of is none.
    private func json(_ form: Form) -> JSON {
        func members(_ fields: [EntryField], _ suffix: String) -> [JSON.Member] {
            fields.compactMap { field in
                let text = trim(form[field.name + suffix] ?? "")
                return text.isEmpty ? nil : JSON.Member(field.name, .text(text))
            }
        }
        let lines = (0..<50).map { index in
            isFilled(index, form) ? members(fields.filter(\.isOfLine), "-\(index)") : []
        }
        let last = lines.lastIndex { !$0.isEmpty }
        let used = last.map { Array(lines[0...$0]) } ?? []
        return .object(
            members(fields.filter { !$0.isOfLine }, "")
                + [.init("lines", .array(used.map(JSON.object)))])
    }

    /// Whether something was filled in. A choice is sent with every line, chosen or not.
    private func isFilled(_ line: Int, _ form: Form) -> Bool {
        fields.contains { field in
            field.isOfLine && field.form != .choice
                && !trim(form["\(field.name)-\(line)"] ?? "").isEmpty
        }
    }

    private func page(
        _ visit: Visit, _ form: Form, _ faults: [Fault], title: Localized, to path: String
    ) -> Answer {
        let language = visit.language
        let header = fields.filter { !$0.isOfLine }.map {
            input($0, $0.name, form, faults, language)
        }
        let filled = (0..<50).last { isFilled($0, form) }
        let lines = (0..<max(Self.lines, (filled ?? 0) + 1)).map { index -> HTML in
            let inputs = fields.filter(\.isOfLine).map {
                input($0, "\($0.name)-\(index)", form, faults, language)
            }
            let name = "\(EntryTexts.line[language]) \(index + 1)"
            return "<fieldset><legend>\(name)</legend>\(inputs)</fieldset>"
        }
        return site.page(
            visit, title: title[language],
            trail: [Crumb(EntryTexts.title[language], path: EntryPages.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(title[language], lede: EntryTexts.lede[language]))
                \(.form(
                    to: path, token: visit.formToken,
                    content: """
                        \(header)\(lines)
                        <p class="row">\(.button(EntryTexts.send[language]))</p>
                        """))
                """)
    }

    private func input(
        _ kind: EntryField, _ name: String, _ form: Form, _ faults: [Fault], _ language: Language
    ) -> HTML {
        let need: Localized? =
            kind.summary == kind.full || kind.full == .optional ? nil : kind.full.words
        let hint = [kind.hint[language], need?[language] ?? ""].filter { !$0.isEmpty }
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
                field, choices: kind.choices.map { Choice($0, word($0, kind.name, language)) },
                value: value, none: kind.choices.count == 1 ? nil : "–", language: language)
        case .transport, .wrap:
            let entries = kind.form.table.map { desk.tables[$0].entries(on: desk.clock.today) }
            return .selectInput(
                field,
                choices: (entries ?? []).map {
                    Choice($0.code, "\($0.code) \($0.name[language])")
                }, value: value, none: "–", language: language)
        case .day: return .textInput(field, value: value, .day, language: language)
        default: return .textInput(field, value: value, language: language)
        }
    }

    private func word(_ choice: String, _ field: String, _ language: Language) -> String {
        switch field {
        case "step": EntryStep(rawValue: choice)?.name[language] ?? choice
        case "taxation": EntryTaxation(rawValue: choice)?.name[language] ?? choice
        default: choice.uppercased()
        }
    }
}
