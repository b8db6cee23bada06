/// Which tile: a file that never changes once it is full, so that it can lie in any cache.
/// Source: C2SP tlog-tiles.
public struct TileName: Sendable, Hashable {
    /// What lies in a tile.
    public enum Kind: Sendable, Hashable {
        /// Hashes of perfect subtrees of 256^level entries; level 0…63.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// Hashes or entries of a full tile.
    public static let fullWidth = 256

    /// Hashes of which level, or entries.
    public let kind: Kind
    /// Place of the tile in its level, from 0.
    public let index: Int
    /// 1…256; below 256 the tile is partial.
    public let width: Int

    /// Nil where no tile can have that level, index or width.
    public init?(_ kind: Kind, index: Int, width: Int = TileName.fullWidth) {
        if case .hashes(let level) = kind, !(0...63).contains(level) { return nil }
        guard index >= 0, (1...TileName.fullWidth).contains(width) else { return nil }
        self.init(kind, index, width)
    }

    private init(_ kind: Kind, _ index: Int, _ width: Int) {
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// The tile of that index as it is in a tree of so many entries; nil when it would be empty.
    public init?(_ kind: Kind, index: Int, size: Int) {
        let count = TileName.count(kind, size: size)
        guard index >= 0, index <= count >> 8 else { return nil }
        self.init(
            kind, index: index, width: index < count >> 8 ? TileName.fullWidth : count & 255)
    }

    /// The partial tiles of a tree of so many entries, lowest level first: with the full ones all
    /// it takes to go on adding.
    public static func edge(ofSize size: Int) -> [TileName] {
        (0..<8).compactMap { level in
            let kind = Kind.hashes(level: level)
            let count = TileName.count(kind, size: size)
            return TileName(kind, index: count >> 8, width: count & 255)
        }
    }

    /// How many hashes or entries of a kind a tree has.
    static func count(_ kind: Kind, size: Int) -> Int {
        guard case .hashes(let level) = kind else { return size }
        return size >> (8 * level)
    }

    /// Whether it will never change again.
    public var isFull: Bool { width == TileName.fullWidth }

    /// The same tile once it is full: where to look when the partial one is gone.
    public var full: TileName { TileName(kind, index, TileName.fullWidth) }

    /// Path below the log's address, for example `tile/0/x001/x234/067.p/5`.
    public var path: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? padded : "x" + padded)
            rest /= 1000
        } while rest > 0
        let level =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        let number = groups.reversed().joined(separator: "/")
        return "tile/\(level)/\(number)" + (isFull ? "" : ".p/\(width)")
    }

    /// Reads what `path` writes; nil for anything else, such as zeros too many.
    public init?(path: String) {
        guard path.utf8.count <= 64 else { return nil }
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8) else {
            return nil
        }
        var width = TileName.fullWidth
        if parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let given = Count.read(parts.removeLast()), given < width else { return nil }
            width = given
            parts[parts.count - 1] = parts[parts.count - 1].dropLast(2)
        }
        var kind = Kind.entries
        if !parts[1].elementsEqual("entries".utf8) {
            guard let level = Count.read(parts[1]) else { return nil }
            kind = .hashes(level: level)
        }
        var digits: [UInt8] = []
        for part in parts.dropFirst(2) { digits += part.filter { $0 != UInt8(ascii: "x") } }
        let number = digits.drop { $0 == UInt8(ascii: "0") }
        guard let index = number.isEmpty ? 0 : Count.read(number) else { return nil }
        self.init(kind, index: index, width: width)
        // One tile, one path: whatever was tolerated above is written otherwise.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }
}
