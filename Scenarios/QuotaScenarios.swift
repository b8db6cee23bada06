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
