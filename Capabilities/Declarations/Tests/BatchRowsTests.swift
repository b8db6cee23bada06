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

    @Test("batches that wait have their own lists, those of other districts are another's", arguments: TestStore.engines)
    func waiting(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let moved = DeclarationsRefusal.movedOn(now: .released)
            func line(_ number: Int, _ district: String) -> BatchDecision.Line {
                BatchDecision.Line(
                    preNo: "B2026112000000000\(number)", tenant: "T", district: district, version: 3,
                    outcome: number == 2 ? .init(code: moved.code, said: moved.message) : nil)
            }
            let made = [line(1, "2244"), line(2, "2244"), line(3, "2233")]
            let found = try await world.store.write { session in
                for (id, one) in zip(["one", "two", "three"], made) {
                    _ = try BatchRows.add(Self.batch(id, one), in: session)
                }
                return try BatchRows.waiting(districts: ["2244", "2216"], limit: 9, in: session)
            }
            #expect(Set(found.map(\.id)) == ["one", "two"])
            #expect(found.first { $0.id == "one" }?.lines == [made[0]])
            #expect(found.first { $0.id == "two" }?.lines == [made[1]])
        }
    }

    @Test("of a list of a page both number and version are read, or it is none",
        arguments: [("B1", "B1", nil), ("B1.4", "B1", 4), ("", nil, nil), (".4", nil, nil), ("B1.", nil, nil), ("B1.x", nil, nil), ("B1.4.5", nil, nil)] as [(String, String?, Int64?)])
    func chosen(text: String, preNo: String?, version: Int64?) {
        let chosen = BatchDesk.Chosen(text)
        #expect(chosen?.preNo == preNo)
        #expect(chosen?.version == version)
    }
}
