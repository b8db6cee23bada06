import Kernel
import Secrets
import Store

/// Problems and what was said about them, in and out of the database.
enum ProblemRows {
    static func insert(_ one: Problem, in session: Session) throws {
        try session.execute(
            """
            insert into problems_cases (tenant, number, kind, topic, body, authority, state, title,
                affected, sender, about, round, raised_at, clock_at, due, cause, used_days,
                outcome, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', 0, '', 1)
            """,
            [
                .text(one.tenant), .text(one.number), .text(one.kind.rawValue), .text(one.topic),
                .text(one.body), .text(one.authority), .text(one.state.rawValue),
                try session.encrypted(one.title, in: .title(one.number, of: one.tenant)),
                .integer(one.affected), .text(one.sender.rawValue), .text(one.about),
                .integer(one.round), .integer(one.raisedAt.milliseconds),
                .integer(one.clockAt.milliseconds), .text(one.due.text),
            ])
    }

    /// Keeps what has changed; false when somebody else was first.
    static func update(_ one: Problem, in session: Session) throws -> Bool {
        try session.execute(
            """
            update problems_cases set body = $4, authority = $5, state = $6, round = $7,
                clock_at = $8, due = $9, escalated_at = $10, answered_at = $11, lapses = $12,
                cause = $13, used_days = $14, closed_at = $15, outcome = $16,
                version = version + 1
            where tenant = $1 and number = $2 and version = $3
            """,
            [
                .text(one.tenant), .text(one.number), .integer(one.version), .text(one.body),
                .text(one.authority), .text(one.state.rawValue), .integer(one.round),
                .integer(one.clockAt.milliseconds), .text(one.due.text),
                .optional(one.escalatedAt?.milliseconds), .optional(one.answeredAt?.milliseconds),
                .optional(one.lapses?.text), .text(one.cause), .integer(one.usedDays),
                .optional(one.closedAt?.milliseconds), .text(one.outcome.rawValue),
            ]) == 1
    }

    static func find(_ number: String, in session: Session) throws -> Problem? {
        try session.first(
            """
            select tenant, number, kind, topic, body, authority, state, title, affected, sender,
                about, round, raised_at, clock_at, due, escalated_at, answered_at, lapses, cause,
                used_days, closed_at, outcome, version
            from problems_cases where number = $1
            """, [.text(number)]
        ).map(read)
    }

    /// Whose problems are meant.
    enum Whose {
        case firm(String)
        /// Those of an authority; the leading one also sees what was escalated, but complaints.
        case authority(String, leads: Bool)
    }

    /// The latest of somebody, or those before one of them.
    static func latest(
        _ whose: Whose, _ state: Problem.State?, after last: Problem?, limit: Int,
        in session: Session
    ) throws -> [Problem] {
        var statement = Statement(
            """
            select tenant, number, kind, topic, body, authority, state, title, affected, sender,
                about, round, raised_at, clock_at, due, escalated_at, answered_at, lapses, cause,
                used_days, closed_at, outcome, version
            from problems_cases
            """)
        switch whose {
        case .firm(let tenant): statement.append("where tenant = ?", [.text(tenant)])
        case .authority(let authority, let leads):
            statement.append(
                leads
                    ? """
                    where (authority = ? or escalated_at is not null and kind <> 'complaint')
                    """ : "where authority = ?", [.text(authority)])
        }
        if let state { statement.append("and state = ?", [.text(state.rawValue)]) }
        if let last {
            let at = Value.integer(last.raisedAt.milliseconds)
            statement.append(
                "and (raised_at < ? or raised_at = ? and number < ?)",
                [at, at, .text(last.number)])
        }
        statement.append("order by raised_at desc, number desc limit ?", [.integer(limit)])
        return try session.rows(statement).map(read)
    }

