import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes identifiers that sort by time of making (UUID version 7, RFC 9562). Uniqueness rests on
/// the 74 random bits, never on the clock alone.
public struct Identifiers: Sendable {
    public var next: @Sendable () -> String

    public init(next: @escaping @Sendable () -> String) { self.next = next }

    /// A short one: fifteen hexadecimal digits, 60 of the random bits. For things of which there
    /// are few and that are named in the keys of many rows; so short a text needs no memory of its
    /// own.
    public var brief: String { String(next().filter { $0 != "-" }.suffix(15)) }

    /// From the clock and the system's random source.
    public static func random(clock: Clock = .system) -> Identifiers {
        let random = RandomWords()
        return Identifiers { uuid7(clock.now(), random.next(), random.next()) }
    }

    /// The same sequence every time: for tests and simulations.
    public static func counting(from first: UInt64 = 1) -> Identifiers {
        let counter = Counter(first)
        return Identifiers { uuid7(Instant(milliseconds: 0), 0, counter.next()) }
    }
}

/// Upper-case UUID text of 36 characters, which is what CEB messages ask of a guid.
private func uuid7(_ instant: Instant, _ high: UInt64, _ low: UInt64) -> String {
    let time = UInt64(bitPattern: instant.milliseconds) & 0xFFFF_FFFF_FFFF
    let first = time << 16 | 0x7000 | (high & 0x0FFF)
    let second = (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, word) in [first, second].enumerated() {
        for nibble in 0..<16 {
            let position = index * 16 + nibble
            if position == 8 || position == 12 || position == 16 || position == 20 {
                text.append(UInt8(ascii: "-"))
            }
            let value = UInt8((word >> UInt64(60 - nibble * 4)) & 0xF)
            text.append(value < 10 ? 0x30 + value : 0x41 + value - 10)
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// Words of the system's random source, taken 64 at a time: every taking is a system call.
private final class RandomWords: Sendable {
    private let words = Mutex<[UInt64]>([])

    func next() -> UInt64 {
        words.withLock { words in
            if words.isEmpty { words = RandomWords.fresh() }
            return words.removeLast()
        }
    }

    private static func fresh() -> [UInt64] {
        var words = [UInt64](repeating: 0, count: 64)
        // Up to 256 bytes come whole or not at all.
        words.withUnsafeMutableBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: 256) {
                let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + 256])
                while getentropy(part.baseAddress, part.count) != 0 {}
            }
        }
        return words
    }
}

private final class Counter: Sendable {
    private let value: Mutex<UInt64>
    init(_ first: UInt64) { value = Mutex(first) }
    func next() -> UInt64 {
        value.withLock { value in
            defer { value += 1 }
            return value
        }
    }
}
