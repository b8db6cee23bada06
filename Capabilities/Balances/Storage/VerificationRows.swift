import Store

/// The questions that must have no answer in a sound ledger.
enum VerificationRows {
    /// Accounts and transfers, together.
    static func count(in session: Session) throws -> Int {
        let row = try session.first(
            """
            select (select count(*) from balances_accounts)
                + (select count(*) from balances_transfers)
            """)
        return Int(try row?.integer(0) ?? 0)
    }

    static func flaws(_ kind: LedgerFlaw.Kind, in session: Session) throws -> [LedgerFlaw] {
        try rows(kind, in: session).map { row in
            LedgerFlaw(kind: kind, tenant: try row.text(0), subject: try row.text(1))
        }
    }

    private static func rows(_ kind: LedgerFlaw.Kind, in session: Session) throws -> [Row] {
        switch kind {
        case .sum:
            try session.rows(
                """
                select tenant, unit from balances_accounts
                group by tenant, unit having sum(balance) <> 0 limit 100
                """)
        case .balance:
            try session.rows(
                """
                select a.tenant, a.id from balances_accounts a left join (
                    select tenant, account, sum(moved) as total from (
                        select tenant, credit as account, amount as moved from balances_transfers
                        union all
                        select tenant, debit, -amount from balances_transfers) as moves
                    group by tenant, account) as t on t.tenant = a.tenant and t.account = a.id
                where a.balance <> coalesce(t.total, 0) limit 100
                """)
        case .belowLowest:
            try session.rows(
                "select tenant, id from balances_accounts where balance < lowest limit 100")
        case .lines: try brokenLines(session)
        case .reversed:
            try session.rows(
                """
                select t.tenant, t.id from balances_transfers t left join (
                    select tenant, reverses, sum(amount) as total from balances_transfers
                    where reverses is not null group by tenant, reverses) as r
                    on r.tenant = t.tenant and r.reverses = t.id
                where t.reversed <> coalesce(r.total, 0) limit 100
                """)
        case .account:
            try session.rows(
                """
                select t.tenant, t.id from balances_transfers t
                left join balances_accounts d on d.tenant = t.tenant and d.id = t.debit
                left join balances_accounts c on c.tenant = t.tenant and c.id = t.credit
                where d.id is null or c.id is null or d.unit <> c.unit limit 100
                """)
        }
    }

    private static func brokenLines(_ session: Session) throws -> [Row] {
        try session.rows(
            """
            select tenant, account from (
                select tenant, account, line, balance, moved,
                    lag(balance, 1, 0) over w as earlier, row_number() over w as place,
                    count(*) over (partition by tenant, account) as total
                from (
                    select tenant, credit as account, credit_line as line,
                        credit_balance as balance, amount as moved
                    from balances_transfers where credit_line is not null
                    union all
                    select tenant, debit, debit_line, debit_balance, -amount
                    from balances_transfers where debit_line is not null) as moves
                window w as (partition by tenant, account order by line)) as numbered
            where line <> place or balance <> earlier + moved
            union
            select a.tenant, a.id from balances_accounts a
            where a.contra = 0 and a.lines <> (
                select count(*) from balances_transfers t
                where t.tenant = a.tenant and t.debit = a.id and t.debit_line is not null)
                + (select count(*) from balances_transfers t
                where t.tenant = a.tenant and t.credit = a.id and t.credit_line is not null)
            limit 100
            """)
    }
}
