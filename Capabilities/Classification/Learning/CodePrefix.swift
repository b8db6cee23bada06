/// Two to ten digits of a goods code: a chapter, a heading, a subheading, a tariff line or a code.
public struct CodePrefix: Sendable, Hashable, Comparable {
    /// The digits as one number, with a nought for each digit that is not there.
    let padded: UInt64
    public let digits: Int

    /// Refuses anything but two, four, six, eight or ten ASCII digits.
    public init?(_ text: String) {
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard byte >= 0x30, byte <= 0x39, number < 1_000_000_000 else { return nil }
            number = number * 10 + UInt64(byte - 0x30)
        }
        let digits = text.utf8.count
        guard digits >= 2, digits <= 10, digits.isMultiple(of: 2) else { return nil }
        self.init(padded: number * CodePrefix.scale(10 - digits), digits: digits)
    }

    init(padded: UInt64, digits: Int) {
        self.padded = padded
        self.digits = digits
    }

    /// Leading zeros kept.
    public var text: String {
        let number = String(padded / CodePrefix.scale(10 - digits))
        return String(repeating: "0", count: max(0, digits - number.utf8.count)) + number
    }

    /// Its first digits; itself when it has no more.
    public func cut(to count: Int) -> CodePrefix {
        guard count < digits else { return self }
        let scale = CodePrefix.scale(10 - count)
        return CodePrefix(padded: padded / scale * scale, digits: count)
    }

    /// Whether the other begins with it.
    public func holds(_ other: CodePrefix) -> Bool {
        other.digits >= digits && other.cut(to: digits) == self
    }

    /// In the order of the tariff, the shorter first.
    public static func < (one: CodePrefix, other: CodePrefix) -> Bool {
        (one.padded, one.digits) < (other.padded, other.digits)
    }

    private static func scale(_ count: Int) -> UInt64 {
        var scale: UInt64 = 1
        for _ in 0..<max(0, count) { scale *= 10 }
        return scale
    }
}
