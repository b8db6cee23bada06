public import Kernel
public import Store

/// How much is left? Accounts and the transfers between them, in double entry: every amount leaves
/// one account and arrives at another, no account goes below its lowest balance.
///
/// Every operation works within the caller's transaction: what is taken and what it is taken for
/// are committed together or not at all. A `BalanceRefusal` has changed nothing, so the caller may
/// go on in the same transaction; after any other error it must let the transaction fail.
public struct Ledger: Sendable {
    /// What units are called in what it says.
    public let units: UnitNames

    public init(units: UnitNames = .numbers) { self.units = units }

    /// Opens an account together with its counter-account, or gives the one that is there.
    ///
    /// - Throws: `BalanceRefusal.accountDiffers` when it exists with another unit or lowest
    ///   balance, `lowest` when the lowest balance is above zero.
    @discardableResult
    public func open(
        _ plan: AccountPlan, for tenant: String, at: Instant, in session: Session
    ) throws -> Account {
        if let lowest = plan.lowest, lowest > .zero { throw BalanceRefusal.lowest(lowest) }
        _ = try AccountRows.insert(plan, allowance: nil, of: tenant, at: at, in: session)
        let account = try account(plan.id, of: tenant, in: session)
        guard account.unit == plan.unit, account.lowest == plan.lowest, account.allowance == nil
        else { throw BalanceRefusal.accountDiffers(plan.id) }
        return account
    }

    /// Moves an amount. The same order again is answered with what was done the first time.
    ///
    /// - Throws: a `BalanceRefusal`, the first that applies.
    @discardableResult
    public func transfer(_ order: TransferOrder, in session: Session) throws -> TransferOutcome {
        try checkForm(id: order.id, amount: order.amount, reference: order.reference)
        guard order.debit != order.credit else { throw BalanceRefusal.sameAccount(order.debit) }
        return try settle(Posting(order: order), in: session)
    }

    /// Gives back all or part of a transfer. All reversals of a transfer together never exceed it.
    ///
    /// - Throws: a `BalanceRefusal`; `insufficient` when what had arrived is no longer there.
    @discardableResult
    public func reverse(_ order: ReversalOrder, in session: Session) throws -> TransferOutcome {
        try checkForm(id: order.id, amount: order.amount, reference: order.reference)
        if let known = try TransferRows.find(order.id, of: order.tenant, in: session) {
            return try repeated(order, known)
        }
        guard let original = try transfer(order.reverses, of: order.tenant, in: session) else {
            throw BalanceRefusal.noSuchTransfer(order.reverses)
        }
        guard original.reverses == nil, !isOwn(original.id) else {
            throw BalanceRefusal.notReversible(original.id)
        }
        let left = Fixed(raw: original.amount.raw - original.reversed.raw)
        let amount = order.amount ?? left
        guard amount <= left, !amount.isZero else {
            throw BalanceRefusal.overReversed(id: original.id, asked: amount, left: left)
        }
        let transfer = TransferOrder(
            id: order.id, tenant: order.tenant, debit: original.credit, credit: original.debit,
            amount: amount, at: order.at, cause: order.cause, reference: order.reference,
            citation: order.citation)
        let outcome = try settle(
            Posting(order: transfer, reverses: original.id), in: session)
        try TransferRows.reverse(original.id, by: amount, of: order.tenant, in: session)
        return outcome
    }

    /// One account.
    ///
    /// - Throws: `BalanceRefusal.noSuchAccount`.
    public func account(_ id: AccountID, of tenant: String, in session: Session) throws -> Account {
        guard let account = try AccountRows.find(id, of: tenant, in: session) else {
            throw BalanceRefusal.noSuchAccount(id)
        }
        return account
    }

    /// The holder's accounts in order of their names, without counter-accounts.
    public func accounts(of tenant: String, in session: Session) throws -> [Account] {
        try AccountRows.all(of: tenant, in: session)
    }

    /// What is on an account.
    ///
    /// - Throws: `BalanceRefusal.noSuchAccount`.
    public func balance(of id: AccountID, tenant: String, in session: Session) throws -> Fixed {
        try account(id, of: tenant, in: session).balance
    }

    /// One transfer; nil when there is none of that key.
    public func transfer(_ id: String, of tenant: String, in session: Session) throws -> Transfer? {
        try TransferRows.find(id, of: tenant, in: session)
    }

