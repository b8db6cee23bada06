import Kernel
import Store

/// Editions and opinions of them, in and out of the database. The version itself is JSON, which
/// the desk reads.
enum EditionRows {
    struct Stored: Sendable {
        var id: String
        var policy: String
        var state: PolicyEdition.State
        var authority: String
        var reason: String
        var isMajor: Bool
        var content: String
        var proposed: PolicyEdition.Hand
        var decided: PolicyEdition.Hand?
    }

    static func insert(_ edition: Stored, change: Int64, in session: Session) throws {
        try session.execute(
            """
            insert into policies_editions (id, policy, state, authority, reason, major, content,
                proposed_by, proposed_name, proposed_at, change)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(edition.id), .text(edition.policy), .text(edition.state.rawValue),
                .text(edition.authority), .text(edition.reason),
                .integer(edition.isMajor ? 1 : 0), .text(edition.content),
                .text(edition.proposed.id), .text(edition.proposed.name),
                .integer(edition.proposed.at.milliseconds), .integer(change),
            ])
    }

    /// Id of the edition by which an authority proposes the very same and that is not decided.
    static func waiting(_ edition: Stored, in session: Session) throws -> String? {
        try session.first(
            """
            select id from policies_editions
            where policy = $1 and state = 'proposed' and authority = $2 and content = $3
            """, [.text(edition.policy), .text(edition.authority), .text(edition.content)]
        ).map { try $0.text(0) }
    }

    /// Decides a proposal; false when it was decided already.
    static func decide(
        _ id: String, _ state: PolicyEdition.State, by hand: PolicyEdition.Hand, change: Int64,
        in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update policies_editions
            set state = $2, decided_by = $3, decided_name = $4, decided_at = $5, change = $6
            where id = $1 and state = 'proposed'
            """,
            [
                .text(id), .text(state.rawValue), .text(hand.id), .text(hand.name),
                .integer(hand.at.milliseconds), .integer(change),
            ]) == 1
    }

    /// The newest first, at most so many.
    static func newest(_ limit: Int, in session: Session) throws -> [Stored] {
        try session.rows(
            """
            select id, policy, state, authority, reason, major, content, proposed_by,
                proposed_name, proposed_at, decided_by, decided_name, decided_at
            from policies_editions order by proposed_at desc, id desc limit $1
            """, [.integer(limit)]
        ).map(read)
    }

    /// Every edition that was confirmed, in the order of their decisions.
    static func confirmed(in session: Session) throws -> [Stored] {
        try session.rows(
            """
            select id, policy, state, authority, reason, major, content, proposed_by,
                proposed_name, proposed_at, decided_by, decided_name, decided_at
            from policies_editions where state = 'confirmed' order by change
            """
        ).map(read)
    }

    /// An edition that was confirmed, without what it says.
    struct Decided: Sendable {
        let id: String
        let policy: String
        let at: Instant
    }

    /// Those confirmed since, the latest first, at most so many.
    static func decided(
        since: Instant, _ limit: Int, in session: Session
    ) throws -> [Decided] {
        try session.rows(
            """
            select id, policy, decided_at from policies_editions
            where state = 'confirmed' and decided_at >= $1
            order by decided_at desc, id desc limit $2
            """, [.integer(since.milliseconds), .integer(limit)]
        ).map { row in
            Decided(
                id: try row.text(0), policy: try row.text(1),
                at: Instant(milliseconds: try row.integer(2)))
        }
    }

    static func find(_ id: String, in session: Session) throws -> Stored? {
        try session.first(
            """
            select id, policy, state, authority, reason, major, content, proposed_by,
                proposed_name, proposed_at, decided_by, decided_name, decided_at
            from policies_editions where id = $1
            """, [.text(id)]
        ).map(read)
    }

    /// Authority that published a policy first; nil when no edition of it was confirmed.
    static func firstAuthority(of policy: String, in session: Session) throws -> String? {
        try session.first(
            """
            select authority from policies_editions
            where policy = $1 and state = 'confirmed' order by change limit 1
            """, [.text(policy)]
        )?.text(0)
    }

    /// Highest change among them.
    static func lastChange(in session: Session) throws -> Int64 {
        try session.first("select coalesce(max(change), 0) from policies_editions")?
            .integer(0) ?? 0
    }

    private static func read(_ row: Row) throws -> Stored {
        guard let state = PolicyEdition.State(rawValue: try row.text(2)) else {
            throw StoreFault.shape("edition \(try row.text(0))")
        }
        var stored = Stored(
            id: try row.text(0), policy: try row.text(1), state: state,
            authority: try row.text(3), reason: try row.text(4),
            isMajor: try row.integer(5) == 1, content: try row.text(6),
            proposed: PolicyEdition.Hand(
                id: try row.text(7), name: try row.text(8),
                at: Instant(milliseconds: try row.integer(9))))
        if let by = try row.optionalText(10), let name = try row.optionalText(11),
            let at = try row.optionalInteger(12)
        {
            stored.decided = PolicyEdition.Hand(id: by, name: name, at: Instant(milliseconds: at))
        }
        return stored
    }

    // MARK: Opinions

    static func put(
        _ opinion: ReviewOpinion, on edition: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into policies_opinions (edition, authority, agrees, words, officer, given_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (edition, authority) do update
            set agrees = excluded.agrees, words = excluded.words, officer = excluded.officer,
                given_at = excluded.given_at
            """,
            [
                .text(edition), .text(opinion.authority), .integer(opinion.agrees ? 1 : 0),
                .text(opinion.text), .text(opinion.officer), .integer(opinion.at.milliseconds),
            ])
    }

    static func opinions(on edition: String, in session: Session) throws -> [ReviewOpinion] {
        try session.rows(
            """
            select authority, agrees, words, officer, given_at from policies_opinions
            where edition = $1 order by given_at, authority
            """, [.text(edition)]
        ).map { row in
            ReviewOpinion(
                authority: try row.text(0), agrees: try row.integer(1) == 1,
                text: try row.text(2), officer: try row.text(3),
                at: Instant(milliseconds: try row.integer(4)))
        }
    }
}
