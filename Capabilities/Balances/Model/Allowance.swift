public import Kernel

/// What somebody may use within a period: an account that a dated rule fills with its limit when it
/// is first used, for example the yearly limit of a buyer.
public struct Allowance: Sendable, Hashable {
    /// The account; its name says the period: `quota-2026`.
    public var plan: AccountPlan
    /// The limit in force, zero or more.
    public var limit: Fixed
    /// Where the limit is written.
    public var citation: Citation

    public init(plan: AccountPlan, limit: Fixed, citation: Citation) {
        self.plan = plan
        self.limit = limit
        self.citation = citation
    }

    /// The account of a period: `account("quota", period: "2026")` is `quota-2026`. Nil when the
    /// name cannot be one.
    public static func account(_ name: String, period: String) -> AccountID? {
        AccountID(name + "-" + period)
    }
}

/// How an allowance stands.
public struct AllowanceState: Sendable, Hashable {
    public let limit: Fixed
    public let used: Fixed
    /// What may still be taken; zero also when a lowered limit lies below what was used.
    public let available: Fixed
}
