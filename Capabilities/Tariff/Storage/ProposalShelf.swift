import Kernel
import Store

/// Changes of law that wait or waited for a second person. Lists are read without the files and
/// without what is changed line by line: both may be megabytes.
struct ProposalShelf: Sendable {
    func last(in session: Session) throws -> Int64 {
        try session.first("select max(number) from tariff_proposals")?.optionalInteger(0) ?? 0
    }

    /// Those below a number, the latest first.
    func list(below number: Int64, limit: Int, in session: Session) throws -> [TariffProposal] {
        try list(
            where: "number < ? order by number desc limit ?", [.integer(number), .integer(limit)],
            in: session)
    }

    /// Those that wait, or those that do not, the latest first.
    func list(waiting: Bool, limit: Int, in session: Session) throws -> [TariffProposal] {
        waiting
            ? try list(
                where: "state = 'waiting' order by number desc limit ?", [.integer(limit)],
                in: session)
            : try list(
                where: "state <> 'waiting' order by number desc limit ?", [.integer(limit)],
                in: session)
    }

    /// One with its file and all it would change.
    func find(_ number: Int64, in session: Session) throws -> TariffProposal? {
        guard
            let found = try list(where: "number = ?", [.integer(number)], in: session).first,
            let long = try session.first(
                "select content, changes from tariff_proposals where number = $1",
                [.integer(number)])
        else { return nil }
        return found.with(
            Array(try long.text(0).utf8), try ProposalChanges(kept: try long.text(1)))
    }

    /// What became of one; nil where there is none.
    func state(of number: Int64, in session: Session) throws -> TariffProposal.State? {
        try session.first(
            "select state from tariff_proposals where number = $1", [.integer(number)]
        ).flatMap { TariffProposal.State(rawValue: try $0.text(0)) }
    }

    /// The number and answer of one that waits to load the same file with the same guards.
    func waiting(
        _ digest: String, mayDropMost: Bool, mayChangeMuch: Bool, in session: Session
    ) throws -> (number: Int64, answer: String)? {
        try session.first(
            """
            select number, answer from tariff_proposals
            where state = 'waiting' and action = 'load' and sha256 = $1 and may_drop_most = $2
                and may_change_much = $3
            """,
            [.text(digest), .integer(mayDropMost ? 1 : 0), .integer(mayChangeMuch ? 1 : 0)]
        ).map { (try $0.integer(0), try $0.text(1)) }
    }

    /// The number of one that waits and wants the same.
    func same(
        as proposal: TariffProposal, _ digest: String, in session: Session
    ) throws -> Int64? {
        try session.first(
            """
            select number from tariff_proposals
            where state = 'waiting' and sha256 = $1 and action = $2 and edition = $3
            """,
            [
                .text(digest), .text(proposal.action.rawValue), .integer(proposal.editionNumber),
            ])?.integer(0)
    }

    private func list(
        where condition: StaticString, _ values: [Value], in session: Session
    ) throws -> [TariffProposal] {
        var statement = Statement(
            """
            select number, action, kind, valid_from, document, file_name, is_whole, may_drop_most,
                may_change_much, edition, reason, report_zh, report_en, proposed_at, proposed_by,
                proposer, state, decided_at, decided_by, decider, decided_because, changes_sha256
            from tariff_proposals where
            """)
        statement.append(condition, values)
        return try session.rows(statement).compactMap(read)
    }

