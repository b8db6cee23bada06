public import Journal
public import Kernel
public import Store
import Wire

/// Adds guarantees: a hand does it, so it is a journal entry, and the transfer names that entry.
public struct GuaranteeDesk: Sendable {
    /// The house's ledger, for whoever draws on guarantees beside this desk.
    public let ledger: Ledger
    let journal: Journal
    /// Who is in the register: an issuer may be written by code before it is and after.
    let issuers: HolderDirectory

    public init(
        journal: Journal, ledger: Ledger,
        issuers: HolderDirectory = HolderDirectory { _ in nil }
    ) {
        self.journal = journal
        self.ledger = ledger
        self.issuers = issuers
    }

    /// Adds a guarantee to the holder's account, which is opened when it is the first. The same
    /// guarantee again is answered with what was done the first time.
    ///
    /// - Throws: `BalanceRefusal.transferDiffers` when its number was used for another content.
    @discardableResult
    public func add(
        _ guarantee: Guarantee, to tenant: String, by actor: String, in session: Session
    ) throws -> TransferOutcome {
        if let known = try GuaranteeRows.find(guarantee.reference, of: tenant, in: session) {
            return try repeated(guarantee, known.guarantee, tenant, session)
        }
        let now = journal.clock.now()
        try ledger.open(Guarantee.plan, for: tenant, at: now, in: session)
        let cause = try journal.append(
            Draft(
                "balances.guarantee-added", actor: actor, tenant: tenant,
                subjectType: "balance", subject: Guarantee.plan.id.text,
                payload: payload(guarantee), citation: guarantee.citation.text),
            in: session)
        let outcome = try ledger.transfer(
            TransferOrder(
                id: guarantee.transfer, tenant: tenant, debit: Guarantee.plan.id.contra,
                credit: Guarantee.plan.id, amount: guarantee.amount, at: now, cause: cause,
                reference: guarantee.reference, citation: guarantee.citation), in: session)
        try GuaranteeRows.insert(
            GuaranteeEntry(guarantee: guarantee, addedAt: now, addedBy: actor), of: tenant,
            in: session)
        return outcome
    }

    /// The holder's guarantees, the latest added first.
    public func guarantees(of tenant: String, in session: Session) throws -> [GuaranteeEntry] {
        try GuaranteeRows.all(of: tenant, in: session)
    }

    private func repeated(
        _ given: Guarantee, _ known: Guarantee, _ tenant: String, _ session: Session
    ) throws -> TransferOutcome {
        var fields: [String] = []
        if given.form != known.form { fields.append("form") }
        if !isSameIssuer(given, known) { fields.append("issuer") }
        if given.amount != known.amount { fields.append("amount") }
        if given.validFrom != known.validFrom { fields.append("validFrom") }
        if given.validTo != known.validTo { fields.append("validTo") }
        if !given.citation.text.utf8.elementsEqual(known.citation.text.utf8) {
            fields.append("citation")
        }
        guard fields.isEmpty else {
            throw BalanceRefusal.transferDiffers(id: known.transfer, fields: fields)
        }
        guard let transfer = try ledger.transfer(known.transfer, of: tenant, in: session) else {
            throw LedgerBroken(description: "no transfer of guarantee \(known.reference)")
        }
        return TransferOutcome(transfer: transfer, isRepeat: true)
    }

    /// Whether two mean the same issuer, whatever it was called in the register when each was read:
    /// the same request stays the same after its issuer was registered or has another name.
    private func isSameIssuer(_ given: Guarantee, _ known: Guarantee) -> Bool {
        if given.issuer.utf8.elementsEqual(known.issuer.utf8) { return true }
        let before =
            known.issuerID.isEmpty ? issuers.find(known.issuer)?.tenant ?? "" : known.issuerID
        return !before.isEmpty && before.utf8.elementsEqual(given.issuerID.utf8)
    }

    private func payload(_ guarantee: Guarantee) -> JSON {
        .object([
            .init("reference", .text(guarantee.reference)),
            .init("form", .text(guarantee.form.rawValue)),
            .init("issuer", .text(guarantee.issuer)),
            .init("amount", .text(guarantee.amount.text)),
            .init("validFrom", .text(guarantee.validFrom.text)),
            .init("validTo", .optional(guarantee.validTo?.text)),
            .init("transfer", .text(guarantee.transfer)),
        ])
    }
}

extension Ledger {
    /// What a holder's guarantees stand for that do not hold on a day. It lies on the account and
    /// must not be taken: whoever asks what is available subtracts it.
    public func idleGuarantees(of tenant: String, on day: Day, in session: Session) throws
        -> Fixed
    {
        try GuaranteeRows.idle(of: tenant, on: day, in: session)
    }
}
