import Journal
import Kernel
import Store
import Synchronization
import TestKit
import Testing
import Wire

@Suite("Journal") struct JournalTests {
    static func prepared(_ store: Store) async throws -> Journal {
        try await store.migrate([Journal.migrations(of: Share.find())], at: Instant(milliseconds: 0))
        return Journal(clock: .fixed(Instant(milliseconds: 1_000)))
    }

    static func note(_ kind: String, _ subject: String, _ tenant: String = "t") -> Draft {
        Draft(kind, actor: "a", tenant: tenant, subjectType: "thing", subject: subject,
            payload: .object([.init("b", .integer(2)), .init("a", .text("一"))]))
    }

    @Test("an entry is kept with the change and read back by place, tenant and subject", arguments: TestStore.engines)
    func append(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            let journal = try await Self.prepared(store)
            try await store.write { session in
                for (kind, subject, tenant) in [("x.made", "1", "t"), ("x.made", "2", "u"), ("x.sent", "1", "t")] {
                    try journal.append(Self.note(kind, subject, tenant), in: session)
                }
            }
            let (all, feed, line) = try await store.read { session in
                (
                    try journal.entries(after: 0, limit: 10, in: session),
                    try journal.feed(of: "t", after: 1, limit: 10, in: session),
                    try journal.timeline(of: "1", tenant: "t", in: session)
                )
            }
            #expect(all.map(\.sequence) == [1, 2, 3])
            #expect(feed.map(\.sequence) == [3])
            #expect(line.map(\.kind) == ["x.made", "x.sent"])
            #expect(all.first?.payload.canonical == #"{"a":"一","b":2}"#)
            #expect(all.first?.at == Instant(milliseconds: 1_000))
        }
    }

    @Test("a subscriber reacts once to each entry, also when it fails half way", arguments: TestStore.engines)
    func exactlyOnce(engine: TestStore.Engine) async throws {
        struct Broken: Error {}
        try await TestStore.with(engine) { store in
            let journal = try await Self.prepared(store)
            let calls = Calls()
            let subscriber = Subscriber(name: "echo", kinds: ["x.made"], batch: 2) { entries, advance in
                try await store.write { session in
                    try advance(session)
                    for entry in entries {
                        try journal.append(Self.note("x.echo", entry.subject), in: session)
                    }
                    if calls.next() % 2 == 1 { throw Broken() }
                }
            }
            try await store.write { session in
                for number in 1...5 { try journal.append(Self.note("x.made", "\(number)"), in: session) }
            }
            var failures = 0
            while true {
                do {
                    try await journal.drain(subscriber, on: store)
                    break
                } catch is Broken { failures += 1 }
            }
            let echoes = try await store.read { session in
                try journal.entries(after: 0, limit: 100, in: session).filter { $0.kind == "x.echo" }
            }
            #expect(failures > 0)
            #expect(echoes.map(\.subject) == ["1", "2", "3", "4", "5"])
        }
    }

    @Test("a running subscriber wakes when something is written")
    func wakes() async throws {
        try await TestStore.with(.sqlite) { store in
            let journal = try await Self.prepared(store)
            let (stream, continuation) = AsyncStream.makeStream(of: String.self)
            let subscriber = Subscriber(name: "tell", kinds: ["x.made"]) { entries, advance in
                try await store.write { try advance($0) }
                for entry in entries { continuation.yield(entry.subject) }
            }
            let running = Task { await journal.run(subscriber, on: store) { _, _ in } }
            _ = try await store.write { try journal.append(Self.note("x.made", "7"), in: $0) }
            var iterator = stream.makeAsyncIterator()
            #expect(await iterator.next() == "7")
            running.cancel()
            await running.value
        }
    }
}

private final class Calls: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