    private func read(_ row: Row) throws -> TariffProposal? {
        let number = try row.integer(0)
        guard let action = TariffProposal.Action(rawValue: try row.text(1)),
            let from = Day(try row.text(3)),
            let state = TariffProposal.State(rawValue: try row.text(16))
        else { throw StoreFault.shape("proposal \(number)") }
        // A kind of a later version of the program is not shown here.
        guard let kind = Edition.Kind(rawValue: try row.text(2)) else { return nil }
        var found = TariffProposal(
            number: number, action: action,
            edition: Edition(
                kind: kind, from: from, document: try row.text(4), fileName: try row.text(5),
                content: [], isWhole: try row.integer(6) != 0),
            mayDropMost: try row.integer(7) != 0, mayChangeMuch: try row.integer(8) != 0,
            editionNumber: try row.integer(9), reason: try row.text(10),
            report: Localized(zh: try row.text(11), en: try row.text(12)),
            changesDigest: try row.text(21),
            proposedAt: Instant(milliseconds: try row.integer(13)),
            proposer: TariffActor(id: try row.text(14), name: try row.text(15)))
        found.state = state
        found.decidedAt = try row.optionalInteger(17).map { Instant(milliseconds: $0) }
        if let id = try row.optionalText(18) {
            found.decider = TariffActor(id: id, name: try row.optionalText(19) ?? id)
        }
        found.decidedBecause = try row.optionalText(20) ?? ""
        return found
    }

    func add(_ proposal: TariffProposal, digest: String, in session: Session) throws {
        let edition = proposal.edition
        try session.execute(
            """
            insert into tariff_proposals (number, action, kind, valid_from, document, file_name,
                content, is_whole, may_drop_most, may_change_much, edition, reason, report_zh,
                report_en, proposed_at, proposed_by, proposer, state, sha256, changes,
                changes_sha256, answer)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                $18, $19, $20, $21, $22)
            """,
            [
                .integer(proposal.number), .text(proposal.action.rawValue),
                .text(edition.kind.rawValue), .text(edition.from.text), .text(edition.document),
                .text(edition.fileName), .text(String(decoding: edition.content, as: UTF8.self)),
                .integer(edition.isWhole ? 1 : 0), .integer(proposal.mayDropMost ? 1 : 0),
                .integer(proposal.mayChangeMuch ? 1 : 0), .integer(proposal.editionNumber),
                .text(proposal.reason), .text(proposal.report.zh), .text(proposal.report.en),
                .integer(proposal.proposedAt.milliseconds), .text(proposal.proposer.id),
                .text(proposal.proposer.name), .text(proposal.state.rawValue), .text(digest),
                .text(proposal.changes.text), .text(proposal.changesDigest),
                .text(proposal.answer),
            ])
    }

    /// Says anew what one that waits would change.
    func retell(
        _ number: Int64, _ report: Localized, _ changes: ProposalChanges, _ answer: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            update tariff_proposals set report_zh = $2, report_en = $3, changes = $4,
                changes_sha256 = $5, answer = $6
            where number = $1 and state = 'waiting'
            """,
            [
                .integer(number), .text(report.zh), .text(report.en),
                .text(changes.text), .text(changes.digest), .text(answer),
            ])
    }

    /// Marks a proposal as decided. Gives false when somebody decided meanwhile.
    func decide(
        _ number: Int64, _ state: TariffProposal.State, edition: Int64?, because: String,
        by actor: TariffActor, at now: Instant, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update tariff_proposals set state = $2, edition = coalesce($3, edition),
                decided_at = $4, decided_by = $5, decider = $6, decided_because = $7
            where number = $1 and state = 'waiting'
            """,
            [
                .integer(number), .text(state.rawValue), .optional(edition),
                .integer(now.milliseconds), .text(actor.id), .text(actor.name), .text(because),
            ]) == 1
    }
}

extension TariffProposal {
    /// The same with its file and what it would change.
    fileprivate func with(_ content: [UInt8], _ changes: ProposalChanges) -> TariffProposal {
        var whole = TariffProposal(
            number: number, action: action,
            edition: Edition(
                kind: edition.kind, from: edition.from, document: edition.document,
                fileName: edition.fileName, content: content, isWhole: edition.isWhole),
            mayDropMost: mayDropMost, mayChangeMuch: mayChangeMuch, editionNumber: editionNumber,
            reason: reason, report: report, changes: changes, changesDigest: changesDigest,
            proposedAt: proposedAt, proposer: proposer)
        whole.state = state
        whole.decidedAt = decidedAt
        whole.decider = decider
        whole.decidedBecause = decidedBecause
        return whole
    }
}
