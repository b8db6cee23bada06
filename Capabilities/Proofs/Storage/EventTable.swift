import Kernel
import Store

/// Sealed events, in and out of the database.
enum EventTable {
    static func insert(_ event: LegalEvent, number: Int64, in session: Session) throws {
        try session.execute(
            """
            insert into proofs_events (tenant, number, entry, at, kind, subject, fields)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .text(event.holder), .integer(number), .integer(event.entry),
                .integer(event.at.milliseconds), .text(event.kind), .text(event.subject),
                .text(event.text),
            ])
    }

    /// Everybody's, after a number, in order.
    static func after(_ number: Int64, limit: Int, in session: Session) throws
        -> [(number: Int64, event: LegalEvent)]
    {
        try session.rows(
            """
            select tenant, number, entry, at, kind, subject, fields from proofs_events
            where number > $1 order by number limit $2
            """, [.integer(number), .integer(Int64(limit))]
        ).map(read)
    }

    /// Those of a holder, the newest first, below a number.
    static func of(_ holder: String, before number: Int64, limit: Int, in session: Session) throws
        -> [(number: Int64, event: LegalEvent)]
    {
        try session.rows(
            """
            select tenant, number, entry, at, kind, subject, fields from proofs_events
            where tenant = $1 and number < $2 order by number desc limit $3
            """, [.text(holder), .integer(number), .integer(Int64(limit))]
        ).map(read)
    }

    private static func read(_ row: Row) throws -> (number: Int64, event: LegalEvent) {
        let number = try row.integer(1)
        guard let fields = LegalEvent.fields(try row.text(6)) else {
            throw StoreFault.shape("sealed event \(number)")
        }
        return (
            number,
            LegalEvent(
                holder: try row.text(0), entry: try row.integer(2),
                at: Instant(milliseconds: try row.integer(3)), kind: try row.text(4),
                subject: try row.text(5), fields: fields)
        )
    }
}
