import Kernel
import Store

/// Benefits applied without an application, in and out of the database.
enum AppliedRows {
    static func insert(_ one: AppliedBenefit, in session: Session) throws -> Bool {
        try session.execute(
            """
            insert into entitlements_applied (tenant, benefit, from_day, to_day, rule_from, facts,
                at)
            values ($1, $2, $3, null, $4, $5, $6)
            on conflict (tenant, benefit, from_day) do update set to_day = null
            where entitlements_applied.to_day is not null
            """,
            [
                .text(one.tenant), .text(one.benefit), .text(one.from.text), .text(one.rule.text),
                .text(one.facts), .integer(one.at.milliseconds),
            ]) == 1
    }

    /// Ends what goes on; false when nothing does.
    static func end(
        _ benefit: String, of tenant: String, on last: Day, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update entitlements_applied set to_day = $3
            where tenant = $1 and benefit = $2 and to_day is null
            """, [.text(tenant), .text(benefit), .text(last.text)]) > 0
    }

    /// Last day on which a firm had a benefit before; nil where it never ended.
    static func lastDay(
        of benefit: String, _ tenant: String, in session: Session
    ) throws -> Day? {
        try session.rows(
            """
            select max(to_day) from entitlements_applied where tenant = $1 and benefit = $2
            """, [.text(tenant), .text(benefit)]
        ).first?.optionalText(0).flatMap { Day($0) }
    }

    /// What goes on for a firm, by benefit.
    static func open(_ tenant: String, in session: Session) throws -> [AppliedBenefit] {
        try session.rows(
            """
            select tenant, benefit, from_day, to_day, rule_from, facts, at
            from entitlements_applied where tenant = $1 and to_day is null order by benefit
            """, [.text(tenant)]
        ).map(applied)
    }

    /// All of a firm, the newest first.
    static func all(_ tenant: String, in session: Session) throws -> [AppliedBenefit] {
        try session.rows(
            """
            select tenant, benefit, from_day, to_day, rule_from, facts, at
            from entitlements_applied where tenant = $1
            order by from_day desc, benefit limit 500
            """, [.text(tenant)]
        ).map(applied)
    }

    /// Firms and benefits that go on: what a sweep compares with.
    static func everything(in session: Session) throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for row in try session.rows(
            "select tenant, benefit from entitlements_applied where to_day is null")
        {
            found[try row.text(0), default: []].insert(try row.text(1))
        }
        return found
    }

    private static func applied(_ row: Row) throws -> AppliedBenefit {
        guard let from = Day(try row.text(2)), let rule = Day(try row.text(4)) else {
            throw StoreFault.shape("applied benefit")
        }
        return AppliedBenefit(
            tenant: try row.text(0), benefit: try row.text(1), from: from,
            to: try row.optionalText(3).flatMap { Day($0) }, rule: rule, facts: try row.text(5),
            at: Instant(milliseconds: try row.integer(6)))
    }
}
