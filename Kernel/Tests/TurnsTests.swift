import Dispatch
import Kernel
import Testing

@Suite("Turns") struct TurnsTests {
    struct Full: Error, Hashable {}

    @Test("who comes when all places are taken waits in order, who comes when all wait is told so, and a place is free again whatever came of it")
    func turns() async throws {
        let turns = Turns(atOnce: 1, mostWaiting: 2)
        let door = DispatchSemaphore(value: 0)
        let order = Order()
        let first = Task {
            try await turns.run(orElse: Full()) { try await OwnThread.run { door.wait() } }
        }
        while turns.counts != (1, 0) { await Task.yield() }
        let second = Task { try await turns.run(orElse: Full()) { await order.add("second") } }
        while turns.counts != (1, 1) { await Task.yield() }
        let third = Task {
            try await turns.run(orElse: Full()) {
                await order.add("third")
                throw CancellationError()
            }
        }
        while turns.counts != (1, 2) { await Task.yield() }
        await #expect(throws: Full()) { try await turns.run(orElse: Full()) {} }
        door.signal()
        try await first.value
        try await second.value
        await #expect(throws: CancellationError.self) { try await third.value }
        #expect(await order.names == ["second", "third"])
        #expect(turns.counts == (0, 0))
    }

    actor Order {
        private(set) var names: [String] = []
        func add(_ name: String) { names.append(name) }
    }
}
