public import Kernel

/// What is needed to open an account.
public struct AccountPlan: Sendable, Hashable {
    public var id: AccountID
    public var unit: BalanceUnit
    /// Lowest balance it may reach; nil for no limit.
    public var lowest: Fixed?
    /// What people call it.
    public var label: Localized

    public init(id: AccountID, unit: BalanceUnit, lowest: Fixed? = .zero, label: Localized) {
        self.id = id
        self.unit = unit
        self.lowest = lowest
        self.label = label
    }
}

/// Something of which a holder has so much left.
public struct Account: Sendable, Hashable {
    /// Whose it is: the id of an enterprise, or the key of a person.
    public let tenant: String
    public let id: AccountID
    public let unit: BalanceUnit
    /// Lowest balance it may reach; nil for no limit.
    public let lowest: Fixed?
    /// What the dated rule has granted so far; nil for an account that is no allowance.
    public let allowance: Fixed?
    public let balance: Fixed
    /// Lines of its statement.
    public let lines: Int64
    public let openedAt: Instant
    public let label: Localized

    /// What the balance lets be taken; nil when there is no limit. Of a guarantee account less what
    /// does not hold on the day: see `HeldAccount`.
    public var available: Fixed? {
        lowest.map { Fixed(raw: balance.raw - $0.raw) }
    }
}

/// An account as somebody looks at it on a day.
struct HeldAccount: Sendable, Hashable {
    let account: Account
    /// What guarantees stand for that have ended or not begun; nil for an account that holds none.
    var idle: Fixed?

    /// What may be taken today; nil when there is no limit. Nothing where lists have taken more
    /// than holds.
    var available: Fixed? {
        account.available.map { max(.zero, Fixed(raw: $0.raw - (idle?.raw ?? 0))) }
    }
}
