import Kernel
import Reference
import Web

/// Several lists decided at once: the question before it, what came of it, and the second officer.
struct BatchPages: Sendable {
    let site: Site
    let desk: BatchDesk
    let identifiers: Identifiers
    /// Names of the customs offices.
    let offices: CodeList

    static let title = Localized(zh: "批量处理", en: "Batch decision")
    private static let access = Access.permission(DeclarationsPermission.examine)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/worklist/batch", access: Self.access,
                summary: Localized(zh: "批量处理前的确认", en: "What a batch decision would do")
            ) { visit in try await confirm(visit, visit.query, nil) },
            Route(
                .post, "/{language}/worklist/batches", access: Self.access,
                summary: Self.title, handler: decide),
            Route(
                .get, "/{language}/worklist/batches/{id}", access: Self.access,
                summary: Self.title
            ) { visit in try await show(visit, nil) },
            Route(
                .post, "/{language}/worklist/batches/{id}", access: Self.access,
                summary: Localized(zh: "复核批量处理", en: "Agree to a batch or not"),
                handler: act),
        ]
    }

    static func name(_ batch: BatchDecision) -> Localized {
        let count = batch.lines.count
        return Localized(
            zh: "\(batch.action.name.zh) \(count) 份", en: "\(batch.action.name.en): \(count)")
    }

    // MARK: Before

    private func action(_ form: Form) throws -> OfficerDesk.Action {
        guard let action = form["action"].flatMap(OfficerDesk.Action.init(rawValue:)) else {
            throw BatchRefusal.action(allowed: OfficerDesk.Action.allCases.map(\.rawValue))
        }
        return action
    }

    private func confirm(
        _ visit: Visit, _ form: Form, _ refusal: (any Refusal)?
    ) async throws -> Answer {
        let (language, officer) = (visit.language, try visit.person())
        let preview: BatchDesk.Preview
        let action: OfficerDesk.Action
        do {
            action = try self.action(form)
            preview = try await desk.preview(action, try chosen(form), for: officer)
        } catch let refusal as BatchRefusal {
            return try await refused(visit, refusal, form)
        }
        let seen = try await desk.look(
            at: preview.items.map(\.record.preNo), for: officer)
        let question = Localized(
            zh: "\(action.name.zh) \(preview.possible.count) 份清单？",
            en: preview.possible.count == 1
                ? "\(action.name.en): 1 list?"
                : "\(action.name.en): \(preview.possible.count) lists?")
        let errors = refusal.map { [FormError(field: $0.field, sentence($0, language))] } ?? []
        return page(
            visit, question, status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors, language: language))
                \(.heading(question[language], lede: lede(preview, action)[language]))
                \(lists(preview, action, seen, language))
                \(preview.possible.isEmpty
                    ? nil : ask(visit, preview, action, form, refusal, language))
                """)
    }

    /// The lists that were ticked. What cannot be read is not left out: the officer believes that
    /// it was decided.
    private func chosen(_ form: Form) throws(BatchRefusal) -> [BatchDesk.Chosen] {
        var chosen: [BatchDesk.Chosen] = []
        for text in form.all("list") {
            guard let one = BatchDesk.Chosen(text) else {
                throw .unreadable(place: chosen.count + 1)
            }
            chosen.append(one)
        }
        return chosen
    }

    /// Nothing can be asked about it: says why, and leads on.
    private func refused(
        _ visit: Visit, _ refusal: BatchRefusal, _ form: Form
    ) async throws -> Answer {
        let language = visit.language
        var known: HTML?
        if case .contradiction(let key, let fields) = refusal, fields != ["key"] {
            known = """
                <p>\(.link(
                    Localized(zh: "查看该批量处理", en: "Look at that batch")[language],
                    to: language.address("/worklist/batches/\(key)")))</p>
                """
        }
        if case .mixedDistricts = refusal { known = try await oneDistrict(visit, form) }
        return page(
            visit, refusal.message, status: refusal.status,
            content: """
                \(.errorSummary(
                    [FormError(field: nil, sentence(refusal, language))], language: language))
                \(.heading(BatchPages.title[language]))
                \(known)
                <p>\(.link(
                    WorklistPage.back[language], to: language.address("/worklist")))</p>
                """)
    }

    /// Goes on with the lists of one of the districts.
    private func oneDistrict(_ visit: Visit, _ form: Form) async throws -> HTML {
        let language = visit.language
        let parts = try await desk.byDistrict(try chosen(form), for: try visit.person())
        let links = parts.map { part -> HTML in
            let query =
                [Form.Pair("action", form["action"] ?? "")]
                + part.lists.map { Form.Pair("list", $0.text) }
            let name = office(part.district, language)
            let words = Localized(
                zh: "只处理\(name)的 \(part.lists.count) 份",
                en: "Only those of \(name): \(part.lists.count)")
            let path = language.address("/worklist/batch", query: query)
            return "<li>\(.link(words[language], to: path))</li>"
        }
        return """
            <p>\(Localized(
                zh: "先办其中一个关区的，其余仍在审核台：",
                en: "Go on with one district; the others stay in the worklist:"), language)</p>
            <ul class="plain-list">\(links)</ul>
            """
    }

    private func office(_ district: String, _ language: Language) -> String {
        offices.name(of: district, on: desk.clock.today)?[language] ?? district
    }

    private func lede(_ preview: BatchDesk.Preview, _ action: OfficerDesk.Action) -> Localized {
        let left = preview.items.count - preview.possible.count + preview.unknown.count
        let out = left == 0
            ? Localized(zh: "", en: "")
            : Localized(
                zh: "\(left) 份不能这样处理，不会处理。",
                en: "\(left) cannot be decided so and are left alone. ")
        guard let second = preview.second else {
            return Localized(
                zh: out.zh + "确认后逐份处理，每份各有回执。",
                en: out.en + "Each is decided by itself and has its own receipt.")
        }
        let (from, document) = (second.rule.value.text, second.rule.citation.document)
        if let name = second.status?.name {
            return Localized(
                zh: out.zh + "“\(name.zh)”的清单达到 \(from) 份（\(document)），"
                    + "须另一名关员复核后才处理。",
                en: out.en + "From \(from) on of those that stand at: \(name.en) "
                    + "(a setting of this system) another officer must agree.")
        }
        return Localized(
            zh: out.zh + "达到 \(from) 份（\(document)），须另一名关员复核后才处理。",
            en: out.en
                + "From \(from) lists on (a setting of this system) another officer must agree."
        )
    }

    private func ask(
        _ visit: Visit, _ preview: BatchDesk.Preview, _ action: OfficerDesk.Action, _ form: Form,
        _ refusal: (any Refusal)?, _ language: Language
    ) -> HTML {
        let chosen = preview.possible.map {
            HTML.hidden("list", BatchDesk.Chosen($0.preNo, version: $0.version).text)
        }
        let error = refusal?.field == "reason" ? refusal.map { sentence($0, language) } : nil
        let word = preview.second != nil
            ? Localized(zh: "提交复核", en: "Send to a second officer")
            : Localized(zh: "确认\(action.name.zh)", en: "Confirm: \(action.name.en)")
        return .form(
            to: language.address("/worklist/batches"), token: visit.formToken,
            content: """
                \(.hidden("key", form["key"] ?? identifiers.brief))
                \(.hidden("action", action.rawValue))
                \(chosen)
                \(.textArea(
                    Field(
                        "reason", label: Localized(zh: "理由", en: "Reason")[language],
                        hint: Localized(
                            zh: "写入每份清单的回执。", en: "Stands in the receipt of each list.")[language],
                        error: error, isRequired: action.needsReason),
                    value: form["reason"] ?? "", rows: 3, longest: Finding.mostOfReason,
                    language: language))
                <p class="row">\(.button(word[language]))
                \(.link(
                    WorklistPage.back[language], to: language.address("/worklist")))</p>
                """)
    }

    private func lists(
        _ preview: BatchDesk.Preview, _ action: OfficerDesk.Action,
        _ seen: [String: WorklistPage.Item], _ language: Language
    ) -> HTML {
        let unknown: HTML? = preview.unknown.isEmpty
            ? nil
            : .notice(
                Localized(
                    zh: "本人关区内没有：\(preview.unknown.joined(separator: "、"))",
                    en: "Not in your districts: \(preview.unknown.joined(separator: ", "))"
                )[language], .warn)
        let table = BatchTable(
            rows: preview.items.map { item in
                BatchTable.Row(
                    preNo: item.record.preNo, district: item.record.district,
                    item: seen[item.record.preNo],
                    state: state(item, seen[item.record.preNo], language),
                    isCounted: item.obstacle == nil)
            }, last: Localized(zh: "能否处理", en: "Can it be done"), action: action, isOpen: true,
            offices: offices)
        return "\(unknown)\(table.html(language))"
    }

    private func state(
        _ item: BatchDesk.Preview.Item, _ seen: WorklistPage.Item?, _ language: Language
    ) -> HTML {
        guard let obstacle = item.obstacle else {
            return .under(
                .tag(Localized(zh: "可以", en: "Yes")[language], .success),
                BatchTable.ends(seen)[language])
        }
        return .under(
            .tag(Localized(zh: "不能", en: "No")[language], .warn), obstacle[language])
    }

    // MARK: Acts

    private func decide(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let order = BatchDesk.Order(
                key: form["key"] ?? "", action: try action(form), reason: form["reason"] ?? "",
                lists: try chosen(form))
            let batch = try await desk.decide(order, by: try visit.person())
            return .see(visit.language.address("/worklist/batches/\(batch.id)"))
        } catch let refusal as BatchRefusal where refusal.isOfWhole {
            return try await refused(visit, refusal, form)
        } catch let refusal as any Refusal where refusal.status != 404 {
            return try await confirm(visit, form, refusal)
        }
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let (id, officer) = (visit.parameters["id"] ?? "", try visit.person())
        do {
            switch form["act"] {
            case "agree": _ = try await desk.agree(id, by: officer)
            case "dissent":
                _ = try await desk.dissent(id, reason: form["reason"] ?? "", by: officer)
            case "withdraw": _ = try await desk.withdraw(id, by: officer)
            case "resume": _ = try await desk.resume(id, by: officer)
            default:
                throw BatchRefusal.action(allowed: ["agree", "dissent", "withdraw", "resume"])
            }
        } catch let refusal as any Refusal where refusal.status != 404 {
            return try await show(visit, refusal)
        }
        return .see(visit.language.address("/worklist/batches/\(id)"))
    }

    // MARK: Frame

    func page(_ visit: Visit, _ title: Localized, status: Int, content: HTML) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: title[language],
            trail: [
                Crumb(WorklistPage.title[language], path: language.address("/worklist"))
            ], isWide: true, status: status, content: content)
    }

    func sentence(_ refusal: any Refusal, _ language: Language) -> String {
        language == .zh
            ? "\(refusal.message.zh)。\(refusal.fix.zh)。"
            : "\(refusal.message.en). \(refusal.fix.en)."
    }
}
