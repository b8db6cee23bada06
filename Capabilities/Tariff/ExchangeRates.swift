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
        return try inRange { () throws(NumberFault) in try rate.yuan(money.amount) }
    }

    /// The rate of a currency on a day; nil where there is none, and for the yuan.
    public func rate(of currency: CurrencyCode, on day: Day) -> ExchangeRate? {
        let loaded = loaded.exchange(currency, on: day)
        guard let found = loaded ?? rates[currency]?.inForce(on: day) else { return nil }
        return ExchangeRate(
            currency: currency, units: found.value.units, cny: found.value.cny, from: found.from,
            to: found.to, citation: found.citation, isDefault: loaded == nil)
    }

    /// Every rate of a day, by currency number.
    public func rates(on day: Day) -> [ExchangeRate] {
        Set(rates.keys).union(loaded.currencies(on: day)).compactMap { rate(of: $0, on: day) }
            .sorted { $0.currency.code < $1.currency.code }
    }

    /// The rate that came with the product.
    func shipped(_ currency: CurrencyCode, on day: Day) -> Rate? {
        rates[currency]?.inForce(on: day)?.value
    }

    /// Yuan for one unit of a currency on a day; nil where there is no rate.
    public func yuanPerUnit(of currency: CurrencyCode, on day: Day) -> Fixed? {
        if currency == .cny { return Fixed(1) }
        return rate(of: currency, on: day)?.yuanPerUnit
    }
}
