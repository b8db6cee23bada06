import Declarations
import FoundationEssentials
import House
import Kernel
import Tariff
import TestKit
import Testing
import Web
import Wire

/// A new year's tariff brings new codes with new names, and agreements new partners: both are data.
@Suite("Names, words and agreements as data") struct TariffNameScenarios {
    private static let codes = """
        hs10,name_zh,name_en,mfn,consumption_kind,vat_pct
        0299100010,测试类兽肉,Meat of test animals,5,none,9

        """
    private static let names = """
        name_of,name_zh,name_en
        0299,貔貅,Pixiu beasts
        029910,鲜或冷的貔貅,Fresh or chilled

        """

    @Test("TR-02 a new code has its name on its page, in search and in classification from the first day on", arguments: TestStore.engines)
    func names(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.loadTariff(Self.codes, from: "2027-01-01")
            let dry = try await world.loadTariff(Self.names, from: "2027-01-01", isDry: true)
            #expect(dry.contains("name_zh 貔貅") && dry.contains("新增 2"), "\(dry)")
            #expect(dry.contains("检索“貔貅”") && dry.contains("→ 0299100010"), "\(dry)")
            try await world.loadTariff(Self.names, from: "2027-01-01")
            for window in [world.window, try await world.restarted().window] {
                let stranger = Visitor(window.door)
                let page = try await stranger.get("/zh/tariff/codes/0299100010?on=2027-01-01").text
                #expect(page.contains("测试类兽肉") && page.contains("貔貅"), "\(page.prefix(2000))")
                let english = try await stranger.get("/en/tariff/codes/0299?on=2027-01-01").text
                #expect(english.contains("Pixiu beasts"))
                for (day, found) in [("2026-12-31", 0), ("2027-01-01", 1)] {
                    let search = try JSON(
                        try await stranger.get("/api/v1/tariff/codes?q=%E8%B2%94%E8%B2%85&on=\(day)").body)
                    #expect(search["lines"]?.elements.count == found, "\(search.encoded.prefix(300))")
                }
                let asked = try await stranger.send(
                    "POST", "/api/v1/classification",
                    body: Array(#"{"text":"貔貅 测试类兽肉","on":"2027-01-01"}"#.utf8),
                    headers: ["content-type": "application/json"])
                #expect(asked.status == 200, "\(asked.text.prefix(300))")
                let first = try JSON(asked.body)["candidates"]?.elements.first
                #expect(first?["code"]?.string == "0299100010", "\(asked.text.prefix(600))")
                #expect(asked.text.contains("测试类兽肉"))
            }
        }
    }

