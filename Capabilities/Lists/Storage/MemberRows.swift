import Kernel
import Store

/// Who stands on which list, in and out of the database.
enum MemberRows {
    /// A membership as of a write.
    struct Held: Sendable {
        let change: Int64
        let membership: Membership
    }

    static func insert(_ member: Membership, change: Int64, in session: Session) throws {
        try session.execute(
            """
            insert into lists_members (tenant, id, list, item, from_day, to_day, edition, reason,
                document, exit_reason, exit_document, change)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', $10)
            """,
            [
                .text(member.tenant), .text(member.id), .text(member.list), .text(member.item),
                .text(member.from.text), .optional(member.to?.text), .text(member.edition),
                .text(member.reason), .text(member.document), .integer(change),
            ])
    }

    /// Ends a membership with the day before `day`; false when it has ended by then.
    static func end(
        _ id: String, of tenant: String, before day: Day, reason: String, document: String,
        change: Int64, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update lists_members
            set to_day = $3, exit_reason = $4, exit_document = $5, change = $6
            where tenant = $1 and id = $2 and (to_day is null or to_day >= $7)
            """,
            [
                .text(tenant), .text(id), .text(day.adding(days: -1).text), .text(reason),
                .text(document), .integer(change), .text(day.text),
            ]) == 1
    }

    /// Ids of the memberships that a decision has begun.
    static func begun(
        by document: String, of tenant: String, on list: String, in session: Session
    ) throws -> [String] {
        try session.rows(
            "select id from lists_members where tenant = $1 and list = $2 and document = $3",
            [.text(tenant), .text(list), .text(document)]
        ).map { try $0.text(0) }
    }

    /// Those written after a change, in order.
    static func after(_ change: Int64, in session: Session) throws -> [Held] {
        try session.rows(
            """
            select tenant, id, list, item, from_day, to_day, edition, reason, document,
                exit_reason, exit_document, change
            from lists_members where change > $1 order by change
            """, [.integer(change)]
        ).map { row in
            guard let from = Day(try row.text(4)) else { throw StoreFault.shape("membership") }
            return Held(
                change: try row.integer(11),
                membership: Membership(
                    id: try row.text(1), tenant: try row.text(0), list: try row.text(2),
                    item: try row.text(3), from: from,
                    to: try row.optionalText(5).flatMap { Day($0) }, edition: try row.text(6),
                    reason: try row.text(7), document: try row.text(8),
                    exitReason: try row.text(9), exitDocument: try row.text(10)))
        }
    }

    /// Documents by which a firm stands on a list without goods, its days not over on a day.
    static func documents(
        of tenant: String, on list: String, day: Day, in session: Session
    ) throws -> Set<String> {
        Set(
            try session.rows(
                """
                select document from lists_members
                where tenant = $1 and list = $2 and item = ''
                    and (to_day is null or (to_day >= $3 and to_day >= from_day))
                """, [.text(tenant), .text(list), .text(day.text)]
            ).map { try $0.text(0) })
    }

    /// How many firms stand on a list, or will, whose days are not over on a day.
    static func count(_ list: String, on day: Day, in session: Session) throws -> Int64 {
        try session.rows(
            """
            select count(distinct tenant) from lists_members
            where list = $1 and (to_day is null or (to_day >= $2 and to_day >= from_day))
            """, [.text(list), .text(day.text)]
        ).first?.integer(0) ?? 0
    }

    /// Firms of a list whose days are not over on a day, for the count within a transaction.
    static func lasting(_ list: String, on day: Day, in session: Session) throws -> [(
        id: String, tenant: String, item: String, from: Day, to: Day?
    )] {
        try session.rows(
            """
            select id, tenant, item, from_day, to_day from lists_members
            where list = $1 and (to_day is null or to_day >= $2)
            """, [.text(list), .text(day.text)]
        ).compactMap { row in
            let to = try row.optionalText(4).flatMap { Day($0) }
            // Ended before it began: a change was taken back before its first day.
            guard let from = Day(try row.text(3)), to.map({ from <= $0 }) ?? true else {
                return nil
            }
            return (try row.text(0), try row.text(1), try row.text(2), from, to)
        }
    }
}
