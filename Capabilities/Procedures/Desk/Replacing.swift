import Balances
import Journal
import Kernel
import Papers
import Store
import Wire

/// What an amendment does to what it amends, and what an appeal is about.
extension CaseDesk {
    /// Ends the grant that an amendment names, in the transaction that grants the amendment: what
    /// is left of the earlier one cannot be drawn any more, nor can it be amended twice.
    func replaceEarlier(
        _ change: CaseChange, _ service: ServiceFile, _ actor: Actor, cause: Int64,
        in session: Session
    ) throws {
        let file = change.file
        guard change.isGrant, let name = service.grant.replaces,
            let earlier = file.answers[name], !earlier.isEmpty
        else { return }
        let now = clock.now()
        guard var old = try CaseRows.find(earlier, of: file.tenant, in: session),
            old.state == .granted, old.service.utf8.elementsEqual(service.id.utf8),
            old.validTo.map({ now.day <= $0 }) ?? true
        else { throw ProceduresRefusal.notReplaceable(earlier) }
        try close(old, by: file, cause: cause, in: session)
        old.state = .replaced
        old.version += 1
        old.proposal = nil
        old.reason = "变更为 \(file.number) / amended as \(file.number)"
        guard try CaseRows.update(old, CaseRows.Place(), in: session) else {
            throw ProceduresRefusal.movedOn(old.state)
        }
        try HeldRows.release(old, in: session)
        try HeldRows.release(Self.filed(old), of: old, in: session)
        try RegisterRows.end(old, on: now.day, old.reason, in: session)
        for letter in try LetterRows.all(of: old.number, tenant: old.tenant, in: session) {
            try papers.replace(
                .decision, tenant: old.tenant,
                subject: DecisionLetter.subject(letter.number, letter.span), by: file.number,
                in: session)
        }
        try note(
            "procedures.replaced", old, by: actor.id,
            [.init("by", .text(file.number)), .init("reason", .text(old.reason))], in: session)
    }

    /// Takes what is left of a grant back to where it came from.
    private func close(
        _ old: Case, by file: Case, cause: Int64, in session: Session
    ) throws {
        guard let service = try editions.service(of: old, in: session),
            service.grant.drawDown != nil, let id = Self.account(of: old)
        else { return }
        let left = try ledger.account(id, of: old.tenant, in: session).balance
        guard left > .zero else { return }
        try ledger.transfer(
            TransferOrder(
                id: "replaced/\(old.number)", tenant: old.tenant, debit: id, credit: id.contra,
                amount: left, at: clock.now(), cause: cause, reference: file.number,
                citation: service.grant.basis?.citation ?? service.bases.first?.citation),
            in: session)
    }

    /// The refusal that stands, or that is being looked at anew.
    func refusal(of file: Case, in session: Session) throws -> CaseMachine.Refused? {
        let letters = try LetterRows.all(of: file.number, tenant: file.tenant, in: session)
        guard letters.contains(where: { $0.outcome == .refused }) else { return nil }
        return Self.refusal(
            letters, try journal.timeline(of: file.number, tenant: file.tenant, in: session))
    }

    static func refusal(
        _ letters: [DecisionLetter], _ timeline: [Entry]
    ) -> CaseMachine.Refused? {
        letters.first { $0.outcome == .refused }.map { letter in
            CaseMachine.Refused(
                stay: letter.span, reason: letter.content.reason, at: letter.issuedAt,
                deciders: deciders(of: timeline))
        }
    }

    /// Who decided the refusal that an appeal is about: who proposed it, who agreed, and who did
    /// not pass a part. By the person, whichever seat they acted from.
    private static func deciders(of timeline: [Entry]) -> Set<String> {
        var proposed: String?
        var failed: Set<String> = []
        for entry in timeline {
            switch entry.kind {
            case "procedures.proposed": proposed = entry.actor
            case "procedures.part-failed": failed.insert(entry.actor)
            case "procedures.refused":
                return failed.union([proposed, entry.actor].compactMap { $0 })
            case "procedures.dissented": proposed = nil
            case "procedures.advanced", "procedures.returned":
                proposed = nil
                failed = []
            default: break
            }
        }
        return []
    }
}
