import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

/// Support funds: calls with a budget, amounts that are worked out.
@Suite("Support funds") struct SupportFundScenarios {
    static let common = ["account": "测试银行 0001", "no-double": "1", "contact": "测试"]
    static let interest = common.merging([
        "loan": "TEST-L-1", "bank": "测试银行", "via-window": "1", "from": "2026-01-01",
        "to": "2026-06-30", "interest": "200000", "overdue-interest": "20000", "subsidised": "0",
    ]) { $1 }

    @Test("ID-15 interest is subsidised by what was paid without overdue days, and a call is never spent beyond its budget", arguments: TestStore.engines)
    func budget(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (pay, check) = (try await world.officer("finance-1", at: "finance"), try await world.officer("finance-2", at: "finance"))
            let call = try await world.offer(pay, "support-cbec-interest", "2026年第一批", capacity: "500000")
            var first = Self.interest.merging(["call": call, "subsidised": "1"]) { $1 }
            let papers = ["contract", "receipt"]
            #expect(try await world.refused("support-cbec-interest", first, documents: papers).faultPaths == ["/subsidised"])
            first["subsidised"] = "0"
            #expect(try await world.refused("support-cbec-interest", first.merging(["call": "ID15-K99"]) { $1 }, documents: papers).faultPaths == ["/call"])
            let number = try await world.submit("support-cbec-interest", first, documents: papers)
            #expect(try await world.computed(number, "support") == "90000")
            let same = try await world.refused("support-cbec-interest", first, documents: papers)
            #expect(same.faultPaths == ["/loan"])
            try await Self.pay(world, number, pay, check)
            #expect(try await world.found(number).state == "granted")
            let left = try JSON(try await world.other.get("/api/v1/services/support-cbec-interest/offers").body)
            #expect(left["offers"]?.elements.first?["left"]?.string == "410000")
            let large = try await world.submit("support-cbec-interest", first.merging(["loan": "TEST-L-2", "interest": "2000000"]) { $1 }, documents: papers)
            #expect(try await world.computed(large, "support") == "500000")
            let refused = try await Self.pay(world, large, pay, check)
            #expect(refused.status == 409 && refused.text.contains("只剩 410000"))
            #expect(try await world.found(large).state == "open")
            // What a call has is an account of the ledger, in yuan, which nothing overdraws.
            let budget = try await world.window.store.read { session in
                try session.rows("select id, unit, balance, allowance from balances_accounts where tenant = $1 and lowest = 0", [.text("@calls")]).map {
                    (try $0.text(0), try $0.text(1), Fixed(raw: try $0.integer(2)), try $0.optionalInteger(3).map { Fixed(raw: $0) })
                }
            }
            #expect(budget.map(\.0) == ["offer-\(call.lowercased())"] && budget.map(\.1) == ["money-142"])
            #expect(budget.map(\.2) == [Fixed(410_000)] && budget.map(\.3) == [Fixed(500_000)])
            // A new call has money enough, but a firm has so much in a year: an account of the ledger.
            let next = try await world.offer(pay, "support-cbec-interest", "2026年第二批", capacity: "5000000")
            var paid: [String] = []
            for loan in ["TEST-L-3", "TEST-L-4"] {
                paid.append(try await world.submit("support-cbec-interest", first.merging(["call": next, "loan": loan, "interest": "2000000"]) { $1 }, documents: papers))
            }
            #expect(try await Self.pay(world, paid[0], pay, check).status == 303)
            let capped = try await Self.pay(world, paid[1], pay, check)
            #expect(capped.status == 409 && capped.text.contains("本年尚余 410000 元"), "\(capped.text)")
            #expect(try await world.found(paid[1]).state == "open")
            let books = try JSON(try await world.program.get("/api/v1/balances").body)["accounts"]?.elements
            let year = books?.first { $0["id"]?.string == "yearly-support-cbec-interest-2026" }
            #expect(year?["balance"]?.string == "410000")
            // What is taken back may be had again in the year.
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            try await world.decide(one, "revoke", paid[0], reason: "材料不实")
            try await world.decide(two, "agree", paid[0])
            // The call has it again, too: its account says when and by which application.
            let back = try JSON(try await world.other.get("/api/v1/services/support-cbec-interest/offers").body)["offers"]?.elements.first { $0["offer"]?.string == next }
            #expect(back?["left"]?.string == "5000000")
            #expect(try await world.decide(check, "agree", paid[1]).status == 303)
            #expect(try await world.found(paid[1]).state == "granted")
            let shown = try await world.register("support-cbec-interest").filter { $0["number"]?.string == number }
            #expect(shown.count == 1 && shown.first?["values"]?["support"]?["zh"]?.string == "90000 元")
        }
    }

    /// Through examination, appraisal and payout; gives the last answer.
    @discardableResult
    static func pay(
        _ world: ServiceWorld, _ number: String, _ pay: Visitor, _ check: Visitor
    ) async throws -> Answer {
        let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
        try await world.decide(one, "pass", number)
        try await world.decide(one, "approve", number)
        try await world.decide(two, "agree", number)
        try await world.decide(pay, "paid", number, reason: "TEST-凭证-1")
        return try await world.decide(check, "agree", number)
    }

    @Test("ID-15 every fund works out its amount by the values in force and refuses what does not qualify", arguments: TestStore.engines)
    func funds(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let warehouse = ["warehouse": "测试仓", "country": "502", "kind": "build", "area": "3000", "clients": "6", "cost": "1000000", "paid-on": "2026-06-01"]
            let cases: [(String, [String: String], String)] = [
                ("support-overseas-warehouse", warehouse, "300000"),
                ("support-overseas-warehouse", warehouse.merging(["kind": "lease"]) { $1 }, "200000"),
                ("support-overseas-warehouse", warehouse.merging(["cost": "9000000"]) { $1 }, "1000000"),
                ("support-premium", ["premium": "12345.67"], "2469.13"),
                ("support-trademark", ["right": "trademark", "cost": "30000"], "10000"),
                ("support-trademark", ["right": "patent", "cost": "30000"], "15000"),
                ("support-service-trade", ["kind": "qualification", "cost": "100000"], "50000"),
            ]
            for (service, answers, amount) in cases {
                let number = try await world.begin(service, Self.common.merging(answers) { $1 })
                #expect(try await world.computed(number, "support") == amount, "\(service) \(answers)")
            }
            let finance = try await world.officer("finance-1", at: "finance")
            let call = try await world.offer(finance, "support-overseas-warehouse", "2026年海外仓", capacity: "1")
            try await world.record(["shanghai": 1])
            let small = Self.common.merging(warehouse) { $1 }.merging(["call": call, "area": "1999"]) { $1 }
            let refused = try await world.refused("support-overseas-warehouse", small, documents: ["title", "invoice"])
            #expect(refused.faultPaths == ["/area"])
            #expect(refused.texts.contains { $0.contains("本系统默认设置") })
            let page = try await world.other.get("/zh/services/support-overseas-warehouse").text
            #expect(page.contains("海外仓面积不低于 2000 平方米") && page.contains("服务企业数下限") && page.contains("2026年海外仓"))
            let role = try await world.program.post("/api/v1/applications", json: #"{"service":"support-site-equipment"}"#)
            #expect(try JSON(role.body)["code"]?.string == "procedures.not-in-role")
        }
    }

    @Test("PS-16 booths are supported at fairs of the catalogue only, in time and once", arguments: TestStore.engines)
    func booths(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let commerce = try await world.visitor("commerce-1")
            try await world.record(["small-micro": 1])
            let fair = try await world.offer(commerce, "booth-support", "测试展会甲", day: "2026-10-01")
            let ahead = try await world.offer(commerce, "booth-support", "测试展会乙", day: "2026-12-10")
            #expect(try await world.other.get("/zh/services/booth-support").text.contains("测试展会甲"))
            var booth = ["booths": "6", "cost": "200000", "account": "测试", "contact": "测试", "fair": "PS16-K99"]
            let papers = ["contract", "photo"]
            #expect(try await world.refused("booth-support", booth, documents: papers).faultPaths == ["/fair"])
            booth["fair"] = ahead
            #expect(try await world.refused("booth-support", booth, documents: papers).faultPaths == ["/fair"])
            booth["fair"] = fair
            let number = try await world.submit("booth-support", booth, documents: papers)
            #expect(try await world.computed(number, "support") == "60000")
            #expect(try await world.refused("booth-support", booth, documents: papers).faultPaths == ["/fair"])
            let (pay, check) = (try await world.officer("finance-1", at: "finance"), try await world.officer("finance-2", at: "finance"))
            try await world.decide(commerce, "approve", number)
            try await world.decide(pay, "paid", number, reason: "TEST-凭证-2")
            try await world.decide(check, "agree", number)
            #expect(try await world.found(number).state == "granted")
            let other = try await world.offer(commerce, "booth-support", "测试展会丙", day: "2026-11-01")
            _ = try await commerce.get("/zh/desk/offers")
            #expect(try await commerce.post("/zh/desk/offers/\(other)/close", form: [:]).status == 303)
            booth["fair"] = other
            #expect(try await world.refused("booth-support", booth, documents: papers).faultPaths == ["/fair"])
        }
    }
}
