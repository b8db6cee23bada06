public import Kernel
import Store
public import Tariff

extension DeclarationsCapability {
    /// Retail imports released in a time, as the tariff looks at them: for trying a change of law
    /// on them before it holds. Lists that cannot be read any more are left out.
    ///
    /// - Parameters:
    ///   - from: first day they were received.
    ///   - to: the last.
    public func retailOrders(from: Day, to: Day) async throws -> [DeclaredOrder] {
        guard let begin = Instant(compact: from.compact + "000000"),
            let end = Instant(compact: to.adding(days: 1).compact + "000000")
        else { return [] }
        var orders: [DeclaredOrder] = []
        var last = (tenant: "", preNo: "")
        while true {
            let after = last
            let page = try await desk.store.read { session in
                try RetailOrders.page(after: after, from: begin, to: end, in: session)
            }
            guard let end = page.last else { return orders }
            last = (end.declarant, end.preNo)
            for record in page {
                guard let list = try? desk.reader.list(record) else { continue }
                orders.append(
                    DeclaredOrder(
                        enterprise: record.declarant, number: record.invtNo ?? record.preNo,
                        order: desk.judge.retailOrder(list, on: record.statusAt.day)))
            }
        }
    }
}

/// Pages of released retail imports of everybody.
private enum RetailOrders {
    static func page(
        after: (tenant: String, preNo: String), from: Instant, to: Instant, in session: Session
    ) throws -> [InventoryShelf.Record] {
        try session.rows(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories
            where (tenant > $1 or (tenant = $1 and pre_no > $2)) and type = 'CEB621'
            and status in (800, 899) and received_at >= $3 and received_at < $4
            order by tenant, pre_no limit 500
            """,
            [
                .text(after.tenant), .text(after.preNo), .integer(from.milliseconds),
                .integer(to.milliseconds),
            ]
        ).map(InventoryShelf.record)
    }
}
