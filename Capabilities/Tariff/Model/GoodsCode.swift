/// A goods code of the Chinese tariff (商品编号): ten digits, of which the first six are the HS
/// subheading and the first eight the tariff line.
public struct GoodsCode: Sendable, Hashable, Comparable {
    /// The ten digits as one number: quick to hash, compared by value.
    let packed: UInt64

    /// Refuses anything but ten ASCII digits.
    public init?(_ text: String) {
        guard let packed = GoodsCode.pack(text), text.utf8.count == 10 else { return nil }
        self.packed = packed
    }

    /// The first eight digits: the tariff line.
    var hs8: String { String(text.prefix(8)) }

    /// The ten digits, leading zero kept.
    public var text: String {
        let digits = String(packed)
        return String(repeating: "0", count: 10 - digits.utf8.count) + digits
    }

    /// The first digits as a number: 8 gives the tariff line, 6 the subheading, 4 the heading.
    func prefix(_ digits: Int) -> UInt64 {
        var number = packed
        for _ in digits..<10 { number /= 10 }
        return number
    }

    /// What a prefix of so many digits is multiplied by to give its first ten-digit code.
    static func scale(of digits: Int) -> UInt64 {
        var scale: UInt64 = 1
        for _ in min(digits, 10)..<10 { scale *= 10 }
        return scale
    }

    init(packed: UInt64) { self.packed = packed }

    public static func < (left: GoodsCode, right: GoodsCode) -> Bool { left.packed < right.packed }

    /// One to ten digits as a number, nil for anything else.
    static func pack(_ text: String) -> UInt64? {
        var number: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            guard byte >= 0x30, byte <= 0x39, count < 10 else { return nil }
            number = number * 10 + UInt64(byte - 0x30)
            count += 1
        }
        return count > 0 ? number : nil
    }
}
