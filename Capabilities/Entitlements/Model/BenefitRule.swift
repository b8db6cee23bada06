public import Kernel
public import Lists

/// What a firm may have, and on what terms: one version of a benefit's file.
public struct BenefitRule: Sendable, Hashable, Identifiable {
    /// How a firm comes to it.
    public enum Way: String, Sendable, Hashable, CaseIterable {
        /// Without asking (免申即享).
        case automatic
        /// By an application.
        case application
    }

    public let id: String
    /// Mission row it serves.
    public let row: String
    public let from: Day
    public let to: Day?
    /// Id of the authority that answers for it.
    public let owner: String
    public let name: Localized
    public let summary: Localized
    /// What it gives, in a sentence.
    public let gives: Localized
    public let way: Way
    /// The service by which one applies; nil where there is none here.
    public let service: String?
    public let bases: [Citation]
    public let condition: FirmCondition
    /// Facts that an application for it may state itself; they count where nothing is recorded.
    public var stated: [String] = []
    /// Id of the proposal it came from; empty for a shipped file.
    public var proposal = ""

    /// Whether it is in force on a day.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// Whether it is asked about certain goods.
    public var isPerItem: Bool { condition.asksForItem }
}

extension FirmCondition {
    /// Whether goods decide it.
    var asksForItem: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.asksForItem)
        case .not(let part): part.asksForItem
        case .list(_, let item): item
        case .role, .level, .district, .fact: false
        }
    }
}

extension FirmCondition {
    /// Facts that all have to be met and are not.
    func unmet(of view: FirmView) -> [String] {
        switch self {
        case .all(let parts): parts.flatMap { $0.unmet(of: view) }
        case .fact(let fact, _, _): ConditionRule.holds(self, of: view) ? [] : [fact]
        case .any, .not, .list, .role, .level, .district: []
        }
    }
}

/// A fact that a firm lacks for a benefit, and where it is to come from.
public struct MissingFact: Sendable, Hashable {
    public let fact: String
    public let name: Localized
    /// What it would have to be, as `EntitlementVerdict.missing` says it.
    public let needed: Localized
    /// The service in whose form the firm states it itself; nil where it cannot.
    public let service: String?
    /// Where it comes from.
    public let source: Localized
}

extension FirmCondition {
    /// Facts whose conditions do not hold, also those of several ways of which one would do.
    func lacking(of view: FirmView) -> [FirmCondition] {
        switch self {
        case .all(let parts): parts.flatMap { $0.lacking(of: view) }
        case .any(let parts):
            ConditionRule.holds(self, of: view) ? [] : parts.flatMap { $0.lacking(of: view) }
        case .fact: ConditionRule.holds(self, of: view) ? [] : [self]
        case .not, .list, .role, .level, .district: []
        }
    }
}

/// Whether a firm has a benefit on a day, and why.
public struct EntitlementVerdict: Sendable, Hashable {
    public let rule: BenefitRule
    public let day: Day
    public let holds: Bool
    public let explanation: Explanation
    /// What would have to change, a sentence each; empty when it holds.
    public let missing: [Localized]
    /// Facts among what is missing.
    public var missingFacts: [MissingFact] = []
}

/// A benefit that is applied without an application, from a day on.
struct AppliedBenefit: Sendable, Hashable {
    let tenant: String
    let benefit: String
    let from: Day
    /// Last day; nil while it goes on.
    let to: Day?
    /// First day of the rule that gave it.
    let rule: Day
    /// What the firm looked like then.
    let facts: String
    let at: Instant
}

/// What was decided for one event: it explains itself for ever.
struct EntitlementDecision: Sendable, Hashable, Identifiable {
    let id: String
    let tenant: String
    let benefit: String
    /// The event's own number: a shipment, a premium, an entry.
    let reference: String
    let item: String
    /// Day of the event.
    let day: Day
    /// First day of the rule it was decided by, and the proposal it came from.
    let rule: Day
    let proposal: String
    let holds: Bool
    let facts: String
    let by: String
    let at: Instant
}

/// A change of a rule: proposed by one officer, tried on every firm, confirmed by another.
struct RuleChange: Sendable, Hashable, Identifiable {
    enum State: String, Sendable, Hashable { case proposed, confirmed, rejected }

    struct Hand: Sendable, Hashable {
        let id: String
        let name: String
        let at: Instant
    }

    let id: String
    let benefit: String
    let from: Day
    /// The file, as it was proposed.
    let text: String
    let reason: String
    /// What was in force on its first day when it was proposed: first day and proposal.
    let base: String
    let proposed: Hand
    var state: State
    var decided: Hand?
}
