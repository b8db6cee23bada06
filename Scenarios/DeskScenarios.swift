import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("The desk") struct DeskScenarios {
    @Test("CB-09 the day on which a declaration was complete decides, however late the desk looks at it", arguments: TestStore.engines)
    func dayOfRates(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            world.time.advance(days: 41)
            let chain = world.samples.chain(1, .direct)
            try await world.send(try world.samples.messages(of: chain).map(world.today))
            world.time.advance(days: 1)
            try await world.settle()
            let found = try await world.declaration(copNo: chain.copNo)
            #expect(found["statusAt"]?.string?.hasPrefix("2027-01-01") == true)
            #expect(found.texts.contains { $0.contains("2026-12-31") })
        }
    }

    @Test("CB-08 a waybill number that is old enough to be used again means the new parcel", arguments: TestStore.engines)
    func waybillReused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let first = world.samples.chain(1, .direct)
            let earlier = try await world.declare(1, .direct)
            world.time.advance(days: 190)
            let second = world.samples.chain(2, .direct)
            let messages = try world.samples.messages(of: second)
                .map { world.today($0).replacing([(second.waybill, first.waybill)]) }
            try await world.send(messages.filter { $0.type != "CEB511" })
            try await world.settle()
            let waiting = try await world.declaration(copNo: second.copNo)
            #expect(waiting.status == 2)
            #expect(waiting["waitsFor"]?.elements.compactMap(\.string) == ["CEB511"])
            try await world.send(messages.filter { $0.type == "CEB511" })
            try await world.settle()
            #expect([800, 500, 300].contains(try await world.declaration(copNo: second.copNo).status ?? 0))
            // The earlier list keeps the waybill it was decided on.
            let still = try await world.declaration(copNo: first.copNo)
            #expect(still["documents"]?.elements.count == 3)
            #expect(still["documents"]?.elements.map { $0["receivedAt"] } == earlier["documents"]?.elements.map { $0["receivedAt"] })
            #expect(still.texts.contains(first.orderNo) && !still.texts.contains(second.orderNo))
        }
    }

    @Test("CB-08 a waybill number used again within months is refused", arguments: TestStore.engines)
    func waybillTooSoon(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let first = world.samples.chain(1, .direct)
            _ = try await world.declare(1, .direct)
            world.time.advance(days: 150)
            let second = world.samples.chain(2, .direct)
            let waybill = try #require(try world.samples.messages(of: second).first { $0.type == "CEB511" })
            let answer = try #require(
                try await world.send([waybill.replacing([(second.waybill, first.waybill)])]).first)
            #expect(answer["results"]?.elements.first?.status == -504_015)
        }
    }

    @Test("CB-01 a list that damaged data held up is shown to the operator and decided once it is mended", arguments: TestStore.engines)
    func stuck(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct)
            let messages = try world.samples.messages(of: chain)
            try await world.send(messages)
            let body = try await world.exchangeBody(of: chain.copNo, for: Array("<x/>".utf8))
            try await world.settle()
            let operators = try await world.operators()
            let found = try JSON(try await operators.get("/api/v1/gateway/stuck").body)
            let preNo = try #require(found["stuck"]?.elements.first?["preNo"]?.string)
            for language in ["zh", "en"] {
                let page = try await operators.get("/\(language)/gateway")
                #expect(page.text.contains(preNo))
            }
            #expect(try await world.officer().get("/api/v1/gateway/stuck").status == 403)
            // Nothing was mended yet: it stays where it is seen.
            #expect(try await operators.post("/zh/gateway/look-again", form: [:]).status == 303)
            try await world.settle()
            #expect(try await operators.get("/zh/gateway").text.contains(preNo))

            _ = try await world.exchangeBody(of: chain.copNo, for: body)
            #expect(try await operators.post("/zh/gateway/look-again", form: [:]).status == 303)
            try await world.settle()
            #expect([800, 500, 300].contains(try await world.declaration(copNo: chain.copNo).status ?? 0))
            #expect(try await !operators.get("/zh/gateway").text.contains(preNo))
        }
    }

    @Test("CB-03 a departure that damaged data holds up says so to its sender, and the operator has it no longer once it is mended", arguments: TestStore.engines)
    func stuckDeparture(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(3)
            _ = try await world.exchangeBody(of: chains[0].copNo, for: Array("<x/>".utf8))
            var taken: [String] = []
            for part in 1...2 {
                taken.append(try await world.tell(try world.samples.departure(of: [chains[part - 1]], "D1", .init(part, of: 2))).subject)
            }
            try await world.settle()
            let operators = try await world.operators()
            func held() async throws -> [String] {
                try JSON(try await operators.get("/api/v1/gateway/stuck").body)["stuck"]?.elements.compactMap { $0["preNo"]?.string } ?? []
            }
            let first = try await held()
            #expect(!first.isEmpty && Set(first).isSubset(of: taken))
            let carrier = try await world.member(of: world.cast.carrier)
            for number in taken {
                let waiting = try await world.followUp(number, for: world.cast.carrier)
                #expect(waiting.status == 2 && waiting["missingParts"]?.elements.isEmpty == true)
                #expect(waiting["stuckSince"]?.string?.isEmpty == false)
                let page = try await carrier.get("/en/follow-ups/\(number)")
                #expect(page.text.contains("Held up by a fault of this system"))
                #expect(!page.text.contains("Waits for its other parts – 2") && !page.text.contains("2 in all; here"))
            }
            // Withdrawn, that part is missing, and nothing is held up any more.
            func part(_ type: String, _ guid: String, _ list: Int) throws -> SampleMessage {
                try world.samples.departure(of: [chains[list]], "D1", .init(1, of: 2)).renamed("00000000-0000-4000-8000-0000000000\(guid)")
                    .replacing([("appType>1<", "appType>\(type)<")])
            }
            #expect(try await world.tell(try part("3", "31", 0)).status == 2)
            try await world.settle()
            #expect(try await held().isEmpty)
            let second = try await world.followUp(taken[1], for: world.cast.carrier)
            #expect(second["missingParts"]?.elements == [.integer(1)] && second["stuckSince"] == .null)
            #expect(try await carrier.get("/en/follow-ups/\(taken[1])").text.contains("2 in all; here: 2."))
            // Sent anew it is held up again; changed to a list that can be read, it leaves.
            #expect(try await world.tell(try part("1", "32", 0)).status == 2)
            try await world.settle()
            #expect(try await !held().isEmpty)
            let mended = try world.samples.departure(of: [chains[2]], "D1", .init(1, of: 2)).renamed("00000000-0000-4000-8000-000000000033")
                .replacing([("appType>1<", "appType>2<")])
            #expect(try await world.tell(mended).status == 2)
            try await world.settle()
            #expect(try await held().isEmpty)
            for number in taken {
                let done = try await world.followUp(number, for: world.cast.carrier)
                #expect(done.status == 399 && done["stuckSince"] == .null)
            }
            #expect(try await world.declaration(copNo: chains[2].copNo).status == 899)
        }
    }
}

