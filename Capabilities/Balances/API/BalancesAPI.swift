import Kernel
import Web
import Wire

/// `GET /api/v1/balances…`: what is left, and why.
struct BalancesAPI: Sendable {
    let desk: BalancesDesk

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/balances", access: .permission(BalancesDesk.read),
                summary: Localized(
                    zh: "本企业的账户与余额", en: "Accounts of the enterprise and what is left"),
                handler: list),
            Route(
                .get, "/api/v1/balances/{account}/transfers",
                access: .permission(BalancesDesk.read),
                summary: Localized(
                    zh: "一个账户的明细，自 after 之后", en: "Lines of an account after `after`"),
                handler: transfers),
            Route(
                .get, "/api/v1/balances/verification",
                access: .permission(BalancesDesk.manage),
                summary: Localized(
                    zh: "重新核算全部账户，列出不符之处",
                    en: "Adds all accounts up again and lists what does not agree"),
                // It reads every row of the ledger.
                rate: Rate(6, perSeconds: 60), handler: verification),
        ]
    }

    /// `?enterprise=` names another enterprise, for officers of its district and administrators.
    private func list(_ visit: Visit) async throws -> Answer {
        let holder = try desk.holder(of: visit)
        let overview = try await desk.overview(of: holder)
        let json = JSON.object([
            .init("enterprise", .object([
                .init("id", .text(holder.tenant)), .init("name", holder.name.json),
            ])),
            .init("accounts", .array(overview.accounts.map { account($0, desk.units) })),
            .init("guarantees", .array(overview.guarantees.map(guarantee))),
        ])
        return .json(json.encoded)
    }

    private func transfers(_ visit: Visit) async throws -> Answer {
        let holder = try desk.holder(of: visit)
        let id = try accountID(visit)
        let query = StatementQuery(visit.query)
        guard query.faults.isEmpty else { throw BalanceRefusal.input(query.faults) }
        let found = try await desk.lines(
            of: id, holder: holder, after: query.after, limit: query.limit)
        let isLast = found.lines.last.map { $0.number >= found.held.account.lines } ?? true
        let next: JSON = isLast ? .null : found.lines.last.map { .integer($0.number) } ?? .null
        let json = JSON.object([
            .init("account", account(found.held, desk.units)),
            .init("transfers", .array(found.lines.map(line))), .init("next", next),
        ])
        return .json(json.encoded)
    }

    private func verification(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw BalanceRefusal.holderNeeded }
        let flaws = try await desk.verify(for: principal)
        let json = JSON.object([
            .init("sound", .bool(flaws.isEmpty)),
            .init("flaws", .array(flaws.map { flaw in
                .object([
                    .init("kind", .text(flaw.kind.rawValue)), .init("tenant", .text(flaw.tenant)),
                    .init("subject", .text(flaw.subject)),
                ])
            })),
        ])
        return .json(json.encoded)
    }
}

/// The account a path names.
func accountID(_ visit: Visit) throws(BalanceRefusal) -> AccountID {
    let text = visit.parameters["account"] ?? ""
    guard let id = AccountID(text) else { throw .noSuchAccount(AccountID(stored: text)) }
    return id
}

/// Which lines of a statement are asked for.
struct StatementQuery: Sendable {
    private(set) var after: Int64 = 0
    private(set) var before: Int64 = .max
    private(set) var limit = 50
    private(set) var faults: [Fault] = []

    init(_ query: Form) {
        after = number(query, "after", most: .max) ?? 0
        before = number(query, "before", most: .max) ?? .max
        limit = number(query, "limit", most: 500).map { Int($0) } ?? 50
    }

    private mutating func number(_ query: Form, _ name: String, most: Int64) -> Int64? {
        guard let text = query[name], !text.isEmpty else { return nil }
        let isDigits = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if isDigits, let number = Int64(text), number <= most { return number }
        faults.append(InputFault.number(most: most).fault(at: name))
        return nil
    }
}

func account(_ held: HeldAccount, _ units: UnitNames) -> JSON {
    let account = held.account
    return .object([
        .init("id", .text(account.id.text)), .init("label", account.label.json),
        .init("unit", .text(account.unit.code)),
        .init("unitName", units.name(of: account.unit).json),
        .init("balance", .text(account.balance.text)),
        .init("lowest", .optional(account.lowest?.text)),
        .init("available", .optional(held.available?.text)),
        .init("idle", .optional(held.idle?.text)),
        .init("granted", .optional(account.allowance?.text)),
        .init("lines", .integer(account.lines)), .init("openedAt", .text(account.openedAt.iso)),
    ])
}

private func guarantee(_ entry: GuaranteeEntry) -> JSON {
    let guarantee = entry.guarantee
    return .object([
        .init("reference", .text(guarantee.reference)),
        .init("form", .text(guarantee.form.rawValue)), .init("issuer", .text(guarantee.issuer)),
        .init("amount", .text(guarantee.amount.text)),
        .init("validFrom", .text(guarantee.validFrom.text)),
        .init("validTo", .optional(guarantee.validTo?.text)),
        .init("citation", .object([
            .init("document", .text(guarantee.citation.document)),
            .init("article", .text(guarantee.citation.article)),
        ])),
        .init("transfer", .text(guarantee.transfer)),
        .init("addedAt", .text(entry.addedAt.iso)), .init("called", .text(entry.called.text)),
        .init("standing", .text(entry.standing.text)),
        .init("releasedAt", .optional(entry.releasedAt?.iso)),
    ])
}

private func line(_ line: StatementLine) -> JSON {
    .object([
        .init("number", .integer(line.number)), .init("id", .text(line.transfer)),
        .init("other", .text(line.other.text)), .init("amount", .text(line.amount.text)),
        .init("balance", .text(line.balance.text)), .init("at", .text(line.at.iso)),
        .init("cause", line.cause.map { .integer($0) } ?? .null),
        .init("reference", .text(line.reference)), .init("citation", .optional(line.citation)),
        .init("reverses", .optional(line.reverses)),
    ])
}
