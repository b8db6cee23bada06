import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Disclosure, repair, tolerance, liability: rules that stand in files.
@Suite("Credit services") struct CreditServiceScenarios {
    static let disclosure = [
        "violation": "TEST-D-1", "act": "2025-03-01",
        "disclosed": "2026-02-20", "paid": "900000", "unpaid": "100000", "facts": "测试",
        "plan": "测试", "contact": "测试",
    ]

    @Test("ID-13 the tier of a voluntary disclosure follows from the days, the amounts and the rule in force on the day of disclosure", arguments: TestStore.engines)
    func tiers(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let table: [(act: String, disclosed: String, paid: String, unpaid: String, isAdvanced: Bool, tier: String)] = [
                ("2025-03-01", "2026-02-20", "0", "100000", false, "no-penalty-early"),
                ("2024-06-01", "2026-03-01", "8500000", "1500000", false, "no-penalty-small"),
                ("2024-06-01", "2026-03-01", "6000000", "4000000", false, "mitigated"),
                ("2023-09-01", "2024-05-01", "2000000", "2000000", false, "mitigated"),
                ("2023-09-01", "2024-08-01", "2000000", "2000000", true, "no-penalty-early"),
                ("2023-09-01", "2024-08-01", "2000000", "2000000", false, "mitigated"),
                ("2025-10-11", "2026-10-11", "0", "5000000", false, "no-penalty-early"),
                ("2025-10-10", "2026-10-11", "0", "5000000", false, "mitigated"),
                ("2024-06-01", "2026-03-01", "0", "1000000", false, "no-penalty-small"),
                ("2023-02-28", "2026-03-01", "0", "100", false, "mitigated"),
            ]
            // What the customs has published counts, as of the day of the disclosure.
            for row in table where !row.isAdvanced {
                let number = try await world.begin(
                    "voluntary-disclosure",
                    Self.disclosure.merging([
                        "act": row.act, "disclosed": row.disclosed, "paid": row.paid,
                        "unpaid": row.unpaid,
                    ]) { $1 })
                #expect(try await world.computed(number, "tier") == row.tier, "\(row)")
            }
            try await world.publish(level: "advanced", from: "2024-07-01")
            for row in table where row.isAdvanced {
                let answers = ["act": row.act, "disclosed": row.disclosed, "paid": row.paid, "unpaid": row.unpaid]
                let number = try await world.begin("voluntary-disclosure", Self.disclosure.merging(answers) { $1 })
                #expect(try await world.computed(number, "tier") == row.tier, "\(row)")
                let earlier = try await world.begin("voluntary-disclosure", Self.disclosure.merging(answers.merging(["act": "2023-08-01", "disclosed": "2024-06-30"]) { $1 }) { $1 })
                #expect(try await world.computed(earlier, "tier") == "mitigated", "not advanced yet on that day")
            }
            // Nobody says a level of his own.
            let own = try await world.program.post("/api/v1/applications", json: #"{"service":"voluntary-disclosure","answers":{"level":"advanced"}}"#)
            #expect(try JSON(own.body).faultPaths == ["/level"])
        }
    }

