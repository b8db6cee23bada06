import FoundationEssentials
import House
import Kernel
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("Tariff") struct TariffScenarios {
    private func json(_ visitor: Visitor, _ path: String, _ status: Int = 200) async throws -> JSON {
        let answer = try await visitor.get(path)
        #expect(answer.status == status, "\(path): \(answer.text.prefix(300))")
        return try JSON(answer.body)
    }

    @Test("TR-02 a newcomer finds the best rate for Australian beef in three clicks", arguments: TestStore.engines)
    func beef(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door, language: .en)
            #expect(try await stranger.get("/en").text.contains(#"href="/en/tariff/best""#))
            let asked = try await stranger.get("/en/tariff/best?code=beef&origin=601")
            #expect(asked.text.contains("/en/tariff/best?code=0202300090&amp;origin=601"))
            let best = try await stranger.get(
                "/en/tariff/best?code=0202300090&origin=601&on=2026-11-20")
            #expect(best.status == 200 && best.text.contains("12% – most-favoured-nation rate"))
            #expect(best.text.contains("A lower rate may exist under"))
            #expect(best.text.contains("China–Australia"))
            // What a rate of zero could take off, and what earns it: known although the rate is not.
            #expect(best.text.contains("would be 1,308.00 yuan less at most"))
            #expect(best.text.contains("How to earn it, once you know the rate: China–Australia"))
            #expect(best.text.contains("certificate of origin"))
            let free = try await json(stranger, "/api/v1/tariff/best?code=0302141000&origin=VNM&on=2026-11-20")
            #expect(free["atMostLowerYuan"] == .null && free["isLowestOfAll"]?.boolean == true)
            #expect(best.text.contains("reference only"))
        }
    }

    @Test("TR-02 all open rates are compared by what is owed, the cheapest first, each with its proof and saving", arguments: TestStore.engines)
    func compared(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let best = try await json(
                stranger,
                "/api/v1/tariff/best?code=0302141000&origin=VNM&on=2026-11-20&value=10000&currency=USD")
            let candidates = best["candidates"]?.elements ?? []
            #expect(candidates.map { $0["kind"]?.string } == ["agreement", "provisional"])
            #expect(candidates.map { $0["totalYuan"]?.string } == ["6390", "11807.3"])
            #expect(candidates.first?["savingYuan"]?.string == "5417.3")
            #expect(candidates.first?["proofs"]?.elements.isEmpty == false)
            #expect(best["explanation"]?["citations"]?.elements.isEmpty == false)
            let table = try await stranger.get(
                "/api/v1/tariff/best?code=0302141000&origin=VNM&on=2026-11-20&format=csv")
            #expect(table.text.contains("1,agreement,"))
            for (path, status, code) in [
                ("code=0202&origin=AUS", 422, "tariff.code-too-short"),
                ("code=9999999999&origin=AUS", 404, "tariff.code-never-existed"),
                ("code=0302900010&origin=AUS", 410, "tariff.code-no-longer-exists"),
                ("code=0202300090&origin=XXX", 422, "tariff.origin-unknown"),
                ("code=0202300090&origin=AUS&on=2019-01-01", 422, "tariff.day-outside-editions"),
                ("code=0202300090&origin=AUS&value=-5", 422, "tariff.number-form"),
                ("code=0202300090&origin=AUS&date=2024-01-01", 400, "tariff.filter"),
                ("code=0202300090&origin=AUS&day=2019-01-01", 422, "tariff.day-outside-editions"),
                ("code=0202300090&origin=AUS&value=10,5", 422, "tariff.number-form"),
            ] {
                let refused = try await json(stranger, "/api/v1/tariff/best?\(path)", status)
                #expect(refused["code"]?.string == code)
                #expect(refused["fix"]?["zh"]?.string?.isEmpty == false)
                if code == "tariff.code-no-longer-exists" {
                    #expect(refused["message"]?["en"]?.string?.contains("the last edition held here") == true)
                }
            }
        }
    }

    @Test("TR-02 a spreadsheet of goods is taxed line by line, and what cannot be taxed says why", arguments: TestStore.engines)
    func spreadsheet(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            _ = try await stranger.get("/zh/tariff/taxes")
            let one = try await stranger.get(
                "/zh/tariff/taxes?code=2208300000&price=100000&origin=GBR&on=2026-01-15&quantity=912/035")
            #expect(one.text.contains("56,663.20") && one.text.contains("28,640.00"))
            let answer = try await stranger.post(
                "/api/v1/tariff/taxes",
                json: """
                    {"on":"2026-11-20","lines":[
                    {"code":"2204210000","origin":"FRA","price":"500"},
                    {"code":"0207141100","origin":"FRA","price":"500"}]}
                    """)
            let json = try JSON(answer.body)
            let lines = json["lines"]?.elements ?? []
            #expect(lines.first?["dutyYuan"]?.string == "70")
            #expect(lines.last?["refused"]?["code"]?.string == "tariff.duty-not-computable")
            #expect(json["totalYuan"] == .null)
            let second = try await stranger.post(
                "/api/v1/tariff/taxes",
                json: #"{"lines":[{"code":"2204210000","price":"5"},{"code":"2204210000","price":"-5"}]}"#)
            #expect(second.status == 422)
            let fault = try JSON(second.body)["faults"]?.elements.first
            #expect(fault?["line"]?.integer == 2 && fault?["path"]?.string == "price")
            #expect(fault?["fix"]?["zh"]?.string?.contains("12345.67") == true, "how to write it")
            // A name nobody reads is refused, on every address that reads some.
            for path in ["taxes?date=2026-01-01", "unused?from=2026-01-01"] {
                let answer = try await stranger.post("/api/v1/tariff/\(path)", json: "{}")
                #expect(answer.status == 400, "\(path): \(answer.text)")
            }
        }
    }

    @Test("TR-03 the RCEP schedule steps down by year, partner by partner, and says where the party itself must add value", arguments: TestStore.engines)
    func schedule(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let code = try await json(stranger, "/api/v1/tariff/codes/0207120000?on=2026-11-20")
            let rcep = code["agreements"]?.elements.first { $0["rate"] != .null }
            #expect(rcep?["agreement"]?.string == "RCEP")
            #expect(rcep?["partners"]?.elements.contains(.text("VNM")) == true)
            let years = rcep?["years"]?.elements ?? []
            #expect(years.first?["pct"]?.string == "20")
            #expect(years.first { $0["year"]?.integer == 2026 }?["pct"]?.string == "10")
            let beef = try await json(
                stranger, "/api/v1/tariff/best?code=0202300090&origin=VNM&on=2026-11-20")
            #expect(beef["candidates"]?.elements.first?["additionalRequirement"]?.string != nil)
            let korea = try await json(
                stranger, "/api/v1/tariff/best?code=0202300090&origin=KOR&on=2026-11-20")
            let open = korea["passedOver"]?.elements ?? []
            #expect(open.contains { $0["reason"]?.string == "not-stated" && $0["rate"] == .null })
        }
    }

    @Test("TR-08 goods under quotas have their rates inside and outside, volumes and windows", arguments: TestStore.engines)
    func quotas(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let other = try await json(stranger, "/api/v1/tariff/quotas?date=2026-10-20", 400)
            #expect(other["code"]?.string == "tariff.filter")
            #expect(other["fix"]?["en"]?.string?.contains("on") == true)
            let all = try await json(stranger, "/api/v1/tariff/quotas?on=2026-10-20")
            let wheat = all["quotas"]?.elements.first { $0["quota"]?.string == "wheat" }
            #expect(wheat?["mayApplyToday"]?.boolean == true)
            #expect(wheat?["tonnesAYear"]?.string == "9636000")
            let inside = wheat?["inQuota"]?.elements.first { $0["code"]?.string == "1001990001" }
            #expect(inside?["rate"]?["notation"]?.string == "1")
            let closed = try await json(stranger, "/api/v1/tariff/quotas?on=2026-10-31")
            #expect(closed["quotas"]?.elements.contains { $0["mayApplyToday"]?.boolean == true } == false)
            let best = try await json(
                stranger, "/api/v1/tariff/best?code=1001990090&origin=AUS&on=2026-11-20")
            #expect(best["candidates"]?.elements.map { $0["kind"]?.string } == ["in-quota", "mfn"])
            #expect(try await stranger.get("/zh/tariff/quotas?on=2026-10-20").text.contains("可申请"))
        }
    }

    @Test("TR-09 duty by materials or by the good, and the value added that frees from duty", arguments: TestStore.engines)
    func zones(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let added = try await json(
                stranger, "/api/v1/tariff/value-added?price=1300&imported=800&domestic=200&on=2026-11-20")
            #expect(added["figures"]?["dutyFree"]?.string == "yes")
            let short = try await json(
                stranger, "/api/v1/tariff/value-added?price=1299.99&imported=800&domestic=200&on=2026-11-20")
            #expect(short["figures"]?["dutyFree"]?.string == "no")
            let choice = try await json(
                stranger,
                "/api/v1/tariff/selective?code=2204210000&value=1000&material=2204210000:500&on=2026-11-20")
            #expect(choice["figures"]?["byGood"]?.string == "140")
            #expect(choice["figures"]?["byMaterials"]?.string == "70")
            #expect(choice["figures"]?["choice"]?.string == "materials")
            let refused = try await json(
                stranger, "/api/v1/tariff/selective?code=2204210000&value=1000", 422)
            #expect(refused["code"]?.string == "tariff.missing")
            let page = try await stranger.get(
                "/zh/tariff/value-added?price=1300&imported=800&domestic=200")
            #expect(page.status == 200 && page.text.contains("本系统默认设置"))
        }
    }

    @Test("TR-02 a change of law is tried dry, loaded whole or not at all, holds from its day and outlives a restart", arguments: TestStore.engines)
    func edition(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let path = FileManager.default.temporaryDirectory.path
                + "/tariff-\(UInt64.random(in: 0...UInt64.max)).csv"
            defer { try? FileManager.default.removeItem(atPath: path) }
            func load(_ table: String, dry: Bool = false) async throws -> String {
                #expect(
                    FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
                let day = try #require(Day("2027-01-01"))
                return try await world.window.tariffDesk(
                    .load(
                        path: path, from: day, document: "测试公告第1号", isDry: dry, asJSON: true,
                        .zh))
            }
            let ask = "/api/v1/tariff/best?code=0202300090&origin=AUS&on=2027-01-01"
            func rate(_ visitor: Visitor) async throws -> String? {
                try await json(visitor, ask)["candidates"]?.elements.first?["rate"]?["notation"]?
                    .string
            }
            let table = "agreement,code,rate\nCN-AUS,02023000,0\n"
            #expect(try await load(table, dry: true).contains(#""loaded":false"#))
            #expect(try await rate(stranger) == "12")
            await #expect(throws: LookupRefusal.self) { try await load(table + "CN-AUS,02,0\n") }
            #expect(try await rate(stranger) == "12")
            #expect(try await load(table).contains(#""new":1"#))
            #expect(try await rate(stranger) == "0")
            let before = try await json(
                stranger, "/api/v1/tariff/best?code=0202300090&origin=AUS&on=2026-12-31")
            #expect(
                before["candidates"]?.elements.first?["rate"]?["notation"]?.string == "12")
            let again = try await world.restarted()
            #expect(try await rate(Visitor(again.window.door)) == "0")
        }
    }

    @Test("CB-17 a positive list is loaded with its first day; from then on goods outside it are no retail import", arguments: TestStore.engines)
    func positiveList(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let path = FileManager.default.temporaryDirectory.path
                + "/list-\(UInt64.random(in: 0...UInt64.max)).csv"
            defer { try? FileManager.default.removeItem(atPath: path) }
            #expect(
                FileManager.default.createFile(
                    atPath: path, contents: Data("heading\n1901\n".utf8)))
            let day = try #require(Day("2026-12-01"))
            _ = try await world.window.tariffDesk(
                .load(
                    path: path, from: day, document: "测试清单", isDry: false, asJSON: false, .zh))
            func heading(_ code: String, _ on: String) async throws -> String? {
                try await json(
                    stranger, "/api/v1/tariff/positive-list?code=\(code)&on=\(on)")["figures"]?[
                        "heading"]?.string
            }
            #expect(try await heading("1901101090", "2026-12-01") == "1901")
            #expect(try await heading("8516711000", "2026-12-01") == "no")
            #expect(try await heading("8516711000", "2026-11-30") == "")
            let refused = try await json(
                stranger, "/api/v1/tariff/retail?code=8516711000&price=100&on=2026-12-01", 422)
            #expect(refused["code"]?.string == "tariff.not-on-positive-list")
        }
    }
}
