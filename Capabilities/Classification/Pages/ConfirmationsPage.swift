import Kernel
import Papers
import Web

/// `/{language}/classification/confirmations`: what was confirmed, by rulings and by the own
/// enterprise.
struct ConfirmationsPage: Sendable {
    let desk: ClassificationDesk
    let site: Site

    var routes: [Route] {
        let access = Access.permission(ClassificationDesk.confirm)
        return [
            Route(
                .get, "/{language}/classification/confirmations", access: access,
                summary: ClassificationTexts.confirmed, handler: show),
            Route(
                .post, "/{language}/classification/confirmations", access: access,
                summary: ClassificationTexts.confirm, handler: confirm),
            Route(
                .post, "/{language}/classification/confirmations/{id}/end", access: access,
                summary: ClassificationTexts.end, handler: end),
        ]
    }

    static func path(_ language: Language) -> String {
        "/\(language.rawValue)/classification/confirmations"
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let rulings = try await desk.confirmations(
            .ruling, for: principal, before: .max, limit: 200)
        let own = try await desk.confirmations(
            .declaration, for: principal, before: .max, limit: 200)
        let isOfficer = principal.enterprise.isEmpty
        return page(
            visit,
            content: """
                \(.heading(
                    ClassificationTexts.confirmed[language],
                    lede: ClassificationTexts.confirmedLede[language]))
                \(table(
                    ClassificationTexts.rulings, rulings, mayEnd: isOfficer, visit))
                \(isOfficer ? nil : table(
                    ClassificationTexts.own, own, mayEnd: true, visit))
                """)
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let input = ConfirmationInput(try visit.form())
        do {
            _ = try await desk.confirm(input, by: principal)
            return .see(ConfirmationsPage.path(visit.language))
        } catch let refusal as ClassificationRefusal {
            let language = visit.language
            let wrong = refusal.message[language] + " " + refusal.fix[language]
            let form = ConfirmationForm(
                language: language, basis: principal.enterprise.isEmpty ? .ruling : .declaration,
                text: input.text, code: input.code, reference: input.reference, refusal: refusal,
                formToken: visit.formToken)
            let field = refusal.field == "text" ? "confirm-text" : refusal.field
            return page(
                visit, status: refusal.status,
                content: """
                    \(.errorSummary([FormError(field: field, wrong)], language: language))
                    \(.heading(ClassificationTexts.confirm[language]))
                    \(form.html)
                    """)
        }
    }

    private func end(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        try await desk.end(visit.parameters["id"] ?? "", by: principal)
        return .see(ConfirmationsPage.path(visit.language))
    }

    private func page(_ visit: Visit, status: Int = 200, content: HTML) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: ClassificationTexts.confirmed[language],
            trail: [
                Crumb(
                    ClassificationTexts.title[language],
                    path: ClassificationPage.path(language))
            ], isWide: true, status: status, content: content)
    }

    private func table(
        _ title: Localized, _ rows: [Confirmation], mayEnd: Bool, _ visit: Visit
    ) -> HTML {
        let language = visit.language
        var columns: [Column<Confirmation>] = [
            Column(
                ClassificationTexts.description[language], isHeader: true,
                html: { .link($0.text, to: ClassificationPage.path(language, text: $0.text)) }),
            Column(ClassificationTexts.code[language], .code, text: { $0.code }),
            Column(
                ClassificationTexts.reference[language],
                text: { $0.reference.isEmpty ? "–" : $0.reference }),
            Column(ClassificationTexts.by[language], text: { $0.actorName }),
            Column(ClassificationTexts.at[language], .time, text: { $0.confirmedAt.text }),
            Column(
                PapersTexts.paper[language],
                html: {
                    .link(
                        PapersTexts.pdf[language],
                        to: ConfirmationsPage.path(language) + "/\($0.id)/pdf")
                }),
        ]
        if mayEnd {
            columns.append(
                Column(
                    ClassificationTexts.end[language],
                    html: { row in
                        .form(
                            to: ConfirmationsPage.path(language) + "/\(row.id)/end",
                            token: visit.formToken,
                            content: .button(ClassificationTexts.end[language], .secondary))
                    }))
        }
        return .panel(
            title[language],
            content: .table(
                caption: title[language], columns: columns, rows: rows,
                empty: .emptyState(
                    ClassificationTexts.none[language],
                    hint: ClassificationTexts.noneHint[language])))
    }
}
