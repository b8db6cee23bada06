import Kernel
import Store

/// Applications in and out of the database.
enum CaseRows {
    /// What the desk needs beside the case, for its own look-ups.
    struct Place {
        var body = ""
        var escalates = ""
        /// First moment after the term.
        var due: Instant?
    }

    static func insert(
        _ file: Case, key: String?, in session: Session
    ) throws {
        try session.execute(
            """
            insert into procedures_cases (tenant, number, service, edition, state, step, body,
                escalates, due, version, answers, client_key, created_at, created_by, reason,
                edition_digest)
            values ($1, $2, $3, $4, $5, '', '', '', null, $6, $7, $8, $9, $10, '', $11)
            """,
            [
                .text(file.tenant), .text(file.number), .text(file.service),
                .text(file.edition.text), .text(file.state.rawValue), .integer(file.version),
                try session.encrypted(
                    CaseText.answers(file.answers), in: .answers(file.number, of: file.tenant)),
                .optional(key),
                .integer(file.createdAt.milliseconds), .text(file.createdBy),
                .text(file.editionDigest),
            ])
    }

    /// Writes a change if nobody else has been faster; false otherwise.
    static func update(_ file: Case, _ place: Place, in session: Session) throws -> Bool {
        try session.execute(
            """
            update procedures_cases set state = $3, step = $4, body = $5, escalates = $6, due = $7,
                version = $8, answers = $9, submitted_at = $10, submitted_by = $11, taken_by = $12,
                proposal = $13, closed_at = $14, reason = $15, valid_to = $16, edition = $17,
                edition_digest = $18
            where tenant = $1 and number = $2 and version = $8 - 1
            """,
            [
                .text(file.tenant), .text(file.number), .text(file.state.rawValue),
                .text(file.step), .text(place.body), .text(place.escalates),
                .optional(place.due?.milliseconds), .integer(file.version),
                try session.encrypted(
                    CaseText.answers(file.answers), in: .answers(file.number, of: file.tenant)),
                .optional(file.submittedAt?.milliseconds), .optional(file.submittedBy),
                .optional(file.takenBy), .optional(file.proposal.map(CaseText.proposal)),
                .optional(file.closedAt?.milliseconds), .text(file.reason),
                .optional(file.validTo?.text), .text(file.edition.text),
                .text(file.editionDigest),
            ]) == 1
    }

    static func find(_ number: String, of tenant: String, in session: Session) throws -> Case? {
        try session.first(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases where tenant = $1 and number = $2
            """, [.text(tenant), .text(number)]
        ).map(file)
    }

    /// An application that was submitted, whoever applies: for officers.
    static func find(acrossTenants number: String, in session: Session) throws -> Case? {
        try session.first(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases where number = $1 and submitted_at is not null
            """, [.text(number)]
        ).map(file)
    }

    /// An application in any state, whoever applies: only to ask for whom somebody may act.
    static func find(anybodys number: String, in session: Session) throws -> Case? {
        try session.first(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases where number = $1
            """, [.text(number)]
        ).map(file)
    }

    static func find(key: String, of tenant: String, in session: Session) throws -> Case? {
        try session.first(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases where tenant = $1 and client_key = $2
            """, [.text(tenant), .text(key)]
        ).map(file)
    }

    /// Applications of an enterprise, latest first.
    /// The latest of an enterprise, or those before one of them.
    static func all(
        of tenant: String, after last: Case? = nil, limit: Int, in session: Session
    ) throws -> [Case] {
        try session.rows(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases
            where tenant = $1 and (created_at < $2 or (created_at = $2 and number < $3))
            order by created_at desc, number desc limit $4
            """,
            [
                .text(tenant), .integer(last?.createdAt.milliseconds ?? Int64.max),
                .text(last?.number ?? ""), .integer(limit),
            ]
        ).map(file)
    }

    /// Applications of an enterprise whose clock runs, the soonest due first.
    static func running(of tenant: String, limit: Int, in session: Session) throws -> [Case] {
        try session.rows(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases where tenant = $1 and state = 'open' and due is not null
            order by due, number limit $2
            """, [.text(tenant), .integer(limit)]
        ).map(file)
    }

    /// Grants of an enterprise that end, the soonest first.
    static func ending(
        of tenant: String, from day: Day, limit: Int, in session: Session
    ) throws -> [Case] {
        try session.rows(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases
            where tenant = $1 and state = 'granted' and valid_to >= $2
            order by valid_to, number limit $3
            """, [.text(tenant), .text(day.text), .integer(limit)]
        ).map(file)
    }

    /// Refusals of an enterprise since a moment, the oldest first: their terms end first.
    static func refused(
        of tenant: String, since moment: Instant, limit: Int, in session: Session
    ) throws -> [Case] {
        try session.rows(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases
            where tenant = $1 and state = 'refused' and closed_at >= $2
            order by closed_at, number limit $3
            """, [.text(tenant), .integer(moment.milliseconds), .integer(limit)]
        ).map(file)
    }

