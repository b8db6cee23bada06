import Declarations
import House
import Kernel
import Parties
import Secrets
import TestKit
import Testing
import Web
import Wire

/// What no other story asks of the API, asked once: every answer is held against the document.
@Suite("Answers no story asks for") struct AnswerCallScenarios {
    @Test("SW-01 look-ups and registers of the API answer as the document says")
    func lookUps() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            for query in [
                "retail?code=2204210000&price=500", "postal?value=251&class=2", "late-fee?tax=15000&days=20",
                "temporary?duty=120000&months=6&days=16", "refund?amount=100000&vat=13&refund=9",
                "refund-producer?fob=2000000&vat=13&refund=9&output=130000&input=280000",
                "refund-window?exported=2026-03-10", "deemed-income?revenue=5000000",
            ] {
                let answer = try await stranger.get("/api/v1/tariff/" + query)
                #expect(answer.status == 200, "\(query): \(answer.text)")
            }
            let lists = try JSON(try await stranger.get("/api/v1/lists").body)
            let list = try #require(lists["lists"]?.elements.first?["list"]?.string, "\(lists.encoded)")
            let benefits = try JSON(try await stranger.get("/api/v1/benefits").body)
            let benefit = try #require(benefits["benefits"]?.elements.first?["benefit"]?.string)
            let services = try JSON(try await stranger.get("/api/v1/services").body)
            let named = services["services"]?.elements.compactMap { $0["service"]?.string } ?? []
            for path in named.map({ "services/\($0)" }) + [
                "lists/\(list)", "lists/\(list)/members.csv", "benefits/\(benefit)",
                "policy-citations?document=%E6%B2%AA%E5%BA%9C%E5%8A%9E%E8%A7%84%E3%80%942023%E3%80%959%E5%8F%B7",
            ] {
                let answer = try await stranger.get("/api/v1/" + path)
                #expect(answer.status == 200, "\(path): \(answer.text)")
            }
            let operators = try await world.operators()
            for path in ["gateway", "seats"] {
                #expect(try await operators.get("/api/v1/" + path).status == 200)
            }
            let seat = try await operators.act(
                "/api/v1/seats", #"{"body":"customs","login":"officer","from":"2026-01-01"}"#)
            #expect(seat.status == 201, "\(seat.text)")
            let enrolled = try await operators.act(
                "/api/v1/parties/enterprises",
                #"{"name":"测试戊","creditCode":"\#(try CreditCode(completing: "91310000TEMX00007").text)","district":"2244","roles":[{"role":"seller","from":"2026-01-01"}]}"#)
            #expect(enrolled.status == 201, "\(enrolled.text)")
        }
    }

