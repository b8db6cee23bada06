import Kernel
import Store

/// Editions of the policy, in and out of the database.
enum PolicyRows {
    static func insert(_ edition: PolicyEdition, change: Int64, in session: Session) throws {
        guard let hand = edition.proposed else { return }
        try session.execute(
            """
            insert into inspections_policies (id, state, from_day, reason, document, article,
                proposed_by, proposed_name, proposed_at, change, base)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(edition.id), .text(edition.state.rawValue), .text(edition.from.text),
                .text(edition.reason), .text(edition.citation.document),
                .text(edition.citation.article), .text(hand.id), .text(hand.name),
                .integer(hand.at.milliseconds), .integer(change), .text(edition.base),
            ])
        for (place, row) in edition.rows.enumerated() {
            try session.execute(
                """
                insert into inspections_policy_rows (policy, place, factor, direction, key, value,
                    from_day, to_day, document, article)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                [
                    .text(edition.id), .integer(place), .text(row.factor.rawValue),
                    .text(row.direction.rawValue), .text(row.key), .integer(row.value),
                    .text(row.from.text), row.to.map { .text($0.text) } ?? .null,
                    .text(row.citation.document), .text(row.citation.article),
                ])
        }
    }

    /// Decides a proposal; false when it was decided already.
    static func decide(
        _ id: String, _ state: PolicyEdition.State, by hand: PolicyEdition.Hand, change: Int64,
        in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update inspections_policies
            set state = $2, decided_by = $3, decided_name = $4, decided_at = $5, change = $6
            where id = $1 and state = 'proposed'
            """,
            [
                .text(id), .text(state.rawValue), .text(hand.id), .text(hand.name),
                .integer(hand.at.milliseconds), .integer(change),
            ]) == 1
    }

    /// The newest first, at most so many; `confirmed` holds without a limit what is in force.
    static func newest(_ limit: Int, in session: Session) throws -> [PolicyEdition] {
        try session.rows(
            """
            select id, state, from_day, reason, document, article, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at, base
            from inspections_policies order by proposed_at desc, id desc limit $1
            """, [.integer(limit)]
        ).map { try edition($0, in: session) }
    }

    /// Every edition that was confirmed: any of them may be in force on some day.
    static func confirmed(in session: Session) throws -> [PolicyEdition] {
        try session.rows(
            """
            select id, state, from_day, reason, document, article, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at, base
            from inspections_policies where state = 'confirmed' order by from_day, id
            """
        ).map { try edition($0, in: session) }
    }

    static func find(_ id: String, in session: Session) throws -> PolicyEdition? {
        try session.first(
            """
            select id, state, from_day, reason, document, article, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at, base
            from inspections_policies where id = $1
            """, [.text(id)]
        ).map { try edition($0, in: session) }
    }

    /// Highest change among them.
    static func lastChange(in session: Session) throws -> Int64 {
        try session.first("select coalesce(max(change), 0) from inspections_policies")?
            .integer(0) ?? 0
    }

    private static func edition(_ row: Row, in session: Session) throws -> PolicyEdition {
        let id = try row.text(0)
        guard let state = PolicyEdition.State(rawValue: try row.text(1)),
            let from = Day(try row.text(2))
        else { throw StoreFault.shape("policy \(id)") }
        var edition = PolicyEdition(
            id: id, state: state, from: from, reason: try row.text(3),
            citation: Citation(document: try row.text(4), article: try row.text(5)),
            proposed: PolicyEdition.Hand(
                id: try row.text(6), name: try row.text(7),
                at: Instant(milliseconds: try row.integer(8))), rows: [],
            base: try row.text(12))
        if let by = try row.optionalText(9), let name = try row.optionalText(10),
            let at = try row.optionalInteger(11)
        {
            edition.decided = PolicyEdition.Hand(
                id: by, name: name, at: Instant(milliseconds: at))
        }
        edition.rows = try session.rows(
            """
            select factor, direction, key, value, from_day, to_day, document, article
            from inspections_policy_rows where policy = $1 order by place
            """, [.text(id)]
        ).map(rateRow)
        return edition
    }

    private static func rateRow(_ row: Row) throws -> RateRow {
        guard let factor = RateFactor(rawValue: try row.text(0)),
            let direction = RateRow.Direction(rawValue: try row.text(1)),
            let from = Day(try row.text(4))
        else { throw StoreFault.shape("row of a policy") }
        return RateRow(
            factor: factor, direction: direction, key: try row.text(2),
            value: Int(try row.integer(3)), from: from,
            to: try row.optionalText(5).flatMap { Day($0) },
            citation: Citation(document: try row.text(6), article: try row.text(7)))
    }
}
