import CZlib

/// Counts what zlib unpacks without keeping it: what a packed part comes to, and what parts packed
/// inside it come to.
struct Unpacked {
    /// How what was packed ended.
    enum End: Hashable {
        /// Whole, or broken off; so many bytes of the source were used.
        case done(used: Int)
        /// More than there is room for, or packed again and again.
        case tooMuch
    }

    /// Times that something may be packed within something packed.
    private static let mostDepth = 3
    private static let pieceBytes = 16 << 10

    /// Bytes that may still come.
    private(set) var left: Int
    /// The beginning of what came last, where it is asked for.
    private(set) var kept: [UInt8] = []

    init(most: Int) { left = most }

    /// Whether bytes begin as zlib's do (RFC 1950): deflate, and a sum that divides by 31.
    static func isPacked(_ bytes: some Collection<UInt8>) -> Bool {
        let two = bytes.prefix(2).map { Int($0) }
        return two.count == 2 && two[0] & 0x0F == 8 && two[0] >> 4 <= 7
            && (two[0] << 8 | two[1]) % 31 == 0
    }

    /// - Parameters:
    ///   - isRaw: without the header of zlib.
    ///   - keeping: bytes to keep of what comes.
    mutating func count(
        _ bytes: ArraySlice<UInt8>, isRaw: Bool = false, keeping: Int = 0
    ) -> End {
        guard let stack = Stack(isRaw: isRaw) else { return .tooMuch }
        kept = []
        var rest = bytes
        while !rest.isEmpty, !stack.hasEnded {
            let piece = Array(rest.prefix(Self.pieceBytes))
            guard let used = take(piece, stack, keeping: keeping) else { return .tooMuch }
            rest = rest.dropFirst(used)
            if used == 0 { break }
        }
        return .done(used: bytes.count - rest.count)
    }

    /// Unpacks a piece, and what is packed in what comes of it; nil when it is too much.
    private mutating func take(_ piece: [UInt8], _ stack: Stack, keeping: Int) -> Int? {
        var output = [UInt8](repeating: 0, count: Self.pieceBytes)
        var used = 0
        while used < piece.count, !stack.hasEnded {
            let step = stack.step(piece, from: used, into: &output)
            used += step.used
            left -= step.made
            guard left >= 0 else { return nil }
            if step.made > 0 {
                if kept.count < keeping {
                    kept += output[..<min(step.made, keeping - kept.count)]
                }
                if !stack.hasBegun {
                    stack.hasBegun = true
                    if Self.isPacked(output.prefix(step.made)) {
                        guard stack.depth < Self.mostDepth, let inner = Stack(isRaw: false) else {
                            return nil
                        }
                        inner.depth = stack.depth + 1
                        stack.inner = inner
                    }
                }
                if let inner = stack.inner, !inner.hasEnded,
                    take(Array(output[..<step.made]), inner, keeping: 0) == nil
                {
                    return nil
                }
            }
            if step.used == 0 && step.made == 0 { break }
        }
        return used
    }

    /// zlib at work; stays where it was made, for zlib remembers the place.
    private final class Stack {
        private let stream: UnsafeMutablePointer<z_stream>
        var hasEnded = false
        var hasBegun = false
        var depth = 1
        var inner: Stack?

        init?(isRaw: Bool) {
            stream = .allocate(capacity: 1)
            stream.initialize(to: z_stream())
            let begun = inflateInit2_(
                stream, isRaw ? -15 : 15, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
            if begun != Z_OK { return nil }
        }

        deinit {
            inflateEnd(stream)
            stream.deallocate()
        }

        func step(
            _ piece: [UInt8], from start: Int, into output: inout [UInt8]
        ) -> (used: Int, made: Int) {
            var piece = piece
            return piece.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { out in
                    let there = input.count - start
                    stream.pointee.next_in = input.baseAddress.map { $0 + start }
                    stream.pointee.avail_in = UInt32(clamping: there)
                    stream.pointee.next_out = out.baseAddress
                    stream.pointee.avail_out = UInt32(clamping: out.count)
                    let state = inflate(stream, Z_NO_FLUSH)
                    // What is broken off or no packed part ends where it ends.
                    if state != Z_OK { hasEnded = true }
                    return (
                        used: there - Int(stream.pointee.avail_in),
                        made: out.count - Int(stream.pointee.avail_out)
                    )
                }
            }
        }
    }
}
