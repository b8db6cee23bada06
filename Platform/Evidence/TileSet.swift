/// Tiles of a tree of a size, from which its root and proofs are made.
///
/// Nothing is fetched here: `TileSet.names…` say which tiles are needed, whoever calls gets them
/// from where they lie, all at once if it likes, and adds them. A tile that is partial at this size
/// may be given as it was later, full.
public struct TileSet: Sendable {
    /// Entries of the tree, 0…2^63 − 1.
    public let size: Int
    /// Per tile the rows above its hashes as well, so that many proofs hash them once.
    private var rows: [Place: [[TreeHash]]] = [:]

    private struct Place: Hashable {
        let level: Int
        let index: Int
    }

    /// - Parameter size: below 0 counts as 0.
    public init(size: Int) { self.size = max(0, size) }

    /// Adds a tile; one of entries adds nothing.
    public mutating func add(_ tile: Tile) {
        guard case .hashes(let level) = tile.name.kind else { return }
        var tower = [tile.hashes]
        while let row = tower.last, row.count > 1, tower.count < 8 {
            tower.append(TreeHash.pairs(of: row))
        }
        let place = Place(level: level, index: tile.name.index)
        // Of a tile that was given twice the wider one serves both sizes.
        if let known = rows[place], known[0].count >= tile.hashes.count { return }
        rows[place] = tower
    }

    /// The root; compare it with a signed one before trusting any of the tiles.
    public func root() throws(EvidenceRefusal) -> TreeHash {
        size == 0 ? .emptyRoot : try hash(of: 0..<size)
    }

    /// The proof that entry number `index` is in this tree.
    public func inclusion(of index: Int) throws(EvidenceRefusal) -> InclusionProof {
        guard index >= 0, index < size else { throw .indexBeyondSize(index: index, size: size) }
        let path = Subtree.inclusion(of: index, size: size)
        return InclusionProof(index: index, size: size, hashes: try hashes(of: path))
    }

    /// The proof that this tree continues the one of `old` entries.
    public func consistency(from old: Int) throws(EvidenceRefusal) -> ConsistencyProof {
        guard old >= 0, old <= size else { throw .treeShrank(from: old, to: size) }
        return ConsistencyProof(
            oldSize: old, newSize: size,
            hashes: try hashes(of: Subtree.consistency(from: old, to: size)))
    }

    /// The tiles that `root` reads.
    public static func namesForRoot(size: Int) -> Set<TileName> {
        names(of: size > 0 ? [0..<size] : [], size: size)
    }

    /// The tiles that `inclusion` reads; none for an index beyond the tree.
    public static func namesForInclusion(of index: Int, size: Int) -> Set<TileName> {
        guard index >= 0, index < size else { return [] }
        return names(of: Subtree.inclusion(of: index, size: size), size: size)
    }

    /// The tiles that `consistency` reads; none for a size beyond the tree.
    public static func namesForConsistency(from old: Int, to size: Int) -> Set<TileName> {
        guard old >= 0, old <= size else { return [] }
        return names(of: Subtree.consistency(from: old, to: size), size: size)
    }

    private static func names(of ranges: [Range<Int>], size: Int) -> Set<TileName> {
        var names: Set<TileName> = []
        for subtree in ranges.flatMap(Subtree.covering) {
            let level = subtree.height / 8
            let first = subtree.index << (subtree.height % 8)
            if let name = TileName(.hashes(level: level), index: first >> 8, size: size) {
                names.insert(name)
            }
        }
        return names
    }

    private func hashes(of ranges: [Range<Int>]) throws(EvidenceRefusal) -> [TreeHash] {
        var found: [TreeHash] = []
        for range in ranges { found.append(try hash(of: range)) }
        return found
    }

    private func hash(of range: Range<Int>) throws(EvidenceRefusal) -> TreeHash {
        var root: TreeHash?
        for subtree in Subtree.covering(range).reversed() {
            let left = try hash(of: subtree)
            root = root.map { .node(left, $0) } ?? left
        }
        return root ?? .emptyRoot
    }

    private func hash(of subtree: Subtree) throws(EvidenceRefusal) -> TreeHash {
        let level = subtree.height / 8
        let row = subtree.height % 8
        // The subtree's first hash in its level says which tile, its place in the row which hash.
        let first = subtree.index << row
        let place = (first & 255) >> row
        guard let tower = rows[Place(level: level, index: first >> 8)], row < tower.count,
            place < tower[row].count
        else {
            let name = TileName(.hashes(level: level), index: first >> 8, size: size)
            throw .tileMissing(path: name?.path ?? "")
        }
        return tower[row][place]
    }
}
