/// How a rule came to its outcome: the tree that stands behind every decision shown to anybody.
///
/// A decision without its explanation cannot be checked, so rules return both together.
public struct Explanation: Sendable, Hashable {
    /// One fact the rule looked at.
    public struct Input: Sendable, Hashable {
        public let name: Localized
        /// What was looked at; in both languages where the rule knows it so. What people have typed
        /// is the same in both.
        public let words: Localized
        /// In one text, for what shows a single one.
        public var value: String { words.inOne }

        public init(_ name: Localized, _ value: String) {
            self.init(name, Localized(same: value))
        }

        public init(_ name: Localized, _ words: Localized) {
            self.name = name
            self.words = words
        }
    }

    /// Stable name of the rule, for example `tariff.retail-import-tax`.
    public let rule: String
    /// First day of the version that was applied; nil for a rule that has no dated value.
    public let version: Day?
    /// What the rule decides, as a short heading.
    public let title: Localized
    public let inputs: [Input]
    /// What came out, as a sentence or a figure.
    public let outcome: Localized
    public let citations: [Citation]
    /// The steps this outcome rests on.
    public let children: [Explanation]

    public init(
        rule: String, version: Day? = nil, title: Localized, inputs: [Input] = [],
        outcome: Localized, citations: [Citation] = [], children: [Explanation] = []
    ) {
        self.rule = rule
        self.version = version
        self.title = title
        self.inputs = inputs
        self.outcome = outcome
        self.citations = citations
        self.children = children
    }
}
