public import Kernel

/// Duty by a rate, to the fen, half up (海关总署令第272号 第十七条):
///
///     value × pct,  quantity × amount,  or both
///
/// - Parameters:
///   - quantity: the quantity of the line in a unit; refuses where the line gives none.
///   - exchange: yuan for one unit of a currency.
/// - Throws: a refusal when the rate is not stated or what it needs is not there.
func importDutyDue(
    _ rate: DutyRate, value: Fixed, line: Int, code: String,
    quantity: (String) throws(TariffRefusal) -> Fixed,
    exchange: (CurrencyCode) throws(TariffRefusal) -> Fixed
) throws(TariffRefusal) -> Fixed {
    switch rate {
    case .adValorem(let pct):
        return try inRange { () throws(NumberFault) in try importDuty(value: value, pct: pct) }
    case .specific(let amount, let unit):
        let counted = try quantity(unit)
        return try inRange { () throws(NumberFault) in
            try counted.multiplied(by: amount).rounded(to: 2)
        }
    case .compound(let pct, let amount, let unit):
        let counted = try quantity(unit)
        // One rounding of the sum, as the formula is one.
        return try inRange { () throws(NumberFault) in
            let whole = Int128(value.raw) * Int128(pct.raw)
                + Int128(counted.raw) * Int128(amount.raw) * 100
            return try Fixed(raw: 1).scaled(whole, over: 100 * Int128(Fixed.scale), places: 2)
        }
    case .byPrice(let split, let upTo, let above):
        let counted = try quantity(split.unit)
        let rate = try exchange(split.currency)
        // value / quantity / rate <= price, multiplied out: inside 128 bits.
        let paid = Int128(value.raw) * Int128(Fixed.scale) * Int128(Fixed.scale)
        let limit = Int128(split.price.raw) * Int128(rate.raw) * Int128(counted.raw)
        return try importDutyDue(
            paid <= limit ? upTo : above, value: value, line: line, code: code,
            quantity: quantity, exchange: exchange)
    case .specificOrCompound, .sliding: throw .dutyNotComputable(line: line, code: code)
    }
}

/// What goods owe on import, each tax in yuan to the fen.
public struct ImportTaxes: Sendable, Hashable {
    public let duty: Fixed
    public let consumption: Fixed
    public let vat: Fixed
    /// All three.
    public let total: Fixed
}

/// The facts of one line that its taxes are computed from.
struct TaxedGoods: Sendable {
    let number: Int
    let line: TariffLine
    /// Customs value in yuan.
    let value: Fixed
    /// In whatever units; the first is the declared one.
    let quantities: [Quantity]
    let day: Day
    /// The day whose currencies count; nil where it is `day`.
    var currencyDay: Day?

    /// As the rules for quantities take it.
    var declared: RetailImportOrder.Line {
        RetailImportOrder.Line(
            hs10: line.code.text, price: value,
            quantity: quantities.first ?? Quantity(.zero, unit: ""),
            statutory: Array(quantities.dropFirst()))
    }
}

extension TariffBook {
    /// Duty of a line by a rate.
    func duty(_ rate: DutyRate, of goods: TaxedGoods) throws(TariffRefusal) -> Fixed {
        try importDutyDue(
            rate, value: goods.value, line: goods.number, code: goods.line.code.text,
            quantity: { unit throws(TariffRefusal) in
                let found = try inRange { () throws(NumberFault) in
                    try retail.conversions.quantity(of: goods.declared, in: unit, on: goods.day)
                        ?? goods.quantities.first { $0.unit == unit }?.amount
                }
                guard let found, found > .zero else {
                    throw .quantityMissing(
                        line: goods.number, code: goods.line.code.text, unit: unit)
                }
                return found
            },
            exchange: { currency throws(TariffRefusal) in
                guard let rate = exchange.yuanPerUnit(
                    of: currency, on: goods.currencyDay ?? goods.day)
                else {
                    throw .exchangeRateMissing(currency, goods.currencyDay ?? goods.day)
                }
                return rate
            })
    }

    /// What the consumption tax of a line is computed from, once its duty is known.
    func consumptionBase(of goods: TaxedGoods, duty: Fixed) throws(TariffRefusal)
        -> ConsumptionTaxBase
    {
        try consumptionTaxDue(
            goods.line.consumption, on: goods.declared, number: goods.number, value: goods.value,
            duty: duty, on: goods.day, conversions: retail.conversions,
            dollar: exchange.rate(of: .usd, on: goods.currencyDay ?? goods.day))
    }

    /// All taxes of a line by a duty rate, nothing exempted.
    func taxes(_ rate: DutyRate, of goods: TaxedGoods) throws(TariffRefusal) -> ImportTaxes {
        let duty = try duty(rate, of: goods)
        return try taxes(duty: duty, of: goods)
    }

    func taxes(duty: Fixed, of goods: TaxedGoods) throws(TariffRefusal) -> ImportTaxes {
        guard let vatPct = goods.line.vat else {
            throw .vatRateUnknown(line: goods.number, code: goods.line.code.text)
        }
        let base = try consumptionBase(of: goods, duty: duty)
        return try inRange { () throws(NumberFault) in
            let consumption = try consumptionTax(
                value: goods.value, duty: duty, base: base, share: Fixed(1))
            let vat = try fullImportVAT(
                value: goods.value, duty: duty, consumption: consumption, pct: vatPct)
            return ImportTaxes(
                duty: duty, consumption: consumption, vat: vat,
                total: try duty.adding(consumption).adding(vat))
        }
    }
}
