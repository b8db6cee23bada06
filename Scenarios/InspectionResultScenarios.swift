import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Results of inspection bodies") struct InspectionResultScenarios {
    static func offer(
        _ report: String, body: String = "LAB-TEST", issued: String = "2026-11-10", line: String = "1", more: String = ""
    ) -> String {
        "results?line=\(line)&body=\(body)&report=\(report)&sampledOn=2026-11-01&issuedOn=\(issued)&name=report.pdf\(more)"
    }

    static let pdf = Array("%PDF-1.7 test".utf8)

    /// A catalogued body for footwear, and an entry that waits for inspection.
    static func prepared(_ world: World, _ number: String) async throws -> String {
        let listed = try await world.officer().order(
            "/api/v1/inspection-bodies",
            #"{"code":"LAB-TEST","name":"测试检验机构","scope":"64,9503","standards":"GB 25038","from":"2026-01-01","to":"2026-11-12","document":"测试公告"}"#)
        #expect(listed.status == 201, "\(listed.text)")
        var sample = EntrySample(number, of: world.cast.seller).with([
            "inspected": .bool(true), "qualification": .text("测试备案"), "nature": .text("其他"), "purpose": .text("零售"),
        ])
        sample.line["inspectionName"] = .text("皮鞋")
        let entry = try await world.lodge(sample)
        #expect(entry["state"]?.string == "testing")
        return entry["number"]?.string ?? ""
    }

    @Test("SW-13 the result of a catalogued body stands for the inspection; its document is kept once", arguments: TestStore.engines)
    func accepted(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try await Self.prepared(world, "LAB-1")
            let seller = world.program(of: world.cast.seller)
            var state = ""
            var reports = 0
            // One in ten is checked on the spot: then an officer looks, and another entry is tried.
            var current = number
            while state != "accepted", reports < 20 {
                reports += 1
                let answer = try await seller.send(
                    "POST", "/api/v1/entries/\(current)/" + Self.offer("R-\(reports)"), body: Self.pdf,
                    headers: ["content-type": "application/pdf"])
                #expect(answer.status == 201, "\(answer.text)")
                let json = try JSON(answer.body)
                state = json["state"]?.string ?? ""
                if state == "accepted" {
                    #expect(json["entryState"]?.string == "payment", "inspection is done, the tax is next")
                    #expect(json.texts.contains { $0.contains("予以采信") })
                    #expect(json.texts.contains("海关总署令第259号"))
                } else {
                    #expect(state == "spot-check" && json["entryState"]?.string == "testing")
                    let looked = try await world.officer().order("/api/v1/entries/\(current)/decision", #"{"decision":"release"}"#)
                    #expect(looked.status == 200, "\(looked.text)")
                    current = try await Self.prepared(world, "LAB-1-\(reports)")
                }
            }
            #expect(state == "accepted")
            let list = try JSON(try await seller.get("/api/v1/entries/\(current)/results").body)["results"]?.elements ?? []
            let hash = try #require(list.first?["sha256"]?.string)
            #expect(try await seller.get("/api/v1/entries/\(current)/results/\(hash)").body == Self.pdf)
            #expect(try await world.program(of: world.cast.carrier).get("/api/v1/entries/\(current)/results/\(hash)").status == 404)
            let page = try await world.member(of: world.cast.seller).get("/zh/entries/\(current)/results")
            #expect(page.status == 200 && page.text.contains("已采信"))
            #expect(try await Visitor(world.window.door).get("/en/inspection-bodies").text.contains("LAB-TEST"))
        }
    }

    @Test("SW-13 a body off the catalogue that day, another good, an old report: ordinary inspection, with the reason", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try await Self.prepared(world, "LAB-2")
            let seller = world.program(of: world.cast.seller)
            func offer(_ query: String, _ bytes: [UInt8] = Self.pdf, for number: String) async throws -> (Int, JSON) {
                let answer = try await seller.send("POST", "/api/v1/entries/\(number)/" + query, body: bytes, headers: ["content-type": "application/pdf"])
                return (answer.status, try JSON(answer.body))
            }
            let cases = [
                // Its last day in the catalogue was the 12th; that the report is newer than its sample is fine.
                (Self.offer("A", issued: "2026-11-13"), "不在采信机构目录内"),
                (Self.offer("B", body: "LAB-OTHER"), "不在采信机构目录内"),
                (Self.offer("C", issued: "2026-11-02", more: "&validTo=2026-11-19"), "已过有效期"),
                (Self.offer("D", issued: "2026-10-01"), "取样日在出具日之后"),
            ]
            for (index, (query, words)) in cases.enumerated() {
                let current = index == 0 ? number : try await Self.prepared(world, "LAB-2-\(index)")
                let (status, json) = try await offer(query, for: current)
                #expect(status == 201)
                #expect(json["state"]?.string == "refused" && json["entryState"]?.string == "testing", "\(json.encoded)")
                #expect(json.texts.contains { $0.contains(words) }, "\(words)")
            }
            let (bad, faults) = try await offer("results?line=7&report=E", Array("hello".utf8), for: number)
            #expect(bad == 422)
            #expect(Set(faults["faults"]?.elements.compactMap { $0["path"]?.string } ?? []) == ["/body", "/sampledOn", "/issuedOn", "/file"])
            let (again, other) = try await offer(Self.offer("A", issued: "2026-11-11"), for: number)
            #expect(again == 422 && other["faults"]?.elements.first?["path"]?.string == "/report")
            // Once refused, the line takes no other report.
            let (second, decided) = try await offer(Self.offer("F"), for: number)
            #expect(second == 422 && decided["faults"]?.elements.first?["path"]?.string == "/line")
            let inspected = try await world.officer().order("/api/v1/entries/\(number)/decision", #"{"decision":"release"}"#)
            #expect(try JSON(inspected.body)["state"]?.string == "payment")
            #expect(try await seller.post("/api/v1/inspection-bodies", json: "{}").status == 403)
        }
    }
}
