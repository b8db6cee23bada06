public import Kernel

/// The rule an agreement has for a good.
public struct OriginRule: Sendable, Hashable {
    /// Id of the agreement.
    public let agreement: String
    /// The entry of the list that was met, two to eight digits.
    public let entry: String
    public let test: OriginTest
    /// The rule in words. They say what the test says; the wording of the agreement decides.
    public let words: Localized
    public let list: RuleList
}

/// The list of product rules an agreement has here.
public struct RuleList: Sendable, Hashable {
    public let agreement: String
    public let from: Day
    public let to: Day?
    /// Year of the edition of the Harmonized System its codes are of.
    public let edition: Int
    public let coverage: Coverage
    public let citation: Citation
    /// English name of the agreement, whose document is cited by its Chinese title; empty where
    /// another document is cited.
    public let englishName: String
    public let confidence: Agreement.Confidence
    public let note: Localized

    public init(
        agreement: String, from: Day, to: Day?, edition: Int, coverage: Coverage,
        citation: Citation, englishName: String, confidence: Agreement.Confidence,
        note: Localized
    ) {
        self.agreement = agreement
        self.from = from
        self.to = to
        self.edition = edition
        self.coverage = coverage
        self.citation = citation
        self.englishName = englishName
        self.confidence = confidence
        self.note = note
    }

    /// How much of the agreement's list is here.
    public enum Coverage: String, Sendable, Hashable {
        case complete, part
    }
}

/// What looking for a rule finds.
public enum RuleFinding: Sendable, Hashable {
    case rule(OriginRule)
    /// A list is here and has no entry for the code: another edition's number, or a part of the
    /// list that is missing. It does not say that the agreement has no rule for it.
    case notListed(RuleList)
    /// No list of this agreement is here.
    case noList

    public var rule: OriginRule? {
        if case .rule(let rule) = self { return rule }
        return nil
    }
}
