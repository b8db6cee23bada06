public import Kernel

/// Asks to move an amount from one account of a holder to another.
public struct TransferOrder: Sendable, Hashable {
    public var tenant: String
    /// Key of the caller, for ever unique among the holder's transfers: 1 to 200 bytes without
    /// control characters, not beginning with `@`. The same order again is done once.
    public var id: String
    /// The amount leaves here.
    public var debit: AccountID
    /// And arrives here.
    public var credit: AccountID
    /// Above zero.
    public var amount: Fixed
    public var at: Instant
    /// Journal entry that brought it about.
    public var cause: Int64?
    /// What it is for: the number of a list, a letter of guarantee, an order.
    public var reference: String
    /// Where the rule is written that decided the amount.
    public var citation: Citation?

    public init(
        id: String, tenant: String, debit: AccountID, credit: AccountID, amount: Fixed,
        at: Instant, cause: Int64? = nil, reference: String, citation: Citation? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.debit = debit
        self.credit = credit
        self.amount = amount
        self.at = at
        self.cause = cause
        self.reference = reference
        self.citation = citation
    }
}

/// Asks to give back all or part of an earlier transfer.
public struct ReversalOrder: Sendable, Hashable {
    public var tenant: String
    /// Key of the reversal itself, as of any transfer.
    public var id: String
    /// The transfer that is reversed.
    public var reverses: String
    /// Above zero; nil for all that has not been given back yet.
    public var amount: Fixed?
    public var at: Instant
    public var cause: Int64?
    public var reference: String
    public var citation: Citation?

    public init(
        id: String, tenant: String, reverses: String, amount: Fixed? = nil, at: Instant,
        cause: Int64? = nil, reference: String, citation: Citation? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.reverses = reverses
        self.amount = amount
        self.at = at
        self.cause = cause
        self.reference = reference
        self.citation = citation
    }
}

/// An amount that went from one account to another. The row is the evidence: nothing of it changes
/// but how much has been given back.
public struct Transfer: Sendable, Hashable {
    public let tenant: String
    public let id: String
    public let debit: AccountID
    public let credit: AccountID
    public let amount: Fixed
    /// Balance of the debited account right after; nil for a counter-account.
    public let debitBalance: Fixed?
    /// Balance of the credited account right after; nil for a counter-account.
    public let creditBalance: Fixed?
    public let at: Instant
    /// Journal entry that brought it about.
    public let cause: Int64?
    public let reference: String
    /// Where the rule is written that decided the amount.
    public let citation: String?
    /// The transfer this one gives back.
    public let reverses: String?
    /// How much of it has been given back.
    public var reversed: Fixed
}

/// What became of an order.
public struct TransferOutcome: Sendable, Hashable {
    public let transfer: Transfer
    /// Whether it had been done before: then nothing was moved now.
    public let isRepeat: Bool
}

/// One line of an account's statement.
public struct StatementLine: Sendable, Hashable {
    /// From 1, without gaps.
    public let number: Int64
    public let transfer: String
    /// The account on the other side.
    public let other: AccountID
    /// Above zero when it arrived, below when it left.
    public let amount: Fixed
    public let balance: Fixed
    public let at: Instant
    public let cause: Int64?
    public let reference: String
    public let citation: String?
    /// The transfer this one gives back.
    public let reverses: String?
}
