public import Kernel

/// What the consumption tax of a line is computed from, once its conditions were looked at.
public enum ConsumptionTaxBase: Sendable, Hashable {
    /// The goods bear no consumption tax.
    case none
    /// The price per unit stays below the threshold of dear goods.
    case belowThreshold(ConsumptionTaxThreshold)
    /// A percentage of the price with tax, an amount by quantity, or both. `threshold` is set when
    /// the tax is due because the price per unit reaches it.
    case due(pct: Fixed, byQuantity: ByQuantity?, threshold: ConsumptionTaxThreshold?)

    /// The part that counts by quantity.
    public struct ByQuantity: Sendable, Hashable {
        public let quantity: Fixed
        /// What the unit is called.
        public let unit: Localized
        /// Yuan per unit.
        public let rate: Fixed
        /// Quantity times rate.
        public let amount: Fixed
        /// How the quantity was reckoned, where it was declared in another unit.
        public var converted: ConvertedQuantity?
        /// Why this amount and not the other, where it depends on the price.
        public var priceClass: PriceClass?
        /// Why this per cent and not the other, where it depends on a price that is reckoned.
        public var computedClass: ComputedClass?
    }

    /// Goods whose per cent goes by a reckoned price per unit: customs value, duty and the part by
    /// quantity, divided by one less the lower per cent.
    public struct ComputedClass: Sendable, Hashable {
        public let value: Fixed
        public let duty: Fixed
        /// Per cent the price is reckoned with.
        public let lower: Fixed
        /// Yuan per unit, itself in the upper class.
        public let split: Fixed
        public let isUpper: Bool
    }

    /// Goods taxed by price per unit in US dollars: one amount from `split` on, another below it.
    public struct PriceClass: Sendable, Hashable {
        /// Customs value in yuan.
        public let value: Fixed
        /// US dollars per unit, itself in the upper class.
        public let split: Fixed
        public let isUpper: Bool
        public let dollar: ExchangeRate
    }
}

/// The test of dear goods: a price per unit against a threshold.
public struct ConsumptionTaxThreshold: Sendable, Hashable {
    /// What is divided: customs value, with the duty where the tax says so.
    public let price: Fixed
    public let quantity: Fixed
    /// What the unit is called.
    public let unit: Localized
    /// Yuan per unit, itself included.
    public let threshold: Fixed
}

