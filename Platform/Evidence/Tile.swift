/// A tile of hashes and what it is called.
public struct Tile: Sendable, Hashable {
    /// Level, place and width.
    public let name: TileName
    /// As many as the name says.
    public let hashes: [TreeHash]

    init(name: TileName, hashes: [TreeHash]) {
        self.name = name
        self.hashes = hashes
    }

    /// Reads a tile; refuses unless it has exactly as many hashes as its name says. Whether they
    /// are the right ones shows only when a root computed from them is compared with a signed one.
    public init(name: TileName, bytes: [UInt8]) throws(EvidenceRefusal) {
        guard case .hashes = name.kind, bytes.count == name.width * TreeHash.length else {
            throw .tileLength(path: name.path, bytes: bytes.count)
        }
        self.name = name
        hashes = stride(from: 0, to: bytes.count, by: TreeHash.length).compactMap {
            TreeHash(bytes[$0..<$0 + TreeHash.length])
        }
    }

    /// The hashes one after the other: 8,192 bytes when full.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * TreeHash.length)
        for hash in hashes { bytes += hash.bytes }
        return bytes
    }
}

/// A tile of entries: each with its length in two bytes before it.
public enum EntryBundle {
    /// The longest entry that can be written.
    public static let longestEntry = 65_535

    /// The bytes of a bundle; refuses an entry that is too long.
    public static func bytes(of entries: [[UInt8]]) throws(EvidenceRefusal) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else {
                throw .entryTooLong(bytes: entry.count)
            }
            bytes += [UInt8(length >> 8), UInt8(length & 255)]
            bytes += entry
        }
        return bytes
    }

    /// Reads a bundle; refuses unless it has exactly as many entries as its name says.
    public static func entries(
        in bytes: [UInt8], name: TileName
    ) throws(EvidenceRefusal) -> [[UInt8]] {
        let wrong = EvidenceRefusal.tileLength(path: name.path, bytes: bytes.count)
        guard name.kind == .entries else { throw wrong }
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while let high = rest.popFirst() {
            guard let low = rest.popFirst() else { throw wrong }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length, entries.count < name.width else { throw wrong }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard entries.count == name.width else { throw wrong }
        return entries
    }
}
