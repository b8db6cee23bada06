import Kernel
import Store

/// Claims on proofs with defects, in and out of the database.
enum ClaimRows {
    struct Held: Sendable {
        let tenant: String
        let claim: Claim
    }

    /// False when the same was claimed already.
    static func insert(
        _ claim: Claim, by actor: String, of tenant: String, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            insert into origin_claims (tenant, id, state, declaration, agreement, proof, code,
                security, released_on, limit_days, cut_off_hour, unpaid, reason, content, outcome,
                lodged_at, lodged_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', $12, $13, $14, $15)
            on conflict do nothing
            """,
            [
                .text(tenant), .text(claim.id), .text(claim.state.rawValue),
                .text(claim.declaration), .text(claim.agreement), .text(claim.proof),
                .text(claim.code), .integer(claim.security.raw), .text(claim.releasedOn.text),
                .integer(claim.limitDays), .integer(claim.cutOffHour), .text(claim.content),
                .text(claim.outcome), .integer(claim.lodgedAt.milliseconds), .text(actor),
            ]) > 0
    }

    /// Whose declaration a proof serves.
    struct Served: Sendable {
        let tenant: String
        let declaration: String

        func isSame(_ other: Served) -> Bool {
            tenant.utf8.elementsEqual(other.tenant.utf8)
                && declaration.utf8.elementsEqual(other.declaration.utf8)
        }
    }

    /// Has a proof serve a declaration; gives the one it serves, which is another where it was
    /// used before. The key of the table lets only one through, whoever asks at the same time.
    static func serve(
        _ claim: Claim, from country: String, of tenant: String, in session: Session
    ) throws -> Served {
        let number = GoodsOnPaper.number(claim.proof)
        try session.execute(
            """
            insert into origin_served_proofs (country, number, tenant, declaration, used_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            [
                .text(country), .text(number), .text(tenant), .text(claim.declaration),
                .integer(claim.lodgedAt.milliseconds),
            ])
        let row = try session.first(
            """
            select tenant, declaration from origin_served_proofs
            where country = $1 and number = $2
            """, [.text(country), .text(number)])
        guard let row else { throw StoreFault.shape("proof \(country) \(number)") }
        return Served(tenant: try row.text(0), declaration: try row.text(1))
    }

    /// Claims on a number, as it is written here, with what was stated.
    static func claimed(
        _ proof: String, in session: Session
    ) throws -> [(served: Served, content: String)] {
        try session.rows(
            """
            select tenant, declaration, content from origin_claims where proof = $1
            order by lodged_at, id limit 100
            """, [.text(proof)]
        ).map {
            (Served(tenant: try $0.text(0), declaration: try $0.text(1)), try $0.text(2))
        }
    }

    static func submit(
        _ id: String, correction: String, on day: Day, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            update origin_claims set state = 'submitted', correction = $3, submitted_on = $4,
                reason = ''
            where tenant = $1 and id = $2
            """, [.text(tenant), .text(id), .text(correction), .text(day.text)])
    }

    /// Back to waiting for a correction.
    static func reopen(_ id: String, reason: String, of tenant: String, in session: Session) throws
    {
        try session.execute(
            """
            update origin_claims set state = 'pending', reason = $3
            where tenant = $1 and id = $2
            """, [.text(tenant), .text(id), .text(reason)])
    }

    static func settle(
        _ id: String, as state: Claim.State, reason: String, isUnpaid: Bool, by actor: String,
        at now: Instant, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            update origin_claims set state = $3, reason = $4, unpaid = $5, settled_at = $6,
                settled_by = $7
            where tenant = $1 and id = $2
            """,
            [
                .text(tenant), .text(id), .text(state.rawValue), .text(reason),
                .integer(isUnpaid ? 1 : 0), .integer(now.milliseconds), .text(actor),
            ])
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Claim? {
        try session.first(
            """
            select tenant, id, state, declaration, agreement, proof, code, security, released_on,
                limit_days, cut_off_hour, correction, submitted_on, settled_at, unpaid, reason,
                content, outcome, lodged_at
            from origin_claims where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map { try held($0).claim }
    }

    static func all(of tenant: String, in session: Session) throws -> [Claim] {
        try session.rows(
            """
            select tenant, id, state, declaration, agreement, proof, code, security, released_on,
                limit_days, cut_off_hour, correction, submitted_on, settled_at, unpaid, reason,
                content, outcome, lodged_at
            from origin_claims where tenant = $1 order by lodged_at desc, id limit 200
            """, [.text(tenant)]
        ).map { try held($0).claim }
    }

    /// What is not settled, of every enterprise, the oldest first.
    /// Claims that wait for their correction and were released before a day, oldest first.
    static func pending(
        releasedBefore day: Day, limit: Int, in session: Session
    ) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, id from origin_claims
            where state = 'pending' and released_on < $1
            order by released_on, tenant, id limit $2
            """, [.text(day.text), .integer(Int64(limit))]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    static func open(in session: Session) throws -> [Held] {
        try session.rows(
            """
            select tenant, id, state, declaration, agreement, proof, code, security, released_on,
                limit_days, cut_off_hour, correction, submitted_on, settled_at, unpaid, reason,
                content, outcome, lodged_at
            from origin_claims where state in ('pending', 'submitted')
            order by released_on, tenant, id limit 1000
            """
        ).map(held)
    }

    private static func held(_ row: Row) throws -> Held {
        let id = try row.text(1)
        guard let state = Claim.State(rawValue: try row.text(2)), let day = Day(try row.text(8))
        else { throw StoreFault.shape("claim \(id)") }
        return Held(
            tenant: try row.text(0),
            claim: Claim(
                id: id, state: state, declaration: try row.text(3), agreement: try row.text(4),
                proof: try row.text(5), code: try row.text(6),
                security: Fixed(raw: try row.integer(7)), releasedOn: day,
                limitDays: Int(try row.integer(9)), cutOffHour: Int(try row.integer(10)),
                correction: try row.optionalText(11),
                submittedOn: try row.optionalText(12).flatMap { Day($0) },
                settledAt: try row.optionalInteger(13).map { Instant(milliseconds: $0) },
                isUnpaid: try row.integer(14) == 1, reason: try row.text(15),
                content: try row.text(16), outcome: try row.text(17),
                lodgedAt: Instant(milliseconds: try row.integer(18))))
    }
}
