import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

/// Tariff quotas: applied for, granted, verified and written off by declarations.
@Suite("Tariff quotas") struct QuotaScenarios {
    static let wheat = [
        "quota": "wheat", "year": "2026", "trade": "general", "quantity": "100",
        "imported": "80", "capacity": "测试面粉厂，年加工小麦二百吨",
    ]

    /// A day on which the quotas of 2026 are applied for.
    static let window = "20251020090000"

    @Test("SW-19 a quota is applied for, a declaration verifies the certificate and writes it off in one step, never below zero", arguments: TestStore.engines)
    func writeOff(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let number = try await world.quota(Self.wheat)
            // Nobody draws a quota by hand.
            #expect(try JSON(try await world.draw("1", "h", number).body)["code"]?.string == "procedures.by-declaration")
            world.advance(hours: 396 * 24)
            let program = try await world.importer()
            let lodged = try await program.post("/api/v1/entries", json: world.grain("Q1", "60000", number))
            #expect(lodged.status == 201, "\(lodged.text)")
            #expect(try await world.left(number, program) == "40")
            // Sent again it is the same declaration and takes nothing more.
            #expect(try await program.post("/api/v1/entries", json: world.grain("Q1", "60000", number)).status == 200)
            #expect(try await world.left(number, program) == "40")

            let over = try await program.post("/api/v1/entries", json: world.grain("Q2", "40001", number))
            #expect(over.status == 422)
            let fault = try #require(try JSON(over.body)["faults"]?.elements.first)
            #expect(fault["code"]?.string == "entries.quota-insufficient" && fault["path"]?.string == "/lines/0/quotaCertificate")
            // What is left, what it needs, and what the rest owes outside the quota.
            #expect(fault["message"]?["zh"]?.string?.contains("余额 40 吨") == true, "\(over.text)")
            #expect(fault["fix"]?["en"]?.string?.contains("1001990090, rate 65%") == true, "\(over.text)")
            #expect(try await world.left(number, program) == "40")
            #expect(try await program.get("/api/v1/entries").text.contains("Q2") == false, "nothing of it is kept")
            #expect(try await program.post("/api/v1/entries", json: world.grain("Q3", "40000", number)).status == 201)
            #expect(try await world.left(number, program) == "0")

            let clerk = try await world.clerk()
            for language in ["zh", "en"] {
                let page = try await clerk.get("/\(language)/quota-certificates?number=\(number)&code=1001990001&quantity=1&unit=035")
                #expect(page.status == 200 && page.text.contains(number) && page.text.contains("1001990090"))
            }
            // The officer verifies by the number, another firm does not even see it.
            let officer = try await world.visitor("customs-1")
            let seen = try await officer.get("/api/v1/quota-certificates/\(number)")
            #expect(try JSON(seen.body)["uses"]?.elements.count == 2, "\(seen.text)")
            #expect(try await officer.get("/zh/quota-certificates?number=\(number)").text.contains(number))
            let stranger = try await world.importer(of: world.cast.declarant)
            #expect(try await stranger.get("/api/v1/quota-certificates/\(number)").status == 404)
        }
    }

    @Test("SW-19 a certificate is found behind however many later applications of the enterprise", arguments: TestStore.engines)
    func behindMany(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let number = try await world.quota(Self.wheat)
            _ = try await world.window.store.write { session in
                try session.execute(
                    """
                    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 600)
                    insert into procedures_cases (tenant, number, service, edition, state, step, body, escalates,
                        version, answers, created_at, created_by, reason)
                    select c.tenant, 'TEST-' || n, c.service, c.edition, 'draft', '', '', '', 1, c.answers,
                        c.created_at + n, c.created_by, ''
                    from numbers, procedures_cases c where c.number = $1
                    """, [.text(number)])
            }
            let found = try JSON(try await world.importer().get("/api/v1/quota-certificates").body)
            #expect(found.texts.contains(number))
            #expect(!found.encoded.contains("TEST-"))
        }
    }

    @Test("SW-19 two lines on one certificate are written off together, and told so that all can read it", arguments: TestStore.engines)
    func twoLines(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let number = try await world.quota(Self.wheat)
            world.advance(hours: 396 * 24)
            let program = try await world.importer()
            let over = try await program.post("/api/v1/entries", json: world.twice(world.grain("Q9", "60000", number)))
            #expect(over.status == 422)
            #expect(try await world.left(number, program) == "100")
            let lodged = try await program.post("/api/v1/entries", json: world.twice(world.grain("Q9", "30000", number)))
            #expect(lodged.status == 201, "\(lodged.text)")
            #expect(try await world.left(number, program) == "40")
            let entry = try #require(try JSON(lodged.body)["number"]?.string)
            let read = try await program.get("/api/v1/entries/\(entry)")
            #expect(read.status == 200 && read.text.contains("60"), "\(read.text)")
        }
    }

    @Test("SW-19 without certificate, with another good's, in another year or with another's certificate a code inside the quota is refused", arguments: TestStore.engines)
    func refusals(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let number = try await world.quota(Self.wheat)
            world.advance(hours: 365 * 24)
            let later = try await world.quota(Self.wheat.merging(["year": "2027"]) { $1 }, more: true)
            world.advance(hours: 31 * 24)
            let program = try await world.importer()
            func code(_ own: String, _ certificate: String?, code: String = "1001990001") async throws -> String? {
                let answer = try await program.post("/api/v1/entries", json: world.grain(own, "1000", certificate, code: code))
                return answer.status == 201 ? "taken" : try JSON(answer.body)["faults"]?.elements.first?["code"]?.string
            }
            #expect(try await code("R1", nil) == "entries.quota-missing")
            #expect(try await code("R2", "SW19-2026-9999999") == "entries.quota-unknown")
            #expect(try await code("R3", number, code: "1006308001") == "entries.quota-other-goods")
            #expect(try await code("R4", later) == "entries.quota-not-on-day")
            #expect(try await code("R5", number, code: "1001990090") == "entries.quota-not-inside")
            #expect(try await code("R6", nil, code: "1001990090") == "taken")
            #expect(try await world.left(number, program) == "100")
            let asked = try await program.get("/api/v1/quota-certificates/\(number)?code=1001990001&quantity=100001&unit=035")
            let check = try JSON(asked.body)["check"]
            #expect(check?["result"]?.string == "refused" && check?["otherCode"]?.string == "1001990090", "\(asked.text)")
            #expect(check?["explanation"]?["outcome"]?["zh"]?.string?.contains("65%") == true)
            #expect(try await program.get("/api/v1/quota-certificates/\(number)?code=1&quantity=x").status == 422)
        }
    }

    @Test("SW-19 what will not be used is given back by its day, once, and others may have it; later it is refused", arguments: TestStore.engines)
    func returned(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let number = try await world.quota(Self.wheat)
            let path = "/api/v1/applications/\(number)/returns"
            func give(_ quantity: String, _ key: String) async throws -> Answer {
                try await world.program.post(path, json: "{\"quantity\":\(quantity),\"key\":\"\(key)\"}")
            }
            let officer = try await world.visitor("ndrc-1")
            #expect(try await officer.get("/zh/applications/\(number)").text.contains("9635900 吨"))
            let much = try await give("100.5", "A")
            #expect(try JSON(much.body)["code"]?.string == "procedures.quota-return-much", "\(much.text)")
            #expect(try JSON(try await give("0", "A").body)["code"]?.string == "procedures.quantity")
            let first = try await give("40", "A")
            #expect(first.status == 201, "\(first.text)")
            #expect(try JSON(first.body)["left"]?.string == "60")
            #expect(try await give("40", "A").status == 200, "sent again it gives nothing more")
            let importer = try await world.importer()
            #expect(try await world.left(number, importer) == "60")
            #expect(try await officer.get("/zh/applications/\(number)").text.contains("9635940 吨"))
            // By page, with the day and where it is written.
            let clerk = try await world.clerk()
            let page = try await clerk.get("/zh/applications/\(number)")
            #expect(page.text.contains("2026-09-15") && page.text.contains("国家发展改革委 商务部公告2025年第2号"))
            let sent = try await clerk.post(
                "/en/applications/\(number)/returns", form: ["key": "B", "quantity": "10", "reason": "no ship"])
            #expect(sent.status == 303, "\(sent.text)")
            #expect(try await world.left(number, importer) == "50")
            #expect(try await importer.get("/api/v1/quota-certificates/\(number)").text.contains(#""entry":null"#))
            #expect(try await clerk.get("/en/quota-certificates").text.contains("given back"))
            world.advance(hours: 331 * 24)
            let late = try await give("10", "C")
            #expect(late.status == 409)
            #expect(try JSON(late.body)["code"]?.string == "procedures.quota-return-late")
            #expect(late.text.contains("2026-09-15") && late.text.contains("扣减"), "\(late.text)")
            #expect(try await give("40", "A").status == 200)
            // What was neither used nor given back is told to whoever allots the next year.
            world.advance(hours: 31 * 24)
            let next = try await world.submit(
                "tariff-quota-grain", Self.wheat.merging(["year": "2027"]) { $1 }, documents: ["application-form"])
            try await world.decide(try await world.visitor("reform-1"), "forward", next)
            let desk = try await (try await world.visitor("ndrc-1")).get("/zh/applications/\(next)")
            #expect(desk.text.contains("上年未用完也未交还") && desk.text.contains("50 吨"))
        }
    }

    @Test("SW-19 an agent applies and gives back in the name of whom it has a mandate of, and of nobody else", arguments: TestStore.engines)
    func agent(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let seller = world.cast.seller.creditCode
            func key(_ firm: SampleEnterprise, _ scope: String) async throws -> Visitor {
                Visitor(world.window.door).as(
                    key: try await world.window.parties.createKey(
                        enterprise: firm.creditCode, label: scope, scopes: [scope], by: "scenario"))
            }
            let broker = try await key(world.cast.declarant, "procedures.apply")
            let ask = #"{"service":"tariff-quota-grain","for":"\#(seller)"}"#
            let without = try await broker.post("/api/v1/applications", json: ask)
            #expect(without.status == 403)
            #expect(try JSON(without.body)["code"]?.string == "procedures.no-mandate")
            let giver = try await key(world.cast.seller, "parties.mandates")
            let taker = try await key(world.cast.declarant, "parties.mandates")
            let offered = try await giver.post(
                "/api/v1/mandates", json: #"{"grantee":"\#(world.cast.declarant.creditCode)","scope":"apply"}"#)
            #expect(offered.status == 201, "\(offered.text)")
            let id = try #require(try JSON(offered.body)["id"]?.string)
            #expect(try await taker.post("/api/v1/mandates/\(id)/accept", json: "{}").status == 200)

            let begun = try await broker.post("/api/v1/applications", json: ask)
            #expect(begun.status == 201, "\(begun.text)")
            let number = try #require(try JSON(begun.body)["number"]?.string)
            #expect(try await broker.get("/api/v1/applications?for=\(seller)").text.contains(number))
            #expect(try await broker.get("/api/v1/applications").text.contains(number) == false)
            // The agent goes on with it, up to what the form lacks; the grantor stays the applicant.
            let open = try await broker.get("/api/v1/applications/\(number)")
            #expect(open.status == 200, "\(open.text)")
            let version = try #require(try JSON(open.body)["version"]?.integer)
            let saved = try await broker.post("/api/v1/applications/\(number)/answers?version=\(version)", json: "{}")
            #expect(saved.status == 200, "\(saved.text)")
            #expect(try await broker.post("/api/v1/applications/\(number)/actions", json: #"{"action":"submit"}"#).status == 422)
            #expect(try await world.program.get("/api/v1/applications/\(number)").status == 200)
            let granted = try await world.quota(Self.wheat)
            let back = try await broker.post(
                "/api/v1/applications/\(granted)/returns", json: #"{"quantity":"1","key":"A"}"#)
            #expect(back.status == 201, "\(back.text)")
            // Services that let no agent stay closed, and so does another enterprise.
            let other = try await broker.post(
                "/api/v1/applications", json: #"{"service":"dual-use-licence","for":"\#(seller)"}"#)
            #expect(other.status == 403, "\(other.text)")
            let carrier = try await key(world.cast.carrier, "procedures.apply")
            #expect(try await carrier.get("/api/v1/applications/\(number)").status == 404)
            #expect(try await giver.post("/api/v1/mandates/\(id)/revoke", json: #"{"reason":"over"}"#).status == 200)
            #expect(try await broker.get("/api/v1/applications/\(number)").status == 404)
        }
    }

    @Test("SW-19 a declaration that ends without goods gives its quota back, once", arguments: TestStore.engines)
    func givenBack(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: Self.window) { world in
            let number = try await world.quota(Self.wheat)
            world.advance(hours: 396 * 24)
            let program = try await world.importer()
            let lodged = try await program.post("/api/v1/entries", json: world.grain("B1", "70000", number, inAdvance: true))
            #expect(lodged.status == 201, "\(lodged.text)")
            let entry = try #require(try JSON(lodged.body)["number"]?.string)
            #expect(try await world.left(number, program) == "30")
            let officer = try await world.visitor("customs-1")
            let refused = try await officer.order("/api/v1/entries/\(entry)/decision", #"{"decision":"refuse","reason":"测试：证件不符"}"#)
            #expect(refused.status == 200, "\(refused.text)")
            #expect(try await world.left(number, program) == "100")
            let uses = try JSON(try await program.get("/api/v1/quota-certificates/\(number)").body)["uses"]
            #expect(uses?.elements.compactMap { $0["quantity"]?.string } == ["-70", "70"])
            let page = try await (try await world.clerk()).get("/zh/applications/\(number)")
            #expect(page.status == 200 && page.text.contains("100"))
        }
    }
}

extension ServiceWorld {
    /// A certificate of tariff quota, from the application to the agreement of two officers.
    func quota(_ answers: [String: String], more: Bool = false) async throws -> String {
        if !more {
            for (login, body) in [("reform-1", "reform"), ("ndrc-1", "ndrc"), ("ndrc-2", "ndrc")] {
                try await add(login, .officer(of: body))
                let admin = try await visitor("admin")
                _ = try await admin.get("/zh/seats")
                let given = try await admin.post(
                    "/zh/seats",
                    form: ["body": body, "login": login, "from": "2025-10-20", "to": ""])
                #expect(given.status == 303, "\(given.text)")
            }
        }
        let number = try await submit("tariff-quota-grain", answers, documents: ["application-form"])
        try await decide(try await visitor("reform-1"), "forward", number)
        try await decide(try await visitor("ndrc-1"), "grant", number)
        try await decide(try await visitor("ndrc-2"), "agree", number)
        let granted = try await found(number)
        #expect(granted.state == "granted", "\(granted.encoded.prefix(400))")
        #expect(granted["validTo"]?.string == "\(answers["year"] ?? "")-12-31")
        return number
    }

    /// The same declaration with its line twice.
    func twice(_ json: String) throws -> String {
        let whole = try JSON(Array(json.utf8))
        let members = whole.members.map { member in
            member.name == "lines"
                ? JSON.Member("lines", .array(member.value.elements + member.value.elements))
                : member
        }
        return JSON.object(members).encoded
    }

    /// A program that declares goods.
    func importer(of member: SampleEnterprise? = nil) async throws -> Visitor {
        let key = try await window.parties.createKey(
            enterprise: (member ?? cast.seller).creditCode, label: "entries",
            scopes: ["entries.lodge"], days: 366, by: "scenario")
        return Visitor(window.door).as(key: key)
    }

    /// A goods declaration of so many kilograms of wheat.
    func grain(
        _ own: String, _ kilograms: String, _ certificate: String?, code: String = "1001990001",
        inAdvance: Bool = false
    ) -> String {
        var sample = EntrySample(own, of: cast.seller)
        if inAdvance { sample = sample.inAdvance() }
        sample = sample.with(["netWeight": .text("1"), "grossWeight": .text("2")])
        sample.line = [
            "code": .text(code), "name": .text("小麦"), "specification": .text("测试小麦，散装"),
            "quantity": .text(kilograms), "unit": .text("035"), "price": .text("120000"),
            "currency": .text("142"), "origin": .text("601"), "dutyMode": .text("1"),
        ]
        if let certificate { sample.line["quotaCertificate"] = .text(certificate) }
        return sample.json
    }

    func left(_ number: String, _ program: Visitor) async throws -> String? {
        try JSON(try await program.get("/api/v1/quota-certificates/\(number)").body)["left"]?.string
    }
}
