import Kernel
import Parties
import Web

/// The taxes of one export that comes back: what `/api/v1/follow-ups/{preNo}/tax` does, for people.
struct ReturnTaxPage: Sendable {
    let site: Site
    let desk: ReturnTaxDesk

    static let title = Localized(zh: "出口退运税收", en: "Taxes of the return")

    /// Leads from an application to its taxes; nil for any other document.
    static func link(
        _ record: FollowUpShelf.Record, _ tax: ReturnTax?, _ language: Language
    ) -> HTML? {
        guard ExportReturnFacts(decision: record.decision) != nil else { return nil }
        let path = language.address("/follow-ups/\(record.preNo)/tax")
        let link: HTML = "<p>\(.link(title[language], to: path))</p>"
        guard tax?.restated != nil else { return link }
        return .notice(ReturnTax.underReview[language], .warn, content: link)
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/follow-ups/{preNo}/tax",
                access: .permission(DeclarationsPermission.read), summary: ReturnTaxPage.title
            ) { visit in try await page(visit, nil) },
            Route(
                .post, "/{language}/follow-ups/{preNo}/tax",
                access: .permission(DeclarationsPermission.lodge),
                summary: Localized(
                    zh: "申报原出口的退税和出口关税", en: "States refund and export duty"),
                handler: state),
            Route(
                .post, "/{language}/follow-ups/{preNo}/tax/review",
                access: .permission(DeclarationsPermission.examine),
                summary: ReturnTaxReviewForm.title, handler: review),
            Route(
                .post, "/{language}/follow-ups/{preNo}/tax/settlement",
                access: .permission(DeclarationsPermission.examine),
                summary: Localized(zh: "登记已补税证明", en: "Notes that a refund was repaid"),
                handler: settle),
        ]
    }

    private func state(_ visit: Visit) async throws -> Answer {
        let preNo = visit.parameters["preNo"] ?? ""
        let form = try visit.form()
        let view = try await desk.view(preNo, for: try visit.person())
        guard let cause = form["cause"].flatMap(ReturnTaxStatement.Cause.init(rawValue:)) else {
            return try await page(visit, ReturnTaxRefusal.input)
        }
        var statement = ReturnTaxStatement(
            cause: cause, isOriginalState: form["state"] == "original")
        for line in view.lines {
            guard let refund = ReturnTaxStatement.figure(form["refund-\(line.number)"]),
                let duty = ReturnTaxStatement.figure(form["duty-\(line.number)"])
            else { return try await page(visit, ReturnTaxRefusal.input) }
            statement.lines.append(
                ReturnTaxStatement.Line(number: line.number, refund: refund, exportDuty: duty))
        }
        do {
            try await desk.state(preNo, statement, by: try visit.person())
        } catch let refusal as ReturnTaxRefusal {
            return try await page(visit, refusal)
        }
        return .see(visit.language.address("/follow-ups/\(preNo)/tax"))
    }

    private func review(_ visit: Visit) async throws -> Answer {
        let preNo = visit.parameters["preNo"] ?? ""
        let form = try visit.form()
        guard
            let decision = form["decision"].flatMap(ReturnTax.Answer.Decision.init(rawValue:)),
            let version = form["version"].flatMap({ Int64($0) })
        else { return try await page(visit, ReturnTaxReviewMissing()) }
        do {
            try await desk.review(
                preNo, decision, reason: form["reason"] ?? "", version: version,
                by: try visit.person())
        } catch DeclarationsRefusal.notFound {
            throw DeclarationsRefusal.notFound
        } catch let refusal as any Refusal {
            return try await page(visit, refusal)
        }
        return .see(visit.language.address("/follow-ups/\(preNo)/tax"))
    }

    private func settle(_ visit: Visit) async throws -> Answer {
        let preNo = visit.parameters["preNo"] ?? ""
        let form = try visit.form()
        let reference = form["reference"]?.trimmedBlanks ?? ""
        guard !reference.isEmpty, reference.utf8.count <= 100,
            let version = form["version"].flatMap({ Int64($0) })
        else {
            throw ReturnTaxCertificateMissing()
        }
        do {
            try await desk.settle(
                preNo, reference: reference, version: version, by: try visit.person())
        } catch let refusal as ReturnTaxRefusal {
            return try await page(visit, refusal)
        }
        return .see(visit.language.address("/follow-ups/\(preNo)/tax"))
    }

    private func page(_ visit: Visit, _ refusal: (any Refusal)?) async throws -> Answer {
        let preNo = visit.parameters["preNo"] ?? ""
        let language = visit.language
        let view = try await desk.view(preNo, for: try visit.person())
        var shown = visit
        // After a form, too, the links lead to the page and not to the form's own address.
        shown.path = language.address("/follow-ups/\(preNo)/tax")
        return site.page(
            shown, title: "\(ReturnTaxPage.title[language]) \(preNo)",
            trail: [Crumb(preNo, path: language.address("/follow-ups/\(preNo)"))],
            status: refusal?.status ?? 200,
            content: html(view, refusal, visit.formToken, language))
    }

    private func html(
        _ view: ReturnTaxDesk.View, _ refusal: (any Refusal)?, _ token: String,
        _ language: Language
    ) -> HTML {
        let errors = refusal.map {
            [FormError(field: $0.field, "\($0.message[language]) \($0.fix[language])")]
        }
        let parts: [HTML?] = [
            view.mayReview ? ReturnTaxReviewForm(view: view).html(token, refusal, language) : nil,
            view.explanation.map {
                .panel(
                    ReturnTaxPage.title[language], id: "why",
                    content: .explanation($0, language: language))
            },
            view.tax.map { kept($0, language) },
            view.mayState ? statement(view, token, language) : nil,
            view.maySettle ? settlement(view, token, language) : nil,
        ]
        return """
            \(.errorSummary(errors ?? [], language: language))
            \(.heading(ReturnTaxPage.title[language], caption: view.record.preNo))
            \(parts.compactMap { $0 })
            """
    }

    private func kept(_ tax: ReturnTax, _ language: Language) -> HTML {
        .summaryList(
            [
                SummaryItem(
                    Localized(zh: "状态", en: "Status")[language], tax.standing[language]),
                SummaryItem(
                    Localized(zh: "应补退税款", en: "Refund to repay")[language],
                    "¥\(tax.supplement.grouped)"),
                SummaryItem(
                    Localized(zh: "应退出口关税", en: "Export duty given back")[language],
                    "¥\(tax.dutyRefund.grouped)"),
                SummaryItem(
                    Localized(zh: "补税证明", en: "Certificate")[language],
                    tax.reference.isEmpty ? "–" : tax.reference),
            ]
                + (tax.answer.map { answer in
                    [
                        SummaryItem(
                            answer.decision.name[language], "\(answer.on.text) \(answer.reason)")
                    ]
                } ?? []))
    }

    private func statement(
        _ view: ReturnTaxDesk.View, _ token: String, _ language: Language
    ) -> HTML {
        let stated = view.tax?.restated ?? view.statement
        let lines = view.lines.map { line -> HTML in
            let figures = stated?.lines.first { $0.number == line.number }
            let title = "\(line.number) \(line.name)"
            return """
                \(.textInput(
                    Field(
                        "refund-\(line.number)",
                        label: Localized(
                            zh: "\(title)：已退税（元）", en: "\(title): refund granted, yuan")[language],
                        isRequired: false), value: figures?.refund.text ?? "",
                    language: language))
                \(.textInput(
                    Field(
                        "duty-\(line.number)",
                        label: Localized(
                            zh: "\(title)：已缴出口关税（元）", en: "\(title): export duty paid, yuan")[
                                language], isRequired: false),
                    value: figures?.exportDuty.text ?? "", language: language))
                """
        }
        return .panel(
            Localized(zh: "申报原出口情况", en: "State what the export had brought")[language],
            id: "state",
            content: .form(
                to: language.address("/follow-ups/\(view.record.preNo)/tax"), token: token,
                content: """
                    \(.choices(
                        Field("cause", label: Localized(zh: "退运原因", en: "Cause")[language]),
                        choices: ReturnTaxStatement.Cause.allCases.map {
                            Choice($0.rawValue, $0.name[language])
                        }, values: stated.map { [$0.cause.rawValue] } ?? [], language: language))
                    \(.choices(
                        Field("state", label: Localized(zh: "货物状态", en: "The goods")[language]),
                        choices: [
                            Choice(
                                "original",
                                Localized(zh: "原状退运", en: "are as they left")[language]),
                            Choice(
                                "altered",
                                Localized(zh: "已加工或改变", en: "were changed")[language]),
                        ],
                        values: stated.map { [$0.isOriginalState ? "original" : "altered"] } ?? [],
                        language: language))
                    \(lines)
                    <p>\(.button(Localized(zh: "申报", en: "State it")[language]))</p>
                    """))
    }

    private func settlement(
        _ view: ReturnTaxDesk.View, _ token: String, _ language: Language
    ) -> HTML {
        .panel(
            Localized(zh: "登记已补税证明", en: "Note the certificate")[language], id: "settle",
            content: .form(
                to: language.address("/follow-ups/\(view.record.preNo)/tax/settlement"),
                token: token,
                content: """
                    \(.hidden("version", String(view.tax?.version ?? 0)))
                    \(.textInput(
                        Field(
                            "reference",
                            label: Localized(
                                zh: "《出口货物已补税/未退税证明》编号",
                                en: "Number of the certificate")[language]),
                        value: "", language: language))
                    <p>\(.button(Localized(zh: "登记", en: "Note it")[language]))</p>
                    """))
    }
}
