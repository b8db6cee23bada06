import Kernel
import Papers
import Web

/// `/{language}/balances/stock`: the account books of an enterprise in a special zone.
struct StockPage: Sendable {
    let desk: BalancesDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/balances/stock", access: .permission(BalancesDesk.read),
                summary: StockTexts.title, handler: show)
        ]
    }

    static func path(_ language: Language, enterprise: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/balances/stock",
            query: enterprise.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let holder: Holder
        do {
            holder = try desk.holder(of: visit)
        } catch {
            // Who belongs to no enterprise is asked whose account books to show.
            guard visit.principal?.enterprise.isEmpty == true else { throw error }
            let asked = visit.query["enterprise"].flatMap { $0.isEmpty ? nil : $0 }
            return site.page(
                visit, title: StockTexts.title[language], status: asked == nil ? 200 : error.status,
                content: BalancesPage.question(
                    language, to: Self.path(language), asked: asked,
                    error: asked.map { _ in error.message[language] }, offersGuarantee: false))
        }
        let query = try StockQuery(visit.query, today: desk.clock.today)
        let lines = try await desk.stock(
            of: holder, book: query.book, from: query.from, to: query.to)
        let enterprise = visit.query["enterprise"]
        let booked: [HTML] =
            visit.principal?.may(BalancesDesk.manage) ?? false
            ? [
                .linkButton(
                    StockTexts.enter[language],
                    to: StockForms.path(.entries, language, enterprise: enterprise)),
                .linkButton(
                    StockTexts.count[language],
                    to: StockForms.path(.counts, language, enterprise: enterprise)),
            ] : []
        let asked = ["book", "from", "to", "enterprise"].compactMap { name in
            visit.query[name].map { Form.Pair(name, $0) }
        }
        let paper: [HTML] =
            lines.isEmpty
            ? []
            : [
                .linkButton(
                    PapersTexts.pdf[language],
                    to: Address.path(Self.path(language) + "/pdf", query: asked), .secondary)
            ]
        return site.page(
            visit, title: StockTexts.title[language],
            trail: [
                Crumb(
                    BalanceTexts.title[language],
                    path: BalancesPage.path(language, enterprise: enterprise))
            ], isWide: true,
            content: """
                \(.heading(
                    StockTexts.title[language], caption: holder.name[language],
                    lede: StockTexts.lede[language],
                    actions: booked + paper))
                \(.panel(
                    "\(query.from.text) – \(query.to.text)",
                    content: Self.table(lines, enterprise, desk.units, language)))
                """)
    }

    static func table(
        _ lines: [BalancesDesk.StockLine], _ enterprise: String?, _ units: UnitNames,
        _ language: Language
    ) -> HTML {
        typealias Line = BalancesDesk.StockLine
        func figure(_ title: Localized, _ amount: @escaping (Line) -> Fixed) -> Column<Line> {
            Column(title[language], .number, text: { amount($0).grouped })
        }
        let columns: [Column<Line>] = [
            Column(StockTexts.book[language], .code, text: { $0.item.book }),
            Column(
                StockTexts.item[language], .code, isHeader: true,
                html: { line in
                    .link(
                        line.item.item,
                        to: StatementPage.path(
                            line.item.account, language, enterprise: enterprise))
                }),
            Column(StockTexts.name[language], text: { $0.item.name }),
            Column(
                BalanceTexts.unit[language],
                text: { units.name(of: .quantity($0.item.unit))[language] }),
            figure(StockTexts.opening, { $0.statement.opening }),
            figure(StockTexts.entered, { $0.statement.entered }),
            figure(StockTexts.taken, { $0.statement.taken }),
            figure(StockTexts.freed, { $0.statement.freed }),
            figure(StockTexts.returned, { $0.statement.returned }),
            figure(StockTexts.adjusted, { $0.statement.adjusted }),
            figure(StockTexts.closing, { $0.statement.closing }),
            Column(StockTexts.lastCount[language], html: { count($0.count, language) }),
        ]
        return .table(
            caption: StockTexts.title[language], columns: columns, rows: lines, narrow: .scroll,
            empty: .emptyState(
                StockTexts.nothing[language], hint: StockTexts.nothingHint[language]))
    }

    private static func count(_ count: StockCountEntry?, _ language: Language) -> HTML {
        guard let count else { return "\(StockTexts.neverCounted[language])" }
        let words = StockTexts.difference(count.difference.grouped, on: count.at.day.text)[language]
        let tag: HTML =
            count.difference.isZero
            ? .tag(words, .success)
            : .tag(words, count.decision == .adjust ? .info : .warn)
        return count.difference.isZero
            ? tag : .under(tag, StockTexts.decision(count.decision)[language])
    }
}
