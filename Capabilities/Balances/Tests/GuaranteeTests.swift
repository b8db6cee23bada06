import Balances
import Journal
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Guarantees") struct GuaranteeTests {
    @Test("an officer adds one: the account, the entry and the transfer tell of each other",
        arguments: TestStore.engines)
    func added(engine: TestStore.Engine) async throws {
        try await BalancesWorld.with(engine) { world in
            let answer = try await world.add(BalancesWorld.guarantee())
            #expect(answer.status == 201)
            let json = try JSON(answer.body)
            #expect(json["transfer"]?.string == "guarantee/LG-2026-001")
            #expect(json["balance"]?.string == "100000")
            #expect(json["repeat"]?.boolean == false)
            let (entry, line, flaws) = try await world.store.read { session in
                (
                    try world.journal.timeline(of: "guarantee", tenant: "ent-1", in: session),
                    try world.capability.ledger.statement(
                        of: Guarantee.plan.id, tenant: "ent-1", limit: 10, in: session),
                    try world.capability.ledger.verify(in: session)
                )
            }
            #expect(entry.map(\.kind) == ["balances.guarantee-added"])
            #expect(entry.first?.actor == "officer-1")
            #expect(entry.first?.citation == "国务院令第581号 第五条")
            #expect(line.map(\.cause) == [entry.first?.sequence])
            #expect(line.map(\.citation) == ["国务院令第581号 第五条"])
            #expect(flaws == [])
        }
    }

    @Test("its number counts once: the same again changes nothing, another content is refused",
        arguments: TestStore.engines)
    func once(engine: TestStore.Engine) async throws {
        try await BalancesWorld.with(engine) { world in
            #expect(try await world.add(BalancesWorld.guarantee()).status == 201)
            let again = try await world.add(BalancesWorld.guarantee(amount: "100000"))
            #expect(again.status == 200)
            #expect(try JSON(again.body)["repeat"]?.boolean == true)
            let other = try await world.add(
                BalancesWorld.guarantee(amount: "100000.01", validTo: "2027-07-01"))
            #expect(other.status == 409)
            #expect(other.text.contains("amount, validTo"))
            let second = try await world.add(
                BalancesWorld.guarantee(reference: "LG-2026-002", amount: "0.01"))
            #expect(try JSON(second.body)["balance"]?.string == "100000.01")
            let entries = try await world.store.read { try world.journal.last(in: $0) }
            #expect(entries == 2)
        }
    }

    @Test("everything wrong with it is told at once", arguments: [
        ("{}", [
            "/enterprise balances.field-missing", "/form balances.field-missing",
            "/reference balances.field-missing",
            "/amount balances.field-missing", "/citation/document balances.field-missing",
        ]),
        (BalancesWorld.guarantee(enterprise: "X", amount: "1e9", validTo: "2026-02-30"), [
            "/enterprise balances.no-such-holder", "/amount balances.field-amount",
            "/validTo balances.field-day",
        ]),
        (BalancesWorld.guarantee(amount: "0", more: #","colour":"red","validFrom":true"#), [
            "/colour balances.field-unknown", "/validFrom balances.field-not-text",
            "/amount balances.field-amount",
        ]),
        (BalancesWorld.guarantee(form: "promise", amount: "0.001", validTo: "2026-01-01"), [
            "/form balances.field-choice", "/amount balances.field-amount",
            "/validTo balances.period-reversed",
        ]),
        (BalancesWorld.guarantee(
            reference: String(repeating: "a", count: 101), validTo: "2026-01-01",
            more: #","validFrom":"2025-01-01""#), [
            "/reference balances.field-too-long", "/validTo balances.guarantee-expired",
        ]),
        (BalancesWorld.guarantee(validTo: ""), ["/validTo balances.field-missing"]),
        (BalancesWorld.guarantee(amount: "-1"), ["/amount balances.field-amount"]),
        (BalancesWorld.guarantee(amount: "１００"), ["/amount balances.field-amount"]),
        (BalancesWorld.guarantee(amount: "1000000000000.01"), ["/amount balances.field-amount"]),
    ])
    func faults(body: String, expected: [String]) async throws {
        try await BalancesWorld.with(.sqlite) { world in
            let answer = try await world.add(body)
            #expect(answer.status == 422)
            let found = (try JSON(answer.body)["faults"]?.elements ?? []).map { fault in
                "\(fault["path"]?.string ?? "") \(fault["code"]?.string ?? "")"
            }
            #expect(found == expected)
            let rows = try await world.store.read {
                try $0.first("select count(*) from balances_accounts")?.integer(0)
            }
            #expect(rows == 0)
        }
    }

    @Test("what is no JSON object is refused",
        arguments: ["", "[]", "{", "null", "{\"a\":1,\"a\":1}"])
    func unreadable(body: String) async throws {
        try await BalancesWorld.with(.sqlite) { world in
            let answer = try await world.add(body)
            #expect(answer.status == 400)
        }
    }

    @Test("nobody without the permission adds one")
    func permission() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            for route in world.capability.routes where route.method == .post {
                #expect(route.access == .permission(BalancesCapability.manage))
            }
            let answer = try await world.ask(
                .post, "/api/v1/balances/guarantees", as: BalancesWorld.member,
                body: BalancesWorld.guarantee())
            #expect(answer.status == 403)
        }
    }
}
