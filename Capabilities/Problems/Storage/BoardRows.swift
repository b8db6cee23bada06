import Kernel
import Store

/// Figures of the board: nothing of single enterprises.
enum BoardRows {
    /// Problems of a body in a state.
    struct Line: Sendable, Hashable {
        let body: String
        let state: Problem.State
        let isOverdue: Bool
        let count: Int64
    }

    /// Answered problems of a cause.
    struct Cause: Sendable, Hashable {
        let topic: String
        let cause: String
        let count: Int64
        /// Working days to the answer, all together.
        let days: Int64
        let reopened: Int64
    }

    static func lines(on day: Day, in session: Session) throws -> [Line] {
        try session.rows(
            """
            select body, state,
                cast(case when state = 'open' and due < $1 then 1 else 0 end as bigint), count(*)
            from problems_cases where kind <> 'complaint' group by 1, 2, 3 order by 1, 2, 3
            """, [.text(day.text)]
        ).map { row in
            guard let state = Problem.State(rawValue: try row.text(1)) else {
                throw StoreFault.shape("board")
            }
            return Line(
                body: try row.text(0), state: state, isOverdue: try row.integer(2) == 1,
                count: try row.integer(3))
        }
    }

    /// Of those raised since a moment.
    static func causes(since moment: Instant, in session: Session) throws -> [Cause] {
        try session.rows(
            """
            select topic, cause, count(*), cast(sum(used_days) as bigint),
                cast(sum(case when round > 1 then 1 else 0 end) as bigint)
            from problems_cases
            where state <> 'open' and kind <> 'complaint' and raised_at >= $1
            group by topic, cause order by 3 desc, topic, cause
            """, [.integer(moment.milliseconds)]
        ).map { row in
            Cause(
                topic: try row.text(0), cause: try row.text(1), count: try row.integer(2),
                days: try row.integer(3), reopened: try row.integer(4))
        }
    }

    /// How many belong to something, and how many of those are closed.
    static func counts(
        about: String, in session: Session
    ) throws -> (all: Int64, closed: Int64) {
        let row = try session.first(
            """
            select count(*), coalesce(cast(
                sum(case when state = 'closed' then 1 else 0 end) as bigint), 0)
            from problems_cases where about = $1
            """, [.text(about)])
        return (try row?.integer(0) ?? 0, try row?.integer(1) ?? 0)
    }
}
