import Kernel
import Store

/// What one officer wants done with a follow-up, while a second has to agree.
struct FollowUpProposal: Sendable, Hashable {
    /// The version it was proposed about.
    let version: Int64
    let action: FollowUpOfficerDesk.Action
    let reason: String
    /// Id and name of who proposed it.
    let officer: String
    let officerName: String
    let at: Instant
}

/// Proposals about follow-ups, at most one for each.
enum FollowUpProposals {
    /// The one about a follow-up as it stands; one about an earlier version counts no more.
    static func find(_ record: FollowUpShelf.Record, in session: Session) throws
        -> FollowUpProposal?
    {
        let row = try session.first(
            """
            select version, action, reason, officer, officer_name, at
            from declarations_follow_up_proposals
            where tenant = $1 and pre_no = $2 and version = $3
            """, [.text(record.holder), .text(record.preNo), .integer(record.version)])
        guard let row else { return nil }
        guard let action = FollowUpOfficerDesk.Action(rawValue: try row.text(1)) else {
            throw StoreFault.shape("proposal about \(record.preNo)")
        }
        return FollowUpProposal(
            version: try row.integer(0), action: action, reason: try row.text(2),
            officer: try row.text(3), officerName: try row.text(4),
            at: Instant(milliseconds: try row.integer(5)))
    }

    static func keep(
        _ proposal: FollowUpProposal, about record: FollowUpShelf.Record, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_follow_up_proposals
            (tenant, pre_no, version, action, reason, officer, officer_name, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, pre_no) do update set version = excluded.version,
            action = excluded.action, reason = excluded.reason, officer = excluded.officer,
            officer_name = excluded.officer_name, at = excluded.at
            """,
            [
                .text(record.holder), .text(record.preNo), .integer(proposal.version),
                .text(proposal.action.rawValue), .text(proposal.reason), .text(proposal.officer),
                .text(proposal.officerName), .integer(proposal.at.milliseconds),
            ])
    }

    static func drop(_ record: FollowUpShelf.Record, in session: Session) throws {
        try session.execute(
            "delete from declarations_follow_up_proposals where tenant = $1 and pre_no = $2",
            [.text(record.holder), .text(record.preNo)])
    }
}
