import Balances
import Declarations
import House
import Journal
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

/// The tax of retail imports: billed on release, collected after thirty days, backed by a deposit or
/// a bank's letter.
@Suite("Tax and guarantee") struct TaxScenarios {
    @Test("CB-22 a released import is billed, put into a payment book after thirty days and paid",
        arguments: TestStore.engines)
    func paid(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2027-06-30")
            let list = try await world.declare(1, .direct)
            #expect(list.status == 800)
            let free = try await world.guaranteeFree()
            #expect(free < Fixed(100_000))
            let bill = try #require(try await world.taxBills().first)
            #expect(bill["status"]?.integer == 1)
            #expect(bill["dueFrom"]?.string == "2026-12-21")
            #expect(bill["dueTo"]?.string == "2027-01-04")
            #expect(try Fixed(bill["total"]?.string ?? "") == Fixed(100_000).subtracting(free))
            // Day 30 is still the buyer's.
            world.time.advance(days: 30)
            try await world.lookAgain()
            #expect(try await world.taxBills().first?["status"]?.integer == 1)
            world.time.advance(days: 1)
            try await world.lookAgain()
            let due = try #require(try await world.taxBills().first)
            #expect(due["status"]?.integer == 2)
            let book = try #require(due["dutyNo"]?.string)
            for type in ["CEB816", "CEB818"] { try await world.expectMessage(type, about: bill) }
            let officer = try await world.officer()
            let early = try await officer.change(
                "/api/v1/taxes/\(book)/settlements",
                .object([.init("how", .text("drawn")), .init("reference", .text("TEST-1"))]))
            #expect(early.status == 422)
            #expect(early.text.contains("declarations.tax-not-overdue"))
            _ = try await officer.get("/zh/taxes?enterprise=\(world.cast.platform.creditCode)")
            let done = try await officer.post(
                "/zh/taxes/\(book)/settlement",
                form: [
                    "enterprise": world.cast.platform.creditCode, "how": "paid",
                    "reference": "TEST-PAYMENT-1",
                ])
            #expect(done.status == 303, "\(done.text)")
            #expect(try await world.taxBills().first?["settlement"]?.string == "paid")
            #expect(try await world.guaranteeFree() == Fixed(100_000))
            let page = try await officer.get(
                "/zh/taxes?enterprise=\(world.cast.platform.creditCode)")
            #expect(page.text.contains("已缴纳") && page.text.contains(book))
            try await world.expectSound()
        }
    }

    @Test("CB-22 what is not paid by day 45 bears a late fee and is drawn from the letter that ends first",
        arguments: TestStore.engines)
    func drawn(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2027-06-30")
            _ = try await world.declare(1, .direct, basket: .large)
            let total = try #require(try await world.taxBills().first?["total"]?.string)
            world.time.advance(days: 31)
            try await world.lookAgain()
            world.time.advance(days: 16)
            let bill = try #require(try await world.taxBills().first)
            #expect(bill["daysLate"]?.integer == 2)
            #expect(bill["lateFee"]?.string == "0", "up to fifty yuan it is not levied")
            try await world.damage(
                "update declarations_taxes set total = $1", [.integer(Fixed(50_000).raw)])
            #expect(try await world.taxBills().first?["lateFee"]?.string == "0", "fifty is not above fifty")
            try await world.damage(
                "update declarations_taxes set total = $1", [.integer(Fixed(50_010).raw)])
            #expect(try await world.taxBills().first?["lateFee"]?.string == "50.01")
            try await world.damage("update declarations_taxes set total = $1", [.integer(try Fixed(total).raw)])
            let officer = try await world.officer()
            let answer = try await officer.change(
                "/api/v1/taxes/\(bill["dutyNo"]?.string ?? "")/settlements",
                .object([.init("how", .text("drawn")), .init("reference", .text("TEST-CALL-1"))]))
            #expect(answer.status == 200, "\(answer.text)")
            let balances = try JSON(
                try await world.program(of: world.cast.platform).get("/api/v1/balances").body)
            let letter = try #require(balances["guarantees"]?.elements.first)
            #expect(letter["called"]?.string == total)
            // Given back, the rest of the letter leaves the account; nothing else depends on it.
            let released = try await officer.change(
                "/api/v1/balances/guarantees/release",
                .object([
                    .init("enterprise", .text(world.cast.platform.creditCode)),
                    .init("reference", .text("TEST-LETTER")),
                ]))
            #expect(released.status == 200, "\(released.text)")
            #expect(try await world.guaranteeFree() == .zero)
            try await world.expectSound()
        }
    }

    @Test("CB-22 a last day to pay that is a day off moves to the next working day: drawn from the day after, not before", arguments: TestStore.engines)
    func rollsForward(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2027-06-30")
            // Released on Wednesday 25 November: day 45 is Saturday 9 January.
            world.time.advance(days: 5)
            let later = SampleChains(
                catalogue: try MessageCatalogue.load(from: try World.share()), cast: world.cast, at: world.time.clock.now())
            // Until one is not drawn for inspection.
            for number in 1...8 {
                guard try await world.taxBills().isEmpty else { break }
                try await world.send(try later.messages(of: later.chain(number, .direct)))
                try await world.settle()
            }
            let bill = try #require(try await world.taxBills().first)
            #expect(bill["dueFrom"]?.string == "2026-12-26", "the first day stands, a Saturday or not")
            #expect(bill["dueTo"]?.string == "2027-01-11")
            world.time.advance(days: 31)
            try await world.lookAgain()
            let book = try #require(try await world.taxBills().first?["dutyNo"]?.string)
            func draw() async throws -> Answer {
                try await world.officer().change(
                    "/api/v1/taxes/\(book)/settlements",
                    .object([.init("how", .text("drawn")), .init("reference", .text("TEST-CALL-2"))]))
            }
            for days in [14, 2] {
                world.time.advance(days: days)
                let early = try await draw()
                #expect(early.status == 422 && early.text.contains("declarations.tax-not-overdue"), "\(early.text)")
                #expect(try await world.taxBills().first?["daysLate"]?.integer == 0)
            }
            world.time.advance(days: 1)
            #expect(try await world.taxBills().first?["daysLate"]?.integer == 1)
            let page = try await world.officer().get("/zh/taxes?enterprise=\(world.cast.platform.creditCode)")
            #expect(page.text.contains("2027-01-11"))
            let drawn = try await draw()
            #expect(drawn.status == 200, "\(drawn.text)")
            try await world.expectSound()
        }
    }

    @Test("CB-22 a letter that lists need is not given back", arguments: TestStore.engines)
    func needed(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2027-06-30")
            _ = try await world.declare(1, .direct)
            let officer = try await world.officer()
            let answer = try await officer.change(
                "/api/v1/balances/guarantees/release",
                .object([
                    .init("enterprise", .text(world.cast.platform.creditCode)),
                    .init("reference", .text("TEST-LETTER")),
                ]))
            #expect(answer.status == 422)
            #expect(answer.text.contains("balances.insufficient"))
            // Nobody but the guarantor and the officers of the district sees the bills.
            let carrier = try JSON(
                try await world.program(of: world.cast.carrier).get("/api/v1/taxes").body)
            #expect(carrier["bills"]?.elements.isEmpty == true)
        }
    }
}

