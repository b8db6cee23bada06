import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What an export that comes back owes and gets.
@Suite("Taxes of returned exports") struct ReturnTaxScenarios {
    @Test("CB-15 a return whose refund was paid is a claw-back: repaid once before it is released, and export duty comes back", arguments: TestStore.engines)
    func clawBack(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.summarised, pieces: 2)
            let preNo = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: 1)])
            let officer = try await world.officer()
            let declarant = world.program(of: world.cast.declarant)
            // Nobody has said what the export had brought.
            let early = try await world.act("release", preNo, officer)
            #expect(early.status == 422 && early.text.contains("return-tax-not-stated"), "\(early.text)")
            let statement = """
                {"cause":"returned","originalState":true,
                "lines":[{"gnum":"1","refundYuan":"13.01","exportDutyYuan":"4.00"}]}
                """
            let stated = try JSON(try await declarant.post("/api/v1/follow-ups/\(preNo)/tax", json: statement).body)
            #expect(stated["verdict"]?.string == "relief", "\(stated.encoded)")
            // One of two pieces: half of the refund, to the fen.
            #expect(stated["supplement"]?.string == "6.51")
            #expect(stated["dutyRefund"]?.string == "2")
            #expect(stated.status == 2)
            let texts = stated["explanation"]?.texts ?? []
            #expect(texts.contains("财政部 海关总署 税务总局公告2026年第16号"))
            #expect(texts.contains("参照内销货物发生退货的规定执行"))
            let kept = try await world.act("release", preNo, officer)
            #expect(kept.status == 422 && kept.text.contains("return-tax-not-repaid"), "\(kept.text)")

            // An officer who looked before it was stated anew settles nothing.
            let unseen = try await world.settleReturnTax(preNo, "BS-TEST-0001", officer, version: 7)
            #expect(unseen.status == 409 && unseen.text.contains("return-tax-changed"), "\(unseen.text)")
            let settled = try await world.settleReturnTax(preNo, "BS-TEST-0001", officer)
            #expect(settled.status == 200, "\(settled.text)")
            #expect(try await world.settleReturnTax(preNo, "BS-TEST-0002", officer).status == 409)
            #expect(try await declarant.post("/api/v1/follow-ups/\(preNo)/tax", json: statement).status == 409)
            #expect(try await world.act("release", preNo, officer).status == 200)
            let after = try JSON(try await declarant.get("/api/v1/follow-ups/\(preNo)/tax").body)
            #expect(after["reference"]?.string == "BS-TEST-0001")
            #expect(after.status == 3)

            // The other piece takes the rest, so that both together are what was refunded.
            let rest = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: 1)], attempt: 2)
            let second = try JSON(try await declarant.post("/api/v1/follow-ups/\(rest)/tax", json: statement).body)
            #expect(second["supplement"]?.string == "6.5")
            let used = try await world.settleReturnTax(rest, "BS-TEST-0001", officer)
            #expect(used.status == 409 && used.text.contains("return-tax-certificate-used"), "\(used.text)")
            #expect(try await world.act("refuse", rest, officer, "货物不是原状").status == 200)
            let gone = try JSON(try await declarant.get("/api/v1/follow-ups/\(rest)/tax").body)
            #expect(gone.status == 4)
            #expect(try await world.settleReturnTax(rest, "BS-TEST-0003", officer).status == 409)
            // Nobody else sees it.
            #expect(try await world.program(of: world.cast.payment).get("/api/v1/follow-ups/\(preNo)/tax").status == 404)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-15 what is stated anew waits for an officer: a refund restated to nothing releases nothing", arguments: TestStore.engines)
    func restated(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.summarised)
            let preNo = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: nil)])
            let (officer, declarant) = (try await world.officer(), world.program(of: world.cast.declarant))
            func state(_ refund: String) async throws -> JSON {
                let body = #"{"cause":"returned","originalState":true,"lines":[{"gnum":"1","refundYuan":"\#(refund)"}]}"#
                return try JSON(try await declarant.post("/api/v1/follow-ups/\(preNo)/tax", json: body).body)
            }
            #expect(try await state("13.00")["supplement"]?.string == "13")
            let again = try await state("0")
            #expect(again["supplement"]?.string == "13" && again.status == 2, "\(again.encoded)")
            #expect(again["restatement"]?["supplement"]?.string == "0")
            #expect(again["statusName"]?["zh"]?.string == "已重新申报，待海关审核")
            #expect(again["explanation"]?.texts.contains { $0.contains("第二十六条") } == true)
            // Neither released nor settled behind the officer's back.
            let kept = try await world.act("release", preNo, officer)
            #expect(kept.status == 409 && kept.text.contains("return-tax-under-review"), "\(kept.text)")
            #expect(try await world.settleReturnTax(preNo, "BS-TEST-0001", officer).text.contains("return-tax-under-review"))
            #expect(try await officer.get("/zh/follow-ups/\(preNo)").text.contains("已重新申报，待海关审核"))
            let page = try await officer.get("/zh/follow-ups/\(preNo)/tax").text
            #expect(page.contains("审核重新申报") && page.contains("¥13.00 → ¥0.00"), "\(page)")

            let silent = try await world.review(preNo, "decline", "", officer)
            #expect(silent.status == 422, "\(silent.text)")
            #expect(try await world.review(preNo, "decline", "退税系统显示已退", officer, version: 9).status == 409)
            let mine = try await declarant.post("/api/v1/follow-ups/\(preNo)/tax/review", json: #"{"decision":"accept","version":2}"#)
            #expect(mine.status == 403)
            #expect(try await world.review(preNo, "decline", "退税系统显示已退", officer).status == 200)
            let declined = try JSON(try await declarant.get("/api/v1/follow-ups/\(preNo)/tax").body)
            #expect(declined["answer"]?["reason"]?.string == "退税系统显示已退" && declined["supplement"]?.string == "13")
            #expect(try await world.act("release", preNo, officer).text.contains("return-tax-not-repaid"))
            // On the page it is said at the decision, with the way to the taxes beside it.
            let opened = try await officer.get("/zh/follow-ups/\(preNo)")
            let version = opened.text.firstMatch(of: /name="version" value="(\d+)"/).map { String($0.1) } ?? ""
            let told = try await officer.post(
                "/zh/follow-ups/\(preNo)/decision", form: ["version": version, "action": "release", "reason": ""])
            #expect(told.status == 422 && told.text.contains("尚未补缴"), "\(told.text)")
            #expect(told.text.contains("/zh/follow-ups/\(preNo)/tax") && told.text.contains("提交结论"))

            // Said right after all, and accepted: now that is what is owed.
            #expect(try await state("11.00")["restatement"]?["supplement"]?.string == "11")
            let accepted = try await officer.post(
                "/zh/follow-ups/\(preNo)/tax/review", form: ["decision": "accept", "reason": "与税务机关核对一致", "version": "4"])
            #expect(accepted.status == 303, "\(accepted.text)")
            let after = try JSON(try await declarant.get("/api/v1/follow-ups/\(preNo)/tax").body)
            #expect(after["supplement"]?.string == "11" && after["restatement"] == .null, "\(after.encoded)")
            #expect(try await world.settleReturnTax(preNo, "BS-TEST-0001", officer).status == 200)
            #expect(try await world.act("release", preNo, officer).status == 200)
        }
    }

    @Test("CB-15 a list let go without refund and duty needs no statement; what does not qualify is not released as a return", arguments: TestStore.engines)
    func unqualified(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (simple, first) = try await world.exported(.simplified)
            let plain = try await world.broughtBack(simple, first, [(number: 1, pieces: nil)])
            let officer = try await world.officer()
            #expect(try await world.act("release", plain, officer).status == 200)

            let (chain, invtNo) = try await world.exported(.summarised)
            let preNo = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: nil)])
            let declarant = world.program(of: world.cast.declarant)
            let wrong = try await declarant.post(
                "/api/v1/follow-ups/\(preNo)/tax",
                json: "{\"cause\":\"returned\",\"originalState\":true,\"lines\":[{\"gnum\":\"9\"}]}")
            #expect(wrong.status == 422 && wrong.text.contains("return-tax-line"))
            let half = try await declarant.post("/api/v1/follow-ups/\(preNo)/tax", json: "{\"cause\":\"returned\"}")
            #expect(half.status == 422 && half.text.contains("return-tax-input"))
            let altered = try await declarant.post(
                "/api/v1/follow-ups/\(preNo)/tax",
                json: "{\"cause\":\"returned\",\"originalState\":false,\"lines\":[]}")
            #expect(try JSON(altered.body)["verdict"]?.string == "taxed")
            let kept = try await world.act("release", preNo, officer)
            #expect(kept.status == 422 && kept.text.contains("return-not-relieved"), "\(kept.text)")
            // Nothing is to be repaid, so nothing is settled.
            #expect(try await world.settleReturnTax(preNo, "BS-TEST-0001", officer).status == 409)
        }
    }

    @Test("CB-15 what the export had brought is stated and settled on the page as well", arguments: TestStore.engines)
    func pages(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.summarised)
            let preNo = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: nil)])
            try await world.enlist("clerk-declarant", of: world.cast.declarant)
            let clerk = try await world.officer("clerk-declarant")
            #expect(try await clerk.get("/zh/follow-ups/\(preNo)").text.contains("/zh/follow-ups/\(preNo)/tax"))
            #expect(try await clerk.get("/en/follow-ups/\(preNo)/tax").status == 200)
            let bad = try await clerk.post(
                "/zh/follow-ups/\(preNo)/tax",
                form: ["cause": "unsold", "state": "original", "refund-1": "-1"])
            #expect(bad.status == 422 && bad.text.contains("cause"))
            let stated = try await clerk.post(
                "/zh/follow-ups/\(preNo)/tax",
                form: ["cause": "unsold", "state": "original", "refund-1": "13.00", "duty-1": ""])
            #expect(stated.status == 303, "\(stated.text.prefix(400))")
            #expect(try await clerk.get("/zh/follow-ups/\(preNo)/tax").text.contains("应先补缴已退税款 13"))
            let officer = try await world.officer()
            _ = try await officer.get("/zh/follow-ups/\(preNo)/tax")
            let settled = try await officer.post(
                "/zh/follow-ups/\(preNo)/tax/settlement", form: ["reference": "BS-TEST-0009", "version": "1"])
            #expect(settled.status == 303)
            let page = try await officer.get("/en/follow-ups/\(preNo)/tax").text
            #expect(page.contains("BS-TEST-0009") && page.contains("Refund repaid"))
            #expect(try await world.act("release", preNo, officer).status == 200)
        }
    }
}

