import Kernel
import Store

/// Past import lines, in and out of the database.
enum PastLineRows {
    /// Where a line comes from.
    enum Source: String {
        /// A file the firm sent.
        case file
        /// A declaration settled in this system.
        case entry
    }

    /// Keeps a line; one of the same number takes the place of what was kept before.
    static func put(
        _ line: PastLine, of tenant: String, _ source: Source, at now: Instant, by actor: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into tariff_past_lines (tenant, entry, line, source, declared_on, paid_on, code,
                name, origin, value_yuan, quantities, claim, duty_yuan, kept_at, kept_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (tenant, entry, line) do update set source = excluded.source,
                declared_on = excluded.declared_on, paid_on = excluded.paid_on,
                code = excluded.code, name = excluded.name, origin = excluded.origin,
                value_yuan = excluded.value_yuan, quantities = excluded.quantities,
                claim = excluded.claim, duty_yuan = excluded.duty_yuan,
                kept_at = excluded.kept_at, kept_by = excluded.kept_by
            """,
            [
                .text(tenant), .text(line.entry), .integer(line.line), .text(source.rawValue),
                .text(line.declaredOn.text), .text(line.paidOn.text), .text(line.code),
                .text(line.name), .text(line.origin), .text(line.value.text),
                .text(line.quantityText), .text(line.claim),
                line.duty.map { .text($0.text) } ?? .null, .integer(now.milliseconds),
                .text(actor),
            ])
    }

    static func count(of tenant: String, in session: Session) throws -> Int64 {
        try session.first(
            "select count(*) from tariff_past_lines where tenant = $1", [.text(tenant)])?
            .integer(0) ?? 0
    }

    /// Lines declared in a time, the latest first.
    static func lines(
        of tenant: String, from: Day, to: Day, limit: Int, in session: Session
    ) throws -> [PastLine] {
        try session.rows(
            """
            select entry, line, declared_on, paid_on, code, name, origin, value_yuan, quantities,
                claim, duty_yuan
            from tariff_past_lines
            where tenant = $1 and declared_on >= $2 and declared_on <= $3
            order by declared_on desc, entry, line limit $4
            """, [.text(tenant), .text(from.text), .text(to.text), .integer(limit)]
        ).map(line)
    }

    /// Who has lines, after a tenant, in order.
    static func tenants(after tenant: String, limit: Int, in session: Session) throws -> [String] {
        try session.rows(
            """
            select distinct tenant from tariff_past_lines where tenant > $1 order by tenant limit $2
            """, [.text(tenant), .integer(limit)]
        ).map { try $0.text(0) }
    }

    private static func line(_ row: Row) throws -> PastLine {
        let entry = try row.text(0)
        guard let declared = Day(try row.text(2)), let paid = Day(try row.text(3)),
            let value = try? Fixed(try row.text(7)),
            let quantities = try? TariffQuery.quantities(try row.text(8), "quantity")
        else { throw StoreFault.shape("past line of \(entry)") }
        return PastLine(
            entry: entry, line: Int(try row.integer(1)), declaredOn: declared, paidOn: paid,
            code: try row.text(4), name: try row.text(5), origin: try row.text(6), value: value,
            quantities: quantities, claim: try row.text(9),
            duty: try row.optionalText(10).flatMap { try? Fixed($0) })
    }
}
