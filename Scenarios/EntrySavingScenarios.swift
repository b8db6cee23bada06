import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Nothing typed is lost") struct EntrySavingScenarios {
    @Test("CB-08 a form saved over an older version of a draft comes back as it was typed, with what differs", arguments: TestStore.engines)
    func compared(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let member = try await world.member(of: world.cast.declarant)
            let address = try await begin(member)
            // In another window.
            let other = try await member.post(address, form: ["version": "1", "orderNo": "TEST-THERE", "do": "save"])
            #expect(other.status == 303)
            let told = try await member.post(
                address, form: ["version": "1", "orderNo": "TEST-HERE", "do": "save"],
                headers: ["accept": "application/json"])
            #expect(told.status == 409)
            #expect(try JSON(told.body)["code"]?.string == "declarations.draft-changed")
            #expect(try JSON(told.body)["fix"]?["zh"]?.string?.contains("保存") == true)
            for act in ["save", "check", "line", "paste"] {
                let page = try await member.post(
                    address, form: ["version": "1", "orderNo": "TEST-HERE", "grossWeight": "1.5", "do": "\(act)"])
                #expect(page.status == 409)
                for text in [
                    "value=\"TEST-HERE\"", "value=\"1.5\"", "草稿现为“TEST-THERE”，本页为“TEST-HERE”",
                    "草稿现为空，本页为“1.5”", "href=\"#f-orderNo\"", "href=\"\(address)\"",
                    "name=\"version\" value=\"2\"", "data-autosave=\"\"", "您在另一窗口或设备上",
                ] { #expect(page.text.contains(text), "\(act): \(text)") }
            }
            let step = try await member.post(
                address + "/steps/numbers", form: ["version": "1", "orderNo": "TEST-STEP", "do": "next"])
            #expect(step.status == 409 && step.text.contains("value=\"TEST-STEP\""))
            let kept = try await member.get(address).text
            #expect(kept.contains("value=\"TEST-THERE\"") && !kept.contains("TEST-HERE") && kept.contains("data-autosave=\"save\""))
            // Who has seen both decides.
            let decided = try await member.post(address, form: ["version": "2", "orderNo": "TEST-HERE", "do": "save"])
            #expect(decided.status == 303)
            #expect(try await member.get(address).text.contains("value=\"TEST-HERE\""))
        }
    }

    @Test("CB-08 signed out while typing: the script is told so, and a form leads back to its draft", arguments: TestStore.engines)
    func signedOut(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let member = try await world.member(of: world.cast.declarant)
            let address = try await begin(member)
            _ = try await member.post("/zh/sign-out", form: [:])
            let told = try await member.post(
                address, form: ["version": "1", "orderNo": "TEST-HERE", "do": "save"],
                headers: ["accept": "application/json"])
            #expect(told.status == 401)
            #expect(try JSON(told.body)["code"]?.string == "web.sign-in-needed")
            for form in [address, address + "/submission"] {
                let sent = try await member.post(form, form: ["version": "1", "orderNo": "TEST-HERE", "do": "check"])
                #expect(sent.status == 303)
                let door = try await member.follow(sent)
                #expect(door.text.contains("刚才提交的内容没有收到"))
                #expect(door.text.contains("name=\"to\" value=\"\(address)\""))
            }
        }
    }

    private func begin(_ member: Visitor) async throws -> String {
        _ = try await member.get("/zh/entry")
        let begun = try await member.post("/zh/entry", form: ["type": "CEB621", "way": "dense"])
        let address = try #require(begun.header("location"))
        _ = try await member.get(address)
        return address
    }
}
