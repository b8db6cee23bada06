import Evidence
import Journal
import Kernel
import Store
import Synchronization
import TestKit
import Testing
import Web
import Wire

@testable import Proofs

/// Witnesses that are asked over the network, here by a plain call.
@Suite("Publication") struct PublicationTests {
    private final class Network: Sendable {
        let witnesses: [String: Witness]
        let away = Mutex<Set<String>>([])
        /// A witness that answers with a line that is not its own.
        let liar: String?

        init(_ witnesses: [String: Witness], liar: String? = nil) {
            self.witnesses = witnesses
            self.liar = liar
        }

        var http: OutgoingHTTP {
            OutgoingHTTP { [self] request throws(OutgoingFault) in
                let host = witnesses.keys.first { request.url.hasPrefix("https://\($0)/") } ?? ""
                guard let witness = witnesses[host], !away.withLock({ $0.contains(host) }),
                    let reply = try? await witness.add(request.body)
                else { return .init(status: 500) }
                let answer = WitnessResource.answer(reply)
                let body =
                    host == liar
                    ? Array(answer.text.replacing("b.example", with: "a.example").utf8)
                    : answer.body
                return .init(status: answer.status, body: body)
            }
        }
    }

    private static let names = ["a.example", "b.example", "c.example"]

    private func signer(_ index: Int) throws -> NoteSigner {
        try LogWorld.signer(.witness, Self.names[index] + "/w", UInt8(20 + index))
    }

    private func policy(_ needed: Int) throws -> [UInt8] {
        let lines = try Self.names.indices.map {
            "witness w\($0) \(try signer($0).key.text) https://\(Self.names[$0])/\n"
        }
        return Array((lines.joined() + "group all \(needed) w0 w1 w2\nquorum all\n").utf8)
    }

    @Test("A checkpoint is published once k of n witnesses have cosigned it, and not before")
    func quorum() async throws {
        try await separate { world, network in
            network.away.withLock { $0 = ["b.example", "c.example"] }
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(
                keys, policy: try self.policy(2), http: network.http)
            world.records.add(1...300)
            while try await keeper.step() {}
            let lack = try await keeper.publish()
            #expect(lack?.code == "evidence.too-few-witnesses")
            #expect(try await world.check(1, key: keys.keys[0]) == nil)
            network.away.withLock { $0 = ["c.example"] }
            world.records.add(301...310)
            while try await keeper.step() {}
            #expect(try await keeper.publish() == nil)
            #expect(try await world.check(1, key: keys.keys[0])?.size == 310)
            // Whoever verifies by the published policy sees both.
            let proof = try #require(
                try await ProofDesk(store: world.store).proofs(of: [1])[1])
            let reader = LogReader(
                store: world.store, keys: keys,
                trust: try PublicationPolicy(file: try self.policy(2), own: keys.keys).trust,
                witnesses: try self.policy(2))
            let found = try ReceiptCheck(policy: reader.policy, clock: .fixed(LogWorld.now))
                .finding(
                    .object([
                        .init("xml", .text("receipt 1")), .init("proof", proof.json),
                    ]))
            #expect(found.witnesses.sorted() == ["a.example/w", "b.example/w"])
            // The third comes back: it has seen nothing yet and is told from the beginning.
            network.away.withLock { $0 = [] }
            let next = try await world.keeper(
                keys, policy: try self.policy(3), http: network.http)
            world.records.add(311...312)
            while try await next.step() {}
            #expect(try await next.publish() == nil)
            #expect(try await world.check(312, key: keys.keys[0])?.size == 312)
        }
    }

    @Test("A witness that signs in another's name is left out and voids nothing")
    func liar() async throws {
        try await separate(liar: "b.example") { world, network in
            let keys = try LogWorld.keys(1)
            let keeper = try await world.keeper(
                keys, policy: try self.policy(2), http: network.http)
            world.records.add(1...3)
            while try await keeper.step() {}
            #expect(try await keeper.publish() == nil)
            #expect(try await world.check(1, key: keys.keys[0])?.size == 3)
        }
    }

    /// A log and three witnesses, each with a store of its own.
    private func separate(
        liar: String? = nil,
        _ body: @Sendable (LogWorld, Network) async throws -> Void
    ) async throws {
        try await LogWorld.with(.sqlite) { world in
            try await LogWorld.with(.sqlite) { one in
                try await LogWorld.with(.sqlite) { two in
                    try await LogWorld.with(.sqlite) { three in
                        var witnesses: [String: Witness] = [:]
                        for (index, place) in [one, two, three].enumerated() {
                            witnesses[Self.names[index]] = Witness(
                                store: place.store, clock: .fixed(LogWorld.now),
                                signer: try self.signer(index), logs: try LogWorld.keys(1).keys)
                        }
                        try await body(world, Network(witnesses, liar: liar))
                    }
                }
            }
        }
    }
}
