import Kernel
import Store

/// What people ask of the lists: filters for a page, lists by number, monthly figures.
struct InventoryQueries: Sendable {
    struct Filter: Sendable, Hashable {
        var status: Status?
        var type: MessageType?
        /// Exact order, own, E-Port or customs number.
        var number: String?
        /// Lists before this one, for the next page.
        var before: String?
        /// Only lists that the enterprise itself declared or sent, and so can mend.
        var isOwn = false
    }

    /// Lists an enterprise has a part in, latest first.
    static func seen(by enterprise: String, _ filter: Filter, limit: Int, in session: Session)
        throws -> [InventoryShelf.Record]
    {
        var statement = Statement(
            """
            select i.tenant, i.pre_no, i.type, i.cop_no, i.invt_no, i.guid, i.sender, i.app_time,
            i.received_at, i.status, i.status_at, i.version, i.district, i.trade_mode, i.order_no,
            i.seller, i.flag, i.month, i.value, i.tax, i.waits_for, i.decision, i.body
            from declarations_parties p join declarations_inventories i
            on i.pre_no = p.pre_no and i.tenant = p.declarant where p.tenant = $1
            """, [.text(enterprise)])
        narrow(&statement, filter)
        if filter.isOwn {
            statement.append(
                "and (i.tenant = ? or i.sender = ?)", [.text(enterprise), .text(enterprise)])
        }
        if let before = filter.before { statement.append("and p.pre_no < ?", [.text(before)]) }
        statement.append("order by p.pre_no desc limit ?", [.integer(limit)])
        return try session.rows(statement).map(InventoryShelf.record)
    }

    /// E-Port numbers of all lists an enterprise has a part in that bear a number.
    static func preNos(of number: String, seenBy enterprise: String, in session: Session) throws
        -> [String]
    {
        var statement = Statement(
            """
            select p.pre_no from declarations_parties p join declarations_inventories i
            on i.pre_no = p.pre_no and i.tenant = p.declarant where p.tenant = $1
            """, [.text(enterprise)])
        narrow(&statement, Filter(number: number))
        statement.append("order by p.pre_no", [])
        return try session.rows(statement).map { try $0.text(0) }
    }

    /// A list by the number the customs gave it, whoever declared it; the caller checks the right
    /// to know of it.
    static func find(invtNo: String, type: MessageType, in session: Session) throws
        -> InventoryShelf.Record?
    {
        try session.first(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories where invt_no = $1 and type = $2
            """, [.text(invtNo), .text(type.rawValue)]
        ).map(InventoryShelf.record)
    }

    /// A list by its number whoever declared it: for officers, whose districts the caller checks.
    static func find(acrossTenants preNo: String, in session: Session) throws
        -> InventoryShelf.Record?
    {
        try session.first(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories where pre_no = $1
            """, [.text(preNo)]
        ).map(InventoryShelf.record)
    }

    /// Lists of some districts by E-Port number, customs number or the declarant's own. The last is
    /// given by each declarant, so there may be several.
    static func numbered(
        _ number: String, districts: [String], limit: Int, in session: Session
    ) throws -> [InventoryShelf.Record] {
        guard let first = districts.first else { return [] }
        let columns: [StaticString] = ["and pre_no = ?", "and invt_no = ?", "and cop_no = ?"]
        for column in columns {
            var statement = Statement(
                """
                select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
                status, status_at, version, district, trade_mode, order_no, seller, flag, month,
                value, tax, waits_for, decision, body
                from declarations_inventories where district in ($1
                """, [.text(first)])
            for district in districts.dropFirst() { statement.append(", ?", [.text(district)]) }
            statement.append(")", [])
            statement.append(column, [.text(number)])
            statement.append("order by pre_no desc limit ?", [.integer(limit)])
            let found = try session.rows(statement).map(InventoryShelf.record)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Export lists of a declarant that were closed in a time and are to be summarised, by number.
    static func closed(
        of declarant: String, from: Instant, to: Instant, limit: Int, in session: Session
    ) throws -> [InventoryShelf.Record] {
        try session.rows(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories
            where status = 899 and tenant = $1 and status_at >= $2 and status_at <= $3
            and flag = 'B' order by pre_no limit $4
            """,
            [
                .text(declarant), .integer(from.milliseconds), .integer(to.milliseconds),
                .integer(limit),
            ]
        ).map(InventoryShelf.record)
    }

    /// How many lists of a month are to be summarised, and how many of them were.
    static func summarised(_ month: String, of declarant: String, in session: Session) throws
        -> (closed: Int64, open: Int64, done: Int64)
    {
        let row = try session.first(
            """
            select coalesce(sum(case when status = 899 then 1 else 0 end), 0),
            coalesce(sum(case when status = 800 then 1 else 0 end), 0),
            coalesce(sum(case when exists (
                select 1 from declarations_follow_up_lists l join declarations_follow_ups f
                on f.tenant = l.holder and f.pre_no = l.follow_up
                where l.tenant = i.tenant and l.list_no = i.pre_no and f.type = 'CEB701'
                and f.status = 399) then 1 else 0 end), 0)
            from declarations_inventories i
            where tenant = $1 and month = $2 and status >= 800 and flag = 'B'
            and flag <> '' and month <> ''
            """, [.text(declarant), .text(month)])
        return (
            closed: try row?.integer(0) ?? 0, open: try row?.integer(1) ?? 0,
            done: try row?.integer(2) ?? 0
        )
    }

    /// One line of a month's figures.
    struct MonthLine: Sendable, Hashable {
        let flag: String
        let tradeMode: String
        /// Empty for all but post (6).
        let transport: String
        let lists: Int64
        /// Yuan in fen.
        let value: Int64
    }

    /// Released export lists of a declarant in a month, by statistics flag and mode.
    static func month(_ month: String, of declarant: String, in session: Session) throws
        -> [MonthLine]
    {
        try session.rows(
            """
            select flag, trade_mode, case when transport = '6' then '6' else '' end, count(*),
            sum(value) from declarations_inventories
            where tenant = $1 and type = 'CEB603' and month = $2 and status >= 800
            and flag <> '' and month <> ''
            group by flag, trade_mode, case when transport = '6' then '6' else '' end
            order by flag, trade_mode, 3
            """, [.text(declarant), .text(month)]
        ).map(monthLine)
    }

    /// Released export lists of a month in a district, whoever declared them, post among them.
    static func month(_ month: String, district: String, in session: Session) throws
        -> [MonthLine]
    {
        try session.rows(
            """
            select flag, trade_mode, case when transport = '6' then '6' else '' end, count(*),
            sum(value) from declarations_inventories
            where district = $1 and type = 'CEB603' and month = $2 and status >= 800
            and flag <> '' and month <> ''
            group by flag, trade_mode, case when transport = '6' then '6' else '' end
            order by flag, trade_mode, 3
            """, [.text(district), .text(month)]
        ).map(monthLine)
    }

    private static func monthLine(_ row: Row) throws -> MonthLine {
        MonthLine(
            flag: try row.text(0), tradeMode: try row.text(1), transport: try row.text(2),
            lists: try row.integer(3), value: try row.integer(4))
    }

    private static func narrow(_ statement: inout Statement, _ filter: Filter) {
        if let status = filter.status {
            statement.append("and i.status = ?", [.integer(status.rawValue)])
        }
        if let type = filter.type {
            statement.append("and i.type = ?", [.text(type.rawValue)])
        }
        if let number = filter.number {
            let value = Value.text(number)
            statement.append(
                "and (i.order_no = ? or i.cop_no = ? or i.pre_no = ? or i.invt_no = ?)",
                [value, value, value, value])
        }
    }
}
