import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Whoever refused an application has no hand in the appeal against it, whatever seat they have.
@Suite("Appeals") struct AppealScenarios {
    private func told(_ answer: Answer) throws {
        let json = try JSON(answer.body)
        #expect(answer.status == 403 && json["code"]?.string == "procedures.own-refusal", "\(answer.text)")
        #expect(json["citation"]?["article"]?.string == "复核", "\(answer.text)")
    }

    private func act(_ officer: Visitor, _ action: String, _ number: String) async throws -> Answer {
        try await officer.act("/api/v1/applications/\(number)/actions", #"{"action":"\#(action)","reason":"维持"}"#)
    }

    @Test("SW-20 who refused does not decide the appeal from a second seat, alone, as second officer or with others at once", arguments: TestStore.engines)
    func secondSeat(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let answers = ["qualification": "TEST", "purpose": "test", "vins": "TEST0000000000001", "quantity": "1", "country": "502", "leaves": "2026-12-01", "returns": "2027-06-01"]
            try await world.enlist("vehicle-maker", "vehicle-maker")
            let number = try await world.submit("vehicle-temporary-export", answers, documents: ["plan"])
            let admin = try await world.visitor("admin")
            _ = try await admin.get("/zh/seats")
            #expect(try await admin.post("/zh/seats", form: ["body": "commerce-review", "login": "commerce-1", "from": "2026-01-01", "to": ""]).status == 303)
            let refuser = try await world.visitor("commerce-1")
            try await world.decide(refuser, "refuse", number, reason: "用途不清")
            #expect(try await world.act("appeal", number, reason: "用途已说明").status == 200)

            for action in ["take", "uphold", "grant"] { try told(try await act(refuser, action, number)) }
            let bulk = try await refuser.act(BulkScenarios.path, BulkScenarios.order("own", "uphold", [number], reason: "维持"))
            #expect(bulk.status == 422 && bulk.text.contains("procedures.own-refusal"), "\(bulk.text)")
            let page = try await refuser.get("/en/applications/\(number)").text
            #expect(page.contains("You took part in the decision this appeal is about") && !page.contains("value=\"uphold\""), "\(page)")

            let (one, two) = (try await world.visitor("review-1"), try await world.visitor("review-2"))
            #expect(try await act(one, "uphold", number).status == 200)
            for action in ["agree", "dissent"] { try told(try await act(refuser, action, number)) }
            #expect(try await act(two, "agree", number).status == 200)
            #expect(try await world.found(number).state == "refused")
        }
    }

    @Test("SW-18 both officers of a refusal are kept away from its appeal, also by a seat that was handed over", arguments: TestStore.engines)
    func bothOfficers(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-mooring.yaml": Self.mooring]) { world in
            let number = try await world.submit("test-mooring", ["boat": "T-1"], documents: [])
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            #expect(try await act(one, "no", number).status == 200)
            #expect(try await act(two, "agree", number).status == 200)
            #expect(try await world.found(number).state == "refused")
            #expect(try await world.act("appeal", number, reason: "请重新审核").status == 200)
            // Two colleagues of the reviewing body are away and hand their seats over.
            for (from, to) in [("review-1", "commerce-1"), ("review-2", "commerce-2")] {
                let given = try await world.visitor(from).act("/api/v1/desk/deputies", #"{"body":"commerce-review","login":"\#(to)","from":"2026-11-20","to":"2026-12-20"}"#)
                #expect(given.status == 201, "\(given.text)")
            }
            try told(try await act(one, "uphold", number))
            try told(try await act(two, "yes", number))
            #expect(try await act(try await world.visitor("review-1"), "yes", number).status == 200)
            #expect(try await world.found(number).state == "granted")
        }
    }

    /// Refused by two officers, looked at anew by one.
    static let mooring = """
        service: test-mooring
        row: SW-18
        from: 2024-01-01
        topic: licence
        name: {zh: 测试系泊许可, en: Test mooring}
        summary: {zh: 用于测试的系泊许可。, en: "A mooring, for tests."}
        bases: [paper-9-2]
        applicants: any
        fields:
          - {id: boat, type: text, label: {zh: 船名, en: Boat}, required: true}
        steps:
          - id: examination
            name: {zh: 审核, en: Examination}
            body: commerce
            clock: {workingDays: 5, basis: default-term}
            actions:
              - {id: "yes", name: {zh: 准予, en: Grant}, does: grant}
              - {id: "no", name: {zh: 不予许可, en: Refuse}, does: refuse, fourEyes: true}
          - id: review
            name: {zh: 复核, en: Review}
            body: commerce-review
            clock: {workingDays: 20, basis: default-term}
            actions:
              - {id: uphold, name: {zh: 维持, en: Uphold}, does: refuse}
              - {id: "yes", name: {zh: 改为准予, en: Grant after all}, does: grant}
        appeal: {step: review, days: 60, basis: reconsideration-20}
        grant:
          title: {zh: 测试系泊许可, en: Test mooring}
          letter: {zh: 准予系泊。, en: The boat may moor.}
          months: 12
          basis: default-term
          shows: [boat]
        notices:
          submitted: {zh: 已收到。, en: Received.}
          granted: {zh: 已准予。, en: Granted.}
          refused: {zh: 未予许可。, en: Not granted.}
        """

