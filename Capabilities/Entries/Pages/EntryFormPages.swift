import Kernel
import Parties
import Reference
import Web
import Wire

/// `/{language}/goods-declaration` and `…/{number}/completion`: the declaration as a form, made
/// from the table of fields; works without a script.
struct EntryFormPages: Sendable {
    let desk: EntryDesk
    let site: Site

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
        let own = visit.principal.flatMap { desk.register.enterprise(id: $0.enterprise) }
        let start = Form([Form.Pair("consignee", own?.creditCode ?? "")])
        return page(visit, start, [], title: EntryTexts.new, to: Self.path(visit.language))
    }

    private func send(_ visit: Visit) async throws -> Answer {
        let sent = try visit.form()
        let form = EntryForm(fields: fields).tidied(sent)
        let path = Self.path(visit.language)
        guard sent["act"] == nil else {
            return page(visit, form, [], title: EntryTexts.new, to: path)
        }
        do {
            let taken = try await desk.lodge(
                json(form), by: try EntriesResource.person(visit))
            let number = (try? JSON(Array(taken.receipt.utf8)))?["number"]?.string ?? ""
            return .see(EntryPages.path(visit.language, number))
        } catch let refusal as any Refusal {
            return page(
                visit, form, faults(of: refusal), title: EntryTexts.new, to: path)
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
        pairs.append(Form.Pair("count", String(entry.document.lines.count)))
        return page(
            visit, Form(pairs), [], title: EntryTexts.complete,
            to: EntryPages.path(visit.language, entry.number) + "/completion")
    }

    private func sendCompletion(_ visit: Visit) async throws -> Answer {
        let sent = try visit.form()
        let form = EntryForm(fields: fields).tidied(sent)
        let number = visit.parameters["number"] ?? ""
        let path = EntryPages.path(visit.language, number) + "/completion"
        guard sent["act"] == nil else {
            return page(visit, form, [], title: EntryTexts.complete, to: path)
        }
        do {
            _ = try await desk.complete(
                number, json(form), by: try EntriesResource.person(visit))
            return .see(EntryPages.path(visit.language, number))
        } catch EntryRefusal.noSuchEntry {
            throw EntryRefusal.noSuchEntry
        } catch let refusal as any Refusal {
            return page(
                visit, form, faults(of: refusal), title: EntryTexts.complete, to: path)
        }
    }

    private func json(_ form: Form) -> JSON {
        EntryForm(fields: fields).json(form) { field, text in
            field.form.table.map { code(text, in: $0) } ?? text
        }
    }

    /// The code of what was typed: itself, what stands before a name, or that of a name.
    private func code(_ text: String, in table: CodeTable) -> String {
        let (entries, day) = (desk.tables[table], desk.clock.today)
        let word = text.split(separator: " ").first.map(String.init) ?? text
        for candidate in [text, word] where entries.contains(candidate, on: day) {
            return candidate
        }
        let named = entries.entries(on: day).filter {
            [$0.name.zh, $0.name.en, $0.iso ?? ""].contains {
                $0.lowercased().utf8.elementsEqual(text.lowercased().utf8)
            }
        }
        return named.count == 1 ? named.first?.code ?? text : text
    }

    private func page(
        _ visit: Visit, _ form: Form, _ faults: [Fault], title: Localized, to path: String
    ) -> Answer {
        let language = visit.language
        let own = visit.principal.flatMap { desk.register.enterprise(id: $0.enterprise) }
        let view = EntryFormView(
            desk: desk, fields: fields, form: form, faults: faults, own: own,
            language: language)
        return site.page(
            visit, title: title[language],
            trail: [Crumb(EntryTexts.title[language], path: EntryPages.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(
                    errors(faults, language) { view.label($0) }, language: language))
                \(.heading(title[language], lede: EntryTexts.lede[language]))
                \(.form(to: path, token: visit.formToken, content: view.html))
                """)
    }
}
