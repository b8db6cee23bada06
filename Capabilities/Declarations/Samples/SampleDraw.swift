/// Numbers that look random and are the same for the same seed (SplitMix64, public domain).
struct SampleDraw: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// 0 up to, not including, `bound`, which is above zero.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// 36 capital characters in the form of a UUID of version 8, whose content is ours to choose.
    mutating func guid() -> String {
        let high = next() & ~0xF000 | 0x8000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, word) in [high, low].enumerated() {
            for nibble in 0..<16 {
                let place = index * 16 + nibble
                if place == 8 || place == 12 || place == 16 || place == 20 { text.append(0x2D) }
                let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - nibble * 4)) & 0xF
                text.append(value < 10 ? 0x30 + value : 0x37 + value)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Decimal of at least so many digits.
func decimal(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
