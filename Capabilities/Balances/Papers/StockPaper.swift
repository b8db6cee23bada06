import Kernel
import Paper
import Papers
import Web
import Wire

/// Account books of a special zone as they stand in a period: what came in, what lists took, what
/// came back, and how each item was last counted.
struct StockPaper: Sendable {
    let holder: Holder
    let query: StockQuery
    let lines: [BalancesDesk.StockLine]
    let units: UnitNames

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .accountBook, tenant: holder.tenant, subject: query.subject, isSnapshot: true,
            subtitle: Localized(
                zh: "\(query.from.text) 至 \(query.to.text)",
                en: "\(query.from.text) to \(query.to.text)"),
            number: query.book ?? "\(query.from.text)-\(query.to.text)",
            issuer: Localized(zh: "信风单一窗口", en: "Tradewind single window"), day: query.to,
            parties: [PaperDraft.Party(StockTexts.bookHolder, holder.name.zh)],
            data: .object([
                .init("book", .optional(query.book)), .init("from", .text(query.from.text)),
                .init("to", .text(query.to.text)),
                .init("items", .array(lines.map(StockAPI.json))),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func number(_ title: Localized) -> PaperTable.Column {
            .init(title[language], weight: 0.8, isNumber: true)
        }
        let moved = PaperTable(
            [
                .init(StockTexts.book[language], weight: 1.4),
                .init(StockTexts.item[language], weight: 1.2), number(StockTexts.opening),
                number(StockTexts.entered), number(StockTexts.taken), number(StockTexts.freed),
                number(StockTexts.returned), number(StockTexts.adjusted),
                number(StockTexts.closing),
            ],
            rows: lines.map { line in
                let statement = line.statement
                let figures = [
                    statement.opening, statement.entered, statement.taken, statement.freed,
                    statement.returned, statement.adjusted, statement.closing,
                ]
                return [line.item.book, line.item.item] + figures.map(\.grouped)
            })
        let goods = PaperTable(
            [
                .init(StockTexts.item[language], weight: 1.2),
                .init(StockTexts.name[language], weight: 2.2),
                .init(BalanceTexts.unit[language], weight: 0.8),
                .init(StockTexts.lastCount[language], weight: 2.2),
            ],
            rows: lines.map { line in
                [
                    line.item.item, line.item.name,
                    units.name(of: .quantity(line.item.unit))[language],
                    counted(line.count, language),
                ]
            })
        return [
            .grid(
                [
                    PaperField(StockTexts.bookHolder[language], holder.name[language]),
                    PaperField(StockTexts.book[language], query.book ?? "–"),
                    PaperField(StockTexts.from[language], query.from.text),
                    PaperField(StockTexts.to[language], query.to.text),
                ], columns: 2),
            .table(moved), .heading(StockTexts.itemsCounted[language]), .table(goods),
            .note(StockTexts.paperNote[language]),
        ]
    }

    private func counted(_ count: StockCountEntry?, _ language: Language) -> String {
        guard let count else { return StockTexts.neverCounted[language] }
        let words = StockTexts.difference(count.difference.grouped, on: count.at.day.text)[language]
        guard !count.difference.isZero else { return words }
        return "\(words)\n\(StockTexts.decision(count.decision)[language])\n\(count.reason)"
    }
}

extension StockQuery {
    /// What a paper of it is about, to be found again by: the days, then the book, which may hold
    /// any sign.
    var subject: String { "\(from.text)/\(to.text)/\(book ?? "")" }

    /// What a paper was about; nil when its subject is none of these.
    init?(subject: String, today: Day) {
        let parts = subject.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let asked = Form([
            Form.Pair("from", String(parts[0])), Form.Pair("to", String(parts[1])),
            Form.Pair("book", String(parts[2])),
        ])
        guard let query = try? StockQuery(asked, today: today) else { return nil }
        self = query
    }
}

extension BalancesDesk {
    /// The account books of a holder in a period, as paper; nil where there is nothing in them.
    func stockPaper(of holder: Holder, _ query: StockQuery) async throws -> PaperDraft? {
        let lines = try await stock(
            of: holder, book: query.book, from: query.from, to: query.to)
        guard !lines.isEmpty else { return nil }
        return StockPaper(holder: holder, query: query, lines: lines, units: units).draft
    }

    /// What a paper of account books would say now, for the verifier.
    func currentStockPaper(_ tenant: String, _ subject: String) async throws -> PaperDraft? {
        guard let holder = holders.find(tenant),
            let query = StockQuery(subject: subject, today: clock.today)
        else { return nil }
        return try await stockPaper(of: holder, query)
    }
}

/// `…/balances/stock/pdf?book=&from=&to=`: for the holder and officers of the holder's district.
struct StockPapers: Sendable {
    let desk: BalancesDesk
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/balances/stock/pdf", access: .permission(BalancesDesk.read),
                summary: Localized(zh: "账册库存表（PDF）", en: "Stock of account books as PDF"),
                rate: PaperDesk.rate,
                query: [
                    Route.Query("book", Localized(zh: "账册号", en: "account book")),
                    Route.Query("from", Localized(zh: "自", en: "first day"), kind: .day),
                    Route.Query("to", Localized(zh: "至", en: "last day"), kind: .day),
                    Route.Query(
                        "enterprise",
                        Localized(zh: "企业代码（官员）", en: "code of the holder, for officers")),
                ]
            ) { visit in
                let query = try StockQuery(visit.query, today: desk.clock.today)
                let holder = try desk.holder(of: visit)
                guard let draft = try await desk.stockPaper(of: holder, query) else {
                    throw PapersRefusal.notIssued
                }
                return try await papers.answer(draft, visit)
            }
        }
    }
}
