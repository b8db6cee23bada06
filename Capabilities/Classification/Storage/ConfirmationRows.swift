import Kernel
import Store

/// Confirmations, in and out of the database.
enum ConfirmationRows {
    /// What tells that something was added or ended since.
    struct Mark: Sendable, Hashable {
        let last: Int64
        let count: Int64
    }

    static func mark(of tenant: String, in session: Session) throws -> Mark {
        let row = try session.first(
            """
            select coalesce(max(number), 0), count(*) from classification_confirmations
            where tenant = $1 and ended_at is null
            """, [.text(tenant)])
        return Mark(last: try row?.integer(0) ?? 0, count: try row?.integer(1) ?? 0)
    }

    /// Those in force, the latest first, below a number.
    static func current(
        of tenant: String, before number: Int64, limit: Int, in session: Session
    ) throws -> [Confirmation] {
        try session.rows(
            """
            select id, number, text, code, basis, reference, day, confirmed_at, actor_name
            from classification_confirmations
            where tenant = $1 and ended_at is null and number < $2
            order by number desc limit $3
            """, [.text(tenant), .integer(number), .integer(limit)]
        ).map(confirmation)
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Confirmation? {
        try session.first(
            """
            select id, number, text, code, basis, reference, day, confirmed_at, actor_name
            from classification_confirmations
            where tenant = $1 and id = $2 and ended_at is null
            """, [.text(tenant), .text(id)]
        ).map(confirmation)
    }

    /// The one in force for the same words.
    static func find(key: String, of tenant: String, in session: Session) throws -> Confirmation? {
        try session.first(
            """
            select id, number, text, code, basis, reference, day, confirmed_at, actor_name
            from classification_confirmations
            where tenant = $1 and text_key = $2 and ended_at is null order by number desc limit 1
            """, [.text(tenant), .text(key)]
        ).map(confirmation)
    }

    static func insert(
        _ confirmation: Confirmation, key: String, of tenant: String, by actor: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into classification_confirmations (tenant, id, number, text, text_key, code,
                basis, reference, day, confirmed_at, actor, actor_name)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .text(tenant), .text(confirmation.id), .integer(confirmation.number),
                .text(confirmation.text), .text(key), .text(confirmation.code),
                .text(confirmation.basis.rawValue), .text(confirmation.reference),
                .text(confirmation.day.text), .integer(confirmation.confirmedAt.milliseconds),
                .text(actor), .text(confirmation.actorName),
            ])
    }

    /// Ends one that is in force; false when it is not.
    static func end(
        _ id: String, of tenant: String, at: Instant, by actor: String, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update classification_confirmations set ended_at = $3, ended_by = $4
            where tenant = $1 and id = $2 and ended_at is null
            """, [.text(tenant), .text(id), .integer(at.milliseconds), .text(actor)]) == 1
    }

    private static func confirmation(_ row: Row) throws -> Confirmation {
        guard let basis = Confirmation.Basis(rawValue: try row.text(4)),
            let day = Day(try row.text(6))
        else { throw StoreFault.shape("confirmation \(try row.text(0))") }
        return Confirmation(
            id: try row.text(0), number: try row.integer(1), text: try row.text(2),
            code: try row.text(3), basis: basis, reference: try row.text(5), day: day,
            confirmedAt: Instant(milliseconds: try row.integer(7)), actorName: try row.text(8))
    }
}
