import Kernel
import Paper
import Papers
import Store
import Web
import Wire

/// An account as it stands now, with its latest lines: what is shown to a bank, a guarantor or an
/// auditor.
struct StatementPaper: Sendable {
    /// Lines that stand on it, the newest first; the others are on the page.
    static let mostLines = 200

    let holder: Holder
    let statement: BalancesDesk.Statement
    let units: UnitNames

    private var account: Account { statement.held.account }

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .accountStatement, tenant: holder.tenant, subject: account.id.text, isSnapshot: true,
            subtitle: account.label, number: account.id.text,
            issuer: Localized(zh: "信风单一窗口", en: "Tradewind single window"),
            day: statement.lines.first?.at.day ?? account.openedAt.day,
            parties: [PaperDraft.Party(BalanceTexts.holder, holder.name.zh)],
            data: .object([
                .init("account", Balances.account(statement.held, units)),
                .init(
                    "lines",
                    .array(
                        statement.lines.map {
                            .object([
                                .init("number", .integer($0.number)),
                                .init("amount", .text($0.amount.text)),
                                .init("balance", .text($0.balance.text)),
                                .init("at", .text($0.at.iso)),
                                .init("reference", .text($0.reference)),
                            ])
                        })),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let unit = units.name(of: account.unit)[language]
        func amount(_ amount: Fixed?) -> String? { amount.map { "\($0.grouped) \(unit)" } }
        let idle = statement.held.idle.flatMap { $0.isZero ? nil : $0 }
        let facts: [(Localized, String?)] = [
            (BalanceTexts.holder, holder.name[language]),
            (BalanceTexts.account, account.label[language]),
            (
                BalanceTexts.available,
                amount(statement.held.available) ?? BalanceTexts.noLimit[language]
            ),
            (BalanceTexts.balance, amount(account.balance)),
            (BalanceTexts.granted, amount(account.allowance)), (BalanceTexts.idle, amount(idle)),
            (BalanceTexts.opened, account.openedAt.text),
        ]
        let lines = PaperTable(
            [
                .init(BalanceTexts.number[language], weight: 0.6, isNumber: true),
                .init(BalanceTexts.time[language], weight: 1.5),
                .init(BalanceTexts.reference[language], weight: 2.2),
                .init(BalanceTexts.amount[language], weight: 1.3, isNumber: true),
                .init(BalanceTexts.after[language], weight: 1.3, isNumber: true),
                .init(BalanceTexts.basis[language], weight: 1.6),
            ],
            rows: statement.lines.map { line in
                [
                    String(line.number), line.at.text, line.reference,
                    line.amount.isNegative ? line.amount.grouped : "+" + line.amount.grouped,
                    line.balance.grouped, line.citation ?? "–",
                ]
            })
        return [
            .grid(
                facts.compactMap { title, value in
                    value.map { PaperField(title[language], $0) }
                }, columns: 2),
            .heading(BalanceTexts.statement[language]),
            statement.lines.isEmpty
                ? .paragraph(BalanceTexts.noLines[language]) : .table(lines),
            .note(BalanceTexts.statementNote(Self.mostLines)[language]),
        ]
    }
}

extension BalancesDesk {
    /// An account on paper.
    ///
    /// - Throws: `noSuchAccount`.
    func statementPaper(of id: AccountID, holder: Holder) async throws -> PaperDraft {
        let found = try await latest(
            of: id, holder: holder, before: .max, limit: StatementPaper.mostLines)
        return StatementPaper(holder: holder, statement: found, units: units).draft
    }

    /// What the paper of an account would say now, for the verifier.
    func currentStatementPaper(_ tenant: String, _ account: String) async throws -> PaperDraft? {
        guard let holder = holders.find(tenant), let id = AccountID(account) else { return nil }
        return try await statementPaper(of: id, holder: holder)
    }
}

/// `…/balances/{account}/pdf`: for the holder and officers of the holder's district.
struct StatementPapers: Sendable {
    let desk: BalancesDesk
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/balances/{account}/pdf", access: .permission(BalancesDesk.read),
                summary: Localized(zh: "账户对账单（PDF）", en: "An account with its lines as PDF"),
                rate: PaperDesk.rate,
                query: [
                    PaperDesk.language,
                    Route.Query(
                        "enterprise",
                        Localized(zh: "企业代码（官员）", en: "code of the holder, for officers")),
                ]
            ) { visit in
                let draft = try await desk.statementPaper(
                    of: try accountID(visit), holder: try desk.holder(of: visit))
                return try await papers.answer(draft, visit)
            }
        }
    }
}
