import Kernel
import Store

/// Cases the rate was computed for.
enum CaseRows {
    /// A case as it was judged.
    struct Case: Sendable, Hashable {
        var facts: RateFacts
        var standing: RateStanding
        var day: Day
        /// 0 to 9 999.
        var draw: Int
        /// Ten-thousandths.
        var share: Int
        /// `release`, `review` or `inspection`.
        var verdict: String
    }

    /// Keeps a case; one that is judged again takes the place of the earlier one.
    static func put(_ one: Case, in session: Session) throws {
        let facts = one.facts
        try session.execute(
            """
            insert into inspections_cases (tenant, kind, subject, day, district, firm, agent,
                direction, mode, goods, countries, standing, level, draw, share, verdict,
                inspected, result)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, '')
            on conflict (tenant, kind, subject) do update set day = excluded.day,
                district = excluded.district, firm = excluded.firm, agent = excluded.agent,
                direction = excluded.direction, mode = excluded.mode, goods = excluded.goods,
                countries = excluded.countries, standing = excluded.standing,
                level = excluded.level, draw = excluded.draw, share = excluded.share,
                verdict = excluded.verdict
            """,
            [
                .text(facts.tenant), .text(facts.kind), .text(facts.subject), .text(one.day.text),
                .text(facts.district), .text(facts.firm), .text(facts.agent),
                .text(facts.isImport ? "import" : "export"), .text(facts.mode),
                .text(facts.goods.joined(separator: " ")),
                .text(facts.countries.joined(separator: " ")), .text(one.standing.text),
                .text(one.standing.level.rawValue), .integer(one.draw), .integer(one.share),
                .text(one.verdict),
            ])
    }

    static func find(
        _ kind: String, _ subject: String, of tenant: String, in session: Session
    ) throws -> Case? {
        try session.first(
            """
            select tenant, kind, subject, day, district, firm, agent, direction, mode, goods,
                countries, standing, draw, share, verdict
            from inspections_cases where tenant = $1 and kind = $2 and subject = $3
            """, [.text(tenant), .text(kind), .text(subject)]
        ).map(read)
    }

    /// Notes that it is inspected, and what came of it.
    static func note(
        _ result: String, on facts: (tenant: String, kind: String, subject: String),
        in session: Session
    ) throws {
        try session.execute(
            """
            update inspections_cases set inspected = $4, result = $5
            where tenant = $1 and kind = $2 and subject = $3
            """,
            [
                .text(facts.tenant), .text(facts.kind), .text(facts.subject),
                .integer(result == "cancelled" ? 0 : 1), .text(result),
            ])
    }

    /// Cases between two days, for a dry run; at most so many, the latest first.
    static func between(
        _ first: Day, _ last: Day, limit: Int, in session: Session
    ) throws -> [Case] {
        try session.rows(
            """
            select tenant, kind, subject, day, district, firm, agent, direction, mode, goods,
                countries, standing, draw, share, verdict
            from inspections_cases where day >= $1 and day <= $2 order by day desc limit $3
            """, [.text(first.text), .text(last.text), .integer(limit)]
        ).map(read)
    }

    private static func read(_ row: Row) throws -> Case {
        guard let day = Day(try row.text(3)), let standing = RateStanding(text: try row.text(11))
        else { throw StoreFault.shape("inspected case \(try row.text(2))") }
        return Case(
            facts: RateFacts(
                kind: try row.text(1), subject: try row.text(2), tenant: try row.text(0),
                firm: try row.text(5), agent: try row.text(6), district: try row.text(4),
                isImport: try row.text(7) == "import", mode: try row.text(8),
                goods: try words(row.text(9)), countries: try words(row.text(10))),
            standing: standing, day: day, draw: Int(try row.integer(12)),
            share: Int(try row.integer(13)), verdict: try row.text(14))
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}

/// Figures that are published.
enum StatisticsRows {
    struct Line: Sendable, Hashable {
        var month: String
        var district: String
        var level: String
        var direction: String
        var cases: Int64
        var inspected: Int64
        var found: Int64
    }

    struct Attended: Sendable, Hashable {
        var month: String
        var district: String
        var completed: Int64
        var unaccompanied: Int64
    }

    /// Judged, inspected and found, by month, district, level and direction.
    static func outcomes(from day: Day, in session: Session) throws -> [Line] {
        try session.rows(
            """
            select substr(day, 1, 7), district, level, direction, count(*), sum(inspected),
                sum(case when result = 'finding' then 1 else 0 end)
            from inspections_cases where day >= $1
            group by substr(day, 1, 7), district, level, direction order by 1 desc, 2, 3, 4
            """, [.text(day.text)]
        ).map {
            Line(
                month: try $0.text(0), district: try $0.text(1), level: try $0.text(2),
                direction: try $0.text(3), cases: try $0.integer(4),
                inspected: try $0.integer(5), found: try $0.integer(6))
        }
    }

    /// Completed inspections and those without the owner, by month and district.
    static func attendance(from month: String, in session: Session) throws -> [Attended] {
        try session.rows(
            """
            select month, district, count(*),
                sum(case when attendance in ('absent', 'operator') then 1 else 0 end)
            from inspections_orders where month >= $1 and state = 'concluded'
            group by month, district order by month desc, district
            """, [.text(month)]
        ).map {
            Attended(
                month: try $0.text(0), district: try $0.text(1), completed: try $0.integer(2),
                unaccompanied: try $0.integer(3))
        }
    }
}
