import Kernel

/// One payment for the taxes of a month (汇总征税缴款单).
struct PaymentNote: Sendable, Hashable {
    enum State: String, Sendable, Hashable, CaseIterable {
        case open
        case paid
        /// Not paid in time, taken out of the guarantee.
        case drawn
        /// Not paid in time, and the guarantee does not cover it.
        case owed

        var name: Localized {
            switch self {
            case .open: Localized(zh: "待缴款", en: "To be paid")
            case .paid: Localized(zh: "已缴款", en: "Paid")
            case .drawn: Localized(zh: "已动用担保抵缴", en: "Drawn from the guarantee")
            case .owed: Localized(zh: "逾期未缴，担保不足", en: "Overdue, guarantee insufficient")
            }
        }
    }

    let tenant: String
    /// `2026-11`.
    let period: String
    let number: String
    let total: Fixed
    let entries: Int
    var state: State
    var reference: String
    let madeAt: Instant
    var settledAt: Instant?
}

/// Something an enterprise may do that not everybody may, or from which it is shut out.
struct Privilege: Sendable, Hashable {
    static let summaryTaxation = "summary-taxation"
    static let twoStep = "two-step"

    let tenant: String
    let privilege: String
    let ground: String
    let from: Day
    let to: Day?
    let suspendedOn: Day?
    let reason: String

    func holds(on day: Day) -> Bool {
        from <= day && (to.map { day <= $0 } ?? true) && suspendedOn == nil
    }

    /// Whether granting another one would change nothing.
    func grantsSame(as other: Privilege) -> Bool {
        suspendedOn == nil && ground == other.ground && from == other.from && to == other.to
    }
}
