import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What a service asks before anything reaches an officer: what the benefit asks that names it,
/// days and figures that can be, and the applicant's own name.
@Suite("Conditions of services") struct ServiceConditionScenarios {
    /// Services that a benefit names, as they are applied for by a firm that lacks its condition.
    static let supports: [(id: String, answers: [String: String], papers: [String], missing: String, basis: String)] = [
        (
            "support-trademark",
            ["right": "trademark", "country": "502", "registration": "TEST-R-1", "granted-on": "2026-01-05", "cost": "30000"],
            ["certificate", "invoice"], "Going-global brands, Top 100 own brands", "183号"
        ),
        ("support-premium", premium, ["policy-paper"], "Insured by short-term export credit insurance: yes", "9号"),
        ("support-overseas-warehouse", warehouse, ["title", "invoice"], "Registered in Shanghai: yes", "183号"),
        ("booth-support", ["booths": "1", "cost": "20000"], ["contract", "photo"], "Small or micro enterprise: yes", "9号"),
    ]
    static let premium = ["policy": "TEST-P-1", "premium": "1000", "from": "2026-01-01", "to": "2026-06-30"]
    static let warehouse = ["warehouse": "测试仓", "country": "502", "kind": "build", "area": "3000", "clients": "6", "cost": "1000000", "paid-on": "2026-06-01"]

