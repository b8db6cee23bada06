/// What somebody wants to know the code of.
struct Question: Sendable {
    /// Name, description, attributes: everything that was said.
    let text: String
    let words: Words

    init(_ text: String) {
        self.text = text
        words = Words(text)
    }

    /// Whether another text has nearly all of these words, and hardly any besides.
    func isSame(as other: String) -> Bool {
        let (own, others) = (text.utf8.count, other.utf8.count)
        guard own < 2 * others, others < 2 * own else { return false }
        let theirs = Words(other)
        return words.part(of: theirs) >= Ranker.same && theirs.part(of: words) >= Ranker.same
    }
}

/// A code that could be the answer, with what speaks for it.
struct RankedCode: Sendable {
    let code: CodePrefix
    /// Share of all evidence, 0 to 1; not yet a chance.
    var share: Float
    /// The known texts that are nearest to the question, best first.
    var nearest: [NearText]
    /// The longer code that these very words were confirmed or trained at; nil where none is, or
    /// more than one.
    var known: CodePrefix?
}

/// A known text and how much of the question's words it has.
struct NearText: Sendable {
    let text: KnownText
    /// 0 to 1.
    let likeness: Float
}

/// The answer before it is put into words.
struct Ranking: Sendable {
    /// Six or ten: what the evidence is about.
    var digits: Int
    /// The best first, never two with the same digits.
    var codes: [RankedCode]
    /// The part of the question's words that any known text has, 0 to 1.
    var known: Float
    var calibration: Calibration
    /// Whether the first was confirmed for these very words.
    var isConfirmed: Bool
}
