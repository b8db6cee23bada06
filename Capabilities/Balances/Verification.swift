public import Store

/// Something in the ledger that does not add up.
public struct LedgerFlaw: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The balances of a holder in one unit do not sum to zero.
        case sum
        /// A balance is not the sum of its transfers.
        case balance
        /// A balance is below the lowest allowed.
        case belowLowest = "below-lowest"
        /// The lines of a statement are not 1, 2, 3, … or a line's balance does not follow from the
        /// line before.
        case lines
        /// What is noted as given back is not the sum of the reversals.
        case reversed
        /// A transfer names an account that is not there, or accounts of different units.
        case account
    }

    public let kind: Kind
    public let tenant: String
    /// Unit, account or transfer, as the kind has it.
    public let subject: String
}

extension Ledger {
    /// Adds everything up again and gives what does not agree, at most 100 of each kind; empty for
    /// a sound ledger. Reads every row: for tests and operators.
    public func verify(in session: Session) throws -> [LedgerFlaw] {
        try LedgerFlaw.Kind.allCases.flatMap { kind in
            try VerificationRows.flaws(kind, in: session)
        }
    }
}
