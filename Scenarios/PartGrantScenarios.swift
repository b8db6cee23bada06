import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What an officer enters with a decision.
@Suite("Grants of a part") struct PartGrantScenarios {
    @Test("SW-18 a part of what was asked for is granted, never more, and what a second officer rejects leaves nothing", arguments: TestStore.engines)
    func part(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", DrawDownScenarios.general, documents: ["compliance-manual"])
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            let (one, two) = (try await world.visitor("mofcom-1"), try await world.visitor("mofcom-2"))
            for (wrong, words) in [("100.1", "不能多于申请的 100"), ("0", "应大于零"), ("x", "应为数字")] {
                let refused = try await one.act(
                    "/api/v1/applications/\(number)/actions", #"{"action":"grant","values":{"granted":"\#(wrong)"}}"#)
                #expect(refused.status == 422 && refused.text.contains(words), "\(wrong) \(refused.text)")
            }
            // A name nobody reads must not make a part the whole.
            for (order, name) in [
                (#"{"action":"grant","quantity":"40"}"#, "quantity"),
                (#"{"action":"grant","values":{"grantd":"40"}}"#, "grantd"),
                (#"{"action":"take","values":{"granted":"40"}}"#, "granted"),
            ] {
                let refused = try await one.act("/api/v1/applications/\(number)/actions", order)
                let fault = try JSON(refused.body)["faults"]?.elements.first
                #expect(refused.status == 422 && fault?["path"]?.string == "/\(name)", "\(refused.text)")
                #expect(fault?["code"]?.string == "procedures.value-unknown")
            }
            #expect(try await world.found(number).state == "open")
            let page = try await world.decide(one, "grant", number, values: ["granted": "101"])
            #expect(page.status == 422 && page.text.contains("不能多于申请的 100"))
            // Whoever asked for more reads why it is less.
            let silent = try await world.decide(one, "grant", number, values: ["granted": "40"])
            #expect(silent.status == 422 && silent.text.contains("准予少于申请的，也须写明为什么"), "\(silent.text)")
            let unsaid = try await one.act("/api/v1/applications/\(number)/actions", #"{"action":"grant","reason":" ","values":{"granted":"40"}}"#)
            #expect(try JSON(unsaid.body)["code"]?.string == "procedures.reason-missing")
            #expect(try await world.found(number)["answers"]?["granted"] == nil)
            #expect(try await world.decide(one, "grant", number, reason: "用途说明不足", values: ["granted": "40"]).status == 303)
            let proposal = try await two.get("/zh/applications/\(number)").text
            #expect(proposal.contains("准予数量") && proposal.contains("40"))
            #expect(try await world.decide(two, "dissent", number, reason: "数量需再核").status == 303)
            #expect(try await world.found(number)["answers"]?["granted"] == nil)
            // The applicant enters nothing of it.
            let forged = try await world.program.post(world.answers(number), json: #"{"granted":"100"}"#)
            #expect(forged.status == 409, "\(forged.text)")
            #expect(try await world.decide(one, "grant", number, reason: "只核定半年用量", values: ["granted": "40"]).status == 303)
            #expect(try await world.decide(two, "agree", number).status == 303)
            let clerk = try await world.clerk()
            let shown = try await clerk.get("/zh/applications/\(number)").text
            #expect(shown.contains("只核定半年用量"))
            let letter = try await clerk.get("/zh/applications/\(number)/letters/2").text
            #expect(letter.contains("只核定半年用量") && letter.contains("申请数量") && letter.contains("100 千克") && letter.contains("40 千克"), "\(letter)")
            let granted = try await world.found(number)
            #expect(granted["balance"]?.string == "40" && granted["letters"]?.elements.last?["quantity"]?.string?.hasPrefix("40 ") == true, "\(granted.encoded)")
            #expect(try await world.draw("40", "all", number).status == 201)
            #expect(try JSON(try await world.draw("0.1", "more", number).body)["code"]?.string == "balances.insufficient")
        }
    }
}
