import Balances
import Declarations
import House
import Kernel
import Parties
import Procedures
import TestKit
import Testing
import Web
import Wire

/// What an application is refused for: each with its reason, where the rule is written and how to
/// mend it, and nothing moved by it.
@Suite("Refusals of services") struct ServiceRefusalScenarios {
    static let licence = Citation(document: "沪府办规〔2023〕9号", article: "十七")

    @Test("SW-18 who has not the role, a document of the wrong type, too large, damaged, locked or a bomb: refused with reason, citation and way to mend, nothing kept", arguments: TestStore.engines)
    func papers(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": ServiceEngineScenarios.pier]) { world in
            let role = try await world.other.post("/api/v1/applications", json: #"{"service":"vehicle-temporary-export"}"#)
            try told(role, 403, "procedures.not-in-role", Citation(document: "沪府办规〔2023〕9号", article: "二"))

            let number = try await world.begin("general-licence", DrawDownScenarios.general)
            let pier = try await world.begin("test-pier", ["length": "1"])
            let own = OwnRule("材料格式和大小").citation
            let before = try await (world.whole(number), world.whole(pier))
            let pdf = "%PDF-1.4\n1 0 obj\n<<%>>\nstream\n"
            for (file, field, code, status, bytes) in [
                (number, "compliance-manual", "document-type", 422, Array("just words".utf8)),
                (number, "compliance-manual", "document-empty", 422, []),
                (number, "compliance-manual", "document-unreadable", 422, Array("%PDF-1.4 broken off".utf8)),
                (number, "compliance-manual", "document-locked", 422, Array("%PDF-1.4\ntrailer << /Encrypt 3 0 R >>\nstartxref\n0\n%%EOF".utf8)),
                (number, "compliance-manual", "document-active", 422, Array("%PDF-1.4\n1 0 obj\n<</OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>>\nendobj\nstartxref\n0\n%%EOF".utf8)),
                (number, "compliance-manual", "document-embedded", 422, Array("%PDF-1.4\n1 0 obj\n<</Type /F#69lespec /EF <</F 2 0 R>>>>\nendobj\nstartxref\n0\n%%EOF".utf8)),
                (number, "compliance-manual", "document-bomb", 422, Self.pdf(pdf.replacingPercent("/Filter /FlateDecode"))),
                (number, "compliance-manual", "document-bomb", 422, Self.pdf(pdf.replacingPercent("/F#69lter /Flate#44ecode"))),
                (pier, "photo", "document-size", 413, [UInt8](repeating: 0xFF, count: 1_048_577)),
            ] {
                let path = "/api/v1/applications/\(file)/documents?field=\(field)&name=a"
                let answer = try await world.program.send("POST", path, body: bytes, headers: [:])
                try told(answer, status, "procedures." + code, own)
            }
            // Whose it is and what for comes before what is in it.
            for path in ["SW18-2026-9999999/documents?field=compliance-manual", "\(number)/documents?field=other"] {
                let answer = try await world.program.send(
                    "POST", "/api/v1/applications/\(path)&name=a", body: Self.pdf(pdf.replacingPercent("/Filter /FlateDecode")), headers: [:])
                #expect(answer.status == 404 && !answer.text.contains("document-bomb"), "\(answer.text)")
            }
            #expect(try await (world.whole(number), world.whole(pier)) == before)
            // On the page the same, beside the document.
            let clerk = try await world.clerk()
            _ = try await clerk.get("/en/applications/\(number)/form")
            let missing = try await clerk.post("/en/applications/\(number)/form", form: ["do": "submit"])
            #expect(missing.status == 422 && missing.text.withoutLanguageTags.contains(Self.licence.text), "\(missing.text)")
        }
    }

