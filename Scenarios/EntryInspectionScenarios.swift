import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Inspections of goods declarations") struct EntryInspectionScenarios {
    @Test("SW-10 an entry is drawn by the rates of the policy, and officers alone are told how", arguments: TestStore.engines)
    func rates(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.alwaysInspected()
            let entry = try await world.lodge(EntrySample("INS-1", of: world.cast.seller))
            #expect(entry["state"]?.string == "inspection")
            #expect(!entry.texts.contains { $0.contains("查验率") }, "who sees a rate knows how to slip through")
            let number = try #require(entry["number"]?.string)
            let officer = try await world.officer()
            let seen = try JSON(try await officer.get("/api/v1/entries/\(number)").body)
            #expect(seen.texts.contains { $0.contains("抽中") } && seen.texts.contains("10000"), "\(seen.encoded)")
            // The dry run of a policy knows the case.
            let cited = seen.texts.contains { $0.contains("查验率策略") }
            #expect(cited)
        }
    }

    @Test("SW-11 an inspection of an entry is offered without the owner, stands on its photos and counts", arguments: TestStore.engines)
    func unaccompanied(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.alwaysInspected()
            let entry = try await world.lodge(EntrySample("INS-2", of: world.cast.seller))
            let number = try #require(entry["number"]?.string)
            let order = try #require(entry["inspection"]?.string)
            let owner = try await world.owner(world.cast.seller)
            let path = "/api/v1/inspections/\(order)"
            #expect(try await owner.post(path + "/attendance", json: #"{"attendance":"absent"}"#).status == 200)
            let officer = try await world.officer()
            #expect(try await officer.get("/zh/inspections/\(order)").text.contains("/zh/entries/\(number)"))
            let bare = try await officer.order("/api/v1/entries/\(number)/decision", #"{"decision":"release"}"#)
            #expect(bare.status == 409 && bare.text.contains("inspections.media-first"), "\(bare.text)")
            #expect(try await officer.put(path + "/media?note=TEST", InspectionScenarios.photo).status == 201)
            let done = try await officer.act(path + "/result", #"{"result":"clean","release":true}"#)
            #expect(done.status == 200, "\(done.text)")
            try await world.settle()
            // SW-14: nothing was found, so the entry goes on to its tax.
            #expect(try await world.entry(number)["state"]?.string == "payment")
            let figures = try JSON(try await Visitor(world.window.door).get("/api/v1/inspection-statistics").body)
            #expect(figures["unaccompanied"]?.elements.first?["share"]?.integer == 10_000)
        }
    }

    @Test("SW-14 a finding keeps the entry for the officer; a decision on the entry concludes its inspection", arguments: TestStore.engines)
    func found(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.alwaysInspected()
            let officer = try await world.officer()
            let first = try await world.lodge(EntrySample("INS-3", of: world.cast.seller))
            let order = try #require(first["inspection"]?.string)
            let found = try await officer.act(
                "/api/v1/inspections/\(order)/result", #"{"result":"finding","findings":"测试：货物与申报不符"}"#)
            #expect(found.status == 200, "\(found.text)")
            try await world.settle()
            let number = first["number"]?.string ?? ""
            #expect(try await world.entry(number)["state"]?.string == "inspection")
            let refused = try await officer.order("/api/v1/entries/\(number)/decision", #"{"decision":"refuse","reason":"货证不符"}"#)
            #expect(refused.status == 200, "\(refused.text)")

            let second = try await world.lodge(EntrySample("INS-4", of: world.cast.seller))
            let released = try await officer.order(
                "/api/v1/entries/\(second["number"]?.string ?? "")/decision", #"{"decision":"release"}"#)
            #expect(released.status == 200, "\(released.text)")
            let inspections = try JSON(try await officer.get("/api/v1/inspections").body)["inspections"]?.elements ?? []
            let concluded = inspections.first { $0["case"]?.string == second["number"]?.string }
            #expect(concluded?["state"]?.string == "concluded" && concluded?["result"]?.string == "clean")
        }
    }

    @Test("SW-04 the guarantee is asked before the draw: without it nothing is ordered", arguments: TestStore.engines)
    func guaranteeFirst(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 30_000) { world in
            try await world.alwaysInspected()
            try await world.allowMonthly()
            let seller = world.program(of: world.cast.seller)
            for sample in [
                EntrySample("INS-5", of: world.cast.seller).summarised().priced("1000000"),
                EntrySample("INS-6", of: world.cast.seller).with(["taxation": .text("summary")]).priced("1000000"),
            ] {
                let answer = try await seller.post("/api/v1/entries", json: sample.json)
                #expect(answer.status == 422 && answer.text.contains("entries.guarantee-insufficient"), "\(answer.text)")
            }
            let officer = try await world.officer()
            #expect(try JSON(try await officer.get("/api/v1/inspections").body)["inspections"]?.elements.isEmpty == true)
            // What is covered is secured before it is looked at, and freed when it is refused.
            let entry = try await world.lodge(EntrySample("INS-7", of: world.cast.seller).with(["taxation": .text("summary")]))
            #expect(entry["state"]?.string == "inspection" && entry["securityYuan"]?.string == "22040")
            let number = entry["number"]?.string ?? ""
            _ = try await officer.order("/api/v1/entries/\(number)/decision", #"{"decision":"refuse","reason":"货证不符"}"#)
            #expect(try await world.guarantee(of: world.cast.seller) == Fixed(30_000))
            #expect(try await world.flaws() == [])
        }
    }
}
