public import Kernel

/// How a good stands under one agreement.
public struct OriginVerdict: Sendable, Hashable {
    public let agreement: Agreement
    public let outcome: Outcome
    /// What earned it; nil unless it was met.
    public let criterion: Criterion?
    public let rule: RuleFinding
    public let explanation: Explanation
    /// Changes any one of which would make it pass, or facts to be shown.
    public let remedies: [Localized]
    /// Which party's rate applies, where the agreement has different ones (RCEP).
    public let country: CountryOfOrigin?

    /// Three values: words that were not reduced to a test leave it open, never met.
    public enum Outcome: String, Sendable, Hashable {
        case met, failed, open

        public var name: Localized {
            switch self {
            case .met: Localized(zh: "符合", en: "Met")
            case .failed: Localized(zh: "不符合", en: "Not met")
            case .open: Localized(zh: "尚不能判定", en: "Not decided")
            }
        }
    }

    /// Which criterion of the agreement a good fulfils.
    public enum Criterion: String, Sendable, Hashable {
        /// Wholly obtained (WO).
        case wholly = "WO"
        /// Made of originating materials only (PE).
        case exclusively = "PE"
        /// The rule for the product (PSR).
        case product = "PSR"

        public var name: Localized {
            switch self {
            case .wholly: Localized(zh: "完全获得", en: "wholly obtained")
            case .exclusively: Localized(zh: "全部使用原产材料生产", en: "made of originating materials only")
            case .product: Localized(zh: "产品特定原产地规则", en: "product-specific rule")
            }
        }
    }
}

/// The RCEP country of origin of an originating good.
public struct CountryOfOrigin: Sendable, Hashable {
    /// ISO alpha-3.
    public let country: String
    public let explanation: Explanation
    /// Parties that contributed originating materials: the importer may claim the highest rate
    /// among them instead, or the highest of all parties.
    public let contributors: [String]
}
