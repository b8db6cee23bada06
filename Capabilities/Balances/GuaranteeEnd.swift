public import Kernel
public import Store
import Journal
import Wire

extension GuaranteeDesk {
    /// Gives a guarantee back to its holder: what it still stands for leaves the account.
    ///
    /// - Throws: `BalanceRefusal.noSuchGuarantee`, or `insufficient` while lists need it.
    @discardableResult
    public func release(
        _ reference: String, of tenant: String, by actor: String, in session: Session
    ) throws -> GuaranteeEntry {
        guard var entry = try GuaranteeRows.find(reference, of: tenant, in: session) else {
            throw BalanceRefusal.noSuchGuarantee(reference)
        }
        guard entry.releasedAt == nil else { return entry }
        let now = journal.clock.now()
        let cause = try note(
            "balances.guarantee-released", reference, entry.standing, "", tenant, actor, session)
        if !entry.standing.isZero {
            // What lists have taken and others do not cover must stay.
            let others = try ledger.idleGuarantees(of: tenant, on: now.day, in: session)
            let free = try ledger.account(Guarantee.plan.id, of: tenant, in: session)
                .balance.subtracting(isIdle(entry, on: now.day) ? .zero : others)
            guard free >= entry.standing else {
                throw BalanceRefusal.insufficient(
                    account: Guarantee.plan.id, label: Guarantee.plan.label,
                    unit: ledger.units.name(of: .money(.cny)), needed: entry.standing,
                    available: free,
                    basis: entry.guarantee.citation)
            }
            try ledger.reverse(
                ReversalOrder(
                    id: "\(entry.guarantee.transfer)/released", tenant: tenant,
                    reverses: entry.guarantee.transfer, amount: entry.standing, at: now,
                    cause: cause, reference: reference), in: session)
        }
        try GuaranteeRows.release(reference, of: tenant, at: now, in: session)
        entry.releasedAt = now
        return entry
    }

    /// Draws what was not paid from the guarantees that hold, the first to end first. What lists
    /// had taken stays taken: it is paid out of the guarantee.
    ///
    /// - Parameter purpose: what it is drawn for, for example the number of a tax bill.
    /// - Throws: `BalanceRefusal.insufficient` when they do not cover it; nothing is drawn then.
    @discardableResult
    public func draw(
        _ amount: Fixed, from tenant: String, for purpose: String, citation: Citation,
        by actor: String, in session: Session
    ) throws -> [GuaranteeDraw] {
        let today = journal.clock.today
        let entries = try GuaranteeRows.callable(of: tenant, on: today, in: session)
        var left = amount
        var draws: [GuaranteeDraw] = []
        for entry in entries where !left.isZero {
            let part = min(left, entry.standing)
            draws.append(GuaranteeDraw(reference: entry.guarantee.reference, amount: part))
            left = try left.subtracting(part)
        }
        guard left.isZero else {
            throw BalanceRefusal.insufficient(
                account: Guarantee.plan.id, label: Guarantee.plan.label,
                unit: ledger.units.name(of: .money(.cny)), needed: amount,
                available: try amount.subtracting(left), basis: citation)
        }
        for draw in draws {
            _ = try note(
                "balances.guarantee-drawn", draw.reference, draw.amount, purpose, tenant, actor,
                session, citation: citation)
            let isDrawn = try GuaranteeRows.call(
                draw.amount, from: draw.reference, of: tenant, in: session)
            guard isDrawn else {
                throw LedgerBroken(description: "guarantee \(draw.reference) of \(tenant)")
            }
        }
        return draws
    }

    /// Whether a guarantee secures nothing on a day.
    private func isIdle(_ entry: GuaranteeEntry, on day: Day) -> Bool {
        entry.guarantee.validFrom > day || entry.guarantee.validTo.map { $0 < day } ?? false
    }

    private func note(
        _ kind: String, _ reference: String, _ amount: Fixed, _ purpose: String,
        _ tenant: String, _ actor: String, _ session: Session, citation: Citation? = nil
    ) throws -> Int64 {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: tenant, subjectType: "balance",
                subject: Guarantee.plan.id.text,
                payload: .object([
                    .init("reference", .text(reference)), .init("amount", .text(amount.text)),
                    .init("purpose", .text(purpose)),
                ]), citation: citation?.text), in: session)
    }
}
