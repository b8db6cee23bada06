public import Kernel

/// A list of firms as its file describes it: who keeps it, who may be on it, how it changes.
public struct ListFile: Sendable, Hashable, Identifiable {
    /// How it changes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A new one each year; who is on it is on it for the year.
        case edition
        /// Firms come and go on any day.
        case register
    }

    /// Who may put a firm forward.
    public enum Nominator: String, Sendable, Hashable, CaseIterable {
        case firm
        /// The authority that keeps the list.
        case authority
    }

    /// What a firm is looked at for.
    public struct Criterion: Sendable, Hashable, Identifiable {
        public let id: String
        public let name: Localized
        public let measure: Measure
        /// Where it is written, or whose default it is.
        public let basis: Citation
        /// It must hold as long as a firm stands on the list: who lacks it goes of itself.
        public var isLasting = false
    }

    /// How a criterion is measured.
    public enum Measure: Sendable, Hashable {
        /// Must hold.
        case needs(FirmCondition)
        /// Points in proportion to a figure, all of them from `full` on.
        case figure(String, full: Int64, points: Int)
        /// Points an officer gives.
        case marks(points: Int)
    }

    /// What a firm stands on the list with: goods, for example.
    public struct Items: Sendable, Hashable {
        public let label: Localized
        /// Fewest and most digits of a code.
        public let digits: ClosedRange<Int>
    }

    public let id: String
    /// Mission row it serves.
    public let row: String
    public let from: Day
    public let to: Day?
    /// Id of the authority that keeps it.
    public let owner: String
    public let kind: Kind
    public let name: Localized
    public let summary: Localized
    public let bases: [Citation]
    /// Most firms on it at a time; nil where there is no limit.
    public let capacity: Int?
    /// How long a firm stays on a register; nil without an end.
    public let months: Int?
    public let nominators: [Nominator]
    /// Whether anybody may see who is on it; otherwise only its authority and each firm itself.
    public let isPublic: Bool
    public let items: Items?
    public let criteria: [Criterion]
    /// Fewest points of whoever is taken.
    public let minimum: Int

    /// Whether it is kept on a day.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// The most points there are.
    public var points: Int { criteria.reduce(0) { $0 + $1.points } }

    /// Facts its criteria look at, in order.
    public var facts: [String] {
        var found: [String] = []
        for criterion in criteria {
            for fact in criterion.facts where !found.contains(fact) { found.append(fact) }
        }
        return found
    }
}

extension ListFile.Criterion {
    /// Points it can give.
    public var points: Int {
        switch measure {
        case .needs: 0
        case .figure(_, _, let points), .marks(let points): points
        }
    }

    /// Facts it looks at.
    var facts: [String] {
        switch measure {
        case .needs(let condition): condition.facts
        case .figure(let fact, _, _): [fact]
        case .marks: []
        }
    }
}

extension FirmCondition {
    /// Facts it looks at, in order.
    public var facts: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.facts)
        case .not(let part): part.facts
        case .fact(let fact, _, _): [fact]
        case .list, .role, .level, .district: []
        }
    }

    /// Lists it looks at, in order.
    public var lists: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.lists)
        case .not(let part): part.lists
        case .list(let lists, _): lists
        case .fact, .role, .level, .district: []
        }
    }
}

/// A figure that can be known of a firm (`Data/facts.csv`).
public struct FactKind: Sendable, Hashable, Identifiable {
    /// Where it comes from.
    public enum Origin: String, Sendable, Hashable {
        /// Entered by an authority with a document, or stated by the firm.
        case recorded
        /// Computed from this system's own records.
        case computed
    }

    public let id: String
    public let name: Localized
    public let unit: Localized
    public let origin: Origin
    /// Whether it is yes (1) or no (0).
    public let isYesNo: Bool
}
