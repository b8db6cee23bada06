public import Kernel
public import Store

extension Ledger {
    /// Takes from an allowance. On first use its account is opened and filled with the limit; a
    /// limit that has changed since adds or takes the difference first.
    ///
    /// A limit lowered below what has been used leaves nothing to take, and takes the rest from
    /// what is given back later.
    ///
    /// - Parameters:
    ///   - id: key of the caller, as of any transfer.
    /// - Throws: a `BalanceRefusal`. The account then stands opened with its limit all the same.
    @discardableResult
    public func draw(
        _ amount: Fixed, from allowance: Allowance, of tenant: String, id: String, at: Instant,
        cause: Int64? = nil, reference: String, citation: Citation? = nil, in session: Session
    ) throws -> TransferOutcome {
        try checkForm(id: id, amount: amount, reference: reference)
        try openAllowance(allowance, of: tenant, at: at, cause: cause, in: session)
        let order = TransferOrder(
            id: id, tenant: tenant, debit: allowance.plan.id, credit: allowance.plan.id.contra,
            amount: amount, at: at, cause: cause, reference: reference, citation: citation)
        let posting = Posting(order: order, allowance: allowance.limit)
        if let transfer = try TransferRows.post(posting, in: session) {
            return TransferOutcome(transfer: transfer, isRepeat: false)
        }
        // The limit may have changed, or there is a reason that `settle` finds. A repeat must not
        // move the limit to that of its own day again.
        if try TransferRows.find(id, of: tenant, in: session) == nil {
            try adjust(allowance, of: tenant, at: at, cause: cause, in: session)
        }
        return try settle(Posting(order: order), in: session)
    }

    /// How an allowance stands under the limit given, also before its first use.
    public func state(
        of allowance: Allowance, tenant: String, in session: Session
    ) throws -> AllowanceState {
        let limit = allowance.limit
        guard
            let account = try AccountRows.find(allowance.plan.id, of: tenant, in: session)
        else { return AllowanceState(limit: limit, used: .zero, available: limit) }
        guard let granted = account.allowance else {
            throw BalanceRefusal.accountDiffers(allowance.plan.id)
        }
        let used = try granted.subtracting(account.balance)
        let left = try limit.subtracting(used)
        return AllowanceState(limit: limit, used: used, available: max(left, .zero))
    }

    /// Opens the account with the limit on it, unless it is there.
    private func openAllowance(
        _ allowance: Allowance, of tenant: String, at: Instant, cause: Int64?,
        in session: Session
    ) throws {
        let (plan, limit) = (allowance.plan, allowance.limit)
        guard (0...largestBalance).contains(limit.raw) else { throw BalanceRefusal.amount(limit) }
        guard plan.lowest == .zero else { throw BalanceRefusal.accountDiffers(plan.id) }
        let isNew = try AccountRows.insert(
            plan, allowance: limit, of: tenant, at: at, in: session)
        guard isNew, !limit.isZero else { return }
        try TransferRows.insertGrant(
            grant(limit, allowance, 1, of: tenant, at: at, cause: cause), in: session)
    }

    /// Brings what has been granted to the limit in force, as far as the balance allows.
    private func adjust(
        _ allowance: Allowance, of tenant: String, at: Instant, cause: Int64?,
        in session: Session
    ) throws {
        let plan = allowance.plan
        let account = try account(plan.id, of: tenant, in: session)
        guard let granted = account.allowance, account.unit == plan.unit else {
            throw BalanceRefusal.accountDiffers(plan.id)
        }
        let difference = allowance.limit.raw - granted.raw
        let moved = max(difference, -account.balance.raw)
        guard moved != 0 else { return }
        var order = grant(
            Fixed(raw: abs(moved)), allowance, account.lines + 1, of: tenant, at: at,
            cause: cause)
        if moved < 0 { (order.debit, order.credit) = (order.credit, order.debit) }
        _ = try settle(Posting(order: order), in: session)
        try AccountRows.grant(
            Fixed(raw: granted.raw + moved), instead: granted, to: plan.id, of: tenant,
            in: session)
    }

    /// The ledger's own transfer into an allowance; its key holds the number of the line it makes.
    private func grant(
        _ amount: Fixed, _ allowance: Allowance, _ line: Int64, of tenant: String, at: Instant,
        cause: Int64?
    ) -> TransferOrder {
        let id = allowance.plan.id
        return TransferOrder(
            id: "@\(id.text)#\(line)", tenant: tenant, debit: id.contra, credit: id,
            amount: amount, at: at, cause: cause, reference: id.text,
            citation: allowance.citation)
    }
}
