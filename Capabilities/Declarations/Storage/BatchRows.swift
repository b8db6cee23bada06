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
                version, outcome, said, said_en) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                [
                    .text(batch.id), .integer(place), .text(line.preNo), .text(line.tenant),
                    .text(line.district), .integer(line.version),
                    .text(line.outcome?.code ?? ""), .text(line.outcome?.said.zh ?? ""),
                    .text(line.outcome?.said.en ?? ""),
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
        ).map { try read($0, try lines(of: [id], in: session)[id] ?? []) }
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
        let rows = try session.rows(statement)
        let lines = try lines(of: try rows.map { try $0.text(0) }, in: session)
        return try rows.map { try read($0, lines[try $0.text(0)] ?? []) }
    }

    /// The lists of batches, of all with one question.
    private static func lines(of batches: [String], in session: Session) throws
        -> [String: [BatchDecision.Line]]
    {
        guard let first = batches.first else { return [:] }
        var statement = Statement(
            """
            select batch, pre_no, tenant, district, version, outcome, said, said_en
            from declarations_batch_lists where batch in ($1
            """, [.text(first)])
        for batch in batches.dropFirst() { statement.append(", ?", [.text(batch)]) }
        statement.append(") order by batch, place")
        var lines: [String: [BatchDecision.Line]] = [:]
        for row in try session.rows(statement) {
            let code = try row.text(5)
            let said = Localized(zh: try row.text(6), en: try row.text(7))
            lines[try row.text(0), default: []].append(
                BatchDecision.Line(
                    preNo: try row.text(1), tenant: try row.text(2), district: try row.text(3),
                    version: try row.integer(4),
                    outcome: code.isEmpty
                        ? nil : BatchDecision.Outcome(code: code, said: said)))
        }
        return lines
    }

    private static func read(_ row: Row, _ lines: [BatchDecision.Line]) throws -> BatchDecision {
        let id = try row.text(0)
        guard let action = OfficerDesk.Action(rawValue: try row.text(1)),
            let state = BatchDecision.State(rawValue: try row.text(3))
        else { throw StoreFault.shape("batch \(id)") }
        return BatchDecision(
            id: id, action: action, reason: try row.text(2), state: state,
            officer: try row.text(4), officerName: try row.text(5),
            proposedAt: Instant(milliseconds: try row.integer(6)), second: try row.text(7),
            secondName: try row.text(8), secondReason: try row.text(9),
            endedAt: try row.optionalInteger(10).map { Instant(milliseconds: $0) }, lines: lines)
    }
}