/// Decides whether and how a line bears consumption tax. `value` is its customs value, `duty` its
/// duty, `dollar` the rate of the US dollar. Refuses when the tax depends on something the table
/// or the line does not say, so that no tax is invented.
func consumptionTaxDue(
    _ rate: ConsumptionRate, on line: RetailImportOrder.Line, number: Int, value: Fixed,
    duty: Fixed, on day: Day, conversions: UnitConversions, dollar: ExchangeRate? = nil
) throws(TariffRefusal) -> ConsumptionTaxBase {
    func counted(
        _ unit: String
    ) throws(TariffRefusal) -> (amount: Fixed, converted: ConvertedQuantity?) {
        let declared = try inRange { () throws(NumberFault) in
            try conversions.quantity(of: line, in: unit, on: day)
        }
        if let declared, declared > .zero { return (declared, nil) }
        let reckoned = try inRange { () throws(NumberFault) in
            try conversions.goods.quantity(of: line, in: unit, on: day, conversions)
        }
        guard let reckoned, reckoned.amount > .zero else {
            throw .quantityMissing(line: number, code: line.hs10, unit: unit)
        }
        return (reckoned.amount, reckoned.converted)
    }
    func quantity(_ unit: String) throws(TariffRefusal) -> Fixed { try counted(unit).amount }
    func byQuantity(_ amount: Fixed, _ unit: String) throws(TariffRefusal)
        -> ConsumptionTaxBase.ByQuantity
    {
        let found = try counted(unit)
        let due = try inRange { () throws(NumberFault) in
            try found.amount.multiplied(by: amount)
        }
        return ConsumptionTaxBase.ByQuantity(
            quantity: found.amount, unit: conversions.name(of: unit), rate: amount, amount: due,
            converted: found.converted)
    }
    switch rate {
    case .none: return .none
    case .adValorem(let pct): return .due(pct: pct, byQuantity: nil, threshold: nil)
    case .aboveThreshold(let pct, let threshold):
        let counted = try quantity(threshold.unit)
        let price = try inRange { () throws(NumberFault) in
            threshold.includesDuty ? try value.adding(duty) : value
        }
        let test = ConsumptionTaxThreshold(
            price: price, quantity: counted, unit: conversions.name(of: threshold.unit),
            threshold: threshold.price)
        return reaches(test) ? .due(pct: pct, byQuantity: nil, threshold: test)
            : .belowThreshold(test)
    case .specific(let amount, let unit):
        guard let amount else {
            throw .consumptionTaxNotComputable(line: number, code: line.hs10)
        }
        return .due(pct: .zero, byQuantity: try byQuantity(amount, unit), threshold: nil)
    case .byPrice(let price, let above, let below, let unit):
        guard let dollar, let yuan = dollar.yuanPerUnit else {
            throw .consumptionTaxNotComputable(line: number, code: line.hs10)
        }
        // value / quantity / dollar >= price, multiplied out: at most 2^34 × 2^63 × 2^27.
        let paid = Int128(value.raw) * Int128(Fixed.scale) * Int128(Fixed.scale)
        let split = Int128(price.raw) * Int128(yuan.raw) * Int128(try quantity(unit).raw)
        var part = try byQuantity(paid >= split ? above : below, unit)
        part.priceClass = ConsumptionTaxBase.PriceClass(
            value: value, split: price, isUpper: paid >= split, dollar: dollar)
        return .due(pct: .zero, byQuantity: part, threshold: nil)
    case .compound(let pct, let amount, let unit):
        guard let pct, let amount else {
            throw .consumptionTaxNotComputable(line: number, code: line.hs10)
        }
        return .due(pct: pct, byQuantity: try byQuantity(amount, unit), threshold: nil)
    case .byComputedPrice(let price, let upper, let lower, let amount, let unit):
        return try dueInClass(try byQuantity(amount, unit), price, upper, lower, value, duty)
    }
}

/// Compares price / quantity with the threshold by multiplying out, so that nothing is rounded. The
/// products stay below 2^104: a threshold is below a million yuan (checked when it is read).
private func reaches(_ test: ConsumptionTaxThreshold) -> Bool {
    Int128(test.price.raw) * Int128(Fixed.scale)
        >= Int128(test.threshold.raw) * Int128(test.quantity.raw)
}

/// Reckons the price of a unit with the lower per cent, and takes the per cent of its class.
private func dueInClass(
    _ byQuantity: ConsumptionTaxBase.ByQuantity, _ price: Fixed, _ upper: Fixed, _ lower: Fixed,
    _ value: Fixed, _ duty: Fixed
) throws(TariffRefusal) -> ConsumptionTaxBase {
    var part = byQuantity
    let amount = part.amount
    let sum = try inRange { () throws(NumberFault) in try value.adding(duty).adding(amount) }
    // sum / (1 - lower) / quantity >= price, multiplied out: at most 2^57 × 2^34 × 2^7.
    let scale = Int128(Fixed.scale)
    let reckoned = Int128(sum.raw) * 100 * scale * scale
    let left = 100 * scale - Int128(lower.raw)
    let isUpper = reckoned >= Int128(price.raw) * Int128(part.quantity.raw) * left
    part.computedClass = ConsumptionTaxBase.ComputedClass(
        value: value, duty: duty, lower: lower, split: price, isUpper: isUpper)
    return .due(pct: isUpper ? upper : lower, byQuantity: part, threshold: nil)
}
