/// A tree to which entries are added: knows its root at any time and the tiles that came of it.
///
/// It keeps what is needed to go on, a few hundred hashes, whatever the size; everything else is in
/// tiles that were taken out and stored. Not for two writers: whoever owns the log owns this.
public struct GrowingTree: Sendable {
    /// Entries so far.
    public private(set) var size = 0
    /// Roots of the perfect subtrees the tree consists of, largest first.
    private var peaks: [TreeHash] = []
    /// Per level the hashes of its tile that is not yet full.
    private var edge: [[TreeHash]] = []
    private var full: [Tile] = []

    /// Without entries.
    public init() {}

    /// Goes on from storage. Compare `root` with the last signed one before adding anything.
    ///
    /// - Parameter tiles: those of `TileName.edge(ofSize:)`; wider ones will do.
    public init(size: Int, edge tiles: [Tile]) throws(EvidenceRefusal) {
        guard size >= 0 else { throw .treeShrank(from: 0, to: size) }
        self.size = size
        for name in TileName.edge(ofSize: size) {
            guard case .hashes(let level) = name.kind else { continue }
            let tile = tiles.first {
                $0.name.kind == name.kind && $0.name.index == name.index
                    && $0.name.width >= name.width
            }
            guard let tile else { throw .tileMissing(path: name.path) }
            while edge.count <= level { edge.append([]) }
            edge[level] = Array(tile.hashes.prefix(name.width))
        }
        for hashes in edge.reversed() {
            var rest = hashes[...]
            for bit in (0..<8).reversed() where hashes.count & 1 << bit != 0 {
                peaks.append(.root(ofPerfect: rest.prefix(1 << bit)))
                rest = rest.dropFirst(1 << bit)
            }
        }
    }

    /// Adds an entry by its hash and gives its place, from 0.
    @discardableResult
    public mutating func append(_ leaf: TreeHash) -> Int {
        precondition(size < Int.max, "a log of 2^63 entries is beyond any disk")
        let index = size
        push(leaf, level: 0)
        var hash = leaf
        var height = 0
        // As with a number that is counted up: a subtree for every 1 that becomes 0.
        var rest = size
        while rest & 1 == 1, let left = peaks.popLast() {
            hash = .node(left, hash)
            height += 1
            rest >>= 1
            if height % 8 == 0 { push(hash, level: height / 8) }
        }
        peaks.append(hash)
        size += 1
        return index
    }

    private mutating func push(_ hash: TreeHash, level: Int) {
        while edge.count <= level { edge.append([]) }
        edge[level].append(hash)
        guard edge[level].count == TileName.fullWidth else { return }
        let index = TileName.count(.hashes(level: level), size: size) >> 8
        if let name = TileName(.hashes(level: level), index: index) {
            full.append(Tile(name: name, hashes: edge[level]))
        }
        edge[level] = []
    }

    /// The root as of now.
    public var root: TreeHash {
        guard var root = peaks.last else { return .emptyRoot }
        for left in peaks.dropLast().reversed() { root = .node(left, root) }
        return root
    }

    /// What has to be durable before the root is signed: tiles that became full since the last
    /// taking, and the partial ones of now.
    public mutating func takeTiles() -> [Tile] {
        var tiles = full
        full = []
        for name in TileName.edge(ofSize: size) {
            guard case .hashes(let level) = name.kind else { continue }
            tiles.append(Tile(name: name, hashes: edge[level]))
        }
        return tiles
    }
}
