import Balances
import Declarations
import Store
import Synchronization
import TestKit
import Testing
import Wire

/// Two servers, each with its own connections and its own memory, over one PostgreSQL.
@Suite("Two servers") struct TwoServersScenarios {
    @Test(
        "what is sent through both at once is decided once, within one limit and one account",
        .enabled(if: TestStore.engines.contains(.postgres)))
    func oneDatabase() async throws {
        try await TestStore.address(.postgres) { address in
            let place = Store.Place.postgres(try #require(address))
            let store = try Store(place)
            defer { store.close() }
            let second = try Store(place)
            defer { second.close() }
            try await World.run(on: store) { one in
                let two = try await one.beside(on: second)
                // Twenty lists of each of two buyers: more than a year allows them.
                let chains = (1...40).map {
                    one.samples.chain($0, .direct, basket: .large, buyer: 1 + $0 % 2)
                }
                try await send(chains, through: one, two)
                try await one.settle()
                try await check(chains, one)
            }
        }
    }

    /// Every chain goes through both servers at once, the other way round through the second, while
    /// both decide.
    private func send(_ chains: [SampleChain], through one: World, _ two: World) async throws {
        let sending = Sending()
        try await withThrowingTaskGroup(of: Void.self) { deciders in
            for world in [one, two] {
                deciders.addTask {
                    while !sending.isOver { try await world.settle() }
                }
            }
            defer { sending.end() }
            try await withThrowingTaskGroup(of: Void.self) { senders in
                for chain in chains {
                    senders.addTask {
                        let messages = try one.samples.messages(of: chain)
                        async let there: [JSON] = one.send(messages)
                        async let back: [JSON] = two.send(messages.reversed())
                        _ = try await (there, back)
                    }
                }
                try await senders.waitForAll()
            }
        }
    }

    private func check(_ chains: [SampleChain], _ world: World) async throws {
        var counts: [Int64: Int] = [:]
        for chain in chains {
            counts[try await world.declaration(copNo: chain.copNo).status ?? -1, default: 0] += 1
        }
        // Released or refused, nothing in between, and both happened.
        #expect(Set(counts.keys) == [100, 800], "\(counts)")
        let store = world.store
        #expect(try await store.read { try Ledger().verify(in: $0) } == [])
        let double = try await store.read { session in
            try session.rows(
                """
                select subject from declarations_receipts where status in (100, 300, 500, 800)
                group by subject having count(*) > 1
                """
            ).count
        }
        #expect(double == 0)
        let numbers = try await store.read { session in
            try session.first(
                """
                select count(*), count(distinct pre_no), count(invt_no), count(distinct invt_no)
                from declarations_inventories
                """)
        }
        let found = try #require(numbers)
        #expect(try found.integer(0) == 40)
        #expect(try found.integer(1) == 40)
        #expect(try found.integer(2) == found.integer(3))
    }
}

/// Whether all has been sent.
private final class Sending: Sendable {
    private let over = Mutex(false)
    var isOver: Bool { over.withLock { $0 } }
    func end() { over.withLock { $0 = true } }
}
