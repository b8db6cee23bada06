import Declarations
import Entitlements
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What firms may have: computed, explained, applied without asking.
@Suite("Entitlements") struct EntitlementScenarios {
    private func sweep(_ world: World) async throws {
        for case let room as EntitlementsCapability in world.window.capabilities {
            try await room.sweep()
        }
    }

    private func holds(_ benefit: String, _ query: String, _ who: Visitor) async throws -> JSON {
        let answer = try await who.get("/api/v1/benefits/\(benefit)/entitlement?\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)
    }

    @Test("ID-14 a small firm has its discount without applying, another reads what is missing", arguments: TestStore.engines)
    func automatic(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.keeper("one", of: "commerce")
            let (small, other) = (try await world.person(of: world.cast.seller), try await world.person(of: world.cast.carrier))
            let before = try await holds("premium-discount", "", small)
            #expect(before["holds"]?.boolean == false && before["missing"]?.texts.contains { $0.contains("小微企业") } == true)
            try await world.record(["small-micro": 1], of: world.cast.seller, by: officer)
            try await world.settle()
            let all = try JSON(try await small.get("/api/v1/entitlements").body)
            #expect(all["applied"]?.elements.contains { $0["benefit"]?.string == "premium-discount" } == true, "\(all.encoded)")
            let now = try await holds("premium-discount", "", small)
            #expect(now["holds"]?.boolean == true && now["explanation"]?.texts.contains("沪府办规〔2023〕9号") == true)
            #expect(now["explanation"]?.texts.contains { $0.contains("测试证明") } == true)
            #expect(try await holds("premium-discount", "day=2025-12-31", small)["holds"]?.boolean == false)
            #expect(try await holds("premium-discount", "", other)["holds"]?.boolean == false)
            // Nobody reads of another firm; officers of the authority may.
            #expect(try await other.get("/api/v1/benefits/premium-discount/entitlement?code=\(world.cast.seller.creditCode)").status == 422)
            #expect(try await holds("premium-discount", "code=\(world.cast.seller.creditCode)", officer)["holds"]?.boolean == true)
            for (language, words) in [("zh", "不低于 10%"), ("en", "at least 10% off")] {
                #expect(try await small.get("/\(language)").text.contains(words))
                #expect(try await small.get("/\(language)/my-benefits").text.contains(words))
                #expect(try await Visitor(world.window.door).get("/\(language)/benefits/premium-discount").text.contains(words))
                let why = try await officer.get("/\(language)/benefits/premium-discount?code=\(world.cast.carrier.creditCode)")
                #expect(why.status == 200 && why.text.contains("premium-discount"))
            }
        }
    }

