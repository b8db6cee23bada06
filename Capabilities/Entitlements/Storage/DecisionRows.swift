import Kernel
import Store

/// Decisions for single events, in and out of the database.
enum DecisionRows {
    /// False when there is one for the event already.
    static func insert(_ one: EntitlementDecision, in session: Session) throws -> Bool {
        try session.execute(
            """
            insert into entitlements_decisions (tenant, id, benefit, reference, item, day,
                rule_from, proposal, holds, facts, decided_by, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (tenant, benefit, reference, item) do nothing
            """,
            [
                .text(one.tenant), .text(one.id), .text(one.benefit), .text(one.reference),
                .text(one.item), .text(one.day.text), .text(one.rule.text), .text(one.proposal),
                .integer(one.holds ? 1 : 0), .text(one.facts), .text(one.by),
                .integer(one.at.milliseconds),
            ]) == 1
    }

    static func find(
        _ benefit: String, _ reference: String, _ item: String, of tenant: String,
        in session: Session
    ) throws -> EntitlementDecision? {
        try session.first(
            """
            select tenant, id, benefit, reference, item, day, rule_from, proposal, holds, facts,
                decided_by, at
            from entitlements_decisions
            where tenant = $1 and benefit = $2 and reference = $3 and item = $4
            """, [.text(tenant), .text(benefit), .text(reference), .text(item)]
        ).map(decision)
    }

    static func find(_ id: String, in session: Session) throws -> EntitlementDecision? {
        try session.first(
            """
            select tenant, id, benefit, reference, item, day, rule_from, proposal, holds, facts,
                decided_by, at
            from entitlements_decisions where id = $1
            """, [.text(id)]
        ).map(decision)
    }

    /// Of a firm, the newest first.
    static func of(_ tenant: String, in session: Session) throws -> [EntitlementDecision] {
        try session.rows(
            """
            select tenant, id, benefit, reference, item, day, rule_from, proposal, holds, facts,
                decided_by, at
            from entitlements_decisions where tenant = $1 order by at desc, id desc limit 200
            """, [.text(tenant)]
        ).map(decision)
    }

    private static func decision(_ row: Row) throws -> EntitlementDecision {
        guard let day = Day(try row.text(5)), let rule = Day(try row.text(6)) else {
            throw StoreFault.shape("decision on a benefit")
        }
        return EntitlementDecision(
            id: try row.text(1), tenant: try row.text(0), benefit: try row.text(2),
            reference: try row.text(3), item: try row.text(4), day: day, rule: rule,
            proposal: try row.text(7), holds: try row.integer(8) == 1, facts: try row.text(9),
            by: try row.text(10), at: Instant(milliseconds: try row.integer(11)))
    }
}
