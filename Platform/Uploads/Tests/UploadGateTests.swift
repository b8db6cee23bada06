import Dispatch
import Testing

@testable import Uploads

@Suite("A few documents are looked into at a time")
struct UploadGateTests {
    @Test("who comes when all places are taken waits, who comes when all wait is told so")
    func full() async throws {
        let gate = UploadGate(atOnce: 1, mostWaiting: 1)
        let door = DispatchSemaphore(value: 0)
        let first = Task { try await gate.run { door.wait() } }
        while gate.counts != (1, 0) { await Task.yield() }
        let second = Task { try await gate.run { "second" } }
        while gate.counts != (1, 1) { await Task.yield() }
        await #expect(throws: UploadGate.Busy()) { try await gate.run { "third" } }
        door.signal()
        try await first.value
        #expect(try await second.value == "second")
        #expect(gate.counts == (0, 0))
        #expect(try await gate.trouble(.pdf, Array("%PDF-1.4 broken off".utf8)) == .unreadable)
    }
}
