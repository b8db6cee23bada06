import Kernel
@testable import Store
import Synchronization
import TestKit
import Testing

private let names = MigrationSet(
    capability: "names",
    migrations: [
        MigrationSet.Migration(
            name: "0001-create-names.sql",
            sql: """
                create table names (tenant text not null, name text not null,
                    primary key (tenant, name));
                """)
    ])

/// What only a server beside the process can do: let another one wait, hang, break.
@Suite(
    "PostgreSQL as a server of its own", .serialized,
    .enabled(if: TestStore.engines.contains(.postgres)))
struct PostgresTests {
    @Test("who waits too long for another server's turn is told so, and goes on when it is free")
    func turn() async throws {
        try await stores { holder, waiter in
            let gate = Bell()
            let held = Told()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await holder.write { session in
                        try add("held", session)
                        held.tell()
                        gate.wait()
                    }
                }
                await held.wait()
                for name in ["a", "b"] {
                    await expect("store.busy") { try await waiter.write { try add(name, $0) } }
                }
                gate.ring()
                try await group.waitForAll()
                try await waiter.write { try add("c", $0) }
            }
            #expect(try await all(waiter) == ["c", "held"])
        }
    }

    @Test("a server that does not go on with its transaction loses its turn, and is told so")
    func hangs() async throws {
        try await stores { $0.idleSeconds = 1 } _: { holder, waiter in
            let gate = Bell()
            let held = Told()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await expect("store.busy") {
                        try await holder.write { session in
                            try add("held", session)
                            // The second time it finds the gate open.
                            if held.tell() { gate.wait() }
                        }
                    }
                }
                await held.wait()
                var kept = false
                while !kept {
                    kept = (try? await waiter.write { try add("a", $0) }) != nil
                }
                gate.ring()
                try await group.waitForAll()
            }
            #expect(try await all(waiter) == ["a"])
            try await holder.write { try add("b", $0) }
            #expect(try await all(waiter) == ["a", "b"])
        }
    }

    @Test("a reply that is lost after the commit was sent leaves in doubt what was kept")
    func lostReply() async throws {
        try await TestStore.address(.postgres) { address in
            let address = try #require(address)
            let line = try #require(CutLine(to: address))
            defer { line.end() }
            let store = try Store(.postgres(line.address))
            defer { store.close() }
            try await store.migrate([names], at: Instant(milliseconds: 0))
            line.mode.withLock { $0 = .cutsReplyToCommit }
            await expect("store.in-doubt") { try await store.write { try add("a", $0) } }
            line.mode.withLock { $0 = .passes }
            #expect(try await all(store) == ["a"])
            try await store.write { try add("b", $0) }
        }
    }

    @Test("a line that breaks before the commit leaves nothing and says so")
    func brokenBefore() async throws {
        try await TestStore.address(.postgres) { address in
            let cluster = try #require(address)
            let line = try #require(CutLine(to: cluster))
            defer { line.end() }
            let store = try Store(.postgres(line.address))
            defer { store.close() }
            try await store.migrate([names], at: Instant(milliseconds: 0))
            await expect("store.busy") {
                try await store.write { session in
                    try add("a", session)
                    line.mode.withLock { $0 = .cuts }
                    try add("b", session)
                }
            }
            line.mode.withLock { $0 = .passes }
            #expect(try await all(store) == [])
        }
    }

    @Test("a server that does not answer does not keep the store from closing")
    func closes() async throws {
        try await TestStore.address(.postgres) { address in
            let cluster = try #require(address)
            let line = try #require(CutLine(to: cluster))
            var options = Store.Options()
            options.closingSeconds = 1
            let store = try Store(.postgres(line.address), options: options)
            try await store.migrate([names], at: Instant(milliseconds: 0))
            let held = Told()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await expect("store.busy") {
                        try await store.write { session in
                            line.mode.withLock { $0 = .holds }
                            held.tell()
                            try add("hangs", session)
                        }
                    }
                }
                await held.wait()
                group.addTask {
                    await expect("store.busy") { try await store.write { try add("waits", $0) } }
                }
                while store.waiting == 0 { await Task.yield() }
                store.close()
                // Only now does the one that hangs learn that nobody answers.
                line.end()
                await group.waitForAll()
            }
        }
    }

    @Test("migrations and verification have all the time they need, everything else has not")
    func time() async throws {
        try await TestStore.address(.postgres) { address in
            let place = Store.Place.postgres(try #require(address))
            let limits = MigrationSet(
                capability: "limits",
                migrations: [
                    MigrationSet.Migration(
                        name: "0001-note-limit.sql",
                        sql: """
                            create table limits as
                            select current_setting('statement_timeout') as value;
                            """)
                ])
            let store = try Store(place)
            defer { store.close() }
            try await store.migrate([limits], at: Instant(milliseconds: 0))
            let kept = try await store.read { try $0.first("select value from limits")?.text(0) }
            #expect(kept == "0")
            let usual = try await store.write { try $0.first(timeout)?.text(0) }
            #expect(usual == "30s")
            var options = Store.Options()
            options.examines = true
            let looking = try Store(place, options: options)
            defer { looking.close() }
            #expect(try await looking.read { try $0.first(timeout)?.text(0) } == "0")
        }
    }

    /// Two stores over one schema; the second waits a second for its turn.
    private func stores(
        _ change: (inout Store.Options) -> Void = { _ in },
        _ body: (Store, Store) async throws -> Void
    ) async throws {
        try await TestStore.address(.postgres) { address in
            let place = Store.Place.postgres(try #require(address))
            var options = Store.Options()
            change(&options)
            let first = try Store(place, options: options)
            defer { first.close() }
            options = Store.Options()
            options.lockSeconds = 1
            let second = try Store(place, options: options)
            defer { second.close() }
            try await first.migrate([names], at: Instant(milliseconds: 0))
            try await body(first, second)
        }
    }
}

private let timeout: StaticString = "select current_setting('statement_timeout')"

/// Says once that something has happened.
private final class Told: Sendable {
    private let times = Mutex(0)

    /// Whether it was the first time.
    @discardableResult func tell() -> Bool {
        times.withLock { times in
            times += 1
            return times == 1
        }
    }

    func wait() async {
        while times.withLock({ $0 == 0 }) { await Task.yield() }
    }
}

private func expect(_ code: String, _ body: () async throws -> Void) async {
    await #expect {
        try await body()
    } throws: { error in
        (error as? StoreFault)?.code == code
    }
}

private func add(_ name: String, _ session: Session) throws {
    try session.execute("insert into names (tenant, name) values ('t', $1)", [.text(name)])
}

private func all(_ store: Store) async throws -> [String] {
    try await store.read { session in
        try session.rows("select name from names order by name").map { try $0.text(0) }
    }
}
