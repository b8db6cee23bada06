import Balances
import Kernel
import Store
import TestKit
import Testing
import Web

@Suite("Balances pages") struct BalancesPageTests {
    @Test("the list shows what is left and what stands behind it", arguments: Language.allCases)
    func list(language: Language) async throws {
        try await BalancesWorld.with(.sqlite) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            let page = try await world.ask(
                .get, "/{language}/balances", as: BalancesWorld.member, language: language)
            #expect(page.status == 200)
            let words: [String] =
                language == .zh
                ? ["额度与余额", "税款担保", "100,000.00", "元", "银行保函", "测试银行上海分行", "有效"]
                : ["Balances", "Tax guarantee", "100,000.00", "CNY", "Bank letter of guarantee"]
            for word in words + ["LG-2026-001", "2027-06-30", "国务院令第581号"] {
                #expect(page.text.contains(word), "\(word)")
            }
            #expect(page.text.contains("href=\"/\(language.rawValue)/balances/guarantee\""))
            #expect(!page.text.contains("/balances/guarantees\""), "members add no guarantee")
        }
    }

    @Test("a statement shows each line, the newest first, with what it is")
    func statement() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            _ = try await world.add(BalancesWorld.guarantee())
            try await world.store.write { session in
                try world.capability.ledger.transfer(
                    TransferOrder(
                        id: "T1", tenant: "ent-1", debit: Guarantee.plan.id,
                        credit: Guarantee.plan.id.contra, amount: Fixed(91),
                        at: BalancesWorld.now, reference: "<B202611>"), in: session)
                try world.capability.ledger.reverse(
                    ReversalOrder(
                        id: "R1", tenant: "ent-1", reverses: "T1", at: BalancesWorld.now,
                        reference: "<B202611>"), in: session)
            }
            let page = try await world.ask(
                .get, "/{language}/balances/{account}", as: BalancesWorld.member,
                query: ["limit": "2"], account: "guarantee")
            for word in ["+91.00", "-91.00", "99,909.00", "Returned", "Taken", "&lt;B202611&gt;"] {
                #expect(page.text.contains(word), "\(word)")
            }
            #expect(!page.text.contains("LG-2026-001"))
            #expect(page.text.contains("before=2") && !page.text.contains("rel=\"prev\""))
            let older = try await world.ask(
                .get, "/{language}/balances/{account}", as: BalancesWorld.member,
                query: ["limit": "2", "before": "2"], account: "guarantee")
            #expect(older.text.contains("LG-2026-001"))
            #expect(older.text.contains("before=4") && !older.text.contains("rel=\"next\""))
        }
    }

    @Test("an officer is asked whose accounts to show, and told when there is no such enterprise")
    func question() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            let route = "/{language}/balances"
            let asked = try await world.ask(.get, route, as: BalancesWorld.officer)
            #expect(asked.status == 200 && asked.text.contains("Which enterprise?"))
            let wrong = try await world.ask(
                .get, route, as: BalancesWorld.officer, query: ["enterprise": "<b>"])
            #expect(wrong.status == 404)
            #expect(wrong.text.contains("There is no enterprise &lt;b&gt;."))
            let found = try await world.ask(
                .get, route, as: BalancesWorld.officer,
                query: ["enterprise": "91310115TEST00002B"])
            #expect(found.text.contains("Test Logistics B Ltd"))
            #expect(found.text.contains("No accounts yet"))
            #expect(
                found.text.contains("/en/balances/guarantees?enterprise=91310115TEST00002B"))
        }
    }

    @Test("the form adds a guarantee, or shows every mistake at its field and what was typed")
    func form() async throws {
        try await BalancesWorld.with(.sqlite) { world in
            let wrong = try await send(world, "&amount=1e9&reference=%3Ci%3E")
            #expect(wrong.status == 422)
            for word in [
                "id=\"amount-error\"", "Amount (CNY): The amount must be above zero", "id=\"document-error\"", "href=\"#enterprise\"",
                "value=\"1e9\"", "value=\"&lt;i&gt;\"", "name=\"_csrf\" value=\"token\"",
            ] {
                #expect(wrong.text.contains(word), "\(word)")
            }
            let right =
                "&enterprise=+91310115TEST00001A+&reference=LG1&form=deposit&amount=500.00"
                + "&document=%E6%B5%8B%E8%AF%95"
            let done = try await send(world, right)
            #expect(done.status == 303)
            #expect(
                done.header("location")
                    == "/en/balances/guarantee?enterprise=91310115TEST00001A")
            let differs = try await send(world, right.replacing("500.00", with: "501.00"))
            #expect(differs.status == 422)
            #expect(differs.text.contains("these differ: amount."))
        }
    }

    private func send(_ world: BalancesWorld, _ body: String) async throws -> Answer {
        try await world.ask(
            .post, "/{language}/balances/guarantees", as: BalancesWorld.officer,
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: "_csrf=token" + body)
    }
}
