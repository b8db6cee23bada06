import Kernel

/// Full text in memory: which entries hold which terms, and how much they weigh there. The same on
/// both engines, because it is in neither.
struct PolicyIndex: Sendable {
    /// An entry that was found, the best first.
    struct Hit: Sendable, Hashable {
        let entry: Int
        /// Terms of the question it has.
        let matched: Int
        let score: Int
        var isLeading = true
    }

    private struct Posting: Sendable {
        let entry: Int32
        var weight: Int32
    }

    private var postings: [PolicyTerms.Term: [Posting]] = [:]
    private(set) var count = 0

    /// Adds an entry; gives its number.
    @discardableResult
    mutating func add(_ fields: [(text: String, weight: Int)]) -> Int {
        var weights: [PolicyTerms.Term: Int32] = [:]
        for field in fields {
            for term in PolicyTerms.of(field.text, alone: true) {
                // A word said often is not said better: three times is as good as thirty.
                let most = Int32(clamping: field.weight * 3)
                let before = weights[term] ?? 0
                weights[term] = max(before, min(most, before + Int32(clamping: field.weight)))
            }
        }
        let entry = count
        for (term, weight) in weights {
            postings[term, default: []].append(
                Posting(entry: Int32(clamping: entry), weight: weight))
        }
        count += 1
        return entry
    }

    /// Entries that have most of the question, the rarest words counting most.
    ///
    /// - Parameters:
    ///   - limit: most entries given.
    ///   - leads: whether an entry comes before all that do not lead, however well they fit.
    ///   - admits: whether an entry may be given at all.
    func search(
        _ question: String, limit: Int, leads: (Int) -> Bool = { _ in true },
        admits: (Int) -> Bool
    ) -> [Hit] {
        let terms = Array(Set(PolicyTerms.of(question, alone: false))).prefix(64)
        let found = terms.compactMap { postings[$0] }
        guard !found.isEmpty, limit > 0 else { return [] }
        var scores = [Int32](repeating: 0, count: count)
        var matched = [Int16](repeating: 0, count: count)
        for list in found {
            let rarity = Int32(clamping: rarity(list.count))
            for posting in list {
                let entry = Int(posting.entry)
                scores[entry] &+= posting.weight &* rarity
                matched[entry] &+= 1
            }
        }
        let needed = max(1, (terms.count * 3 + 4) / 5)
        var hits: [Hit] = []
        var best = 0
        for entry in 0..<count where matched[entry] > 0 {
            let has = Int(matched[entry])
            // Entries with fewer words of the question than needed only count where none has more.
            guard has >= min(needed, best), admits(entry) else { continue }
            best = max(best, has)
            hits.append(
                Hit(
                    entry: entry, matched: has, score: Int(scores[entry]),
                    isLeading: leads(entry)))
        }
        let least = min(needed, best)
        hits.removeAll { $0.matched < least }
        hits.sort { one, other in
            one.isLeading == other.isLeading
                ? (one.matched, one.score, other.entry) > (other.matched, other.score, one.entry)
                : one.isLeading
        }
        return Array(hits.prefix(limit))
    }

    /// What a term tells: 1 when every entry has it, four more for each halving of those that do.
    private func rarity(_ entries: Int) -> Int {
        let share = count / max(1, entries)
        return 1 + 4 * (Int.bitWidth - 1 - max(1, share).leadingZeroBitCount)
    }
}
