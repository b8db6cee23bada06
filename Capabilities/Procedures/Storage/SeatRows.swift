import Kernel
import Store

/// Seats at desks, in and out of the database.
enum SeatRows {
    static func put(_ seat: Seat, by actor: String, at now: Instant, in session: Session) throws {
        try session.execute(
            """
            insert into procedures_seats
                (body, officer, name, valid_from, valid_to, instead_of, given_at, given_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (body, officer, valid_from) do update set name = excluded.name,
                valid_to = excluded.valid_to, instead_of = excluded.instead_of,
                given_at = excluded.given_at, given_by = excluded.given_by
            """,
            [
                .text(seat.body), .text(seat.officer), .text(seat.name), .text(seat.from.text),
                .optional(seat.to?.text), .text(seat.insteadOf), .integer(now.milliseconds),
                .text(actor),
            ])
    }

    static func all(in session: Session) throws -> [Seat] {
        try session.rows(
            """
            select body, officer, name, valid_from, valid_to, instead_of
            from procedures_seats order by body, name, valid_from limit 1000
            """
        ).map(seat)
    }

    static func of(_ officer: String, in session: Session) throws -> [Seat] {
        try session.rows(
            """
            select body, officer, name, valid_from, valid_to, instead_of
            from procedures_seats where officer = $1 order by body, valid_from
            """, [.text(officer)]
        ).map(seat)
    }

    private static func seat(_ row: Row) throws -> Seat {
        guard let from = Day(try row.text(3)) else {
            throw StoreFault.shape("seat of \(try row.text(1))")
        }
        return Seat(
            body: try row.text(0), officer: try row.text(1), name: try row.text(2), from: from,
            to: try row.optionalText(4).flatMap { Day($0) }, insteadOf: try row.text(5))
    }
}
