import FoundationEssentials
import Kernel
import Store
import TestKit
import Testing

private let things = MigrationSet(
    capability: "things",
    migrations: [
        .init(
            name: "0001-create-things.sql",
            sql: """
                -- One table for the tests.
                create table things (tenant text not null, id text not null, size bigint not null
                    check (size >= 0), body bytea, primary key (tenant, id));
                create index things_by_size on things (tenant, size);
                """)
    ])

@Suite("Store") struct StoreTests {
    @Test("what is written is read back, of every kind", arguments: TestStore.engines)
    func kinds(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([things], at: Instant(milliseconds: 0))
            try await store.write { session in
                try session.execute(
                    "insert into things (tenant, id, size, body) values ($1, $2, $3, $4)",
                    ["甲", "a'; drop table things", .integer(Int64.max), .blob([0, 255, 92, 10])])
                try session.execute(
                    "insert into things (tenant, id, size, body) values ($1, $2, $3, $4)",
                    ["甲", "", 0, .null])
            }
            let rows = try await store.read { session in
                try session.rows(
                    "select id, size, body from things where tenant = $1 order by size", ["甲"])
            }
            let found: [[Value]] = rows.map(\.values)
            #expect(found == [
                ["", 0, .null],
                ["a'; drop table things", .integer(Int64.max), .blob([0, 255, 92, 10])],
            ])
        }
    }

    @Test("who only looks makes no tables, writes nothing and learns what is missing", arguments: TestStore.engines)
    func examines(engine: TestStore.Engine) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/tradewind-look-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await TestStore.address(engine) { address in
            let place = address.map(Store.Place.postgres) ?? .folder(folder)
            var look = Store.Options()
            look.examines = true
            for _ in 1...2 {
                // The second time, too: the first has left nothing behind.
                let store = try Store(place, options: look)
                #expect(try await store.missing([things]) == ["things/0001-create-things.sql"])
                await #expect(throws: StoreFault.self) {
                    try await store.write { _ = try $0.first("select 1") }
                }
                store.close()
            }
            let store = try Store(place)
            #expect(try await store.missing([things]) == ["things/0001-create-things.sql"])
            try await store.migrate([things], at: Instant(milliseconds: 0))
            store.close()
            let found = try Store(place, options: look)
            defer { found.close() }
            #expect(try await found.missing([things]) == [])
            let changed = MigrationSet(
                capability: "things",
                migrations: [.init(name: "0001-create-things.sql", sql: "select 1;")])
            await #expect(throws: StoreFault.self) { try await found.missing([changed]) }
        }
    }

    @Test("a request that fails leaves nothing and touches no neighbour", arguments: TestStore.engines)
    func isolation(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([things], at: Instant(milliseconds: 0))
            await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let done: Void? = try? await store.write { session in
                            try session.execute(
                                "insert into things (tenant, id, size) values ($1, $2, $3)",
                                ["t", .text("a\(number)"), 1])
                            // Every third breaks the check after it has written something.
                            try session.execute(
                                "insert into things (tenant, id, size) values ($1, $2, $3)",
                                ["t", .text("b\(number)"), .integer(number % 3 == 0 ? -1 : 1)])
                        }
                        return done != nil
                    }
                }
                var done = 0
                for await success in group where success { done += 1 }
                #expect(done == 133)
            }
            let count = try await store.read { session in
                try session.first("select count(*) from things")?.integer(0)
            }
            #expect(count == 266)
        }
    }

    @Test("a text with the zero character is refused, never cut", arguments: TestStore.engines)
    func zeroCharacter(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([things], at: Instant(milliseconds: 0))
            for text in ["\0", "a\0b", "税\0"] {
                await #expect(throws: StoreFault.zeroCharacter) {
                    try await store.write { session in
                        try session.execute(
                            "insert into things (tenant, id, size) values ($1, $2, $3)",
                            ["t", .text(text), 1])
                    }
                }
                await #expect(throws: StoreFault.zeroCharacter) {
                    try await store.read {
                        try $0.rows("select id from things where id = $1", [.text(text)]).count
                    }
                }
            }
            #expect(StoreFault.zeroCharacter.status == 400)
            let count = try await store.read { try $0.rows("select id from things").count }
            #expect(count == 0)
        }
    }

    @Test("a key that exists is a duplicate", arguments: TestStore.engines)
    func duplicate(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([things], at: Instant(milliseconds: 0))
            let insert: @Sendable (Session) throws -> Void = { session in
                try session.execute(
                    "insert into things (tenant, id, size) values ($1, $2, $3)", ["t", "x", 1])
            }
            try await store.write(insert)
            await #expect {
                try await store.write(insert)
            } throws: { error in
                if case StoreFault.duplicate = error { return true }
                return false
            }
        }
    }

    @Test("counters run from one without repeats, also past failures", arguments: TestStore.engines)
    func counters(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            struct Refused: Error {}
            var seen: [Int64] = []
            for round in 0..<20 {
                let value = try? await store.write { session in
                    let value = try session.next("n")
                    if round % 4 == 1 { throw Refused() }
                    return value
                }
                if let value { seen.append(value) }
            }
            #expect(seen == seen.sorted())
            #expect(Set(seen).count == 15)
            #expect(seen.first == 1)
        }
    }

    @Test("counters of requests that share a commit do not repeat", arguments: TestStore.engines)
    func sharedCounters(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            struct Refused: Error {}
            let values = await withTaskGroup(of: Int64?.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        try? await store.write { session in
                            let value = try session.next("n")
                            if number % 5 == 0 { throw Refused() }
                            return value
                        }
                    }
                }
                var values: [Int64] = []
                for await value in group { if let value { values.append(value) } }
                return values
            }
            #expect(values.count == 240)
            #expect(Set(values).count == 240)
        }
    }

    @Test("a migration runs once, and a changed one is refused", arguments: TestStore.engines)
    func migrations(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            let now = Instant(milliseconds: 0)
            let first = try await store.migrate([things], at: now)
            #expect(first == ["things/0001-create-things.sql"])
            let again = try await store.migrate([things], at: now)
            #expect(again == [])
            let changed = MigrationSet(
                capability: "things",
                migrations: [.init(name: "0001-create-things.sql", sql: "select 1")])
            await #expect {
                try await store.migrate([changed], at: now)
            } throws: { error in
                if case StoreFault.migration = error { return true }
                return false
            }
        }
    }

    @Test("a filter is put together from literals and parameters", arguments: TestStore.engines)
    func filters(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([things], at: Instant(milliseconds: 0))
            try await store.write { session in
                for size in 0..<5 {
                    try session.execute(
                        "insert into things (tenant, id, size) values ($1, $2, $3)",
                        ["t", .text("\(size)"), .integer(size)])
                }
            }
            let found = try await store.read { session in
                var filter = Statement("select id from things where tenant = $1", ["t"])
                filter.append("and size > ? and size < ?", [1, 4])
                filter.append("order by size")
                return try session.rows(filter).map { try $0.text(0) }
            }
            #expect(found == ["2", "3"])
        }
    }

    @Test("a second process is refused the embedded store")
    func lock() async throws {
        try await TestStore.with(.sqlite) { store in
            guard case .folder(let folder) = store.place else { return }
            #expect {
                _ = try Store(.folder(folder))
            } throws: { error in
                if case StoreFault.locked = error { return true }
                return false
            }
        }
    }
}
