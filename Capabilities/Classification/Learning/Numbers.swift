/// Exponential and logarithm without the C library, so that a model trained twice, on whatever
/// machine, is the same to the bit. Exact to about 1e-6, which is more than a rank needs.
enum Numbers {
    /// e to the power of x; 0 far below zero, bounded far above.
    static func exp(_ x: Float) -> Float {
        if x < -80 { return 0 }
        let scaled = min(x, 80) * 1.442_695_04
        let whole = scaled.rounded(.down)
        let rest = (scaled - whole) * 0.693_147_18
        var series: Float = 0.008_333_33 + rest * 0.001_388_89
        series = 0.166_666_67 + rest * (0.041_666_67 + rest * series)
        series = 1 + rest * (1 + rest * (0.5 + rest * series))
        return series * Float(sign: .plus, exponent: Int(whole), significand: 1)
    }

    /// The natural logarithm of a number above zero; that of the smallest normal one otherwise.
    static func log(_ x: Float) -> Float {
        let value = max(x, Float.leastNormalMagnitude)
        var exponent = Float(value.exponent)
        var part = value.significand
        if part > 1.414_213_6 {
            part *= 0.5
            exponent += 1
        }
        // log m = 2 (y + y³/3 + y⁵/5 + …) with y = (m − 1)/(m + 1), which is below 0.172 here.
        let y = (part - 1) / (part + 1)
        let square = y * y
        var series: Float = 0.285_714_3 + square * 0.222_222_2
        series = 2 + square * (0.666_666_7 + square * (0.4 + square * series))
        return y * series + exponent * 0.693_147_18
    }

    /// Scores to chances that add up to one.
    static func normalise(_ scores: inout [Float]) {
        let largest = scores.max() ?? 0
        var sum: Float = 0
        for index in scores.indices {
            scores[index] = exp(scores[index] - largest)
            sum += scores[index]
        }
        for index in scores.indices { scores[index] /= sum }
    }
}

/// A sequence of numbers that look random and are the same each time.
struct Sequence64: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func shuffle<Element>(_ items: inout [Element]) {
        guard items.count > 1 else { return }
        for last in stride(from: items.count - 1, to: 0, by: -1) {
            items.swapAt(last, Int(next() % UInt64(last + 1)))
        }
    }
}
