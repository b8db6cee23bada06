import Balances
import Kernel
import Store
import TestKit
import Testing

@Suite("Verification") struct VerificationTests {
    /// What a hand in the database changes, and which check sees it.
    static let tampering: [(StaticString, LedgerFlaw.Kind)] = [
        ("update balances_accounts set balance = balance + 1 where id = 'a'", .sum),
        ("update balances_accounts set balance = balance + 1 where id = 'a'", .balance),
        ("update balances_transfers set amount = amount + 1 where id = 'T1'", .balance),
        ("update balances_transfers set amount = amount + 1 where id = 'T1'", .lines),
        ("update balances_transfers set debit_balance = 7 where id = 'T2'", .lines),
        ("update balances_transfers set credit_line = 9 where id = 'T1'", .lines),
        ("update balances_accounts set lines = lines + 1 where id = 'a'", .lines),
        ("delete from balances_transfers where id = 'T2'", .balance),
        ("delete from balances_transfers where id = 'T2'", .lines),
        ("update balances_transfers set reversed = 2 where id = 'T2'", .reversed),
        ("delete from balances_transfers where id = 'R1'", .reversed),
        ("update balances_accounts set unit = 'unit-035' where id = '@a'", .account),
        ("delete from balances_accounts where id = '@a'", .account),
    ]

    @Test("sees what a hand in the database has changed", arguments: TestStore.engines)
    func tampered(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([try balancesMigrations()], at: Instant(milliseconds: 0))
            let story = LedgerScript(
                name: "甲",
                lines: """
                    account  a  CNY  0                ok
                    transfer T1  @a  a   100  L1      ok
                    transfer T2  a   @a  30   L2      ok
                    reverse  R1  T2      10   L2      ok
                    """)
            #expect(try await story.run(on: store) == [])
            for (change, kind) in Self.tampering {
                let seen = try await seen(change, store)
                #expect(seen.contains(kind), "\(change)")
            }
            #expect(try await store.read { try Ledger().verify(in: $0) } == [])
        }
    }

    /// Changes, looks, and takes the change back by failing.
    private func seen(_ change: StaticString, _ store: Store) async throws
        -> Set<LedgerFlaw.Kind>
    {
        struct Seen: Error { let kinds: Set<LedgerFlaw.Kind> }
        do {
            try await store.write { session in
                try session.execute(change)
                throw Seen(kinds: Set(try Ledger().verify(in: session).map(\.kind)))
            }
            return []
        } catch let seen as Seen {
            return seen.kinds
        }
    }

    @Test("the database itself refuses a balance below the lowest", arguments: TestStore.engines)
    func constraint(engine: TestStore.Engine) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([try balancesMigrations()], at: Instant(milliseconds: 0))
            let story = LedgerScript(name: "甲", lines: "account  a  CNY  0   ok")
            #expect(try await story.run(on: store) == [])
            await #expect(throws: StoreFault.self) {
                try await store.write { session in
                    _ = try session.execute("update balances_accounts set balance = -1")
                }
            }
        }
    }
}
