import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Several bodies at the same time; goods and parks under a pilot.
@Suite("Parallel and pilot services") struct PilotServiceScenarios {
    static let shop = [
        "trade": "restaurant", "premises": "测试路1号", "area": "120", "imports": "1",
        "manager": "测试", "contact": "测试",
    ]
    static let shopPapers = ["lease", "layout", "health"]

    @Test("SW-21 one application goes to every body of the trade at once and becomes one certificate that names each permit", arguments: TestStore.engines)
    func composite(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (market, second) = (try await world.officer("market-1", at: "market"), try await world.officer("market-2", at: "market"))
            let (fire, health) = (try await world.officer("fire-1", at: "fire"), try await world.officer("health-1", at: "health"))
            let customs = try await world.visitor("customs-1")
            #expect(try await world.refused("one-industry-one-licence", Self.shop, documents: ["lease", "layout"]).faultPaths == ["/health"])
            let number = try await world.submit("one-industry-one-licence", Self.shop, documents: Self.shopPapers)
            let parts = try #require(try await world.found(number)["parts"]?.elements)
            #expect(Set(parts.compactMap { $0["part"]?.string }) == ["food", "fire", "customs", "signage"])
            #expect(parts.first { $0["part"]?.string == "customs" }?["clock"]?["due"]?.string == "2026-11-25")
            for officer in [fire, customs] { #expect(try await officer.get("/zh/desk").text.contains(number)) }
            #expect(try await !health.get("/zh/desk").text.contains(number))
            #expect(try await world.decide(market, "issue", number).status == 303)
            #expect(try await world.decide(second, "agree", number).status == 409)
            #expect(try await world.decide(second, "dissent", number, reason: "部门未办结").status == 303)
            #expect(try await world.decide(market, "put-back", number).status == 303)
            #expect(try await world.decide(fire, "food.pass", number).status == 403)
            #expect(try await world.act("fire.pass", number).status == 403)
            #expect(try await world.decide(fire, "fire.fail", number).status == 422)
            #expect(try await world.decide(fire, "fire.fail", number, reason: "缺少灭火器").status == 303)
            #expect(try await world.decide(fire, "fire.pass", number).status == 409)
            for part in ["food", "signage"] { try await world.decide(market, "\(part).pass", number, reason: "TEST-\(part)") }
            try await world.decide(customs, "customs.pass", number)
            try await world.decide(market, "return", number, reason: "消防整改")
            #expect(try await world.act("complete", number).status == 200)
            #expect(try await world.decide(fire, "fire.pass", number, reason: "TEST-fire").status == 303)
            try await world.decide(market, "issue", number)
            #expect(try await world.decide(second, "agree", number).status == 303)
            let clerk = try await world.clerk()
            #expect(try await clerk.get("/zh/applications/\(number)").text.contains("并联办理"))
            let letter = try JSON(try await world.program.get("/api/v1/applications/\(number)/letters/1/paper").body)
            let lines = letter["data"]?["lines"]?.elements.compactMap { $0["value"]?["zh"]?.string } ?? []
            #expect(lines.count == 6 && lines.contains { $0.contains("TEST-fire") })
            #expect(try await world.register("one-industry-one-licence", number).first?["inForce"]?.boolean == true)
            #expect(try await world.refused("one-industry-one-licence", Self.shop, documents: Self.shopPapers).faultPaths == ["/premises"])
            #expect(try await world.decide(fire, "revoke", number, reason: "x").status == 403)
            #expect(try await world.decide(market, "revoke", number, reason: "停止经营").status == 303)
            #expect(try await world.decide(second, "agree", number).status == 303)
            #expect(try await world.register("one-industry-one-licence", number).first?["endReason"]?.string == "停止经营")
            #expect(try await world.found(number).state == "revoked")
            _ = try await world.submit("one-industry-one-licence", Self.shop, documents: Self.shopPapers)
        }
    }

