import Kernel
import Store

/// Changes of law that wait or waited for a second person.
struct ProposalShelf: Sendable {
    func last(in session: Session) throws -> Int64 {
        try session.first("select max(number) from tariff_proposals")?.optionalInteger(0) ?? 0
    }

    func all(in session: Session) throws -> [TariffProposal] {
        try session.rows(
            """
            select number, action, kind, valid_from, document, file_name, content, is_whole,
                may_drop_most, may_change_much, edition, reason, report_zh, report_en, proposed_at,
                proposed_by, proposer, state, decided_at, decided_by, decider, decided_because
            from tariff_proposals
            order by number desc
            """
        ).compactMap(read)
    }

    func find(_ number: Int64, in session: Session) throws -> TariffProposal? {
        try session.first(
            """
            select number, action, kind, valid_from, document, file_name, content, is_whole,
                may_drop_most, may_change_much, edition, reason, report_zh, report_en, proposed_at,
                proposed_by, proposer, state, decided_at, decided_by, decider, decided_because
            from tariff_proposals
            where number = $1
            """, [.integer(number)]).flatMap(read)
    }

    private func read(_ row: Row) throws -> TariffProposal? {
        let number = try row.integer(0)
        guard let action = TariffProposal.Action(rawValue: try row.text(1)),
            let from = Day(try row.text(3)),
            let state = TariffProposal.State(rawValue: try row.text(17))
        else { throw StoreFault.shape("proposal \(number)") }
        // A kind of a later version of the program is not shown here.
        guard let kind = Edition.Kind(rawValue: try row.text(2)) else { return nil }
        var found = TariffProposal(
            number: number, action: action,
            edition: Edition(
                kind: kind, from: from, document: try row.text(4), fileName: try row.text(5),
                content: Array(try row.text(6).utf8), isWhole: try row.integer(7) != 0),
            mayDropMost: try row.integer(8) != 0, mayChangeMuch: try row.integer(9) != 0,
            editionNumber: try row.integer(10), reason: try row.text(11),
            report: Localized(zh: try row.text(12), en: try row.text(13)),
            proposedAt: Instant(milliseconds: try row.integer(14)),
            proposer: TariffActor(id: try row.text(15), name: try row.text(16)))
        found.state = state
        found.decidedAt = try row.optionalInteger(18).map { Instant(milliseconds: $0) }
        if let id = try row.optionalText(19) {
            found.decider = TariffActor(id: id, name: try row.optionalText(20) ?? id)
        }
        found.decidedBecause = try row.optionalText(21) ?? ""
        return found
    }

    func add(_ proposal: TariffProposal, in session: Session) throws {
        let edition = proposal.edition
        try session.execute(
            """
            insert into tariff_proposals (number, action, kind, valid_from, document, file_name,
                content, is_whole, may_drop_most, may_change_much, edition, reason, report_zh,
                report_en, proposed_at, proposed_by, proposer, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                $18)
            """,
            [
                .integer(proposal.number), .text(proposal.action.rawValue),
                .text(edition.kind.rawValue), .text(edition.from.text), .text(edition.document),
                .text(edition.fileName), .text(String(decoding: edition.content, as: UTF8.self)),
                .integer(edition.isWhole ? 1 : 0), .integer(proposal.mayDropMost ? 1 : 0),
                .integer(proposal.mayChangeMuch ? 1 : 0), .integer(proposal.editionNumber),
                .text(proposal.reason), .text(proposal.report.zh), .text(proposal.report.en),
                .integer(proposal.proposedAt.milliseconds), .text(proposal.proposer.id),
                .text(proposal.proposer.name), .text(proposal.state.rawValue),
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
