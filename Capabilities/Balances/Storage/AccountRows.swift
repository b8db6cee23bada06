import Kernel
import Store

/// The accounts, in and out of the database.
enum AccountRows {
    /// Opens an account with its counter-account, at a first balance; false when it exists.
    static func insert(
        _ plan: AccountPlan, allowance: Fixed?, of tenant: String, at: Instant,
        in session: Session
    ) throws -> Bool {
        let granted = allowance?.raw ?? 0
        let count = try session.execute(
            """
            insert into balances_accounts (tenant, id, unit, contra, lowest, allowance, balance,
                lines, opened_at, label_zh, label_en)
            values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10),
                ($1, $11, $3, 1, null, null, $12, 0, $8, $9, $10)
            on conflict do nothing
            """,
            [
                .text(tenant), .text(plan.id.text), .text(plan.unit.code),
                .optional(plan.lowest?.raw), .optional(allowance?.raw), .integer(granted),
                .integer(granted == 0 ? 0 : 1), .integer(at.milliseconds), .text(plan.label.zh),
                .text(plan.label.en), .text(plan.id.contra.text), .integer(-granted),
            ])
        guard count == 2 || count == 0 else {
            throw LedgerBroken(description: "half an account: \(tenant) \(plan.id.text)")
        }
        return count == 2
    }

    static func find(_ id: AccountID, of tenant: String, in session: Session) throws -> Account? {
        try session.first(
            """
            select tenant, id, unit, lowest, allowance, balance, lines, opened_at, label_zh,
                label_en
            from balances_accounts where tenant = $1 and id = $2
            """, [.text(tenant), .text(id.text)]
        ).map(account)
    }

    /// The holder's accounts in order of their names, without counter-accounts.
    static func all(of tenant: String, in session: Session) throws -> [Account] {
        try session.rows(
            """
            select tenant, id, unit, lowest, allowance, balance, lines, opened_at, label_zh,
                label_en
            from balances_accounts where tenant = $1 and contra = 0 order by id
            """, [.text(tenant)]
        ).map(account)
    }

    /// Notes how much of a limit has been granted by now.
    static func grant(
        _ allowance: Fixed, instead old: Fixed, to id: AccountID, of tenant: String,
        in session: Session
    ) throws {
        let count = try session.execute(
            """
            update balances_accounts set allowance = $3
            where tenant = $1 and id = $2 and allowance = $4
            """, [.text(tenant), .text(id.text), .integer(allowance.raw), .integer(old.raw)])
        guard count == 1 else {
            throw LedgerBroken(description: "allowance of \(tenant) \(id.text)")
        }
    }

    private static func account(_ row: Row) throws -> Account {
        let code = try row.text(2)
        guard let unit = BalanceUnit(code: code) else { throw StoreFault.shape("unit \(code)") }
        return Account(
            tenant: try row.text(0), id: AccountID(stored: try row.text(1)), unit: unit,
            lowest: try row.optionalInteger(3).map(Fixed.init(raw:)),
            allowance: try row.optionalInteger(4).map(Fixed.init(raw:)),
            balance: Fixed(raw: try row.integer(5)), lines: try row.integer(6),
            openedAt: Instant(milliseconds: try row.integer(7)),
            label: Localized(zh: try row.text(8), en: try row.text(9)))
    }
}
