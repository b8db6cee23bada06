import FoundationEssentials
import Secrets
import Testing
import Wire

@testable import Evidence

/// Vectors of other implementations, where they lie beside the checkout.
@Suite("Published vectors") struct ConformanceTests {
    static let folder: String? = {
        var candidates = ["../shared/conformance/tlog"]
        if let given = ProcessInfo.processInfo.environment["TRADEWIND_CONFORMANCE"] {
            candidates = [given + "/tlog", given] + candidates
        }
        return candidates.first { FileManager.default.fileExists(atPath: $0 + "/merkle") }
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = try #require(folder)
        return [UInt8](try #require(FileManager.default.contents(atPath: folder + "/" + path), "\(path)"))
    }

    static func json(_ path: String) throws -> JSON { try JSON(bytes(path)) }

    static func lines(_ path: String) throws -> [JSON] {
        try bytes(path).split(separator: 0x0A).map { try JSON(Array($0)) }
    }

    /// Hashes in base64 or hexadecimal; nil when one is not of 32 bytes.
    static func hashes(_ json: JSON?) -> [TreeHash]? {
        let all = (json?.elements ?? []).map { hash($0) }
        let good = all.compactMap { $0 }
        return good.count == all.count ? good : nil
    }

    static func hash(_ json: JSON?) -> TreeHash? {
        let text = json?.string ?? ""
        return text.utf8.count == 64 ? TreeHash(unhex(text)) : TreeHash(base64: text)
    }

    @Test("Inclusion proofs are accepted and refused as published", .enabled(if: folder != nil))
    func inclusion() throws {
        let cases = try Self.lines("merkle/inclusion.jsonl")
        #expect(cases.count == 86)
        for sample in cases {
            var isAccepted = false
            // An index beyond 2^63 − 1 does not come as far as a proof.
            if let index = sample["leafIdx"]?.integer, let size = sample["treeSize"]?.integer,
                let leaf = Self.hash(sample["leafHash"]), let root = Self.hash(sample["root"]),
                let hashes = Self.hashes(sample["proof"])
            {
                let proof = InclusionProof(index: Int(index), size: Int(size), hashes: hashes)
                isAccepted = (try? proof.verify(leaf: leaf, root: root)) != nil
            }
            #expect(isAccepted == (sample["wantErr"]?.boolean == false), "\(sample.encoded)")
        }
    }

    @Test("Consistency proofs are accepted and refused as published", .enabled(if: folder != nil))
    func consistency() throws {
        let cases = try Self.lines("merkle/consistency.jsonl")
        #expect(cases.count == 84)
        for sample in cases {
            var isAccepted = false
            if let old = sample["size1"]?.integer, let new = sample["size2"]?.integer,
                let oldRoot = Self.hash(sample["root1"]), let newRoot = Self.hash(sample["root2"]),
                let hashes = Self.hashes(sample["proof"])
            {
                let proof = ConsistencyProof(oldSize: Int(old), newSize: Int(new), hashes: hashes)
                isAccepted = (try? proof.verify(oldRoot: oldRoot, newRoot: newRoot)) != nil
            }
            #expect(isAccepted == (sample["wantErr"]?.boolean == false), "\(sample.encoded)")
        }
    }

    @Test("All proofs of the reference leaves are made alike", .enabled(if: folder != nil))
    func reference() throws {
        let vectors = try Self.json("derived/rfc6962-ct-reference-vectors.json")
        let leaves = (vectors["leaf_inputs_hex"]?.elements ?? []).map {
            TreeHash.leaf(unhex($0.string ?? ""))
        }
        #expect(leaves == Self.hashes(vectors["leaf_hashes_hex"]))
        let roots = (0...leaves.count).map { grown(leaves[..<$0]).tree.root }
        #expect(roots == Self.hashes(vectors["roots_hex_by_size"]))
        try check(vectors, leaves: leaves, names: ("leaf_index", "tree_size", "proof_hex"))
        #expect(vectors["inclusion"]?.elements.count == 36)
        #expect(vectors["consistency"]?.elements.count == 36)
    }

    @Test("Roots, tiles and proofs of a log of 70,000 are made alike", .enabled(if: folder != nil))
    func tiles() throws {
        let vectors = try Self.json("derived/tile-vectors.json")
        let leaves = numberedLeaves(70_000)
        var tree = GrowingTree()
        var roots: [Int: TreeHash] = [0: tree.root]
        let sizes = Set((vectors["roots"]?.members ?? []).compactMap { Int($0.name) })
        for leaf in leaves {
            tree.append(leaf)
            if sizes.contains(tree.size) { roots[tree.size] = tree.root }
        }
        for root in vectors["roots"]?.members ?? [] {
            #expect(Int(root.name).flatMap { roots[$0] } == Self.hash(root.value), "\(root.name)")
        }
        let stored = tree.takeTiles()
        for tile in vectors["tile_sha256"]?.members ?? [] {
            let name = try #require(TileName(path: tile.name))
            let bytes =
                name.kind == .entries
                ? try EntryBundle.bytes(
                    of: (0..<name.width).map { Array(String(name.index * 256 + $0).utf8) })
                : try #require(stored.first { $0.name == name }).bytes
            #expect(tile.value["bytes"]?.integer == Int64(bytes.count))
            #expect(tile.value["sha256"]?.string == Digest.hex(Digest.sha256(bytes)), "\(tile.name)")
        }
        for (size, levels) in (vectors["tiles"]?.members ?? []).map({ ($0.name, $0.value) }) {
            let partial = levels.elements.compactMap { $0["partial"]?.string }
            #expect(TileName.edge(ofSize: Int(size) ?? 0).map(\.path) == partial, "\(size)")
        }
        try check(vectors, leaves: leaves, names: ("index", "size", "proof"))
    }

    func check(
        _ vectors: JSON, leaves: [TreeHash],
        names: (index: String, size: String, proof: String)
    ) throws {
        var sets: [Int: TileSet] = [:]
        func set(_ size: Int) -> TileSet {
            if let set = sets[size] { return set }
            let made = TileSet(size: size, grown(leaves[..<size]).tiles)
            sets[size] = made
            return made
        }
        for sample in vectors["inclusion"]?.elements ?? [] {
            let index = Int(try #require(sample[names.index]?.integer))
            let size = Int(try #require(sample[names.size]?.integer))
            let proof = try set(size).inclusion(of: index)
            #expect(proof.hashes == Self.hashes(sample[names.proof]), "\(index) of \(size)")
            try proof.verify(leaf: leaves[index], root: try set(size).root())
        }
        for sample in vectors["consistency"]?.elements ?? [] {
            let old = Int(try #require(sample["size1"]?.integer))
            let new = Int(try #require(sample["size2"]?.integer))
            let proof = try set(new).consistency(from: old)
            #expect(proof.hashes == Self.hashes(sample[names.proof]), "\(old) to \(new)")
            try proof.verify(oldRoot: try set(old).root(), newRoot: try set(new).root())
        }
    }

    @Test("A log kept by another program is read, and made again byte for byte", .enabled(if: folder != nil))
    func otherLog() throws {
        let keys = try Self.json("derived/crypto-vectors.json")
        let key = try NoteKey(text: try #require(keys["tessera_log_vkey"]?.string))
        let policy = try TrustPolicy(logs: [key], witnesses: [], needed: 0)
        var roots: [TreeHash] = []
        for size in 0...15 {
            let bytes = try Self.bytes("tessera-log/checkpoint.\(size)")
            let note = try SignedNote(bytes: bytes)
            #expect(note.bytes == bytes)
            let checkpoint = try policy.checkpoint(in: note).checkpoint
            #expect(checkpoint.size == size)
            roots.append(checkpoint.root)
            let name = TileName(.entries, index: 0, size: size)
            let entries = try name.map {
                try EntryBundle.entries(in: try Self.bytes("tessera-log/\($0.path)"), name: $0)
            }
            let (tree, tiles) = grown((entries ?? []).map { .leaf($0) })
            #expect(tree.root == checkpoint.root)
            for tile in tiles {
                #expect(try Self.bytes("tessera-log/\(tile.name.path)") == tile.bytes)
            }
            for old in 0...size {
                try TileSet(size: size, tiles).consistency(from: old)
                    .verify(oldRoot: roots[old], newRoot: checkpoint.root)
            }
        }
    }

    @Test("Canonical JSON is that of RFC 8785's samples", .enabled(if: folder != nil))
    func canonicalJSON() throws {
        for name in ["arrays", "french", "structures", "unicode", "values", "weird"] {
            let value = try Self.json("jcs/input/\(name).json")
            #expect(try value.hashable() == Self.bytes("jcs/output/\(name).json"), "\(name)")
        }
    }

    @Test("A cosignature of another program has the published time", .enabled(if: folder != nil))
    func cosignatureTime() throws {
        let vector = try Self.json("derived/crypto-vectors.json")["cosignature_v1_timestamp"]
        let blob = try #require(vector?["signature_base64"]?.string)
        let note = try SignedNote(bytes: Array("text\n\n— w \(blob)\n".utf8))
        let seconds = note.signatures[0].bytes.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        #expect(seconds == vector?["timestamp"]?.integer)
    }
}
