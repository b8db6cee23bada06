public import Kernel

/// The rate (汇率) by which amounts in a currency become yuan on a day, and where it is written.
public struct ExchangeRate: Sendable, Hashable {
    public let currency: CurrencyCode
    /// Units of the currency that cost `cny`.
    public let units: Fixed
    /// Yuan.
    public let cny: Fixed
    /// First day it holds.
    public let from: Day
    /// Last day; nil while no other follows.
    public let to: Day?
    public let citation: Citation
    /// Whether it came with the product, as a setting to be replaced, and was never published.
    public let isDefault: Bool

    /// Yuan for one unit; nil where that cannot be written.
    public var yuanPerUnit: Fixed? {
        try? cny.scaled(Int128(Fixed.scale), over: Int128(units.raw))
    }

    /// An amount in yuan, half up to the fen.
    func yuan(_ amount: Fixed) throws(NumberFault) -> Fixed {
        try amount.scaled(Int128(cny.raw), over: Int128(units.raw), places: 2)
    }
}