extension World {
    /// Applies for a return and has it tallied; gives its number.
    func broughtBack(
        _ chain: SampleChain, _ invtNo: String, _ lines: [(number: Int, pieces: Int?)],
        attempt: Int = 1
    ) async throws -> String {
        let taken = try await tell(
            try samples.exportReturn(of: chain, invtNo: invtNo, lines: lines, attempt: attempt))
        #expect(taken.status == 2, "\(taken.info)")
        try await settle()
        try await tell(try samples.exportTally(of: chain, invtNo: invtNo, attempt: attempt))
        try await settle()
        #expect(try await followUp(taken.subject, for: cast.declarant).status == 300)
        return taken.subject
    }

    /// An officer notes the certificate of a repaid refund.
    func settleReturnTax(
        _ preNo: String, _ reference: String, _ officer: Visitor, version: Int64? = nil
    ) async throws -> Answer {
        let page = try await officer.get("/zh/account")
        let seen = try JSON(try await officer.get("/api/v1/follow-ups/\(preNo)/tax").body)["version"]?.integer
        return try await officer.post(
            "/api/v1/follow-ups/\(preNo)/tax/settlement",
            json: "{\"reference\":\"\(reference)\",\"version\":\(version ?? seen ?? 0)}",
            headers: ["x-csrf-token": page.formToken ?? ""])
    }

    /// An officer decides on what was stated anew.
    func review(
        _ preNo: String, _ decision: String, _ reason: String, _ officer: Visitor, version: Int64? = nil
    ) async throws -> Answer {
        let seen = try JSON(try await officer.get("/api/v1/follow-ups/\(preNo)/tax").body)["version"]?.integer
        return try await officer.order(
            "/api/v1/follow-ups/\(preNo)/tax/review",
            #"{"decision":"\#(decision)","reason":"\#(reason)","version":\#(version ?? seen ?? 0)}"#)
    }

    /// Somebody of an enterprise with a login.
    func enlist(_ login: String, of enterprise: SampleEnterprise) async throws {
        let id = try #require(window.parties.register.find(code: enterprise.creditCode)?.id)
        _ = try await window.parties.addUser(
            NewUser(
                login: login, name: "测试人员", password: "correct horse battery staple",
                kind: .member(enterprise: id)), by: "scenario")
    }
}
