import Testing

@testable import Evidence

@Suite("Tiles") struct TileTests {
    @Test(
        "A tile has one path",
        arguments: [
            (0, 0, 256, "tile/0/000"), (0, 5, 256, "tile/0/005"), (1, 999, 1, "tile/1/999.p/1"),
            (0, 273, 112, "tile/0/273.p/112"), (2, 1_234_067, 256, "tile/2/x001/x234/067"),
            (63, 1000, 255, "tile/63/x001/000.p/255"), (-1, 0, 256, "tile/entries/000"),
            (-1, 1_000_000_000, 7, "tile/entries/x001/x000/x000/000.p/7"),
        ])
    func paths(level: Int, index: Int, width: Int, path: String) throws {
        let kind: TileName.Kind = level < 0 ? .entries : .hashes(level: level)
        let name = try #require(TileName(kind, index: index, width: width))
        #expect(name.path == path)
        #expect(TileName(path: path) == name)
    }

    @Test("Paths of many indices are read back")
    func manyPaths() throws {
        for index in stride(from: 0, to: 2_000_000, by: 997) {
            let name = try #require(TileName(.entries, index: index))
            #expect(TileName(path: name.path) == name)
        }
    }

    @Test(
        "Other paths are none",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/00/000", "tile/64/000", "tile/-1/000",
            "tile/0/00", "tile/0/0000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x002",
            "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p",
            "tile/entrieſ/000", "Tile/0/000", "tile/0/0٣0", "tile/0/000/", "/tile/0/000",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/+01", "tile/0/x00x/001",
        ])
    func otherPaths(path: String) { #expect(TileName(path: path) == nil) }

    @Test(
        "The edge of a tree is its partial tiles",
        arguments: [
            (0, ""), (1, "tile/0/000.p/1"), (256, "tile/1/000.p/1"),
            (257, "tile/0/001.p/1 tile/1/000.p/1"),
            (70_000, "tile/0/273.p/112 tile/1/001.p/17 tile/2/000.p/1"),
        ])
    func edges(size: Int, paths: String) {
        #expect(TileName.edge(ofSize: size).map(\.path).joined(separator: " ") == paths)
        #expect(TileName(.hashes(level: 0), index: size / 256 + 1, size: size) == nil)
    }

    @Test("A partial tile that is gone is replaced by the full one")
    func fallBack() throws {
        let leaves = numberedLeaves(600)
        let (_, tiles) = grown(leaves)
        // As of 300 entries tile 1 had 44 hashes; now there is only the full one.
        let name = try #require(TileName(.hashes(level: 0), index: 1, size: 300))
        #expect(name.width == 44)
        #expect(name.full.path == "tile/0/001")
        let set = TileSet(size: 300, tiles.filter { $0.name.isFull || $0.name.index == 0 })
        #expect(try set.root() == NaiveTree.root(leaves[..<300]))
        let tree = try GrowingTree(size: 300, edge: tiles)
        #expect(tree.root == NaiveTree.root(leaves[..<300]))
    }

    @Test("A missing tile is named")
    func missing() throws {
        let (_, tiles) = grown(numberedLeaves(300))
        let set = TileSet(size: 300, tiles.filter { $0.name.path != "tile/0/001.p/44" })
        #expect(throws: EvidenceRefusal.tileMissing(path: "tile/0/001.p/44")) { try set.root() }
        #expect(throws: EvidenceRefusal.tileMissing(path: "tile/0/001.p/44")) {
            try set.inclusion(of: 299)
        }
        #expect(throws: EvidenceRefusal.tileMissing(path: "tile/0/001.p/44")) {
            try GrowingTree(size: 300, edge: tiles.filter { $0.name.path != "tile/0/001.p/44" })
        }
        #expect(throws: EvidenceRefusal.indexBeyondSize(index: 300, size: 300)) {
            try set.inclusion(of: 300)
        }
        #expect(throws: EvidenceRefusal.treeShrank(from: 301, to: 300)) {
            try set.consistency(from: 301)
        }
    }

    @Test("A tile changed by one bit gives another root")
    func changedTile() throws {
        let (tree, tiles) = grown(numberedLeaves(300))
        for tile in tiles where TileSet.namesForRoot(size: 300).contains(tile.name) {
            var bytes = tile.bytes
            bytes[bytes.count - 1] ^= 1
            let changed = try Tile(name: tile.name, bytes: bytes)
            let set = TileSet(size: 300, tiles.filter { $0.name != tile.name } + [changed])
            #expect(try set.root() != tree.root)
        }
    }

    @Test("A tile or bundle of another length than its name says is refused")
    func lengths() throws {
        let name = try #require(TileName(.hashes(level: 0), index: 0, width: 2))
        for count in [0, 31, 32, 63, 65, 96] {
            #expect(throws: EvidenceRefusal.tileLength(path: name.path, bytes: count)) {
                try Tile(name: name, bytes: [UInt8](repeating: 0, count: count))
            }
        }
        let bundle = try #require(TileName(.entries, index: 0, width: 2))
        let entries: [[UInt8]] = [Array("one".utf8), []]
        let bytes = try EntryBundle.bytes(of: entries)
        #expect(bytes == [0, 3] + Array("one".utf8) + [0, 0])
        #expect(try EntryBundle.entries(in: bytes, name: bundle) == entries)
        for wrong in [[], [0], [0, 3, 1], bytes + [0], bytes + [0, 0], Array(bytes.dropLast())] {
            #expect(throws: EvidenceRefusal.tileLength(path: bundle.path, bytes: wrong.count)) {
                try EntryBundle.entries(in: wrong, name: bundle)
            }
        }
        #expect(throws: EvidenceRefusal.entryTooLong(bytes: 65_536)) {
            try EntryBundle.bytes(of: [[UInt8](repeating: 0, count: 65_536)])
        }
        let longest = [UInt8](repeating: 7, count: EntryBundle.longestEntry)
        #expect(throws: Never.self) { try EntryBundle.bytes(of: [longest]) }
    }
}
