import Kernel
import Store

/// Account books and what they count, in and out of the database.
enum StockRows {
    /// Whose book it is; nil when it is not kept here.
    static func holder(of book: String, in session: Session) throws -> String? {
        try session.first("select tenant from balances_books where number = $1", [.text(book)])
            .map { try $0.text(0) }
    }

    /// Opens a book unless it is there.
    static func open(
        _ book: String, for tenant: String, by actor: String, at: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into balances_books (number, tenant, opened_at, opened_by)
            values ($1, $2, $3, $4) on conflict do nothing
            """,
            [.text(book), .text(tenant), .integer(at.milliseconds), .text(actor)])
    }

    static func insert(_ item: StockItem, in session: Session) throws {
        try session.execute(
            """
            insert into balances_stock (tenant, book, item, unit, account, name)
            values ($1, $2, $3, $4, $5, $6)
            """,
            [
                .text(item.tenant), .text(item.book), .text(item.item), .text(item.unit),
                .text(item.account.text), .text(item.name),
            ])
    }

    static func find(
        _ item: String, unit: String, in book: String, of tenant: String, in session: Session
    ) throws -> StockItem? {
        try session.first(
            """
            select tenant, book, item, unit, account, name from balances_stock
            where tenant = $1 and book = $2 and item = $3 and unit = $4
            """, [.text(tenant), .text(book), .text(item), .text(unit)]
        ).map(stockItem)
    }

    /// The items of a holder in order of book and number, at most so many after one.
    ///
    /// - Parameter book: only of this book; nil for all.
    static func all(
        of tenant: String, book: String?, limit: Int, in session: Session
    ) throws -> [StockItem] {
        var statement = Statement(
            """
            select tenant, book, item, unit, account, name from balances_stock
            where tenant = $1
            """, [.text(tenant)])
        if let book { statement.append("and book = ?", [.text(book)]) }
        statement.append("order by book, item, unit limit ?", [.integer(limit)])
        return try session.rows(statement).map(stockItem)
    }

    static func insert(
        _ entry: StockCountEntry, on account: AccountID, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into balances_counts (tenant, reference, account, booked, counted, decision,
                reason, at, decided_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .text(tenant), .text(entry.reference), .text(account.text),
                .integer(entry.booked.raw), .integer(entry.counted.raw),
                .text(entry.decision.rawValue), .text(entry.reason),
                .integer(entry.at.milliseconds), .text(entry.decidedBy),
            ])
    }

    /// The count of a number, and the account it was of.
    static func count(_ reference: String, of tenant: String, in session: Session) throws
        -> (entry: StockCountEntry, account: AccountID)?
    {
        try session.first(
            """
            select reference, booked, counted, decision, reason, at, decided_by, account
            from balances_counts where tenant = $1 and reference = $2
            """, [.text(tenant), .text(reference)]
        ).map { (try countEntry($0), AccountID(stored: try $0.text(7))) }
    }

    /// The latest count of an account; nil when it was never counted.
    static func latestCount(of account: AccountID, of tenant: String, in session: Session) throws
        -> StockCountEntry?
    {
        try session.first(
            """
            select reference, booked, counted, decision, reason, at, decided_by
            from balances_counts where tenant = $1 and account = $2
            order by at desc, reference desc limit 1
            """, [.text(tenant), .text(account.text)]
        ).map(countEntry)
    }

    /// Sums of an account's lines by the first word of their key, before and within a period. Every
    /// line has a number above zero; saying so has SQLite take the index of lines and look at this
    /// account only, not at every transfer of the tenant.
    static func sums(
        of account: AccountID, tenant: String, from: Instant, to: Instant, in session: Session
    ) throws -> [(kind: String, isReversal: Bool, before: Int64, within: Int64)] {
        try session.rows(
            """
            select kind, reversal, sum(case when at < $3 then moved else 0 end),
                sum(case when at >= $3 and at < $4 then moved else 0 end)
            from (
                select case when substr(id, 1, 5) = 'list/' then 'list'
                        when substr(id, 1, 7) = 'return/' then 'return'
                        when substr(id, 1, 6) = 'count/' then 'count' else 'entry' end as kind,
                    case when reverses is null then 0 else 1 end as reversal, at,
                    case when debit_line is null then amount else -amount end as moved
                from balances_transfers
                where tenant = $1
                    and (case when debit_line is null then credit else debit end) = $2
                    and coalesce(debit_line, credit_line) > 0
            ) as moves group by kind, reversal
            """,
            [
                .text(tenant), .text(account.text), .integer(from.milliseconds),
                .integer(to.milliseconds),
            ]
        ).map { row in
            (
                kind: try row.text(0), isReversal: try row.integer(1) == 1,
                before: try row.integer(2), within: try row.integer(3)
            )
        }
    }

    private static func stockItem(_ row: Row) throws -> StockItem {
        StockItem(
            tenant: try row.text(0), book: try row.text(1), item: try row.text(2),
            unit: try row.text(3), account: AccountID(stored: try row.text(4)),
            name: try row.text(5))
    }

    private static func countEntry(_ row: Row) throws -> StockCountEntry {
        guard let decision = StockCount.Decision(rawValue: try row.text(3)) else {
            throw StoreFault.shape("count \(try row.text(0))")
        }
        return StockCountEntry(
            reference: try row.text(0), booked: Fixed(raw: try row.integer(1)),
            counted: Fixed(raw: try row.integer(2)), decision: decision,
            reason: try row.text(4), at: Instant(milliseconds: try row.integer(5)),
            decidedBy: try row.text(6))
    }
}
