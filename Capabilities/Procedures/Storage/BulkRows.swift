import Kernel
import Store

/// Decisions about several applications, in and out of the database.
enum BulkRows {
    /// False when the id is there already.
    static func add(_ bulk: BulkDecision, in session: Session) throws -> Bool {
        let isNew = try session.execute(
            """
            insert into procedures_bulk (id, action, reason, officer, officer_name, at, ended_at)
            values ($1, $2, $3, $4, $5, $6, null) on conflict (id) do nothing
            """,
            [
                .text(bulk.id), .text(bulk.action), .text(bulk.reason), .text(bulk.officer),
                .text(bulk.officerName), .integer(bulk.at.milliseconds),
            ]) == 1
        guard isNew else { return false }
        for (place, line) in bulk.lines.enumerated() {
            try session.execute(
                """
                insert into procedures_bulk_lines (bulk, place, tenant, number, version, outcome,
                    said, said_en)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                [
                    .text(bulk.id), .integer(place), .text(line.tenant), .text(line.number),
                    .integer(line.version), .text(line.outcome?.code ?? ""),
                    .text(line.outcome?.said.zh ?? ""), .text(line.outcome?.said.en ?? ""),
                ])
        }
        return true
    }

    /// What became of one of its applications; false when that was noted before, which then stays:
    /// of two requests at once the slower finds the application moved by the quicker one.
    static func note(
        _ outcome: BulkDecision.Outcome, of line: BulkDecision.Line, in bulk: String,
        _ session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update procedures_bulk_lines set outcome = $4, said = $5, said_en = $6
            where tenant = $1 and bulk = $2 and number = $3 and outcome = ''
            """,
            [
                .text(line.tenant), .text(bulk), .text(line.number), .text(outcome.code),
                .text(outcome.said.zh), .text(outcome.said.en),
            ]) == 1
    }

    static func end(_ bulk: String, at moment: Instant, in session: Session) throws {
        try session.execute(
            "update procedures_bulk set ended_at = $2 where id = $1 and ended_at is null",
            [.text(bulk), .integer(moment.milliseconds)])
    }

    static func find(_ id: String, in session: Session) throws -> BulkDecision? {
        try session.first(
            """
            select id, action, reason, officer, officer_name, at, ended_at from procedures_bulk
            where id = $1
            """, [.text(id)]
        ).map { row in
            BulkDecision(
                id: try row.text(0), action: try row.text(1), reason: try row.text(2),
                officer: try row.text(3), officerName: try row.text(4),
                at: Instant(milliseconds: try row.integer(5)),
                endedAt: try row.optionalInteger(6).map { Instant(milliseconds: $0) },
                lines: try lines(of: id, in: session))
        }
    }

    private static func lines(of bulk: String, in session: Session) throws -> [BulkDecision.Line] {
        try session.rows(
            """
            select tenant, number, version, outcome, said, said_en from procedures_bulk_lines
            where bulk = $1 order by place
            """, [.text(bulk)]
        ).map { row in
            let code = try row.text(3)
            let said = Localized(zh: try row.text(4), en: try row.text(5))
            return BulkDecision.Line(
                number: try row.text(1), tenant: try row.text(0), version: try row.integer(2),
                outcome: code.isEmpty ? nil : BulkDecision.Outcome(code: code, said: said))
        }
    }
}
