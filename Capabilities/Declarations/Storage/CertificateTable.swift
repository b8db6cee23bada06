import Kernel
import Store

/// Certificates as they are stored.
struct CertificateTable {
    struct Kept: Sendable, Hashable {
        let tenant: String
        /// SHA-256 of the certificate, lower-case hexadecimal.
        let fingerprint: String
        let version: Int64
        let der: [UInt8]
        let from: Day
        let to: Day?
        let registeredAt: Instant
        let withdrawnAt: Instant?
    }

    let session: Session

    /// Registers it, or gives one that is there other days; counts the change.
    func put(
        _ fingerprint: String, der: [UInt8], of tenant: String, from: Day, to: Day?,
        by actor: String, at now: Instant
    ) throws {
        try session.execute(
            """
            insert into declarations_certificates
            (tenant, fingerprint, version, der, from_day, to_day, registered_at, registered_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, fingerprint) do update set version = excluded.version,
            from_day = excluded.from_day, to_day = excluded.to_day, withdrawn_at = null,
            registered_at = excluded.registered_at, registered_by = excluded.registered_by
            """,
            [
                .text(tenant), .text(fingerprint),
                .integer(try session.next("declarations.certificates")), .blob(der),
                .text(from.text), .optional(to?.text), .integer(now.milliseconds), .text(actor),
            ])
    }

    /// False when there is none, or it was withdrawn before.
    func withdraw(_ fingerprint: String, of tenant: String, at now: Instant) throws -> Bool {
        try session.execute(
            """
            update declarations_certificates set withdrawn_at = $3, version = $4
            where tenant = $1 and fingerprint = $2 and withdrawn_at is null
            """,
            [
                .text(tenant), .text(fingerprint), .integer(now.milliseconds),
                .integer(try session.next("declarations.certificates")),
            ]) == 1
    }

    /// Who has registered it and not withdrawn it.
    func holders(of fingerprint: String) throws -> [String] {
        try session.rows(
            """
            select tenant from declarations_certificates
            where fingerprint = $1 and withdrawn_at is null
            """, [.text(fingerprint)]
        ).map { try $0.text(0) }
    }

    func count(of tenant: String) throws -> Int64 {
        try session.first(
            "select count(*) from declarations_certificates where tenant = $1", [.text(tenant)]
        )?.integer(0) ?? 0
    }

    /// What has changed after a version, in order.
    func changed(after version: Int64) throws -> [Kept] {
        try session.rows(
            """
            select tenant, fingerprint, version, der, from_day, to_day, registered_at, withdrawn_at
            from declarations_certificates where version > $1 order by version
            """, [.integer(version)]
        ).map(kept)
    }

    private func kept(_ row: Row) throws -> Kept {
        guard let from = Day(try row.text(4)) else {
            throw StoreFault.shape("first day of certificate \(try row.text(1))")
        }
        return Kept(
            tenant: try row.text(0), fingerprint: try row.text(1), version: try row.integer(2),
            der: try row.blob(3), from: from, to: try row.optionalText(5).flatMap { Day($0) },
            registeredAt: Instant(milliseconds: try row.integer(6)),
            withdrawnAt: try row.optionalInteger(7).map { Instant(milliseconds: $0) })
    }
}
