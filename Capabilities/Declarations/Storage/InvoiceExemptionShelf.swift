import Kernel
import Store

/// Lists registered as exempt without purchase invoice, in and out of the database.
enum InvoiceExemptionShelf {
    /// False when the list is registered already.
    static func add(_ one: InvoiceExemption, in session: Session) throws -> Bool {
        try session.execute(
            """
            insert into declarations_invoice_exemptions (tenant, list_no, declarant, invt_no,
            quarter, exported_on, stated, is_small, revenue, assessed, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
            """,
            [
                .text(one.seller), .text(one.list), .text(one.declarant), .text(one.invtNo),
                .text(one.quarter), .text(one.exportedOn.text), .text(one.statement.encoded),
                .integer(one.statement.isSmall ? 1 : 0), .integer(one.revenue.raw),
                .integer(one.assessed.raw), .integer(one.at.milliseconds),
            ]) == 1
    }

    /// What all lists of a seller in a quarter come to.
    struct Sums: Sendable {
        var count: Int64 = 0
        var revenue = Fixed.zero
        var assessed = Fixed.zero
        /// Stated with every list; true where there is none.
        var isSmall = true
    }

    static func sums(of seller: String, quarter: String, in session: Session) throws -> Sums {
        guard
            let row = try session.first(
                """
                select count(*), coalesce(sum(revenue), 0), coalesce(sum(assessed), 0),
                coalesce(min(is_small), 1) from declarations_invoice_exemptions
                where tenant = $1 and quarter = $2
                """, [.text(seller), .text(quarter)])
        else { return Sums() }
        return Sums(
            count: try row.integer(0), revenue: Fixed(raw: try row.integer(1)),
            assessed: Fixed(raw: try row.integer(2)), isSmall: try row.integer(3) == 1)
    }

    /// Those of a seller in a quarter that follow a list, by list.
    static func page(
        of seller: String, quarter: String, after list: String, limit: Int, in session: Session
    ) throws -> [InvoiceExemption] {
        try session.rows(
            """
            select tenant, list_no, declarant, invt_no, quarter, exported_on, stated, revenue,
            assessed, at from declarations_invoice_exemptions
            where tenant = $1 and quarter = $2 and list_no > $3 order by list_no limit $4
            """, [.text(seller), .text(quarter), .text(list), .integer(Int64(limit))]
        ).map(exemption)
    }

    /// Assessed income of a year up to and with a quarter.
    static func assessed(of seller: String, to quarter: String, in session: Session) throws
        -> Fixed
    {
        let row = try session.first(
            """
            select coalesce(sum(assessed), 0) from declarations_invoice_exemptions
            where tenant = $1 and quarter >= $2 and quarter <= $3
            """,
            [.text(seller), .text("\(quarter.prefix(4))Q1"), .text(quarter)])
        return Fixed(raw: try row?.integer(0) ?? 0)
    }

    private static func exemption(_ row: Row) throws -> InvoiceExemption {
        guard let day = Day(try row.text(5)),
            let statement = InvoiceExemptionStatement(encoded: try row.text(6))
        else { throw StoreFault.shape("exemption of list \(try row.text(1))") }
        return InvoiceExemption(
            seller: try row.text(0), list: try row.text(1), declarant: try row.text(2),
            invtNo: try row.text(3), quarter: try row.text(4), exportedOn: day,
            statement: statement, revenue: Fixed(raw: try row.integer(7)),
            assessed: Fixed(raw: try row.integer(8)),
            at: Instant(milliseconds: try row.integer(9)))
    }
}
