import Evidence
import Kernel
import Plug
import Store
import TestKit
import Testing
import Wire

@testable import Proofs

@Suite("The log") struct LogTests {
    @Test("Every record is proven, whatever lies between two steps", arguments: TestStore.engines)
    func proven(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(keys)
            // Gaps, as requests that were rolled back leave them.
            for part in [1...1, 5...5, 7...300, 302...900] as [ClosedRange<Int64>] {
                world.records.add(part)
                while try await keeper.step() {}
            }
            let logged: [Int64] = [1, 5] + Array(7...300) + Array(302...900)
            for number in [1, 5, 7, 255, 256, 300, 302, 899, 900] as [Int64] {
                let found = try await world.check(number, key: keys.keys[0])
                #expect(found?.size == 895)
                #expect(found?.index == logged.firstIndex(of: number))
            }
            #expect(try await world.check(301, key: keys.keys[0]) == nil)
            #expect(try await world.check(901, key: keys.keys[0]) == nil)
        }
    }

    @Test("Another server goes on where the first stopped, and two at once lose nothing", arguments: TestStore.engines)
    func continued(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let keys = try LogWorld.keys(1)
            let first = try await world.keeper(keys)
            world.records.add(1...700)
            while try await first.step() {}
            let second = try await world.keeper(keys)
            world.records.add(701...1500)
            async let one = first.step()
            async let two = second.step()
            _ = try await (one, two)
            while try await second.step() {}
            while try await first.step() {}
            for number in [1, 700, 701, 1500] as [Int64] {
                #expect(try await world.check(number, key: keys.keys[0])?.size == 1500)
            }
            let findings = try await LogScrub(source: world.records.source, keys: keys.keys)
                .scrub.run(world.store)
            #expect(findings.checked == 1500)
            #expect(findings.mismatches == [])
        }
    }

    /// What a hand or an old backup does to the tables.
    static let hands: [StaticString] = [
        "update proofs_state set root = $1",
        "update proofs_tiles set hashes = $1 where level = 0 and number = 1",
        "delete from proofs_tiles where level = 1",
        "update proofs_bundles set entries = $1 where number = 1",
        "update proofs_state set published = published + 1",
        "delete from proofs_state",
        "update proofs_state set size = 256, published = 256",
    ]

    @Test("A log that does not agree with what was signed is not continued", arguments: hands.indices)
    func refused(index: Int) async throws {
        try await LogWorld.with(.sqlite) { world in
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(keys)
            world.records.add(1...300)
            while try await keeper.step() {}
            _ = try await world.keeper(keys)
            let sql = Self.hands[index]
            let blob = Value.blob([UInt8](repeating: 7, count: 32 * 44))
            _ = try await world.store.write { session in
                try session.execute(sql, sql.description.contains("$1") ? [blob] : [])
            }
            await #expect(throws: (any Error).self) { _ = try await world.keeper(keys) }
        }
    }

    @Test("A log that others have signed is not continued; two keys sign while one is changed")
    func rotation() async throws {
        try await LogWorld.with(.sqlite) { world in
            world.records.add(1...3)
            let old = try LogWorld.keys(1)
            let keeper = try await world.keeper(old)
            while try await keeper.step() {}
            await #expect(throws: LogFault.otherKeys) {
                _ = try await world.keeper(try LogWorld.keys(2))
            }
            let both = try LogWorld.keys(1, 2)
            let next = try await world.keeper(both)
            world.records.add(4...5)
            while try await next.step() {}
            for key in both.keys { #expect(try await world.check(4, key: key)?.size == 5) }
            let new = try LogWorld.keys(2)
            _ = try await world.keeper(new)
        }
    }

    @Test("A changed receipt, entry, salt or proof is not believed")
    func changed() async throws {
        try await LogWorld.with(.sqlite) { world in
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(keys)
            world.records.add(1...40)
            while try await keeper.step() {}
            let desk = ProofDesk(store: world.store)
            let proof = try #require(try await desk.proofs(of: [9])[9])
            let other = try #require(try await desk.proofs(of: [10])[10])
            let check = try ReceiptCheck(key: keys.keys[0].text, clock: .fixed(LogWorld.now))
            func receipt(_ xml: String, _ proof: JSON) -> JSON {
                .object([.init("xml", .text(xml)), .init("proof", proof)])
            }
            #expect(try check.finding(receipt("receipt 9", proof.json)).index == 8)
            #expect(throws: EvidenceRefusal.self) {
                try check.finding(receipt("receipt 8", proof.json))
            }
            for name in ["leaf", "salt", "log"] {
                let members = proof.json.members.map {
                    $0.name == name ? .init(name, other.json[name] ?? .null) : $0
                }
                #expect(throws: EvidenceRefusal.self) {
                    try check.finding(receipt("receipt 9", .object(members)))
                }
            }
            #expect(throws: ProofsRefusal.withoutProof) {
                try check.finding(.object([.init("xml", .text("receipt 9"))]))
            }
            #expect(throws: ProofsRefusal.notAReceipt) { try check.findings(in: [0x5B, 0x5D]) }
            let stranger = try ReceiptCheck(
                key: LogWorld.keys(3).keys[0].text, clock: .fixed(LogWorld.now))
            #expect(throws: EvidenceRefusal.self) {
                try stranger.finding(receipt("receipt 9", proof.json))
            }
        }
    }

    @Test("What is served under /log is what the entries make", arguments: TestStore.engines)
    func served(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(keys)
            world.records.add(1...300)
            while try await keeper.step() {}
            world.records.add(301...600)
            while try await keeper.step() {}
            let reader = LogReader(
                store: world.store, keys: keys, trust: try PublicationPolicy(own: keys.keys).trust,
                witnesses: nil)
            let note = try SignedNote(bytes: try await reader.checkpoint())
            let checkpoint = try TrustPolicy(file: reader.policy).checkpoint(in: note).checkpoint
            #expect(checkpoint.size == 600)
            var tree = GrowingTree()
            for index in 0...2 {
                let name = try #require(TileName(.entries, index: index, size: 600))
                let bytes = try await reader.tile(path: name.path)
                for entry in try EntryBundle.entries(in: bytes, name: name) {
                    tree.append(.leaf(entry))
                }
            }
            #expect(tree.root == checkpoint.root)
            for tile in tree.takeTiles() {
                #expect(try await reader.tile(path: tile.name.path) == tile.bytes)
            }
            // A narrower tile stays as long as the wider one is there; a wider one is not there.
            #expect(try await reader.tile(path: "tile/0/001.p/44").count == 44 * 32)
            for path in ["tile/0/002", "tile/0/002.p/89", "tile/9/000", "tile/0/2", "etc/passwd"] {
                await #expect(throws: ProofsRefusal.noSuchTile) {
                    _ = try await reader.tile(path: path)
                }
            }
        }
    }

    @Test("A record that was changed after it was logged is found", arguments: TestStore.engines)
    func scrubbed(engine: TestStore.Engine) async throws {
        try await LogWorld.with(engine) { world in
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(keys)
            world.records.add(1...260)
            while try await keeper.step() {}
            let changed = LogSource("declaration.receipt") { after, limit, session in
                try world.records.source.after(after, limit, session).map(\.record)
                    .filter { $0.number != 3 }
                    .map {
                        $0.number == 258
                            ? LogSource.Record(number: 258, at: $0.at, content: [1]) : $0
                    }
            }
            let found = try await LogScrub(source: changed, keys: keys.keys).scrub
                .run(world.store).mismatches
            #expect(found.map(\.subject) == ["2", "257"])
        }
    }
}
