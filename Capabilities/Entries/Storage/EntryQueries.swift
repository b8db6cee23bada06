import Kernel
import Store

/// Goods declarations as lists ask for them: by an index each, so many at a time.
enum EntryQueries {
    /// Whose entries.
    enum Of: Sendable {
        case consignee(String)
        /// Sent by a broker for others.
        case broker(String)
        case district(String)
    }

    /// Where a page goes on: after an entry, in the order of the list.
    struct Place: Sendable, Hashable {
        let lodgedAt: Instant
        let number: String
    }

    /// A page of a list.
    ///
    /// - Parameter isOldestFirst: what waits longest comes first; else the latest.
    static func page(
        of whose: Of, _ filter: EntryFilter, after place: Place?, isOldestFirst: Bool,
        limit: Int, in session: Session
    ) throws -> [GoodsEntry] {
        var statement = Statement(EntryRows.columns)
        switch whose {
        case .consignee(let id): statement.append("where tenant = ?", [.text(id)])
        case .broker(let id):
            statement.append("where lodger = ? and tenant <> ?", [.text(id), .text(id)])
        case .district(let code): statement.append("where district = ?", [.text(code)])
        }
        narrow(&statement, filter)
        if let place {
            let values: [Value] = [.integer(place.lodgedAt.milliseconds), .text(place.number)]
            if isOldestFirst {
                statement.append("and (lodged_at, number) > (?, ?)", values)
            } else {
                statement.append("and (lodged_at, number) < (?, ?)", values)
            }
        }
        if isOldestFirst {
            statement.append("order by lodged_at, number")
        } else {
            statement.append("order by lodged_at desc, number desc")
        }
        statement.append("limit ?", [.integer(limit)])
        return try session.rows(statement).map(EntryRows.entry)
    }

    private static func narrow(_ statement: inout Statement, _ filter: EntryFilter) {
        if filter.isOpen {
            // The words of the index, so that it is used.
            statement.append("and state not in ('released', 'lapsed', 'refused')")
        }
        let states = filter.states.map(\.rawValue).sorted()
        if let first = states.first {
            statement.append("and state in (?", [.text(first)])
            for state in states.dropFirst() { statement.append(", ?", [.text(state)]) }
            statement.append(")")
        }
        if let district = filter.district {
            statement.append("and district = ?", [.text(district)])
        }
        switch filter.mode {
        case .advance: statement.append("and advance = 1")
        case .twoStep: statement.append("and two_step = 1")
        case .whole: statement.append("and two_step = 0")
        case .monthly: statement.append("and taxation = 'summary'")
        case nil: break
        }
        if let month = filter.month {
            statement.append(
                "and accepted_on >= ? and accepted_on < ?",
                [.text(month.first.text), .text(month.following.text)])
        }
    }

    /// Entries for which time may bring something on a day, in the order of that day.
    static func due(
        on day: Day, after place: (day: Day, number: String)?, limit: Int, in session: Session
    ) throws -> [GoodsEntry] {
        var statement = Statement(EntryRows.columns)
        statement.append("where watch_on is not null and watch_on <= ?", [.text(day.text)])
        if let place {
            statement.append(
                "and (watch_on, number) > (?, ?)", [.text(place.day.text), .text(place.number)])
        }
        statement.append("order by watch_on, number limit ?", [.integer(limit)])
        return try session.rows(statement).map(EntryRows.entry)
    }

    /// Entries under a bill that count for it: what was refused or lapsed does not.
    static func under(bill: String, in session: Session) throws -> [GoodsEntry] {
        try EntryRows.list(
            """
             where bill = ? and state not in ('lapsed', 'refused') order by number limit 500
            """, [.text(bill)], in: session)
    }
}
