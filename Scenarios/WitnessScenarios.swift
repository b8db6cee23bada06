import Declarations
import Evidence
import FoundationEssentials
import Journal
import Kernel
import Logging
import Proofs
import Synchronization
import TestKit
import Testing
import Web
import Wire

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

    @Test("a receipt under a checkpoint that a witness cosigned is proven by a policy that asks for it; without the witness none is published", arguments: TestStore.engines)
    func cosigned(engine: TestStore.Engine) async throws {
        let way = WayToWitness()
        try await World.run(engine, relay: World.RelaySetup(plan: "", outgoing: way.http)) { world in
            _ = try await world.declare(1, .direct)
            try await world.window.proofs.settle()
            let before = try await Visitor(world.window.door).get("/log/policy").text
            let key = try #require(before.split(separator: "\n").first?.split(separator: " ").last)
            try await TestStore.with(.sqlite) { store in
                let folder = world.folder + "/witness"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                let witness = try await WitnessHouse(
                    store: store, folder: folder, name: "port.example/witness", logs: [String(key)],
                    clock: world.time.clock, logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() })
                let line = "witness \(witness.name) \(witness.key) https://port.example/api/v1/witness\n"
                let again = try await world.restarted(witnesses: line + "quorum \(witness.name)\n")
                let anybody = Visitor(again.window.door)
                let broker = again.program(of: again.cast.declarant)

                // Nobody answers for the witness: receipts are given, and none is proven anew.
                _ = try await again.declare(2, .direct)
                try? await again.window.proofs.settle()
                let number = try #require(try await again.allReceipts(of: again.cast.declarant).last?["sequence"]?.integer)
                let early = try await broker.get("/api/v1/receipts/\(number)/proof")
                #expect(early.status == 404 && early.text.contains("proofs.not-yet"), "\(early.text)")

                way.reach(witness)
                try await again.window.proofs.settle()
                let checkpoint = try await anybody.get("/log/checkpoint").text
                #expect(checkpoint.contains("— port.example/witness "), "\(checkpoint)")
                let policy = try await anybody.get("/log/policy")
                #expect(policy.text.contains(witness.key) && policy.text.contains("quorum"))
                let receipts = try await broker.get("/api/v1/receipts?proof=1")
                let found = try ReceiptCheck(policy: policy.body, clock: world.time.clock).findings(in: receipts.body)
                #expect(found.count >= 6 && found.allSatisfy { $0.witnesses == ["port.example/witness"] })

                // The same by the command, offline; with a witness that has not signed it does not hold.
                let (file, rules) = (world.folder + "/receipts.json", world.folder + "/policy.txt")
                _ = FileManager.default.createFile(atPath: file, contents: Data(receipts.body))
                _ = FileManager.default.createFile(atPath: rules, contents: Data(policy.body))
                var told: [String] = []
                let command = try VerifyReceipts(policy: rules, key: nil, json: false, clock: world.time.clock)
                let unproven = try command.run([file]) { told.append($0) }
                #expect(unproven == 0, "\(told)")
                #expect(told.count == found.count && told.allSatisfy { $0.contains("见证方 / witnesses: port.example/witness") })
                let other = try NoteSigner(
                    name: "bank.example/witness", kind: .witness, seed: [UInt8](repeating: 2, count: 32))
                let strict = "log \(key)\n" + "witness bank \(other.key.text)\nquorum bank\n"
                _ = FileManager.default.createFile(atPath: rules, contents: Data(strict.utf8))
                told = []
                let without = try VerifyReceipts(policy: rules, key: nil, json: false, clock: world.time.clock)
                let all = try without.run([file]) { told.append($0) }
                #expect(all == found.count)
                #expect(told.allSatisfy { $0.contains("evidence.too-few-witnesses") }, "\(told)")
            }
        }
    }
}

/// The way from a log to its witness: nobody is there until somebody is.
private final class WayToWitness: Sendable {
    private let there = Mutex<WitnessHouse?>(nil)

    func reach(_ witness: WitnessHouse) { there.withLock { $0 = witness } }

    var http: OutgoingHTTP {
        OutgoingHTTP { request throws(OutgoingFault) in
            guard let witness = self.there.withLock({ $0 }) else { throw .notReached("test") }
            let target = "/" + request.url.split(separator: "/").dropFirst(2).joined(separator: "/")
            var headers = ["host": "port.example", "content-length": String(request.body.count)]
            for header in request.headers { headers[header.name] = header.value }
            let answer = await witness.door.answer(
                Knock(request.method, target, headers: headers, body: request.body, remote: "127.0.0.1"))
            return OutgoingHTTP.Answer(status: answer.status, body: answer.body)
        }
    }
}
