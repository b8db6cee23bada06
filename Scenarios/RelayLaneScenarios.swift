import Declarations
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// A world that relays everything to another one; the plan may lack the key of one enterprise.
private func worlds(
    _ engine: TestStore.Engine, without: String = "",
    _ body: @escaping @Sendable (_ near: World, _ far: World, _ way: FarSide) async throws -> Void
) async throws {
    try await World.run(engine) { far in
        let way = FarSide(far)
        let plan = World.plan(to: far, without: without)
        try await World.run(
            engine, guarantee: 0, relay: World.RelaySetup(plan: plan, outgoing: way.http)
        ) { near in try await body(near, far, way) }
    }
}

extension World {
    fileprivate func far(_ operators: Visitor) async throws -> JSON {
        try JSON(try await operators.get("/api/v1/relay").body)["farSides"]?.elements.first ?? .null
    }
}

@Suite("Relay: what one sender, one receipt, one note cannot hold up") struct RelayLaneScenarios {
    @Test("CB-02 the key of one enterprise is missing in the plan: its messages wait and say why, all others arrive", arguments: TestStore.engines)
    func missingKey(engine: TestStore.Engine) async throws {
        try await worlds(engine, without: SampleCast.six().declarant.dxpID) { near, _, way in
            let chains = (1...8).map { near.samples.chain($0, .direct) }
            for chain in chains { try await near.send(try near.samples.messages(of: chain)) }
            for _ in 0..<4 { try await near.relay() }
            #expect(way.seen.count == 24, "orders, payments and waybills of eight parcels")
            let held = try await near.declaration(copNo: chains[0].copNo)
            #expect(held.status == 2)
            #expect(held["next"]?["what"]?["zh"]?.string?.contains("暂停发往") == true)
            #expect(held["relay"]?["trouble"]?["en"]?.string?.contains("has no key for") == true)
            let operators = try await near.administrator()
            let standing = try await near.far(operators)
            #expect(standing["breaker"]?.string == "closed")
            #expect(standing["parked"]?.elements.map { $0["dxpId"]?.string } == [near.cast.declarant.dxpID])
            #expect(try await operators.get("/zh/gateway").text.contains("暂停发送的企业"))
            try await near.relay()
            #expect(way.seen.count == 24, "nobody is asked for what cannot be sent")
        }
    }

    @Test("CB-02 a key the far side does not let in parks its sender alone, and what shares a lane keeps its order", arguments: TestStore.engines)
    func lockedOut(engine: TestStore.Engine) async throws {
        try await worlds(engine) { near, far, way in
            let key = far.key(of: far.cast.platform)
            way.weather { _ in .locksOut([key]) }
            let chains = (1...6).map { near.samples.chain($0, .direct) }
            for chain in chains { try await near.send(try near.samples.messages(of: chain)) }
            for _ in 0..<4 { try await near.relay() }
            let operators = try await near.administrator()
            let standing = try await near.far(operators)
            #expect(standing["breaker"]?.string == "closed")
            let parked = standing["parked"]?.elements.first
            #expect(parked?["dxpId"]?.string == near.cast.platform.dxpID)
            #expect(parked?["trouble"]?["zh"]?.string?.contains("HTTP 401") == true)
            #expect(Set(way.seen.map(\.status)).subtracting([200]).isEmpty)
            let orders = try Set(chains.map { try near.samples.messages(of: $0)[0].guid })
            #expect(way.seen.allSatisfy { !orders.contains($0.copMsgID) })
            // The pause grows and ends by itself.
            way.weather { _ in .fine }
            near.time.advance(seconds: 700)
            far.time.advance(seconds: 700)
            for _ in 0..<4 { try await near.relay() }
            #expect(try await near.far(operators)["waiting"]?.integer == 0)
            #expect(try await near.far(operators)["parked"]?.elements.isEmpty == true)
            for chain in chains {
                let guids = try near.samples.messages(of: chain).map(\.guid)
                #expect(way.seen.map(\.copMsgID).filter { guids.contains($0) } == guids, "in order")
            }
        }
    }

