public import Kernel

/// Why a tax cannot be computed. The cases stand in order of precedence; where several goods lines
/// cannot be taxed, all are reported together (`several`).
public indirect enum TariffRefusal: Refusal, Hashable {
    /// The order has no goods.
    case orderEmpty
    /// A price, charge or quantity is not above zero where it must be, or below zero.
    case amountNotPositive(field: String)
    /// A sum leaves the range a message can carry.
    case amountOutOfRange
    /// Retail import had no rules on that day yet.
    case noRuleOnDay(Day)
    /// Ten digits that the tariff does not have.
    case codeUnknown(line: Int, code: String)
    /// The code is known, but no rate for that day.
    case noRateOnDay(line: Int, code: String, Day)
    /// The goods are not on the positive list in force.
    case notOnPositiveList(line: Int, code: String)
    /// They are on it, but not for this enterprise or origin.
    case listedForOthers(line: Int, code: String, ListedFor)
    /// The table has no VAT rate for the code.
    case vatRateUnknown(line: Int, code: String)
    /// The duty is not a percentage and its amount is not in our table.
    case dutyNotComputable(line: Int, code: String)
    /// The consumption tax depends on facts our table does not hold.
    case consumptionTaxNotComputable(line: Int, code: String)
    /// A tax counts by a unit for which the line gives no quantity.
    case quantityMissing(line: Int, code: String, unit: String)
    /// No exchange rate is known for the currency on that day.
    case exchangeRateMissing(CurrencyCode, Day)
    /// More than one line cannot be taxed; each with its own reason.
    case several([TariffRefusal])

    public var code: String {
        switch self {
        case .orderEmpty: "tariff.order-empty"
        case .amountNotPositive: "tariff.amount-not-positive"
        case .amountOutOfRange: "tariff.amount-out-of-range"
        case .noRuleOnDay: "tariff.no-rule-on-day"
        case .codeUnknown: "tariff.code-unknown"
        case .noRateOnDay: "tariff.no-rate-on-day"
        case .notOnPositiveList: "tariff.not-on-positive-list"
        case .listedForOthers: "tariff.listed-for-others"
        case .vatRateUnknown: "tariff.vat-rate-unknown"
        case .dutyNotComputable: "tariff.duty-not-computable"
        case .consumptionTaxNotComputable: "tariff.consumption-tax-not-computable"
        case .quantityMissing: "tariff.quantity-missing"
        case .exchangeRateMissing: "tariff.exchange-rate-missing"
        case .several: "tariff.several-lines"
        }
    }

    public var field: String? {
        switch self {
        case .amountNotPositive(let field): field
        case .codeUnknown(let line, _), .noRateOnDay(let line, _, _),
            .notOnPositiveList(let line, _), .listedForOthers(let line, _, _),
            .vatRateUnknown(let line, _),
            .dutyNotComputable(let line, _), .consumptionTaxNotComputable(let line, _):
            "lines[\(line)].hs10"
        case .quantityMissing(let line, _, _): "lines[\(line)].quantities"
        case .exchangeRateMissing: "currency"
        case .orderEmpty: "lines"
        case .amountOutOfRange, .noRuleOnDay, .several: nil
        }
    }

    public var faults: [Fault] {
        switch self {
        case .several(let refusals): refusals.flatMap(\.faults)
        default: [Fault(code: code, path: field ?? "", message: message, fix: fix)]
        }
    }

    /// One refusal as it is, several as one; nil for none.
    static func together(_ refusals: [TariffRefusal]) -> TariffRefusal? {
        refusals.count > 1 ? .several(refusals) : refusals.first
    }
}

/// Computes, and refuses when a figure leaves the range a message can carry.
func inRange<Value>(_ compute: () throws(NumberFault) -> Value) throws(TariffRefusal) -> Value {
    do { return try compute() } catch { throw .amountOutOfRange }
}
