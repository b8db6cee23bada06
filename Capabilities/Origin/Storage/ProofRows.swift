import Kernel
import Store

/// Proofs of origin, in and out of the database.
enum ProofRows {
    /// A proof with whose it is.
    struct Held: Sendable {
        let tenant: String
        let proof: Proof
    }

    static func insert(
        _ proof: Proof, quantity: Fixed?, originalFrom country: String?, by actor: String,
        of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into origin_proofs (tenant, id, kind, state, agreement, number, verification,
                shipped_on, issued_on, valid_to, retrospective, replaces, original,
                original_quantity, original_country, data, digest, applied_at, applied_by, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                $18, $19, '')
            """,
            [
                .text(tenant), .text(proof.id), .text(proof.kind.rawValue),
                .text(proof.state.rawValue), .text(proof.agreement), .optional(proof.number),
                .text(proof.verification), .optional(proof.shippedOn?.text),
                .optional(proof.issuedOn?.text), .optional(proof.validTo?.text),
                .integer(proof.isRetrospective ? 1 : 0), .optional(proof.replaces),
                .optional(proof.original), .optional(quantity?.raw), .optional(country),
                .text(proof.data),
                .text(proof.digest), .integer(proof.appliedAt.milliseconds), .text(actor),
            ])
        if let number = proof.number { try name(number, proof.id, of: tenant, in: session) }
    }

    static func issue(
        _ id: String, number: String, on day: Day, until last: Day, by actor: String,
        at now: Instant, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            update origin_proofs set state = 'issued', number = $3, issued_on = $4, valid_to = $5,
                decided_at = $6, decided_by = $7
            where tenant = $1 and id = $2
            """,
            [
                .text(tenant), .text(id), .text(number), .text(day.text), .text(last.text),
                .integer(now.milliseconds), .text(actor),
            ])
        try name(number, id, of: tenant, in: session)
    }

    /// Ends it: refused, withdrawn or replaced.
    static func end(
        _ id: String, as state: Proof.State, reason: String, replacedBy number: String? = nil,
        by actor: String, at now: Instant, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            update origin_proofs set state = $3, reason = $4, replaced_by = $5, decided_at = $6,
                decided_by = $7
            where tenant = $1 and id = $2
            """,
            [
                .text(tenant), .text(id), .text(state.rawValue), .text(reason), .optional(number),
                .integer(now.milliseconds), .text(actor),
            ])
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Proof? {
        try session.first(
            """
            select tenant, id, kind, state, agreement, number, verification, shipped_on, issued_on,
                valid_to, retrospective, replaces, replaced_by, original, data, digest, applied_at,
                decided_at, reason
            from origin_proofs where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map { try held($0).proof }
    }

    static func all(of tenant: String, in session: Session) throws -> [Proof] {
        try session.rows(
            """
            select tenant, id, kind, state, agreement, number, verification, shipped_on, issued_on,
                valid_to, retrospective, replaces, replaced_by, original, data, digest, applied_at,
                decided_at, reason
            from origin_proofs where tenant = $1 order by applied_at desc, id limit 200
            """, [.text(tenant)]
        ).map { try held($0).proof }
    }

    /// What waits for an officer, of every enterprise, the oldest first.
    static func waiting(in session: Session) throws -> [Held] {
        try session.rows(
            """
            select tenant, id, kind, state, agreement, number, verification, shipped_on, issued_on,
                valid_to, retrospective, replaces, replaced_by, original, data, digest, applied_at,
                decided_at, reason
            from origin_proofs where state = 'applied' order by applied_at, tenant, id limit 500
            """
        ).map(held)
    }

    /// Id of an application to replace a proof that waits for an officer.
    static func waiting(
        toReplace id: String, of tenant: String, in session: Session
    ) throws -> String? {
        try session.first(
            """
            select id from origin_proofs
            where tenant = $1 and replaces = $2 and state = 'applied' order by id limit 1
            """, [.text(tenant), .text(id)]
        ).map { try $0.text(0) }
    }

    /// Whose a number is.
    static func find(number: String, in session: Session) throws -> Held? {
        guard
            let row = try session.first(
                "select tenant, id from origin_numbers where number = $1", [.text(number)])
        else { return nil }
        let tenant = try row.text(0)
        return try find(try row.text(1), of: tenant, in: session).map {
            Held(tenant: tenant, proof: $0)
        }
    }

    private static func name(
        _ number: String, _ id: String, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            "insert into origin_numbers (number, tenant, id) values ($1, $2, $3)",
            [.text(number), .text(tenant), .text(id)])
    }

    private static func held(_ row: Row) throws -> Held {
        let id = try row.text(1)
        guard let kind = Proof.Kind(rawValue: try row.text(2)),
            let state = Proof.State(rawValue: try row.text(3))
        else { throw StoreFault.shape("proof \(id)") }
        return Held(
            tenant: try row.text(0),
            proof: Proof(
                id: id, kind: kind, state: state, agreement: try row.text(4),
                number: try row.optionalText(5), verification: try row.text(6),
                shippedOn: try row.optionalText(7).flatMap { Day($0) },
                issuedOn: try row.optionalText(8).flatMap { Day($0) },
                validTo: try row.optionalText(9).flatMap { Day($0) },
                isRetrospective: try row.integer(10) == 1, replaces: try row.optionalText(11),
                replacedBy: try row.optionalText(12), original: try row.optionalText(13),
                data: try row.text(14), digest: try row.text(15),
                appliedAt: Instant(milliseconds: try row.integer(16)),
                decidedAt: try row.optionalInteger(17).map { Instant(milliseconds: $0) },
                reason: try row.text(18)))
    }
}
