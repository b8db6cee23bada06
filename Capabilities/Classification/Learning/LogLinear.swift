/// A multinomial logistic model over sparse features: how much each word speaks for or against
/// each code.
///
/// A rare word has weights only for codes it was seen with; a frequent one for all. That keeps a
/// model of thousands of codes at a few megabytes.
struct LogLinear: Sendable {
    /// For each feature, where its weights begin; one more at the end.
    var starts: [Int32]
    /// The code of each weight.
    var codes: [Int32]
    var weights: [Float]
    var bias: [Float]

    /// A feature of a text, with its share: squares of the shares add up to one.
    struct Share: Sendable {
        let id: Int32
        var value: Float
    }

    /// The score of every code.
    func scores(_ shares: [Share]) -> [Float] {
        var scores = bias
        add(shares, to: &scores)
        return scores
    }

    /// How much one feature speaks for one code, below zero if against.
    func weight(of feature: Int32, for code: Int32) -> Float {
        for place in places(of: feature) where codes[place] == code { return weights[place] }
        return 0
    }

    func places(of feature: Int32) -> Range<Int> {
        Int(starts[Int(feature)])..<Int(starts[Int(feature) + 1])
    }

    func add(_ shares: [Share], to scores: inout [Float]) {
        for share in shares {
            for place in places(of: share.id) {
                scores[Int(codes[place])] += share.value * weights[place]
            }
        }
    }
}