    @Test("ID-14 ID-15 ID-16 PS-16 a service that a benefit names asks the benefit's condition, and says it before anybody applies", arguments: TestStore.engines)
    func entitled(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let clerk = try await world.clerk()
            let calls = try await world.calls()
            let own = try await clerk.get("/en/my-benefits").text
            func complete(_ id: String, _ answers: [String: String]) -> [String: String] {
                SupportFundScenarios.common.filter { id != "booth-support" || $0.key != "no-double" }
                    .merging(answers) { $1 }.merging([id == "booth-support" ? "fair" : "call": calls[id] ?? ""]) { $1 }
            }
            for one in Self.supports {
                let refused = try await world.refused(one.id, complete(one.id, one.answers), documents: one.papers)
                #expect(refused.faultPaths == ["/enterprise"], "\(one.id) \(refused.encoded)")
                #expect(refused.texts.contains { $0.contains(one.missing) && $0.contains(one.basis) }, "\(refused.encoded)")
                #expect(own.contains(one.missing), "\(one.id): the same on the page of benefits")
                let page = try await world.other.get("/en/services/\(one.id)").text
                #expect(page.contains(one.missing) && page.contains("/en/benefits/fund-"), "\(one.id): and of the service")
            }
            try await world.record(["insured": 1, "small-micro": 1, "shanghai": 1])
            // What the form states counts where nothing is recorded, and its own field is blamed.
            let small = complete("support-overseas-warehouse", Self.warehouse.merging(["area": "1999"]) { $1 })
            let refused = try await world.refused("support-overseas-warehouse", small, documents: ["title", "invoice"])
            #expect(refused.faultPaths == ["/area"] && refused.texts.contains { $0.contains("海外仓面积不低于 2000 平方米") }, "\(refused.encoded)")
            for one in Self.supports.dropFirst() {
                _ = try await world.submit(one.id, complete(one.id, one.answers), documents: one.papers)
            }
            // Who is discredited has none of them, as the benefits say.
            try await world.publish(level: "discredited")
            let next = complete("support-premium", Self.premium.merging(["policy": "TEST-P-2"]) { $1 })
            let barred = try await world.refused("support-premium", next, documents: ["policy-paper"])
            #expect(barred.faultPaths == ["/enterprise"], "\(barred.encoded)")
            #expect(barred.texts.contains { $0.contains("海关信用等级") }, "\(barred.encoded)")
        }
    }

    @Test("ID-15 PS-16 a premium is not paid twice, however its policy is spelt the second time", arguments: TestStore.engines)
    func spelling(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let calls = try await world.calls()
            try await world.record(["insured": 1, "small-micro": 1])
            func answers(_ policy: String) -> [String: String] {
                SupportFundScenarios.common.merging(Self.premium) { $1 }
                    .merging(["call": calls["support-premium"] ?? "", "policy": policy]) { $1 }
            }
            _ = try await world.submit("support-premium", answers("POL-001"), documents: ["policy-paper"])
            for policy in ["pol 001", "POL-00\u{FF11}", "\u{420}OL-001", "\u{3A1}OL-001", "POL\u{2013}001", "\u{FF30}OL\u{3000}001"] {
                let refused = try await world.refused("support-premium", answers(policy), documents: ["policy-paper"])
                #expect(refused.faultPaths == ["/policy"], "\(policy) \(refused.encoded)")
                #expect(refused["faults"]?.elements.first?["code"]?.string == "procedures.held", "\(policy)")
            }
            // Signs nobody sees do not come through the door.
            for sign in ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{E0041}"] {
                let members = answers("POL\(sign)-001").map { JSON.Member($0.key, .text($0.value)) }
                let body = JSON.object([.init("service", .text("support-premium")), .init("answers", .object(members))])
                let answer = try await world.program.post("/api/v1/applications", json: body.encoded)
                #expect(answer.status == 422 && answer.text.contains("web.hidden-signs"), "\(answer.text)")
            }
            _ = try await world.submit("support-premium", answers("POL-OO1"), documents: ["policy-paper"])
        }
    }

    @Test("ID-15 PS-16 an appeal that succeeds leads to the payout: nothing is told to be paid before the fund has paid it", arguments: TestStore.engines)
    func appeal(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let calls = try await world.calls()
            try await world.record(["insured": 1, "small-micro": 1])
            let (one, two) = (try await world.visitor("review-1"), try await world.visitor("review-2"))
            let (pay, check) = (try await world.visitor("finance-1"), try await world.officer("finance-2", at: "finance"))
            let clerk = try await world.clerk()
            let premium = SupportFundScenarios.common.merging(Self.premium) { $1 }.merging(["call": calls["support-premium"] ?? ""]) { $1 }
            let booth = ["booths": "1", "cost": "20000", "account": "测试", "contact": "测试", "fair": calls["booth-support"] ?? ""]
            for (service, answers, papers, isPaid) in [
                ("support-premium", premium, ["policy-paper"], true), ("booth-support", booth, ["contract", "photo"], false),
            ] {
                let number = try await world.submit(service, answers, documents: papers)
                try await world.decide(try await world.visitor("commerce-1"), "refuse", number, reason: "测试理由")
                #expect(try await world.act("appeal", number, reason: "材料齐全").status == 200)
                #expect(try await world.decide(one, "grant", number).status >= 400, "nobody grants on appeal alone")
                try await world.decide(one, "approve", number)
                try await world.decide(two, "agree", number)
                let found = try await world.found(number)
                #expect(found.state == "open" && found["step"]?.string == "payout", "\(service) \(found.encoded)")
                #expect(found["letters"]?.elements.count == 1, "the refusal only: no notice of payment")
                let letter = try await clerk.get("/zh/applications/\(number)/letters/1").text
                #expect(letter.contains("复核后同意申请"), "\(letter)")
                guard isPaid else {
                    try await world.decide(pay, "stop", number, reason: "账户不符")
                    #expect(try await world.found(number).state == "refused")
                    #expect(try await clerk.get("/zh/applications/\(number)/letters/3").text.contains("不再受理复核"))
                    continue
                }
                try await world.decide(pay, "paid", number, reason: "TEST-凭证-9")
                try await world.decide(check, "agree", number)
                let paid = try await world.found(number)
                #expect(paid.state == "granted" && paid["reason"]?.string == "TEST-凭证-9", "\(paid.encoded)")
            }
        }
    }

    @Test("SW-25 a crew is exempt by the rule only on days that fit its hours and are not over", arguments: TestStore.engines)
    func crews(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            for (place, row) in [
                ("2026-12-01", "2026-12-09", "5", "/hours"), ("2020-01-01", "2020-01-01", "5", "/arrives"),
                ("2026-11-21", "2026-11-21", "25", "/hours"), ("2026-11-21", "2026-11-22", "0", "/hours"),
                ("2026-11-21", "2026-11-23", "23", "/hours"),
            ].enumerated() {
                let crew = ["craft": "aircraft", "flight": "TT1\(place)", "arrives": row.0, "leaves": row.1, "hours": row.2, "crew": "8", "same-craft": "1", "inside": "1", "contact": "测试"]
                #expect(try await world.refused("direct-transit-crew", crew).faultPaths == [row.3], "\(row)")
            }
            let night = ["craft": "aircraft", "flight": "TT200", "arrives": "2026-11-20", "leaves": "2026-11-22", "hours": "24", "crew": "8", "same-craft": "1", "inside": "1", "contact": "测试"]
            let number = try await world.submit("direct-transit-crew", night, documents: [])
            #expect(try await world.found(number).state == "granted", "from shortly before midnight on")
        }
    }
}

extension ServiceWorld {
    /// Records figures of the seller.
    func record(_ facts: [String: Int]) async throws {
        let officer = try await visitor("commerce-1")
        for (fact, value) in facts.sorted(by: { $0.key < $1.key }) {
            let done = try await officer.act("/api/v1/firm-facts", #"{"firm":"\#(cast.seller.creditCode)","fact":"\#(fact)","value":\#(value),"from":"2026-01-01","document":"测试证明"}"#)
            #expect(done.status == 201, "\(fact) \(done.text)")
        }
    }

    /// A call of each support, and a fair; by service.
    func calls() async throws -> [String: String] {
        let finance = try await officer("finance-1", at: "finance")
        var calls: [String: String] = [:]
        for service in ["support-trademark", "support-premium", "support-overseas-warehouse"] {
            calls[service] = try await offer(finance, service, "测试批次 \(service)", capacity: "5000000")
        }
        calls["booth-support"] = try await offer(try await visitor("commerce-1"), "booth-support", "测试展会", day: "2026-10-01")
        return calls
    }
}
