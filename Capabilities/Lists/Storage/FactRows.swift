import Kernel
import Store

/// Figures of firms, in and out of the database.
enum FactRows {
    /// A figure from a day on.
    struct Fact: Sendable, Hashable {
        let tenant: String
        let fact: String
        let from: Day
        let to: Day?
        let value: Int64
        let document: String

        func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
    }

    static func put(
        _ fact: Fact, by actor: String, at now: Instant, change: Int64, in session: Session
    ) throws {
        try session.execute(
            """
            insert into lists_facts (tenant, fact, from_day, to_day, value, document, entered_by,
                entered_at, change)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant, fact, from_day) do update set to_day = excluded.to_day,
                value = excluded.value, document = excluded.document,
                entered_by = excluded.entered_by, entered_at = excluded.entered_at,
                change = excluded.change
            """,
            [
                .text(fact.tenant), .text(fact.fact), .text(fact.from.text),
                .optional(fact.to?.text), .integer(fact.value), .text(fact.document),
                .text(actor), .integer(now.milliseconds), .integer(change),
            ])
    }

    static func after(_ change: Int64, in session: Session) throws -> [(Int64, Fact)] {
        try session.rows(
            """
            select tenant, fact, from_day, to_day, value, document, change
            from lists_facts where change > $1 order by change
            """, [.integer(change)]
        ).map { row in
            guard let from = Day(try row.text(2)) else { throw StoreFault.shape("fact") }
            return (
                try row.integer(6),
                Fact(
                    tenant: try row.text(0), fact: try row.text(1), from: from,
                    to: try row.optionalText(3).flatMap { Day($0) }, value: try row.integer(4),
                    document: try row.text(5))
            )
        }
    }
}