    @Test("TR-10 words loaded for many days are each found with their day, and today's are answered meanwhile")
    func manyWordings() async throws {
        try await World.run(.sqlite) { world in
            let months = ["2027-01", "2027-02", "2027-03", "2027-04", "2027-05"]
            for (place, month) in months.enumerated() {
                try await world.loadTariff(
                    "word,codes,says\n貔貅\(place),0202300090,\n", from: "\(month)-01")
            }
            let asked = months.map { "\($0)-15" } + ["2026-11-22"]
            let answers = try await withThrowingTaskGroup(of: (String, Int, String).self) { group in
                for day in asked + asked {
                    group.addTask {
                        let answer = try await Visitor(world.window.door).get(
                            "/api/v1/classification?text=beef&on=\(day)")
                        return (day, answer.status, answer.text)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == asked.count * 2)
            for (day, status, text) in answers {
                let isBusy = status == 503 && text.contains("classification.busy")
                #expect(status == 200 || isBusy && day > "2026-12-31", "\(day): \(status) \(text.prefix(300))")
            }
            #expect(answers.filter { $0.1 == 200 }.count >= 4, "\(answers.map { ($0.0, $0.1) })")
            // Asked one after the other nobody is sent away.
            for day in asked {
                let answer = try await Visitor(world.window.door).get(
                    "/api/v1/classification?text=beef&on=\(day)")
                #expect(answer.status == 200, "\(day): \(answer.text.prefix(300))")
            }
        }
    }

    @Test("TR-02 a dry run of partners names the firms whose claims they end, with the money", arguments: TestStore.engines)
    func partners(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.program(of: world.cast.declarant)
            let kept = try await firm.send(
                "POST", "/api/v1/tariff/past-lines",
                body: Array(
                    """
                    entry,line,declared_on,code,origin,value,claim
                    220120261000000001,1,2026-03-02,0302141000,VNM,71000,RCEP
                    """.utf8), headers: ["content-type": "text/csv"])
            #expect(kept.status == 201, "\(kept.text)")
            let table = "agreement,iso3,action\nRCEP,VNM,end\n"
            let dry = try await world.loadTariff(table, from: "2026-12-01", isDry: true)
            #expect(dry.contains("RCEP VNM") && dry.contains("action set → action end"), "\(dry)")
            #expect(dry.contains("220120261000000001/1") && dry.contains("近一年 1 项受影响"), "\(dry)")
            try await world.loadTariff(table, from: "2026-12-01")
            for window in [world.window, try await world.restarted().window] {
                for (day, isOpen) in [("2026-11-30", true), ("2026-12-01", false)] {
                    let best = try await Visitor(window.door).get(
                        "/api/v1/tariff/best?code=0302141000&origin=VNM&on=\(day)").text
                    #expect(best.contains("\"RCEP\"") == isOpen, "\(day)")
                }
            }
        }
    }

    @Test("TR-02 an officer proposes to withdraw an edition by page and by program, and everybody reads what holds again", arguments: TestStore.engines)
    func withdrawal(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (officer, second) = (try await world.officer(), try await world.secondOfficer())
            try await world.loadTariff("hs10,mfn\n0202300090,9\n", from: "2026-12-01")
            let editions = try await world.window.tariffDesk(.list(.zh))
            #expect(editions.contains("使用中") && editions.contains("修改所列各行"), "\(editions)")
            #expect(!editions.contains("holds") && !editions.contains("amendment"))
            let told = try await world.window.tariffDesk(
                .withdraw(1, from: Day("2027-01-01"), reason: "", .zh, isDry: true))
            #expect(told.contains("试运行，未撤下") && told.contains("mfn 9 → 12"), "\(told)")
            let path = "/api/v1/tariff/editions/1/withdrawal"
            let dry = try await officer.act(path, #"{"from":"2027-01-01","dry":true}"#)
            #expect(dry.status == 200, "\(dry.text)")
            #expect(try JSON(dry.body)["withdraws"]?.integer == 1)
            #expect(try JSON(dry.body)["changes"]?.elements.first?["details"]?.elements.first?.string == "mfn 9 → 12")
            for slip in [#""dry":"true""#, #""dryRun":true"#, #""dry":1"#] {
                let body = #"{"from":"2027-01-01","reason":"x","# + slip + "}"
                let told = try await officer.act(path, body)
                #expect(told.status == 422 && told.text.contains("dry"), "\(slip): \(told.text)")
            }
            let table = try await officer.put(
                "/api/v1/tariff/editions?from=2027-01-01&document=x&dry=true",
                Array("hs10,mfn\n0202300090,8\n".utf8))
            #expect(table.status == 422 && table.text.contains("\"dry\""), "\(table.text)")
            let waiting = try JSON(try await officer.get("/api/v1/tariff/proposals").body)
            #expect(waiting["proposals"]?.elements.isEmpty == true, "\(waiting.encoded.prefix(300))")
            let mute = try await officer.act(path, #"{"from":"2027-01-01"}"#)
            #expect(mute.status == 422 && mute.text.contains("tariff.missing"), "\(mute.text)")
            let none = try await officer.act(
                "/api/v1/tariff/editions/9/withdrawal", #"{"from":"2027-01-01","reason":"x"}"#)
            #expect(none.status == 404, "\(none.text)")
            let firm = world.program(of: world.cast.declarant)
            #expect(try await firm.act(path, #"{"from":"2027-01-01","reason":"x"}"#).status == 403)

            let page = try await officer.get("/zh/tariff/editions").text
            #expect(page.contains("提出撤下") && page.contains("自哪一天起不再有效"))
            let tried = try await officer.post(
                "/zh/tariff/withdrawals",
                form: ["number": "1", "withdrawFrom": "2027-01-01", "as": "try"])
            #expect(tried.status == 200 && tried.text.contains("mfn 9 → 12"), "\(tried.text.prefix(900))")
            let sent = try await officer.post(
                "/zh/tariff/withdrawals",
                form: [
                    "number": "1", "withdrawFrom": "2027-01-01", "withdrawReason": "误导入",
                    "as": "propose",
                ])
            #expect(sent.status == 303, "\(sent.text.prefix(900))")
            let one = try JSON(try await second.get("/api/v1/tariff/proposals/1").body)
            #expect(one["action"]?.string == "withdraw" && one["because"]?.string == "误导入")
            #expect(one["changes"]?.elements.first?["details"]?.elements.first?.string == "mfn 9 → 12")
            let shown = try await second.get("/zh/tariff/proposals/1").text
            #expect(shown.contains("mfn 9 → 12") && shown.contains("误导入"))
            // Something else is loaded meanwhile: what was shown is no longer what would happen.
            try await world.loadTariff("hs10,mfn\n0202300090,10\n", from: "2026-11-30")
            let changed = try await second.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(changed.status == 409 && changed.text.contains("tariff.proposal-changed"), "\(changed.text)")
            let agreed = try await second.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(agreed.status == 200, "\(agreed.text)")
            for (day, notation) in [("2026-12-31", "9"), ("2027-01-01", "10")] {
                let answer = try await officer.get("/api/v1/tariff/codes/0202300090?on=\(day)")
                #expect(try JSON(answer.body)["mfn"]?["notation"]?.string == notation)
            }
        }
    }
}
