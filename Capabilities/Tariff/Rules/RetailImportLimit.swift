public import Kernel

/// What one buyer may import by retail: per order and per calendar year, in yuan.
public struct RetailImportLimits: Sendable, Hashable {
    public let order: Fixed
    public let year: Fixed
    /// Whether an order of one single article above the order limit stays in the channel, taxed in
    /// full (from 2019), or becomes general trade (before).
    public let admitsSingleItem: Bool
}

extension RetailImportLimits: LoadedValue {
    static let key = "order-and-year"
    var loadedKey: String { RetailImportLimits.key }
}

/// Whether an order may come in as a retail import, and how it is taxed then.
public struct RetailImportLimitDecision: Sendable {
    public enum Treatment: Sendable, Hashable {
        /// Within both limits: no duty, reduced VAT and consumption tax.
        case normal
        /// One single article above the order limit: taxed in full, counted into the year.
        case fullTaxSingleItem
        /// Not admitted as a retail import.
        case refused(RetailImportRefusal)
    }

    public let treatment: Treatment
    /// Customs value of the order.
    public let value: Fixed
    /// What the buyer had used in the calendar year before this order.
    public let used: Fixed
    /// How many articles the order holds.
    public let items: Int
    /// Day of release, by which limits and year are chosen.
    public let day: Day
    public let limits: Dated<RetailImportLimits>

    /// What the buyer will have used in the year with this order; unchanged when it is refused.
    public var usedAfter: Fixed {
        if case .refused = treatment { return used }
        return (try? used.adding(value)) ?? used
    }
}

/// Why an order is not admitted as a retail import.
public enum RetailImportRefusal: String, Sendable, Hashable, CaseIterable {
    /// Above the order limit with more than one article.
    case aboveOrderLimitSeveralItems
    /// The year would go above the yearly limit.
    case aboveYearLimit
    /// One article, but its value is not below the yearly limit.
    case notBelowYearLimit
    /// Above a limit while such orders were taxed in full as general trade (until 2018).
    case generalTradeInFull

    /// The reason as decisions and receipts carry it.
    public var code: String {
        switch self {
        case .aboveOrderLimitSeveralItems: "OVER_SINGLE_LIMIT_MULTI_ITEM"
        case .aboveYearLimit, .notBelowYearLimit: "GENERAL_TRADE"
        case .generalTradeInFull: "FULL_TAX_GENERAL_TRADE"
        }
    }
}

/// Chooses the treatment of an order (财关税〔2016〕18号 三; 财关税〔2018〕49号 一、二).
///
/// 以内 includes the limit itself, 低于 does not: an order of exactly the order limit is normal, one
/// article worth exactly the yearly limit is not admitted. Refuses when the year's sum leaves the
/// range of numbers.
func retailImportLimit(
    value: Fixed, used: Fixed, items: Int, day: Day, limits: Dated<RetailImportLimits>
) throws(NumberFault) -> RetailImportLimitDecision {
    let limit = limits.value
    let year = try used.adding(value)
    let fitsOrder = value <= limit.order
    let fitsYear = year <= limit.year
    let treatment: RetailImportLimitDecision.Treatment =
        if fitsOrder && fitsYear {
            .normal
        } else if !limit.admitsSingleItem {
            .refused(.generalTradeInFull)
        } else if !fitsOrder && items > 1 {
            .refused(.aboveOrderLimitSeveralItems)
        } else if !fitsYear {
            .refused(.aboveYearLimit)
        } else if value < limit.year {
            .fullTaxSingleItem
        } else {
            .refused(.notBelowYearLimit)
        }
    return RetailImportLimitDecision(
        treatment: treatment, value: value, used: used, items: items, day: day, limits: limits)
}
