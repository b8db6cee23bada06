import Balances
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Balances API") struct BalancesAPITests {
    @Test("an enterprise sees its own accounts and nobody else's", arguments: TestStore.engines)
    func own(engine: TestStore.Engine) async throws {
        try await BalancesWorld.with(engine) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            let own = try await world.ask(.get, "/api/v1/balances", as: BalancesWorld.member)
            #expect(own.status == 200)
            let account = try JSON(own.body)["accounts"]?.elements.first
            #expect(account?["id"]?.string == "guarantee")
            #expect(account?["available"]?.string == "100000")
            #expect(account?["unit"]?.string == "money-142")
            #expect(
                try JSON(own.body)["guarantees"]?.elements.first?["validTo"]?.string
                    == "2027-06-30")
            let other = try await world.ask(.get, "/api/v1/balances", as: BalancesWorld.stranger)
            #expect(try JSON(other.body)["accounts"]?.elements == [])
            for named in ["91310115TEST00001A", "ent-1", "nobody"] {
                let foreign = try await world.ask(
                    .get, "/api/v1/balances", as: BalancesWorld.stranger,
                    query: ["enterprise": named])
                #expect(foreign.status == 404)
                let lines = try await world.ask(
                    .get, "/api/v1/balances/{account}/transfers", as: BalancesWorld.stranger,
                    query: ["enterprise": named], account: "guarantee")
                #expect(lines.status == 404)
            }
            let lines = try await world.ask(
                .get, "/api/v1/balances/{account}/transfers", as: BalancesWorld.stranger,
                account: "guarantee")
            #expect(lines.status == 404)
        }
    }

    @Test("what is available leaves out guarantees that have ended or not begun, on every page too",
        arguments: TestStore.engines)
    func idle(engine: TestStore.Engine) async throws {
        try await BalancesWorld.with(engine) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            _ = try await world.add(
                BalancesWorld.guarantee(
                    reference: "AHEAD", form: "deposit", amount: "777",
                    more: #","validFrom":"2027-01-01""#))
            // A letter of which the last day has passed since.
            _ = try await world.store.write { session in
                try world.capability.guarantees.add(
                    Guarantee(
                        reference: "OVER", form: .bankLetter, issuer: "测试银行",
                        amount: Fixed(223), validFrom: Day("2026-01-01") ?? BalancesWorld.now.day,
                        validTo: Day("2026-10-31"), citation: Citation(document: "TEST")),
                    to: "ent-1", by: "test", in: session)
            }
            let overview = try await world.ask(.get, "/api/v1/balances", as: BalancesWorld.member)
            let lines = try await world.ask(
                .get, "/api/v1/balances/{account}/transfers", as: BalancesWorld.member,
                account: "guarantee")
            for account in [
                try JSON(overview.body)["accounts"]?.elements.first,
                try JSON(lines.body)["account"],
            ] {
                #expect(account?["balance"]?.string == "101000")
                #expect(account?["idle"]?.string == "1000")
                #expect(account?["available"]?.string == "100000")
            }
            let list = try await world.ask(.get, "/{language}/balances", as: BalancesWorld.member)
            #expect(list.text.contains("100,000.00<span"))
            #expect(list.text.contains("without 1,000.00 of guarantees not in force"))
            let statement = try await world.ask(
                .get, "/{language}/balances/{account}", as: BalancesWorld.member,
                account: "guarantee")
            #expect(statement.text.contains("100,000.00 CNY"))
            #expect(statement.text.contains("Guarantees not in force"))
        }
    }

    @Test("an officer says whose accounts are meant")
    func officer() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            let unsaid = try await world.ask(.get, "/api/v1/balances", as: BalancesWorld.officer)
            #expect(unsaid.status == 422)
            #expect(try JSON(unsaid.body)["code"]?.string == "balances.holder-needed")
            let said = try await world.ask(
                .get, "/api/v1/balances", as: BalancesWorld.officer,
                query: ["enterprise": "91310115TEST00001A"])
            #expect(try JSON(said.body)["enterprise"]?["id"]?.string == "ent-1")
            #expect(try JSON(said.body)["accounts"]?.elements.count == 1)
        }
    }

    @Test("to an officer of other districts an enterprise is not there, an administrator sees all")
    func districts() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            let named: KeyValuePairs = ["enterprise": "91310115TEST00001A"]
            let body = BalancesWorld.guarantee()
            let refused = try await world.ask(
                .post, "/api/v1/balances/guarantees", as: BalancesWorld.officerElsewhere,
                body: body)
            let unknown = try await world.ask(
                .post, "/api/v1/balances/guarantees", as: BalancesWorld.officerElsewhere,
                body: BalancesWorld.guarantee(enterprise: "nobody"))
            #expect(refused.status == unknown.status && refused.body == unknown.body)
            #expect(refused.status == 422)
            _ = try await world.add(body)
            for (person, status) in [
                (BalancesWorld.officerElsewhere, 404), (BalancesWorld.officer, 200),
                (BalancesWorld.administrator, 200),
            ] {
                for (route, account) in [
                    ("/api/v1/balances", nil), ("/{language}/balances", nil),
                    ("/api/v1/balances/{account}/transfers", "guarantee"),
                    ("/{language}/balances/{account}", "guarantee"),
                ] {
                    let answer = try await world.ask(
                        .get, route, as: person, query: named, account: account)
                    #expect(answer.status == status, "\(route) \(person.id)")
                }
            }
        }
    }

    @Test("a statement is read to its end by cursor", arguments: TestStore.engines)
    func cursor(engine: TestStore.Engine) async throws {
        try await BalancesWorld.with(engine) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            try await take(7, in: world)
            var seen: [Int64] = []
            var after: Int64? = 0
            while let from = after {
                let answer = try await world.ask(
                    .get, "/api/v1/balances/{account}/transfers", as: BalancesWorld.member,
                    query: ["after": "\(from)", "limit": "3"], account: "guarantee")
                let json = try JSON(answer.body)
                seen += json["transfers"]?.elements.compactMap { $0["number"]?.integer } ?? []
                after = json["next"]?.integer
            }
            #expect(seen == Array(1...8))
        }
    }

    @Test("figures of the query are plain whole numbers", arguments: [
        ("after", "-1"), ("after", "x"), ("after", "１"), ("after", "99999999999999999999"),
        ("limit", "501"), ("limit", "1.5"), ("limit", "+5"),
    ])
    func query(name: String, value: String) async throws {
        try await BalancesWorld.with(.sqlite) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            let answer = try await world.ask(
                .get, "/api/v1/balances/{account}/transfers", as: BalancesWorld.member,
                query: [name: value], account: "guarantee")
            #expect(answer.status == 422)
            #expect(try JSON(answer.body)["faults"]?.elements.first?["path"]?.string == name)
        }
    }

    @Test("a name that cannot be an account's is not there", arguments: [
        "", "@guarantee", "a'b", "../guarantee", "Guarantee", "<script>",
    ])
    func names(name: String) async throws {
        try await BalancesWorld.with(.sqlite) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            let answer = try await world.ask(
                .get, "/api/v1/balances/{account}/transfers", as: BalancesWorld.member,
                account: name)
            #expect(answer.status == 404)
        }
    }

    @Test("a sound ledger is called sound, a broken one is not")
    func verification() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            let route = "/api/v1/balances/verification"
            let sound = try await world.ask(.get, route, as: BalancesWorld.officer)
            #expect(sound.text == #"{"sound":true,"flaws":[]}"#)
            try await world.store.write { session in
                _ = try session.execute(
                    "update balances_accounts set balance = 7 where id = 'guarantee'")
            }
            let broken = try await world.ask(.get, route, as: BalancesWorld.officer)
            #expect(try JSON(broken.body)["sound"]?.boolean == false)
            let hidden = try await world.ask(.get, route, as: BalancesWorld.member)
            #expect(hidden.status == 403)
        }
    }

    private func take(_ count: Int, in world: BalancesWorld) async throws {
        try await world.store.write { session in
            for number in 1...count {
                try world.capability.ledger.transfer(
                    TransferOrder(
                        id: "T\(number)", tenant: "ent-1", debit: Guarantee.plan.id,
                        credit: Guarantee.plan.id.contra, amount: Fixed(10),
                        at: BalancesWorld.now, reference: "B2026\(number)"), in: session)
            }
        }
    }
}
