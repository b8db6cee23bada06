public import Kernel

/// What must hold of a firm on a day: written in list and benefit files, judged by rules.
public indirect enum FirmCondition: Sendable, Hashable {
    /// How a figure is compared.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        case `is`
        case atLeast = "at-least"
        case atMost = "at-most"
        case above
        case below

        /// Whether a figure stands so to a limit.
        public func holds(_ value: Int64, _ limit: Int64) -> Bool {
            switch self {
            case .is: value == limit
            case .atLeast: value >= limit
            case .atMost: value <= limit
            case .above: value > limit
            case .below: value < limit
            }
        }
    }

    case all([FirmCondition])
    case any([FirmCondition])
    case not(FirmCondition)
    /// It stands on one of the lists; with `item`, with the goods that are asked about.
    case list([String], item: Bool)
    case role([String])
    /// Its customs credit level is one of these.
    case level([String])
    /// Its customs district begins with one of these digits.
    case district([String])
    case fact(String, Comparison, Int64)
}

/// What is known of a firm on the day a condition is judged: plain values and look-ups in memory.
public struct FirmView: Sendable {
    /// Standing on a list: since when, until when.
    public struct Listing: Sendable, Hashable {
        public var from: Day
        public var to: Day?
        /// Goods it stands there with; empty where the list has none.
        public var item: String

        public init(from: Day, to: Day?, item: String) {
            (self.from, self.to, self.item) = (from, to, item)
        }
    }

    /// A figure and where it comes from.
    public struct Figure: Sendable, Hashable {
        public var value: Int64
        /// Document or register it stands in.
        public var source: String
        /// The firm said so itself and nobody has recorded it.
        public var isStated: Bool

        public init(_ value: Int64, source: String, isStated: Bool = false) {
            (self.value, self.source, self.isStated) = (value, source, isStated)
        }
    }

    public var roles: Set<String>
    public var district: String
    public var day: Day
    /// Goods that are asked about; empty when none are.
    public var item: String
    /// Customs credit level.
    public var level: @Sendable () -> String
    /// Its standings on a list on the day.
    public var listings: @Sendable (_ list: String) -> [Listing]
    public var figure: @Sendable (_ fact: String) -> Figure?

    public init(
        roles: Set<String>, district: String, day: Day, item: String,
        level: @escaping @Sendable () -> String,
        listings: @escaping @Sendable (String) -> [Listing],
        figure: @escaping @Sendable (String) -> Figure?
    ) {
        (self.roles, self.district, self.day, self.item) = (roles, district, day, item)
        (self.level, self.listings, self.figure) = (level, listings, figure)
    }
}

/// How codes in conditions are called.
public struct ConditionNames: Sendable {
    public var list: @Sendable (String) -> Localized
    public var fact: @Sendable (String) -> Localized
    public var role: @Sendable (String) -> Localized
    public var level: @Sendable (String) -> Localized
    /// What a fact is counted in; nil for one that is not known.
    public var measure: @Sendable (String) -> FactKind?

    public init(
        list: @escaping @Sendable (String) -> Localized,
        fact: @escaping @Sendable (String) -> Localized,
        role: @escaping @Sendable (String) -> Localized,
        level: @escaping @Sendable (String) -> Localized,
        measure: @escaping @Sendable (String) -> FactKind? = { _ in nil }
    ) {
        (self.list, self.fact, self.role, self.level) = (list, fact, role, level)
        self.measure = measure
    }
}
