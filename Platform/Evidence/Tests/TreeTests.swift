import Secrets
import Testing

@testable import Evidence

@Suite("The tree") struct TreeTests {
    /// Leaves with which certificate transparency has been tested since its beginning.
    static let entries = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ].map { unhex($0) }

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("The reference leaves give the reference roots")
    func referenceRoots() {
        var tree = GrowingTree()
        for (size, root) in Self.roots.enumerated() {
            #expect(Digest.hex(tree.root.bytes) == root)
            if size < Self.entries.count { #expect(tree.append(.leaf(Self.entries[size])) == size) }
        }
    }

    @Test(
        "The reference leaves give the reference proofs",
        arguments: [
            (0, 8, "96a296d2 5f083f0a 6b47aaf2"), (5, 8, "bc1a0643 ca854ea1 d37ee418"),
        ])
    func referenceInclusion(index: Int, size: Int, hashes: String) throws {
        let (_, tiles) = grown(Self.entries.prefix(size).map { .leaf($0) })
        let proof = try TileSet(size: size, tiles).inclusion(of: index)
        #expect(proof.hashes.map(Self.beginning).joined(separator: " ") == hashes)
    }

    @Test(
        "The reference leaves give the reference proofs of consistency",
        arguments: [
            (1, 8, "96a296d2 5f083f0a 6b47aaf2"), (6, 8, "0ebc5d34 ca854ea1 d37ee418"),
            (2, 5, "5f083f0a bc1a0643"), (0, 8, ""), (8, 8, ""),
        ])
    func referenceConsistency(old: Int, new: Int, hashes: String) throws {
        let (_, tiles) = grown(Self.entries.prefix(new).map { .leaf($0) })
        let proof = try TileSet(size: new, tiles).consistency(from: old)
        #expect(proof.hashes.map(Self.beginning).joined(separator: " ") == hashes)
    }

    static func beginning(_ hash: TreeHash) -> String { Digest.hex(hash.bytes.prefix(4)) }

    @Test("Every proof of every small tree is that of the definition, and holds")
    func smallTrees() throws {
        let leaves = numberedLeaves(40)
        for size in 1...leaves.count {
            let own = leaves[..<size]
            let (tree, tiles) = grown(own)
            let set = TileSet(size: size, tiles)
            #expect(tree.root == NaiveTree.root(own))
            #expect(try set.root() == tree.root)
            for index in 0..<size {
                let proof = try set.inclusion(of: index)
                #expect(proof.hashes == NaiveTree.path(index, own))
                try proof.verify(leaf: leaves[index], root: tree.root)
            }
            for old in 0...size {
                let proof = try set.consistency(from: old)
                #expect(proof.hashes == NaiveTree.proof(old, own))
                try proof.verify(oldRoot: NaiveTree.root(leaves[..<old]), newRoot: tree.root)
            }
        }
    }

    @Test(
        "Random trees across tile borders agree with the definition, built in parts from storage",
        arguments: [1, 2, 3, 4, 5, 6])
    func randomTrees(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let size = [255, 256, 257, 511, 513, Int.random(in: 600...1400, using: &random)][
            Int(seed) - 1]
        let leaves = numberedLeaves(size)
        var tree = GrowingTree()
        var stored: [Tile] = []
        while tree.size < size {
            // Stopped and started anew: only tiles were kept.
            tree = try GrowingTree(size: tree.size, edge: stored)
            for _ in 0..<min(size - tree.size, Int.random(in: 1...300, using: &random)) {
                tree.append(leaves[tree.size])
            }
            stored += tree.takeTiles()
        }
        let root = NaiveTree.root(leaves[...])
        #expect(tree.root == root)
        for _ in 0..<12 {
            let index = Int.random(in: 0..<size, using: &random)
            let proof = try Self.only(
                TileSet.namesForInclusion(of: index, size: size), of: stored, size: size
            ).inclusion(of: index)
            #expect(proof.hashes == NaiveTree.path(index, leaves[...]))
            try proof.verify(leaf: leaves[index], root: root)
            let old = Int.random(in: 0...size, using: &random)
            let growth = try Self.only(
                TileSet.namesForConsistency(from: old, to: size), of: stored, size: size
            ).consistency(from: old)
            #expect(growth.hashes == NaiveTree.proof(old, leaves[...]))
            try growth.verify(oldRoot: NaiveTree.root(leaves[..<old]), newRoot: root)
        }
        #expect(
            try Self.only(TileSet.namesForRoot(size: size), of: stored, size: size).root() == root)
    }

    /// A set of the named tiles and no others.
    static func only(_ names: Set<TileName>, of tiles: [Tile], size: Int) throws -> TileSet {
        var set = TileSet(size: size)
        for name in names {
            let stored = try #require(tiles.first { $0.name == name }, "\(name.path)")
            set.add(try Tile(name: name, bytes: stored.bytes))
        }
        return set
    }

    @Test(
        "A log of numbers has the roots that others computed",
        arguments: [
            (255, "Mvhbyqh9e80Fco8J6a66NQumovczgwCH8Fl2goSL5cs="),
            (256, "goUV0DPBnYyQHzfsy4rtkZZncDSG+NL/8c9wQDIcXbE="),
            (257, "HtoEmkNR2G92JSvX7At3Rq11t/oDFq1fVB29pFijEsQ="),
            (70_000, "Gkzfy2Y3SgwNy+9JrL1JdtE+6GT7PLJB/JQ8rQTwL34="),
        ])
    func numbers(size: Int, root: String) throws {
        let (tree, tiles) = grown(numberedLeaves(size))
        #expect(tree.root.base64 == root)
        #expect(try TileSet(size: size, tiles).root() == tree.root)
        let again = try GrowingTree(size: size, edge: tiles)
        #expect(again.root == tree.root)
    }

    @Test("A proof with anything changed is refused")
    func mutants() throws {
        let leaves = numberedLeaves(21)
        var checked = 0
        for size in [1, 2, 3, 7, 8, 20, 21] {
            let own = leaves[..<size]
            let root = NaiveTree.root(own)
            let set = TileSet(size: size, grown(own).tiles)
            for index in 0..<size {
                let proof = try set.inclusion(of: index)
                for hashes in Self.mutants(of: proof.hashes, other: root) {
                    let mutant = InclusionProof(index: index, size: size, hashes: hashes)
                    #expect(throws: EvidenceRefusal.self, "\(index) of \(size)") {
                        try mutant.verify(leaf: leaves[index], root: root)
                    }
                    checked += 1
                }
                for other in 0..<size + 3 where other != index {
                    let mutant = InclusionProof(index: other, size: size, hashes: proof.hashes)
                    #expect(throws: EvidenceRefusal.self) {
                        try mutant.verify(leaf: leaves[index], root: root)
                    }
                }
            }
            for old in 1..<size {
                let proof = try set.consistency(from: old)
                let oldRoot = NaiveTree.root(leaves[..<old])
                for hashes in Self.mutants(of: proof.hashes, other: root) {
                    let mutant = ConsistencyProof(oldSize: old, newSize: size, hashes: hashes)
                    #expect(throws: EvidenceRefusal.self, "\(old) to \(size)") {
                        try mutant.verify(oldRoot: oldRoot, newRoot: root)
                    }
                    checked += 1
                }
                #expect(throws: EvidenceRefusal.notConsistent) {
                    try proof.verify(oldRoot: root, newRoot: root)
                }
                #expect(throws: EvidenceRefusal.notConsistent) {
                    try proof.verify(oldRoot: oldRoot, newRoot: oldRoot)
                }
            }
        }
        #expect(checked > 500)
    }

    /// One bit changed, one hash missing, one too many, two swapped.
    static func mutants(of hashes: [TreeHash], other: TreeHash) -> [[TreeHash]] {
        var mutants = [hashes + [other], [other] + hashes]
        for place in hashes.indices {
            var bytes = hashes[place].bytes
            bytes[place % 32] ^= 1 << (place % 8)
            mutants.append(hashes.enumerated().map { $0 == place ? TreeHash(bytes) ?? $1 : $1 })
            mutants.append(hashes.enumerated().filter { $0.offset != place }.map(\.element))
            if place > 0 {
                var swapped = hashes
                swapped.swapAt(place - 1, place)
                mutants.append(swapped)
            }
        }
        return mutants
    }

    @Test("Sizes and indices that cannot be are refused, not met with a trap")
    func extremes() {
        let leaf = TreeHash.emptyRoot
        for (index, size) in [(0, 0), (-1, 1), (1, 1), (Int.max, Int.max), (0, Int.min)] {
            #expect(throws: EvidenceRefusal.indexBeyondSize(index: index, size: size)) {
                try InclusionProof(index: index, size: size, hashes: []).root(of: leaf)
            }
        }
        let long = [TreeHash](repeating: leaf, count: 63)
        #expect(throws: Never.self) {
            try InclusionProof(index: 0, size: Int.max, hashes: long).root(of: leaf)
        }
        #expect(throws: EvidenceRefusal.proofTooLong) {
            try InclusionProof(index: 0, size: Int.max, hashes: long + [leaf]).root(of: leaf)
        }
        for (old, new) in [(2, 1), (-1, 1), (Int.max, 0)] {
            #expect(throws: EvidenceRefusal.treeShrank(from: old, to: new)) {
                try ConsistencyProof(oldSize: old, newSize: new, hashes: [])
                    .verify(oldRoot: leaf, newRoot: leaf)
            }
        }
        #expect(throws: EvidenceRefusal.notConsistent) {
            try ConsistencyProof(oldSize: Int.max - 1, newSize: Int.max, hashes: long)
                .verify(oldRoot: leaf, newRoot: leaf)
        }
        #expect(TileSet.namesForInclusion(of: 0, size: Int.max).count == 15)
    }

    @Test("A tree continues itself and the tree of nothing, each with its own root")
    func trivialConsistency() throws {
        let root = NaiveTree.root(numberedLeaves(3)[...])
        func check(_ old: Int, _ new: Int, _ oldRoot: TreeHash, _ hashes: [TreeHash] = []) throws {
            try ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
                .verify(oldRoot: oldRoot, newRoot: root)
        }
        try check(3, 3, root)
        try check(0, 3, .emptyRoot)
        #expect(throws: EvidenceRefusal.notConsistent) { try check(3, 3, .emptyRoot) }
        #expect(throws: EvidenceRefusal.notConsistent) { try check(0, 3, root) }
        #expect(throws: EvidenceRefusal.notConsistent) { try check(0, 0, .emptyRoot) }
        #expect(throws: EvidenceRefusal.proofTooLong) { try check(0, 3, .emptyRoot, [root]) }
        #expect(throws: EvidenceRefusal.proofTooLong) { try check(3, 3, root, [root]) }
        #expect(throws: EvidenceRefusal.proofTooShort) { try check(2, 3, root) }
    }
}
