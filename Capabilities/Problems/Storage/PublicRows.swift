import Kernel
import Store

/// What authorities publish: measures abroad, meetings, reports on tasks.
enum PublicRows {
    static func insert(
        _ one: Measure, by officer: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into problems_measures (id, market, goods, title_zh, title_en, summary_zh,
                summary_en, notified, comments_until, effective, source, entered_by, entered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                .text(one.id), .text(one.market), .text(one.goods.joined(separator: " ")),
                .text(one.title.zh), .text(one.title.en), .text(one.summary.zh),
                .text(one.summary.en), .text(one.notified.text), .text(one.commentsUntil.text),
                .text(one.effective.text), .text(one.source), .text(officer),
                .integer(now.milliseconds),
            ])
    }

    static func measures(limit: Int, in session: Session) throws -> [Measure] {
        try session.rows(
            """
            select id, market, goods, title_zh, title_en, summary_zh, summary_en, notified,
                comments_until, effective, source
            from problems_measures order by notified desc, id limit $1
            """, [.integer(limit)]
        ).map(measure)
    }

    static func measure(_ id: String, in session: Session) throws -> Measure? {
        try session.first(
            """
            select id, market, goods, title_zh, title_en, summary_zh, summary_en, notified,
                comments_until, effective, source
            from problems_measures where id = $1
            """, [.text(id)]
        ).map(measure)
    }

    private static func measure(_ row: Row) throws -> Measure {
        guard let notified = Day(try row.text(7)), let until = Day(try row.text(8)),
            let effective = Day(try row.text(9))
        else { throw StoreFault.shape("measure \(try row.text(0))") }
        return Measure(
            id: try row.text(0), market: try row.text(1),
            goods: try row.text(2).split(separator: " ").map { String($0) },
            title: Localized(zh: try row.text(3), en: try row.text(4)),
            summary: Localized(zh: try row.text(5), en: try row.text(6)), notified: notified,
            commentsUntil: until, effective: effective, source: try row.text(10))
    }

    static func insert(
        _ one: Meeting, by officer: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into problems_meetings (id, body, day, title, parties, notes, entered_by,
                entered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .text(one.id), .text(one.body), .text(one.day.text), .text(one.title),
                .text(one.parties), .text(one.notes), .text(officer),
                .integer(now.milliseconds),
            ])
    }

    static func meetings(limit: Int, in session: Session) throws -> [Meeting] {
        try session.rows(
            """
            select id, body, day, title, parties, notes from problems_meetings
            order by day desc, id limit $1
            """, [.integer(limit)]
        ).map { row in
            guard let day = Day(try row.text(2)) else { throw StoreFault.shape("meeting") }
            return Meeting(
                id: try row.text(0), body: try row.text(1), day: day, title: try row.text(3),
                parties: try row.text(4), notes: try row.text(5))
        }
    }

    /// A later report on the same quarter takes the place of the earlier.
    static func put(_ one: Report, in session: Session) throws {
        try session.execute(
            """
            insert into problems_reports (policy, article, quarter, body, state, words, example,
                reporter, reported_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (policy, article, quarter, body) do update
            set state = excluded.state, words = excluded.words, example = excluded.example,
                reporter = excluded.reporter, reported_at = excluded.reported_at
            """,
            [
                .text(one.policy), .text(one.article), .text(one.quarter), .text(one.body),
                .text(one.state.rawValue), .text(one.words), .text(one.example),
                .text(one.reporter), .integer(one.at.milliseconds),
            ])
    }

    /// The newest quarter first.
    static func reports(limit: Int, in session: Session) throws -> [Report] {
        try session.rows(
            """
            select policy, article, quarter, body, state, words, example, reporter, reported_at
            from problems_reports order by quarter desc, policy, article, body limit $1
            """, [.integer(limit)]
        ).map { row in
            guard let state = Report.State(rawValue: try row.text(4)) else {
                throw StoreFault.shape("report")
            }
            return Report(
                policy: try row.text(0), article: try row.text(1), quarter: try row.text(2),
                body: try row.text(3), state: state, words: try row.text(5),
                example: try row.text(6), reporter: try row.text(7),
                at: Instant(milliseconds: try row.integer(8)))
        }
    }
}
