import Kernel
import Store

/// Changes of rules, in and out of the database.
enum RuleRows {
    static func insert(_ change: RuleChange, number: Int64, in session: Session) throws {
        try session.execute(
            """
            insert into entitlements_rules (id, benefit, from_day, text, reason, base, state,
                proposed_by, proposed_name, proposed_at, change)
            values ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, $9, $10)
            """,
            [
                .text(change.id), .text(change.benefit), .text(change.from.text),
                .text(change.text), .text(change.reason), .text(change.base),
                .text(change.proposed.id), .text(change.proposed.name),
                .integer(change.proposed.at.milliseconds), .integer(number),
            ])
    }

    /// Id of the change that proposes the very same and is not decided.
    static func waiting(_ change: RuleChange, in session: Session) throws -> String? {
        try session.first(
            """
            select id from entitlements_rules
            where benefit = $1 and from_day = $2 and text = $3 and state = 'proposed'
            """, [.text(change.benefit), .text(change.from.text), .text(change.text)]
        ).map { try $0.text(0) }
    }

    /// Decides one; false when it was decided already.
    static func decide(
        _ id: String, _ state: RuleChange.State, by hand: RuleChange.Hand, number: Int64,
        in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update entitlements_rules
            set state = $2, decided_by = $3, decided_name = $4, decided_at = $5, change = $6
            where id = $1 and state = 'proposed'
            """,
            [
                .text(id), .text(state.rawValue), .text(hand.id), .text(hand.name),
                .integer(hand.at.milliseconds), .integer(number),
            ]) == 1
    }

    static func find(_ id: String, in session: Session) throws -> RuleChange? {
        try session.first(
            """
            select id, benefit, from_day, text, reason, base, state, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at
            from entitlements_rules where id = $1
            """, [.text(id)]
        ).map(change)
    }

    /// The newest first.
    static func newest(in session: Session) throws -> [RuleChange] {
        try session.rows(
            """
            select id, benefit, from_day, text, reason, base, state, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at
            from entitlements_rules order by proposed_at desc, id desc limit 200
            """
        ).map(change)
    }

    /// Those confirmed for a benefit, for what is in force within a transaction.
    static func confirmed(_ benefit: String, in session: Session) throws -> [RuleChange] {
        try session.rows(
            """
            select id, benefit, from_day, text, reason, base, state, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at
            from entitlements_rules where benefit = $1 and state = 'confirmed' order by change
            """, [.text(benefit)]
        ).map(change)
    }

    /// Those written after a change, in order, each with its number.
    static func after(_ number: Int64, in session: Session) throws -> [(Int64, RuleChange)] {
        try session.rows(
            """
            select id, benefit, from_day, text, reason, base, state, proposed_by, proposed_name,
                proposed_at, decided_by, decided_name, decided_at, change
            from entitlements_rules where change > $1 order by change
            """, [.integer(number)]
        ).map { (try $0.integer(13), try change($0)) }
    }

    private static func change(_ row: Row) throws -> RuleChange {
        guard let from = Day(try row.text(2)),
            let state = RuleChange.State(rawValue: try row.text(6))
        else { throw StoreFault.shape("rule of a benefit") }
        var change = RuleChange(
            id: try row.text(0), benefit: try row.text(1), from: from, text: try row.text(3),
            reason: try row.text(4), base: try row.text(5),
            proposed: RuleChange.Hand(
                id: try row.text(7), name: try row.text(8),
                at: Instant(milliseconds: try row.integer(9))), state: state)
        if let by = try row.optionalText(10), let name = try row.optionalText(11),
            let at = try row.optionalInteger(12)
        {
            change.decided = RuleChange.Hand(
                id: by, name: name, at: Instant(milliseconds: at))
        }
        return change
    }
}
