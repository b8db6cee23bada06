import FoundationEssentials
import Kernel
@testable import Store
import Synchronization
import Testing

@Suite("Size of the log") struct LogSizeTests {
    @Test("the log stays small though somebody reads at every moment")
    func bounded() async throws {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/tradewind-log-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = Store.Options()
        options.durable = false
        options.logPages = 50
        let store = try Store(.folder(folder), options: options)
        defer { store.close() }
        let readers = Relay()
        let largest = try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    while !readers.isOver { try await store.read { try readers.run($0) } }
                }
            }
            defer { readers.end() }
            var largest = 0
            for number in 0..<3000 {
                try await store.write { session in
                    _ = try session.next("\(number % 100) " + filler)
                }
                largest = max(largest, logBytes(folder))
            }
            return largest
        }
        #expect(readers.overlaps > 10, "somebody always read")
        // Four times 50 pages are allowed, and more while a slow machine keeps a reader from
        // ending; all commits together write over ten thousand.
        #expect(largest < 2000 * 4120)
    }

    @Test("who reads for long holds up nobody for long, and the log is emptied afterwards")
    func longReader() async throws {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/tradewind-log-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = Store.Options()
        options.durable = false
        options.logPages = 50
        let store = try Store(.folder(folder), options: options)
        defer { store.close() }
        let bell = Bell()
        let (begun, tellBegun) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await store.read { session in
                    _ = try session.rows("select name from store_counters")
                    tellBegun.finish()
                    bell.wait()
                }
            }
            for await _ in begun {}
            for number in 0..<200 {
                _ = try await store.write { try $0.next("\(number) " + filler) }
            }
            let whileReading = logBytes(folder)
            #expect(whileReading > 400 * 4096, "what somebody reads stays")
            bell.ring()
            try await group.waitForAll()
        }
        for number in 0..<200 {
            _ = try await store.write { try $0.next("\(number) " + filler) }
        }
        #expect(logBytes(folder) < 400 * 4096)
    }
}

private let filler = String(repeating: "x", count: 4000)

private func logBytes(_ folder: String) -> Int {
    let path = folder + "/tradewind.sqlite-wal"
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return (facts?[.size] as? Int) ?? 0
}

/// Readers of whom each stays until the next has begun.
private final class Relay: Sendable {
    private struct State {
        var begun = 0
        var overlaps = 0
        var isOver = false
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock { $0.isOver } }
    var overlaps: Int { state.withLock { $0.overlaps } }

    func run(_ session: Session) throws {
        // The moment that is seen begins with the first question.
        _ = try session.rows("select count(*) from store_counters")
        let mine = state.withLock { state in
            state.begun += 1
            return state.begun
        }
        var questions = 0
        while questions < 100 || state.withLock({ $0.begun == mine && !$0.isOver }) {
            _ = try session.rows("select max(last) from store_counters")
            questions += 1
        }
        state.withLock { $0.overlaps += $0.begun > mine ? 1 : 0 }
    }

    func end() { state.withLock { $0.isOver = true } }
}
