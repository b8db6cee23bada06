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
        from: 2023-04-06
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
