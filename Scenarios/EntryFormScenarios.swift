import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Goods declarations by hand") struct EntryFormScenarios {
    @Test("SW-03 lines come and go without a script, codes are typed by name, and the form lodges", arguments: TestStore.engines)
    func typed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let member = try await world.member(of: world.cast.seller)
            let path = "/zh/goods-declaration"
            let empty = try await member.get(path)
            #expect(empty.text.contains(world.cast.seller.creditCode), "one's own goods are the rule")
            #expect(empty.text.contains("<datalist id=\"list-countries\""))
            #expect(!empty.text.contains("summary：") && !empty.text.contains("name=\"code-1\""))
            let token = empty.formToken ?? ""
            var form = EntryFormScenarios.form(EntrySample("FORM-1", of: world.cast.seller))
            form["count"] = "1"
            form["act"] = "add"
            let more = try await member.post(path, pairs: form, token)
            #expect(more.status == 200 && more.text.contains("name=\"code-1\""))
            #expect(more.text.contains("value=\"6403911190\""), "what was typed stays")
            // Wrong in the second line: named as people name it.
            form["act"] = nil
            form["count"] = "2"
            form["name-1"] = "测试"
            let wrong = try await member.post(path, pairs: form, token)
            #expect(wrong.status == 422 && wrong.text.contains("商品项 2 · 商品编号"), "\(wrong.text.prefix(600))")
            #expect(wrong.text.contains("href=\"#code-1\""))
            form["remove-1"] = "1"
            form["act"] = "drop"
            let fewer = try await member.post(path, pairs: form, token)
            #expect(fewer.status == 200 && !fewer.text.contains("name=\"code-1\""))
            form["act"] = nil
            form["remove-1"] = nil
            form["name-1"] = nil
            form["count"] = "1"
            form["origin-0"] = "日本"
            form["tradeCountry"] = "116 日本"
            let sent = try await member.post(path, pairs: form, token)
            #expect(sent.status == 303, "\(sent.text)")
            let number = String(sent.header("location")?.split(separator: "/").last ?? "")
            let entry = try await world.entry(number)
            #expect(entry["document"]?["lines"]?.elements.first?["origin"]?.string == "116")
        }
    }

    @Test("SW-03 an officer's reason is asked where it is needed, and said to be missing at its box", arguments: TestStore.engines)
    func reasons(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try #require(try await world.lodge(EntrySample("FORM-2", of: world.cast.seller).inAdvance())["number"]?.string)
            let officer = try await world.officer()
            let page = try await officer.get("/zh/entries/\(number)").text
            #expect(page.contains("id=\"refuse-reason\"") && page.contains("aria-required=\"true\""))
            let bare = try await officer.post("/zh/entries/\(number)/decision", form: ["decision": "refuse"])
            #expect(bare.status == 422 && bare.text.contains("href=\"#refuse-reason\""), "\(bare.text)")
            _ = try await officer.get("/zh/entries/\(number)")
            #expect(try await officer.post("/zh/entries/\(number)/decision", form: ["decision": "refuse", "reason": "测试"]).status == 303)
        }
    }

    @Test("SW-05 a privilege with backwards days, or as it is on record, is refused", arguments: TestStore.engines)
    func privileges(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            func grant(_ days: String) async throws -> Answer {
                try await officer.order(
                    "/api/v1/entry-privileges",
                    #"{"enterprise":"\#(world.cast.seller.creditCode)","ground":"ic-pilot",\#(days),"reason":"试点名单"}"#)
            }
            let backwards = try await grant(#""from":"2026-12-01","to":"2026-11-30""#)
            #expect(backwards.status == 422 && backwards.text.contains("/to"), "\(backwards.text)")
            #expect(try await grant(#""from":"2026-11-01","to":"2026-12-31""#).status == 201)
            let again = try await grant(#""from":"2026-11-01","to":"2026-12-31""#)
            #expect(again.status == 409 && again.text.contains("entries.privilege-held"), "\(again.text)")
            #expect(try await grant(#""from":"2026-11-01","to":"2027-12-31""#).status == 201, "a longer one is another")
        }
    }

    @Test("SW-03 the receipt states tax, late fee and their sum", arguments: TestStore.engines)
    func sums(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let late = EntrySample("FORM-3", of: world.cast.seller).with(["enteredOn": .text("2026-11-02")])
            let answer = try await world.program(of: world.cast.seller).post("/api/v1/entries", json: late.json)
            #expect(answer.status == 201, "\(answer.text)")
            let receipt = try JSON(answer.body)
            let (tax, fee) = (try Fixed(receipt["taxYuan"]?.string ?? ""), try Fixed(receipt["lateFeeYuan"]?.string ?? ""))
            #expect(fee > .zero)
            #expect(receipt["totalYuan"]?.string == (try tax.adding(fee)).text)
        }
    }

    /// A declaration as the form sends it.
    static func form(_ sample: EntrySample) -> [String: String] {
        func text(_ value: JSON) -> String { value.string ?? (value == .bool(true) ? "1" : "") }
        var form = sample.fields.mapValues(text)
        for (name, value) in sample.line { form["\(name)-0"] = text(value) }
        return form
    }
}

extension Visitor {
    /// Sends a form whose fields are known at run time only, with the token of a page.
    func post(_ target: String, pairs: [String: String], _ token: String) async throws -> Answer {
        let all = pairs.keys.sorted().map { Form.Pair($0, pairs[$0] ?? "") } + [Form.Pair("_csrf", token)]
        return try await send(
            "POST", target, body: Array(Form(all).encoded.utf8),
            headers: ["content-type": "application/x-www-form-urlencoded"])
    }
}
