import Kernel
import Tariff

/// What an export list is worth in yuan. Our desk notes it when it decides; what a far side
/// decides is reckoned from the lines.
struct ExportValue: Sendable {
    let rates: ExchangeRates

    /// Sum of the lines on a day; nil when one of them has no currency with a rate on it.
    func yuan(_ list: Inventory, on day: Day) -> Fixed? {
        var sum = Fixed.zero
        for line in list.lines {
            guard let currency = CurrencyCode(line.currency),
                let value = try? rates.yuan(Money(line.total, currency), on: day),
                let next = try? sum.adding(value)
            else { return nil }
            sum = next
        }
        return sum
    }
}
