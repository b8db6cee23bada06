/// What the learner sees of a text: words, pairs of words and, where a script writes no blanks,
/// runs of one to three characters; numbers with their units.
///
/// Full-width letters, capitals, accents and English endings are brought to one form first; the
/// same text gives the same features on every machine. Titles of platforms come in any order of
/// words, so a pair says that two words stand in one text, not which comes first.
struct Words: Sendable {
    /// One thing the learner can count.
    struct Feature: Sendable {
        enum Kind: UInt8, Sendable {
            case word, single, double, triple, unit, number, pair
        }
        let kind: Kind
        /// Of kind and letters; what models store instead of the letters.
        let hash: UInt64
        /// Where it stands in the folded text; of a pair, where its first word does.
        let start: Int32
        let end: Int32
    }

    /// Each feature once, in order of appearance.
    private(set) var features: [Feature] = []
    /// Whether any character is Chinese.
    private(set) var isChinese = false
    /// As sent, up to `mostScalars`.
    private let letters: [Unicode.Scalar]
    private var folded: [UInt32] = []
    private var known: Set<UInt64> = []
    private var tokens: [(hash: UInt64, start: Int32, end: Int32)] = []

    /// Texts longer than this are cut: a description that needs more is a document.
    static let mostScalars = 4_000
    /// Words that are paired with each other; a title has no more.
    static let mostPaired = 20

    init(_ text: String) {
        letters = Array(text.unicodeScalars.prefix(Words.mostScalars))
        folded = letters.map(Script.fold)
        var start = 0
        var number: Range<Int>?
        while start < folded.count {
            let script = Script(folded[start])
            var end = start + 1
            while end < folded.count, Script(folded[end]) == script { end += 1 }
            end = joined(start..<end, script)
            switch script {
            case .latin: latin(start..<end, after: number)
            case .han: han(start..<end, after: number)
            case .digit: add(.number, start..<end)
            case .other: break
            }
            // 400 g and 400g are one measure; 400, g are not.
            if script == .digit {
                number = start..<end
            } else if script != .other || folded[start..<end].contains(where: Words.parts) {
                number = nil
            }
            start = end
        }
        pairs()
        known = []
    }

    /// The text in its one form: equal for texts that differ in case, width or signs alone.
    var key: String {
        var view = String.UnicodeScalarView()
        for value in folded {
            if Script(value) != .other, let scalar = Unicode.Scalar(value) {
                view.append(scalar)
            } else if view.last != " ", !view.isEmpty {
                view.append(" ")
            }
        }
        if view.last == " " { view.removeLast() }
        return String(view)
    }

    /// Whether it has no more than some five words; two Chinese characters are one.
    var isShort: Bool {
        var halves = 0
        for feature in features {
            if feature.kind == .word { halves += 2 }
            if feature.kind == .single { halves += 1 }
        }
        return halves <= 10
    }

    /// The part of another text's words that stand in this one, too: 0 to 1. A Chinese character
    /// that stands alone, as in T恤, is a word.
    func part(of other: Words) -> Float {
        let own = Set(
            features.lazy.filter { [.word, .double, .single].contains($0.kind) }.map(\.hash))
        let all = other.features.filter { feature in
            switch feature.kind {
            case .word, .double: true
            case .single: other.standsAlone(feature)
            default: false
            }
        }
        guard !all.isEmpty else { return 0 }
        return Float(all.count { own.contains($0.hash) }) / Float(all.count)
    }

    private func standsAlone(_ feature: Feature) -> Bool {
        let (before, after) = (Int(feature.start) - 1, Int(feature.end))
        return (before < 0 || Script(folded[before]) != .han)
            && (after >= folded.count || Script(folded[after]) != .han)
    }

    /// Characters that were looked at.
    var count: Int { letters.count }

    /// A part of the text as it was sent.
    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(letters[range])) }

    /// Whether a word could go on from the character before to this one: T-shirt does, SANA面膜
    /// does not.
    func continues(at place: Int) -> Bool {
        guard place > 0, place < folded.count else { return false }
        let (one, other) = (Script(folded[place - 1]), Script(folded[place]))
        return one == other || one == .other || other == .other
    }

    private static func parts(_ value: UInt32) -> Bool { value != 0x20 && value != 0x2E }

    /// T-shirt and X-ray are one word: where one letter and a hyphen go before another, it ends
    /// with the second.
    private func joined(_ range: Range<Int>, _ script: Script) -> Int {
        guard script == .latin, range.count == 1, range.upperBound + 1 < folded.count,
            folded[range.upperBound] == 0x2D, Script(folded[range.upperBound + 1]) == .latin
        else { return range.upperBound }
        var end = range.upperBound + 1
        while end < folded.count, Script(folded[end]) == .latin { end += 1 }
        return end
    }

    private mutating func latin(_ range: Range<Int>, after number: Range<Int>?) {
        let stem = Stem.of(folded[range].filter { $0 != 0x2D }[...])
        if let number, range.count <= 3 {
            add(.unit, hash(.unit, stem), range)
            add(.number, hash(.number, Array(folded[number]) + stem), number)
        } else if range.count > 1 {
            let hash = hash(.word, stem)
            add(.word, hash, range)
            tokens.append((hash, Int32(range.lowerBound), Int32(range.upperBound)))
        }
    }

    private mutating func han(_ range: Range<Int>, after number: Range<Int>?) {
        let first = range.lowerBound
        if let number {
            add(.unit, first..<first + 1)
            add(.number, hash(.number, Array(folded[number]) + [folded[first]]), number)
        }
        isChinese = true
        for start in range {
            add(.single, start..<start + 1)
            if start + 1 < range.upperBound { add(.double, start..<start + 2) }
            if start + 2 < range.upperBound { add(.triple, start..<start + 3) }
        }
        // What stands between blanks is a word; a sentence without blanks is not.
        if range.count > 1, range.count < 6 {
            let hash = hash(.word, Array(folded[range]))
            tokens.append((hash, Int32(first), Int32(range.upperBound)))
        }
    }

    private mutating func pairs() {
        let words = tokens.prefix(Words.mostPaired)
        for (place, one) in words.enumerated() {
            for other in words.dropFirst(place + 1) where one.hash != other.hash {
                let low = min(one.hash, other.hash)
                let high = max(one.hash, other.hash)
                let hash = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0x100_0000_01b3
                if known.insert(hash).inserted {
                    features.append(
                        Feature(kind: .pair, hash: hash, start: one.start, end: one.end))
                }
            }
        }
    }

    private func hash(_ kind: Feature.Kind, _ letters: [UInt32]) -> UInt64 {
        hash(kind, letters[...])
    }

    private func hash(_ kind: Feature.Kind, _ letters: ArraySlice<UInt32>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(kind.rawValue)
        for letter in letters { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3 }
        hash ^= hash >> 32
        return hash &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func add(_ kind: Feature.Kind, _ range: Range<Int>) {
        add(kind, hash(kind, folded[range]), range)
    }

    private mutating func add(_ kind: Feature.Kind, _ hash: UInt64, _ range: Range<Int>) {
        guard known.insert(hash).inserted else { return }
        features.append(
            Feature(
                kind: kind, hash: hash, start: Int32(range.lowerBound),
                end: Int32(range.upperBound)))
    }
}
