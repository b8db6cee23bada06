internal import Secrets

/// A hash of the tree: exactly 32 bytes of SHA-256. Source: RFC 6962, 2.1.
///
/// A leaf and a node begin with different bytes before they are hashed, so that no leaf can be
/// passed off as a node.
public struct TreeHash: Sendable, Hashable {
    /// Bytes of a hash.
    public static let length = 32

    // Inline, so that a tile of 256 is one piece of memory.
    private var storage = SIMD32<UInt8>()

    /// Nil unless there are exactly 32 bytes: every check of a proof rests on this length.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == TreeHash.length else { return nil }
        for (index, byte) in bytes.enumerated() { storage[index] = byte }
    }

    /// SHA-256 of the bytes, made in place.
    private init(hashing bytes: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &storage) { Digest.sha256(bytes, into: $0) }
    }

    /// The hash of an entry: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: entry.count + 1, alignment: 1) { buffer in
            buffer[0] = 0
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyBytes(from: entry)
            return TreeHash(hashing: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The hash of two texts one after the other, without a mark before them.
    static func of(_ first: [UInt8], _ second: [UInt8]) -> TreeHash {
        let count = first.count + second.count
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
            buffer.copyBytes(from: first)
            UnsafeMutableRawBufferPointer(rebasing: buffer[first.count...])
                .copyBytes(from: second)
            return TreeHash(hashing: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 2 * length + 1, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.storage, toByteOffset: 1, as: SIMD32<UInt8>.self)
            buffer.storeBytes(of: right.storage, toByteOffset: 1 + length, as: SIMD32<UInt8>.self)
            return TreeHash(hashing: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The root of a tree without entries: SHA-256 of nothing.
    public static let emptyRoot = TreeHash(hashing: UnsafeRawBufferPointer(start: nil, count: 0))

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: storage) { Array($0) } }

    /// Appends lower-case hexadecimal.
    func appendHex(to text: inout [UInt8]) {
        withUnsafeBytes(of: storage) { Digest.append(hex: $0, to: &text) }
    }

    /// Base64 as checkpoints and proofs write it: 44 characters.
    public var base64: String { Base64.encode(bytes) }

    /// Reads what `base64` writes; nil for anything else.
    public init?(base64 text: some StringProtocol) {
        guard let bytes = Base64.decode(text.utf8) else { return nil }
        self.init(bytes)
    }

    /// The root over a list of hashes of equal height whose count is a power of two.
    static func root(ofPerfect hashes: ArraySlice<TreeHash>) -> TreeHash {
        var row = Array(hashes)
        precondition(!row.isEmpty && row.count & (row.count - 1) == 0, "a perfect subtree")
        while row.count > 1 { row = pairs(of: row) }
        return row[0]
    }

    /// The row above: each pair hashed, a single one left over dropped.
    static func pairs(of row: [TreeHash]) -> [TreeHash] {
        (0..<row.count / 2).map { node(row[2 * $0], row[2 * $0 + 1]) }
    }
}
