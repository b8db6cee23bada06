import Journal
import Kernel
import Store
import Synchronization
import TestKit
import Testing

@Suite("Rounds") struct RoundTests {
    struct Damaged: Error {}

    /// Things that are due, in a table of the test's own.
    static func prepared(_ store: Store, _ count: Int) async throws {
        _ = try await JournalTests.prepared(store)
        try await store.write { session in
            try session.execute("create table things (subject text primary key, done bigint not null)")
            for number in 0..<count {
                try session.execute("insert into things (subject, done) values ($1, 0)", [.text("\(1000 + number)")])
            }
        }
    }

    static func due(_ session: Session, _ limit: Int) throws -> [DueRow] {
        try session.rows(
            "select subject from things where done = 0 order by subject limit $1", [.integer(Int64(limit))]
        ).map { DueRow(tenant: "t", subject: try $0.text(0)) }
    }

    static func finish(_ row: DueRow, _ session: Session) throws {
        try session.execute("update things set done = done + 1 where subject = $1", [.text(row.subject)])
    }

    @Test("six hundred damaged rows hold up none of the others; each is told, kept with its reason and undone", arguments: TestStore.engines)
    func passesOver(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await Self.prepared(store, 700)
            let told = Mutex<[String]>([])
            let now = Mutex(Instant(milliseconds: 1_000))
            let round = Round(
                "test.round", store: store, clock: Clock { now.withLock { $0 } },
                report: { name, _ in told.withLock { $0.append(name) } })
            @Sendable func run(damaged: @escaping @Sendable (String) -> Bool) async throws -> Int {
                try await round.run(find: Self.due) { row, session in
                    try Self.finish(row, session)
                    if damaged(row.subject) { throw Damaged() }
                }
            }
            #expect(try await run { $0 < "1600" } == 100)
            #expect(told.withLock(\.count) == 600)
            #expect(told.withLock(\.first) == "test.round 1000")
            let failures = try await store.read { try RoundFailures.all(limit: 1000, in: $0) }
            #expect(failures.count == 600)
            #expect(failures.first?.trouble == "Damaged" && failures.first?.row.subject == "1000")
            #expect(try await store.read { try Self.due($0, 1000) }.count == 600, "what failed is undone")
            // Before their pause is over they are left alone; after it, or at once when somebody says so, tried again.
            #expect(try await run { _ in false } == 0)
            now.withLock { $0 = $0.adding(milliseconds: 60_001) }
            #expect(try await run { $0 != "1005" } == 1)
            #expect(told.withLock(\.count) == 1199)
            try await store.write { try RoundFailures.hurry(in: $0) }
            #expect(try await run { _ in false } == 599)
            #expect(try await store.read { try RoundFailures.all(limit: 10, in: $0) }.isEmpty)
        }
    }

    @Test("a failure whose row was mended elsewhere leaves the list once its pause is over", arguments: TestStore.engines)
    func mendedElsewhere(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await Self.prepared(store, 2)
            let now = Mutex(Instant(milliseconds: 1_000))
            let round = Round("test.round", store: store, clock: Clock { now.withLock { $0 } }) { _, _ in }
            @Sendable func run() async throws -> Int {
                try await round.run(find: Self.due) { _, _ in throw Damaged() }
            }
            #expect(try await run() == 0)
            try await store.write { try Self.finish(DueRow(tenant: "t", subject: "1000"), $0) }
            #expect(try await run() == 0)
            #expect(try await store.read { try RoundFailures.all(limit: 10, in: $0) }.count == 2, "it is not looked at yet")
            now.withLock { $0 = $0.adding(milliseconds: 60_001) }
            #expect(try await run() == 0)
            let left = try await store.read { try RoundFailures.all(limit: 10, in: $0) }
            #expect(left.map(\.row.subject) == ["1001"] && left.first?.attempts == 2)
        }
    }

    @Test("a row that stays due though nothing was to be done is gone over once in a round", arguments: TestStore.engines)
    func staysDue(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await Self.prepared(store, 1_100)
            let seen = Mutex<[String: Int]>([:])
            let round = Round("test.round", store: store, clock: .fixed(Instant(milliseconds: 1_000))) { _, _ in }
            try await round.run(find: Self.due) { row, _ in seen.withLock { $0[row.subject, default: 0] += 1 } }
            #expect(seen.withLock(\.count) == 1_100)
            #expect(seen.withLock { $0.values.allSatisfy { $0 == 1 } })
        }
    }
}
