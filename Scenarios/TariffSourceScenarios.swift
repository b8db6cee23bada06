import Declarations
import FoundationEssentials
import House
import Kernel
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("Tariff: sources, journeys, what a change does") struct TariffSourceScenarios {
    private func json(_ visitor: Visitor, _ path: String, _ status: Int = 200) async throws -> JSON {
        let answer = try await visitor.get(path)
        #expect(answer.status == status, "\(path): \(answer.text.prefix(300))")
        return try JSON(answer.body)
    }

    private static let tariff = "中华人民共和国进出口税则（2026）"

    @Test("TR-02 every rate of an amended code says since when it holds and where it is written", arguments: TestStore.engines)
    func sources(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door, language: .en)
            func sources(_ code: String, _ day: String) async throws -> [String: String] {
                let line = try await json(stranger, "/api/v1/tariff/codes/\(code)?on=\(day)")
                return (line["rateSources"]?.elements ?? []).reduce(into: [:]) { found, one in
                    found[one["kind"]?.string ?? ""] =
                        "\(one["from"]?.string ?? "") \(one["source"]?.string ?? "")"
                }
            }
            let year = "2026-01-01 \(Self.tariff)"
            let whisky = try await sources("2208300000", "2026-11-20")
            #expect(whisky["provisional"] == "2026-02-02 税委会公告2026年第1号")
            for kind in ["mfn", "general", "vat", "consumption"] { #expect(whisky[kind] == year) }
            let page = try await stranger.get("/en/tariff/codes/2208300000?on=2026-11-20").text
            #expect(page.contains("2026-01-01") && page.contains(Self.tariff))
            let best = try await json(
                stranger, "/api/v1/tariff/best?code=2208300000&origin=GBR&on=2026-11-20&quantity=10/095")
            #expect(best["candidates"]?.elements.first?["from"]?.string == "2026-02-02")
            let replaced = best["explanation"]?["children"]?.elements.first {
                $0["rule"]?.string == "tariff.rate-passed-over"
                    && $0["title"]?["en"]?.string == "Most-favoured-nation rate"
            }
            #expect(replaced?["citations"]?.elements.first?["document"]?.string == Self.tariff)

            // VAT alone is changed of one code, and stated again as it was of another.
            try await world.loadTariff("hs10,vat_pct\n6109100000,13\n8517130000,12\n", from: "2026-12-01")
            let phone = try await sources("8517130000", "2026-12-02")
            #expect(phone["vat"] == "2026-12-01 测试公告第2号")
            #expect(phone["mfn"] == year && phone["general"] == year)
            let shirt = try await json(stranger, "/api/v1/tariff/codes/6109100000?on=2026-12-02")
            #expect(shirt["validFrom"]?.string == "2026-01-01")
            #expect(!shirt.encoded.contains("测试公告第2号"), "\(shirt.encoded.prefix(600))")
            let taxes = try await stranger.post(
                "/api/v1/tariff/taxes",
                json: #"{"on":"2026-12-02","lines":[{"code":"8517130000","origin":"USA","price":"1000"}]}"#)
            let line = try JSON(taxes.body)["explanation"]?["children"]?.elements.first
            func cited(_ rule: String) -> [String?] {
                let step = line?["children"]?.elements.first { $0["rule"]?.string == rule }
                return (step?["citations"]?.elements ?? []).map { $0["document"]?.string }
            }
            #expect(cited("tariff.import-duty").first == Self.tariff)
            #expect(cited("tariff.import-vat").contains("测试公告第2号"))
        }
    }

    @Test("TR-07 nothing lower among the rates held is not nothing lower: it is counted, told and shown", arguments: TestStore.engines)
    func notTold(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.program(of: world.cast.declarant)
            let table = """
                entry,line,declared_on,code,origin,value,duty
                220120261000000001,1,2026-03-01,0202300090,AUS,100000,12000
                220120261000000001,2,2026-03-01,0202300090,BRA,100000,12000
                """
            let answer = try await firm.send(
                "POST", "/api/v1/tariff/unused", body: Array(table.utf8),
                headers: ["content-type": "text/csv"])
            let found = try JSON(answer.body)
            #expect(found["notToldLines"]?.integer == 1, "\(answer.text.prefix(500))")
            #expect(
                found["results"]?.elements.map { $0["finding"]?.string }
                    == ["nothing-lower-held", "nothing-lower"])
            let sheet = try await firm.send(
                "POST", "/api/v1/tariff/unused?format=csv", body: Array(table.utf8),
                headers: ["content-type": "text/csv"])
            #expect(sheet.text.contains("nothing-lower-held"))
        }
    }

    @Test("TR-03 a dry run tells partner by partner what a rate for all of them changes, and what withdrawing it brings back", arguments: TestStore.engines)
    func partners(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            func dry(_ rate: String) async throws -> JSON {
                let path = world.folder + "/rcep-\(rate).csv"
                let table = "agreement,code,rate\nRCEP,02023000,\(rate)\n"
                #expect(FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
                let text = try await world.window.tariffDesk(
                    .load(
                        path: path, from: try #require(Day("2026-12-01")), document: "试算",
                        isDry: true, asJSON: true, .zh))
                return try JSON(Array(text.utf8))
            }
            let lower = try await dry("3")
            let details = lower["changes"]?.elements.first?["details"]?.elements.compactMap(\.string) ?? []
            #expect(lower["counts"]?["changed"]?.integer == 1 && lower["counts"]?["new"]?.integer == 0)
            #expect(details.contains { $0.contains("VNM") && $0.hasSuffix("9 → 3") }, "\(details)")
            #expect(details.contains { $0.contains("AUS") && $0.hasSuffix("– → 3") }, "\(details)")
            let above = try await dry("60")
            #expect(above["warnings"]?.elements.first?["zh"]?.string?.contains("高于最惠国税率 12%") == true)

            try await world.loadTariff("agreement,code,rate\nRCEP,02023000,3\n", from: "2026-12-01")
            let fifth: Day = try #require(Day("2026-12-05"))
            let back = try JSON(
                Array(
                    try await world.window.tariffDesk(
                        .withdraw(
                            1, from: fifth, reason: "误导入", isDry: true,
                            asJSON: true)).utf8))
            let again = back["changes"]?.elements.first?["details"]?.elements.compactMap(\.string) ?? []
            #expect(again.contains { $0.contains("VNM") && $0.hasSuffix("3 → 9") }, "\(back.encoded.prefix(600))")
            #expect(again.contains { $0.contains("AUS") && $0.hasSuffix("3 → –") })

            // The appendix lists lines, whoever the partner is.
            let visitor = Visitor(world.window.door)
            for origin in ["VNM", "AUS", "JPN"] {
                let best = try await json(
                    visitor, "/api/v1/tariff/best?code=0202300090&origin=\(origin)&on=2026-12-02")
                let rcep = best["candidates"]?.elements.first { $0["agreement"]?.string == "RCEP" }
                #expect(rcep?["additionalSharePct"]?.string == "20", "\(origin)")
            }
        }
    }

    @Test("TR-02 what can no longer be declared is summed apart, never as nothing", arguments: TestStore.engines)
    func lost(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.program(of: world.cast.declarant)
            let kept = try await firm.send(
                "POST", "/api/v1/tariff/past-lines",
                body: Array(
                    """
                    entry,line,declared_on,code,origin,value,claim
                    220120261000000001,1,2026-03-02,0302141000,VNM,71000,
                    220120261000000001,2,2026-03-02,0302141000,VNM,71000,RCEP
                    """.utf8), headers: ["content-type": "text/csv"])
            #expect(kept.status == 201, "\(kept.text)")
            let told = try await world.loadTariff(
                "hs10,action\n0302141000,end\n", from: "2026-12-01", isDry: true)
            #expect(told.contains("2 项不能再这样申报（现计税款 18,197.30 元"), "\(told)")
            #expect(!told.contains("0.00 → 0.00"), "\(told)")
        }
    }

    @Test("TR-03 a route says whether direct consignment is met, by the agreement's dated rule, and which papers show it", arguments: TestStore.engines)
    func route(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door, language: .en)
            let ask = "code=0302141000&origin=VNM&on=2026-11-20"
            func rcep(_ route: String, _ list: String) async throws -> JSON? {
                try await json(stranger, "/api/v1/tariff/best?\(ask)&route=\(route)")[list]?.elements
                    .first { $0["agreement"]?.string == "RCEP" }
            }
            for (route, outcome) in [
                ("direct", "direct"), ("SGP:control", "through-parties"), ("HKG", "through-others"),
                ("SGP:control+HKG:control", "through-others"),
            ] {
                let journey = try await rcep(route, "candidates")?["journey"]
                #expect(journey?["outcome"]?.string == outcome, "\(route)")
                #expect(journey?["papers"]?.elements.isEmpty == false)
                #expect(journey?["source"]?["zh"]?.string?.contains("区域全面经济伙伴关系协定") == true)
            }
            for (route, outcome) in [("HKG:free", "left-control"), ("SGP:processed", "processed")] {
                #expect(try await rcep(route, "candidates") == nil, "\(route)")
                let passed = try await rcep(route, "passedOver")
                #expect(passed?["reason"]?.string == "journey" && passed?["rate"]?["notation"]?.string == "0")
                #expect(passed?["journey"]?["outcome"]?.string == outcome)
                #expect(passed?["journey"]?["mend"]?["en"]?.string?.isEmpty == false)
            }
            let untold = try await json(stranger, "/api/v1/tariff/best?\(ask)")
            #expect(untold["route"] == .null)
            #expect(untold["candidates"]?.elements.first?["journey"]?["outcome"]?.string == "not-told")
            // Hong Kong's arrangement asks for a straight journey.
            let cepa = try await json(
                stranger, "/api/v1/tariff/best?code=0302141000&origin=HKG&on=2026-11-20&route=SGP:control")
            let broken = cepa["passedOver"]?.elements.first { $0["agreement"]?.string == "CEPA-HK" }
            #expect(broken?["journey"]?["outcome"]?.string == "not-direct", "\(cepa.encoded.prefix(900))")
            for (route, code) in [
                ("XXX", "tariff.contradictory"), ("CHN", "tariff.contradictory"),
                ("SGP:lost", "tariff.choice"),
            ] {
                let refused = try await json(stranger, "/api/v1/tariff/best?\(ask)&route=\(route)", 422)
                #expect(refused["code"]?.string == code && refused["field"]?.string == "route")
            }
            let page = try await stranger.get("/en/tariff/best?\(ask)&route=HKG:free").text
            #expect(page.contains("left customs control in HKG") && page.contains("To mend it"))
            let open = try await stranger.get("/en/tariff/best?\(ask)&route=HKG").text
            #expect(open.contains("Papers of transport") && open.contains("non-manipulation"))
        }
    }

    @Test("TR-08 quotas are answered of days an edition covers, and later years say what is carried over", arguments: TestStore.engines)
    func quotas(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for day in ["1990-01-01", "2025-01-01"] {
                let refused = try await json(stranger, "/api/v1/tariff/quotas?on=\(day)", 422)
                #expect(refused["code"]?.string == "tariff.day-outside-editions")
            }
            let later = try await json(stranger, "/api/v1/tariff/quotas?on=2027-01-01")
            #expect(later["carriedOver"]?["zh"]?.string?.contains("沿用 2026 年版") == true)
            let now = try await json(stranger, "/api/v1/tariff/quotas?on=2026-11-20")
            #expect(now["carriedOver"] == .null && now["quotas"]?.elements.isEmpty == false)
            #expect(try await stranger.get("/zh/tariff/quotas?on=2027-01-01").text.contains("沿用 2026 年版"))
        }
    }

    @Test("TR-09 a refund does not answer for a code that is none, though the rate is one's own", arguments: TestStore.engines)
    func refund(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for (code, status, refusal) in [
                ("xx", 422, "tariff.code-form"), ("6109100010", 404, "tariff.code-not-held"),
                ("9999999999", 404, "tariff.code-never-existed"), ("6109100000", 200, ""),
                ("6109", 200, ""), ("", 200, ""),
            ] {
                let answer = try await json(
                    stranger,
                    "/api/v1/tariff/refund?code=\(code)&amount=100000&vat=13&refund=9&on=2026-11-20", status)
                #expect((answer["code"]?.string ?? "") == refusal, "\(code)")
            }
        }
    }

    @Test("TR-10 a code of years before the editions held is not said never to have been", arguments: TestStore.engines)
    func earlier(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for (code, heir) in [
                ("1901101000", "1901101010"), ("1901100090", "1901109000"), ("1504100000", "1504100010"),
            ] {
                let told = try await json(stranger, "/api/v1/tariff/codes/\(code)?on=2026-11-20", 404)
                #expect(told["code"]?.string == "tariff.code-not-held")
                #expect(told["message"]?["en"]?.string?.contains("may have been in an earlier one") == true)
                #expect(told["message"]?["zh"]?.string?.contains("2026-01-01 起") == true)
                #expect(told["fix"]?["zh"]?.string?.contains(heir) == true, "\(code)")
                let page = try await stranger.get("/zh/tariff/codes/\(code)?on=2026-11-20")
                #expect(page.status == 404 && page.text.contains("/zh/tariff/codes/\(heir)"))
            }
            let never = try await json(stranger, "/api/v1/tariff/codes/9999999999?on=2026-11-20", 404)
            #expect(never["code"]?.string == "tariff.code-never-existed")
        }
    }

    @Test("TR-02 a table that cannot be the law is refused, and one that is unlikely says so before it is loaded", arguments: TestStore.engines)
    func unlikely(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for (table, wanted) in [
                ("hs10,mfn,provisional_pct\n0202300090,12,50\n", "暂定税率 50% 高于它所代替的最惠国税率 12%"),
                ("class,rate_pct\n2,200\n", "rate_pct"),
                ("hs10,name_zh,mfn,consumption_kind\n9999999999,测试,5,none\n", "税则没有第 99 章"),
            ] {
                do {
                    _ = try await world.loadTariff(table, from: "2026-12-01", isDry: true)
                    Issue.record("taken: \(table)")
                } catch let refusal as any Refusal {
                    #expect(refusal.message.zh.contains(wanted), "\(refusal.message.zh)")
                }
            }
            for (table, wanted) in [
                ("hs10,mfn,general\n0202300090,80,20\n", "普通税率 20% 低于最惠国税率 80%"),
                ("hs10,name_zh,mfn,consumption_kind\n0299100010,测试,5,none\n", "品目 0299 不在本系统所载的税则中"),
            ] {
                let told = try await world.loadTariff(table, from: "2026-12-01", isDry: true)
                #expect(told.contains("请注意：") && told.contains(wanted), "\(told)")
            }
            let path = world.folder + "/meant.csv"
            let table = "hs10,mfn,provisional_pct\n0202300090,12,50\n"
            #expect(FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
            let meant = try await world.window.tariffDesk(
                .load(
                    path: path, from: try #require(Day("2026-12-01")), document: "测试", isDry: true,
                    asJSON: false, .zh, mayChangeMuch: true))
            #expect(meant.contains("已确认"), "\(meant)")
        }
    }
}
