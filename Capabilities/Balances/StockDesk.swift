public import Journal
public import Kernel
public import Store
import Wire

/// Keeps the account books of special zones (账册): what came in, what lists took, what came back,
/// and whether the shelf agrees. An item in a unit is an account of the ledger, so it never goes
/// below zero.
public struct StockDesk: Sendable {
    let ledger: Ledger
    let journal: Journal

    /// - Parameters:
    ///   - journal: what a hand does is an entry there, and the transfer names it.
    ///   - ledger: the house's, which knows what units are called.
    public init(journal: Journal, ledger: Ledger) {
        self.journal = journal
        self.ledger = ledger
    }

    /// Books in goods that have come into the zone. The first entry of a book opens it for the
    /// holder. The same entry again is answered with what was done the first time.
    ///
    /// - Throws: `BalanceRefusal.bookOfAnother`, or `transferDiffers` when the filing list's line
    ///   was booked with another quantity.
    @discardableResult
    public func enter(
        _ entry: StockEntry, to tenant: String, by actor: String, in session: Session
    ) throws -> TransferOutcome {
        let now = journal.clock.now()
        if let holder = try StockRows.holder(of: entry.book, in: session) {
            guard holder == tenant else { throw BalanceRefusal.bookOfAnother(entry.book) }
        } else {
            try StockRows.open(entry.book, for: tenant, by: actor, at: now, in: session)
        }
        let item = try item(of: entry, tenant, in: session)
        let key = "entry/\(entry.book)/\(entry.reference)/\(entry.item)"
        let order = TransferOrder(
            id: key, tenant: tenant, debit: item.account.contra, credit: item.account,
            amount: entry.quantity, at: now, reference: entry.reference)
        guard try ledger.transfer(key, of: tenant, in: session) == nil else {
            return try ledger.transfer(order, in: session)
        }
        var caused = order
        caused.cause = try note(
            "balances.stock-entered", item, entry.quantity, entry.reference, "", by: actor,
            in: session)
        return try ledger.transfer(caused, in: session)
    }

    /// Holds a count against the book. The difference is booked when that is decided. The same
    /// count again is answered with what was done the first time.
    ///
    /// - Throws: `BalanceRefusal.noSuchStock`, or `transferDiffers` when the number was used for
    ///   another count.
    public func count(
        _ count: StockCount, of tenant: String, by actor: String, in session: Session
    ) throws -> StockCountEntry {
        guard
            let item = try StockRows.find(
                count.item, unit: count.unit, in: count.book, of: tenant, in: session)
        else { throw BalanceRefusal.noSuchStock(book: count.book, item: count.item) }
        if let known = try StockRows.count(count.reference, of: tenant, in: session) {
            let isSame =
                known.account == item.account && known.entry.counted == count.counted
                && known.entry.decision == count.decision
            guard isSame else {
                throw BalanceRefusal.transferDiffers(
                    id: count.reference, fields: ["count"])
            }
            return known.entry
        }
        let now = journal.clock.now()
        let booked = try ledger.balance(of: item.account, tenant: tenant, in: session)
        let entry = StockCountEntry(
            reference: count.reference, booked: booked, counted: count.counted,
            decision: count.decision, reason: count.reason, at: now, decidedBy: actor)
        let cause = try note(
            "balances.stock-counted", item, entry.difference, count.reference, count.reason,
            by: actor, in: session)
        let moved = entry.difference
        if count.decision == .adjust, !moved.isZero {
            let isShort = moved.isNegative
            try ledger.transfer(
                TransferOrder(
                    id: "count/\(count.reference)", tenant: tenant,
                    debit: isShort ? item.account : item.account.contra,
                    credit: isShort ? item.account.contra : item.account,
                    amount: Fixed(raw: abs(moved.raw)), at: now, cause: cause,
                    reference: count.reference), in: session)
        }
        try StockRows.insert(entry, on: item.account, of: tenant, in: session)
        return entry
    }

    private func item(of entry: StockEntry, _ tenant: String, in session: Session) throws
        -> StockItem
    {
        if let known = try StockRows.find(
            entry.item, unit: entry.unit, in: entry.book, of: tenant, in: session)
        {
            return known
        }
        let number = try session.next("balances.stock")
        let item = StockItem(
            tenant: tenant, book: entry.book, item: entry.item, unit: entry.unit,
            account: AccountID(stored: "stock-\(number)"), name: entry.name)
        let label = "\(entry.book) \(entry.item) \(entry.name)"
        try ledger.open(
            AccountPlan(
                id: item.account, unit: .quantity(entry.unit), label: Localized(same: label)),
            for: tenant, at: journal.clock.now(), in: session)
        try StockRows.insert(item, in: session)
        return item
    }

    private func note(
        _ kind: String, _ item: StockItem, _ quantity: Fixed, _ reference: String,
        _ reason: String, by actor: String, in session: Session
    ) throws -> Int64 {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: item.tenant, subjectType: "balance",
                subject: item.account.text,
                payload: .object([
                    .init("book", .text(item.book)), .init("item", .text(item.item)),
                    .init("unit", .text(item.unit)), .init("quantity", .text(quantity.text)),
                    .init("reference", .text(reference)), .init("reason", .text(reason)),
                ])), in: session)
    }
}

extension Ledger {
    /// The enterprise whose account book has this number; nil when it is not kept here.
    public func holder(ofBook number: String, in session: Session) throws -> String? {
        try StockRows.holder(of: number, in: session)
    }

    /// An item of an account book; nil when nothing of it was ever booked in.
    public func stock(
        _ item: String, unit: String, book: String, of tenant: String, in session: Session
    ) throws -> StockItem? {
        try StockRows.find(item, unit: unit, in: book, of: tenant, in: session)
    }

    /// Takes from an item what a list declares.
    ///
    /// - Parameter id: key of the caller; begins with `list/`, so that statements tell it.
    /// - Throws: `BalanceRefusal.insufficient`.
    @discardableResult
    public func take(
        _ quantity: Fixed, of item: StockItem, id: String, at: Instant, reference: String,
        in session: Session
    ) throws -> TransferOutcome {
        try transfer(
            TransferOrder(
                id: id, tenant: item.tenant, debit: item.account, credit: item.account.contra,
                amount: quantity, at: at, reference: reference), in: session)
    }

    /// What happened to an item from one moment to another, which is not in it any more.
    public func movement(
        of item: StockItem, from: Instant, to: Instant, in session: Session
    ) throws -> StockStatement {
        var statement = StockStatement()
        let sums = try StockRows.sums(
            of: item.account, tenant: item.tenant, from: from, to: to, in: session)
        for sum in sums {
            statement.opening = try statement.opening.adding(Fixed(raw: sum.before))
            let within = Fixed(raw: sum.within)
            switch (sum.kind, sum.isReversal) {
            case ("list", false): statement.taken = Fixed(raw: -sum.within)
            case ("list", true): statement.freed = within
            case ("return", _): statement.returned = try statement.returned.adding(within)
            case ("count", _): statement.adjusted = try statement.adjusted.adding(within)
            default: statement.entered = try statement.entered.adding(within)
            }
        }
        return statement
    }
}
