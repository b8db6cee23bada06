import Balances
import Kernel
import Reference
import Store

/// What a grant does outside its own application: a register of another room, the line of the year.
extension CaseDesk {
    /// Writes the holder of a grant into the register its service names, and ends it there when
    /// the grant ends.
    func record(
        _ change: CaseChange, _ service: ServiceFile, _ actor: Actor, in session: Session
    ) throws {
        let file = change.file
        guard change.isGrant || change.kind == "procedures.revoked",
            let rule = service.grant.records, let register = records[rule.register]
        else { return }
        let entry = GrantRecords.Entry(
            firm: file.tenant, values: rule.values.compactMapValues { file.answers[$0] },
            from: clock.today, to: file.validTo, reason: file.reason, document: file.number,
            actor: actor.id)
        if change.isGrant {
            try register.enter(entry, session)
        } else {
            try register.leave(entry, session)
        }
    }

    /// Takes what is granted from what the firm may have in the year, or gives it back when the
    /// grant is ended. An account of the ledger: no interleaving of officers gives more.
    func settleYear(
        _ change: CaseChange, _ service: ServiceFile, cause: Int64, in session: Session
    ) throws {
        let file = change.file
        guard let rule = service.grant.yearly else { return }
        let taken = "yearly/\(file.number)"
        if change.kind == "procedures.revoked" {
            guard let before = try ledger.transfer(taken, of: file.tenant, in: session) else {
                return
            }
            try ledger.transfer(
                TransferOrder(
                    id: taken + "/back", tenant: file.tenant, debit: before.credit,
                    credit: before.debit, amount: before.amount, at: clock.now(), cause: cause,
                    reference: file.number, citation: service.revoke?.basis.citation),
                in: session)
            return
        }
        guard change.isGrant, let amount = try? Fixed(file.answers[rule.amount] ?? ""),
            amount > .zero
        else { return }
        let rules = try rules(of: file, service, in: session)
        guard let limit = rules.inForce(rule.most, file.answers),
            let allowance = Self.yearly(service, limit, in: clock.today.year)
        else { throw ProceduresRefusal.quantity }
        do {
            try ledger.draw(
                amount, from: allowance, of: file.tenant, id: taken, at: clock.now(),
                cause: cause, reference: file.number, citation: limit.basis.citation, in: session)
        } catch BalanceRefusal.insufficient(_, _, _, _, let left, _) {
            throw ProceduresRefusal.yearlyCap(
                ProceduresRefusal.YearlyCap(
                    service: service.name, most: limit.value, needed: amount, left: left,
                    citation: limit.basis.citation))
        }
    }

    private static func yearly(
        _ service: ServiceFile, _ limit: Parameter.DatedValue, in year: Int
    ) -> Allowance? {
        Allowance.account("yearly-" + service.id, period: String(year)).map { id in
            Allowance(
                plan: AccountPlan(
                    id: id, unit: .money(.cny),
                    label: Localized(
                        zh: "\(service.name.zh) \(year) 年度可享额度",
                        en: "\(service.name.en), most in \(year)")),
                limit: limit.value, citation: limit.basis.citation)
        }
    }
}
