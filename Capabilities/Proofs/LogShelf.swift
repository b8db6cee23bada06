import Evidence
import Kernel
import Store

/// Tiles of the log as they are stored.
enum LogShelf {
    /// A tile of hashes; nil where there are not so many.
    static func tile(_ name: TileName, in session: Session) throws -> Tile? {
        guard case .hashes(let level) = name.kind,
            let hashes = try LogTable.hashes(level: level, number: name.index, in: session),
            hashes.count >= name.width * TreeHash.length
        else { return nil }
        return try Tile(name: name, bytes: Array(hashes.prefix(name.width * TreeHash.length)))
    }

    /// The tiles of those names, for a tree of a size.
    static func set(_ names: Set<TileName>, size: Int, in session: Session) throws -> TileSet {
        var set = TileSet(size: size)
        for name in names {
            if let tile = try tile(name, in: session) { set.add(tile) }
        }
        return set
    }

    /// The bytes that are served under a name; nil where there are not so many.
    static func served(_ name: TileName, in session: Session) throws -> [UInt8]? {
        switch name.kind {
        case .hashes: try tile(name, in: session)?.bytes
        case .entries: try LogTable.bundle(name.index, in: session)?.served(name.width)
        }
    }
}
