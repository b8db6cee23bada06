import Kernel
import Store

/// Decisions about several lists, in and out of the database.
enum BatchRows {
    /// False when the id is there already.
    static func add(_ batch: BatchDecision, in session: Session) throws -> Bool {
        let isNew = try session.execute(
            """
            insert into declarations_batches (id, action, reason, state, officer, officer_name,
            proposed_at, second_officer, second_name, second_reason, ended_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing
            """,
            [
                .text(batch.id), .text(batch.action.rawValue), .text(batch.reason),
                .text(batch.state.rawValue), .text(batch.officer), .text(batch.officerName),
                .integer(batch.proposedAt.milliseconds), .text(batch.second),
                .text(batch.secondName), .text(batch.secondReason),
                .optional(batch.endedAt?.milliseconds),
            ]) == 1
        guard isNew else { return false }
        for (place, line) in batch.lines.enumerated() {
            try session.execute(
                """
                insert into declarations_batch_lists (batch, place, pre_no, tenant, district,
                version, outcome, said, said_en) values ($1, $2, $3, $4, $5, $6, '', '', '')
                """,
                [
                    .text(batch.id), .integer(place), .text(line.preNo), .text(line.tenant),
                    .text(line.district), .integer(line.version),
                ])
        }
        return true
    }

    /// Moves a batch on; false when it stands otherwise meanwhile.
    static func move(_ batch: BatchDecision, from state: BatchDecision.State, in session: Session)
        throws -> Bool
    {
        try session.execute(
            """
            update declarations_batches set state = $3, second_officer = $4, second_name = $5,
            second_reason = $6, ended_at = $7 where id = $1 and state = $2
            """,
            [
                .text(batch.id), .text(state.rawValue), .text(batch.state.rawValue),
                .text(batch.second), .text(batch.secondName), .text(batch.secondReason),
                .optional(batch.endedAt?.milliseconds),
            ]) == 1
    }

    /// What became of one of its lists; false when that was noted before, which then stays: of two
    /// requests at once the slower finds the list moved by the quicker one.
    static func note(
        _ outcome: BatchDecision.Outcome, of line: BatchDecision.Line, in batch: String,
        _ session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update declarations_batch_lists set outcome = $4, said = $5, said_en = $6
            where tenant = $1 and batch = $2 and pre_no = $3 and outcome = ''
            """,
            [
                .text(line.tenant), .text(batch), .text(line.preNo), .text(outcome.code),
                .text(outcome.said.zh), .text(outcome.said.en),
            ]) == 1
    }

    static func find(_ id: String, in session: Session) throws -> BatchDecision? {
        try session.first(
            """
            select id, action, reason, state, officer, officer_name, proposed_at, second_officer,
            second_name, second_reason, ended_at from declarations_batches where id = $1
            """, [.text(id)]
        ).map { try read($0, in: session) }
    }

    /// Those of no other districts that wait for somebody, the oldest first.
    static func waiting(districts: [String], limit: Int, in session: Session) throws
        -> [BatchDecision]
    {
        guard let first = districts.first else { return [] }
        var statement = Statement(
            """
            select id, action, reason, state, officer, officer_name, proposed_at, second_officer,
            second_name, second_reason, ended_at from declarations_batches b
            where state in ('proposed', 'open') and not exists (
            select 1 from declarations_batch_lists l where l.batch = b.id
            and l.district not in ($1
            """, [.text(first)])
        for district in districts.dropFirst() { statement.append(", ?", [.text(district)]) }
        statement.append(")) order by proposed_at limit ?", [.integer(limit)])
        return try session.rows(statement).map { try read($0, in: session) }
    }

    private static func read(_ row: Row, in session: Session) throws -> BatchDecision {
        let id = try row.text(0)
        guard let action = OfficerDesk.Action(rawValue: try row.text(1)),
            let state = BatchDecision.State(rawValue: try row.text(3))
        else { throw StoreFault.shape("batch \(id)") }
        let lines = try session.rows(
            """
            select pre_no, tenant, district, version, outcome, said, said_en
            from declarations_batch_lists where batch = $1 order by place
            """, [.text(id)]
        ).map { line -> BatchDecision.Line in
            let code = try line.text(4)
            let said = Localized(zh: try line.text(5), en: try line.text(6))
            return BatchDecision.Line(
                preNo: try line.text(0), tenant: try line.text(1), district: try line.text(2),
                version: try line.integer(3),
                outcome: code.isEmpty ? nil : BatchDecision.Outcome(code: code, said: said))
        }
        return BatchDecision(
            id: id, action: action, reason: try row.text(2), state: state,
            officer: try row.text(4), officerName: try row.text(5),
            proposedAt: Instant(milliseconds: try row.integer(6)), second: try row.text(7),
            secondName: try row.text(8), secondReason: try row.text(9),
            endedAt: try row.optionalInteger(10).map { Instant(milliseconds: $0) }, lines: lines)
    }
}
