/// The features a model knows, with how much each tells.
struct Vocabulary: Sendable {
    let hashes: [UInt64]
    let weights: [Float]
    private let ids: [UInt64: Int32]

    init(hashes: [UInt64], weights: [Float]) {
        self.hashes = hashes
        self.weights = weights
        var ids: [UInt64: Int32] = [:]
        ids.reserveCapacity(hashes.count)
        for (id, hash) in hashes.enumerated() { ids[hash] = Int32(id) }
        self.ids = ids
    }

    /// Of the features of many texts: words that occur twice, pairs that occur three times. What
    /// occurs once is learnt by heart, not learnt from.
    init(of texts: [[Words.Feature]]) {
        var counts: [UInt64: Int32] = [:]
        for features in texts {
            for feature in features { counts[feature.hash, default: 0] += 1 }
        }
        var hashes: [UInt64] = []
        var weights: [Float] = []
        var seen: Set<UInt64> = []
        for features in texts {
            for feature in features {
                let count = counts[feature.hash] ?? 0
                let least = feature.kind == .pair ? 3 : 2
                guard count >= least, seen.insert(feature.hash).inserted else { continue }
                hashes.append(feature.hash)
                weights.append(Numbers.log(1 + Float(texts.count) / Float(count)))
            }
        }
        self.init(hashes: hashes, weights: weights)
    }

    /// The known ones of a text's features; squares of their shares add up to one.
    func shares(of features: [Words.Feature]) -> [LogLinear.Share] {
        var shares: [LogLinear.Share] = []
        var squares: Float = 0
        for feature in features {
            guard let id = ids[feature.hash] else { continue }
            let weight = weights[Int(id)]
            shares.append(LogLinear.Share(id: id, value: weight))
            squares += weight * weight
        }
        guard squares > 0 else { return [] }
        let norm = squares.squareRoot()
        for index in shares.indices { shares[index].value /= norm }
        return shares
    }

    func id(of hash: UInt64) -> Int32? { ids[hash] }
}
