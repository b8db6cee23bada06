import Journal
import Kernel
import Store
import Web
import Wire

/// Goods that come back and are suspended or were handed over leave by no single hand, as those of
/// a list: one officer proposes the release, another of the district does the same, and then it is
/// done.
extension FollowUpOfficerDesk {
    enum Outcome: Sendable {
        case decided(Status)
        /// Nothing has happened yet: a second officer has to decide the same.
        case proposed(FollowUpProposal)
    }

    /// Whether a second officer must agree.
    func needsSecond(_ action: Action, at status: Status) -> Bool {
        action == .release
            && DeskTerms(settings: reader.settings, now: clock.now())
                .second(.release, [status]) != nil
    }

    /// The proposal that now waits; nil where a second officer has just agreed to it.
    func propose(
        _ action: Action, _ reason: String, about record: FollowUpShelf.Record,
        by officer: Principal, in session: Session
    ) throws -> FollowUpProposal? {
        if let known = try FollowUpProposals.find(record, in: session), known.action == action {
            // Pressed twice it is the same proposal.
            guard known.officer != officer.id else { return known }
            try FollowUpProposals.drop(record, in: session)
            try note("agreed", known, about: record, by: officer, in: session)
            return nil
        }
        let proposal = FollowUpProposal(
            version: record.version, action: action, reason: reason, officer: officer.id,
            officerName: officer.name, at: clock.now())
        try FollowUpProposals.keep(proposal, about: record, in: session)
        try note("proposed", proposal, about: record, by: officer, in: session)
        return proposal
    }

    /// The second officer does not agree, with a reason, or who proposed it takes it back.
    func decline(_ preNo: String, reason: String, by officer: Principal) async throws {
        let reason = reason.trimmedBlanks
        try await store.write { session in
            guard let record = try FollowUpShelf.find(acrossTenants: preNo, in: session),
                officer.districts.contains(record.district)
            else { throw DeclarationsRefusal.notFound }
            guard let known = try FollowUpProposals.find(record, in: session) else {
                throw BatchRefusal.notFound
            }
            let isOwn = known.officer == officer.id
            if !isOwn, reason.isEmpty { throw DeclarationsRefusal.reasonMissing }
            guard reason.unicodeScalars.count <= Finding.mostOfReason else {
                throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
            }
            try FollowUpProposals.drop(record, in: session)
            try note(
                isOwn ? "withdrawn" : "dissented", known, about: record, by: officer,
                reason: reason, in: session)
        }
    }

    /// For officers alone: it belongs to no enterprise.
    private func note(
        _ state: String, _ proposal: FollowUpProposal, about record: FollowUpShelf.Record,
        by officer: Principal, reason: String = "", in session: Session
    ) throws {
        _ = try journal.append(
            Draft(
                JournalKind.followUpProposal, actor: officer.id, tenant: "",
                subjectType: "follow-up", subject: record.preNo,
                payload: .object([
                    .init("state", .text(state)), .init("action", .text(proposal.action.rawValue)),
                    .init("proposer", .text(proposal.officer)), .init("reason", .text(reason)),
                ])), in: session)
    }
}