    /// Lines of an account above a number, the oldest first. A counter-account keeps none: each of
    /// its lines stands, with the other sign, in the statement of the account opposite.
    public func statement(
        of id: AccountID, tenant: String, after number: Int64 = 0, limit: Int,
        in session: Session
    ) throws -> [StatementLine] {
        try StatementRows.lines(
            of: id, tenant: tenant, after: number, limit: limit, in: session)
    }

    /// Lines of an account below a number, the newest first.
    public func latest(
        of id: AccountID, tenant: String, before number: Int64 = .max, limit: Int,
        in session: Session
    ) throws -> [StatementLine] {
        try StatementRows.latest(
            of: id, tenant: tenant, before: number, limit: limit, in: session)
    }
}

extension Ledger {
    /// Posts, or finds out why not. An order that had been done before is a success.
    func settle(_ posting: Posting, in session: Session) throws -> TransferOutcome {
        if let transfer = try TransferRows.post(posting, in: session) {
            return TransferOutcome(transfer: transfer, isRepeat: false)
        }
        let order = posting.order
        if let known = try TransferRows.find(order.id, of: order.tenant, in: session) {
            return try repeated(order, known)
        }
        throw try reason(order, in: session)
    }

    /// Why an order of good form whose key is free was not posted.
    private func reason(_ order: TransferOrder, in session: Session) throws -> any Error {
        let debit = try account(order.debit, of: order.tenant, in: session)
        let credit = try account(order.credit, of: order.tenant, in: session)
        guard debit.unit == credit.unit else {
            return BalanceRefusal.unitsDiffer(
                debit: units.name(of: debit.unit), credit: units.name(of: credit.unit))
        }
        if let available = debit.available, available < order.amount {
            return BalanceRefusal.insufficient(
                account: debit.id, label: debit.label, unit: units.name(of: debit.unit),
                needed: order.amount, available: available,
                basis: order.citation ?? OwnRule.neverOverdrawn.citation)
        }
        if debit.lowest == nil, debit.balance.raw - order.amount.raw < -largestBalance {
            return BalanceRefusal.outOfRange(debit.id)
        }
        if credit.balance.raw + order.amount.raw > largestBalance {
            return BalanceRefusal.outOfRange(credit.id)
        }
        return LedgerBroken(description: "no reason to refuse \(order.id)")
    }

    private func repeated(_ order: TransferOrder, _ known: Transfer) throws -> TransferOutcome {
        var fields: [String] = []
        if known.debit != order.debit { fields.append("debit") }
        if known.credit != order.credit { fields.append("credit") }
        if known.amount != order.amount { fields.append("amount") }
        if known.reverses != nil { fields.append("reverses") }
        return try outcome(of: known, differing: fields, reference: order.reference)
    }

    private func repeated(_ order: ReversalOrder, _ known: Transfer) throws -> TransferOutcome {
        var fields: [String] = []
        if let amount = order.amount, amount != known.amount { fields.append("amount") }
        if !sameBytes(known.reverses, order.reverses) { fields.append("reverses") }
        return try outcome(of: known, differing: fields, reference: order.reference)
    }

    private func outcome(
        of known: Transfer, differing fields: [String], reference: String
    ) throws -> TransferOutcome {
        let all = sameBytes(known.reference, reference) ? fields : fields + ["reference"]
        guard all.isEmpty else {
            throw BalanceRefusal.transferDiffers(id: known.id, fields: all)
        }
        return TransferOutcome(transfer: known, isRepeat: true)
    }

    /// What can be said of an order without looking anything up.
    func checkForm(id: String, amount: Fixed?, reference: String) throws(BalanceRefusal) {
        guard isPlainLine(id), !isOwn(id) else { throw .transferID(id) }
        guard isPlainLine(reference) else { throw .reference(reference) }
        if let amount, amount.raw <= 0 || amount.raw > largestBalance { throw .amount(amount) }
    }

    /// Keys that begin so are the ledger's own: what it grants when a limit applies or changes.
    private func isOwn(_ id: String) -> Bool { id.utf8.first == UInt8(ascii: "@") }
}

/// 1 to 200 bytes without control characters.
private func isPlainLine(_ text: String) -> Bool {
    (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
}

/// Equality of what was sent; `==` would take canonically equivalent texts for the same.
private func sameBytes(_ known: String?, _ given: String) -> Bool {
    known?.utf8.elementsEqual(given.utf8) ?? false
}