    @Test("SW-18 filed twice, decided by the applicant, decided twice, a draw beyond the balance, a batch after the anniversary: refused with reason, citation and way to mend, clocks and balances untouched", arguments: TestStore.engines)
    func decisions(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", DrawDownScenarios.general, documents: ["compliance-manual"])
            var before = try await world.whole(number)
            let own = try await world.act("forward", number)
            try told(own, 403, "procedures.own-application", Citation(document: "中华人民共和国公务员法", article: "第七十六条"))
            try told(try await world.draw("1", "early", number), 409, "procedures.not-drawable", OwnRule("额度和批次").citation)
            let clerk = try await world.clerk()
            for language in ["zh", "en"] {
                let page = try await world.press(clerk, "forward", number, language)
                #expect(page.status == 403 && page.text.withoutLanguageTags.contains("中华人民共和国公务员法 第七十六条"), "\(page.text)")
            }
            #expect(try await world.whole(number) == before)

            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            try await LicenceScenarios.grantByTwo(world, number)
            #expect(try await world.draw("60", "b1", number).status == 201)
            before = try await world.whole(number)
            // Decided already: by whoever decided it, and by the desk before.
            for (login, action, status) in [("mofcom-1", "grant", 409), ("mofcom-2", "refuse", 409), ("commerce-1", "forward", 409)] {
                let officer = try await world.visitor(login)
                for (language, word, fix) in [("zh", "依据：本系统默认设置 环节和状态", "现在可做的事"), ("en", "Basis: 本系统默认设置 环节和状态", "what can be done now")] {
                    let page = try await world.press(officer, action, number, language)
                    let text = page.text.withoutLanguageTags
                    #expect(page.status == status && text.contains(word) && text.contains(fix), "\(text)")
                }
            }
            let over = try await world.draw("40.1", "b2", number)
            try told(over, 422, "balances.insufficient", Self.licence)
            #expect(over.text.contains("40.1") && over.text.contains("0.1"))
            #expect(try await world.whole(number) == before)
            let short = try await world.take(clerk, "40.1", number, "zh")
            #expect(short.status == 422 && short.text.withoutLanguageTags.contains("依据：沪府办规〔2023〕9号 十七"), "\(short.text)")
            // The last moment of the anniversary, and the day after it.
            world.time.advance(days: 366)
            let later = try await world.freshProgram()
            let kept = try JSON(try await later.get("/api/v1/applications/\(number)").body)
            let late = try await later.post("/api/v1/applications/\(number)/batches", json: #"{"key":"late","quantity":"1"}"#)
            try told(late, 409, "procedures.licence-ended", Self.licence)
            #expect(try JSON(try await later.get("/api/v1/applications/\(number)").body).encoded == kept.encoded)
        }
    }

    @Test("SW-22 the same word for word is not filed twice, under way or for some days after it was granted; what was withdrawn is not decided", arguments: TestStore.engines)
    func again(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let ask = ["business": "cbec", "request": "question", "text": "测试", "contact": "测试"]
            let once = OwnRule("不重复申请").citation
            let first = try await world.submit("customs-window", ask, documents: [])
            let second = try await world.begin("customs-window", ask)
            let before = try await (world.whole(first), world.whole(second))
            try told(try await world.act("submit", second), 409, "procedures.filed-twice", once)
            #expect(try await (world.whole(first), world.whole(second)) == before)

            #expect(try await world.act("withdraw", first).status == 200)
            let withdrawn = try await world.whole(first)
            let officer = try await world.visitor("customs-1")
            for language in ["zh", "en"] {
                let page = try await world.press(officer, "accept", first, language)
                #expect(page.status == 409 && page.text.withoutLanguageTags.contains("本系统默认设置 环节和状态"), "\(page.text)")
            }
            #expect(try await world.whole(first) == withdrawn)

            // What was withdrawn stands in nobody's way; what was granted does, for thirty days.
            #expect(try await world.act("submit", second).status == 200)
            try await world.decide(officer, "accept", second)
            try await world.decide(officer, "done", second, reason: "已办")
            let third = try await world.begin("customs-window", ask)
            let refused = try await world.act("submit", third)
            try told(refused, 409, "procedures.filed-twice", once)
            #expect(refused.text.contains(second) && refused.text.contains("2026-12-20"), "\(refused.text)")
            let other = try await world.begin("customs-window", ask.merging(["text": "另一件事"]) { $1 })
            #expect(try await world.act("submit", other).status == 200)
            world.time.advance(days: 31)
            let later = try await world.freshProgram()
            let done = try await later.post("/api/v1/applications/\(third)/actions", json: #"{"action":"submit"}"#)
            #expect(done.status == 200, "\(done.text)")
        }
    }

