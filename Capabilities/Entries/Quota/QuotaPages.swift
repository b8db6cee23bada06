import Balances
import Kernel
import Procedures
import Web

/// `/{language}/quota-certificates`: certificates with what is left, and a line tried on one.
struct QuotaPages: Sendable {
    let quota: QuotaDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/quota-certificates", access: .signedIn,
                summary: QuotaTexts.title,
                query: [
                    Route.Query("number", QuotaTexts.number), Route.Query("code", QuotaTexts.code),
                    Route.Query("quantity", QuotaTexts.amount),
                    Route.Query("unit", QuotaTexts.unit),
                ], handler: show)
        ]
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/quota-certificates" }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let principal = try EntriesResource.person(visit)
        let ask = QuotaAsk(visit)
        let isOfficer = principal.enterprise.isEmpty
        let holdings = try await quota.holdings(ask.number, for: principal)
        var faults: [Fault] = []
        var found: QuotaCover?
        if ask.isOfLine {
            do {
                found = try await quota.ask(
                    ask.number, code: ask.code, quantity: try ask.amount(), unit: ask.unit,
                    by: principal)
            } catch EntryRefusal.input(let told) {
                faults = told
            }
        }
        let lede = isOfficer ? QuotaTexts.officeLede : QuotaTexts.lede
        return site.page(
            visit, title: QuotaTexts.title[language], status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(
                    errors(faults, language) { Self.label($0)?[language] }, language: language))
                \(.heading(
                    QuotaTexts.title[language], lede: lede[language],
                    actions: [
                        .link(QuotaTexts.apply[language], to: "/\(language.rawValue)/services"),
                        .link(
                            QuotaTexts.catalogue[language],
                            to: "/\(language.rawValue)/tariff/quotas"),
                    ]))
                \(table(holdings, language))
                \(.panel(
                    QuotaTexts.check[language],
                    content: form(ask, faults, language) + answer(found, language)))
                \(holdings.filter { !$0.lines.isEmpty }.map { uses($0, language) })
                """)
    }

    /// What a box of the form is called.
    private static func label(_ path: String) -> Localized? {
        switch fieldName(path) {
        case "number", "quota": QuotaTexts.number
        case "code": QuotaTexts.code
        case "quantity": QuotaTexts.amount
        case "unit": QuotaTexts.unit
        default: nil
        }
    }

    private func table(_ rows: [QuotaDesk.Holding], _ language: Language) -> HTML {
        func amount(_ value: Fixed, _ row: QuotaDesk.Holding) -> String {
            "\(value.text) \(QuotaCover.unitName(row.grant.unit)[language])"
        }
        return .table(
            caption: QuotaTexts.title[language],
            columns: [
                Column(QuotaTexts.number[language], .code, isHeader: true) {
                    (row: QuotaDesk.Holding) in row.grant.number
                },
                Column(QuotaTexts.goods[language]) { $0.name[language] },
                Column(QuotaTexts.granted[language], .number) { amount($0.grant.granted, $0) },
                Column(QuotaTexts.left[language], .number) { amount($0.left, $0) },
                Column(QuotaTexts.valid[language], .time) {
                    "\($0.grant.from.text) – \($0.grant.to?.text ?? "")"
                },
            ], rows: rows,
            empty: .emptyState(QuotaTexts.none[language], hint: QuotaTexts.noneHint[language]))
    }

    private func form(_ ask: QuotaAsk, _ faults: [Fault], _ language: Language) -> HTML {
        func box(_ name: String, _ label: Localized, _ value: String) -> HTML {
            .textInput(
                Field(
                    name, label: label[language], error: error(name, faults, language)),
                value: value, width: .full, language: language)
        }
        return """
            <form class="filter" method="get" action="\(url: Self.path(language))">
            <div class="filter-fields">
            \(box("number", QuotaTexts.number, ask.number))
            \(box("code", QuotaTexts.code, ask.code))
            \(box("quantity", QuotaTexts.amount, ask.quantity))
            \(box("unit", QuotaTexts.unit, ask.unit))
            <p class="filter-actions">\(.button(QuotaTexts.ask[language]))</p></div>
            </form>
            """
    }

    private func answer(_ cover: QuotaCover?, _ language: Language) -> HTML {
        guard let cover else { return "" }
        let explanation = cover.explanation
        var tone = Tone.success
        if case .refused = cover.outcome { tone = .danger }
        return """
            \(.notice(explanation.outcome[language], tone, isNew: true, content: ""))
            \(.explanation(explanation, language: language))
            """
    }

    private func uses(_ holding: QuotaDesk.Holding, _ language: Language) -> HTML {
        .panel(
            "\(QuotaTexts.uses[language]) \(holding.grant.number)",
            content: .table(
                caption: "\(QuotaTexts.uses[language]) \(holding.grant.number)",
                columns: [
                    Column(QuotaTexts.entry[language], .code, isHeader: true) {
                        (row: StatementLine) -> HTML in
                        row.reference == holding.grant.number
                            ? "\(QuotaTexts.givenBack, language)"
                            : .link(row.reference, to: EntryPages.path(language, row.reference))
                    },
                    Column(QuotaTexts.moved[language], .number) { $0.amount.text },
                    Column(QuotaTexts.left[language], .number) { $0.balance.text },
                    Column(QuotaTexts.time[language], .time) { $0.at.text },
                ], rows: holding.lines, empty: ""))
    }
}
