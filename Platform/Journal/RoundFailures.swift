public import Kernel
public import Store

/// What a round could not do: shown to operators, tried again after a pause that grows to a day.
public enum RoundFailures {
    /// One row that could not be done.
    public struct Failure: Sendable, Hashable {
        /// Name of the round.
        public let round: String
        public let row: DueRow
        /// Moment of the first failure.
        public let since: Instant
        /// When it is tried again.
        public let nextAt: Instant
        public let attempts: Int64
        /// Kind of the error; nothing of the content.
        public let trouble: String
    }

    private static let firstPause: Int64 = 60_000
    private static let mostPause: Int64 = 86_400_000

    static func note(
        _ row: DueRow, of round: String, trouble: String, at now: Instant, in session: Session
    ) throws {
        let attempts =
            try session.first(
                """
                select attempts from journal_round_failures
                where tenant = $1 and round = $2 and subject = $3
                """, [.text(row.tenant), .text(round), .text(row.subject)]
            )?.integer(0) ?? 0
        let pause = min(firstPause << min(attempts, 16), mostPause)
        try session.execute(
            """
            insert into journal_round_failures
            (tenant, round, subject, since, next_at, attempts, trouble)
            values ($1, $2, $3, $4, $5, 1, $6)
            on conflict (tenant, round, subject) do update set next_at = excluded.next_at,
            attempts = journal_round_failures.attempts + 1, trouble = excluded.trouble
            """,
            [
                .text(row.tenant), .text(round), .text(row.subject), .integer(now.milliseconds),
                .integer(now.milliseconds + pause), .text(trouble),
            ])
    }

    /// Whether anything could not be done.
    public static func hasAny(in session: Session) throws -> Bool {
        try session.first("select 1 from journal_round_failures limit 1") != nil
    }

    static func forget(_ row: DueRow, of round: String, in session: Session) throws {
        try session.execute(
            """
            delete from journal_round_failures
            where tenant = $1 and round = $2 and subject = $3
            """, [.text(row.tenant), .text(round), .text(row.subject)])
    }

    /// Those whose pause is not over.
    static func waiting(
        of round: String, at now: Instant, in session: Session
    ) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, subject from journal_round_failures
            where round = $1 and next_at > $2
            """, [.text(round), .integer(now.milliseconds)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    /// Those whose pause is over.
    static func overdue(
        of round: String, at now: Instant, in session: Session
    ) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, subject from journal_round_failures
            where round = $1 and next_at <= $2
            """, [.text(round), .integer(now.milliseconds)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    /// Drops what was mended elsewhere and is not due any more; what has failed again meanwhile
    /// stays.
    static func drop(
        _ rows: [DueRow], of round: String, at now: Instant, in session: Session
    ) throws {
        for row in rows {
            try session.execute(
                """
                delete from journal_round_failures
                where tenant = $1 and round = $2 and subject = $3 and next_at <= $4
                """,
                [
                    .text(row.tenant), .text(round), .text(row.subject),
                    .integer(now.milliseconds),
                ])
        }
    }

    /// All there are, of every round and enterprise, longest first: for operators.
    public static func all(limit: Int, in session: Session) throws -> [Failure] {
        try session.rows(
            """
            select round, tenant, subject, since, next_at, attempts, trouble
            from journal_round_failures order by since, round, tenant, subject limit $1
            """, [.integer(Int64(limit))]
        ).map {
            Failure(
                round: try $0.text(0),
                row: DueRow(tenant: try $0.text(1), subject: try $0.text(2)),
                since: Instant(milliseconds: try $0.integer(3)),
                nextAt: Instant(milliseconds: try $0.integer(4)), attempts: try $0.integer(5),
                trouble: try $0.text(6))
        }
    }

    /// Lets all of them be tried in the next round: the cause may have been mended.
    public static func hurry(in session: Session) throws {
        try session.execute("update journal_round_failures set next_at = 0 where next_at > 0")
    }
}
