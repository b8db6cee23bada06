import Kernel
import Papers
import Web

/// `/{language}/balances/{account}`: one account with its lines, the newest first.
struct StatementPage: Sendable {
    let desk: BalancesDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/balances/{account}", access: .permission(BalancesDesk.read),
                summary: BalanceTexts.statement, handler: show)
        ]
    }

    static func path(
        _ id: AccountID, _ language: Language, enterprise: String? = nil, before: Int64? = nil
    ) -> String {
        var query = enterprise.map { [Form.Pair("enterprise", $0)] } ?? []
        if let before { query.append(Form.Pair("before", String(before))) }
        return Address.path(
            "/\(language.rawValue)/balances/\(id.text)", query: query)
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let holder = try desk.holder(of: visit)
        let query = StatementQuery(visit.query)
        guard query.faults.isEmpty else { throw BalanceRefusal.input(query.faults) }
        let found = try await desk.latest(
            of: try accountID(visit), holder: holder, before: query.before, limit: query.limit)
        let model = Model(
            holder: holder, statement: found, enterprise: visit.query["enterprise"],
            pageLength: Int64(query.limit), units: desk.units)
        return site.page(
            visit, title: found.held.account.label[language],
            trail: [
                Crumb(
                    BalanceTexts.title[language],
                    path: BalancesPage.path(language, enterprise: model.enterprise))
            ], isWide: true, content: Self.content(model, language))
    }

    /// What is shown.
    struct Model: Sendable {
        let holder: Holder
        let statement: BalancesDesk.Statement
        /// As named in the address; nil for the visitor's own.
        let enterprise: String?
        let pageLength: Int64
        let units: UnitNames
    }

    static func content(_ model: Model, _ language: Language) -> HTML {
        let account = model.statement.held.account
        return """
        \(.heading(
            account.label[language], caption: model.holder.name[language],
            actions: [
                .linkButton(
                    PapersTexts.pdf[language],
                    to: Address.path(
                        "/\(language.rawValue)/balances/\(account.id.text)/pdf",
                        query: model.enterprise.map { [Form.Pair("enterprise", $0)] } ?? []),
                    .secondary)
            ]))
        \(summary(model, language))
        \(.panel(
            BalanceTexts.statement[language],
            content: lines(model.statement, language) + pager(model, language)))
        """
    }

    private static func summary(_ model: Model, _ language: Language) -> HTML {
        let held = model.statement.held
        let account = held.account
        let unit = model.units.name(of: account.unit)[language]
        var items = [
            SummaryItem(
                BalanceTexts.available[language],
                held.available.map { "\($0.grouped) \(unit)" }
                    ?? BalanceTexts.noLimit[language]),
            SummaryItem(BalanceTexts.balance[language], "\(account.balance.grouped) \(unit)"),
            SummaryItem(BalanceTexts.opened[language], account.openedAt.text),
        ]
        if let granted = account.allowance {
            items.insert(
                SummaryItem(BalanceTexts.granted[language], "\(granted.grouped) \(unit)"), at: 2)
        }
        if let idle = held.idle, !idle.isZero {
            items.append(SummaryItem(BalanceTexts.idle[language], "\(idle.grouped) \(unit)"))
        }
        if let lowest = account.lowest, !lowest.isZero {
            items.append(
                SummaryItem(BalanceTexts.lowest[language], "\(lowest.grouped) \(unit)"))
        }
        return .summaryList(items, isCompact: true)
    }

    private static func lines(_ statement: BalancesDesk.Statement, _ language: Language) -> HTML {
        let columns: [Column<StatementLine>] = [
            Column(BalanceTexts.number[language], .number, text: { grouped($0.number) }),
            Column(BalanceTexts.time[language], .time, text: { $0.at.text }),
            Column(
                BalanceTexts.reference[language], .code, isHeader: true,
                text: { $0.reference }),
            Column(BalanceTexts.kind[language], html: { kind($0, language) }),
            Column(BalanceTexts.amount[language], .number, text: { signed($0.amount) }),
            Column(BalanceTexts.after[language], .number, text: { $0.balance.grouped }),
            Column(BalanceTexts.basis[language], html: { basis($0.citation) }),
        ]
        return .table(
            caption: BalanceTexts.statement[language], columns: columns, rows: statement.lines,
            empty: .emptyState(
                BalanceTexts.noLines[language], hint: BalanceTexts.noLinesHint[language]))
    }

    /// A line's sign and whether it reverses another tell what it is; the words say it too.
    private static func kind(_ line: StatementLine, _ language: Language) -> HTML {
        switch (line.reverses != nil, line.amount.isNegative) {
        case (false, false): .tag(BalanceTexts.added[language], .success)
        case (false, true): .tag(BalanceTexts.taken[language], .info)
        case (true, false): .tag(BalanceTexts.returned[language], .success)
        case (true, true): .tag(BalanceTexts.withdrawn[language], .warn)
        }
    }

    private static func signed(_ amount: Fixed) -> String {
        amount.isNegative ? amount.grouped : "+" + amount.grouped
    }

    private static func pager(_ model: Model, _ language: Language) -> HTML {
        guard let newest = model.statement.lines.first?.number,
            let oldest = model.statement.lines.last?.number
        else { return "" }
        let id = model.statement.held.account.id
        let last = model.statement.held.account.lines
        func at(_ number: Int64) -> String {
            path(id, language, enterprise: model.enterprise, before: number)
        }
        return .pager(
            previous: newest < last ? at(min(newest + model.pageLength, last) + 1) : nil,
            next: oldest > 1 ? at(oldest) : nil,
            range: BalanceTexts.range(oldest, newest)[language], language: language)
    }
}
