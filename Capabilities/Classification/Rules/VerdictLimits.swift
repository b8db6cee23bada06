/// From which chance on an answer is clear, and below which it is none. In thousandths.
struct VerdictLimits: Sendable, Hashable {
    /// The first code has at least this chance.
    let clearFrom: Int
    /// The first code has at least this chance, and the second a small part of it at most.
    let likelyFrom: Int
    /// That part, of the first one's chance.
    let likelySecondPart: Int
    /// The first five together have less than this.
    let notEnoughBelow: Int
    /// In a text of a few words, the nearest known text has less than this part of them.
    let shortKnownBelow: Int
    /// The chance of a code that was confirmed for these very words.
    let confirmed: Int
}

/// How much a description tells.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// The first code is probably right.
    case clear
    /// The first code stands alone, but is not sure.
    case likely
    /// Several codes are possible; the questions would decide.
    case several
    /// Not enough to tell: what is shown are guesses at most.
    case notEnough = "not-enough"

    /// - Parameters:
    ///   - chances: of the candidates, best first, in thousandths.
    ///   - known: the part of the question's words that the nearest known text has, in thousandths;
    ///     nil for a long text, of which no other has much.
    ///   - isVague: the text has only words that fit any goods.
    static func of(chances: [Int], known: Int?, isVague: Bool, limits: VerdictLimits) -> Verdict {
        guard !isVague, let first = chances.first else { return .notEnough }
        if let known, known < limits.shortKnownBelow { return .notEnough }
        if first >= limits.clearFrom { return .clear }
        let second = chances.dropFirst().first ?? 0
        if first >= limits.likelyFrom, second * 1000 <= first * limits.likelySecondPart {
            return .likely
        }
        return chances.prefix(5).reduce(0, +) < limits.notEnoughBelow ? .notEnough : .several
    }
}
