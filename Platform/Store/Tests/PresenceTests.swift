import Store
import TestKit
import Testing

@Suite("Work that a server has under way")
struct PresenceTests {
    @Test("is claimed by it while it lasts, and by nobody afterwards", arguments: TestStore.engines)
    func own(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            let server = try await store.claiming("a") { (server: Int64) async throws -> Int64 in
                #expect(try await store.write { try $0.isClaimed("a", by: server) })
                #expect(try await store.read { try $0.isClaimed("a", by: server) })
                #expect(try await store.read { try $0.isClaimed("b", by: server) } == false)
                return server
            }
            #expect(try await store.write { try $0.isClaimed("a", by: server) } == false)
            #expect(try await store.write { try $0.isClaimed("a", by: 0) } == false)
            #expect(try await store.write { try $0.isClaimed("a", by: 4711) } == false, "there is no such server")
        }
    }

    @Test(
        "another server's is claimed as long as that server is there",
        .enabled(if: TestStore.engines.contains(.postgres)))
    func another() async throws {
        try await TestStore.address(.postgres) { address in
            let place = Store.Place.postgres(try #require(address))
            let (one, two) = (try Store(place), try Store(place))
            defer { two.close() }
            let server = try await one.claiming("a") { (server: Int64) async throws -> Int64 in
                #expect(try await two.write { try $0.isClaimed("a", by: server) })
                #expect(try await two.read { try $0.isClaimed("a", by: server) })
                return server
            }
            one.close()
            // The database hears of it in a moment.
            var tries = 0
            while tries < 10_000, try await two.write({ try $0.isClaimed("a", by: server) }) { tries += 1 }
            #expect(tries < 10_000)
        }
    }
}
