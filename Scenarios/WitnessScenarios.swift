import Evidence
import FoundationEssentials
import Logging
import Proofs
import TestKit
import Testing
import Web

@testable import House

/// A witness as it is run: through its own door, as a log would ask it.
@Suite("A witness over HTTP") struct WitnessScenarios {
    @Test("a log is cosigned through the door, shown what was seen, and refused a second history", arguments: TestStore.engines)
    func asked(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            let folder = FileManager.default.temporaryDirectory.path
                + "/tradewind-witness-\(UInt64.random(in: 0...UInt64.max))"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let log = try NoteSigner(
                name: "example.com/log", kind: .log, seed: [UInt8](repeating: 1, count: 32))
            let house = try await WitnessHouse(
                store: store, folder: folder, name: "port.example/witness", logs: [log.key.text],
                logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() })
            let visitor = Visitor(house.door)
            func ask(_ old: Int, _ entries: [String]) async throws -> Answer {
                var tree = GrowingTree()
                for entry in entries { tree.append(.leaf(Array(entry.utf8))) }
                let note = try SignedNote(
                    text: Checkpoint(origin: log.key.name, size: tree.size, root: tree.root).text
                ).signed(by: log)
                return try await visitor.send(
                    "POST", WitnessResource.prefix + "/add-checkpoint",
                    body: Array("old \(old)\n\n".utf8) + note.bytes)
            }
            let first = try await ask(0, ["a", "b"])
            #expect(first.status == 200, "\(first.text)")
            #expect(first.text.hasPrefix("— port.example/witness "))
            let second = try await ask(0, ["a", "c"])
            #expect(second.status == 409)
            #expect(second.header("content-type") == "text/x.tlog.size")
            #expect(second.text == "2\n")
            #expect(try await ask(2, ["a", "c"]).status == 409)
            let nobody = try await visitor.get(WitnessResource.prefix + "/00/checkpoint")
            #expect(nobody.status == 404)
        }
    }
}
