import Kernel
import Store
import TestKit
import Testing

@testable import Declarations

@Suite("Batches in the database") struct BatchRowsTests {
    private static let line = BatchDecision.Line(
        preNo: "B20261120000000001", tenant: "T", district: "2244", version: 3)

    private static func batch(_ id: String, _ line: BatchDecision.Line = line) -> BatchDecision {
        BatchDecision(
            id: id, action: .release, reason: "", state: .open, officer: "U", officerName: "测试关员",
            proposedAt: DeliveryWorld.now, lines: [line])
    }

    @Test("what was noted first about a list of a batch stays", arguments: TestStore.engines)
    func firstStays(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let line = Self.line
            let moved = DeclarationsRefusal.movedOn(now: .released)
            let late = BatchDecision.Outcome(code: moved.code, said: moved.message)
            let noted = try await world.store.write { session in
                _ = try BatchRows.add(Self.batch("one"), in: session)
                return [
                    try BatchRows.note(.done, of: line, in: "one", session),
                    try BatchRows.note(late, of: line, in: "one", session),
                    try BatchRows.note(.done, of: line, in: "one", session),
                ]
            }
            #expect(noted == [true, false, false])
            let found = try await world.store.read { try BatchRows.find("one", in: $0) }
            #expect(found?.lines.map(\.outcome) == [.done])
        }
    }
}
