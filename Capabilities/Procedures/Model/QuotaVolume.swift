public import Kernel

/// How much of some goods may be imported inside a tariff quota in a year, and when one may apply
/// for it: what grants are drawn from. Another room knows; this one only takes from it.
public struct QuotaVolume: Sendable, Hashable {
    /// Short name of the quota: `wheat`.
    public let quota: String
    public let name: Localized
    public let year: Int
    /// National volume of the year, in `unit`.
    public let amount: Fixed
    /// The customs' number of the unit that quantities of these goods are counted in.
    public let unit: String
    public let citation: Citation
    /// First and last day to apply.
    public let opens: Day
    public let closes: Day
    /// Where the days to apply are written.
    public let windowCitation: Citation
    /// Last day to give back what will not be used.
    public let returnBy: Day
    /// Where that day is written.
    public let returnCitation: Citation

    public init(
        quota: String, name: Localized, year: Int, amount: Fixed, unit: String,
        citation: Citation, opens: Day, closes: Day, windowCitation: Citation,
        returnBy: Day, returnCitation: Citation
    ) {
        self.quota = quota
        self.name = name
        self.year = year
        self.amount = amount
        self.unit = unit
        self.citation = citation
        self.opens = opens
        self.closes = closes
        self.windowCitation = windowCitation
        self.returnBy = returnBy
        self.returnCitation = returnCitation
    }

    /// Whether one may apply on a day.
    public func isOpen(on day: Day) -> Bool { opens <= day && day <= closes }
}
