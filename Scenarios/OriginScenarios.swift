import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Rules of origin and proofs") struct OriginScenarios {
    static let sheet = #"""
        {"code":"8501.10","name":"测试电机","exporter":"KOR","importer":"中国","fob":"100.00","currency":"USD",
        "materials":[{"name":"铜线","code":"740811","value":"40.00","origin":"USA"},
        {"name":"同类电机","code":"850120","value":"15.00"},
        {"name":"外壳","value":"10.00","origin":"KOR","originating":true}]}
        """#

    @Test("TR-01 anybody finds for goods and a country each agreement's rule, in words and as a test", arguments: TestStore.engines)
    func rules(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let visitor = Visitor(world.window.door)
            let found = try JSON(try await visitor.get("/api/v1/origin/rules?code=8501101000&country=KOR&on=2026-11-20").body)
            let rules = found["rules"]?.elements ?? []
            #expect(rules.compactMap { $0["agreement"]?["id"]?.string } == ["RCEP", "CN-KOR", "APTA"])
            let korean = try #require(rules.first { $0["agreement"]?["id"]?.string == "CN-KOR" }?["rule"])
            #expect(korean["entry"]?.string == "850110")
            #expect(korean["test"]?["kind"]?.string == "any")
            #expect(korean["test"]?["of"]?.elements.compactMap { $0["kind"]?.string } == ["CTH", "RVC"])
            #expect(korean["words"]?["zh"]?.string?.contains("区域价值成分不低于 40%") == true)
            #expect(korean["list"]?["confidence"]?.string == "reference-only")
            #expect(rules.first?["rule"]?["found"]?.boolean == false, "a code the list lacks is not guessed")
            #expect(rules.first?["rule"]?["told"]?["zh"]?.string?.contains("没有载入这个税号的规则") == true)
            #expect(rules.first?["rule"]?["told"]?["en"]?.string?.contains("no such code") == false)
            try await world.loadTariff("agreement,code,test\nRCEP,850110,CTH|RVC40\n", from: "2026-11-01")
            let loaded = try JSON(try await visitor.get("/api/v1/origin/rules?code=8501101000&agreement=RCEP&on=2026-11-20").body)
            #expect(loaded["rules"]?.elements.first?["rule"]?["entry"]?.string == "850110", "\(loaded.encoded)")

            for (language, word) in [("zh", "品目改变"), ("en", "of another heading")] {
                let page = try await visitor.get("/\(language)/origin?code=850110&country=KOR")
                #expect(page.status == 200)
                #expect(page.text.contains(word), "\(language)")
            }
            let absent = try await visitor.get("/api/v1/origin/rules?code=999999&country=KOR")
            #expect(absent.status == 422 && absent.text.contains("origin.no-such-code"))
            for (asked, put, path, code) in [
                ("8501.10", "999999", "/code", "origin.no-such-code"),
                ("740811", "000000", "/materials/0/code", "origin.no-such-code"),
            ] {
                let tested = try await visitor.post(
                    "/api/v1/origin/tests", json: Self.sheet.replacing("\"code\":\"\(asked)\"", with: "\"code\":\"\(put)\""))
                let fault = try JSON(tested.body)["faults"]?.elements.first
                #expect(fault?["path"]?.string == path && fault?["code"]?.string == code, "\(tested.text)")
                #expect(fault?["message"]?["zh"]?.string?.contains(put) == true)
            }
            // Statements that contradict each other are refused, whatever the rule.
            let outside = Self.sheet.replacing("\"originating\":true}", with: "\"originating\":true},{\"name\":\"漆\",\"code\":\"320890\",\"value\":\"1\",\"origin\":\"USA\",\"originating\":true}")
            for (body, path, code) in [
                (Self.sheet.replacing("\"USD\"", with: "\"ZZZ\""), "/currency", "origin.field-currency"),
                (outside, "/materials/3/originating", "origin.origin-not-of-party"),
                (Self.sheet.replacing("\"fob\"", with: "\"whollyObtained\":true,\"fob\""), "/materials/0/originating", "origin.not-wholly-obtained"),
                (Self.sheet.replacing("\"fob\"", with: "\"weight\":\"1\",\"fob\"").replacing("\"origin\":\"USA\"", with: "\"origin\":\"USA\",\"weight\":\"1.1\""), "/weight", "origin.materials-heavier"),
            ] {
                let tested = try await visitor.post("/api/v1/origin/tests", json: body)
                let fault = try JSON(tested.body)["faults"]?.elements.first
                #expect(fault?["path"]?.string == path && fault?["code"]?.string == code, "\(tested.text)")
            }
            // A code of 2012 is taken where rules are written in that edition, and named where they are not.
            let old = try await visitor.get("/api/v1/origin/rules?code=030390&agreement=CN-PER")
            #expect(old.status == 422 && old.text.contains("origin.code-of-older-edition") && old.text.contains("2012"))
            #expect(try await visitor.get("/api/v1/origin/rules?code=030390&agreement=CN-KOR").status == 200)
            let wrong = try await visitor.get("/api/v1/origin/rules?code=85&country=moon")
            #expect(wrong.status == 422)
            let faults = try JSON(wrong.body)["faults"]?.elements.compactMap { $0["path"]?.string }
            #expect(faults == ["/code", "/country"])
        }
    }

    @Test("TR-01 a worksheet says pass or fail per agreement, with arithmetic, and what would make it pass", arguments: TestStore.engines)
    func worksheet(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let visitor = Visitor(world.window.door)
            let tested = try await visitor.post("/api/v1/origin/tests", json: Self.sheet)
            #expect(tested.status == 200, "\(tested.text)")
            let verdicts = try JSON(tested.body)["verdicts"]?.elements ?? []
            let korean = try #require(verdicts.first { $0["agreement"]?.string == "CN-KOR" })
            // (100 − 55) / 100: the change of heading fails for 15 of 100, the value content passes.
            #expect(korean["outcome"]?.string == "met")
            #expect(korean["explanation"]?.texts.contains("45% ≥ 40%") == true)
            #expect(korean["explanation"]?.texts.contains("15 / 100 = 15% > 10%") == true)

            let dearer = Self.sheet.replacing("\"40.00\"", with: "\"45.01\"")
            let failed = try JSON(try await visitor.post("/api/v1/origin/tests", json: dearer).body)
            let verdict = try #require(failed["verdicts"]?.elements.first { $0["agreement"]?.string == "CN-KOR" })
            #expect(verdict["outcome"]?.string == "failed")
            #expect(verdict["explanation"]?.texts.contains("39.99% < 40%") == true)
            let remedies = verdict["remedies"]?.elements.compactMap { $0["en"]?.string } ?? []
            #expect(remedies.contains { $0.contains("at least 0.01 USD") }, "\(remedies)")

            let wrong = Self.sheet.replacing("\"40.00\"", with: "\"90.00\"")
            let refused = try await visitor.post("/api/v1/origin/tests", json: wrong)
            #expect(refused.status == 422)
            let fault = try JSON(refused.body)["faults"]?.elements.first
            #expect(fault?["path"]?.string == "/fob")
            #expect(fault?["code"]?.string == "origin.sum-differs")
        }
    }

    @Test("TR-01 a kept worksheet stays the enterprise's evidence, and nobody else's", arguments: TestStore.engines)
    func kept(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, other) = (world.program(of: world.cast.seller), world.program(of: world.cast.carrier))
            #expect(try await Visitor(world.window.door).post("/api/v1/origin/worksheets", json: Self.sheet).status == 401)
            let kept = try await seller.post("/api/v1/origin/worksheets", json: Self.sheet)
            #expect(kept.status == 201, "\(kept.text)")
            let id = try #require(try JSON(kept.body)["id"]?.string)
            let digest = try JSON(kept.body)["digest"]?.string
            let read = try JSON(try await seller.get("/api/v1/origin/worksheets/\(id)").body)
            #expect(read["digest"] == digest.map(JSON.text))
            #expect(read["content"]?["code"]?.string == "8501.10")
            #expect(read["passed"]?.elements.compactMap(\.string) == ["CN-KOR"])
            #expect(try await other.get("/api/v1/origin/worksheets/\(id)").status == 404)
            let page = try await world.member(of: world.cast.seller).get("/zh/origin/worksheets/\(id)")
            #expect(page.status == 200)
            #expect(page.text.contains("内容与摘要一致"))
        }
    }

    @Test("TR-03 materials of all RCEP members cumulate, and the party whose rate applies is found", arguments: TestStore.engines)
    func cumulation(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let sheet = #"""
                {"code":"9503001000","name":"玩具","exporter":"THA","fob":"100","materials":[
                {"name":"塑料","code":"390120","value":"50","origin":"VNM","originating":true},
                {"name":"零件","code":"950300","value":"30","origin":"USA"}],"agreement":"RCEP"}
                """#
            let visitor = Visitor(world.window.door)
            let met = try JSON(try await visitor.post("/api/v1/origin/tests", json: sheet).body)
            let verdict = try #require(met["verdicts"]?.elements.first)
            #expect(verdict["outcome"]?.string == "met", "30 of 100 is foreign: RVC 70")
            #expect(verdict["countryOfOrigin"]?["country"]?.string == "THA")
            #expect(verdict["countryOfOrigin"]?["contributors"]?.elements.compactMap(\.string) == ["VNM"])
            // The same materials of a country outside do not cumulate.
            let stated = sheet.replacing("\"VNM\"", with: "\"IND\"")
            let contradicts = try await visitor.post("/api/v1/origin/tests", json: stated)
            #expect(contradicts.status == 422 && contradicts.text.contains("origin.origin-not-of-party"))
            let outside = stated.replacing("\"originating\":true", with: "\"originating\":false")
            let failed = try JSON(try await visitor.post("/api/v1/origin/tests", json: outside).body)
            #expect(failed["verdicts"]?.elements.first?["outcome"]?.string == "failed")

            // Polypropylene stands in China's appendix: 20 per cent must be added in the exporter.
            let listed = #"""
                {"code":"39021000","name":"聚丙烯","exporter":"THA","fob":"100","agreement":"RCEP","materials":[
                {"name":"丙烯","value":"70","origin":"VNM","originating":true},
                {"name":"助剂","value":"12","origin":"THA","originating":true}]}
                """#
            let own = try JSON(try await visitor.post("/api/v1/origin/tests", json: listed).body)
            #expect(own["verdicts"]?.elements.first?["countryOfOrigin"]?["country"]?.string == "THA")
            let less = listed.replacing("\"70\"", with: "\"81\"")
            let moved = try JSON(try await visitor.post("/api/v1/origin/tests", json: less).body)
            #expect(moved["verdicts"]?.elements.first?["countryOfOrigin"]?["country"]?.string == "VNM")
        }
    }
}

extension World {
    /// A person of an enterprise, signed in through the page.
    func member(of enterprise: SampleEnterprise) async throws -> Visitor {
        let login = "member-\(enterprise.customsCode)"
        let id = window.parties.register.find(code: enterprise.creditCode)?.id ?? ""
        if try await window.parties.users().contains(where: { $0.login == login }) == false {
            _ = try await window.parties.addUser(
                NewUser(
                    login: login, name: "测试经办", password: "correct horse battery staple",
                    kind: .member(enterprise: id)), by: "scenario")
        }
        return try await officer(login)
    }
}
