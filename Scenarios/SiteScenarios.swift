import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Where exports come together under the eyes of the customs, and how much room there is.
@Suite("Supervised sites") struct SiteScenarios {
    static let application = #"""
        {"code":"SITE01","district":"2244","name":"测试监管场所","nameEn":"Test site",
        "address":"上海市测试路1号","capacity":3,"area":5000,
        "equipment":[{"name":"X光机","count":2}]}
        """#

    @Test("CB-07 a site is applied for, registered, and shows its room by day; arrivals use it up", arguments: TestStore.engines)
    func registered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let keeper = world.program(of: world.cast.warehouse)
            let stranger = Visitor(world.window.door)
            let carrier = try await world.program(of: world.cast.carrier).post("/api/v1/sites", json: Self.application)
            #expect(carrier.status == 403 && carrier.text.contains("declarations.site-not-operator"))
            let faulty = try await keeper.post("/api/v1/sites", json: #"{"code":"!","capacity":0}"#)
            #expect(faulty.status == 422 && faulty.text.contains("capacity"))
            let applied = try await keeper.post("/api/v1/sites", json: Self.application)
            #expect(applied.status == 201, "\(applied.text)")
            #expect(try await keeper.post("/api/v1/sites", json: Self.application).status == 409)
            #expect(try await !stranger.get("/api/v1/sites").text.contains("SITE01"))
            #expect(try await stranger.get("/zh/sites/SITE01").status == 404)

            let officer = try await world.officer()
            #expect(try await officer.get("/zh").text.contains("SITE01"), "it waits for the officer")
            let page = try await officer.get("/zh/sites/SITE01")
            #expect(page.status == 200 && page.text.contains("准予登记"))
            let wrong = try await officer.post("/zh/sites/SITE01", form: ["decision": "refuse"])
            #expect(wrong.status == 422 && wrong.text.contains("请写明理由"))
            let done = try await officer.post(
                "/zh/sites/SITE01", form: ["decision": "approve", "from": "2026-11-20", "to": "2026-12-31"])
            #expect(done.status == 303, "\(done.text)")

            let chains = try await world.releasedExports(2)
            let arrival = try await world.tell(try world.arrival(chains, "A1", site: "SITE01"))
            #expect(arrival.status == 2, "\(arrival.info)")
            try await world.settle()
            let listed = try JSON(try await stranger.get("/api/v1/sites").body)["sites"]?.elements.first
            #expect(listed?["standing"]?.string == "open" && listed?["parcels"]?.integer == 2)
            #expect(listed?["free"]?.integer == 1 && listed?["equipment"]?.elements.count == 1)
            let csv = try await stranger.get("/api/v1/sites?format=csv")
            #expect(csv.header("content-type")?.contains("csv") == true && csv.text.contains("SITE01,2244"))
            let shown = try await stranger.get("/en/sites/SITE01")
            #expect(shown.status == 200 && shown.text.contains("Test site") && shown.text.contains("2026-11-20"))
            #expect(!shown.text.contains("Submit") && !shown.text.contains("/decision"))
            // The next day there is room again.
            world.time.advance(days: 1)
            let next = try JSON(try await stranger.get("/api/v1/sites/SITE01").body)
            #expect(next["free"]?.integer == 3)
            #expect(next["days"]?.elements.dropFirst().first?["parcels"]?.integer == 2)
        }
    }

    @Test("CB-07 from the day a district's register begins, arrivals at unknown, lapsed or suspended sites are refused", arguments: TestStore.engines)
    func enforced(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(4)
            // Before the register begins nothing is asked.
            #expect(try await world.tell(try world.arrival([chains[0]], "A1", site: "NONE")).status == 2)
            let officer = try await world.officer()
            let keeper = world.program(of: world.cast.warehouse)
            _ = try await keeper.post("/api/v1/sites", json: Self.application)
            #expect(try await keeper.post("/api/v1/site-registers", json: #"{"district":"2244","from":"2026-11-20"}"#).status == 403)
            #expect(try await officer.act("/api/v1/site-registers", #"{"district":"0100","from":"2026-11-20"}"#).status == 404)
            #expect(try await officer.act("/api/v1/site-registers", #"{"district":"2244","from":"2026-11-20"}"#).status == 200)

            let unknown = try await world.tell(try world.arrival([chains[1]], "A2", site: "NONE"))
            #expect(unknown.status == -803_001 && unknown.info.contains("未登记"), "\(unknown.info)")
            let waiting = try await world.tell(try world.arrival([chains[1]], "A3", site: ""))
            #expect(waiting.status == -803_001 && waiting.info.contains("待审核"), "\(waiting.info)")
            let approved = try await officer.act(
                "/api/v1/sites/SITE01/decision", #"{"decision":"approve","from":"2026-11-20","to":"2026-11-21"}"#)
            #expect(approved.status == 200, "\(approved.text)")
            // The only open site of the operator in the district need not be named.
            #expect(try await world.tell(try world.arrival([chains[1]], "A4", site: "")).status == 2)
            let suspended = try await officer.act(
                "/api/v1/sites/SITE01/suspension", #"{"reason":"测试：设备检修"}"#)
            #expect(suspended.status == 200, "\(suspended.text)")
            let kept = try await world.tell(try world.arrival([chains[2]], "A5", site: "SITE01"))
            #expect(kept.status == -803_001 && kept.info.contains("暂停"))
            let back = try await officer.act("/api/v1/sites/SITE01/suspension", #"{"resume":true}"#)
            #expect(back.status == 200, "\(back.text)")
            #expect(try await world.tell(try world.arrival([chains[2]], "A6", site: "SITE01")).status == 2)
            world.time.advance(days: 2)
            let lapsed = try await world.tell(try world.arrival([chains[3]], "A7", site: "SITE01"))
            #expect(lapsed.status == -803_001 && lapsed.info.contains("已过期"))
        }
    }

    @Test("CB-07 whoever names another operator's site in an arrival does not fill it", arguments: TestStore.engines)
    func counted(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let rival = try await world.otherOperator()
            #expect(try await rival.post("/api/v1/sites", json: Self.application).status == 201)
            let officer = try await world.officer()
            let approved = try await officer.act(
                "/api/v1/sites/SITE01/decision", #"{"decision":"approve","from":"2026-11-20"}"#)
            #expect(approved.status == 200, "\(approved.text)")
            let chains = try await world.releasedExports(1)
            // The district's register has not begun: nothing is asked, and nothing is counted.
            #expect(try await world.tell(try world.arrival(chains, "A1", site: "SITE01")).status == 2)
            try await world.settle()
            let listed = try JSON(try await rival.get("/api/v1/sites/SITE01").body)
            #expect(listed["parcels"]?.integer == 0 && listed["free"]?.integer == 3)
        }
    }

    @Test("CB-07 an application reserves no code, a refused one is made again, and none is registered after it was refused", arguments: TestStore.engines)
    func applied(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let keeper = world.program(of: world.cast.warehouse)
            let rival = try await world.otherOperator()
            func named(_ code: String) -> String {
                Self.application.replacing("SITE01", with: code)
            }
            let nowhere = try await keeper.post(
                "/api/v1/sites", json: Self.application.replacing("2244", with: "9998"))
            #expect(nowhere.status == 422 && nowhere.text.contains("district"))
            for code in ["SITE01", "SITE02"] {
                #expect(try await keeper.post("/api/v1/sites", json: named(code)).status == 201)
            }
            world.time.advance(days: 1)
            for code in ["SITE01", "SITE02"] {
                #expect(try await rival.post("/api/v1/sites", json: named(code)).status == 201)
            }
            #expect(try await rival.post("/api/v1/sites", json: named("SITE01")).status == 409)
            let officer = try await world.officer()
            func decide(_ code: String, _ json: String) async throws -> Answer {
                try await officer.act("/api/v1/sites/\(code)/decision", json)
            }
            let approve = #"{"decision":"approve","from":"2026-11-20"}"#
            let refuse = #"{"decision":"refuse","reason":"测试：材料不全"}"#
            // The first who applied is decided about first.
            #expect(try await decide("SITE01", refuse).status == 200)
            let own = try JSON(try await keeper.get("/api/v1/sites/SITE01").body)
            #expect(own["standing"]?.string == "refused")
            // Later than the other, who is now the first.
            world.time.advance(seconds: 60)
            #expect(try await keeper.post("/api/v1/sites", json: named("SITE01")).status == 201)
            #expect(try await decide("SITE01", approve).status == 200)
            #expect(try await decide("SITE02", approve).status == 200)
            // Who applied for a code besides its operator now is told, and it stays registered.
            let told = try await keeper.get("/api/v1/sites")
            #expect(told.text.contains("已由其他经营人登记"))
            #expect(try await rival.post("/api/v1/sites", json: named("SITE02")).status == 409)

            #expect(try await keeper.post("/api/v1/sites", json: named("SITE03")).status == 201)
            #expect(try await decide("SITE03", refuse).status == 200)
            let late = try await decide("SITE03", approve)
            #expect(late.status == 409 && late.text.contains("declarations.site-not-open"))
            #expect(try await keeper.post("/api/v1/sites", json: named("SITE03")).status == 201)
            #expect(try await decide("SITE03", approve).status == 200)
        }
    }
}

extension World {
    /// One more enterprise that runs sites: a program of it.
    func otherOperator() async throws -> Visitor {
        let other = SampleEnterprise(
            name: "测试另一监管场所有限公司", nameEn: "Test Other Site", number: 78)
        return Visitor(window.door).as(key: try await join(other, as: .siteOperator))
    }

    /// An arrival at a site; an empty one names none.
    func arrival(_ chains: [SampleChain], _ name: String, site: String) throws -> SampleMessage {
        let message = try samples.arrival(of: chains, name)
        let text = String(decoding: message.bytes, as: UTF8.self)
        let named =
            site.isEmpty
            ? text
            : text.replacing(
                "</ceb:operatorName>", with: "</ceb:operatorName><ceb:loctNo>\(site)</ceb:loctNo>")
        return SampleMessage(
            type: message.type, guid: message.guid, sender: message.sender,
            bytes: Array(named.utf8), documents: message.documents)
    }
}
