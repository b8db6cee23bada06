import Balances
import FoundationEssentials
import Kernel
import Store
import TestKit
import Testing

/// R12: random operations against the naive ledger. `TRADEWIND_LEDGER_OPERATIONS` and
/// `TRADEWIND_SEED` make it longer or other.
@Suite("Ledger against a naive model") struct LedgerModelTests {
    @Test("R12: agrees on every outcome and balance, sums to zero, replays the same",
        arguments: TestStore.engines)
    func agreement(engine: TestStore.Engine) async throws {
        let full = setting("TRADEWIND_LEDGER_OPERATIONS") ?? 100_000
        let count = engine == .sqlite ? full : full / 20
        let seed = UInt64(setting("TRADEWIND_SEED") ?? 20_261_120)
        let comment = Comment(rawValue: "seed \(seed), \(count) operations")
        let first = try await played(seed, count, on: engine)
        #expect(first.wrong == [], comment)
        #expect(first.flaws == [], comment)
        // A run that refuses or accepts nearly everything would show little.
        #expect(first.accepted > count / 5 && first.accepted < count * 4 / 5, comment)
        let second = try await played(seed, count, on: engine)
        #expect(first.rows == second.rows, comment)
    }

    private func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    private func played(_ seed: UInt64, _ count: Int, on engine: TestStore.Engine) async throws
        -> Play
    {
        try await TestStore.with(engine) { store in
            try await store.migrate([try balancesMigrations()], at: Instant(milliseconds: 0))
            var play = Play(seed: seed)
            play = try await store.write { [play] in try play.opened($0) }
            while play.done < count {
                play = try await store.write { [play] in try play.advanced(by: 5000, $0) }
            }
            return try await store.write { [play] in try play.finished($0) }
        }
    }
}

/// One run over both ledgers.
private struct Play: Sendable {
    static let names = ["cash", "credit", "flow", "kilos", "stock"]
    /// What the naive and the real ledger disagreed on.
    private(set) var wrong: [String] = []
    private(set) var flaws: [LedgerFlaw] = []
    private(set) var done = 0
    private(set) var accepted = 0
    /// Every stored row: what two runs must share.
    private(set) var rows: [[Value]] = []
    private var source: OperationSource
    private var naive = NaiveLedger()
    private var kept: [Operation] = []
    private let ledger = Ledger()
    private let tenant = "ent-a"

    init(seed: UInt64) { source = OperationSource(seed: seed, accounts: Play.names) }

    func opened(_ session: Session) throws -> Play {
        var play = self
        for (name, lowest) in zip(Play.names, [0, -50_000_000, nil, 0, 0] as [Int64?]) {
            let unit: BalanceUnit =
                name == "kilos" || name == "stock" ? .quantity("035") : .money(.cny)
            play.naive.open(name, unit: unit.code, lowest: lowest)
            try ledger.open(
                AccountPlan(
                    id: account(name), unit: unit, lowest: lowest.map(Fixed.init(raw:)),
                    label: Localized(same: name)),
                for: tenant, at: Instant(milliseconds: 0), in: session)
        }
        return play
    }

    /// Refusals must leave no trace, so many operations share a transaction.
    func advanced(by count: Int, _ session: Session) throws -> Play {
        var play = self
        for _ in 0..<count {
            let operation = play.source.next()
            let expected = play.naive.perform(operation)
            let found = try perform(operation, session)
            if found != expected { play.wrong.append("\(operation): \(found), not \(expected)") }
            if found == "ok" {
                play.accepted += 1
                play.kept.append(operation)
            }
            play.done += 1
        }
        for (name, account) in play.naive.accounts {
            let found = try ledger.balance(of: self.account(name), tenant: tenant, in: session)
            if found.raw != account.balance {
                play.wrong.append("\(name): \(found.raw), not \(account.balance)")
            }
        }
        return play
    }

    /// Asks for all that was accepted once more: nothing may move.
    func finished(_ session: Session) throws -> Play {
        var play = self
        for operation in kept where try perform(operation, session) != "repeat" {
            play.wrong.append("\(operation): not a repeat")
        }
        play.flaws = try ledger.verify(in: session)
        play.rows = try session.rows(
            "select id, unit, lowest, balance, lines from balances_accounts order by id"
        ).map(\.values)
        play.rows += try session.rows(
            """
            select id, debit, credit, amount, debit_line, debit_balance, credit_line,
                credit_balance, at, reference, reverses, reversed
            from balances_transfers order by id
            """
        ).map(\.values)
        return play
    }

    private func perform(_ operation: Operation, _ session: Session) throws -> String {
        let at = Instant(milliseconds: Int64(operation.id.utf8.count))
        do {
            switch operation.kind {
            case .transfer(let debit, let credit):
                let order = TransferOrder(
                    id: operation.id, tenant: tenant, debit: account(debit),
                    credit: account(credit), amount: Fixed(raw: operation.amount), at: at,
                    reference: operation.reference)
                return try ledger.transfer(order, in: session).isRepeat ? "repeat" : "ok"
            case .reversal(let original):
                let order = ReversalOrder(
                    id: operation.id, tenant: tenant, reverses: original,
                    amount: Fixed(raw: operation.amount), at: at, reference: operation.reference)
                return try ledger.reverse(order, in: session).isRepeat ? "repeat" : "ok"
            }
        } catch let refusal as BalanceRefusal {
            return String(refusal.code.dropFirst("balances.".utf8.count))
        }
    }

    private func account(_ name: String) -> AccountID {
        guard name.hasPrefix("@") else { return AccountID(name) ?? AccountPlan.none }
        return account(String(name.dropFirst())).contra
    }
}
