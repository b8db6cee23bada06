import Balances
import Kernel
import Store

/// Runs tables like these, a line at a time in one transaction each, and gives the lines that did
/// not go as they say:
///
///     account  guarantee  CNY  0                           ok
///     transfer T1   @guarantee  guarantee   100   L1       ok
///     transfer T1   @guarantee  guarantee   100   L1       repeat
///     reverse  R1   T1          all               L1       ok
///     draw     D1   quota-2026  26000       455   O1       ok
///     balance  guarantee  0
///     lines    guarantee  2
///
/// The last word of the first five is `ok`, `repeat` or the code of the refusal without
/// `balances.`.
struct LedgerScript {
    /// What the table shows; also the holder of its accounts, so that tables do not meet.
    let name: String
    let lines: String
    private let ledger = Ledger()
    private var tenant: String { name }

    init(name: String, lines: String) {
        self.name = name
        self.lines = lines
    }

    func run(on store: Store) async throws -> [String] {
        var wrong: [String] = []
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard !words.isEmpty else { continue }
            let found = try await store.write { try outcome(words, $0) }
            if found != words.last { wrong.append("\(name): \(line) — but \(found)") }
        }
        return wrong
    }

    private func outcome(_ words: [String], _ session: Session) throws -> String {
        do {
            return try perform(words, session)
        } catch let refusal as BalanceRefusal {
            return String(refusal.code.dropFirst("balances.".utf8.count))
        }
    }

    private func perform(_ words: [String], _ session: Session) throws -> String {
        let at = Instant(milliseconds: 1_790_000_000_000)
        switch words[0] {
        case "account":
            let plan = AccountPlan(
                id: account(words[1]), unit: unit(words[2]),
                lowest: words[3] == "-" ? nil : try Fixed(words[3]),
                label: Localized(same: words[1]))
            try ledger.open(plan, for: tenant, at: at, in: session)
            return "ok"
        case "transfer":
            let order = TransferOrder(
                id: words[1], tenant: tenant, debit: account(words[2]), credit: account(words[3]),
                amount: try Fixed(words[4]), at: at, reference: words[5])
            return try ledger.transfer(order, in: session).isRepeat ? "repeat" : "ok"
        case "reverse":
            let order = ReversalOrder(
                id: words[1], tenant: tenant, reverses: words[2],
                amount: words[3] == "all" ? nil : try Fixed(words[3]), at: at,
                reference: words[4])
            return try ledger.reverse(order, in: session).isRepeat ? "repeat" : "ok"
        case "draw":
            let outcome = try ledger.draw(
                try Fixed(words[4]), from: try allowance(words[2], words[3]), of: tenant,
                id: words[1], at: at, reference: words[5], in: session)
            return outcome.isRepeat ? "repeat" : "ok"
        case "balance":
            return try ledger.balance(of: account(words[1]), tenant: tenant, in: session).text
        case "lines":
            return try ledger.account(account(words[1]), of: tenant, in: session).lines
                .description
        case "available":
            return try ledger.state(
                of: allowance(words[1], words[2]), tenant: tenant, in: session
            ).available.text
        default: return "no such line"
        }
    }

    private func allowance(_ name: String, _ limit: String) throws -> Allowance {
        Allowance(
            plan: AccountPlan(
                id: account(name), unit: .money(.cny), label: Localized(same: name)),
            limit: try Fixed(limit), citation: Citation(document: "测试文件"))
    }

    private func unit(_ word: String) -> BalanceUnit {
        word == "CNY" ? .money(.cny) : .quantity(word)
    }

    /// `@name` is the counter-account of `name`; a name that cannot be one becomes `none`.
    private func account(_ word: String) -> AccountID {
        guard word.hasPrefix("@") else { return AccountID(word) ?? AccountPlan.none }
        return account(String(word.dropFirst())).contra
    }
}

extension AccountPlan {
    static var none: AccountID {
        guard let id = AccountID("none") else { preconditionFailure("none is a name") }
        return id
    }
}

/// The checkout the tests were built from.
let checkout = Share(
    root: "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/"))

/// The migrations of the room.
func balancesMigrations() throws -> MigrationSet {
    try BalancesCapability.migrations(of: checkout)
}
