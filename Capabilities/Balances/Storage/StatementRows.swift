import Kernel
import Store

/// Statements of accounts, out of the database.
enum StatementRows {
    /// Lines above a number, the oldest first.
    static func lines(
        of id: AccountID, tenant: String, after number: Int64, limit: Int, in session: Session
    ) throws -> [StatementLine] {
        // Each half is limited on its own index, so a long statement is never sorted as a whole.
        try session.rows(
            """
            select * from (
                select coalesce(debit_line, credit_line) as line, id,
                    case when debit_line is null then debit else credit end as other,
                    case when debit_line is null then amount else -amount end as moved,
                    case when debit_line is null then credit_balance else debit_balance end
                        as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1
                    and (case when debit_line is null then credit else debit end) = $2
                    and coalesce(debit_line, credit_line) > $3
                order by coalesce(debit_line, credit_line) limit $4) as first_line
            union all
            select * from (
                select credit_line as line, id, debit as other, amount as moved,
                    credit_balance as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1 and credit = $2 and credit_line > $3
                    and debit_line is not null and credit_line is not null
                order by credit_line limit $4) as second_line
            order by line limit $4
            """, [.text(tenant), .text(id.text), .integer(number), .integer(limit)]
        ).map(line)
    }

    /// Lines below a number, the newest first.
    static func latest(
        of id: AccountID, tenant: String, before number: Int64, limit: Int, in session: Session
    ) throws -> [StatementLine] {
        try session.rows(
            """
            select * from (
                select coalesce(debit_line, credit_line) as line, id,
                    case when debit_line is null then debit else credit end as other,
                    case when debit_line is null then amount else -amount end as moved,
                    case when debit_line is null then credit_balance else debit_balance end
                        as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1
                    and (case when debit_line is null then credit else debit end) = $2
                    and coalesce(debit_line, credit_line) < $3
                order by coalesce(debit_line, credit_line) desc limit $4) as first_line
            union all
            select * from (
                select credit_line as line, id, debit as other, amount as moved,
                    credit_balance as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1 and credit = $2 and credit_line < $3
                    and debit_line is not null and credit_line is not null
                order by credit_line desc limit $4) as second_line
            order by line desc limit $4
            """, [.text(tenant), .text(id.text), .integer(number), .integer(limit)]
        ).map(line)
    }

    private static func line(_ row: Row) throws -> StatementLine {
        StatementLine(
            number: try row.integer(0), transfer: try row.text(1),
            other: AccountID(stored: try row.text(2)), amount: Fixed(raw: try row.integer(3)),
            balance: Fixed(raw: try row.integer(4)),
            at: Instant(milliseconds: try row.integer(5)), cause: try row.optionalInteger(6),
            reference: try row.text(7), citation: try row.optionalText(8),
            reverses: try row.optionalText(9))
    }
}
