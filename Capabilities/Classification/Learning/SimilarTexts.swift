/// Texts of which the code is known, to be found by the words they share with another text.
///
/// What is counted is the part of a question's words that a text has, each word weighed by how
/// rare it is (BM25): 1 means that it has them all.
struct SimilarTexts: Sendable {
    let texts: [KnownText]
    private let ids: [UInt64: Int32]
    private let starts: [Int32]
    private let places: [Int32]
    private let shares: [Float]

    /// A word of a question with its weight.
    struct Term: Sendable {
        let hash: UInt64
        let weight: Float
    }

    /// A text that shares words with a question.
    struct Hit: Sendable {
        let place: Int
        /// Sum of the weights of shared words.
        let score: Float
    }

    /// How many texts have a feature.
    func count(of hash: UInt64) -> Int {
        guard let id = ids[hash] else { return 0 }
        return Int(starts[Int(id) + 1] - starts[Int(id)])
    }

    /// Every text with at least `least` of the best score, in their order here.
    func hits(_ terms: [Term], least: Float) -> [Hit] {
        var scores = [Float](repeating: 0, count: texts.count)
        var best: Float = 0
        for term in terms {
            guard let id = ids[term.hash] else { continue }
            for index in Int(starts[Int(id)])..<Int(starts[Int(id) + 1]) {
                let place = Int(places[index])
                scores[place] += term.weight * shares[index]
                best = max(best, scores[place])
            }
        }
        guard best > 0 else { return [] }
        var hits: [Hit] = []
        for (place, score) in scores.enumerated() where score > 0 && score >= least * best {
            hits.append(Hit(place: place, score: score))
        }
        return hits
    }

    /// Collects texts, then makes the index.
    struct Builder {
        private var texts: [KnownText] = []
        private var ids: [UInt64: Int32] = [:]
        private var counts: [Int32] = []
        private var entries: [(id: Int32, place: Int32, weight: Float)] = []
        private var lengths: [Float] = []

        /// Adds a text, whose words are those of its fields, each field with its own weight.
        mutating func add(_ text: KnownText, fields: [(words: Words, weight: Float)]) {
            let place = Int32(texts.count)
            texts.append(text)
            var seen: Set<UInt64> = []
            var length: Float = 0
            for (words, weight) in fields.sorted(by: { $0.weight > $1.weight }) {
                for feature in words.features
                where feature.kind != .number && seen.insert(feature.hash).inserted {
                    let id = ids[feature.hash] ?? Int32(counts.count)
                    if id == counts.count {
                        ids[feature.hash] = id
                        counts.append(0)
                    }
                    counts[Int(id)] += 1
                    entries.append((id, place, weight))
                    length += weight
                }
            }
            lengths.append(length)
        }

        mutating func add(_ text: KnownText) {
            add(text, fields: [(Words(text.text), 1)])
        }

        func build() -> SimilarTexts {
            var starts: [Int32] = [0]
            for count in counts { starts.append(starts[starts.count - 1] + count) }
            var next = starts
            var places = [Int32](repeating: 0, count: entries.count)
            var shares = [Float](repeating: 0, count: entries.count)
            let average = max(1, lengths.reduce(0, +) / Float(max(1, lengths.count)))
            for entry in entries {
                let index = Int(next[Int(entry.id)])
                next[Int(entry.id)] += 1
                let long = 0.5 + 0.5 * lengths[Int(entry.place)] / average
                places[index] = entry.place
                shares[index] = entry.weight * 2.2 / (entry.weight + 1.2 * long)
            }
            return SimilarTexts(
                texts: texts, ids: ids, starts: starts, places: places, shares: shares)
        }
    }
}
