import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Lists of firms: who stands on them, since when, and why.
@Suite("Lists") struct ListScenarios {
    private func play(_ engine: TestStore.Engine, _ cases: [ListCase]) async throws {
        for one in cases {
            try await World.run(engine) { try await one.play($0) }
        }
    }

    @Test("ID-02 a hundred are nominated, scored, published for a year by two officers, and told why not", arguments: TestStore.engines)
    func hundreds(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for (list, fact) in [
                ("top-import", "import-value"), ("top-export", "export-value"),
                ("top-new-forms", "new-form-value"), ("top-own-brands", "own-brand-value"),
            ] {
                try await edition(list, facts: [fact: 600_000], mark: "lead", world)
            }
        }
    }

    @Test("ID-14 a figure of a firm that is wrong is refused with each thing that is wrong of it", arguments: TestStore.engines)
    func wrongFigure(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let one = try await world.keeper("one", of: "commerce")
            let firm = world.cast.seller.creditCode
            for (more, paths) in [
                (#""fact":"luck","value":1,"from":"2026-01-01","document":"测试""#, ["/fact"]),
                (#""fact":"import-value","value":"1.5","from":"2026-01-01","document":"测试""#, ["/value"]),
                (#""fact":"laboratory","value":2,"from":"2026-01-01","document":"测试""#, ["/value"]),
                (#""fact":"import-value","value":1,"from":"soon","to":"never","document":"""#, ["/from", "/to", "/document"]),
                (#""fact":"import-value","value":1,"from":"2026-02-01","to":"2026-01-31","document":"测试""#, ["/to"]),
            ] {
                let answer = try await one.act("/api/v1/firm-facts", #"{"firm":"\#(firm)",\#(more)}"#)
                let json = try JSON(answer.body)
                #expect(answer.status == 422 && json["code"]?.string == "lists.fact", "\(answer.text)")
                #expect(json["faults"]?.elements.compactMap { $0["path"]?.string } == paths, "\(answer.text)")
            }
            _ = try await one.get("/zh/firm-facts")
            let page = try await one.post("/zh/firm-facts", form: ["firm": firm, "fact": "laboratory", "value": "2", "from": "2026-01-01", "to": "", "document": "测试"])
            #expect(page.status == 422 && page.text.contains("数值“2”不对") && page.text.contains("是填 1，否填 0"), "\(page.text)")
        }
    }

    /// Two firms are put forward: one is taken, the other told why not.
    private func edition(_ list: String, facts: [String: Int], mark: String, _ world: World) async throws {
        let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
        let (strong, weak) = (world.cast.seller, world.cast.carrier)
        let person = try await world.person(of: strong)
        let stated = facts.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
        let path = "/api/v1/lists/\(list)"
        let own = try await person.act("\(path)/nominations", #"{"edition":"2026","stated":{\#(stated)}}"#)
        #expect(own.status == 201, "\(list) \(own.text)")
        let twice = try await person.act("\(path)/nominations", #"{"edition":"2026"}"#)
        #expect(twice.status == 409 && twice.text.contains("lists.already-nominated"))
        let other = try await one.act("\(path)/nominations", #"{"edition":"2026","firm":"\#(weak.creditCode)"}"#)
        #expect(other.status == 201, "\(list) \(other.text)")
        #expect(try await person.act("\(path)/nominations", #"{"edition":"2020"}"#).status == 422)
        let publication = #"{"kind":"publication","edition":"2026","reason":"测试公布","document":"测试公告"}"#
        let unmarked = try await one.act("\(path)/changes", publication)
        #expect(unmarked.status == 409 && unmarked.text.contains("lists.unmarked"), "\(unmarked.text)")
        for (answer, points) in [(own, 25), (other, 5)] {
            let id = try JSON(answer.body)["id"]?.string ?? ""
            let tooMany = try await one.act("/api/v1/list-nominations/\(id)/marks", #"{"marks":{"\#(mark)":999},"reason":"测试"}"#)
            #expect(tooMany.status == 422 && tooMany.text.contains("lists.marks"))
            let marked = try await one.act("/api/v1/list-nominations/\(id)/marks", #"{"marks":{"\#(mark)":\#(points)},"reason":"测试评分"}"#)
            #expect(marked.status == 200, "\(marked.text)")
        }
        #expect(try await person.act("\(path)/changes", publication).status == 403)
        let proposed = try await one.act("\(path)/changes", publication)
        #expect(proposed.status == 201, "\(proposed.text)")
        let id = try JSON(proposed.body)["id"]?.string ?? ""
        let decision = "/api/v1/list-changes/\(id)/decision"
        #expect(try await one.act(decision, #"{"confirm":true}"#).status == 403)
        let confirmed = try await two.act(decision, #"{"confirm":true}"#)
        #expect(confirmed.status == 200, "\(confirmed.text)")
        #expect(try await two.act(decision, #"{"confirm":true}"#).status == 409)
        let feed = try JSON(try await Visitor(world.window.door).get("\(path)/members?day=2026-12-31").body)
        #expect(feed["members"]?.elements.map { $0["code"]?.string } == [strong.creditCode])
        #expect(feed["permalink"]?.string?.hasSuffix("\(path)/members?day=2026-12-31") == true)
        let csv = try await Visitor(world.window.door).get("\(path)/members.csv?day=2026-12-31").text
        #expect(csv.contains(strong.creditCode) && csv.contains("测试公告"))
        let news = try JSON(try await Visitor(world.window.door).get("\(path)/movements").body)
        #expect(news["movements"]?.elements.map { $0["kind"]?.string } == ["entry"])
        #expect(news["movements"]?.elements.first?["code"]?.string == strong.creditCode)
        // The year over, the edition is over.
        let next = try JSON(try await Visitor(world.window.door).get("\(path)/members?day=2027-01-01").body)
        #expect(next["count"]?.integer == 0)
        #expect(try await person.act("\(path)/nominations", #"{"edition":"2026"}"#).status == 409)
        // Whoever was not taken reads why.
        let passed = try await world.person(of: weak).get("/api/v1/my-lists").text
        #expect(passed.contains("passed-over") && passed.contains("低于最低分"), "\(list)")
    }

    @Test("ID-03 headquarters and operators are recognised by their figures and leave with a reason", arguments: TestStore.engines)
    func headquarters(engine: TestStore.Engine) async throws {
        try await play(engine, [
            ListCase(list: "trade-hq", facts: ["shanghai": 1, "goods-trade-share": 62, "revenue": 710_000]),
            ListCase(list: "regional-hq", facts: ["shanghai": 1, "regional-hq": 1]),
        ])
    }

    @Test("ID-04 demonstration firms and platforms are registered by criteria and reviewed", arguments: TestStore.engines)
    func demonstration(engine: TestStore.Engine) async throws {
        try await play(engine, [
            ListCase(list: "integration-firm", facts: ["shanghai": 1, "both-markets": 1], marks: ["example": 80]),
            ListCase(list: "integration-platform", facts: ["both-markets": 1], marks: ["example": 80], isPlatform: true),
            ListCase(list: "distribution-centre", facts: ["shanghai": 1, "distribution-centre": 1]),
        ])
    }

    @Test("ID-04 a distribution centre with a serious violation is not entered and reads why", arguments: TestStore.engines)
    func violation(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.keeper("one", of: "commerce")
            try await world.record(["shanghai": 1, "distribution-centre": 1, "serious-violation": 1], of: world.cast.seller, by: officer)
            let refused = try await officer.act("/api/v1/lists/distribution-centre/changes", #"{"kind":"entry","reason":"测试","document":"测试","firms":[{"firm":"\#(world.cast.seller.creditCode)"}]}"#)
            #expect(refused.status == 422 && refused.text.contains("三年内有严重违法记录"), "\(refused.text)")
        }
    }

    @Test("ID-06 only a certified firm is entered for joint incentives", arguments: TestStore.engines)
    func incentives(engine: TestStore.Engine) async throws {
        try await play(engine, [ListCase(list: "joint-incentive", owner: "customs", level: "advanced")])
    }

    @Test("ID-08 the offshore-trade list is generated by published criteria and adjusted on any day", arguments: TestStore.engines)
    func offshore(engine: TestStore.Engine) async throws {
        try await play(engine, [ListCase(list: "offshore-trade", facts: ["offshore-value": 1_000, "bank-recommended": 1])])
    }

    @Test("ID-09 the facilitation list is seen by its authority and each firm itself alone, the demonstration firms by all", arguments: TestStore.engines)
    func facilitation(engine: TestStore.Engine) async throws {
        try await play(engine, [
            ListCase(list: "fx-facilitation", owner: "safe", facts: ["prudent-record": 1, "bank-recommended": 1], isPublic: false)
        ])
    }

    @Test("ID-10 the credit-insurance white list shows entries and exits with reasons", arguments: TestStore.engines)
    func whiteList(engine: TestStore.Engine) async throws {
        try await play(engine, [ListCase(list: "credit-insurance", facts: ["insured": 1, "open-claims": 0])])
    }

    @Test("ID-11 pilot firms come and go on any day, each list with its own ability", arguments: TestStore.engines)
    func pilots(engine: TestStore.Engine) async throws {
        try await play(engine, [
            ListCase(list: "ic-pilot", facts: ["chip-industry": 1]),
            ListCase(list: "parallel-car", facts: ["car-import": 1]),
            ListCase(list: "used-car-export", facts: ["used-car": 1]),
        ])
    }

    @Test("ID-12 inspection bodies stand in the catalogue with their goods", arguments: TestStore.engines)
    func bodies(engine: TestStore.Engine) async throws {
        try await play(engine, [ListCase(list: "inspection-body", owner: "customs", facts: ["laboratory": 1], item: "3304")])
    }

    @Test("PS-16 a year-round platform of the import expo is listed by its trade and leaves with a reason", arguments: TestStore.engines)
    func fairPlatforms(engine: TestStore.Engine) async throws {
        try await play(engine, [ListCase(list: "fair-platform", facts: ["year-round-show": 1, "fair-goods": 500])])
    }

    @Test("ID-16 brands are evaluated and published for a year", arguments: TestStore.engines)
    func brands(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await edition("global-brands", facts: ["brand-marks": 20, "own-brand-value": 100_000], mark: "market", world)
        }
    }

    @Test("RG-04 a firm is listed with its goods, and the list is adjusted on any day", arguments: TestStore.engines)
    func research(engine: TestStore.Engine) async throws {
        try await play(engine, [ListCase(list: "rd-goods", facts: ["research-firm": 1, "tracking-system": 1], item: "30021200")])
    }
}
