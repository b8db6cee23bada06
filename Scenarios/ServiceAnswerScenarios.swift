import Declarations
import House
import Kernel
import Papers
import TestKit
import Testing
import Web
import Wire

/// What people are told: of a revoked paper, a document that is demanded, a thing that is not there,
/// an answer with signs nobody sees.
@Suite("Answers of services") struct ServiceAnswerScenarios {
    @Test("PS-13 a revoked letter verifies as revoked, since when, by whom and by which letter, which has no term of its own", arguments: TestStore.engines)
    func revoked(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            _ = try await world.officer("market-1", at: "market")
            let product = ["way": "self", "product": "测试电饭煲", "model": "T1", "brand": "测试", "standard": "GB 4706.1", "standard-abroad": "IEC 60335-1", "market": "502", "tested-on": "2026-06-01", "same-line": "1", "same-standard": "1", "same-quality": "1", "contact": "测试"]
            let number = try await world.submit("same-quality", product, documents: ["test"])
            let granted = try #require(try await world.found(number)["letters"]?.elements.first?["code"]?.string)
            let anybody = Visitor(world.window.door)
            #expect(try await anybody.get("/en/verify?code=\(granted)").text.contains("Valid to"))
            world.time.advance(days: 3)
            try await world.decide(try await world.visitor("market-1"), "revoke", number, reason: "声明不实")

            let letters = try await world.found(number)["letters"]?.elements ?? []
            let letter = try #require(letters.compactMap { $0["code"]?.string }.first { $0 != granted })

            let page = try await anybody.get("/en/verify?code=\(granted)").text
            #expect(page.contains("Revoked") && page.contains("2026-11-23") && !page.contains("Replaced"), "\(page)")
            #expect(page.contains("Revoked by") && page.contains(letter), "\(page)")
            let told = try JSON(try await anybody.get("/api/v1/verify/\(granted)").body)
            #expect(told["standing"]?.string == "revoked" && told["revocation"]?.string == letter, "\(told.encoded)")
            #expect(told["revokedBy"]?["zh"]?.string?.contains("市场") == true && told["replacedBy"] == .null, "\(told.encoded)")
            #expect(told["changedAt"]?.string?.hasPrefix("2026-11-23") == true)

            let own = try JSON(try await anybody.get("/api/v1/verify/\(letter)").body)
            #expect(own["standing"]?.string == "valid" && own["validTo"] == .null, "\(own.encoded)")
            #expect(try await !anybody.get("/en/verify?code=\(letter)").text.contains("Valid to"))
        }
    }

    @Test("SW-22 a document that an answer demands is not called optional, and says when it is needed")
    func demanded() async throws {
        try await ServiceWorld.run(.sqlite) { world in
            let clerk = try await world.clerk()
            let number = try await world.begin("customs-window", ["business": "cargo", "request": "amend", "list": "TEST", "text": "测试", "contact": "测试"])
            let path = "/en/applications/\(number)/form"
            let form = try await clerk.get(path).text
            #expect(form.contains("Papers (if Request is Amend or cancel a document)"), "\(form)")
            #expect(!form.contains("Amend or cancel a document) <span class=\"optional\">"), "\(form)")
            let missing = try await clerk.post(path, form: ["business": "cargo", "request": "amend", "list": "TEST", "text": "测试", "contact": "测试", "do": "submit"])
            #expect(missing.status == 422 && missing.text.contains("The document “Papers” is missing"), "\(missing.text)")
            #expect(try await clerk.get("/en/services/customs-window").text.contains("Papers (if Request is Amend"))
        }
    }

    @Test("SW-16 SW-18 ID-14 PS-04 what is not there is told by its name, and what it belongs to is not denied", arguments: TestStore.engines)
    func notThere(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("automatic-import-licence", ServiceScenarios.licence, documents: ["contract"])
            let letter = try await world.program.get("/api/v1/applications/\(number)/letters/1/pdf")
            #expect(letter.status == 404 && letter.text.contains("procedures.no-such-letter") && letter.text.contains("Nothing was decided yet"), "\(letter.text)")
            let register = try await Visitor(world.window.door).get("/api/v1/services/dual-use-licence/register")
            #expect(register.status == 404 && register.text.contains("procedures.no-register"), "\(register.text)")
            #expect(try await Visitor(world.window.door).get("/api/v1/services/luck/register").text.contains("procedures.no-such-service"))

            let clerk = try await world.clerk()
            func asked(_ firm: String) async throws -> Answer {
                try await clerk.act("/api/v1/entitlement-decisions", #"{"benefit":"premium-discount","firm":"\#(firm)","reference":"T-1","day":"2026-11-20"}"#)
            }
            let other = try await asked(world.cast.carrier.creditCode)
            #expect(other.status == 422 && other.text.contains("entitlements.others-firm"), "\(other.text)")
            #expect(try await asked("913100000000000000").text.contains("entitlements.no-enterprise"))

            let report = try await world.visitor("commerce-1").act("/api/v1/ledger/p9/1", "{}")
            let paths = try JSON(report.body).faultPaths
            #expect(report.status == 422 && paths == ["/body", "/state", "/text"], "\(report.text)")
            #expect(report.text.contains("commerce"), "\(report.text)")
        }
    }

    @Test("SW-01 amounts are counted in words that fit, and a capacity nobody can keep is told the most")
    func counted() async throws {
        try await ServiceWorld.run(.sqlite, adding: ["test-pier.yaml": ServiceEngineScenarios.pier]) { world in
            let anybody = Visitor(world.window.door)
            let window = try await anybody.get("/en/services/customs-window").text
            #expect(window.contains("1 working day (") && window.contains("5 working days"), "\(window)")
            let customs = try await world.visitor("customs-1")
            for capacity in ["1e30", "1000000000000000000000", "0"] {
                let made = try await customs.act("/api/v1/services/test-pier/offers", #"{"title-zh":"测试","closes":"2026-12-31","capacity":"\#(capacity)"}"#)
                #expect(made.status == 422 && made.text.contains("not above 92233720368547.75807") && made.text.contains("One thing needs mending"), "\(made.text)")
            }
            let number = try await world.submit("automatic-import-licence", ServiceScenarios.licence, documents: ["contract"])
            try await world.decide(try await world.visitor("commerce-1"), "grant", number)
            let clerk = try await world.clerk()
            #expect(try await clerk.get("/en/applications/\(number)").text.contains("12 units (machine)"))
            #expect(try await world.draw("11", "b1", number).status == 201)
            let left = try await clerk.get("/en/applications/\(number)").text
            #expect(left.contains("1 unit (machine)"), "\(left)")
        }
    }

    @Test("SW-22 a text with a control character, one that turns it or one without width is refused at the door, by API and on the page, and nothing of it is kept", arguments: ["a\u{0}b", "a\u{202E}b", "a\u{2066}b", "a\u{200B}b"])
    func hidden(text: String) async throws {
        try await ServiceWorld.run(.sqlite) { world in
            func told(_ answer: Answer, _ path: String) throws {
                let json = try JSON(answer.body)
                #expect(answer.status == 422 && json["code"]?.string == "web.hidden-signs", "\(answer.text)")
                #expect(json["citation"]?["article"]?.string == "文字", "\(answer.text)")
                let fault = json["faults"]?.elements.first
                #expect(fault?["path"]?.string == path && fault?["message"]?["zh"]?.string?.contains("U+") == true, "\(answer.text)")
            }
            let answers = JSON.object([.init("business", .text("cargo")), .init("contact", .text(text))])
            try told(try await world.program.post("/api/v1/applications", json: JSON.object([.init("service", .text("customs-window")), .init("answers", answers)]).encoded), "/answers/contact")
            let whole = ["business": "cargo", "request": "question", "text": "一\n二", "contact": "测试"]
            let number = try await world.submit("customs-window", whole, documents: [])
            // An officer's reason, which the applicant and others read.
            let officer = try await world.visitor("customs-1")
            try told(try await officer.act("/api/v1/applications/\(number)/actions", JSON.object([.init("action", .text("take")), .init("reason", .text(text))]).encoded), "/reason")
            let page = try await world.decide(officer, "take", number, reason: text)
            #expect(page.status == 422 && page.text.contains("看不见") && !page.text.contains("\u{202E}"), "\(page.text)")
            #expect(try await world.found(number)["timeline"]?.elements.contains { $0["kind"]?.string == "procedures.taken" } != true)
        }
    }

    @Test("SW-22 an answer of several lines where there is one is refused at its field")
    func lines() async throws {
        try await ServiceWorld.run(.sqlite) { world in
            let refused = try await world.refused("customs-window", ["business": "cargo", "request": "question", "text": "测试", "contact": "a\nb"])
            let fault = refused["faults"]?.elements.first
            #expect(fault?["code"]?.string == "procedures.answer-signs" && fault?["path"]?.string == "/contact", "\(refused.encoded)")
        }
    }
}
