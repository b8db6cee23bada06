import Kernel
import Store

/// Offers and what is taken of them, in and out of the database.
enum OfferRows {
    static func insert(
        _ offer: Offer, by actor: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into procedures_offers (id, service, title_zh, title_en, note, opens, closes,
                day, hours, capacity, taken, is_closed, made_at, made_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, $12)
            """,
            [
                .text(offer.id), .text(offer.service), .text(offer.title.zh),
                .text(offer.title.en), .text(offer.note), .text(offer.opens.text),
                .text(offer.closes.text), .optional(offer.day?.text), .text(offer.hours),
                .optional(offer.capacity?.raw), .integer(now.milliseconds), .text(actor),
            ])
    }

    /// Nothing new is taken of it; what was taken stays.
    static func close(_ id: String, in session: Session) throws -> Bool {
        try session.execute(
            "update procedures_offers set is_closed = 1 where id = $1", [.text(id)]) == 1
    }

    /// Offers of a service, the soonest first; those past are left out unless asked for.
    static func all(
        of service: String, since: Day?, in session: Session
    ) throws -> [Offer] {
        try session.rows(
            """
            select id, service, title_zh, title_en, note, opens, closes, day, hours, capacity,
                taken, is_closed
            from procedures_offers where service = $1 and closes >= $2
            order by coalesce(day, closes), closes, id limit 500
            """, [.text(service), .text(since?.text ?? "")]
        ).map(offer)
    }

    static func find(_ id: String, in session: Session) throws -> Offer? {
        try session.first(
            """
            select id, service, title_zh, title_en, note, opens, closes, day, hours, capacity,
                taken, is_closed
            from procedures_offers where id = $1
            """, [.text(id)]
        ).map(offer)
    }

    /// Writes down what an application has taken; whether there is so much, its account says.
    static func take(
        _ amount: Fixed, of id: String, for file: Case, by transfer: String, in session: Session
    ) throws {
        try session.execute(
            "update procedures_offers set taken = taken + $2 where id = $1",
            [.text(id), .integer(amount.raw)])
        try session.execute(
            """
            insert into procedures_takings (tenant, number, offer, amount, transfer)
            values ($1, $2, $3, $4, $5)
            """,
            [
                .text(file.tenant), .text(file.number), .text(id), .integer(amount.raw),
                .text(transfer),
            ])
    }

    /// Gives back what an application has taken.
    ///
    /// - Returns: the transfer that has taken it; nil when it had taken nothing.
    static func release(_ file: Case, in session: Session) throws -> String? {
        let row = try session.first(
            """
            delete from procedures_takings where tenant = $1 and number = $2
            returning offer, amount, transfer
            """, [.text(file.tenant), .text(file.number)])
        guard let row else { return nil }
        try session.execute(
            "update procedures_offers set taken = taken - $2 where id = $1",
            [.text(try row.text(0)), .integer(try row.integer(1))])
        return try row.text(2)
    }

    private static func offer(_ row: Row) throws -> Offer {
        let id = try row.text(0)
        guard let opens = Day(try row.text(5)), let closes = Day(try row.text(6)) else {
            throw StoreFault.shape("offer \(id)")
        }
        return Offer(
            id: id, service: try row.text(1),
            title: Localized(zh: try row.text(2), en: try row.text(3)), note: try row.text(4),
            opens: opens, closes: closes, day: try row.optionalText(7).flatMap { Day($0) },
            hours: try row.text(8),
            capacity: try row.optionalInteger(9).map { Fixed(raw: $0) },
            taken: Fixed(raw: try row.integer(10)), isClosed: try row.integer(11) == 1)
    }
}
