import Kernel
import Web

/// `/{language}/origin`: a code leads to the rules of each agreement.
struct RulePages: Sendable {
    let desk: OriginDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/origin", access: .anyone, summary: OriginTexts.title,
                handler: look),
            Route(
                .get, "/{language}/origin/agreements/{id}", access: .anyone,
                summary: OriginTexts.agreement, handler: agreement),
        ]
    }

    private func look(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        var faults: [Fault] = []
        var found: HTML = ""
        let isAsked = !(visit.query["code"] ?? "").isEmpty
        do {
            let question = try RuleQuestion(visit.query, desk, needsCode: isAsked)
            found = isAsked ? answers(question, language) : list(question, language)
        } catch { faults = error.faults }
        let content: HTML = """
            \(.heading(
                OriginTexts.title[language], lede: OriginTexts.lede[language],
                actions: [
                    .linkButton(
                        OriginTexts.testIt[language],
                        to: WorksheetPages.path(language, code: visit.query["code"]), .secondary)
                ]))
            \(.errorSummary(errors(faults, language), language: language))
            \(form(visit.query, faults, language))
            \(found)
            """
        return site.page(
            visit, title: OriginTexts.title[language], status: faults.isEmpty ? 200 : 422,
            content: content)
    }

    private func form(_ query: Form, _ faults: [Fault], _ language: Language) -> HTML {
        func box(
            _ name: String, _ label: Localized, _ hint: Localized? = nil, kind: TextKind = .text
        ) -> HTML {
            .textInput(
                Field(
                    name, label: label[language], hint: hint?[language],
                    error: error(name, faults, language), isRequired: false, marksOptional: false),
                value: query[name] ?? "", kind, width: .full, language: language)
        }
        let day = desk.clock.today
        return .filterBar(
            path: Self.path(language),
            fields: [
                box("code", OriginTexts.code, OriginTexts.codeHint),
                box("country", OriginTexts.country),
                .selectInput(
                    Field(
                        "agreement", label: OriginTexts.agreement[language], isRequired: false,
                        marksOptional: false),
                    choices: desk.tables.agreements.inForce(on: day).map {
                        Choice($0.id, $0.name[language])
                    }, value: query["agreement"] ?? "",
                    none: OriginTexts.allAgreements[language], width: .full, language: language),
                box("on", OriginTexts.day, kind: .day),
            ], language: language)
    }

    private func answers(_ question: RuleQuestion, _ language: Language) -> HTML {
        guard !question.agreements.isEmpty else {
            return .emptyState(
                OriginTexts.noAgreement[language], hint: OriginTexts.noAgreementHint[language])
        }
        let panels = question.agreements.map { agreement -> HTML in
            let finding = desk.tables.rules.find(
                question.code, under: agreement.id, on: question.day)
            return .panel(
                agreement.name[language], id: agreement.id,
                actions: [
                    .link(
                        OriginTexts.agreement[language],
                        to: Self.path(language) + "/agreements/\(agreement.id)")
                ], content: answer(agreement, finding, language))
        }
        return "\(panels)<p>\(OriginTexts.neutral, language)</p>"
    }

    private func answer(
        _ agreement: Agreement, _ finding: RuleFinding, _ language: Language
    ) -> HTML {
        var items = [SummaryItem(OriginTexts.rule[language], FindingWords.text(finding)[language])]
        if let rule = finding.rule {
            items.append(
                SummaryItem(
                    OriginTexts.source[language],
                    html: .citation(rule.list.citation, language)))
            items.append(
                SummaryItem(
                    OriginTexts.trust[language],
                    "\(rule.list.confidence.words[language]) · HS \(rule.list.edition) · "
                        + FindingWords.coverage(rule.list)[language]))
        }
        items += facts(agreement, language)
        let warning: HTML =
            finding.rule.map { !$0.test.isFullyTestable } == true
            ? .notice(OriginTexts.partlyWords[language], .warn) : ""
        return "\(warning)\(.summaryList(items))"
    }

    private func facts(_ agreement: Agreement, _ language: Language) -> [SummaryItem] {
        let proofs = agreement.proofs.map { $0.words[language] }
        return [
            SummaryItem(OriginTexts.tolerance[language], agreement.toleranceWords[language]),
            SummaryItem(OriginTexts.cumulation[language], agreement.cumulationWords[language]),
            SummaryItem(OriginTexts.method[language], agreement.methodWords[language]),
            SummaryItem(OriginTexts.journey[language], agreement.journeyWords[language]),
            SummaryItem(
                OriginTexts.proofs[language],
                proofs.joined(separator: language == .zh ? "、" : ", ")),
            SummaryItem(
                OriginTexts.validity[language],
                OriginTexts.months(agreement.proofMonths)[language]),
        ]
    }

    private func list(_ question: RuleQuestion, _ language: Language) -> HTML {
        .table(
            caption: OriginTexts.agreement[language],
            columns: [
                Column(OriginTexts.agreement[language], isHeader: true) {
                    (row: Agreement) -> HTML in
                    .link(row.name[language], to: Self.path(language) + "/agreements/\(row.id)")
                },
                Column(OriginTexts.day[language], .time) { $0.from.text },
                Column(OriginTexts.rule[language]) { row in
                    let count = desk.tables.rules.count(of: row.id, on: question.day)
                    return count == 0 ? "–" : String(count)
                },
                Column(OriginTexts.trust[language]) { $0.confidence.words[language] },
            ], rows: question.agreements,
            empty: .emptyState(
                OriginTexts.noAgreement[language], hint: OriginTexts.noAgreementHint[language]))
    }

    private func agreement(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let id = visit.parameters["id"] ?? ""
        let day = visit.query["on"].flatMap { Day($0) } ?? desk.clock.today
        guard let agreement = desk.tables.agreements.agreement(id, on: day) else {
            throw OriginRefusal.noSuchAgreement(id)
        }
        let partners = agreement.partners.map {
            "\(desk.tables.countries.name($0.iso3)[language]) \($0.from.text)"
        }
        var items =
            facts(agreement, language) + [
                SummaryItem(
                    OriginTexts.partners[language],
                    partners.isEmpty
                        ? "–" : partners.joined(separator: language == .zh ? "；" : "; ")),
                SummaryItem(
                    OriginTexts.source[language], html: .citation(agreement.citation, language)),
                SummaryItem(OriginTexts.trust[language], agreement.confidence.words[language]),
            ]
        if !agreement.note[language].isEmpty {
            items.append(SummaryItem(OriginTexts.note[language], agreement.note[language]))
        }
        return site.page(
            visit, title: agreement.name[language],
            trail: [Crumb(OriginTexts.title[language], path: Self.path(language))],
            content: """
                \(.heading(
                    agreement.name[language], caption: agreement.id,
                    lede: agreement.from.text))
                \(.summaryList(items))
                """)
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/origin" }
}

/// What is wrong with a field, in one sentence; nil when it is well.
func error(_ name: String, _ faults: [Fault], _ language: Language) -> String? {
    faults.first { $0.path == "/" + name || $0.path.hasPrefix("/\(name)/") }.map {
        sentence($0, language)
    }
}

/// Every fault with the field it stands at, for the summary above a form.
func errors(_ faults: [Fault], _ language: Language) -> [FormError] {
    faults.map { fault in
        let name = fault.path.split(separator: "/").first.map(String.init)
        let said = sentence(fault, language)
        guard let place = FieldPlaces.told(fault.path, language) else {
            return FormError(field: name, said)
        }
        return FormError(
            field: name, language == .zh ? "\(place)：\(said)" : "\(place): \(said)")
    }
}

/// Chinese sentences follow each other without a blank.
private func sentence(_ fault: Fault, _ language: Language) -> String {
    language == .zh
        ? fault.message.zh + fault.fix.zh : "\(fault.message.en) \(fault.fix.en)"
}
