import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What importers and officers do with results and samples on the pages alone.
@Suite("Results and samples on their pages") struct InspectionPageScenarios {
    @Test("SW-13 an importer offers a body's report by the form; what is wrong stands at its field, and what was typed stays", arguments: TestStore.engines)
    func results(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let lab = try await InspectionResultScenarios.laboratory(world)
            let person = try await world.member(of: world.cast.seller)
            var decided = ""
            var attempts = 0
            while decided != "accepted", attempts < 20 {
                attempts += 1
                let number = try await InspectionResultScenarios.prepared(world, "PAGE-\(attempts)")
                let path = "/zh/entries/\(number)/results"
                let empty = try await person.get(path)
                #expect(empty.status == 200 && empty.text.contains("type=\"file\""))
                let file = VisitorFile(
                    field: "file", name: "report.pdf", type: "application/pdf", body: InspectionResultScenarios.pdf)
                if attempts == 1 {
                    for (line, issued, field) in [("1", "", "issuedOn"), ("7", "2026-11-20", "line")] {
                        let wrong = try await person.post(
                            path,
                            form: ["line": line, "body": lab, "report": "R-PAGE", "sampledOn": "2026-11-01", "issuedOn": issued],
                            files: [file])
                        #expect(wrong.status == 422 && wrong.text.contains("id=\"\(field)-error\""), "\(field)")
                        #expect(wrong.text.contains("value=\"R-PAGE\"") && wrong.text.contains("value=\"\(lab)\""))
                    }
                    #expect(try await person.get("/en/entries/\(number)/results").status == 200)
                }
                _ = try await person.get(path)
                let offered = try await person.post(
                    path,
                    form: [
                        "line": "1", "body": lab, "report": "R-PAGE-\(attempts)", "sampledOn": "2026-11-01",
                        "issuedOn": "2026-11-20", "validTo": "",
                    ], files: [file])
                #expect(offered.status == 303, "\(offered.text)")
                let page = try await person.get(try #require(offered.header("location"))).text
                #expect(page.contains("R-PAGE-\(attempts)"))
                let results = try JSON(try await world.program(of: world.cast.seller).get("/api/v1/entries/\(number)/results").body)
                decided = results["results"]?.elements.first?["state"]?.string ?? ""
                #expect(page.contains(decided == "accepted" ? "已采信" : "抽查"), "\(page)")
                // Decided, the line takes no other report: the form is there while inspection is awaited.
                #expect(page.contains("type=\"file\"") == (decided != "accepted"))
            }
            #expect(decided == "accepted")
            #expect(try await Visitor(world.window.door).get("/zh/inspection-bodies").text.contains(lab))
        }
    }

    @Test("SW-14 an officer releases on check and records a sample's result on the pages; a bad one closes that way", arguments: TestStore.engines)
    func samples(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            var number = 0
            var sample: JSON?
            while sample == nil, number < 8 {
                number += 1
                let (preNo, order) = try await world.inspected(number, by: officer)
                let page = try await officer.get("/zh/inspections/\(order)").text
                #expect(page.contains("检查放行") && page.contains("release-on-check"))
                let done = try await officer.post("/zh/inspections/\(order)", form: ["action": "release-on-check"])
                #expect(done.status == 303, "\(done.text)")
                try await world.settle()
                #expect(try await world.status(of: preNo) == 800)
                sample = try JSON(try await officer.get("/api/v1/monitoring-samples").body)["samples"]?.elements.first
            }
            let id = try #require(sample?["id"]?.string)
            let list = "/zh/monitoring-samples"
            #expect(try await officer.get(list).text.contains(id))
            let bare = try await officer.post(
                list, form: ["sample": id, "result": "failed", "laboratory": "测试检测中心", "report": ""])
            #expect(bare.status == 422)
            #expect(bare.text.contains("value=\"测试检测中心\""), "what was typed stays")
            let failed = try await officer.post(
                list, form: ["sample": id, "result": "failed", "laboratory": "测试检测中心", "report": "TEST-2"])
            #expect(failed.status == 303, "\(failed.text)")
            #expect(try await officer.get(list).text.contains("TEST-2"))
            let (preNo, order) = try await world.inspected(number + 1, by: officer)
            _ = try await officer.get("/zh/inspections/\(order)")
            let refused = try await officer.post("/zh/inspections/\(order)", form: ["action": "release-on-check"])
            #expect(refused.status == 409 && refused.text.contains("监测不合格"), "\(refused.text)")
            #expect(try await world.status(of: preNo) == 500)
            // Who may not inspect sees no samples.
            #expect(try await world.member(of: world.cast.seller).get(list).status == 403)
        }
    }
}
