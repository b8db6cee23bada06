import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Granting tariff quotas: when one may apply, and that grants stay within the national volume.
@Suite("Tariff quotas granted") struct QuotaGrantScenarios {
    static let tops = [
        "quota": "wool-tops", "year": "2027", "trade": "general", "quantity": "50000",
        "imported": "80", "capacity": "测试毛纺厂",
    ]

    @Test("SW-19 outside its days to apply, for no such year or above the national volume an application is refused with days and source", arguments: TestStore.engines)
    func window(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            func faults(_ answers: [String: String]) async throws -> [JSON] {
                let number = try await world.begin("tariff-quota-goods", answers)
                try await world.attach(["application-form"], to: number)
                let answer = try await world.act("submit", number)
                #expect(answer.status == 422, "\(answer.text)")
                return try JSON(answer.body)["faults"]?.elements ?? []
            }
            let late = try #require(try await faults(Self.tops).first)
            #expect(late["code"]?.string == "procedures.quota-window" && late["path"]?.string == "/year")
            for part in ["2026-10-15", "2026-10-30", "2026-11-20", "商务部 国家发展改革委令2003年第4号"] {
                #expect(late["message"]?["zh"]?.string?.contains(part) == true, "\(late.encoded)")
            }
            #expect(late["fix"]?["en"]?.string?.contains("2027-10-15 to 2027-10-30") == true)
            let years = try await faults(Self.tops.merging(["year": "02027"]) { $1 })
            #expect(years.map { $0["code"]?.string } == ["procedures.quota-year"])
            let much = try await faults(Self.tops.merging(["quantity": "80000.00001"]) { $1 })
            #expect(much.contains { $0["code"]?.string == "procedures.quota-volume" })
            // The end user is who applies and the goods decide the unit: neither can be written.
            for field in ["credit-code", "unit"] {
                let number = try await world.begin("tariff-quota-goods", [:])
                let odd = try await world.program.post(
                    try await world.answers(number), json: "{\"\(field)\":\"035\"}")
                #expect(odd.status == 422, "\(odd.text)")
            }
            for (language, word) in [("zh", "80000 吨"), ("en", "80000 tonnes")] {
                let page = try await Visitor(world.window.door)
                    .get("/\(language)/services/tariff-quota-goods")
                #expect(page.text.contains("2027-10-15") && page.text.contains(word))
            }
        }
    }

    @Test("SW-19 grants never exceed the national volume, agreed at the same time or not; a part is granted with its reason", arguments: TestStore.engines)
    func volume(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: "20261020090000") { world in
            let carrier = ServiceWorld(
                window: world.window, time: world.time, cast: world.cast, program: world.other,
                other: world.program)
            let first = try await world.officers()
            var numbers: [String] = []
            for applicant in [world, carrier] {
                let number = try await applicant.submit(
                    "tariff-quota-goods", Self.tops, documents: ["application-form"])
                numbers.append(number)
                try await world.decide(first.clerk, "forward", number)
                // Each alone is within the 80,000 tonnes.
                #expect(try await world.grant(number, nil, by: first.one).status == 200)
            }
            let (one, two) = (numbers[0], numbers[1])
            async let left = world.order("agree", one, by: first.two)
            async let right = world.order("agree", two, by: first.two)
            let answers = try await [one: left, two: right]
            let refused = try #require(answers.first { $0.value.status == 409 })
            #expect(answers.values.count { $0.status == 200 } == 1)
            #expect(try JSON(refused.value.body)["code"]?.string == "procedures.quota-exhausted")
            #expect(refused.value.text.contains("30000 吨"), "\(refused.value.text)")

            // Dissented from, then cut to what is left, with the reason.
            let number = refused.key
            #expect(try await world.order("dissent", number, by: first.two, reason: "超出全国余额").status == 200)
            for (quantity, reason, code) in [
                ("30000.1", "按余额核减", "procedures.quota-exhausted"),
                ("50000.1", "多给", "procedures.form"), ("0", "不给", "procedures.form"),
                ("x", "误填", "procedures.form"), ("30000", "", "procedures.reason-missing"),
            ] {
                let answer = try await world.grant(number, quantity, by: first.one, reason: reason)
                #expect(try JSON(answer.body)["code"]?.string == code, "\(quantity)")
            }
            let page = try await first.one.get("/zh/applications/\(number)")
            #expect(page.text.contains("全国配额余额") && page.text.contains("30000 吨"))
            #expect(try await world.grant(number, "30000", by: first.one, reason: "按余额核减").status == 200)
            #expect(try await world.order("agree", number, by: first.two).status == 200)

            let applicant = number == one ? world : carrier
            let granted = try await applicant.found(number)
            #expect(granted.state == "granted" && granted["grantedQuantity"]?.string == "30000")
            #expect(granted["balance"]?.string == "30000" && granted["validTo"]?.string == "2027-12-31")
            let span = try #require(granted["letters"]?.elements.first?["span"]?.integer)
            let letter = try await first.one.get("/zh/applications/\(number)/letters/\(span)")
            for part in ["30000", "50000 吨", "按余额核减"] {
                #expect(letter.text.contains(part), "\(part)")
            }
        }
    }
}

extension ServiceWorld {
    struct QuotaOfficers {
        let clerk: Visitor
        let one: Visitor
        let two: Visitor
    }

    func officers() async throws -> QuotaOfficers {
        QuotaOfficers(
            clerk: try await visitor("commerce-1"), one: try await visitor("mofcom-1"),
            two: try await visitor("mofcom-2"))
    }

    /// An officer does something by API.
    func order(
        _ action: String, _ number: String, by officer: Visitor, reason: String = "",
        quantity: String? = nil
    ) async throws -> Answer {
        try await officer.order(
            "/api/v1/applications/\(number)/actions",
            JSON.object([
                .init("action", .text(action)), .init("reason", .text(reason)),
                .init(
                    "values",
                    .object(quantity.map { [JSON.Member("granted", .text($0))] } ?? [])),
            ]).encoded)
    }

    func grant(
        _ number: String, _ quantity: String?, by officer: Visitor, reason: String = ""
    ) async throws -> Answer {
        try await order("grant", number, by: officer, reason: reason, quantity: quantity)
    }
}
