import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Results of inspection bodies") struct InspectionResultScenarios {
    static func offer(
        _ report: String, by lab: String, issued: String = "2026-11-20", line: String = "1", more: String = ""
    ) -> String {
        "results?line=\(line)&body=\(lab)&report=\(report)&sampledOn=2026-11-01&issuedOn=\(issued)&name=report.pdf\(more)"
    }

    static let pdf = Array("%PDF-1.7 test\nstartxref\n0\n%%EOF".utf8)

    /// An enterprise with a laboratory stands on the list of accepted bodies for footwear, entered
    /// by two officers of the customs. Gives its credit code.
    static func laboratory(_ world: World) async throws -> String {
        let lab = world.cast.carrier
        let (one, two) = (try await world.keeper("one", of: "customs"), try await world.keeper("two", of: "customs"))
        try await world.record(["laboratory": 1], of: lab, by: one)
        let firms = ["64", "9503"].map { #"{"firm":"\#(lab.creditCode)","item":"\#($0)"}"# }.joined(separator: ",")
        let proposed = try await one.act(
            "/api/v1/lists/inspection-body/changes",
            #"{"kind":"entry","from":"","reason":"测试理由","document":"测试公告","firms":[\#(firms)]}"#)
        #expect(proposed.status == 201, "\(proposed.text)")
        let id = try JSON(proposed.body)["id"]?.string ?? ""
        let done = try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#)
        #expect(done.status == 200, "\(done.text)")
        return lab.creditCode
    }

    /// An entry that waits for inspection.
    static func prepared(_ world: World, _ number: String) async throws -> String {
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
            let lab = try await Self.laboratory(world)
            let number = try await Self.prepared(world, "LAB-1")
            let seller = world.program(of: world.cast.seller)
            var state = ""
            var reports = 0
            // One in ten is checked on the spot: then an officer looks, and another entry is tried.
            var current = number
            while state != "accepted", reports < 20 {
                reports += 1
                let answer = try await seller.send(
                    "POST", "/api/v1/entries/\(current)/" + Self.offer("R-\(reports)", by: lab), body: Self.pdf,
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
            #expect(try await Visitor(world.window.door).get("/en/inspection-bodies").text.contains(lab))
            let listed = try JSON(try await Visitor(world.window.door).get("/api/v1/inspection-bodies").body)
            #expect(listed["bodies"]?.elements.map { $0["scope"]?.string } == ["64", "9503"])
        }
    }

    @Test("SW-13 a body off the catalogue that day, another good, an old report: ordinary inspection, with the reason", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let lab = try await Self.laboratory(world)
            let number = try await Self.prepared(world, "LAB-2")
            let seller = world.program(of: world.cast.seller)
            func offer(_ query: String, _ bytes: [UInt8] = Self.pdf, for number: String) async throws -> (Int, JSON) {
                let answer = try await seller.send("POST", "/api/v1/entries/\(number)/" + query, body: bytes, headers: ["content-type": "application/pdf"])
                return (answer.status, try JSON(answer.body))
            }
            // What is wrong with a document is told apart, and only where nothing else is wrong.
            for (body, word) in [
                ("/Encrypt 3 0 R", "locked"), (String(repeating: "/Type /Page ", count: 2_001), "pages"),
                ("/Filter [/Fl /Fl /Fl]", "bomb"), ("/Filter 7 0 R", "damaged"),
            ] {
                let bytes = Array("%PDF-1.7\n\(body)\nstartxref\n0\n%%EOF".utf8)
                let (status, json) = try await offer(Self.offer("Z", by: lab), bytes, for: number)
                #expect(status == 422)
                #expect(json["faults"]?.elements.map { $0["code"]?.string } == ["entries.field-file-\(word)"])
                let (_, other) = try await offer(Self.offer("Z", by: lab, line: "7"), bytes, for: number)
                #expect(other["faults"]?.elements.map { $0["path"]?.string } == ["/line"])
                #expect(try await offer(Self.offer("Z", by: lab), bytes, for: "224420261999999999").0 == 404)
            }
            let cases = [
                // Its first day in the catalogue is the 20th.
                (Self.offer("A", by: lab, issued: "2026-11-19"), "不在采信机构目录内"),
                (Self.offer("B", by: world.cast.platform.creditCode), "不在采信机构目录内"),
                (Self.offer("C", by: lab, more: "&validTo=2026-11-19"), "已过有效期"),
                (Self.offer("D", by: lab, issued: "2026-10-01"), "取样日在出具日之后"),
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
            let (again, other) = try await offer(Self.offer("A", by: lab), for: number)
            #expect(again == 422 && other["faults"]?.elements.first?["path"]?.string == "/report")
            // Once refused, the line takes no other report.
            let (second, decided) = try await offer(Self.offer("F", by: lab), for: number)
            #expect(second == 422 && decided["faults"]?.elements.first?["path"]?.string == "/line")
            let inspected = try await world.officer().order("/api/v1/entries/\(number)/decision", #"{"decision":"release"}"#)
            #expect(try JSON(inspected.body)["state"]?.string == "payment")
            #expect(try await seller.post("/api/v1/inspection-bodies", json: "{}").status == 405, "it is kept as a list")
        }
    }
}
