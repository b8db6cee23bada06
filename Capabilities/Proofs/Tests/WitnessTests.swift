import Evidence
import Journal
import Kernel
import Store
import TestKit
import Testing

@testable import Proofs

@Suite("Witnesses") struct WitnessTests {
    /// A log in memory whose owner may do what it likes.
    struct Log {
        let signer: NoteSigner
        let hashes: [TreeHash]

        init(_ origin: String = LogWorld.origin, seed: UInt8 = 1, salt: String = "") throws {
            signer = try LogWorld.signer(.log, origin, seed)
            hashes = (0..<20).map { .leaf(Array("\(salt)\($0)".utf8)) }
        }

        func root(_ size: Int) -> TreeHash {
            var tree = GrowingTree()
            for hash in hashes.prefix(size) { tree.append(hash) }
            return tree.root
        }

        func proof(_ old: Int, _ new: Int) throws -> [TreeHash] {
            var tree = GrowingTree()
            for hash in hashes.prefix(new) { tree.append(hash) }
            var set = TileSet(size: new)
            for tile in tree.takeTiles() { set.add(tile) }
            return try set.consistency(from: old).hashes
        }

        func note(_ size: Int) throws -> SignedNote {
            try SignedNote(
                text: Checkpoint(origin: signer.key.name, size: size, root: root(size)).text
            ).signed(by: signer)
        }

        func request(_ old: Int, _ new: Int, proof: [TreeHash]? = nil) throws -> [UInt8] {
            let hashes = try proof ?? (old == 0 ? [] : self.proof(old, new))
            return WitnessTests.request(old, hashes, try note(new).bytes)
        }
    }

    static func request(_ old: Int, _ hashes: [TreeHash], _ note: [UInt8]) -> [UInt8] {
        Array("old \(old)\n\(hashes.map { $0.base64 + "\n" }.joined())\n".utf8) + note
    }

    private func witness(_ store: Store, _ logs: Log...) throws -> Witness {
        Witness(
            store: store, clock: .fixed(LogWorld.now),
            signer: try LogWorld.signer(.witness, "port.example/witness", 9),
            logs: logs.map(\.signer.key))
    }

    @Test("The nine answers", arguments: TestStore.engines)
    func answers(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let log = try Log()
            let witness = try witness(world.store, log)
            // 200: the line is the witness's, over this checkpoint.
            guard case .cosigned(let line) = try await witness.add(try log.request(0, 5)) else {
                Issue.record("the first checkpoint was not cosigned")
                return
            }
            let cosigned = try SignedNote(bytes: try log.note(5).bytes + Array(line.utf8))
            #expect(try cosigned.verified(by: [witness.signer.key]).count == 1)
            // 404: nobody it knows.
            let stranger = try Log("example.org/other")
            #expect(try await witness.add(try stranger.request(0, 5)) == .unknownLog)
            // 403: another key under the same name, and no signature at all.
            let forger = try Log(seed: 2)
            #expect(try await witness.add(try forger.request(5, 6)) == .notSigned)
            // 400: old beyond the checkpoint.
            #expect(try await witness.add(try log.request(9, 7, proof: [])) == .malformed)
            // 409: the size it has seen is another; it says which.
            #expect(try await witness.add(try log.request(0, 7)) == .other(size: 5))
            #expect(try await witness.add(try log.request(4, 7)) == .other(size: 5))
            // 422: a wrong proof, one that is missing, one where none belongs.
            #expect(
                try await witness.add(try log.request(5, 7, proof: try log.proof(4, 7)))
                    == .notConsistent)
            #expect(try await witness.add(try log.request(5, 7, proof: [])) == .notConsistent)
            let other = try Log("example.net/second")
            let second = try self.witness(world.store, log, other)
            #expect(
                try await second.add(try other.request(0, 3, proof: try other.proof(2, 3)))
                    == .notConsistent)
            // 422: a tree of nothing with the root of something.
            let text = "example.net/second\n0\n\(other.root(3).base64)\n"
            let nothing = try SignedNote(text: text).signed(by: other.signer)
            #expect(
                try await second.add(Self.request(0, [], nothing.bytes)) == .notConsistent)
            // 409: same size, another root: a split view.
            let split = try Log(salt: "other ")
            #expect(try await witness.add(try split.request(5, 5, proof: [])) == .other(size: 5))
            // And after all that it goes on from where it was.
            guard case .cosigned = try await witness.add(try log.request(5, 7)) else {
                Issue.record("the true continuation was not cosigned")
                return
            }
            let newest = try await witness.newest(ofHash: Witness.hash(of: LogWorld.origin))
            let note = try SignedNote(bytes: try #require(newest))
            #expect(try Checkpoint(text: note.text).size == 7)
            #expect(try note.verified(by: [log.signer.key, witness.signer.key]).count == 2)
        }
    }

    @Test(
        "What is no request is not answered with a signature",
        arguments: ["", "old 0\n", "old 00\n\n", "old -1\n\n", "old 0\n\n", "old 0\nAAAA\n\n"])
    func malformed(head: String) async throws {
        try await LogWorld.with(.sqlite) { world in
            let log = try Log()
            let body = head == "old 0\n\n" ? Array(head.utf8) : Array(head.utf8) + (try log.note(3).bytes)
            #expect(try await self.witness(world.store, log).add(body) == .malformed)
        }
    }

    @Test("Of two requests at once one is cosigned, the other hears the new size", arguments: TestStore.engines)
    func race(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let log = try Log()
            let split = try Log(salt: "other ")
            let witness = try witness(world.store, log)
            async let one = witness.add(try log.request(0, 6))
            async let two = witness.add(try split.request(0, 6))
            let replies = try await [one, two]
            #expect(replies.filter { if case .cosigned = $0 { true } else { false } }.count == 1)
            #expect(replies.contains(.other(size: 6)))
        }
    }

    @Test("A witness that starts again between keeping and answering signs the same, nothing else", arguments: TestStore.engines)
    func restart(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let log = try Log()
            _ = try await witness(world.store, log).add(try log.request(0, 4))
            // The answer was lost: the log asks again and is told what was seen.
            let again = try witness(world.store, log)
            #expect(try await again.add(try log.request(0, 4)) == .other(size: 4))
            guard case .cosigned = try await again.add(try log.request(4, 4, proof: [])) else {
                Issue.record("the same checkpoint was not cosigned again")
                return
            }
        }
    }
}