extension World {
    /// Tax bills of the platform, which guarantees in the samples.
    func taxBills() async throws -> [JSON] {
        let answer = try await program(of: cast.platform).get("/api/v1/taxes")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["bills"]?.elements ?? []
    }

    /// What is left of the platform's guarantee.
    func guaranteeFree() async throws -> Fixed {
        let answer = try JSON(try await program(of: cast.platform).get("/api/v1/balances").body)
        let account = answer["accounts"]?.elements.first { $0["id"]?.string == "guarantee" }
        return try Fixed(account?["balance"]?.string ?? "")
    }

    /// An operator asks for another look: what waits for a day comes due now.
    func lookAgain() async throws {
        let login = "operator"
        let isNew = try? await window.parties.addUser(
            NewUser(
                login: login, name: "测试管理员", password: "correct horse battery staple",
                kind: .administrator), by: "scenario")
        _ = isNew
        let visitor = try await officer(login)
        let answer = try await visitor.change("/api/v1/gateway/look-again", .object([]))
        #expect(answer.status == 202, "\(answer.text)")
        try await settle()
    }

    /// The guarantor was given a message of this type that fits its table.
    func expectMessage(_ type: String, about bill: JSON) async throws {
        let program = program(of: cast.platform)
        let list = try JSON(try await program.get("/api/v1/receipts?after=0").body)
        let found = try #require(
            list["receipts"]?.elements.last { $0["type"]?.string == type }, "\(type)")
        let body = try await program.get(
            "/api/v1/receipts/\(found["sequence"]?.integer ?? 0)").body
        let catalogue = try MessageCatalogue.load(from: try Share.find())
        #expect(catalogue.read(body).isValid, "\(String(decoding: body, as: UTF8.self))")
        #expect(
            String(decoding: body, as: UTF8.self).contains(bill["taxNo"]?.string ?? "none"))
    }

    /// Every account adds up.
    func expectSound() async throws {
        let flaws = try await store.read { session in try Ledger().verify(in: session) }
        #expect(flaws == [])
    }
}
