extension LogLinear {
    /// What the examples are like.
    struct Example: Sendable {
        let shares: [Share]
        let code: Int32
    }

    /// Measured by cross-validation on shop titles, see docs/benchmarks.md.
    struct Options: Sendable {
        var rounds = 12
        var step: Float = 1
        var decay: Float = 1e-6
        /// Weights nearer to zero are left out of the model.
        var smallest: Float = 0.02
        /// From so many examples on, a feature has a weight for every code.
        var frequent = 30
        /// More weights than this for all frequent features together are not made.
        var mostWeights = 6_000_000
    }

    /// Learns from examples; the same examples give the same model.
    static func train(
        _ examples: [Example], features: Int, codes: Int, options: Options = Options()
    ) -> LogLinear {
        var model = empty(examples, features: features, codes: codes, options)
        var squares = [Float](repeating: 1e-2, count: model.weights.count)
        var biasSquares = [Float](repeating: 1e-2, count: codes)
        var order = Array(examples.indices)
        var random = Sequence64(seed: 20_260_101)
        var chances = [Float](repeating: 0, count: codes)
        for round in 0..<options.rounds {
            random.shuffle(&order)
            let step = options.step / (1 + 0.15 * Float(round))
            for index in order {
                let example = examples[index]
                for code in chances.indices { chances[code] = model.bias[code] }
                model.add(example.shares, to: &chances)
                Numbers.normalise(&chances)
                chances[Int(example.code)] -= 1
                model.learn(example, chances, step, options.decay, &squares)
                // Most codes are out of the question for most texts.
                for code in chances.indices where abs(chances[code]) > 1e-4 {
                    biasSquares[code] += chances[code] * chances[code]
                    model.bias[code] -= 0.1 * step * chances[code] / biasSquares[code].squareRoot()
                }
            }
        }
        return model.pruned(below: options.smallest)
    }

    private mutating func learn(
        _ example: Example, _ slopes: [Float], _ step: Float, _ decay: Float,
        _ squares: inout [Float]
    ) {
        for share in example.shares {
            for place in places(of: share.id) {
                let slope = slopes[Int(codes[place])]
                guard abs(slope) > 1e-4 else { continue }
                let gradient = slope * share.value + decay * weights[place]
                squares[place] += gradient * gradient
                weights[place] -= step * gradient / squares[place].squareRoot()
            }
        }
    }

    private static func empty(
        _ examples: [Example], features: Int, codes: Int, _ options: Options
    ) -> LogLinear {
        var met: [[Int32]] = Array(repeating: [], count: features)
        for example in examples {
            for share in example.shares { met[Int(share.id)].append(example.code) }
        }
        var threshold = options.frequent
        while met.count(where: { $0.count >= threshold }) * codes > options.mostWeights {
            threshold *= 2
        }
        var model = LogLinear(
            starts: [0], codes: [], weights: [], bias: [Float](repeating: 0, count: codes))
        for codesMet in met {
            if codesMet.count >= threshold {
                model.codes.append(contentsOf: (0..<codes).map { Int32($0) })
            } else {
                model.codes.append(contentsOf: Set(codesMet).sorted())
            }
            model.starts.append(Int32(model.codes.count))
        }
        model.weights = [Float](repeating: 0, count: model.codes.count)
        return model
    }

    private func pruned(below smallest: Float) -> LogLinear {
        var result = LogLinear(starts: [0], codes: [], weights: [], bias: bias)
        for id in 0..<starts.count - 1 {
            for place in places(of: Int32(id)) where abs(weights[place]) >= smallest {
                result.codes.append(codes[place])
                result.weights.append(weights[place])
            }
            result.starts.append(Int32(result.codes.count))
        }
        return result
    }
}
