import Balances
import Kernel
import Store
import TestKit
import Testing

@Suite("Ledger under many hands") struct LedgerConcurrencyTests {
    @Test("a hundred who draw at once never overdraw", arguments: TestStore.engines)
    func draws(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([try balancesMigrations()], at: Instant(milliseconds: 0))
            let outcomes = await withTaskGroup(of: String.self) { group in
                for number in 0..<100 {
                    group.addTask { await outcome(store, "T\(number)") }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            // 26,000 holds 60 times 430 and 200 besides.
            #expect(outcomes == ["ok": 60, "insufficient 200": 40])
            let (left, flaws) = try await store.read { session in
                (
                    try ledger.balance(of: allowance.plan.id, tenant: "p", in: session),
                    try ledger.verify(in: session)
                )
            }
            #expect(left == Fixed(200))
            #expect(flaws == [])
        }
    }

    @Test("one order sent a hundred times at once is done once", arguments: TestStore.engines)
    func repeats(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([try balancesMigrations()], at: Instant(milliseconds: 0))
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<100 { group.addTask { await outcome(store, "T") } }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["ok": 1, "repeat": 99])
        }
    }

    private let ledger = Ledger()

    private var allowance: Allowance {
        Allowance(
            plan: AccountPlan(
                id: AccountID("quota-2026") ?? AccountPlan.none, unit: .money(.cny),
                label: Localized(zh: "年度额度", en: "Yearly limit")),
            limit: Fixed(26_000), citation: Citation(document: "测试文件"))
    }

    private func outcome(_ store: Store, _ id: String) async -> String {
        do {
            let done = try await store.write { session in
                try ledger.draw(
                    Fixed(430), from: allowance, of: "p", id: id, at: Instant(milliseconds: 0),
                    reference: "O", in: session)
            }
            return done.isRepeat ? "repeat" : "ok"
        } catch BalanceRefusal.insufficient(_, _, _, _, let available, _) {
            return "insufficient \(available.text)"
        } catch {
            return "\(error)"
        }
    }
}
