import Kernel
import Web

/// Several applications decided at once: the question before it, and what came of each.
struct BulkPages: Sendable {
    let desk: BulkDesk
    let site: Site

    private static let access = Access.permission(ProceduresCapability.decide)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/desk/bulk", access: Self.access, summary: BulkWords.title
            ) { visit in try await ask(visit, visit.query, nil) },
            Route(
                .post, "/{language}/desk/bulk", access: Self.access, summary: BulkWords.title,
                handler: decide),
            Route(
                .get, "/{language}/desk/bulk/{id}", access: Self.access, summary: BulkWords.outcome
            ) { visit in
                let bulk = try await desk.find(
                    visit.parameters["id"] ?? "", for: try person(visit))
                return try await show(bulk, visit)
            },
            Route(
                .post, "/{language}/desk/bulk/{id}", access: Self.access, summary: BulkWords.goOn,
                handler: resume),
        ]
    }

    /// The box that ticks a row of the desk.
    static func pick(_ language: Language) -> Column<CaseDesk.Waiting> {
        Column(
            BulkWords.pick[language],
            html: { waiting in
                .pick(
                    "application",
                    value: BulkDecision.Chosen(
                        waiting.file.number, version: waiting.file.version
                    ).text, label: waiting.file.number)
            })
    }

    // MARK: Before

    /// The applications that were ticked. What cannot be read is not left out: the officer believes
    /// that it was decided.
    private func chosen(_ form: Form) throws(BulkRefusal) -> [BulkDecision.Chosen] {
        var chosen: [BulkDecision.Chosen] = []
        for text in form.all("application") {
            guard let one = BulkDecision.Chosen(text) else {
                throw .unreadable(place: chosen.count + 1)
            }
            chosen.append(one)
        }
        return chosen
    }

    private func ask(
        _ visit: Visit, _ form: Form, _ refusal: (any Refusal)?
    ) async throws -> Answer {
        let language = visit.language
        let looks: [BulkLook]
        do {
            looks = try await desk.preview(try chosen(form), for: try person(visit))
        } catch let refusal as BulkRefusal { return refused(visit, refusal) }
        let title = BulkWords.question(looks.count)
        let offers = BulkLook.offers(looks)
        return page(
            visit, title, status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors(refusal, language), language: language))
                \(.heading(title[language], lede: BulkWords.lede[language]))
                \(table(looks, language))
                \(offers.isEmpty ? back(language) : decision(looks, offers, visit, form, refusal))
                """)
    }

    private func errors(_ refusal: (any Refusal)?, _ language: Language) -> [FormError] {
        guard let refusal else { return [] }
        let whole = FormError(
            field: refusal.field == "applications" ? nil : refusal.field,
            words(refusal, language))
        return [whole] + refusal.faults.map { FormError(field: nil, sentence($0, language)) }
    }

    private func words(_ refusal: any Refusal, _ language: Language) -> String {
        language == .zh
            ? refusal.message.zh + refusal.fix.zh : "\(refusal.message.en) \(refusal.fix.en)"
    }

    private func table(_ looks: [BulkLook], _ language: Language) -> HTML {
        .table(
            caption: ProcedureWords.desk[language],
            columns: [
                Column(
                    ProcedureWords.number[language], .code, isHeader: true,
                    html: { (look: BulkLook) in
                        look.found == nil
                            ? "\(look.chosen.number)" : number(look.chosen.number, language)
                    }),
                Column(ProcedureWords.due[language], .time) { look in
                    look.found?.reading.map { ProcedureWords.clock($0)[language] } ?? "–"
                },
                Column(ProcedureWords.service[language]) { look in
                    look.found?.service.name[language] ?? "–"
                },
                Column(ProcedureWords.step[language]) { look in
                    look.found.flatMap { $0.service.step($0.file.step) }?.name[language] ?? "–"
                },
                Column(ProcedureWords.applicant[language]) { look in
                    look.found.map { desk.desk.applicantName($0.file.tenant)[language] } ?? "–"
                },
                Column(BulkWords.possible[language], html: { possible($0, language) }),
            ], rows: looks, empty: "")
    }

    private func number(_ number: String, _ language: Language) -> HTML {
        .link(number, to: language.path("/applications/\(number)"))
    }

    private func possible(_ look: BulkLook, _ language: Language) -> HTML {
        if let obstacle = look.obstacle {
            return .under(
                .tag(BulkWords.cannot[language], .warn),
                "\(obstacle.message[language])\(language == .zh ? "" : " ")"
                    + obstacle.fix[language])
        }
        let names = look.offers.map { $0.name[language] }
        return "\(names.joined(separator: language == .zh ? "、" : ", "))"
    }

    private func decision(
        _ looks: [BulkLook], _ offers: [BulkLook.Offer], _ visit: Visit, _ form: Form,
        _ refusal: (any Refusal)?
    ) -> HTML {
        let language = visit.language
        func error(_ field: String) -> String? {
            refusal.flatMap { $0.field == field ? words($0, language) : nil }
        }
        let chosen = looks.map { look in
            HTML.hidden(
                "application",
                BulkDecision.Chosen(
                    look.chosen.number, version: look.chosen.version ?? look.found?.file.version
                ).text)
        }
        let choices = offers.map { offer in
            Choice(
                offer.word, name(offer.word, looks)[language],
                hint: counts(offer.word, looks)[language])
        }
        let asking = offers.filter(\.needsReason)
        let isAsked = asking.count == offers.count
        let hint = isAsked || asking.isEmpty
            ? BulkWords.reasonHint
            : BulkWords.reasonAsked(asking.map { name($0.word, looks) })
        return .form(
            to: language.path("/desk/bulk"), token: visit.formToken,
            content: """
                \(.hidden("key", form["key"] ?? desk.desk.ids.brief))
                \(chosen)
                \(.choices(
                    Field(
                        "action", label: BulkWords.decision[language], error: error("action")),
                    choices: choices, values: Set([form["action"] ?? ""]), language: language))
                \(.textArea(
                    Field(
                        "reason", label: ProcedureWords.reason[language],
                        hint: hint[language], error: error("reason"), isRequired: isAsked,
                        marksOptional: asking.isEmpty),
                    value: form["reason"] ?? "", rows: 3, longest: CaseMachine.longestReason,
                    language: language))
                <p class="row">\(.button(BulkWords.confirm[language]))
                \(.link(BulkWords.back[language], to: language.path("/desk")))</p>
                """)
    }

    /// Services may call the same decision by different names: each is said.
    private func name(_ word: String, _ looks: [BulkLook]) -> Localized {
        var names: [Localized] = []
        for look in looks where look.obstacle == nil {
            for offer in look.offers where offer.word == word && !names.contains(offer.name) {
                names.append(offer.name)
            }
        }
        return Localized(
            zh: names.map(\.zh).joined(separator: " / "),
            en: names.map(\.en).joined(separator: " / "))
    }

    private func counts(_ word: String, _ looks: [BulkLook]) -> Localized {
        let possible = looks.filter { $0.refusal(word) == nil }
        let second = possible.count { look in
            look.offers.contains { $0.word == word && $0.fourEyes }
        }
        return BulkWords.counts(possible.count, of: looks.count, second: second)
    }

    /// Nothing can be asked about it: says why, and leads on.
    private func refused(_ visit: Visit, _ refusal: BulkRefusal) -> Answer {
        let language = visit.language
        var known: HTML?
        if case .contradiction(_, let order, _) = refusal {
            known = """
                <p>\(.link(
                    BulkWords.look[language], to: language.path("/desk/bulk/\(order)")))</p>
                """
        }
        return page(
            visit, refusal.message, status: refusal.status,
            content: """
                \(.errorSummary(
                    [FormError(field: nil, words(refusal, language))], language: language))
                \(.heading(BulkWords.title[language]))
                \(known)\(back(language))
                """)
    }

    private func back(_ language: Language) -> HTML {
        "<p>\(.link(BulkWords.back[language], to: language.path("/desk")))</p>"
    }

    // MARK: Acts

    private func decide(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let bulk = try await desk.decide(
                BulkDesk.Order(
                    key: form["key"] ?? "", action: form["action"] ?? "",
                    reason: form["reason"] ?? "", applications: try chosen(form)),
                by: try person(visit))
            return .see(visit.language.path("/desk/bulk/\(bulk.id)"))
        } catch let refusal as BulkRefusal where refusal.isOfWhole {
            return refused(visit, refusal)
        } catch let refusal as any Refusal where refusal.status < 500 && refusal.status != 404 {
            return try await ask(visit, form, refusal)
        }
    }

    private func resume(_ visit: Visit) async throws -> Answer {
        let bulk = try await desk.resume(visit.parameters["id"] ?? "", by: try person(visit))
        return .see(visit.language.path("/desk/bulk/\(bulk.id)"))
    }

    func page(_ visit: Visit, _ title: Localized, status: Int, content: HTML) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: title[language],
            trail: [Crumb(ProcedureWords.desk[language], path: language.path("/desk"))],
            isWide: true, status: status, content: content)
    }
}
