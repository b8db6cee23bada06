import Kernel
import Store

/// Mandates. A reference table: both sides read it, and `tenant`, the grantor, is only one of them;
/// every list is asked for with the enterprise that asks.
struct MandateTable {
    let session: Session

    func insert(_ mandate: Mandate, version: Int64) throws {
        try session.execute(
            """
            insert into parties_mandates
            (id, version, tenant, grantee, scope, from_day, to_day, proposed_by, offered_at,
            reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')
            """,
            [
                .text(mandate.id), .integer(version), .text(mandate.grantor),
                .text(mandate.grantee), .text(mandate.scope.rawValue), .text(mandate.from.text),
                .optional(mandate.to?.text), .text(mandate.proposedBy.rawValue),
                .integer(mandate.offered.milliseconds),
            ])
    }

    func accept(_ id: String, at now: Instant, version: Int64) throws {
        try session.execute(
            "update parties_mandates set accepted_at = $2, version = $3 where id = $1",
            [.text(id), .integer(now.milliseconds), .integer(version)])
    }

    func revoke(
        _ id: String, by side: Mandate.Side, reason: String, at now: Instant, version: Int64
    ) throws {
        try session.execute(
            """
            update parties_mandates
            set revoked_at = $2, revoked_by = $3, reason = $4, version = $5 where id = $1
            """,
            [
                .text(id), .integer(now.milliseconds), .text(side.rawValue), .text(reason),
                .integer(version),
            ])
    }

    /// A mandate of an enterprise, on whichever side; nil for anybody else's.
    func find(_ id: String, of enterprise: String) throws -> Mandate? {
        try session.first(
            """
            select id, version, tenant, grantee, scope, from_day, to_day, proposed_by, offered_at,
            accepted_at, revoked_at, revoked_by, reason from parties_mandates
            where id = $1 and (tenant = $2 or grantee = $2)
            """, [.text(id), .text(enterprise)]
        ).map { try held($0).mandate }
    }

    /// Mandates of an enterprise on either side, latest first.
    func list(of enterprise: String) throws -> [Mandate] {
        try session.rows(
            """
            select id, version, tenant, grantee, scope, from_day, to_day, proposed_by, offered_at,
            accepted_at, revoked_at, revoked_by, reason from parties_mandates
            where tenant = $1 or grantee = $1 order by offered_at desc, id limit 500
            """, [.text(enterprise)]
        ).map { try held($0).mandate }
    }

    /// Mandates of one scope between two enterprises that nobody has revoked.
    func unrevoked(_ new: NewMandate) throws -> [Mandate] {
        try session.rows(
            """
            select id, version, tenant, grantee, scope, from_day, to_day, proposed_by, offered_at,
            accepted_at, revoked_at, revoked_by, reason from parties_mandates
            where tenant = $1 and grantee = $2 and scope = $3 and revoked_at is null
            """, [.text(new.grantor), .text(new.grantee), .text(new.scope.rawValue)]
        ).map { try held($0).mandate }
    }

    /// How many proposals of an enterprise nobody has answered and still may: in all, and those to
    /// one other, whichever of the two is the grantor.
    func waiting(of proposer: String, on day: Day, with other: String) throws
        -> (all: Int64, ofOne: Int64)
    {
        let row = try session.first(
            """
            select count(*),
            coalesce(sum(case when tenant = $2 or grantee = $2 then 1 else 0 end), 0)
            from parties_mandates
            where ((tenant = $1 and proposed_by = 'grantor')
            or (grantee = $1 and proposed_by = 'grantee'))
            and accepted_at is null and revoked_at is null and (to_day is null or to_day >= $3)
            """, [.text(proposer), .text(other), .text(day.text)])
        return (try row?.integer(0) ?? 0, try row?.integer(1) ?? 0)
    }

    /// Everything that has changed after a version.
    func changed(after version: Int64) throws -> [Mandates.Held] {
        try session.rows(
            """
            select id, version, tenant, grantee, scope, from_day, to_day, proposed_by, offered_at,
            accepted_at, revoked_at, revoked_by, reason from parties_mandates where version > $1
            order by version
            """, [.integer(version)]
        ).map(held)
    }

    private func held(_ row: Row) throws -> Mandates.Held {
        let id = try row.text(0)
        guard let scope = MandateScope(rawValue: try row.text(4)),
            let from = Day(try row.text(5)),
            let proposedBy = Mandate.Side(rawValue: try row.text(7))
        else { throw StoreFault.shape("mandate \(id)") }
        let mandate = Mandate(
            id: id, grantor: try row.text(2), grantee: try row.text(3), scope: scope, from: from,
            to: try row.optionalText(6).flatMap { Day($0) }, proposedBy: proposedBy,
            offered: Instant(milliseconds: try row.integer(8)),
            accepted: try row.optionalInteger(9).map { Instant(milliseconds: $0) },
            revoked: try row.optionalInteger(10).map { Instant(milliseconds: $0) },
            revokedBy: try row.optionalText(11).flatMap { Mandate.Side(rawValue: $0) },
            reason: try row.text(12))
        return Mandates.Held(version: try row.integer(1), mandate: mandate)
    }
}
