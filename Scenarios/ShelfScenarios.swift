import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("What people keep") struct ShelfScenarios {
    @Test("SW-01 a filter is kept under a name, stands on its list and on the first page of its owner alone, and is removed", arguments: TestStore.engines)
    func filters(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let list = try await officer.get("/zh/worklist?status=300&type=CEB621")
            #expect(list.text.contains("保存此筛选") && list.text.contains(#"formaction="/zh/saved-filters""#))
            let form = try await officer.get("/zh/saved-filters?number=&status=300&type=CEB621&saved-list=/worklist")
            #expect(form.text.contains("审核台") && form.text.contains("环节：人工审核；业务：进口清单"), "\(form.text)")
            let english = try await officer.get("/en/saved-filters?number=&status=300&type=CEB621&saved-list=/worklist")
            #expect(english.text.contains("Step: Under review; Kind: Import declaration list"), "\(english.text)")
            let query = "status=300&type=CEB621"
            let nameless = try await officer.post("/zh/saved-filters", form: ["list": "/worklist", "query": query, "name": " "])
            #expect(nameless.status == 422 && nameless.text.contains("名称应为"))
            let away = try await officer.post("/zh/saved-filters", form: ["list": "//elsewhere.example", "query": "", "name": "x"])
            #expect(away.status == 422)
            let kept = try await officer.post("/zh/saved-filters", form: ["list": "/worklist", "query": query, "name": "进口审核"])
            #expect(kept.header("location") == "/zh/worklist?status=300&type=CEB621")
            #expect(try await officer.get("/zh/worklist").text.contains("进口审核"))
            #expect(try await !officer.get("/zh/identity-cases").text.contains("进口审核"))
            #expect(try await officer.get("/zh").text.contains("进口审核"))

            try await world.person("second", .officer(districts: ["2244"]))
            let second = try await world.officer("second")
            #expect(try await !second.get("/zh").text.contains("进口审核"))
            let all = try await officer.get("/zh/saved-filters").text
            #expect(all.contains("环节：人工审核；业务：进口清单") && !all.contains("：300"))
            let id = try #require(all.split(separator: "/saved-filters/").dropFirst().first?.prefix { $0 != "/" })
            #expect(try await second.post("/zh/saved-filters/\(id)/removal", form: [:]).status == 404)
            #expect(try await officer.post("/zh/saved-filters/\(id)/removal", form: [:]).status == 303)
            #expect(try await !officer.get("/zh").text.contains("进口审核"))
        }
    }

    @Test("SW-01 the first page leads back to what somebody opened last, each thing once", arguments: TestStore.engines)
    func recent(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let first = try #require(try await world.declare(1, .direct)["preNo"]?.string)
            let second = try #require(try await world.declare(2, .direct)["preNo"]?.string)
            let member = try await world.member(of: world.cast.declarant)
            for number in [first, second, first] {
                world.time.advance(seconds: 150)
                #expect(try await member.get("/zh/declarations/\(number)").status == 200)
            }
            let page = try await member.get("/zh").text
            let part = try #require(page.split(separator: "最近打开").last.map(String.init))
            #expect(page.contains("最近打开"))
            let places = [first, second].map { part.firstRange(of: "/zh/declarations/\($0)")?.lowerBound }
            #expect(try #require(places[0]) < #require(places[1]))
            // Looked at in turn within minutes nothing is written again.
            world.time.advance(seconds: 60)
            _ = try await member.get("/zh/declarations/\(first)")
            _ = try await member.get("/zh/declarations/\(second)")
            let shown = try await member.get("/zh").text
            let again = try #require(shown.split(separator: "最近打开").last.map(String.init))
            let still = [first, second].map { again.firstRange(of: "/zh/declarations/\($0)")?.lowerBound }
            #expect(try #require(still[0]) < #require(still[1]))
            // In the other language it has the other name, and no status of the time it was opened.
            _ = try await member.get("/zh/messages/621")
            let english = try await member.get("/en").text
            let told = try #require(
                english.split(separator: "Recently opened").last?.split(separator: "</table>").first.map(String.init))
            for number in [first, second] { #expect(told.contains(">\(number)</a>"), "\(told)") }
            #expect(told.contains("/en/messages/621"))
            #expect(!told.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(told)")
            // Another's page that is not there is not remembered, and nobody else's home shows mine.
            _ = try await member.get("/zh/declarations/B20260101000000001")
            #expect(try await !member.get("/zh").text.contains("B20260101000000001"))
        }
    }
}