    /// What an enterprise was granted by one of some services, latest first.
    static func granted(
        _ services: [String], of tenant: String, in session: Session
    ) throws -> [Case] {
        try services.flatMap { service in
            try session.rows(
                """
                select tenant, number, service, edition, state, step, version, answers,
                    created_at, created_by, submitted_at, submitted_by, taken_by, proposal,
                    closed_at, reason, valid_to, edition_digest
                from procedures_cases
                where tenant = $1 and service = $2 and state = 'granted'
                """, [.text(tenant), .text(service)]
            ).map(file)
        }.sorted { ($0.createdAt, $0.number) > ($1.createdAt, $1.number) }
    }

    /// Grants of a service that hold on a day, whoever has them, by number.
    static func inForce(
        _ service: String, on day: Day, after number: String, limit: Int, in session: Session
    ) throws -> [Case] {
        try session.rows(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases
            where service = $1 and state = 'granted' and (valid_to is null or valid_to >= $2)
                and number > $3
            order by number limit $4
            """, [.text(service), .text(day.text), .text(number), .integer(limit)]
        ).map(file)
    }

    /// Whether another application of the enterprise for the service is under way.
    static func hasOpen(
        _ service: String, of tenant: String, but number: String, in session: Session
    ) throws -> Bool {
        try session.first(
            """
            select number from procedures_cases
            where tenant = $1 and service = $2 and state in ('open', 'returned', 'paused')
                and number <> $3 limit 1
            """, [.text(tenant), .text(service), .text(number)]) != nil
    }

    /// How many applications of an enterprise were granted.
    static func granted(of tenant: String, in session: Session) throws -> Int {
        Int(
            try session.first(
                "select count(*) from procedures_cases where tenant = $1 and state = 'granted'",
                [.text(tenant)]
            )?.integer(0) ?? 0)
    }

    /// Applications of which a clock has run out and that was not noted, whoever applies.
    static func overdue(at now: Instant, limit: Int, in session: Session) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, number from (
                select c.tenant, c.number, c.due from procedures_cases c join procedures_spans s
                    on s.tenant = c.tenant and s.number = c.number and s.ended_at is null
                where c.state = 'open' and c.due <= $1 and s.overdue_noted = 0
                union
                select p.tenant, p.number, p.due from procedures_parts p join procedures_cases c
                    on c.tenant = p.tenant and c.number = p.number and c.state = 'open'
                where p.ended_at is null and p.due <= $1 and p.overdue_noted = 0) as late
            group by tenant, number order by min(due), number limit $2
            """, [.integer(now.milliseconds), .integer(limit)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    /// Answers of the enterprise's last granted application for a service.
    static func lastGranted(
        _ service: String, of tenant: String, but number: String, in session: Session
    ) throws -> [String: String] {
        try session.first(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest
            from procedures_cases where tenant = $1 and service = $2 and state = 'granted'
                and number <> $3
            order by closed_at desc, number desc limit 1
            """, [.text(tenant), .text(service), .text(number)]
        ).map(file)?.answers ?? [:]
    }

    /// An application of its columns, in the order in which every statement here names them.
    static func file(_ row: Row) throws -> Case {
        let number = try row.text(1)
        guard let edition = Day(try row.text(3)), let state = CaseState(rawValue: try row.text(4))
        else { throw StoreFault.shape("application \(number)") }
        let tenant = try row.text(0)
        let answers = try row.decryptedText(7, in: .answers(number, of: tenant))
        return Case(
            tenant: tenant, number: number, service: try row.text(2), edition: edition,
            editionDigest: try row.text(17), state: state, step: try row.text(5),
            version: try row.integer(6),
            answers: try CaseText.answers(answers, number),
            createdAt: Instant(milliseconds: try row.integer(8)), createdBy: try row.text(9),
            submittedAt: try row.optionalInteger(10).map { Instant(milliseconds: $0) },
            submittedBy: try row.optionalText(11), takenBy: try row.optionalText(12),
            proposal: try row.optionalText(13).map { try CaseText.proposal($0, number) },
            closedAt: try row.optionalInteger(14).map { Instant(milliseconds: $0) },
            reason: try row.text(15), validTo: try row.optionalText(16).flatMap { Day($0) })
    }
}