    @Test("ID-01 an enterprise signs up and keeps its people, keys and sessions through the API")
    func accounts() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let officer = try await world.officer()
            for (number, decision) in [("1", "confirmation"), ("2", "decline")] {
                let code = try CreditCode(completing: "91310000TEMX0000" + number).text
                let sent = try JSON(
                    try await stranger.post(
                        "/api/v1/parties/registrations",
                        json: #"{"name":"测试新商户","creditCode":"\#(code)","district":"2244","roles":["seller"],"contactName":"测试联系人","contactPhone":"021-55550123"}"#).body)
                let token = try #require(sent["token"]?.string, "\(sent.encoded)")
                let waiting = try JSON(try await officer.get("/api/v1/parties/registrations").body)
                let id = try #require(waiting["registrations"]?.elements.first?["id"]?.string)
                #expect(try await officer.get("/api/v1/parties/registrations/\(id)").status == 200)
                let decided = try await officer.act(
                    "/api/v1/parties/registrations/\(id)/\(decision)", decision == "decline" ? #"{"reason":"测试"}"# : "{}")
                #expect(decided.status == 200, "\(decided.text)")
                let status = try await stranger.post("/api/v1/parties/registration-status", json: #"{"token":"\#(token)"}"#)
                #expect(status.status == 200, "\(status.text)")
            }

            let boss = try await world.member(of: world.cast.declarant)
            var ids: [String] = []
            for login in ["clerk-a", "clerk-b"] {
                let invited = try JSON(
                    try await boss.act("/api/v1/parties/invitations", #"{"label":"测试 \#(login)","post":"viewer"}"#).body)
                let token = try #require(invited["token"]?.string, "\(invited.encoded)")
                if login == "clerk-b" {
                    ids.append(try #require(invited["id"]?.string))
                    continue
                }
                let joined = try await stranger.post(
                    "/api/v1/parties/invitations/acceptance",
                    json: #"{"token":"\#(token)","login":"\#(login)","name":"测试\#(login)","password":"mend the old garden gate"}"#)
                #expect(joined.status == 201, "\(joined.text)")
            }
            #expect(try await boss.erase("/api/v1/parties/invitations/\(ids[0])").status == 204)
            let people = try JSON(try await boss.get("/api/v1/parties/people").body)
            let clerk = try #require(
                people["people"]?.elements.first { $0["login"]?.string == "clerk-a" }?["id"]?.string)
            let path = "/api/v1/parties/people/\(clerk)"
            #expect(try await boss.act(path + "/post", #"{"post":"declarant"}"#).status == 200)
            #expect(try await boss.get(path + "/failed-sign-ins").status == 200)
            #expect(try await boss.act(path + "/closure", "{}").status == 200)
            #expect(try await boss.erase(path + "/closure").status == 200)
            let password = #"{"password":"correct horse battery staple"}"#
            let recovery = try JSON(try await boss.act(path + "/recovery", password).body)
            let token = try #require(recovery["token"]?.string, "\(recovery.encoded)")
            let recovered = try await stranger.post(
                "/api/v1/parties/recovery", json: #"{"token":"\#(token)","password":"paint the old garden gate"}"#)
            #expect(recovered.status == 204, "\(recovered.text)")

            let key = try JSON(
                try await boss.act("/api/v1/parties/keys", #"{"label":"测试","scopes":["declarations.read"],"days":30}"#).body)
            let id = try #require(key["id"]?.string, "\(key.encoded)")
            let next = try await boss.act("/api/v1/parties/keys/\(id)/successor", "{}")
            #expect(next.status == 201, "\(next.text)")
            #expect(try await boss.erase("/api/v1/parties/keys/\(id)").status == 204)
            let sessions = "/api/v1/parties/me/sessions"
            #expect(try await boss.act("\(sessions)/removal", #"{"password":"wrong"}"#).status == 422)
            #expect(try await boss.act("\(sessions)/removal", password).status == 204)
            let there = try await world.member(of: world.cast.declarant)
            let listed = try JSON(try await boss.get(sessions).body)["sessions"]?.elements ?? []
            let other = try #require(listed.first { $0["current"]?.boolean == false }?["id"]?.string)
            #expect(try await boss.act("\(sessions)/\(other)/removal", password).status == 204)
            #expect(try await there.get(sessions).status == 401)
            try await secondFactor(boss, world)
        }
    }

    private func secondFactor(_ person: Visitor, _ world: World) async throws {
        let path = "/api/v1/parties/me/second-factor"
        _ = try await equipped(person, world)
        let password = #"{"password":"correct horse battery staple"}"#
        #expect(try await person.act(path + "/removal", password).status == 204)
        let changed = try await person.act(
            "/api/v1/parties/me/password",
            #"{"current":"correct horse battery staple","password":"mend the old garden gate"}"#)
        #expect(changed.status == 204, "\(changed.text)")
        // Forgotten, with nobody to ask: the app and a code on paper are enough, either alone is not.
        let (secret, codes) = try await equipped(person, world)
        let login = "member-\(world.cast.declarant.customsCode)"
        world.time.advance(seconds: 60)
        func recover(_ code: String, _ spare: String) async throws -> Answer {
            try await Visitor(world.window.door).post(
                "/api/v1/parties/recovery/codes",
                json: #"{"login":"\#(login)","code":"\#(code)","recoveryCode":"\#(spare)","password":"paint the new garden gate"}"#)
        }
        #expect(try await recover("000000", codes[0]).status == 401)
        #expect(try await recover(code(secret, world), "abcde-fghjk").status == 401)
        let done = try await recover(code(secret, world), codes[0])
        #expect(done.status == 204, "\(done.text)")
        #expect(try await person.get("/api/v1/parties/me").status == 401, "every session has ended")
    }

    /// Somebody with a second factor: its secret and the recovery codes.
    private func equipped(_ person: Visitor, _ world: World) async throws -> (secret: String, codes: [String]) {
        let path = "/api/v1/parties/me/second-factor"
        let begun = try JSON(try await person.act(path, "{}").body)
        let secret = try #require(begun["secret"]?.string, "\(begun.encoded)")
        let confirmed = try await person.act(path + "/confirmation", #"{"code":"\#(code(secret, world))"}"#)
        #expect(confirmed.status == 200, "\(confirmed.text)")
        let codes = try JSON(confirmed.body)["recoveryCodes"]?.elements.compactMap(\.string)
        return (secret, codes ?? [])
    }

    private func code(_ secret: String, _ world: World) -> String {
        OneTimeCode.code(
            bytes(ofBase32: secret),
            step: world.time.clock.now().milliseconds / 1000 / OneTimeCode.period)
    }

    /// What an app makes of the secret it is given.
    private func bytes(ofBase32 text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var bytes: [UInt8] = []
        var (held, bits) = (UInt32(0), 0)
        for letter in text.utf8 {
            held = held << 5 | UInt32(alphabet.firstIndex(of: letter) ?? 0)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return bytes
    }

    @Test("SW-01 webhooks, drafts and subscriptions are kept through the API as the document says")
    func kept() async throws {
        try await World.run(.sqlite) { world in
            let program = world.program(of: world.cast.declarant)
            let hook = try JSON(
                try await program.post("/api/v1/webhooks", json: #"{"url":"https://receiver.example/hook"}"#).body)
            let path = "/api/v1/webhooks/\(try #require(hook["id"]?.string, "\(hook.encoded)"))"
            #expect(try await program.get(path).status == 200)
            #expect(try await program.get(path + "/dead-letters").status == 200)
            #expect(try await program.post(path + "/rotate", json: "{}").status == 200)
            #expect(try await program.post(path + "/replay", json: #"{"after":0}"#).status == 200)
            #expect(try await program.send("DELETE", path).status == 204)

            let draft = try JSON(try await program.post("/api/v1/drafts", json: #"{"type":"CEB621"}"#).body)
            let kept = "/api/v1/drafts/\(try #require(draft["id"]?.string, "\(draft.encoded)"))"
            #expect(try await program.get(kept).status == 200)
            #expect(try await program.send("DELETE", kept).status == 204)
            #expect(try await program.get("/api/v1/entry/codes/countries").status == 200)

            let boss = try await world.member(of: world.cast.declarant)
            let followed = try JSON(
                try await boss.act("/api/v1/policy-subscriptions", #"{"kind":"word","value":"泊位"}"#).body)
            let id = try #require(followed["id"]?.string, "\(followed.encoded)")
            #expect(try await boss.erase("/api/v1/policy-subscriptions/\(id)").status == 204)

            try await world.send(world.samples.messages(of: world.samples.chain(1, .direct)))
            let receipts = try JSON(try await program.get("/api/v1/receipts?after=0").body)
            let sequence = try #require(receipts["receipts"]?.elements.first?["sequence"]?.integer)
            let receipt = try await program.get(
                "/api/v1/receipts/\(sequence)", headers: ["accept": "application/json"])
            #expect(receipt.status == 200)
        }
    }
}

extension Visitor {
    /// Deletes from a session, with the token of a page.
    fileprivate func erase(_ target: String) async throws -> Answer {
        let token = try await get("/zh/account").formToken ?? ""
        return try await send("DELETE", target, headers: ["x-csrf-token": token])
    }
}