    /// Those of an authority: open before answered before closed, the soonest due first. The
    /// leading one sees what of others is late and was escalated, too.
    static func queue(
        of authority: String, leads: Bool, on today: Day, after place: ProblemDesk.Place?,
        limit: Int, in session: Session
    ) throws -> [(problem: Problem, place: ProblemDesk.Place)] {
        var statement = Statement(
            """
            select tenant, number, kind, topic, body, authority, state, title, affected, sender,
                about, round, raised_at, clock_at, due, escalated_at, answered_at, lapses, cause,
                used_days, closed_at, outcome, version, rank
            from (select p.*,
                    case state when 'open' then 0 when 'answered' then 1 else 2 end as rank
                from problems_cases p
            """)
        statement.append("where (authority = ?", [.text(authority)])
        if leads {
            statement.append(
                """
                or state = 'open' and due < ? and escalated_at is not null
                    and kind <> 'complaint'
                """, [.text(today.text)])
        }
        statement.append(")) as q where 1 = 1")
        if let place {
            statement.append(
                "and (rank > ? or rank = ? and (due > ? or due = ? and number > ?))",
                [
                    .integer(place.rank), .integer(place.rank), .text(place.due),
                    .text(place.due), .text(place.number),
                ])
        }
        statement.append("order by rank, due, number limit ?", [.integer(limit)])
        return try session.rows(statement).map { row in
            let problem = try read(row)
            return (
                problem: problem,
                place: ProblemDesk.Place(
                    rank: try row.integer(23), due: problem.due.text, number: problem.number)
            )
        }
    }

    /// Open ones of everybody whose last day is before a day and that were not escalated yet.
    static func late(before day: Day, limit: Int, in session: Session) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, number from problems_cases
            where state = 'open' and escalated_at is null and due < $1
            order by due, number limit $2
            """, [.text(day.text), .integer(limit)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    /// Answered ones whose time to be confirmed is over.
    static func lapsing(before day: Day, limit: Int, in session: Session) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, number from problems_cases
            where state = 'answered' and lapses < $1 order by lapses, number limit $2
            """, [.text(day.text), .integer(limit)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    private static func read(_ row: Row) throws -> Problem {
        let (tenant, number) = (try row.text(0), try row.text(1))
        guard let kind = Topic.Kind(rawValue: try row.text(2)),
            let state = Problem.State(rawValue: try row.text(6)),
            let sender = Problem.Sender(rawValue: try row.text(9)),
            let due = Day(try row.text(14)),
            let outcome = Problem.Outcome(rawValue: try row.text(21))
        else { throw StoreFault.shape("problem \(number)") }
        func moment(_ column: Int) throws -> Instant? {
            try row.optionalInteger(column).map { Instant(milliseconds: $0) }
        }
        return Problem(
            tenant: tenant, number: number, kind: kind, topic: try row.text(3),
            body: try row.text(4), authority: try row.text(5), state: state,
            title: try row.decryptedText(7, in: .title(number, of: tenant)),
            affected: Int(try row.integer(8)), sender: sender, about: try row.text(10),
            round: Int(try row.integer(11)),
            raisedAt: Instant(milliseconds: try row.integer(12)),
            clockAt: Instant(milliseconds: try row.integer(13)), due: due,
            escalatedAt: try moment(15), answeredAt: try moment(16),
            lapses: try row.optionalText(17).flatMap { Day($0) }, cause: try row.text(18),
            usedDays: Int(try row.integer(19)), closedAt: try moment(20), outcome: outcome,
            version: try row.integer(22))
    }

    // MARK: Words

    static func say(_ word: ProblemWord, on one: Problem, in session: Session) throws {
        let place =
            try session.first(
                """
                select coalesce(max(place), 0) from problems_words
                where tenant = $1 and number = $2
                """, [.text(one.tenant), .text(one.number)])?.integer(0) ?? 0
        try session.execute(
            """
            insert into problems_words (tenant, number, place, kind, words, actor, said_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .text(one.tenant), .text(one.number), .integer(place + 1),
                .text(word.kind.rawValue),
                try session.encrypted(
                    word.words, in: .word(one.number, place + 1, of: one.tenant)),
                .text(word.actor), .integer(word.at.milliseconds),
            ])
    }

    static func words(on one: Problem, in session: Session) throws -> [ProblemWord] {
        try session.rows(
            """
            select place, kind, words, actor, said_at from problems_words
            where tenant = $1 and number = $2 order by place
            """, [.text(one.tenant), .text(one.number)]
        ).map { row in
            guard let kind = ProblemWord.Kind(rawValue: try row.text(1)) else {
                throw StoreFault.shape("words of \(one.number)")
            }
            return ProblemWord(
                kind: kind,
                words: try row.decryptedText(
                    2, in: .word(one.number, try row.integer(0), of: one.tenant)),
                actor: try row.text(3), at: Instant(milliseconds: try row.integer(4)))
        }
    }
}
