public import Kernel

/// What is levied within the limits (财关税〔2016〕18号 三).
public struct RetailImportFactors: Sendable, Hashable {
    /// Duty in per cent; zero for the time being.
    public let dutyPct: Fixed
    /// The share of the statutory VAT and consumption tax that is levied, 0.70 for 70 %.
    public let taxShare: Fixed
}

extension RetailImportFactors: LoadedValue {
    static let key = "levied-share"
    var loadedKey: String { RetailImportFactors.key }
}

/// The rates by which one line is taxed, all in per cent.
struct LineRates: Sendable, Hashable {
    let dutyPct: Fixed
    let vatPct: Fixed
    /// 1 when taxed in full.
    let share: Fixed
}

/// Duty = value × rate, to the fen, half up.
func importDuty(value: Fixed, pct: Fixed) throws(NumberFault) -> Fixed {
    try fen(Int128(value.raw) * Int128(pct.raw), over: hundredPercent)
}

/// Consumption tax of a line, to the fen, half up (消费税暂行条例; 海关总署令第272号 第十七条):
///
///     (value + duty + quantity part) / (1 − c) × c + quantity part
///
/// times the share that is levied. The equal form ((value + duty) × c + quantity part) / (1 − c) is
/// computed, so that the amount is rounded once.
func consumptionTax(
    value: Fixed, duty: Fixed, base: ConsumptionTaxBase, share: Fixed
) throws(NumberFault) -> Fixed {
    guard case .due(let pct, let byQuantity, _) = base else { return .zero }
    let price = try value.adding(duty)
    let specific = Int128(byQuantity?.amount.raw ?? 0)
    let whole = Int128(price.raw) * Int128(pct.raw) + specific * hundredPercent
    return try fen(
        whole * Int128(share.raw), over: (hundredPercent - Int128(pct.raw)) * Int128(Fixed.scale))
}

/// Import VAT within the limits, to the fen, half up: share × (value + full consumption tax) × v.
///
/// The consumption tax inside is the full statutory one and was not levied, so it is not rounded:
/// (value + quantity part) / (1 − c) × v × share.
func reducedImportVAT(value: Fixed, base: ConsumptionTaxBase, rates: LineRates)
    throws(NumberFault) -> Fixed
{
    var pct = Fixed.zero
    var price = value
    if case .due(let rate, let byQuantity, _) = base {
        pct = rate
        price = try value.adding(byQuantity?.amount ?? .zero)
    }
    return try fen(
        Int128(price.raw) * Int128(rates.vatPct.raw) * Int128(rates.share.raw),
        over: (hundredPercent - Int128(pct.raw)) * Int128(Fixed.scale))
}

/// Import VAT in full, to the fen, half up: (value + duty + consumption tax) × v, with duty and
/// consumption tax as levied (海关总署令第272号 第十七条).
func fullImportVAT(value: Fixed, duty: Fixed, consumption: Fixed, pct: Fixed)
    throws(NumberFault) -> Fixed
{
    let price = try value.adding(duty).adding(consumption)
    return try fen(Int128(price.raw) * Int128(pct.raw), over: hundredPercent)
}

/// 100 % as the raw figure of a `Fixed`. Rates read from the tables are below 1000 %, consumption
/// tax below 100 %, shares at most 1: the largest product is 2^63 × 2^27 × 2^17, inside 128 bits.
private let hundredPercent = 100 * Int128(Fixed.scale)

/// An exact quotient of raw figures, rounded once, half up, to the fen.
private func fen(_ numerator: Int128, over denominator: Int128) throws(NumberFault) -> Fixed {
    try Fixed(raw: 1).scaled(numerator, over: denominator, places: 2)
}
