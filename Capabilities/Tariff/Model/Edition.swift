public import Kernel

/// A change of law as an operator loads it: one table with its first day and document.
public struct Edition: Sendable, Hashable {
    /// What a table holds; its header tells.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Goods codes with their rates.
        case codes
        /// Rates of agreements.
        case agreementRates = "agreement-rates"
        /// Product-specific rules of origin of agreements.
        case originRules = "origin-rules"
        /// Export duties.
        case exportDuties = "export-duties"
        /// Notes of the law on sections, chapters and headings.
        case legalNotes = "legal-notes"
        /// Customs exchange rates.
        case exchangeRates = "exchange-rates"
        /// Refund rates of exports.
        case refundRates = "refund-rates"
        /// Headings of the positive list of retail imports.
        case positiveList = "positive-list"
        /// Classes of the tax on articles in luggage and parcels.
        case postalTax = "postal-tax"
        /// What one buyer may import by retail.
        case retailLimits = "retail-limits"
        /// The share of taxes levied on retail imports within the limits.
        case retailFactors = "retail-factors"
        /// How much of a good one person may import by retail in a year.
        case quantityCaps = "quantity-caps"
        /// Goods under tariff quotas, with volumes and windows.
        case quotas
        /// Figures of the law: exemptions, late fee, terms.
        case thresholds
        /// Lines of an agreement's appendix that ask for value added in the exporting party.
        case additionalRequirement = "additional-requirement"
        /// Litres and kilograms of certain goods, for consumption tax.
        case conversions = "goods-conversions"
        /// When retail exports may be released with summary statistics.
        case exportSummary = "export-summary"
        /// Editions of the Harmonized System.
        case nomenclatures
        /// Names of sections, chapters, headings, subheadings and tariff lines.
        case names
        /// Words goods are searched by.
        case searchWords = "search-words"
        /// Which units stand for each other, whatever the goods.
        case unitConversions = "unit-conversions"
        /// Agreements and their terms.
        case agreements
        /// Who takes part in agreements.
        case agreementPartners = "agreement-partners"
    }

    public let kind: Kind
    /// First day its rows hold.
    public let from: Day
    /// Where it is written.
    public let document: String
    public let fileName: String
    /// The file as it was.
    public let content: [UInt8]
    /// Whether it takes the place of the whole table from its first day on: what it does not name
    /// holds no longer. Otherwise it amends the lines it names, and the others stay.
    public let isWhole: Bool

    /// Whether nobody said where it is written: the name of the file stands in that place.
    public var isReferenceOnly: Bool { document.utf8.elementsEqual(fileName.utf8) }

    public init(
        kind: Kind, from: Day, document: String, fileName: String, content: [UInt8],
        isWhole: Bool = false
    ) {
        self.kind = kind
        self.from = from
        self.document = document
        self.fileName = fileName
        self.content = content
        self.isWhole = isWhole
    }
}

/// What an edition would change, code by code.
public struct EditionReport: Sendable {
    /// What becomes of one code.
    public struct Change: Sendable, Hashable {
        public enum What: String, Sendable, Hashable, CaseIterable {
            case new, changed, ended, same
            /// In force before, and not named by an edition that takes the place of the table.
            case dropped
        }

        public let what: What
        /// The code, currency or heading it is about; with the agreement where there is one.
        public let subject: String
        /// What was and what will be, per column: `mfn 12 → 10`.
        public let details: [String]
    }

    public let kind: Edition.Kind
    public let from: Day
    public let isWhole: Bool
    public let changes: [Change]
    /// How many lines of what the file is about were in force before its first day.
    public let before: Int
    /// Whether a positive list is enforced from its first day on, where none was before.
    public var startsEnforcing = false
    /// What may be meant and looks like a slip: told before it is loaded.
    public var warnings: [Localized] = []

    /// Lines in force before that the file says nothing about: they stay, or are dropped by an
    /// edition of the whole table.
    public var untouched: Int {
        isWhole ? 0 : max(0, before - count(.changed) - count(.ended) - count(.same))
    }

    /// Whether it drops more than half of what was in force: what a table that was sent in part by
    /// mistake does.
    public var dropsMost: Bool { count(.dropped) * 2 > before }

    /// How many of each.
    public func count(_ what: Change.What) -> Int { changes.count { $0.what == what } }
}