    @Test("SW-21 a body that is late shows in the times and goes to the supervising desk", arguments: TestStore.engines)
    func latePart(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("one-industry-one-licence", Self.shop, documents: Self.shopPapers)
            let lead = try await world.officer("market-lead", at: "market-review")
            #expect(try await world.decide(lead, "customs.pass", number).status == 403)
            world.time.advance(days: 6)
            let again = try await world.visitor("market-lead")
            #expect(try await again.get("/zh/desk").text.contains(number))
            #expect(try await world.decide(again, "customs.pass", number).status == 303)
            let times = try JSON(try await world.other.get("/api/v1/service-times").body)
            let step = times["steps"]?.elements.first { $0["step"]?.string == "together/customs" }
            #expect(step?["kept"]?.integer == 0 && step?["unit"]?.string == "workingDays")
        }
    }

    @Test("RG-03 a remanufactured good is imported as new only from the list, marked and examined by both bodies", arguments: TestStore.engines)
    func remanufactured(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let commerce = try await world.visitor("commerce-1")
            let category = try await world.offer(commerce, "remanufactured-import", "测试发动机")
            var good = ["category": category, "product": "测试发动机 T1", "goods-code": "8407341000", "origin": "502", "maker": "测试", "certificate": "TEST-C", "certificate-until": "2027-03-31", "new-standard": "1", "quantity": "10", "unit": "001", "contact": "测试"]
            let papers = ["conformity", "label-photo", "process"]
            let refused = try await world.refused("remanufactured-import", good, documents: papers)
            #expect(refused.faultPaths == ["/label"] && refused.texts.contains { $0.contains("LABEL_MISSING") })
            good["label"] = "1"
            let ended = try await world.refused("remanufactured-import", good.merging(["certificate-until": "2026-11-19"]) { $1 }, documents: papers)
            #expect(ended.faultPaths == ["/certificate-until"], "evidence that has ended is none")
            let number = try await world.submit("remanufactured-import", good, documents: papers)
            try await world.decide(try await world.visitor("customs-1"), "conformity.pass", number)
            try await world.decide(commerce, "grant", number)
            #expect(try await world.decide(try await world.visitor("commerce-2"), "agree", number).status == 409)
            try await world.decide(try await world.officer("ecology-1", at: "ecology"), "environment.pass", number)
            #expect(try await world.decide(try await world.visitor("commerce-2"), "agree", number).status == 303)
            #expect(try await world.found(number)["validTo"]?.string == "2027-03-31", "not longer than its certificate")
            #expect(try await world.draw("4", "b1", number).status == 201)
            #expect(try JSON(try await world.draw("7", "b2", number).body)["code"]?.string == "balances.insufficient")
        }
    }

    @Test("RG-10 each pilot has its own conditions: what is outside is refused with its basis", arguments: TestStore.engines)
    func goods(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var device = ["device": "测试支架", "class": "three", "place": "warehouse", "purpose": "transit", "batch": "T1", "quantity": "10", "arrives": "2026-11-25", "leaves": "2027-02-01", "country": "502", "contact": "测试"]
            let refused = try await world.refused("device-label-exemption", device, documents: ["contract"])
            #expect(refused.faultPaths == ["/place"] && refused.texts.contains { $0.contains("131号") })
            #expect(try await world.refused("device-label-exemption", device.merging(["place": "zone", "purpose": "domestic"]) { $1 }, documents: ["contract"]).faultPaths == ["/purpose"])
            device["place"] = "centre"
            let number = try await world.submit("device-label-exemption", device, documents: ["contract"])
            try await world.decide(try await world.visitor("customs-1"), "exempt", number)
            #expect(try await world.found(number)["validTo"]?.string == "2027-02-01")
            var gems = ["exchange": "gems", "grading": "1", "goods": "rough", "kimberley": "T", "value": "10", "vault": "测试", "contact": "测试"]
            #expect(try await world.refused("gem-trading", gems, documents: ["control"]).faultPaths == ["/exchange"])
            gems["exchange"] = "diamond"
            let traded = try await world.submit("gem-trading", gems, documents: ["control"])
            #expect(try await world.found(traded)["parts"]?.elements.count == 2)
            let cosmetics = ["shop": "测试店", "filing": "T", "goods-code": "330499", "scope": "children", "trace": "1", "staff": "1", "complaints": "1", "contact": "测试"]
            #expect(try await world.refused("custom-cosmetics", cosmetics, documents: ["system"]).faultPaths == ["/scope"])
            _ = try await world.submit("custom-cosmetics", cosmetics.merging(["scope": "skin"]) { $1 }, documents: ["system"])
        }
    }

    @Test("CB-23 a park is appraised every year by its figures, published, and leaves after two C in a row", arguments: TestStore.engines)
    func parks(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            let park = ["park": "测试园区", "kind": "industry", "district": "qingpu", "area": "50000", "firms": "30", "plan": "1", "service": "1", "connected": "1", "contact": "测试"]
            #expect(try await world.refused("park-recognition", park.merging(["firms": "19"]) { $1 }, documents: ["plan-paper"]).faultPaths == ["/firms"])
            let number = try await world.submit("park-recognition", park, documents: ["plan-paper"])
            try await world.decide(try await world.visitor("customs-1"), "supervision.pass", number)
            try await world.decide(one, "grant", number)
            try await world.decide(two, "agree", number)
            #expect(try await world.register("park-recognition").count == 1)
            #expect(try await world.lists(on: "2026-11-20").contains("cbec-park"), "recognised, and so on the list")
            let figures = ["recognition": number, "park": "测试园区", "firms": "100", "new-firms": "20", "turnover": "120", "last-turnover": "100", "orders": "50", "services": "200", "complaints": "1", "contact": "测试"]
            let weak = figures.merging(["firms": "10", "new-firms": "0", "turnover": "90", "orders": "10", "services": "0"]) { $1 }
            let expected: [(String, [String: String], String, String, String)] = [
                ("2023", figures, "88", "a", "keep"), ("2024", weak, "2", "c", "improve"),
                ("2025", weak, "2", "c", "out"),
            ]
            for (year, answers, points, grade, consequence) in expected {
                let report = try await world.submit("park-appraisal", answers.merging(["year": year]) { $1 }, documents: ["figures"])
                #expect(try await world.computed(report, "points") == points)
                #expect(try await world.computed(report, "grade") == grade)
                #expect(try await world.computed(report, "consequence") == consequence)
                try await world.decide(one, "publish", report)
                try await world.decide(two, "agree", report)
            }
            #expect(try await world.refused("park-appraisal", weak.merging(["year": "2025"]) { $1 }, documents: ["figures"]).faultPaths == ["/recognition"])
            #expect(try await world.register("park-appraisal").count == 3)
            try await world.decide(one, "revoke", number, reason: "连续两年 C 级")
            try await world.decide(two, "agree", number)
            #expect(try await world.register("park-recognition").first?["inForce"]?.boolean == false)
            #expect(try await world.lists(on: "2026-11-20").contains("cbec-park"), "today it still stands there")
            #expect(try await world.lists(on: "2026-11-21").contains("cbec-park") == false)
            #expect(try await world.refused("park-appraisal", figures.merging(["year": "2026"]) { $1 }, documents: ["figures"]).faultPaths.contains("/recognition"))
        }
    }

    @Test("CB-23 a firm that stands on a list by two decisions stands there once, and stays while one of them lasts", arguments: TestStore.engines)
    func twoDecisions(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            var numbers: [String] = []
            for name in ["测试园区一", "测试园区二"] {
                let park = ["park": name, "kind": "industry", "district": "qingpu", "area": "50000", "firms": "30", "plan": "1", "service": "1", "connected": "1", "contact": "测试"]
                let number = try await world.submit("park-recognition", park, documents: ["plan-paper"])
                try await world.decide(try await world.visitor("customs-1"), "supervision.pass", number)
                try await world.decide(one, "grant", number)
                try await world.decide(two, "agree", number)
                numbers.append(number)
            }
            let members = try await one.get("/api/v1/lists/cbec-park/members?day=2026-11-20")
            #expect(try JSON(members.body)["count"]?.integer == 1, "\(members.text)")
            for (number, stays) in zip(numbers, [true, false]) {
                try await world.decide(one, "revoke", number, reason: "不再符合条件")
                try await world.decide(two, "agree", number)
                #expect(try await world.lists(on: "2026-11-21").contains("cbec-park") == stays, "\(number)")
            }
        }
    }
}
