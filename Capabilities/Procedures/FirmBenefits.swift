public import Kernel

/// What firms may have, as services ask for it: handed in by the room that judges it, so that who
/// applies and who looks a benefit up are answered by one condition.
public struct FirmBenefits: Sendable {
    /// Whether a firm is entitled, and what is missing.
    public struct Verdict: Sendable, Hashable {
        /// What would have to change, a sentence each; empty when it is entitled.
        public var missing: [Localized]
        /// Facts among what is missing, where they are a condition of their own.
        public var unmet: [String]
        public var citations: [Citation]

        public init(missing: [Localized], unmet: [String], citations: [Citation]) {
            (self.missing, self.unmet, self.citations) = (missing, unmet, citations)
        }
    }

    /// A benefit's name and what must hold for it, a sentence each.
    public struct Terms: Sendable, Hashable {
        public var name: Localized
        public var terms: [Localized]

        public init(name: Localized, terms: [Localized]) {
            (self.name, self.terms) = (name, terms)
        }
    }

    /// Whether a firm has a benefit on a day; with what its application states of it. Nil when
    /// there is no such benefit on that day.
    public var judge:
        @Sendable (_ benefit: String, _ firm: String, _ day: Day, _ stated: [String: Int64])
            -> Verdict?
    /// Nil when there is no such benefit on the day.
    public var terms: @Sendable (_ benefit: String, _ day: Day) -> Terms?

    public init(
        judge: @escaping @Sendable (String, String, Day, [String: Int64]) -> Verdict?,
        terms: @escaping @Sendable (String, Day) -> Terms?
    ) {
        (self.judge, self.terms) = (judge, terms)
    }
}
