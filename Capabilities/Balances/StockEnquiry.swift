import Kernel
import Store

extension BalancesDesk {
    /// An item with what happened to it in a period and how it was last counted.
    struct StockLine: Sendable {
        let item: StockItem
        let statement: StockStatement
        /// What is there now.
        let balance: Fixed
        let count: StockCountEntry?
    }

    /// At most so many items are shown at once; a book is the way to the others.
    static let mostStock = 500

    /// What the account books of a holder say.
    ///
    /// - Parameters:
    ///   - from, to: first and last day of the period.
    func stock(of holder: Holder, book: String?, from: Day, to: Day) async throws -> [StockLine] {
        guard let start = from.start, let end = to.adding(days: 1).start else { return [] }
        return try await store.read { [ledger] session in
            try StockRows.all(
                of: holder.tenant, book: book, limit: Self.mostStock, in: session
            ).map { item in
                StockLine(
                    item: item,
                    statement: try ledger.movement(of: item, from: start, to: end, in: session),
                    balance: try ledger.balance(
                        of: item.account, tenant: item.tenant, in: session),
                    count: try StockRows.latestCount(
                        of: item.account, of: item.tenant, in: session))
            }
        }
    }

    func enter(_ entry: StockEntry, to holder: Holder, by actor: String) async throws
        -> TransferOutcome
    {
        try await store.write { [stock] session in
            try stock.enter(entry, to: holder.tenant, by: actor, in: session)
        }
    }

    func count(_ count: StockCount, of holder: Holder, by actor: String) async throws
        -> StockCountEntry
    {
        try await store.write { [stock] session in
            try stock.count(count, of: holder.tenant, by: actor, in: session)
        }
    }
}

extension Day {
    /// The moment it begins, China time.
    fileprivate var start: Instant? { Instant(compact: compact + "000000") }
}