    @Test("ID-13 a disclosure is decided with its tier and basis, and the same matter not twice within twelve months", arguments: TestStore.engines)
    func disclosure(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: "20260520090000") { world in
            let papers = ["report", "books"]
            let known = try await world.refused("voluntary-disclosure", Self.disclosure.merging(["known": "1", "act": "2026-03-01"]) { $1 }, documents: papers)
            #expect(Set(known.faultPaths) == ["/known", "/act"])
            let number = try await world.submit("voluntary-disclosure", Self.disclosure, documents: papers)
            let (one, two) = (try await world.visitor("customs-1"), try await world.visitor("customs-2"))
            try await world.decide(one, "accept", number)
            try await world.decide(one, "grant", number, reason: "TEST-文书-1")
            #expect(try await world.decide(one, "agree", number).status == 403)
            try await world.decide(two, "agree", number)
            let decided = try await world.found(number)
            #expect(decided.state == "granted")
            let why = try #require(decided["computed"]?.elements.first { $0["id"]?.string == "tier" }?["why"])
            #expect(why["outcome"]?["zh"]?.string?.contains("不予行政处罚") == true)
            let clerk = try await world.clerk()
            let page = try await clerk.get("/zh/applications/\(number)").text
            #expect(page.contains("海关总署公告2025年第194号") && page.contains("漏缴比例"))
            #expect(try await clerk.get("/zh/applications/\(number)/letters/2").status == 200)
            let again = try await world.refused("voluntary-disclosure", Self.disclosure.merging(["facts": "再次"]) { $1 }, documents: papers)
            #expect(again.faultPaths == ["/violation"])
            world.time.advance(days: 370)
            let program = try await world.freshProgram()
            let later = try await program.post("/api/v1/applications", json: #"{"service":"voluntary-disclosure"}"#)
            #expect(later.status == 201)
        }
    }

    @Test("ID-13 repair, tolerance and divided liability are worked out by their rules", arguments: TestStore.engines)
    func others(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let repair = ["record": "TEST", "since": "2023-05-01", "grade": "general", "corrected": "1", "effects": "1", "measures": "测试", "contact": "测试"]
            try await world.publish(level: "seriously-discredited")
            #expect(try await world.refused("credit-repair", repair, documents: ["proof"]).faultPaths == ["/enterprise"])
            try await world.publish(level: "discredited", from: "2026-11-19")
            let repaired = try await world.submit("credit-repair", repair, documents: ["proof"])
            #expect(try await world.computed(repaired, "automatic-day") == "2025-05-01")
            #expect(try await world.computed(repaired, "route") == "automatic")
            var slip = ["kind": "settlement", "found": "2026-10-01", "deadline": "2026-10-31", "corrected-on": "2026-11-02", "intent": "none", "facts": "测试", "contact": "测试"]
            #expect(try await world.refused("error-tolerance", slip, documents: ["evidence"]).faultPaths == ["/corrected-on"])
            slip["corrected-on"] = "2026-10-31"
            let tolerated = try await world.submit("error-tolerance", slip, documents: ["evidence"])
            try await world.decide(try await world.visitor("customs-1"), "forward", tolerated)
            let (bank, second) = (try await world.officer("pboc-1", at: "pboc"), try await world.officer("pboc-2", at: "pboc"))
            try await world.decide(bank, "grant", tolerated)
            try await world.decide(second, "agree", tolerated)
            #expect(try await world.found(tolerated).state == "granted")
            #expect(try await world.computed(tolerated, "tolerance") == "tolerated")
            // A page says what it rests on in its own language only.
            let (zh, en) = try await (bank.get("/zh/applications/\(tolerated)").text, bank.get("/en/applications/\(tolerated)").text)
            #expect(zh.contains("无主观故意") && !zh.contains("无主观故意 / None") && !en.contains("无主观故意 / None"))
            let answers = ["client": "测试客户", "client-code": world.cast.carrier.creditCode, "declaration": "TEST", "unpaid": "200000", "value": "1000000", "facts": "测试"]
            for (intent, wrong, careful, liability, agent) in [
                ("yes", "yes", "yes", "both", "100000"), ("no", "yes", "yes", "client-only", "0"),
                ("no", "yes", "no", "client-and-care", "100000"), ("no", "no", "yes", "joint-reduced", "0"),
            ] {
                let number = try await world.begin("liability-split", answers.merging(["intent": intent, "client-wrong": wrong, "careful": careful]) { $1 })
                #expect(try await world.computed(number, "liability") == liability)
                #expect(try await world.computed(number, "tax-penalty-least") == "60000")
                #expect(try await world.computed(number, "tax-penalty-most") == "400000")
                #expect(try await world.computed(number, "agent-most") == agent)
            }
        }
    }
}
