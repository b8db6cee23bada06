import FoundationEssentials
import House
import Kernel
import Store
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("What editions changed") struct TariffChangeScenarios {
    private func json(
        _ visitor: Visitor, _ path: String, _ status: Int = 200
    ) async throws -> JSON {
        let answer = try await visitor.get(path)
        #expect(answer.status == status, "\(path): \(answer.text.prefix(300))")
        return try JSON(answer.body)
    }

    @Test("TR-02 anybody reads what an edition changed, line by line, old and new, from which day", arguments: TestStore.engines)
    func published(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.loadTariff(
                "hs10,action,mfn\n0202300090,set,9\n0202300010,set,12\n2204210000,end,\n",
                from: "2027-01-01")
            for window in [world.window, try await world.restarted().window] {
                let stranger = Visitor(window.door)
                let editions = try await json(stranger, "/api/v1/tariff/editions")["editions"]
                let counts = ["added", "changed", "ended"].map {
                    editions?.elements.first?[$0]?.integer
                }
                #expect(counts == [0, 1, 1], "one line is what it was")
                let path = "/api/v1/tariff/editions/1/changes"
                let told = try await json(stranger, path)
                #expect(told["kept"]?.boolean == true && told["total"]?.integer == 2)
                #expect(told["from"]?.string == "2027-01-01" && told["next"] == .null)
                let beef = told["changes"]?.elements.first { $0["subject"]?.string == "0202300090" }
                #expect(beef?["what"]?.string == "changed")
                #expect(beef?["details"]?.elements.compactMap(\.string) == ["mfn 12 → 9"])
                let rest = try await json(stranger, path + "?after=1")
                #expect(rest["changes"]?.elements.count == 1)
                let table = try await stranger.get(path + "?format=csv").text
                #expect(table.contains("1,codes,2027-01-01,0202300090,changed,mfn 12,9"), "\(table)")
                #expect(table.contains("2204210000,ended"))
                let list = try await stranger.get("/zh/tariff/editions").text
                #expect(list.contains("新增 0 行，修改 1 行，终止 1 行"))
                #expect(list.contains("/zh/tariff/editions/1"))
                let page = try await stranger.get("/zh/tariff/editions/1").text
                #expect(page.contains("mfn 12 → 9") && page.contains("2204210000"))
                #expect(!page.contains("operator"), "who loaded it is nobody's business")
            }
            let stranger = Visitor(world.window.door)
            let missing = try await json(stranger, "/api/v1/tariff/editions/7/changes", 404)
            #expect(missing["code"]?.string == "tariff.edition-unknown")
            let absurd = try await json(stranger, "/api/v1/tariff/editions/1/changes?after=x", 422)
            #expect(absurd["code"]?.string == "tariff.number-form")
        }
    }

    @Test("TR-02 a rate of an agreement says its schedule, edition and year; a lost zero is told", arguments: TestStore.engines)
    func schedule(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let best = try await json(
                stranger, "/api/v1/tariff/best?code=0302141000&origin=PHL&on=2026-11-20")
            let schedule = best["candidates"]?.elements.compactMap { $0["schedule"] }
                .first { $0 != .null }
            #expect(schedule?["hsEdition"]?.integer == 2012 && schedule?["year"]?.integer == 5)
            #expect(schedule?["yearsFrom"]?.string == "2022-01-01")
            let line = try await json(stranger, "/api/v1/tariff/codes/0302141000?on=2026-11-20")
            let held = line["agreements"]?.elements.first { $0["schedule"] != .null }
            #expect(held?["schedule"]?["hsEdition"]?.integer == 2012)
            let page = try await stranger.get(
                "/zh/tariff/best?code=0302141000&origin=PHL&on=2026-11-20").text
            #expect(page.contains("协调制度 2012 年版") && page.contains("PHL 自 2023-06-02"))
            let lost = try await json(stranger, "/api/v1/tariff/codes/202300090", 404)
            #expect(lost["code"]?.string == "tariff.code-lost-zero")
            for path in ["/zh/tariff/codes/202300090", "/zh/tariff?q=202300090"] {
                let told = try await stranger.get(path).text
                #expect(told.contains("商品编号少了开头的 0"), "\(path)")
            }
        }
    }
}
