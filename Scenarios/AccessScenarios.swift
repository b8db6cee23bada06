import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What everybody with a part in a list sees of it, and what stays with those it belongs to.
@Suite("Who sees what") struct AccessScenarios {
    @Test("CB-09 every party sees receipts and tax of the list, only those who declare it what the buyer used before", arguments: TestStore.engines)
    func parties(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let cast = world.cast
            let first = try await world.declare(1, .direct, buyer: 1)
            let used = try Fixed(first["valueYuan"]?.string ?? "").grouped
            let own = try await world.declare(2, .direct, buyer: 1)
            let preNo = try #require(own["preNo"]?.string)
            #expect(own["explanation"]?.texts.contains { $0.contains(used) } == true)
            #expect(own["receipts"]?.elements.allSatisfy { $0["xml"]?.string != nil } == true)
            for member in [cast.seller, cast.platform, cast.carrier] {
                let program = world.program(of: member)
                let seen = try JSON(try await program.get("/api/v1/declarations/\(preNo)").body)
                let texts = seen["explanation"]?.texts ?? []
                #expect(texts.contains { $0.contains("应征税款") })
                #expect(texts.contains { $0.contains("仅向申报企业、报送企业和海关显示") })
                #expect(texts.contains { $0.contains("shown only to the declarant") })
                #expect(!seen.texts.contains { $0.contains(used) }, "\(used)")
                let receipts = seen["receipts"]?.elements ?? []
                #expect(receipts.map { $0["info"] } == own["receipts"]?.elements.map { $0["info"] })
                #expect(receipts.allSatisfy { $0["xml"] == nil && $0["sequence"] == nil && $0["at"] != nil })
                let clerk = try await world.clerk(of: member)
                for language in ["zh", "en"] {
                    let page = try await clerk.get("/\(language)/declarations/\(preNo)")
                    #expect(page.text.contains("id=\"receipts\"") && page.text.contains("id=\"tax\""))
                    #expect(!page.text.contains("/api/v1/receipts/") && !page.text.contains(used))
                }
            }
        }
    }

    @Test("CB-09 a list above the year's limit tells the other parties no sum of the buyer", arguments: TestStore.engines)
    func overYear(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            var (found, used) = (JSON.null, Fixed.zero)
            for number in 100..<110 where found.status != 100 {
                used = try await world.quotaUsed(buyer: 1)
                found = try await world.declare(number, .direct, basket: .large, buyer: 1)
            }
            #expect(found["findings"]?.elements.first?["code"]?.string == "-621018")
            #expect(found["explanation"]?.texts.contains { $0.contains(used.grouped) } == true)
            let seen = try JSON(
                try await world.program(of: world.cast.seller)
                    .get("/api/v1/declarations/\(found["preNo"]?.string ?? "")").body)
            #expect(seen.status == 100 && !seen.texts.contains { $0.contains(used.grouped) })
        }
    }

    @Test("CB-03 which risk rule took a list is for the officer, the others see that one did", arguments: TestStore.engines)
    func riskRules(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let watched = try await world.declare(1, .direct, basket: .watched, buyer: 5)
            #expect(watched.status == 300)
            let path = "/declarations/\(watched["preNo"]?.string ?? "")"
            let officer = try await world.officer()
            let words = ["营养补充食品", "抽取", "declarations.risk.supplements"]
            let whole = try await officer.get("/api/v1\(path)").text
            for word in words { #expect(whole.contains(word), "\(word)") }
            #expect(try await officer.get("/zh\(path)").text.contains("抽取"))
            for member in world.cast.members.filter({ $0 != world.cast.warehouse }) {
                let program = world.program(of: member)
                let clerk = try await world.clerk(of: member)
                for answer in [try await program.get("/api/v1\(path)"), try await clerk.get("/zh\(path)")] {
                    #expect(answer.status == 200 && answer.text.contains("按规则转人工审核"))
                    for word in words { #expect(!answer.text.contains(word), "\(word)") }
                }
            }
        }
    }

    @Test("CB-08 that a guarantee does not suffice is told without what the guarantor has left", arguments: TestStore.engines)
    func guarantee(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.deposit(Fixed("3.21"))
            let found = try await world.declare(1, .direct, basket: .large)
            #expect(found.status == 100)
            #expect(found["findings"]?.elements.first?["message"]?["zh"]?.string?.contains("不足本单税款") == true)
            #expect(!found.texts.contains { $0.contains("3.21") })
        }
    }

    @Test("CB-01 the payment enterprise sees a list as long as the list has its payment", arguments: TestStore.engines)
    func payer(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let payer = world.program(of: world.cast.payment)
            func status(_ preNo: String) async throws -> Int {
                try await payer.get("/api/v1/declarations/\(preNo)").status
            }
            let chain = world.samples.chain(1, .direct, basket: .watched, buyer: 5)
            let messages = try world.samples.messages(of: chain)
            try await world.send(messages.filter { $0.type != "CEB511" })
            try await world.settle()
            let preNo = try #require(try await world.declaration(copNo: chain.copNo)["preNo"]?.string)
            // Not before everything is there: until then any payment that names the order may be it.
            #expect(try await status(preNo) == 404)
            try await world.send(messages.filter { $0.type == "CEB511" })
            try await world.settle()
            #expect(try await status(preNo) == 200)
            let listed = try JSON(try await payer.get("/api/v1/declarations").body)
            #expect(listed["declarations"]?.elements.map { $0["preNo"]?.string } == [preNo])
            let found = try await world.declaration(copNo: chain.copNo)
            let rejected = try await world.officer().decide(
                preNo, "{\"action\":\"reject\",\"reason\":\"证件不清\",\"version\":\(found["version"]?.integer ?? 0)}")
            #expect(rejected.status == 200)
            #expect(try await status(preNo) == 404)
            // The mended list takes the payment again.
            let list = try #require(messages.last)
            try await world.send([
                list.renamed("00000000-0000-4000-8000-0000000000C5")
                    .replacing([("<ceb:appType>1<", "<ceb:appType>2<")])
            ])
            #expect(try await status(preNo) == 404)
            try await world.settle()
            #expect(try await world.declaration(copNo: chain.copNo).status == 300)
            #expect(try await status(preNo) == 200)
            #expect(try await world.program(of: world.cast.warehouse).get("/api/v1/declarations/\(preNo)").status == 404)
        }
    }

    @Test("ID-01 balances and guarantees are for officers of the enterprise's district", arguments: TestStore.engines)
    func balances(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.person("elsewhere", .officer(districts: ["2202"]))
            let (near, far) = (try await world.officer(), try await world.officer("elsewhere"))
            let code = world.cast.platform.creditCode
            for path in ["/api/v1/balances", "/zh/balances", "/api/v1/balances/guarantee/transfers", "/zh/balances/guarantee"] {
                #expect(try await near.get("\(path)?enterprise=\(code)").status == 200, "\(path)")
                #expect(try await far.get("\(path)?enterprise=\(code)").status == 404, "\(path)")
            }
            let body = "{\"enterprise\":\"\(code)\",\"form\":\"deposit\",\"reference\":\"TEST-1\",\"amount\":\"10\",\"citation\":{\"document\":\"TEST\"}}"
            for (officer, status) in [(far, 422), (near, 201)] {
                let token = try await officer.get("/zh/account").formToken ?? ""
                let answer = try await officer.post("/api/v1/balances/guarantees", json: body, headers: ["x-csrf-token": token])
                #expect(answer.status == status, "\(answer.text)")
            }
            // What stands as security is a paper too, for the same people.
            let paper = "/api/v1/balances/guarantees/pdf?enterprise=\(code)&reference=TEST-1"
            let sheet = try await near.get(paper)
            #expect(sheet.status == 200 && sheet.body.starts(with: Array("%PDF-".utf8)), "\(sheet.text)")
            #expect(try await far.get(paper).status == 404)
            #expect(try await near.get(paper + "0").status == 404)
            #expect(try await near.get("/zh/balances?enterprise=\(code)").text.contains("guarantees/pdf?reference=TEST-1"))
        }
    }

    @Test("ID-01 an officer is given only offices that there are", arguments: [["9999"], ["0000"], ["2244", "2299"]])
    func offices(districts: [String]) async throws {
        try await World.run(.sqlite) { world in
            let refusal = try await #require(throws: PartiesRefusal.self) {
                try await world.person("nowhere", .officer(districts: Set(districts)))
            }
            #expect(refusal.faults.map(\.code) == ["parties.district-unknown"])
            #expect(refusal.faults.first?.message.zh.contains(districts.last ?? "?") == true)
        }
    }

    @Test("CB-01 a filter that means nothing is refused by name, and told above a list that keeps its form", arguments: TestStore.engines)
    func filters(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = world.program(of: world.cast.declarant)
            let clerk = try await world.clerk(of: world.cast.declarant)
            for query in ["status=xyz", "status=801", "type=CEB999", "type=CEB311", "before=x"] {
                let name = String(query.prefix { $0 != "=" })
                let answer = try await program.get("/api/v1/declarations?\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(try JSON(answer.body)["code"]?.string == "declarations.filter")
                #expect(answer.text.contains("\"\(name)\""), "\(answer.text)")
                let page = try await clerk.get("/zh/declarations?\(query)", headers: ["accept": "text/html"])
                #expect(page.status == 400 && page.text.contains("没有这个取值"), "\(page.text.prefix(300))")
            }
            for query in ["status=&type=&before=&number=", "status=800&type=CEB621"] {
                #expect(try await program.get("/api/v1/declarations?\(query)").status == 200)
                #expect(try await clerk.get("/zh/declarations?\(query)").status == 200)
            }
            let officer = try await world.officer()
            #expect(try await officer.get("/api/v1/worklist?status=x").status == 400)
            // A filter nobody knows is no whole desk.
            let odd = try await officer.get("/api/v1/worklist?stage=nonsense")
            #expect(odd.status == 400 && odd.text.contains("没有筛选条件 stage"))
            #expect(try await officer.get("/zh/worklist?stage=nonsense").text.contains("没有筛选条件“stage”"))
            for wrong in ["stage=nonsense", "due=luck", "service=none"] { #expect(try await officer.get("/api/v1/desk?" + wrong).status == 400, "\(wrong)") }
            for query in ["status=800", "type=x", "district=2202"] {
                #expect(try await officer.get("/zh/worklist?\(query)").status == 400, "\(query)")
            }
            #expect(try await officer.get("/zh/worklist?number=&status=&type=&district=").status == 200)
        }
    }

    @Test("SW-01 an officer finds a list of the own districts by any of its numbers, also a decided one", arguments: TestStore.engines)
    func byNumber(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let found = try await world.declare(2, .direct)
            let preNo = try #require(found["preNo"]?.string)
            try await world.person("elsewhere", .officer(districts: ["2202"]))
            let (near, far) = (try await world.officer(), try await world.officer("elsewhere"))
            for name in ["preNo", "invtNo", "copNo"] {
                let number = try #require(found[name]?.string)
                let page = try await near.get("/zh/worklist?number=\(number)")
                #expect(page.header("location") == "/zh/declarations/\(preNo)", "\(name)")
                let api = try JSON(try await near.get("/api/v1/worklist?number=\(number)").body)
                #expect(api["declarations"]?.elements.map { $0["preNo"]?.string } == [preNo])
                let none = try await far.get("/zh/worklist?number=\(number)")
                #expect(none.status == 200 && none.text.contains("本人关区内没有编号为 \(number) 的清单"))
                let nothing = try JSON(try await far.get("/api/v1/worklist?number=\(number)").body)
                #expect(nothing["declarations"]?.elements.isEmpty == true)
            }
        }
    }

    @Test("CB-01 only who can mend a rejected list is asked to", arguments: TestStore.engines)
    func mending(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct, defect: .amountDiffers)
            for (member, isAsked) in [(world.cast.declarant, true), (world.cast.carrier, false)] {
                let page = try await world.clerk(of: member).get("/zh")
                #expect(page.text.contains("已退单，待更正") == isAsked)
            }
        }
    }
}

extension World {
    /// Somebody with a login, who signs in by `officer(_:)`.
    func person(_ login: String, _ kind: User.Kind) async throws {
        _ = try await window.parties.addUser(
            NewUser(
                login: login, name: "测试人员", password: "correct horse battery staple", kind: kind),
            by: "scenario")
    }

    /// Somebody of an enterprise, signed in through the page.
    fileprivate func clerk(of enterprise: SampleEnterprise) async throws -> Visitor {
        let code = enterprise.creditCode
        let id = try #require(window.parties.register.find(code: code)?.id)
        try await person("clerk-\(code.lowercased())", .member(enterprise: id))
        return try await officer("clerk-\(code.lowercased())")
    }
}