    @Test("CB-02 six hundred messages that wait for one sender's key do not keep the next one of another back", arguments: TestStore.engines)
    func behindManyParked(engine: TestStore.Engine) async throws {
        try await worlds(engine, without: SampleCast.six().platform.dxpID) { near, _, way in
            let chains = (1...601).map { near.samples.chain($0, .direct) }
            for chain in chains.prefix(600) {
                try await near.send([try near.samples.messages(of: chain)[0]])
            }
            let last = try near.samples.messages(of: chains[600])
            try await near.send([last[2]])
            for _ in 0..<2 { try await near.relay() }
            #expect(way.seen.map(\.copMsgID) == [last[2].guid])
        }
    }

    @Test("CB-02 a receipt that cannot be taken is kept with its reason, the receipts behind it are taken, and an operator has it taken again", arguments: TestStore.engines)
    func poisoned(engine: TestStore.Engine) async throws {
        try await worlds(engine) { near, far, way in
            let chains = (1...2).map { near.samples.chain($0, .direct) }
            for chain in chains { try await near.send(try near.samples.messages(of: chain)) }
            for _ in 0..<3 { try await near.relay() }
            try await far.settle()
            // Damaged here: nothing that comes back for the first list can be noted.
            let first = try #require(try await near.declaration(copNo: chains[0].copNo)["preNo"]?.string)
            try await near.damage("update declarations_inventories set status = $1 where pre_no = $2", [.integer(77), .text(first)])
            try await near.relay()
            let operators = try await near.administrator()
            let dead = try #require(try await near.far(operators)["dead"]?.elements)
            #expect(!dead.isEmpty)
            #expect(dead.first?["trouble"]?.string == "StoreFault")
            #expect([800, 500].contains(try await near.declaration(copNo: chains[1].copNo).status ?? 0))
            #expect(try await operators.get("/zh/gateway").text.contains("未能处理的来文"))
            try await near.damage("update declarations_inventories set status = $1 where pre_no = $2", [.integer(3), .text(first)])
            for arrival in dead {
                let answer = try await operators.post(
                    "/zh/gateway/relay/eport/arrivals/\(arrival["digest"]?.string ?? "")/take-again", form: [:])
                #expect(answer.status == 303)
            }
            #expect(try await near.far(operators)["dead"]?.elements.isEmpty == true)
            #expect([800, 500].contains(try await near.declaration(copNo: chains[0].copNo).status ?? 0))
            #expect(way.seen.count == 8)
        }
    }

    @Test("CB-02 what the far side took and cannot be noted here is not sent again: it waits, shows, and is noted when it can be", arguments: TestStore.engines)
    func unnoted(engine: TestStore.Engine) async throws {
        try await worlds(engine) { near, _, way in
            let chain = near.samples.chain(1, .direct)
            let list = try #require(try near.samples.messages(of: chain).last)
            try await near.send([list])
            let preNo = try #require(try await near.declaration(copNo: chain.copNo)["preNo"]?.string)
            try await near.damage("update declarations_relay_cases set type = $1 where subject = $2", [.text("CEB999"), .text(preNo)])
            for _ in 0..<3 {
                try await near.relay()
                near.time.advance(seconds: 900)
            }
            #expect(way.seen.count == 1, "once, whatever happens here")
            let operators = try await near.administrator()
            let unnoted = try await near.far(operators)["unnoted"]?.elements
            #expect(unnoted?.first?["guid"]?.string == list.guid)
            #expect(try await operators.get("/zh/gateway").text.contains("未能记入的报文"))
            try await near.damage("update declarations_relay_cases set type = $1 where subject = $2", [.text("CEB621"), .text(preNo)])
            near.time.advance(seconds: 900)
            try await near.relay()
            #expect(try await near.declaration(copNo: chain.copNo).status == 3)
            #expect(way.seen.count == 1)
        }
    }
}

extension World {
    /// Changes a row behind the program's back, as a defect would.
    func damage(_ statement: StaticString, _ values: [Value]) async throws {
        try await store.write { session in _ = try session.execute(statement, values) }
    }
}
