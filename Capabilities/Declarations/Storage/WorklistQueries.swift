import Kernel
import Store

/// Which lists of the desk somebody wants to see.
struct WorklistFilter: Sendable, Hashable {
    /// How a list stands to its term.
    enum Due: String, Sendable, CaseIterable {
        case overdue, today, later

        var name: Localized {
            switch self {
            case .overdue: Localized(zh: "已逾期", en: "Overdue")
            case .today: Localized(zh: "今日到期", en: "Due today")
            case .later: Localized(zh: "以后到期", en: "Due later")
            }
        }
    }

    var status: Status?
    var type: MessageType?
    var district: String?
    var due: Due?
    /// A number that is looked for, also among lists that are decided.
    var number: String?
}

/// How much waits in one step.
struct StepLoad: Sendable, Hashable {
    let status: Status
    var waiting: Int64 = 0
    var overdue: Int64 = 0
    var dueToday: Int64 = 0
    var oldest: Instant
}

/// What an officer decided on a day.
struct OfficerDay: Sendable, Hashable {
    let officer: String
    let name: String
    let decisions: Int64
    /// Milliseconds the lists had waited, together.
    let waited: Int64

    var mean: Int64 { decisions == 0 ? 0 : waited / decisions }
}

/// The desk: what waits in some districts, how long, and who decided how much.
enum WorklistQueries {
    /// Lists that wait for a decision, longest waiting first.
    static func lists(
        _ filter: WorklistFilter, districts: [String], _ terms: DeskTerms, limit: Int,
        in session: Session
    ) throws -> [InventoryShelf.Record] {
        var found: [InventoryShelf.Record] = []
        for district in districts where filter.district.map({ $0 == district }) ?? true {
            var statement = Statement(
                """
                select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
                status, status_at, version, district, trade_mode, order_no, seller, flag, month,
                value, tax, waits_for, decision, body
                from declarations_inventories i
                where status in (300, 399, 500, 501, 502, 503, 599, 600) and district = $1
                and not exists (select 1 from declarations_relay_cases c
                    where c.tenant = i.tenant and c.subject = i.pre_no)
                """, [.text(district)])
            if let status = filter.status {
                statement.append("and status = ?", [.integer(status.rawValue)])
            }
            if let type = filter.type { statement.append("and type = ?", [.text(type.rawValue)]) }
            narrow(&statement, filter.due, terms)
            statement.append("order by status_at limit ?", [.integer(limit)])
            found += try session.rows(statement).map(InventoryShelf.record)
        }
        return Array(found.sorted { $0.statusAt < $1.statusAt }.prefix(limit))
    }

    private static func narrow(
        _ statement: inout Statement, _ due: WorklistFilter.Due?, _ terms: DeskTerms
    ) {
        let late = [terms.lateSince(.review), terms.lateSince(.inspection)].map(value)
        let today = [terms.dueTodaySince(.review), terms.dueTodaySince(.inspection)].map(value)
        switch due {
        case .overdue:
            statement.append(
                "and (status < 500 and status_at < ? or status >= 500 and status_at < ?)", late)
        case .today:
            statement.append(
                """
                and (status < 500 and status_at >= ? and status_at < ?
                or status >= 500 and status_at >= ? and status_at < ?)
                """, [late[0], today[0], late[1], today[1]])
        case .later:
            statement.append(
                "and (status < 500 and status_at >= ? or status >= 500 and status_at >= ?)", today)
        case nil: break
        }
    }

    private static func value(_ instant: Instant) -> Value { .integer(instant.milliseconds) }

    /// How much waits in each step of the districts.
    static func load(
        districts: [String], _ terms: DeskTerms, in session: Session
    ) throws -> [StepLoad] {
        var loads: [Status: StepLoad] = [:]
        for district in districts {
            let rows = try session.rows(
                """
                select status, count(*), min(status_at),
                sum(case when status < 500 and status_at < $2
                    or status >= 500 and status_at < $3 then 1 else 0 end),
                sum(case when status < 500 and status_at < $4
                    or status >= 500 and status_at < $5 then 1 else 0 end)
                from declarations_inventories i
                where status in (300, 399, 500, 501, 502, 503, 599, 600) and district = $1
                and not exists (select 1 from declarations_relay_cases c
                    where c.tenant = i.tenant and c.subject = i.pre_no)
                group by status
                """,
                [
                    .text(district), value(terms.lateSince(.review)),
                    value(terms.lateSince(.inspection)), value(terms.dueTodaySince(.review)),
                    value(terms.dueTodaySince(.inspection)),
                ])
            for row in rows {
                guard let status = Status(rawValue: try row.integer(0)) else { continue }
                let oldest = Instant(milliseconds: try row.integer(2))
                var load = loads[status] ?? StepLoad(status: status, oldest: oldest)
                load.waiting += try row.integer(1)
                load.oldest = min(load.oldest, oldest)
                load.overdue += try row.integer(3)
                load.dueToday += try row.integer(4) - row.integer(3)
                loads[status] = load
            }
        }
        return loads.values.sorted { $0.status.rawValue < $1.status.rawValue }
    }

    /// Counts a decision for who made it.
    static func count(
        by officer: String, _ name: String, in district: String, on day: Day, waited: Int64,
        session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_desk_days (officer, officer_name, district, day, decisions,
            waited) values ($1, $2, $3, $4, 1, $5)
            on conflict (officer, district, day) do update set
            decisions = declarations_desk_days.decisions + 1,
            waited = declarations_desk_days.waited + excluded.waited,
            officer_name = excluded.officer_name
            """, [.text(officer), .text(name), .text(district), .text(day.text), .integer(waited)])
    }

    /// Who decided how much in some districts since a day, the most first.
    static func officers(
        districts: [String], since day: Day, in session: Session
    ) throws -> [OfficerDay] {
        var sums: [String: OfficerDay] = [:]
        for district in districts {
            let rows = try session.rows(
                """
                select officer, max(officer_name), sum(decisions), sum(waited)
                from declarations_desk_days where day >= $1 and district = $2
                group by officer limit 500
                """, [.text(day.text), .text(district)])
            for row in rows {
                let id = try row.text(0)
                let before = sums[id]
                sums[id] = OfficerDay(
                    officer: id, name: try row.text(1),
                    decisions: try row.integer(2) + (before?.decisions ?? 0),
                    waited: try row.integer(3) + (before?.waited ?? 0))
            }
        }
        return sums.values.sorted { ($1.decisions, $0.name) < ($0.decisions, $1.name) }
    }
}
