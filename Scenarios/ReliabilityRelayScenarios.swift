import Declarations
import FoundationEssentials
import Kernel
import Store
import TestKit
import Testing
import Wire

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Two real servers: one relays to the other and is killed between sending and noting.
@Suite("Relay and crashes (R1)", .serialized) struct ReliabilityRelayScenarios {
    @Test("R1: a server killed between sending a message on and noting it sends it once more, and the far side has it once")
    func killed() async throws {
        let far = try await SupportServer()
        defer { far.remove() }
        let near = try await SupportServer()
        defer { near.remove() }
        let samples = near.samples("RELAY")
        let messages = try (1...10).flatMap { try samples.messages(of: samples.chain($0, .direct)) }
        try await onSupportThread {
            let authority = try far.start()
            let keys = far.world.cast.members.map {
                #""\#($0.dxpID)": "\#(far.world.key(of: $0))""#
            }.joined(separator: ", ")
            let plan = """
                {"farSides": [{"name": "far", "takes": ["import"], "sender": "own", "keys": {\(keys)},
                  "transport": {"kind": "http", "url": "http://127.0.0.1:\(authority.port)/api/v1/dxp"},
                  "receipts": {"url": "http://127.0.0.1:\(authority.port)/api/v1/receipts"}}]}
                """
            _ = FileManager.default.createFile(
                atPath: near.folder + "/relay.json", contents: Data(plan.utf8),
                attributes: [.posixPermissions: 0o600])
            var left = messages
            for cycle in 0..<5 {
                let server = try near.start(fault: "relay.after-send:\(4 + cycle)")
                let outcome = near.load(left, on: server)
                left = zip(left, outcome.statuses).filter { $0.1 != 200 }.map(\.0)
                // It stops itself at the place named; what it had answered is there.
                server.wait()
            }
            let server = try near.start()
            let outcome = near.load(left, on: server)
            #expect(outcome.statuses.allSatisfy { $0 == 200 })
            let desk = try BenchDesk(port: authority.port, world: far.world)
            // Everything arrived once the far side has decided all ten lists.
            _ = try desk.await(decided: 10, patience: 120)
            // And what was sent is noted: stopped before that, it would be sent once more.
            let sender = try BenchDesk(port: server.port, world: near.world)
            for _ in 0..<3000 where try ReliabilityRelayScenarios.waiting(sender) > 0 {
                pause(milliseconds: 10)
            }
            server.end(SIGTERM)
            authority.end(SIGTERM)
        }
        #expect(try await BenchWorld.missing(messages, in: far.place, folder: far.folder) == 0)
        try await far.inspect { session in
            let kept = try session.first("select count(*) from declarations_messages")
            #expect(try kept?.integer(0) == 40)
            let twice = try session.rows(
                "select subject from declarations_receipts where status = 800 group by subject having count(*) > 1")
            #expect(twice.isEmpty)
        }
        try await near.inspect { session in
            let waiting = try session.first("select count(*) from declarations_relay_outbox where state <> 1")
            #expect(try waiting?.integer(0) == 0)
        }
    }

    /// How many messages a server has not sent to its far sides yet.
    private static func waiting(_ desk: BenchDesk) throws -> Int64 {
        let sides = try desk.ask("/api/v1/relay")["farSides"]?.elements ?? []
        return sides.reduce(0) { $0 + ($1["waiting"]?.integer ?? 0) }
    }
}
