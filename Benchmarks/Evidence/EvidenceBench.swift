// How quickly the log of evidence grows, proves and is checked, beside bare hashing and bare
// verification of signatures by the same library in the same run. In memory: no disk is waited for.
//
//     swift run -c release tradewind-evidence [ENTRIES]
import Evidence
import Kernel
import Secrets

@main struct EvidenceBench {
    static func main() throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 65_536
        let leaves = try makeLeaves(count)
        let bytes = leaves.reduce(0) { $0 + $1.count }
        print("\(count) entries of \(bytes / max(count, 1)) bytes, one thread")
        print("bare SHA-256 of 65 bytes   \(hashing(count)) a second")
        print("append                     \(appending(leaves)) a second")
        for batch in [16, 256, 4096] {
            print("append with proof, by \(batch)  \(try proving(leaves, batch: batch)) a second")
        }
        try checking(leaves)
    }

    static func makeLeaves(_ count: Int) throws -> [[UInt8]] {
        let secret = LeafSecret.fresh()
        return try (0..<count).map { number in
            try Leaf(
                kind: "declaration.receipt", at: Instant(milliseconds: 1_800_000_000_000),
                fields: [("content", Array(String(number).utf8)), ("by", [1])], secret: secret
            ).bytes
        }
    }

    static func rate(_ count: Int, _ body: () throws -> Void) rethrows -> Int {
        let start = Stopwatch.nanoseconds()
        try body()
        return count * 1_000_000_000 / Int(max(Stopwatch.nanoseconds() - start, 1))
    }

    static func hashing(_ count: Int) -> Int {
        var hash = TreeHash.emptyRoot
        return rate(count) { for _ in 0..<count { hash = .node(hash, hash) } }
    }

    static func appending(_ leaves: [[UInt8]]) -> Int {
        var tree = GrowingTree()
        return rate(leaves.count) { for leaf in leaves { tree.append(.leaf(leaf)) } }
    }

    /// As a log would: a batch is appended, its tiles are stored, a proof is made for each entry.
    static func proving(_ leaves: [[UInt8]], batch: Int) throws -> Int {
        var tree = GrowingTree()
        var stored: [TileName: Tile] = [:]
        return try rate(leaves.count) {
            for start in stride(from: 0, to: leaves.count, by: batch) {
                let end = min(start + batch, leaves.count)
                for leaf in leaves[start..<end] { tree.append(.leaf(leaf)) }
                for tile in tree.takeTiles() { stored[tile.name] = tile }
                var names: Set<TileName> = []
                for index in start..<end {
                    names.formUnion(TileSet.namesForInclusion(of: index, size: end))
                }
                var set = TileSet(size: end)
                for name in names { if let tile = stored[name] { set.add(tile) } }
                for index in start..<end { _ = try set.inclusion(of: index) }
            }
        }
    }

    /// What a receiver does with a proof file: log, two witnesses, inclusion.
    static func checking(_ leaves: [[UInt8]]) throws {
        guard let first = leaves.first else { return }
        var tree = GrowingTree()
        for leaf in leaves { tree.append(.leaf(leaf)) }
        var set = TileSet(size: tree.size)
        for tile in tree.takeTiles() { set.add(tile) }
        let log = try signer("example.com/log", .log, 1)
        let witnesses = [
            try signer("port.example", .witness, 2), try signer("bank.example", .witness, 3),
        ]
        let checkpoint = try Checkpoint(origin: log.key.name, size: tree.size, root: tree.root)
        var note = try SignedNote(text: checkpoint.text).signed(by: log)
        for witness in witnesses { note = try note.cosigned(by: witness, at: 1_800_000_000) }
        let policy = try TrustPolicy(
            logs: [log.key], witnesses: witnesses.map(\.key), needed: 2)
        let file = LogProof(try set.inclusion(of: 0), note: note).bytes
        let rounds = 2000
        let checked = try rate(rounds) {
            for _ in 0..<rounds {
                _ = try LogProof(bytes: file).verify(entry: first, policy: policy)
            }
        }
        let message = Array(note.text.utf8)
        let signature = Array(note.signatures[0].bytes)
        let bare = rate(rounds) {
            for _ in 0..<rounds {
                _ = Ed25519.verify(signature, over: message, publicKey: log.key.publicKey)
            }
        }
        print("proof files checked        \(checked) a second (\(file.count) bytes, 3 signatures)")
        print("bare Ed25519 verification  \(bare) a second")
    }

    static func signer(_ name: String, _ kind: NoteKey.Kind, _ seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: name, kind: kind, seed: [UInt8](repeating: seed, count: 32))
    }
}
