public import Kernel

/// A change of law as an operator loads it: one table with its first day and document.
public struct Edition: Sendable, Hashable {
    /// What a table holds; its header tells.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Goods codes with their rates.
        case codes
        /// Rates of agreements.
        case agreementRates = "agreement-rates"
        /// Customs exchange rates.
        case exchangeRates = "exchange-rates"
        /// Refund rates of exports.
        case refundRates = "refund-rates"
        /// Headings of the positive list of retail imports.
        case positiveList = "positive-list"
    }

    public let kind: Kind
    /// First day its rows hold.
    public let from: Day
    /// Where it is written.
    public let document: String
    public let fileName: String
    /// The file as it was.
    public let content: [UInt8]

    public init(kind: Kind, from: Day, document: String, fileName: String, content: [UInt8]) {
        self.kind = kind
        self.from = from
        self.document = document
        self.fileName = fileName
        self.content = content
    }
}

/// What an edition would change, code by code.
public struct EditionReport: Sendable {
    /// What becomes of one code.
    public struct Change: Sendable, Hashable {
        public enum What: String, Sendable, Hashable, CaseIterable {
            case new, changed, ended, same
        }

        public let what: What
        /// The code, currency or heading it is about; with the agreement where there is one.
        public let subject: String
        /// What was and what will be, per column: `mfn 12 → 10`.
        public let details: [String]
    }

    public let kind: Edition.Kind
    public let from: Day
    public let changes: [Change]

    /// How many of each.
    public func count(_ what: Change.What) -> Int { changes.count { $0.what == what } }
}
