/// Which words of a question speak for a code.
enum Reasons {
    /// The words with their shares in thousandths, the strongest first, at most eight.
    static func words(
        of question: Question, for ranked: RankedCode, _ ranker: Ranker
    ) -> [Candidate.Reason] {
        let words = question.words
        var weights = [Float](repeating: 0, count: words.count)
        let known = ranked.nearest.first.map { near in
            Set(Words(near.text.text).features.map(\.hash))
        }
        let shares = linear(question, ranked.code, ranker)
        for feature in words.features where feature.kind != .pair {
            var weight = shares[feature.hash] ?? 0
            if let known, known.contains(feature.hash) { weight += 1 / Float(10) }
            guard weight > 0, feature.start < feature.end else { continue }
            let part = weight / Float(feature.end - feature.start)
            for place in Int(feature.start)..<Int(feature.end) { weights[place] += part }
        }
        return runs(words, weights)
    }

    /// What the trained weights make of each feature for the code and those below it.
    private static func linear(
        _ question: Question, _ code: CodePrefix, _ ranker: Ranker
    ) -> [UInt64: Float] {
        guard let model = ranker.model else { return [:] }
        let places = model.codes.indices.filter { code.holds(model.codes[$0]) }
        var found: [UInt64: Float] = [:]
        for feature in question.words.features {
            guard let share = model.vocabulary.shares(of: [feature]).first else { continue }
            let weight = places.map { model.linear.weight(of: share.id, for: Int32($0)) }.max() ?? 0
            if weight > 0 { found[feature.hash] = weight }
        }
        return found
    }

    /// Neighbouring characters that count are one word.
    private static func runs(_ words: Words, _ weights: [Float]) -> [Candidate.Reason] {
        var found: [(word: String, weight: Float)] = []
        var start: Int?
        var sum: Float = 0
        for place in 0...weights.count {
            let counts = place < weights.count && weights[place] > 0
            if let begin = start, !counts || !words.continues(at: place) {
                found.append((words.text(begin..<place), sum))
                start = nil
                sum = 0
            }
            guard counts else { continue }
            if start == nil { start = place }
            sum += weights[place]
        }
        let all = max(1e-6, found.reduce(0) { $0 + $1.weight })
        return found.sorted { $0.weight > $1.weight }.prefix(8).map {
            Candidate.Reason(word: $0.word, share: Int(($0.weight / all * 1000).rounded()))
        }
    }
}
