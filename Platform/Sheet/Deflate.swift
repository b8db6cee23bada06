import CZlib
import Kernel

/// Raw deflate (RFC 1951) by zlib, in memory and within limits; `DeflateStream` compresses.
enum Deflate {
    /// Without zlib's header: a ZIP has its own.
    static let window: Int32 = -15
    private static let pieceBytes = 64 << 10

    /// What was compressed; nil when it is no such thing or is longer than `most`.
    static func expand(_ packed: [UInt8], most: Int) -> [UInt8]? {
        var stream = z_stream()
        guard
            inflateInit2_(
                &stream, window, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var source = packed
        var piece = [UInt8](repeating: 0, count: pieceBytes)
        var result: [UInt8] = []
        return source.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let (state, count) = piece.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(clamping: output.count)
                    let state = inflate(&stream, Z_NO_FLUSH)
                    return (state, output.count - Int(stream.avail_out))
                }
                guard result.count + count <= most else { return nil }
                result.append(contentsOf: piece[..<count])
                if state == Z_STREAM_END { return result }
                // Without progress the input ends too early.
                guard state == Z_OK, count > 0 || stream.avail_in > 0 else { return nil }
            }
        }
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32(clamping: $0.count)))
        }
    }
}
