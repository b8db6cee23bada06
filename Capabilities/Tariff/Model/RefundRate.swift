public import Kernel

/// What the refund-rate library (出口退税率文库) says of a code.
public struct RefundRate: Sendable, Hashable {
    /// What a rate of zero means.
    public enum Mark: Int, Sendable, Hashable {
        case none = 0
        /// Taxed like a domestic sale (视同内销征税).
        case taxed = 1
        /// Exempt without refund (免税不退).
        case exempt = 2
    }

    /// Per cent of the amount without VAT.
    public let pct: Fixed
    public let mark: Mark
    /// VAT rate of the goods at home; nil when the library does not say.
    public let vatPct: Fixed?
    public let name: String
    public let citation: Citation
}
