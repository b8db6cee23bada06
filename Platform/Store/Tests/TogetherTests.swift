import Kernel
@testable import Store
import Synchronization
import TestKit
import Testing

private let names = MigrationSet(
    capability: "names",
    migrations: [
        .init(
            name: "0001-create-names.sql",
            sql: """
                create table names (tenant text not null, name text not null, words text,
                    body bytea, primary key (tenant, name));
                """)
    ])

private struct Refused: Error {}

/// Requests share a transaction without savepoints; one that fails has it done again with them.
@Suite("Requests of one transaction") struct TogetherTests {
    enum Failure: String, Sendable, CaseIterable {
        case ofItsOwn, ofTheEngine
    }

    @Test(
        "a part that fails after it wrote is undone alone",
        arguments: TestStore.engines, Failure.allCases)
    func part(engine: TestStore.Engine, failure: Failure) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            let runs = Counted()
            try await store.write { session in
                runs.add()
                try add("before", in: session)
                let outcome = try session.attempt {
                    try add("part", in: session)
                    if failure == .ofTheEngine { try add("part", in: session) }
                    throw Refused()
                }
                #expect(throws: (any Error).self) { try outcome.get() }
                try add("after", in: session)
            }
            #expect(try await all(store) == ["after", "before"])
            #expect(runs.value == 2)
        }
    }

    @Test("a part that fails before it wrote costs nothing", arguments: TestStore.engines)
    func early(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            let runs = Counted()
            try await store.write { session in
                runs.add()
                try add("before", in: session)
                _ = try session.attempt {
                    _ = try session.first("select name from names where tenant = $1", ["t"])
                    throw Refused()
                }
            }
            #expect(try await all(store) == ["before"])
            #expect(runs.value == 1)
        }
    }

    @Test("a failed part stays undone when nobody heeds it", arguments: TestStore.engines)
    func unheeded(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            try await store.write { session in
                _ = try? session.attempt {
                    try add("part", in: session)
                    throw Refused()
                }
            }
            #expect(try await all(store) == [])
        }
    }

    @Test(
        "who hides an error of the engine fails alone, wherever it stands among its neighbours",
        arguments: TestStore.engines, [0, 2, 5])
    func hidden(engine: TestStore.Engine, place: Int) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            try await store.write { try add("there", in: $0) }
            let (gate, begun) = (Bell(), Counted())
            let kept = await withTaskGroup(of: String?.self) { group in
                // While this one is at work the others gather, to be done in one transaction.
                group.addTask {
                    await name("first", in: store) { _ in
                        begun.add()
                        gate.wait()
                    }
                }
                while begun.value == 0 { await Task.yield() }
                for number in 0..<6 {
                    group.addTask {
                        await name("\(number)", in: store) { session in
                            if number == place { try? add("there", in: session) }
                        }
                    }
                    while store.waiting <= number { await Task.yield() }
                }
                gate.ring()
                return await group.reduce(into: Set<String>()) { $0.formUnion($1.map { [$0] } ?? []) }
            }
            // On SQLite a failed statement leaves the transaction as it was: all are kept.
            let lost: Set = engine == .postgres ? ["\(place)"] : []
            #expect(kept == Set((0..<6).map { "\($0)" } + ["first"]).subtracting(lost))
            #expect(Set(try await all(store)) == kept.union(["there"]))
        }
    }

    @Test("who hides an error of the engine is not told that it was kept", arguments: TestStore.engines)
    func hiddenAlone(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            try await store.write { try add("there", in: $0) }
            let kept = await name("alone", in: store) { try? add("there", in: $0) }
            #expect((kept != nil) == (engine == .sqlite))
            #expect(try await all(store) == (engine == .sqlite ? ["alone", "there"] : ["there"]))
            #expect(await name("next", in: store) { _ in } != nil)
        }
    }

    @Test("a part that hides an error of the engine is undone alone", arguments: TestStore.engines)
    func hiddenInPart(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            let done = try await store.write { session in
                try add("before", in: session)
                let outcome = try session.attempt {
                    try add("part", in: session)
                    try? add("part", in: session)
                }
                try add("after", in: session)
                return (try? outcome.get()) != nil
            }
            #expect(done == (engine == .sqlite))
            #expect(try await all(store) == (done ? ["after", "before", "part"] : ["after", "before"]))
        }
    }

    @Test("values of every length come back as they were", arguments: TestStore.engines)
    func lengths(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([names], at: Instant(milliseconds: 0))
            let lengths = [0, 1, 15, 16, 16_384, 16_385, 1_000_000, 3, 0]
            try await store.write { session in
                for (index, length) in lengths.enumerated() {
                    try session.execute(
                        "insert into names (tenant, name, words, body) values ($1, $2, $3, $4)",
                        [
                            "t", .text("\(index)"), .text(String(repeating: "名", count: length)),
                            .blob([UInt8](repeating: UInt8(index), count: length)),
                        ])
                }
            }
            let rows = try await store.read { session in
                try session.rows(
                    "select words, body from names where tenant = $1 order by name", ["t"])
            }
            #expect(rows.count == lengths.count)
            for (index, row) in rows.enumerated() {
                let text = try row.text(0)
                #expect(text.utf8.count == lengths[index] * 3)
                #expect(text.unicodeScalars.allSatisfy { $0 == "名" })
                #expect(try row.blob(1) == [UInt8](repeating: UInt8(index), count: lengths[index]))
            }
        }
    }
}

private final class Counted: Sendable {
    private let count = Mutex(0)
    func add() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
}

private func add(_ name: String, in session: Session) throws {
    try session.execute("insert into names (tenant, name) values ($1, $2)", ["t", .text(name)])
}

/// Adds a name after some work; gives it when it is said to be kept.
private func name(
    _ name: String, in store: Store, after work: @escaping @Sendable (Session) throws -> Void
) async -> String? {
    do {
        try await store.write { session in
            try work(session)
            try? add(name, in: session)
        }
        return name
    } catch { return nil }
}

private func all(_ store: Store) async throws -> [String] {
    try await store.read { session in
        try session.rows("select name from names where tenant = $1 order by name", ["t"])
            .map { try $0.text(0) }
    }
}
