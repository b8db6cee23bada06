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
                select debit_line as line, id, credit as other, -amount as moved,
                    debit_balance as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1 and debit = $2 and debit_line > $3
                order by debit_line limit $4) as taken
            union all
            select * from (
                select credit_line as line, id, debit as other, amount as moved,
                    credit_balance as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1 and credit = $2 and credit_line > $3
                order by credit_line limit $4) as given
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
                select debit_line as line, id, credit as other, -amount as moved,
                    debit_balance as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1 and debit = $2 and debit_line < $3
                order by debit_line desc limit $4) as taken
            union all
            select * from (
                select credit_line as line, id, debit as other, amount as moved,
                    credit_balance as balance, at, cause, reference, citation, reverses
                from balances_transfers
                where tenant = $1 and credit = $2 and credit_line < $3
                order by credit_line desc limit $4) as given
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