    @Test("ID-14 a firm removed from a list loses the benefit for later events only, and earlier decisions still explain themselves", arguments: TestStore.engines)
    func removal(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            let firm = world.cast.seller
            try await world.record(["offshore-value": 5, "bank-recommended": 1], of: firm, by: one)
            try await world.change("offshore-trade", "entry", of: firm, one, two)
            let program = try await world.person(of: firm)
            func decide(_ reference: String, _ day: String) async throws -> JSON {
                let answer = try await program.act("/api/v1/entitlement-decisions", #"{"benefit":"offshore-accounts","reference":"\#(reference)","day":"\#(day)"}"#)
                #expect(answer.status == 201, "\(answer.text)")
                return try JSON(answer.body)
            }
            let today = world.time.clock.today.text
            let early = try await decide("TEST-1", today)
            #expect(early["holds"]?.boolean == true)
            try await world.change("offshore-trade", "exit", of: firm, one, two)
            try await world.settle()
            // The last day is not over.
            #expect(try await decide("TEST-2", today)["holds"]?.boolean == true)
            world.time.advance(days: 1)
            let later = try await world.person(of: firm)
            try await sweep(world)
            let path = "/api/v1/entitlement-decisions"
            let refused = try await later.act(path, #"{"benefit":"offshore-accounts","reference":"TEST-3"}"#)
            #expect(try JSON(refused.body)["holds"]?.boolean == false, "\(refused.text)")
            // An event of the day before still has it, and what was decided then reads as it did.
            let before = try await later.act(path, #"{"benefit":"offshore-accounts","reference":"TEST-4","day":"\#(today)"}"#)
            #expect(try JSON(before.body)["holds"]?.boolean == true)
            let kept = try JSON(try await later.get("\(path)/\(early["id"]?.string ?? "")").body)
            #expect(kept["holds"]?.boolean == true && kept["explanation"] == early["explanation"])
            let again = try await later.act(path, #"{"benefit":"offshore-accounts","reference":"TEST-1","day":"\#(today)"}"#)
            #expect(try JSON(again.body)["id"] == early["id"])
            let other = try await later.act(path, #"{"benefit":"offshore-accounts","reference":"TEST-1"}"#)
            #expect(other.status == 409 && other.text.contains("entitlements.differs"))
            #expect(try await later.act(path, #"{"benefit":"offshore-accounts","reference":"X","day":"2999-01-01"}"#).status == 422)
            let page = try await later.get("/zh/entitlement-decisions/\(early["id"]?.string ?? "")")
            #expect(page.status == 200 && page.text.contains("离岸经贸业务企业名单"))
            let paper = "\(path)/\(early["id"]?.string ?? "")/pdf"
            let printed = try await later.get(paper)
            #expect(printed.status == 200 && printed.body.starts(with: Array("%PDF-".utf8)), "\(printed.text)")
            #expect(try await world.person(of: world.cast.carrier).get(paper).status == 404)
            #expect(try await later.get("/zh/my-benefits").text.contains("/zh/entitlement-decisions/\(early["id"]?.string ?? "")/pdf"))
            let all = try JSON(try await later.get("/api/v1/entitlements").body)
            let applied = all["applied"]?.elements.first { $0["benefit"]?.string == "offshore-accounts" }
            #expect(applied?["to"]?.string == today, "\(all.encoded)")
            #expect(try await world.person(of: world.cast.carrier).get("\(path)/\(early["id"]?.string ?? "")").status == 404)
        }
    }

    @Test("ID-14 what is applied without asking begins and ends on the days on which the condition does, also when nobody looked for days", arguments: TestStore.engines)
    func missedDays(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            let (firm, today) = (world.cast.seller, world.time.clock.today)
            try await world.record(["offshore-value": 5, "bank-recommended": 1], of: firm, by: one)
            func applied() async throws -> [[String?]] {
                let all = try JSON(try await world.person(of: firm).get("/api/v1/entitlements").body)
                return (all["applied"]?.elements ?? []).filter { $0["benefit"]?.string == "offshore-accounts" }
                    .map { [$0["from"]?.string, $0["to"]?.string] }
            }
            try await world.change("offshore-trade", "entry", of: firm, from: today.adding(days: 2).text, one, two)
            try await world.settle()
            #expect(try await applied().isEmpty)
            // The server stood still from here on for four days.
            world.time.advance(days: 4)
            try await sweep(world)
            #expect(try await applied() == [[today.adding(days: 2).text, nil]])
            let (three, four) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            try await world.change("offshore-trade", "exit", of: firm, from: today.adding(days: 5).text, three, four)
            try await world.settle()
            world.time.advance(days: 4)
            try await sweep(world)
            #expect(try await applied() == [[today.adding(days: 2).text, today.adding(days: 4).text]])
            let person = try await world.person(of: firm)
            for (days, isHeld) in [(1, false), (2, true), (4, true), (5, false), (7, false)] {
                #expect(try await holds("offshore-accounts", "day=\(today.adding(days: days).text)", person)["holds"]?.boolean == isHeld, "\(days)")
            }
            // A second look changes nothing.
            try await sweep(world)
            #expect(try await applied().count == 1)
        }
    }

    @Test("ID-14 ID-15 of a fact that is missing the page says where it comes from, and links to the form that states it", arguments: TestStore.engines)
    func missingFacts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.keeper("one", of: "commerce")
            let person = try await world.person(of: world.cast.seller)
            func fact(_ benefit: String, _ fact: String) async throws -> JSON? {
                try await holds(benefit, "", person)["missingFacts"]?.elements.first { $0["fact"]?.string == fact }
            }
            let form = "/en/services/support-overseas-warehouse"
            #expect(try await fact("fund-warehouse", "warehouse-area")?["service"]?.string == "support-overseas-warehouse")
            let page = try await person.get("/en/my-benefits").text
            #expect(page.contains("The firm states it in the form") && page.contains("href=\"\(form)\">State it in the form"), "\(page)")
            // What only an authority records is not stated, and the page says so.
            let small = try await fact("premium-discount", "small-micro")
            #expect(small?["service"] == JSON.null && small?["source"]?.texts.contains { $0.contains("the authority in charge enters it") } == true, "\(String(describing: small))")
            // Recorded too small: what the firm states does not count any more.
            try await world.record(["warehouse-area": 100, "shanghai": 1], of: world.cast.seller, by: officer)
            let recorded = try await fact("fund-warehouse", "warehouse-area")
            #expect(recorded?["service"] == JSON.null && recorded?["source"]?.texts.contains { $0.contains("have it corrected") } == true)
            #expect(try await fact("fund-warehouse", "shanghai") == nil)
            #expect(try await !person.get("/en/my-benefits").text.contains("href=\"\(form)\">State it in the form"))
        }
    }

    @Test("ID-14 a change of a rule is tried on every firm, confirmed by a second officer, and holds from its day", arguments: TestStore.engines)
    func ruleChange(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            try await world.record(["small-micro": 1], of: world.cast.seller, by: one)
            try await world.record(["insured": 1], of: world.cast.carrier, by: one)
            func file(_ from: String, _ when: String) -> String {
                "benefit: premium-discount\\nrow: ID-14\\nfrom: \(from)\\nowner: commerce\\nname: {zh: 测试, en: Test}\\nsummary: {zh: 测试, en: Test}\\ngives: {zh: 测试优惠, en: A test}\\nway: automatic\\nbases: [paper-9-6]\\nwhen: \(when)\\n"
            }
            func body(_ text: String) -> String { #"{"text":"\#(text)","reason":"测试变更"}"# }
            let rules = "/api/v1/benefit-rules"
            let change = "{fact: insured, is: 1}"
            let broken = try await one.act(rules, body(file(world.tomorrow, "{fact: nothing, is: 1}")))
            #expect(broken.status == 422 && broken.text.contains("第 10 行"), "\(broken.text)")
            let past = try await one.act(rules, body(file(world.time.clock.today.text, change)))
            #expect(past.status == 422 && past.text.contains("entitlements.not-in-future"))
            let customs = try await world.keeper("one", of: "customs")
            #expect(try await customs.act(rules, body(file(world.tomorrow, change))).status == 403)
            let proposed = try await one.act(rules, body(file(world.tomorrow, change)))
            #expect(proposed.status == 201, "\(proposed.text)")
            let rival = try await one.act(rules, body(file(world.tomorrow, "{fact: insured, is: 0}")))
            let (id, rivalID) = (try JSON(proposed.body)["id"]?.string ?? "", try JSON(rival.body)["id"]?.string ?? "")
            let run = try JSON(try await one.get("\(rules)/\(id)/dry-run").body)
            #expect(run["gains"]?.elements.compactMap { $0["code"]?.string } == [world.cast.carrier.creditCode], "\(run.encoded)")
            #expect(run["loses"]?.elements.compactMap { $0["code"]?.string } == [world.cast.seller.creditCode])
            for language in ["zh", "en"] {
                #expect(try await two.get("/\(language)/benefit-rules/\(id)").text.contains(world.cast.carrier.creditCode))
            }
            #expect(try await one.act("\(rules)/\(id)/decision", #"{"confirm":true}"#).status == 403)
            _ = try await two.get("/zh/benefit-rules/\(id)")
            let confirmed = try await two.post("/zh/benefit-rules/\(id)", form: ["action": "confirm"])
            #expect(confirmed.status == 303, "\(confirmed.text)")
            let late = try await two.act("\(rules)/\(rivalID)/decision", #"{"confirm":true}"#)
            #expect(late.status == 409 && late.text.contains("entitlements.base-changed"), "\(late.text)")
            func has(_ firm: SampleEnterprise, _ who: Visitor) async throws -> Bool {
                try await holds("premium-discount", "code=\(firm.creditCode)", who)["holds"]?.boolean == true
            }
            #expect(try await has(world.cast.seller, one))
            #expect(try await has(world.cast.carrier, one) == false)
            world.time.advance(days: 1)
            let later = try await world.keeper("one", of: "commerce")
            #expect(try await has(world.cast.seller, later) == false)
            #expect(try await has(world.cast.carrier, later))
            // The day before is judged by the rule of that day.
            let before = try await holds("premium-discount", "code=\(world.cast.seller.creditCode)&day=2026-11-20", later)
            #expect(before["holds"]?.boolean == true)
        }
    }

    @Test("ID-15 a fund shows who is eligible, what is missing and on what ground", arguments: TestStore.engines)
    func funds(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.keeper("one", of: "commerce")
            let firm = world.cast.seller
            try await world.record(["shanghai": 1, "warehouse-area": 1_999], of: firm, by: officer)
            let person = try await world.person(of: firm)
            let small = try await holds("fund-warehouse", "", person)
            #expect(small["holds"]?.boolean == false && small["missing"]?.texts.contains { $0.contains("不低于 2000") } == true)
            try await world.record(["warehouse-area": 2_000], of: firm, by: officer)
            #expect(try await holds("fund-warehouse", "", person)["holds"]?.boolean == true)
            #expect(try await person.get("/zh/my-benefits").text.contains("海外仓建设和租赁支持"))
            try await world.setLevel("discredited", of: firm)
            #expect(try await holds("fund-warehouse", "", person)["holds"]?.boolean == false)
            let catalogue = try JSON(try await Visitor(world.window.door).get("/api/v1/benefits").body)
            let funds = catalogue["benefits"]?.elements.filter { $0["row"]?.string == "ID-15" } ?? []
            #expect(funds.count >= 6 && funds.allSatisfy { $0["way"]?.string == "application" })
        }
    }

    @Test("RG-04 a white-listed firm with a listed item is not asked for the drug form, with another item it is", arguments: TestStore.engines)
    func research(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            let firm = world.cast.seller
            try await world.record(["research-firm": 1, "tracking-system": 1], of: firm, by: one)
            try await world.change("rd-goods", "entry", of: firm, item: "300212", one, two)
            let person = try await world.person(of: firm)
            func asked(_ item: String, _ who: Visitor) async throws -> Bool? {
                try await holds("rd-goods-without-form", "item=\(item)", who)["holds"]?.boolean
            }
            #expect(try await asked("3002120000", person) == true)
            #expect(try await asked("3004900000", person) == false)
            #expect(try await asked("3002120000", try await world.person(of: world.cast.carrier)) == false)
            let none = try await person.get("/api/v1/benefits/rd-goods-without-form/entitlement")
            #expect(none.status == 422 && none.text.contains("entitlements.item"))
            for (item, word) in [("3002120000", "不需" as String?), ("3004900000", nil)] {
                let page = try await person.get("/zh/benefits/rd-goods-without-form?item=\(item)")
                #expect(page.status == 200 && page.text.contains(word ?? "还缺"), "\(item)")
            }
            try await world.change("rd-goods", "exit", of: firm, item: "300212", one, two)
            world.time.advance(days: 1)
            #expect(try await asked("3002120000", try await world.person(of: firm)) == false)
        }
    }

