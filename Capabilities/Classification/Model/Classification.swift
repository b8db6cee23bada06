public import Kernel

/// What a good is probably called in the tariff, and what speaks for it.
public struct Classification: Sendable, Hashable {
    public let text: String
    /// The tariff of which day is meant.
    public let day: Day
    public let verdict: Verdict
    /// The best first.
    public let candidates: [Candidate]
    public let differences: [Difference]
    public let questions: [DecidingQuestion]
    /// What the answer was learnt from.
    public let basis: Localized
    public let explanation: Explanation
}

/// A code that may be the answer.
public struct Candidate: Sendable, Hashable {
    /// Ten digits, or six where the description says no more.
    public let code: String
    /// How often such an answer was right when it was measured, in thousandths.
    public let confidence: Int
    /// Its own name; that of its next named part for codes without one.
    public let name: Localized
    /// From the chapter down.
    public let path: [Step]
    /// Whether the tariff of the day has it.
    public let isInForce: Bool
    /// What took its place, where it is no more in force.
    public let successors: [String]
    /// Ten-digit lines below a code of six digits.
    public let lines: [Step]
    /// Words of the question that speak for it.
    public let words: [Reason]
    /// Known goods that resemble it.
    public let similar: [Similar]

    /// A code with its name.
    public struct Step: Sendable, Hashable {
        public let code: String
        public let name: Localized
    }

    /// A part of the question with how much it counts, in thousandths of what speaks for the code.
    public struct Reason: Sendable, Hashable {
        public let word: String
        public let share: Int
    }

    /// A known text.
    public struct Similar: Sendable, Hashable {
        public let text: String
        public let code: String
        public let origin: KnownText.Origin
        public let source: String
        /// Thousandths of the question's words that it has.
        public let likeness: Int
    }
}

/// Where two candidates part.
public struct Difference: Sendable, Hashable {
    public let one: Candidate.Step
    public let other: Candidate.Step
}