extension DeskScenarios {
    @Test("SW-01 a list stays in the worklist as long as an officer may act on it", arguments: TestStore.engines)
    func worklist(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let held = try await world.declare(1, .direct, basket: .watched)
            let preNo = try #require(held["preNo"]?.string)
            let officer = try await world.officer()
            for action in ["", "inspect", "suspend", "reject"] {
                if !action.isEmpty {
                    let done = try await officer.decide(
                        preNo, #"{"action":"\#(action)","reason":"TEST","version":\#(try await world.version(of: preNo))}"#)
                    #expect(done.status == 200, "\(done.text)")
                }
                let found = try await officer.get("/api/v1/worklist").text.contains(preNo)
                #expect(found == (action != "reject"), "after \(action)")
            }
        }
    }
}

extension World {
    fileprivate func version(of preNo: String) async throws -> Int64 {
        try JSON(try await program(of: cast.declarant).get("/api/v1/declarations/\(preNo)").body)["version"]?.integer ?? 0
    }

    /// Puts other bytes in place of a stored list, as a damaged disk would; gives what was there.
    fileprivate func exchangeBody(of copNo: String, for bytes: [UInt8]) async throws -> [UInt8] {
        try await store.write { session in
            let row = try session.first(
                "select body from declarations_inventories where cop_no = $1", [.text(copNo)])
            try session.execute(
                "update declarations_inventories set body = $2 where cop_no = $1",
                [.text(copNo), .blob(bytes)])
            return try row?.blob(0) ?? []
        }
    }

    /// Somebody who runs the house, signed in through the page; again, once a session has ended.
    func operators() async throws -> Visitor {
        _ = try? await window.parties.addUser(
            NewUser(
                login: "operator", name: "测试运维", password: "correct horse battery staple",
                kind: .administrator), by: "scenario")
        let visitor = Visitor(window.door)
        _ = try await visitor.get("/zh/sign-in")
        _ = try await visitor.post(
            "/zh/sign-in",
            form: ["login": "operator", "password": "correct horse battery staple"])
        return visitor
    }
}
