public import Kernel

/// A text and the code somebody stands for.
public struct Confirmation: Sendable, Hashable {
    /// Why the code is right.
    public enum Basis: String, Sendable, Hashable, CaseIterable {
        /// The goods were declared so and released; it counts for the enterprise alone.
        case declaration
        /// An authority decided so; it counts for everybody.
        case ruling
    }

    public let id: String
    /// Place among all confirmations.
    public let number: Int64
    public let text: String
    /// Ten digits.
    public let code: String
    public let basis: Basis
    /// Number of the declaration or ruling; may be empty for a declaration.
    public let reference: String
    /// The day whose tariff the code is of.
    public let day: Day
    public let confirmedAt: Instant
    /// Who confirmed, as shown.
    public let actorName: String

    /// Where it comes from, for reasons: the ruling's number, or the declaration's.
    var source: String { "\(day.text) \(reference)" }

    var known: KnownText? {
        CodePrefix(code).map {
            KnownText(text: text, code: $0, origin: .confirmed, source: source)
        }
    }
}
