import Kernel
import Store
import Wire

/// Nominations, in and out of the database.
enum NominationRows {
    static func insert(_ one: Nomination, in session: Session) throws {
        try session.execute(
            """
            insert into lists_nominations (tenant, id, list, edition, item, by_firm, at, stated,
                statement, marks, marked_by, remark, state, facts, outcome_zh, outcome_en, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            [
                .text(one.tenant), .text(one.id), .text(one.list), .text(one.edition),
                .text(one.item), .integer(one.byFirm ? 1 : 0), .integer(one.at.milliseconds),
                .text(figures(one.stated)), .text(one.statement),
                .text(figures(one.marks.mapValues { Int64($0) })), .text(one.markedBy),
                .text(one.remark), .text(one.state.rawValue), .text(one.facts),
                .text(one.outcome.zh), .text(one.outcome.en), .integer(one.version),
            ])
    }

    /// Writes what may change; false when somebody else has changed it since it was read.
    static func update(_ one: Nomination, in session: Session) throws -> Bool {
        try session.execute(
            """
            update lists_nominations
            set marks = $3, marked_by = $4, remark = $5, state = $6, facts = $7, outcome_zh = $8,
                outcome_en = $9, version = version + 1
            where tenant = $1 and id = $2 and version = $10
            """,
            [
                .text(one.tenant), .text(one.id),
                .text(figures(one.marks.mapValues { Int64($0) })), .text(one.markedBy),
                .text(one.remark), .text(one.state.rawValue), .text(one.facts),
                .text(one.outcome.zh), .text(one.outcome.en), .integer(one.version),
            ]) == 1
    }

    static func find(_ id: String, in session: Session) throws -> Nomination? {
        try session.first(
            """
            select tenant, id, list, edition, item, by_firm, at, stated, statement, marks,
                marked_by, remark, state, facts, outcome_zh, outcome_en, version
            from lists_nominations where id = $1
            """, [.text(id)]
        ).map(nomination)
    }

    /// Of a firm, the newest first.
    static func of(_ tenant: String, in session: Session) throws -> [Nomination] {
        try session.rows(
            """
            select tenant, id, list, edition, item, by_firm, at, stated, statement, marks,
                marked_by, remark, state, facts, outcome_zh, outcome_en, version
            from lists_nominations where tenant = $1 order by at desc, id desc limit 200
            """, [.text(tenant)]
        ).map(nomination)
    }

    /// For a list, in the order they came.
    static func on(_ list: String, in session: Session) throws -> [Nomination] {
        try session.rows(
            """
            select tenant, id, list, edition, item, by_firm, at, stated, statement, marks,
                marked_by, remark, state, facts, outcome_zh, outcome_en, version
            from lists_nominations where list = $1 order by at, id
            """, [.text(list)]
        ).map(nomination)
    }

    /// How many wait on each list.
    static func waiting(in session: Session) throws -> [String: Int] {
        var found: [String: Int] = [:]
        for row in try session.rows(
            "select list, count(*) from lists_nominations where state = 'open' group by list")
        {
            found[try row.text(0)] = Int(try row.integer(1))
        }
        return found
    }

    private static func nomination(_ row: Row) throws -> Nomination {
        guard let state = Nomination.State(rawValue: try row.text(12)) else {
            throw StoreFault.shape("nomination")
        }
        return Nomination(
            id: try row.text(1), tenant: try row.text(0), list: try row.text(2),
            edition: try row.text(3), item: try row.text(4), byFirm: try row.integer(5) == 1,
            at: Instant(milliseconds: try row.integer(6)), stated: try numbers(row.text(7)),
            statement: try row.text(8),
            marks: try numbers(row.text(9)).mapValues { Int(clamping: $0) },
            markedBy: try row.text(10), remark: try row.text(11), state: state,
            facts: try row.text(13),
            outcome: Localized(zh: try row.text(14), en: try row.text(15)),
            version: try row.integer(16))
    }

    private static func figures(_ values: [String: Int64]) -> String {
        JSON.object(values.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
            .encoded
    }

    private static func numbers(_ text: String) throws -> [String: Int64] {
        var found: [String: Int64] = [:]
        for member in try JSON([UInt8](text.utf8)).members {
            found[member.name] = member.value.integer
        }
        return found
    }
}
