import Kernel
import Store

/// Goods declarations, in and out of the database.
enum EntryRows {
    static func insert(_ entry: GoodsEntry, in session: Session) throws {
        try session.execute(
            """
            insert into entries_goods (tenant, number, lodger, own_number, advance, two_step,
                district, bill, accepted_on, lodged_at, lodged_by, state, step, taxation, document,
                cleared, goods_value, tax, fee, security, transfers, errors, reason, tested)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'held', 'full', 'each', '',
                0, 0, 0, 0, 0, 0, 0, '', 0)
            """,
            [
                .text(entry.tenant), .text(entry.number), .text(entry.lodger),
                .text(entry.ownNumber), .integer(entry.isAdvance ? 1 : 0),
                .integer(entry.isTwoStep ? 1 : 0), .text(entry.district),
                .text(entry.document["bill"]), .text(entry.acceptedOn.text),
                .integer(entry.lodgedAt.milliseconds), .text(entry.lodgedBy),
            ])
        try update(entry, in: session)
    }

    static func update(_ entry: GoodsEntry, in session: Session) throws {
        try session.execute(
            """
            update entries_goods set state = $3, step = $4, taxation = $5, document = $6,
                summary = $7, arrival = $8, entered_on = $9, completed_on = $10,
                completed_digest = $11, cleared = $12, released_on = $13, goods_value = $14,
                tax = $15, fee = $16, security = $17, transfers = $18, period = $19,
                reminded_on = $20, errors = $21, reason = $22, tested = $23, judged = $24,
                inspection = $25, differing = $26, settled_on = $27, watch_on = $28
            where tenant = $1 and number = $2
            """,
            [
                .text(entry.tenant), .text(entry.number), .text(entry.state.rawValue),
                .text(entry.step.rawValue), .text(entry.taxation.rawValue),
                .text(EntryText.text(entry.document)),
                .optional(entry.summary.map(EntryText.text)),
                .optional(entry.arrival.map(EntryText.text)), .optional(entry.enteredOn?.text),
                .optional(entry.completedOn?.text), .optional(entry.completedDigest),
                .integer(entry.isCleared ? 1 : 0), .optional(entry.releasedOn?.text),
                .integer(entry.value.raw), .integer(entry.tax.raw), .integer(entry.fee.raw),
                .integer(entry.security.raw), .integer(entry.transfers),
                .optional(entry.period), .optional(entry.remindedOn?.text),
                .integer(entry.errors), .text(entry.reason),
                .integer(entry.isTested ? 1 : 0), .optional(entry.judged?.text),
                .optional(entry.inspection), .text(EntryText.text(entry.differing)),
                .optional(entry.settledOn?.text), .optional(entry.watchOn?.text),
            ])
    }

    static let columns: StaticString = """
        select tenant, number, lodger, own_number, district, advance, two_step, accepted_on,
            lodged_at, lodged_by, state, step, taxation, document, summary, arrival, entered_on,
            completed_on, completed_digest, cleared, released_on, goods_value, tax, fee, security,
            transfers, period, reminded_on, errors, reason, tested, judged, inspection, differing,
            settled_on, watch_on
        from entries_goods
        """

    /// By its number alone: whoever calls decides who may see it.
    static func find(_ number: String, in session: Session) throws -> GoodsEntry? {
        try list(" where number = ?", [.text(number)], in: session).first
    }

    /// Number of an entry of a consignee under a bill that is not at its end.
    static func open(
        bill: String, of tenant: String, in session: Session
    ) throws -> String? {
        try session.first(
            """
            select number from entries_goods where bill = $1 and tenant = $2
                and state not in ('released', 'lapsed', 'refused') order by number limit 1
            """, [.text(bill), .text(tenant)]
        ).map { try $0.text(0) }
    }

    /// Of a month and a consignee.
    static func all(
        of tenant: String, period: String, in session: Session
    ) throws -> [GoodsEntry] {
        try list(
            " where tenant = ? and period = ? order by number",
            [.text(tenant), .text(period)], in: session)
    }

    /// The same a page at a time, after one of them.
    static func page(
        of tenant: String, period: String, after number: String?, limit: Int,
        in session: Session
    ) throws -> [GoodsEntry] {
        try list(
            " where tenant = ? and period = ? and number > ? order by number limit ?",
            [.text(tenant), .text(period), .text(number ?? ""), .integer(limit)], in: session)
    }

    /// Consignees and months with entries to be paid together that have no note yet.
    static func unbilled(before period: String, in session: Session) throws -> [(String, String)] {
        try session.rows(
            """
            select distinct g.tenant, g.period from entries_goods g
            where g.period is not null and g.settled_on is null and g.period < $1 and not exists
                (select 1 from entries_notes n where n.tenant = g.tenant and n.period = g.period)
            order by g.tenant, g.period limit 500
            """, [.text(period)]
        ).map { (try $0.text(0), try $0.text(1)) }
    }

    static func list(
        _ condition: StaticString, _ values: [Value], in session: Session
    ) throws -> [GoodsEntry] {
        var statement = Statement(columns)
        statement.append(condition, values)
        return try session.rows(statement).map(entry)
    }

    static func entry(_ row: Row) throws -> GoodsEntry {
        let number = try row.text(1)
        guard let accepted = Day(try row.text(7)),
            let state = EntryState(rawValue: try row.text(10)),
            let step = EntryStep(rawValue: try row.text(11)),
            let taxation = EntryTaxation(rawValue: try row.text(12))
        else { throw StoreFault.shape("entry \(number)") }
        var entry = GoodsEntry(
            tenant: try row.text(0), number: number, lodger: try row.text(2),
            ownNumber: try row.text(3), district: try row.text(4),
            isAdvance: try row.integer(5) == 1, isTwoStep: try row.integer(6) == 1,
            acceptedOn: accepted, lodgedAt: Instant(milliseconds: try row.integer(8)),
            lodgedBy: try row.text(9), state: state, step: step, taxation: taxation,
            document: try EntryText.document(try row.text(13)))
        entry.summary = try row.optionalText(14).map(EntryText.document)
        entry.arrival = try row.optionalText(15).map(EntryText.arrival)
        entry.enteredOn = try row.optionalText(16).flatMap { Day($0) }
        entry.completedOn = try row.optionalText(17).flatMap { Day($0) }
        entry.completedDigest = try row.optionalText(18)
        entry.isCleared = try row.integer(19) == 1
        entry.releasedOn = try row.optionalText(20).flatMap { Day($0) }
        entry.value = Fixed(raw: try row.integer(21))
        entry.tax = Fixed(raw: try row.integer(22))
        entry.fee = Fixed(raw: try row.integer(23))
        entry.security = Fixed(raw: try row.integer(24))
        entry.transfers = Int(try row.integer(25))
        entry.period = try row.optionalText(26)
        entry.remindedOn = try row.optionalText(27).flatMap { Day($0) }
        entry.errors = Int(try row.integer(28))
        entry.reason = try row.text(29)
        entry.isTested = try row.integer(30) == 1
        entry.judged = try row.optionalText(31).flatMap { EntryJudgement(text: $0) }
        entry.inspection = try row.optionalText(32)
        entry.differing = try EntryText.differing(try row.text(33))
        entry.settledOn = try row.optionalText(34).flatMap { Day($0) }
        entry.watchOn = try row.optionalText(35).flatMap { Day($0) }
        return entry
    }
}
