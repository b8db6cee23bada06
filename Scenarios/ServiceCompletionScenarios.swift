import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What an application that was sent back is judged by once the applicant has completed it.
@Suite("Completing what was sent back") struct ServiceCompletionScenarios {
    /// The pier of the engine's scenarios, with a desk that may send back and values that a later
    /// day would change.
    static let pier = ServiceEngineScenarios.pier
        .replacing(
            #"- {id: "yes","#,
            with: #"""
                - {id: back, name: {zh: 退回补正, en: Send back}, does: return}
                      - {id: "yes",
                """#)
        .replacing(
            "notices:\n",
            with: """
                notices:
                  returned: {zh: 退, en: Returned}

                """)
        .replacing(
            "checks:\n",
            with: """
                checks:
                  - {check: day-not-past, field: built, message: {zh: 已过。, en: Past.}, fix: {zh: 改。, en: Change.}}

                """)

    @Test("SW-01 what was sent back is judged as of its submission, with the offer it had chosen, though the call has ended and values have changed", arguments: TestStore.engines)
    func completion(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": Self.pier]) { world in
            let customs = try await world.visitor("customs-1")
            let pier = try await world.offer(customs, "test-pier", "一号码头", capacity: "100", closes: "2026-11-25")
            let next = try await world.offer(customs, "test-pier", "二号码头", capacity: "100")
            let boat = ["pier": pier, "length": "60", "built": "2026-11-21", "hull": "T-1"]
            let number = try await world.submit("test-pier", boat, documents: [])
            #expect(try await world.decide(customs, "back", number, reason: "请核对船长").status == 303)
            #expect(try await world.found(number).state == "returned")
            _ = try await customs.get("/zh/desk/offers")
            #expect(try await customs.post("/zh/desk/offers/\(pier)/close", form: [:]).status == 303)
            world.time.advance(days: 12)
            let program = try await world.freshProgram()
            func post(_ path: String, _ body: String) async throws -> Answer {
                try await program.post("/api/v1/applications\(path)", json: body)
            }
            func found() async throws -> JSON {
                try JSON(try await program.get("/api/v1/applications/\(number)").body)
            }
            let completed = try await post("/\(number)/actions", #"{"action":"complete"}"#)
            #expect(completed.status == 200, "\(completed.text)")
            let kept = try await found()
            #expect(kept.state == "open")
            #expect(kept["answers"]?["computed-on"]?.string == "2026-11-20")
            #expect(kept["answers"]?["fee"]?.string == "120")
            #expect(kept["computed"]?.elements.first?["value"]?.string == "120")
            // Whoever begins now is judged by today.
            let answers = JSON.object(boat.merging(["hull": "T-2"]) { $1 }.map { .init($0.key, .text($0.value)) })
            let begun = try await post("", JSON.object([.init("service", .text("test-pier")), .init("answers", answers)]).encoded)
            let late = try #require(try JSON(begun.body)["number"]?.string)
            let refused = try JSON(try await post("/\(late)/actions", #"{"action":"submit"}"#).body)
            #expect(Set(refused.faultPaths) == ["/pier", "/built"])
            // Sent back again, another call is chosen: one that is open.
            let later = try await world.visitor("customs-1")
            try await world.decide(later, "back", number, reason: "请改选")
            let read = try #require(try await found()["version"]?.integer)
            let saved = try await post("/\(number)/answers?version=\(read)", #"{"pier":"\#(next)"}"#)
            #expect(saved.status == 200, "\(saved.text)")
            #expect(try await post("/\(number)/actions", #"{"action":"complete"}"#).status == 200)
            #expect(try await found().state == "open")
        }
    }

    @Test("SW-01 the letter of a revocation cites what allows it, in the name of who revokes", arguments: TestStore.engines)
    func revocation(engine: TestStore.Engine) async throws {
        let rule = "revoke: {body: customs, basis: default-term}"
        let pier = ServiceEngineScenarios.pier.replacing(
            rule, with: "revoke: {body: commerce, basis: paper-131-3-2}")
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": pier]) { world in
            let (customs, commerce) = (try await world.visitor("customs-1"), try await world.visitor("commerce-1"))
            let place = try await world.offer(customs, "test-pier", "一号码头", capacity: "100")
            let boat = ["pier": place, "length": "60", "built": "2020-01-01", "hull": "T-1"]
            let number = try await world.submit("test-pier", boat, documents: [])
            try await world.decide(commerce, "safety.pass", number)
            try await world.decide(customs, "yes", number)
            #expect(try await world.found(number).state == "granted")
            #expect(try await world.decide(commerce, "revoke", number, reason: "已拆解").status == 303)
            let clerk = try await world.clerk()
            let granted = try await clerk.get("/zh/applications/\(number)/letters/2").text
            #expect(granted.contains("本系统默认设置 办理期限") && !granted.contains("沪商市场〔2023〕131号"))
            let revoked = try await clerk.get("/zh/applications/\(number)/letters/3").text
            #expect(revoked.contains("沪商市场〔2023〕131号") && !revoked.contains("本系统默认设置 办理期限"))
            #expect(revoked.contains("上海市商务委员会"))
        }
    }

    @Test("SW-01 where the file says so a grant is ended by two officers, and stands until the second agrees", arguments: TestStore.engines)
    func fourEyes(engine: TestStore.Engine) async throws {
        let rule = "revoke: {body: customs, basis: default-term}"
        let pier = ServiceEngineScenarios.pier.replacing(
            rule, with: "revoke: {body: commerce, basis: default-term, fourEyes: true}")
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": pier]) { world in
            let (customs, commerce) = (try await world.visitor("customs-1"), try await world.visitor("commerce-1"))
            let second = try await world.visitor("commerce-2")
            let place = try await world.offer(customs, "test-pier", "一号码头", capacity: "100")
            let boat = ["pier": place, "length": "60", "built": "2020-01-01", "hull": "T-1"]
            let number = try await world.submit("test-pier", boat, documents: [])
            try await world.decide(commerce, "safety.pass", number)
            try await world.decide(customs, "yes", number)
            #expect(try await world.decide(second, "agree", number).status == 409)
            #expect(try await world.decide(commerce, "revoke", number, reason: "已拆解").status == 303)
            let proposed = try await world.found(number)
            #expect(proposed.state == "granted" && proposed["proposal"]?["action"]?.string == "revoke")
            #expect(try await second.get("/zh/desk").text.contains(number))
            // The first page of the second officer says so, that of the proposer does not.
            #expect(try await second.get("/zh").text.contains("待您复核的申请"))
            #expect(try await !commerce.get("/zh").text.contains("待您复核的申请"))
            #expect(try await world.decide(commerce, "agree", number).status == 403)
            #expect(try await world.decide(second, "revoke", number, reason: "x").status == 409)
            #expect(try await world.decide(customs, "agree", number).status == 403)
            #expect(try await world.decide(second, "dissent", number, reason: "查无实据").status == 303)
            #expect(try await world.found(number).state == "granted")
            #expect(try await !second.get("/zh/desk").text.contains(number))
            try await world.decide(commerce, "revoke", number, reason: "已拆解")
            #expect(try await world.decide(second, "agree", number).status == 303)
            let revoked = try await world.found(number)
            #expect(revoked.state == "revoked" && revoked["proposal"]?["action"]?.string == nil)
        }
    }
}
