import Declarations
import FoundationEssentials
import Store
import TestKit
import Testing

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What is stored is evidence: whoever changes it afterwards is found out.
@Suite("Verification of what is stored", .serialized) struct ReliabilityVerifyScenarios {
    /// What a hand in the database changes, and the words by which it is found.
    private static let hands: [(StaticString, String)] = [
        ("update declarations_messages set body = $1 where type = 'CEB311'", "the message does not fit its digest"),
        ("update declarations_messages set answer = $1 where type = 'CEB411'", "the answer does not fit its digest"),
        ("update declarations_receipts set body = $1 where status = 800", "the receipt does not fit its digest"),
        ("delete from declarations_receipts where status = 120", "is no receipt of its sender"),
        ("update declarations_inventories set status = 899", "its status has no receipt"),
        ("delete from journal_entries where subject_type = 'declaration'", "the journal has no entry of it"),
        ("update balances_transfers set amount = amount + 1 where id like 'list/%'", "the balance is not the sum of its transfers"),
    ]

    @Test("verify finds nothing in what was worked on, and every change made by hand", arguments: TestStore.engines)
    func tampered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct)
            _ = try await world.declare(2, .bonded)
            _ = try await world.declare(3, .simplified)
            _ = try await world.declare(4, .direct, defect: .amount("-12.5"))
            let chains = (11...13).map { world.samples.chain($0, .direct) }
            try await world.send(try world.samples.batches(of: chains, atMost: 3))
            try await world.settle()
            let (sound, lines) = await verify(world)
            #expect(sound == 0, Comment(rawValue: lines.joined(separator: "\n")))
            #expect(lines.last == "全部相符 / everything agrees")
            for (hand, words) in Self.hands {
                let before = await verify(world).lines
                #expect(!before.contains { $0.contains(words) }, "\(words)")
                _ = try await world.store.write { try $0.execute(hand, hand.description.contains("$1") ? [.blob([1, 2, 3])] : []) }
                let (wrong, lines) = await verify(world)
                #expect(wrong > 0)
                #expect(lines.contains { $0.contains(words) }, "\(words)")
            }
        }
    }

    private func verify(_ world: World) async -> (wrong: Int, lines: [String]) {
        var lines: [String] = []
        let wrong = await world.window.verify { lines.append($0) }
        return (wrong, lines)
    }

    @Test("tradewind verify ends with 1 and names the message of which one byte is flipped", arguments: TestStore.engines)
    func flipped(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            let message = try await onSupportThread {
                let server = try support.start()
                let samples = support.samples("FLIP")
                let messages = try (1...5).flatMap {
                    try samples.messages(of: samples.chain($0, .direct))
                }
                #expect(support.load(messages, on: server).statuses.allSatisfy { $0 == 200 })
                server.end(SIGTERM)
                let (status, text) = try support.command("verify")
                #expect(status == 0, Comment(rawValue: text))
                #expect(text.contains("declarations.messages"))
                #expect(text.contains(": 20, 0 不符 / 0 wrong"))
                return messages[7]
            }
            let store = try Store(support.place)
            var bytes = message.bytes
            bytes[bytes.count / 2] ^= 1
            let flipped = bytes
            _ = try await store.write {
                try $0.execute(
                    "update declarations_messages set body = $1 where guid = $2",
                    [.blob(flipped), .text(message.guid)])
            }
            store.close()
            try await onSupportThread {
                let (status, text) = try support.command("verify")
                #expect(status == 1)
                #expect(text.contains("\(message.type) \(message.guid): 报文内容与摘要不符"))
                #expect(text.contains("1 处不符 / 1 do not agree"))
            }
        }
    }

    @Test("tables of an older version are named and left as they are", arguments: TestStore.engines)
    func older(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            let store = try Store(support.place)
            let removed = try await store.write { session in
                try session.rows(
                    """
                    delete from store_migrations where capability in ('balances', 'journal')
                    returning capability, name
                    """
                ).map { "\(try $0.text(0))/\(try $0.text(1))" }
            }
            store.close()
            #expect(removed.count >= 2)
            try await onSupportThread {
                // Twice: the first has changed nothing.
                for _ in 1...2 {
                    let (status, text) = try support.command("verify")
                    #expect(status == 1)
                    for name in removed { #expect(text.contains(name), Comment(rawValue: text)) }
                    #expect(text.contains("Nothing was changed."))
                }
            }
        }
    }

    @Test("a folder without data is not made and found to be sound")
    func nothing() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let (status, text) = try support.command("verify", data: support.folder + "/none")
            #expect(status != 0)
            #expect(text.contains("--data"))
            #expect(!FileManager.default.fileExists(atPath: support.folder + "/none"))
        }
    }
}