    @Test("SW-18 a tick is true or false; another word is said to be none, with the field", arguments: TestStore.engines)
    func ticks(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            func submit(_ said: String) async throws -> JSON {
                let answers = DrawDownScenarios.general.filter { $0.key != "no-penalty" }
                let number = try await world.begin("general-licence", answers)
                try await world.attach(["compliance-manual"], to: number)
                let saved = try await world.program.post(try await world.answers(number), json: "{\"no-penalty\":\(said)}")
                #expect(saved.status == 200, "\(saved.text)")
                let answer = try await world.act("submit", number)
                if answer.status == 200 { try await world.act("withdraw", number) }
                return try JSON(answer.body)
            }
            for said in ["true", "\"true\"", "\"1\"", "1"] { #expect(try await submit(said).state == "open", "\(said)") }
            for (said, code) in [("\"yes\"", "procedures.answer-tick"), ("\"否\"", "procedures.answer-tick"), ("false", "procedures.answer-missing"), ("\"false\"", "procedures.answer-missing")] {
                let fault = try #require(try await submit(said)["faults"]?.elements.first)
                #expect(fault["code"]?.string == code && fault["path"]?.string == "/no-penalty", "\(said)")
                #expect(fault["fix"]?["zh"]?.string?.contains("true") ?? false)
                #expect(fault["fix"]?["en"]?.string?.contains("true") ?? false)
            }
        }
    }

    @Test("SW-01 the rules of this system's own that refusals cite stand in the register of policies, each in both languages", arguments: [TestStore.Engine.sqlite])
    func register(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let cited = (ProceduresCapability.refusals + BalanceRefusal.all + WebRefusal.all)
                .compactMap(\.citation)
                .filter { $0.document == OwnRule.document && !$0.article.isEmpty }
            #expect(Set(cited).count > 10)
            for citation in Set(cited) {
                let path = Address.path("/zh/policy-citations", query: [Form.Pair("document", citation.document), Form.Pair("article", citation.article)])
                let answer = try await stranger.get(path)
                let place = answer.header("location") ?? ""
                #expect(place.contains("/policies/defaults/articles/"), "\(citation.article)")
            }
        }
    }

    /// A refusal as every program has to be told it.
    private func told(_ answer: Answer, _ status: Int, _ code: String, _ citation: Citation) throws {
        let json = try JSON(answer.body)
        #expect(answer.status == status && json["code"]?.string == code, "\(answer.text)")
        #expect(json["citation"]?["document"]?.string == citation.document, "\(answer.text)")
        #expect(json["citation"]?["article"]?.string == citation.article, "\(answer.text)")
        for name in ["message", "fix"] {
            let (zh, en) = (json[name]?["zh"]?.string ?? "", json[name]?["en"]?.string ?? "")
            #expect(!zh.isEmpty && !en.isEmpty && zh != en, "\(code) \(name)")
        }
    }

    /// A PDF whose one stream is 130 MB of zeros: a literal and then, again and again, 258 bytes
    /// as before, in the fixed codes of deflate (RFC 1951, 3.2.6).
    static func pdf(_ head: String) -> [UInt8] {
        var (bytes, bits, held) = ([UInt8](), 0, 0)
        func put(_ code: [Int]) {
            for bit in code {
                bits |= bit << held
                held += 1
                if held == 8 {
                    bytes.append(UInt8(bits))
                    (bits, held) = (0, 0)
                }
            }
        }
        put([1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0])
        for _ in 0..<(130 << 20) / 258 { put([1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]) }
        put([0, 0, 0, 0, 0, 0, 0])
        return Array(head.utf8) + [0x78, 0x9C] + bytes
            + Array("\nendstream\nendobj\nstartxref\n9\n%%EOF\n".utf8)
    }
}

extension ServiceWorld {
    /// Everything an application is, with its clocks, balance and timeline, byte for byte.
    func whole(_ number: String) async throws -> String {
        try await found(number).encoded
    }

    /// Presses a button on the page of an application in a language.
    fileprivate func press(
        _ visitor: Visitor, _ action: String, _ number: String, _ language: String
    ) async throws -> Answer {
        let path = "/\(language)/applications/\(number)"
        _ = try await visitor.get(path)
        return try await visitor.post(path, form: ["action": action, "reason": "测试"])
    }

    /// Draws a batch on the page.
    fileprivate func take(
        _ visitor: Visitor, _ quantity: String, _ number: String, _ language: String
    ) async throws -> Answer {
        let path = "/\(language)/applications/\(number)"
        _ = try await visitor.get(path)
        return try await visitor.post(
            path + "/batches", form: ["key": "page-1", "quantity": quantity, "reference": "R-1"])
    }
}

extension String {
    /// A page's text without the tags that say which language a part is in.
    var withoutLanguageTags: String {
        var (text, isTag) = ("", false)
        for sign in self {
            if sign == "<" { isTag = true }
            if !isTag { text.append(sign) }
            if sign == ">" { isTag = false }
        }
        return text
    }

    fileprivate func replacingPercent(_ other: String) -> String {
        split(separator: "<<%>>", omittingEmptySubsequences: false).joined(separator: "<< \(other) >>")
    }
}
