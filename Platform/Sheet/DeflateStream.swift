import CZlib

/// Compresses what comes piece by piece (raw deflate, RFC 1951), so that only the compressed bytes
/// are held. Stays where it was made: zlib remembers the place of its state.
final class DeflateStream {
    /// Level 6: zlib's own balance of time and size.
    private static let level: Int32 = 6
    private static let pieceBytes = 64 << 10

    private let stream: UnsafeMutablePointer<z_stream>
    private var piece = [UInt8](repeating: 0, count: DeflateStream.pieceBytes)
    /// What has come out so far; whole after `finish`.
    private(set) var packed: [UInt8] = []
    /// CRC-32 of what went in.
    private(set) var checksum: UInt32 = 0
    /// Bytes that went in.
    private(set) var count = 0

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let begun = deflateInit2_(
            stream, DeflateStream.level, Z_DEFLATED, Deflate.window, 8, Z_DEFAULT_STRATEGY,
            zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        precondition(begun == Z_OK, "zlib has no memory, or is of another version")
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    func add(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        count += bytes.count
        bytes.withUnsafeBufferPointer { input in
            checksum = UInt32(
                truncatingIfNeeded: crc32(
                    UInt(checksum), input.baseAddress, UInt32(clamping: input.count)))
            // zlib only reads from there.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(clamping: input.count)
            while stream.pointee.avail_in > 0 { _ = turn(Z_NO_FLUSH) }
        }
    }

    /// Nothing may be added after.
    func finish() {
        stream.pointee.next_in = nil
        stream.pointee.avail_in = 0
        while turn(Z_FINISH) != Z_STREAM_END {}
    }

    private func turn(_ flush: Int32) -> Int32 {
        let (state, made) = piece.withUnsafeMutableBufferPointer { output in
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(clamping: output.count)
            let state = deflate(stream, flush)
            return (state, output.count - Int(stream.pointee.avail_out))
        }
        precondition(state == Z_OK || state == Z_STREAM_END, "there is always room to go on")
        packed.append(contentsOf: piece[..<made])
        return state
    }
}
