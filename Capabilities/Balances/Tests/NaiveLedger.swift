import Balances
import Kernel

/// The ledger as one would write it on a page: dictionaries, no database, no cleverness. What the
/// real one must agree with.
struct NaiveLedger: Sendable {
    struct Account: Sendable {
        var unit: String
        var lowest: Int64?
        var balance: Int64 = 0
    }

    struct Transfer: Sendable {
        var debit: String
        var credit: String
        var amount: Int64
        var reference: String
        var reverses: String?
        var reversed: Int64 = 0
    }

    var accounts: [String: Account] = [:]
    var transfers: [String: Transfer] = [:]

    mutating func open(_ id: String, unit: String, lowest: Int64?) {
        accounts[id] = Account(unit: unit, lowest: lowest)
        accounts["@" + id] = Account(unit: unit, lowest: nil)
    }

    /// `ok`, `repeat` or the code of the refusal.
    mutating func perform(_ operation: Operation) -> String {
        if operation.amount <= 0 { return "amount" }
        switch operation.kind {
        case .transfer(let debit, let credit):
            if debit == credit { return "same-account" }
            return move(
                operation,
                Transfer(
                    debit: debit, credit: credit, amount: operation.amount,
                    reference: operation.reference))
        case .reversal(let original): return reverse(operation, original)
        }
    }

    private mutating func reverse(_ operation: Operation, _ id: String) -> String {
        if let known = transfers[operation.id] {
            let same =
                known.reverses == id && known.amount == operation.amount
                && known.reference == operation.reference
            return same ? "repeat" : "transfer-differs"
        }
        guard let original = transfers[id] else { return "no-such-transfer" }
        if original.reverses != nil { return "not-reversible" }
        if original.reversed + operation.amount > original.amount { return "over-reversed" }
        let result = move(
            operation,
            Transfer(
                debit: original.credit, credit: original.debit, amount: operation.amount,
                reference: operation.reference, reverses: id))
        if result == "ok" { transfers[id]?.reversed += operation.amount }
        return result
    }

    private mutating func move(_ operation: Operation, _ wanted: Transfer) -> String {
        if let known = transfers[operation.id] {
            let same =
                known.debit == wanted.debit && known.credit == wanted.credit
                && known.amount == wanted.amount && known.reference == wanted.reference
                && known.reverses == wanted.reverses
            return same ? "repeat" : "transfer-differs"
        }
        guard let debit = accounts[wanted.debit], let credit = accounts[wanted.credit] else {
            return "no-such-account"
        }
        if debit.unit != credit.unit { return "units-differ" }
        if let lowest = debit.lowest, debit.balance - wanted.amount < lowest {
            return "insufficient"
        }
        accounts[wanted.debit]?.balance -= wanted.amount
        accounts[wanted.credit]?.balance += wanted.amount
        transfers[operation.id] = wanted
        return "ok"
    }
}

/// One thing asked of both ledgers.
struct Operation: Sendable {
    enum Kind: Sendable {
        case transfer(debit: String, credit: String)
        case reversal(of: String)
    }

    var id: String
    var kind: Kind
    var amount: Int64
    var reference: String
}

/// Makes operations: the same from the same seed.
struct OperationSource: Sendable {
    private var random: SplitMix
    private var made: [Operation] = []
    private let accounts: [String]

    init(seed: UInt64, accounts: [String]) {
        random = SplitMix(state: seed)
        self.accounts = accounts
    }

    /// Of twenty: 12 transfers, 4 reversals, 2 repeats, 1 altered repeat, 1 of bad form.
    mutating func next() -> Operation {
        let place = made.count
        var operation = Operation(
            id: "T\(place)", kind: .transfer(debit: account(), credit: account()),
            amount: amount(), reference: "R\(random.next() % 1000)")
        switch random.next() % 20 {
        case 0..<12: break
        case 12..<16:
            operation.kind = .reversal(of: "T\(random.next() % UInt64(place + 1))")
        case 16..<18: operation = earlier() ?? operation
        case 18:
            operation = earlier() ?? operation
            alter(&operation)
        default: operation.amount = -Int64(random.next() % 3)
        }
        made.append(operation)
        return operation
    }

    private mutating func earlier() -> Operation? {
        made.isEmpty ? nil : made[Int(random.next() % UInt64(made.count))]
    }

    private mutating func alter(_ operation: inout Operation) {
        switch random.next() % 3 {
        case 0: operation.amount += 1
        case 1: operation.reference += "x"
        default: operation.kind = .transfer(debit: account(), credit: account())
        }
    }

    /// One of the accounts, or the world outside.
    private mutating func account() -> String {
        let word = random.next()
        let name = accounts[Int(word % UInt64(accounts.count))]
        return word >> 60 < 5 ? "@" + name : name
    }

    /// Mostly small, sometimes more than anybody has.
    private mutating func amount() -> Int64 {
        let word = random.next()
        return Int64(word % (word >> 61 == 0 ? 5_000_000_000 : 20_000_000)) + 1
    }
}

/// A generator of random numbers that gives the same numbers on every machine (SplitMix64).
private struct SplitMix: Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
