public import Kernel
import Reference

/// Rates by which amounts in other currencies are compared with limits in yuan.
///
/// `Data/exchange-rates.csv` comes with default settings, not with published rates: replace them by
/// those the customs publish for each month.
public struct ExchangeRates: Sendable {
    struct Rate: Sendable {
        /// Units of the currency that cost `cny`.
        let units: Fixed
        let cny: Fixed
    }

    private let rates: [CurrencyCode: [Dated<Rate>]]
    var loaded = LoadedEditions()

    /// Reads the rates. Refuses a file that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> ExchangeRates {
        var rates: [CurrencyCode: [Dated<Rate>]] = [:]
        var file = try DataFile("\(folder)/exchange-rates.csv", in: share)
        let currency = try file.column("currency")
        let units = try file.column("units")
        let cny = try file.column("cny")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let source = try file.column("source")
        while let row = try file.next() {
            guard let code = CurrencyCode(row.text(currency)) else { throw row.fault("currency") }
            guard let units = try row.number(units, "units"), units > .zero,
                let cny = try row.number(cny, "cny"), cny > .zero
            else { throw row.fault("cny") }
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            rates[code, default: []].append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"),
                    value: Rate(units: units, cny: cny),
                    citation: Citation(document: try row.required(source, "source"))))
        }
        return ExchangeRates(rates: rates)
    }

    /// The same with what an operator loads on top, of which the codes know.
    public static func load(_ share: Share, beside codes: GoodsCodes) throws -> ExchangeRates {
        var rates = try load(share)
        rates.loaded = codes.loaded
        return rates
    }

    /// An amount in yuan, half up to the fen. Refuses a currency without a rate on that day.
    public func yuan(_ money: Money, on day: Day) throws(TariffRefusal) -> Fixed {
        if money.currency == .cny { return money.amount.rounded(to: 2) }
        guard let rate = rate(of: money.currency, on: day) else {
            throw .exchangeRateMissing(money.currency, day)
        }
        return try inRange { () throws(NumberFault) in
            try money.amount.scaled(
                Int128(rate.value.cny.raw), over: Int128(rate.value.units.raw), places: 2)
        }
    }

    /// Where the rate of a currency on a day comes from; nil when there is none.
    public func source(of currency: CurrencyCode, on day: Day) -> Citation? {
        rate(of: currency, on: day)?.citation
    }

    private func rate(of currency: CurrencyCode, on day: Day) -> Dated<Rate>? {
        loaded.exchange(currency, on: day) ?? rates[currency]?.inForce(on: day)
    }

    /// The rate that came with the product.
    func shipped(_ currency: CurrencyCode, on day: Day) -> Rate? {
        rates[currency]?.inForce(on: day)?.value
    }

    /// Yuan for one unit of a currency on a day; nil where there is no rate.
    public func yuanPerUnit(of currency: CurrencyCode, on day: Day) -> Fixed? {
        if currency == .cny { return Fixed(1) }
        guard let rate = rate(of: currency, on: day)?.value else { return nil }
        return try? rate.cny.scaled(Int128(Fixed.scale), over: Int128(rate.units.raw))
    }
}
