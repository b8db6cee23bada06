import Kernel
import Store

/// Samples of releases on check, in and out of the database.
enum SampleRows {
    static func insert(_ sample: Sample, in session: Session) throws {
        try session.execute(
            """
            insert into inspections_samples (tenant, id, number, firm, district, goods, taken_at,
                due_day, state, laboratory, report)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', '', '')
            """,
            [
                .text(sample.tenant), .text(sample.id), .text(sample.order), .text(sample.firm),
                .text(sample.district), .text(sample.goods),
                .integer(sample.takenAt.milliseconds), .text(sample.dueDay.text),
            ])
    }

    /// Notes the result; false when there was one already.
    static func decide(_ sample: Sample, by actor: String, in session: Session) throws -> Bool {
        try session.execute(
            """
            update inspections_samples
            set state = $3, laboratory = $4, report = $5, decided_at = $6, decided_by = $7
            where tenant = $1 and id = $2 and state = 'open'
            """,
            [
                .text(sample.tenant), .text(sample.id), .text(sample.state.rawValue),
                .text(sample.laboratory), .text(sample.report),
                sample.decidedAt.map { .integer($0.milliseconds) } ?? .null, .text(actor),
            ]) == 1
    }

    static func find(_ id: String, in session: Session) throws -> Sample? {
        try session.first(
            """
            select tenant, id, number, firm, district, goods, taken_at, due_day, state,
                laboratory, report, decided_at
            from inspections_samples where id = $1
            """, [.text(id)]
        ).map(read)
    }

    /// Those of customs districts: open ones by their last day, then the newest.
    static func all(
        districts: Set<String>, limit: Int, in session: Session
    ) throws -> [Sample] {
        let parts: [StaticString] = [
            "and state = 'open' order by due_day, id limit ?",
            "and state in ('passed', 'failed') order by taken_at desc, id desc limit ?",
        ]
        var found: [Sample] = []
        for part in parts where found.count < limit {
            var statement = Statement(
                """
                select tenant, id, number, firm, district, goods, taken_at, due_day, state,
                    laboratory, report, decided_at
                from inspections_samples where
                """)
            guard statement.restrict(to: districts) else { return [] }
            statement.append(part, [.integer(limit - found.count)])
            found += try session.rows(statement).map(read)
        }
        return found
    }

    private static func read(_ row: Row) throws -> Sample {
        guard let due = Day(try row.text(7)), let state = Sample.State(rawValue: try row.text(8))
        else { throw StoreFault.shape("sample \(try row.text(1))") }
        return Sample(
            tenant: try row.text(0), id: try row.text(1), order: try row.text(2),
            firm: try row.text(3), district: try row.text(4), goods: try row.text(5),
            takenAt: Instant(milliseconds: try row.integer(6)), dueDay: due, state: state,
            laboratory: try row.text(9), report: try row.text(10),
            decidedAt: try row.optionalInteger(11).map { Instant(milliseconds: $0) })
    }
}