    /// Services in which several bodies work at once: what is asked, papers, who fails or owes it.
    static let shared: [(row: String, service: String, papers: [String], part: String, body: String)] = [
        ("RG-03", "remanufactured-import", ["conformity", "label-photo", "process"], "environment", "ecology"),
        ("SW-21", "one-industry-one-licence", PilotServiceScenarios.shopPapers, "fire", "fire"),
        ("CB-23", "park-recognition", ["plan-paper"], "supervision", "customs"),
    ]

    private func shared(_ service: String, _ world: ServiceWorld, _ commerce: Visitor) async throws -> [String: String] {
        switch service {
        case "one-industry-one-licence": PilotServiceScenarios.shop
        case "park-recognition":
            ["park": "测试园区", "kind": "industry", "district": "qingpu", "area": "50000", "firms": "30", "plan": "1", "service": "1", "connected": "1", "contact": "测试"]
        default:
            ["category": try await world.offer(commerce, service, "测试发动机"), "product": "测试发动机 T1", "goods-code": "8407341000", "origin": "502", "maker": "测试", "certificate": "TEST-C", "certificate-until": "2027-03-31", "new-standard": "1", "quantity": "10", "unit": "001", "contact": "测试", "label": "1"]
        }
    }

    @Test("RG-03 SW-21 CB-23 an appeal grants nothing that a body has not passed: it is asked again, and what was passed is not", arguments: TestStore.engines)
    func sharedAppeals(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let commerce = try await world.visitor("commerce-1")
            let market = [try await world.officer("market-1", at: "market"), try await world.officer("market-lead-1", at: "market-review"), try await world.officer("market-lead-2", at: "market-review")]
            var seated: [String: [Visitor]] = ["customs": [try await world.visitor("customs-1"), try await world.visitor("customs-2")]]
            for body in ["ecology", "fire"] {
                seated[body] = [try await world.officer("\(body)-1", at: body), try await world.officer("\(body)-2", at: body)]
            }
            for (_, service, papers, part, body) in Self.shared {
                let isMarket = service == "one-industry-one-licence"
                let refuser = isMarket ? market[0] : commerce
                let (one, two) = isMarket ? (market[1], market[2]) : (try await world.visitor("review-1"), try await world.visitor("review-2"))
                let number = try await world.submit(service, try await shared(service, world, commerce), documents: papers)
                let officers = try #require(seated[body])
                if !isMarket { #expect(try await act(officers[0], "\(part).fail", number).status == 200) }
                if service == "remanufactured-import" { #expect(try await act(try await world.visitor("customs-1"), "conformity.pass", number).status == 200) }
                #expect(try await act(refuser, "refuse", number).status == 200)
                #expect(try await world.act("appeal", number, reason: "请重新审核").status == 200)

                // Two officers of the review agree to grant, and it is not granted.
                #expect(try await act(one, "grant", number).status == 200)
                let early = try await act(two, "agree", number)
                #expect(early.status == 409 && early.text.contains("procedures.parts-wait"), "\(service): \(early.text)")
                #expect(try await world.found(number).state == "open")
                let open = try await world.found(number)["parts"]?.elements.filter { $0["verdict"]?.string == nil }.compactMap { $0["part"]?.string } ?? []
                #expect(open.contains(part) && !open.contains("conformity"), "\(service): \(open)")
                #expect(try await officers[1].get("/zh/desk").text.contains(number))
                #expect(try await two.get("/en/applications/\(number)").text.contains("each body does again"))

                // Who did not pass it has no hand in it now; a colleague has.
                if !isMarket { try told(try await act(officers[0], "\(part).pass", number)) }
                #expect(try await act(officers[1], "\(part).pass", number).status == 200)
                if isMarket {
                    #expect(try await act(two, "agree", number).status == 409)
                    let other = try await world.officer("market-2", at: "market")
                    for mine in ["food", "signage"] { #expect(try await act(other, "\(mine).pass", number).status == 200) }
                    #expect(try await act(try await world.visitor("customs-1"), "customs.pass", number).status == 200)
                }
                #expect(try await act(two, "agree", number).status == 200)
                #expect(try await world.found(number).state == "granted", "\(service)")
            }
        }
    }

    @Test("SW-01 two who hand over to the same colleague at once: one does, the other is told, and no seat is replaced", arguments: TestStore.engines)
    func sameColleague(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            let seat = #"{"body":"commerce","login":"review-1","from":"2026-11-20","to":"2026-12-20"}"#
            async let first = one.act("/api/v1/desk/deputies", seat)
            async let second = two.act("/api/v1/desk/deputies", seat)
            let answers = try await [first, second].sorted { $0.status < $1.status }
            #expect(answers.map(\.status) == [201, 422], "\(answers.map(\.text))")
            #expect(answers[1].text.contains("已有这个单位的席位"), "\(answers[1].text)")
            let winner = try JSON(answers[0].body)["insteadOf"]?.string
            let seats = try JSON(try await world.visitor("admin").get("/api/v1/seats").body)
            let handed = seats["seats"]?.elements.filter { $0["insteadOf"]?.string?.isEmpty == false } ?? []
            #expect(handed.map { $0["insteadOf"]?.string } == [winner], "\(seats.encoded)")
        }
    }
}
