public import Kernel

/// Rules of this system's own behind refusals of the ledger; the register of policies has each.
extension OwnRule {
    /// Nothing goes below what it may. Who draws may cite what is more exact.
    public static let neverOverdrawn = OwnRule("余额不透支")
    static let bookedOnce = OwnRule("记账")
    static let accounts = OwnRule("账户和单位")
    static let fields = OwnRule("账户接口")

    /// All of them, so that a test finds each in the register.
    static let ofBalances: [OwnRule] = [neverOverdrawn, bookedOnce, accounts, fields]
}

extension BalanceRefusal {
    /// What stands behind each: a case that is added has to say it.
    public var ground: Ground {
        switch self {
        case .notReadable, .noSuchHolder, .noSuchAccount, .noSuchTransfer, .noSuchGuarantee,
            .noSuchStock:
            .noRule
        case .holderNeeded, .input, .transferID, .reference, .amount: .own(.fields)
        case .transferDiffers, .notReversible, .overReversed: .own(.bookedOnce)
        case .lowest, .sameAccount, .accountDiffers, .unitsDiffer, .outOfRange, .bookOfAnother:
            .own(.accounts)
        case .insufficient(_, _, _, _, _, let basis): .paper(basis)
        }
    }
}