    @Test("ID-07 a benefit by application leads to its service", arguments: [TestStore.Engine.sqlite])
    func application(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.setLevel("advanced", of: world.cast.seller)
            let page = try await world.person(of: world.cast.seller).get("/zh/my-benefits")
            #expect(page.text.contains("/zh/services/approved-exporter"))
        }
    }

    @Test("SW-05 ID-11 a firm on the pilot list pays monthly without an officer's note, off the list it does not", arguments: TestStore.engines)
    func monthly(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            let seller = world.program(of: world.cast.seller)
            let sample = SummaryTaxationScenarios.monthly("LIST-1", world)
            #expect(try await seller.post("/api/v1/entries", json: sample.json).status == 403)
            try await world.record(["chip-industry": 1], of: world.cast.seller, by: one)
            try await world.change("ic-pilot", "entry", of: world.cast.seller, one, two)
            #expect(try await world.lodge(sample)["state"]?.string == "released")
            try await world.change("ic-pilot", "exit", of: world.cast.seller, one, two)
            world.time.advance(days: 1)
            let late = SummaryTaxationScenarios.monthly("LIST-2", world)
            let refused = try await seller.post("/api/v1/entries", json: late.json)
            #expect(refused.status == 403 && refused.text.contains("entries.no-summary-taxation"), "\(refused.text)")
        }
    }

    @Test("ID-06 a certified firm has the benefits of its level from the day it was published", arguments: TestStore.engines)
    func certified(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let person = try await world.person(of: world.cast.seller)
            try await world.setLevel("advanced", of: world.cast.seller)
            try await world.settle()
            for benefit in ["low-inspection-rate", "guarantee-exemption"] {
                #expect(try await holds(benefit, "", person)["holds"]?.boolean == true)
                #expect(try await holds(benefit, "day=2026-04-30", person)["holds"]?.boolean == false)
            }
            let applied = try await person.get("/api/v1/entitlements").text
            #expect(applied.contains("guarantee-exemption"))
        }
    }
}

extension World {
    /// A change of a list with one firm, proposed by one officer and confirmed by the other.
    func change(_ list: String, _ kind: String, of firm: SampleEnterprise, item: String = "", from: String = "", _ one: Visitor, _ two: Visitor) async throws {
        let proposed = try await one.act("/api/v1/lists/\(list)/changes", #"{"kind":"\#(kind)","from":"\#(from)","reason":"测试理由","document":"测试文件","firms":[{"firm":"\#(firm.creditCode)","item":"\#(item)"}]}"#)
        #expect(proposed.status == 201, "\(proposed.text)")
        let id = try JSON(proposed.body)["id"]?.string ?? ""
        let done = try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#)
        #expect(done.status == 200, "\(done.text)")
    }
}
