import Kernel
import Reference
import Web
import Wire

/// `/{language}/applications/{number}/form`: filling in, saving, attaching, submitting.
struct CaseFormPages: Sendable {
    let desk: CaseDesk
    let site: Site

    private let apply = Access.permission(ProceduresCapability.apply)

    var routes: [Route] {
        let path = "/{language}/applications/{number}"
        return [
            Route(
                .get, path + "/form", access: apply, summary: ProcedureWords.edit, handler: show),
            Route(
                .post, path + "/form", access: apply, summary: ProcedureWords.save, handler: save),
            Route(
                .post, path + "/documents", access: apply, summary: ProcedureWords.upload,
                bodyLimit: CaseDocumentsAPI.bodyLimit, rate: CaseDocumentsAPI.rate,
                handler: attach),
            Route(
                .post, path + "/documents/{id}/remove", access: apply,
                summary: ProcedureWords.remove, handler: remove),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let record = try await desk.record(visit.number, for: try await desk.acting(visit))
        guard record.file.state == .draft || record.file.state == .returned else {
            return .see(visit.language.path("/applications/\(visit.number)"))
        }
        return page(visit, record, nil)
    }

    /// Saves whatever was pressed; *submit* also submits, or shows everything that is wrong.
    private func save(_ visit: Visit) async throws -> Answer {
        let principal = try await desk.acting(visit)
        let form = try visit.form()
        var record = try await desk.record(visit.number, for: principal)
        var answers: [String: String] = [:]
        // A box that is not ticked is not sent.
        for field in record.service.fields { answers[field.id] = form[field.id] ?? "" }
        let file: Case
        do {
            file = try await desk.save(
                visit.number, answers,
                version: form["version"].flatMap { Int64($0) } ?? record.file.version,
                by: principal)
        } catch ProceduresRefusal.movedOn where form["do"] != "autosave" {
            return compared(
                answers, try await desk.record(visit.number, for: principal), visit)
        }
        record.file = file
        if form["do"] == "autosave" {
            let saved = ProcedureWords.saved(at: desk.clock.now())
            return .json(
                JSON.object([
                    .init("saved", .text(saved[visit.language])),
                    .init("version", .integer(file.version)),
                ]).encoded)
        }
        guard form["do"] == "submit" else {
            return .see(visit.language.path("/applications/\(visit.number)/form?saved=1"))
        }
        do {
            _ = try await desk.perform(
                CaseDesk.Act(
                    number: visit.number, move: file.state == .draft ? .submit : .mend,
                    version: file.version), by: principal)
        } catch let refusal as ProceduresRefusal {
            switch refusal {
            case .form: return page(visit, record, refusal)
            case .textChanged:
                // The draft follows today's text now, and so does its form.
                let draft = try await desk.record(visit.number, for: principal)
                return page(visit, draft, refusal)
            default: throw refusal
            }
        }
        return .see(visit.language.path("/applications/\(visit.number)"))
    }

    private func attach(_ visit: Visit) async throws -> Answer {
        let principal = try await desk.acting(visit)
        let parts = try visit.parts()
        let field = parts.first { $0.name == "field" }.map {
            String(decoding: $0.body, as: UTF8.self)
        }
        let file = parts.first { $0.fileName != nil }
        do {
            _ = try await desk.attach(
                file?.body ?? [], name: file?.fileName ?? "", as: field ?? "", to: visit.number,
                by: principal)
        } catch let refusal as ProceduresRefusal {
            let record = try await desk.record(visit.number, for: principal)
            return page(visit, record, refusal, at: field ?? "")
        }
        return .see(visit.language.path("/applications/\(visit.number)/form?saved=1"))
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        try await desk.detach(
            visit.parameters["id"] ?? "", from: visit.number, by: try await desk.acting(visit))
        return .see(visit.language.path("/applications/\(visit.number)/form"))
    }

    /// - Parameter field: the document a refusal without faults of its own is about.
    func page(
        _ visit: Visit, _ record: CaseDesk.Record, _ refusal: ProceduresRefusal?,
        at field: String = "", conflict: HTML? = nil
    ) -> Answer {
        let language = visit.language
        var faults = refusal?.faults ?? []
        if let refusal, faults.isEmpty {
            faults = [
                Fault(
                    code: refusal.code, path: "/" + field, message: refusal.message,
                    fix: refusal.fix)
            ]
        }
        let errors = faults.map { FormError(field: $0.fieldName, sentence($0, language)) }
        var notes = refusal.flatMap { basisOf($0, language) }.map { [$0] } ?? []
        if case .textChanged = refusal, let refusal {
            notes.insert(refusal.message[language], at: 0)
        }
        let saved: HTML? =
            visit.query["saved"] == nil
            ? nil : .notice(ProcedureWords.savedAll[language], .success, isNew: true)
        let isReturned = record.file.state == .returned
        let word = isReturned ? ProcedureWords.complete : ProcedureWords.submit
        let why: HTML? =
            isReturned
            ? .notice(
                ProcedureWords.event("procedures.returned")[language], .warn,
                content: "<p>\(record.file.reason)</p>") : nil
        let content: HTML = """
            \(.errorSummary(
                errors, note: notes.isEmpty ? nil : notes.joined(separator: " "),
                language: language))
            \(.heading(
                record.service.name[language], caption: record.file.number,
                lede: record.service.summary[language]))
            \(why)\(conflict)
            \(documents(record, faults, visit))
            \(form(record, faults, word, visit, isCompared: conflict != nil))
            <script src="\(url: site.assets.path("saving.js"))" defer></script>
            """
        return site.page(
            visit, title: record.service.name[language],
            trail: [
                Crumb(ProcedureWords.applications[language], path: language.path("/applications"))
            ], flash: saved, status: conflict == nil ? refusal?.status ?? 200 : 409,
            content: content)
    }

    private func form(
        _ record: CaseDesk.Record, _ faults: [Fault], _ word: Localized, _ visit: Visit,
        isCompared: Bool
    ) -> HTML {
        let language = visit.language
        let saving = SavingForm(act: isCompared ? nil : "autosave", language)
        return .form(
            to: language.path("/applications/\(record.file.number)/form"), token: visit.formToken,
            content: """
                \(.hidden("version", String(record.file.version)))
                \(record.service.fields.map { control($0, record, faults, language) })
                \(worked(record, language))
                <p class="row">\(.button(
                    word[language], .primary, name: "do", value: "submit")) \
                \(.button(
                    ProcedureWords.save[language], .secondary, name: "do", value: "save"))\
                \(saving.note(""))</p>
                """)
    }

    private func control(
        _ field: FormField, _ record: CaseDesk.Record, _ faults: [Fault], _ language: Language
    ) -> HTML {
        let value = record.file.answers[field.id] ?? ""
        let shown = Field(
            field.id, label: record.service.label(field.label, field.when, language),
            hint: field.hint?[language],
            error: faults.first { $0.fieldName == field.id }.map { sentence($0, language) },
            isRequired: field.isRequired && field.when == nil, marksOptional: field.when == nil)
        switch field.kind {
        case .text, .creditCode:
            return .textInput(shown, value: value, width: .full, language: language)
        case .integer, .decimal: return .textInput(shown, value: value, language: language)
        case .day: return .textInput(shown, value: value, .day, width: .short, language: language)
        case .longText:
            return .textArea(shown, value: value, longest: field.longest, language: language)
        case .tick: return .checkbox(shown, isOn: value == "1", language: language)
        case .choice(let choices):
            return .selectInput(
                shown, choices: choices.map { Choice($0.id, $0.name[language]) }, value: value,
                none: "–", language: language)
        case .offer:
            let today = desk.clock.today
            return .selectInput(
                shown,
                choices: record.offers.filter { offer in
                    offer.id == value || (offer.isOpen(on: today) && !offer.isFull)
                }.map { offer in
                    Choice(
                        offer.id,
                        [offer.title[language], offer.day?.text ?? "", offer.hours]
                            .filter { !$0.isEmpty }.joined(separator: " "))
                },
                value: value, none: "–", width: .full, language: language)
        case .code(let name):
            guard let table = CodeTable(rawValue: name) else { return "" }
            let entries = desk.codes[table].entries(on: desk.clock.today)
            // A box to type in where a list would be too long to choose from.
            if entries.count > 300 {
                return .textInput(shown, value: value, width: .short, language: language)
            }
            return .selectInput(
                shown,
                choices: entries.map { Choice($0.code, "\($0.code) \($0.name[language])") },
                value: value, none: "–", language: language)
        }
    }

    /// What would be worked out of what is saved.
    private func worked(_ record: CaseDesk.Record, _ language: Language) -> HTML {
        guard !record.computed.isEmpty else { return "" }
        return .panel(
            ProcedureWords.computed[language], id: "computed",
            content: """
                <p class="hint">\(ProcedureWords.computedHint, language)</p>
                \(record.computed.map {
                    HTML.explanation($0.explained(language), language: language, open: 0)
                })
                """)
    }

    private func documents(
        _ record: CaseDesk.Record, _ faults: [Fault], _ visit: Visit
    ) -> HTML {
        let language = visit.language
        let path = language.path("/applications/\(record.file.number)/documents")
        let parts = record.service.documents.map { wanted -> HTML in
            let there = record.documents.filter { $0.field == wanted.id }
            let lines = there.map { document -> HTML in
                """
                <li>\(document.name) (\(grouped(document.size / 1024 + 1)) KB) \(.form(
                    to: path + "/\(document.id)/remove", token: visit.formToken,
                    content: .button(ProcedureWords.remove[language], .secondary)))</li>
                """
            }
            let accept = wanted.mediaTypes.joined(separator: ",")
            let field = Field(
                "file", label: record.service.label(wanted.name, wanted.when, language),
                hint: wanted.hint?[language],
                error: faults.first { $0.fieldName == wanted.id }.map { sentence($0, language) },
                // What is demanded in some cases only says which, and is never called optional.
                isRequired: wanted.isRequired
                    && FormCheck.isAsked(wanted.when, record.file.answers),
                marksOptional: !wanted.isRequired, id: wanted.id)
            return """
                \(lines.isEmpty ? nil : "<ul>\(lines)</ul>" as HTML)
                \(.form(
                    to: path, token: visit.formToken, .upload,
                    content: """
                        \(.hidden("field", wanted.id))
                        \(.fileInput(field, accept: accept, language: language))
                        <p class="row">\(.button(ProcedureWords.upload[language], .secondary))</p>
                        """))
                """
        }
        return parts.isEmpty
            ? ""
            : .panel(
                ProcedureWords.documents[language], id: "documents",
                // With the script what is typed keeps itself.
                content: """
                    <noscript><p>\(ProcedureWords.uploadFirst[language])</p></noscript>
                    \(parts)
                    """)
    }
}
