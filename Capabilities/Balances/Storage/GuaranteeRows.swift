import Kernel
import Store

/// The instruments behind guarantee accounts, in and out of the database.
enum GuaranteeRows {
    static func insert(_ entry: GuaranteeEntry, of tenant: String, in session: Session) throws {
        let guarantee = entry.guarantee
        try session.execute(
            """
            insert into balances_guarantees (tenant, reference, form, issuer, amount, valid_from,
                valid_to, document, article, transfer, added_at, added_by, called, issuer_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13)
            """,
            [
                .text(tenant), .text(guarantee.reference), .text(guarantee.form.rawValue),
                .text(guarantee.issuer), .integer(guarantee.amount.raw),
                .text(guarantee.validFrom.text), .optional(guarantee.validTo?.text),
                .text(guarantee.citation.document), .text(guarantee.citation.article),
                .text(guarantee.transfer), .integer(entry.addedAt.milliseconds),
                .text(entry.addedBy), .text(guarantee.issuerID),
            ])
    }

    static func find(_ reference: String, of tenant: String, in session: Session) throws
        -> GuaranteeEntry?
    {
        try session.first(
            """
            select reference, form, issuer, amount, valid_from, valid_to, document, article,
                added_at, added_by, called, released_at, issuer_id
            from balances_guarantees where tenant = $1 and reference = $2
            """, [.text(tenant), .text(reference)]
        ).map(entry)
    }

    /// Guarantees of a number, whoever holds them: whether the one who asks may see them is for the
    /// caller to find out.
    static func numbered(_ reference: String, in session: Session) throws
        -> [(tenant: String, entry: GuaranteeEntry)]
    {
        try session.rows(
            """
            select reference, form, issuer, amount, valid_from, valid_to, document, article,
                added_at, added_by, called, released_at, issuer_id, tenant
            from balances_guarantees where reference = $1 order by tenant limit 50
            """, [.text(reference)]
        ).map { (tenant: try $0.text(13), entry: try entry($0)) }
    }

    /// The holder's guarantees, the latest added first.
    static func all(of tenant: String, in session: Session) throws -> [GuaranteeEntry] {
        try session.rows(
            """
            select reference, form, issuer, amount, valid_from, valid_to, document, article,
                added_at, added_by, called, released_at, issuer_id
            from balances_guarantees where tenant = $1 order by added_at desc, reference limit 200
            """, [.text(tenant)]
        ).map(entry)
    }

    /// What an enterprise answers for, the first to end first, each with the tenant it was given
    /// for; those given back behind them.
    static func issued(by issuer: String, in session: Session) throws
        -> [(tenant: String, entry: GuaranteeEntry)]
    {
        try session.rows(
            """
            select reference, form, issuer, amount, valid_from, valid_to, document, article,
                added_at, added_by, called, released_at, issuer_id, tenant
            from balances_guarantees where issuer_id = $1 and issuer_id <> ''
            order by coalesce(released_at, 0), coalesce(valid_to, '9999-12-31'), reference
            limit 200
            """, [.text(issuer)]
        ).map { (tenant: try $0.text(13), entry: try entry($0)) }
    }

    /// What guarantees stand for that do not hold on a day: not yet begun, or ended.
    static func idle(of tenant: String, on day: Day, in session: Session) throws -> Fixed {
        let sum = try session.first(
            """
            select coalesce(sum(amount - called), 0) from balances_guarantees
            where tenant = $1 and released_at is null and (valid_from > $2 or valid_to < $2)
            """, [.text(tenant), .text(day.text)])
        return Fixed(raw: try sum?.integer(0) ?? 0)
    }

    /// Those that hold on a day and have something left, the first to end first.
    static func callable(of tenant: String, on day: Day, in session: Session) throws
        -> [GuaranteeEntry]
    {
        try session.rows(
            """
            select reference, form, issuer, amount, valid_from, valid_to, document, article,
                added_at, added_by, called, released_at, issuer_id
            from balances_guarantees
            where tenant = $1 and released_at is null and called < amount and valid_from <= $2
                and coalesce(valid_to, $2) >= $2
            order by coalesce(valid_to, '9999-12-31'), added_at, reference limit 200
            """, [.text(tenant), .text(day.text)]
        ).map(entry)
    }

    /// Notes that so much more was drawn; false when less than that is left.
    static func call(
        _ amount: Fixed, from reference: String, of tenant: String, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update balances_guarantees set called = called + $3
            where tenant = $1 and reference = $2 and released_at is null
                and called + $3 <= amount
            """, [.text(tenant), .text(reference), .integer(amount.raw)]) == 1
    }

    static func release(
        _ reference: String, of tenant: String, at: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            update balances_guarantees set released_at = $3
            where tenant = $1 and reference = $2 and released_at is null
            """, [.text(tenant), .text(reference), .integer(at.milliseconds)])
    }

    private static func entry(_ row: Row) throws -> GuaranteeEntry {
        guard let form = Guarantee.Form(rawValue: try row.text(1)),
            let from = Day(try row.text(4))
        else { throw StoreFault.shape("guarantee \(try row.text(0))") }
        return GuaranteeEntry(
            guarantee: Guarantee(
                reference: try row.text(0), form: form, issuer: try row.text(2),
                issuerID: try row.text(12), amount: Fixed(raw: try row.integer(3)), validFrom: from,
                validTo: try row.optionalText(5).flatMap { Day($0) },
                citation: Citation(document: try row.text(6), article: try row.text(7))),
            addedAt: Instant(milliseconds: try row.integer(8)), addedBy: try row.text(9),
            called: Fixed(raw: try row.integer(10)),
            releasedAt: try row.optionalInteger(11).map(Instant.init(milliseconds:)))
    }
}
