import Kernel
import Store

/// Identity cases, in and out of the database.
enum IdentityCaseRows {
    static func add(_ one: IdentityCase, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_identity_cases (tenant, number, kind, pre_no, declarant,
            district, at, findings, state, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(one.person), .text(one.number), .text(one.kind.rawValue),
                .text(one.preNo), .text(one.declarant), .text(one.district),
                .integer(one.at.milliseconds), .text(IdentityCase.encoded(one.findings)),
                .text(one.state.rawValue), .text(one.reason),
            ])
    }

    /// False when it was decided meanwhile.
    static func decide(_ one: IdentityCase, in session: Session) throws -> Bool {
        try session.execute(
            """
            update declarations_identity_cases set state = $3, decided_at = $4, decided_by = $5,
            reason = $6 where tenant = $1 and number = $2 and state = 'open'
            """,
            [
                .text(one.person), .text(one.number), .text(one.state.rawValue),
                .optional(one.decidedAt?.milliseconds), .optional(one.decidedBy),
                .text(one.reason),
            ]) == 1
    }

    /// By its number, whoever it concerns: for officers, whose districts the caller checks.
    static func find(_ number: String, in session: Session) throws -> IdentityCase? {
        try session.first(
            """
            select tenant, number, kind, pre_no, declarant, district, at, findings, state,
            decided_at, decided_by, reason from declarations_identity_cases where number = $1
            """, [.text(number)]
        ).map(read)
    }

    /// Those about a list, the first first.
    static func about(_ preNo: String, in session: Session) throws -> [IdentityCase] {
        try session.rows(
            """
            select tenant, number, kind, pre_no, declarant, district, at, findings, state,
            decided_at, decided_by, reason from declarations_identity_cases
            where pre_no = $1 order by number limit 100
            """, [.text(preNo)]
        ).map(read)
    }

    /// Number of the case that established misuse of a person's identity last.
    static func lastMisuse(of person: String, in session: Session) throws -> String? {
        try session.first(
            """
            select number from declarations_identity_cases
            where tenant = $1 and state = 'misused' order by decided_at desc limit 1
            """, [.text(person)])?.text(0)
    }

    /// Those a person has reported, the first first.
    static func reported(by person: String, in session: Session) throws -> [IdentityCase] {
        try session.rows(
            """
            select tenant, number, kind, pre_no, declarant, district, at, findings, state,
            decided_at, decided_by, reason from declarations_identity_cases
            where tenant = $1 and kind = 'reported' order by number limit 500
            """, [.text(person)]
        ).map(read)
    }

    /// Whether a person has said “not mine” and nobody has decided yet.
    static func hasOpenReport(by person: String, in session: Session) throws -> Bool {
        try session.first(
            """
            select 1 from declarations_identity_cases
            where tenant = $1 and kind = 'reported' and state = 'open' limit 1
            """, [.text(person)]) != nil
    }

    /// Those that are open in a district, the longest waiting first; or decided ones, the latest
    /// first.
    static func all(
        in district: String, isOpen: Bool, limit: Int, session: Session
    ) throws -> [IdentityCase] {
        let rows =
            isOpen
            ? try session.rows(
                """
                select tenant, number, kind, pre_no, declarant, district, at, findings, state,
                decided_at, decided_by, reason from declarations_identity_cases
                where state = 'open' and district = $1 order by at limit $2
                """, [.text(district), .integer(Int64(limit))])
            : try session.rows(
                """
                select tenant, number, kind, pre_no, declarant, district, at, findings, state,
                decided_at, decided_by, reason from declarations_identity_cases
                where state <> 'open' and district = $1 order by at desc limit $2
                """, [.text(district), .integer(Int64(limit))])
        return try rows.map(read)
    }

    private static func read(_ row: Row) throws -> IdentityCase {
        let number = try row.text(1)
        guard let kind = IdentityCase.Kind(rawValue: try row.text(2)),
            let state = IdentityCase.State(rawValue: try row.text(8))
        else { throw StoreFault.shape("identity case \(number)") }
        return IdentityCase(
            person: try row.text(0), number: number, kind: kind, preNo: try row.text(3),
            declarant: try row.text(4), district: try row.text(5),
            at: Instant(milliseconds: try row.integer(6)),
            findings: IdentityCase.findings(try row.text(7)), state: state,
            decidedAt: try row.optionalInteger(9).map { Instant(milliseconds: $0) },
            decidedBy: try row.optionalText(10), reason: try row.text(11))
    }
}
