import Kernel
import Store

/// What is kept about API keys. A reference table: searched by the id in a key's text.
struct KeyTable {
    let session: Session

    func insert(_ key: APIKey, mac: [UInt8], by actor: String) throws {
        try session.execute(
            """
            insert into parties_keys
            (id, tenant, label, scopes, mac, created_at, created_by, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .text(key.id), .text(key.enterprise), .text(key.label),
                .text(key.scopes.sorted().joined(separator: " ")), .blob(mac),
                .integer(key.created.milliseconds), .text(actor),
                .integer(key.expires.milliseconds),
            ])
    }

    /// A key with the code its text must give.
    func find(id: String) throws -> (key: APIKey, mac: [UInt8])? {
        let row = try session.first(
            """
            select id, tenant, label, scopes, created_at, expires_at, last_used, revoked_at,
            replaced_by, mac from parties_keys where id = $1
            """, [.text(id)])
        return try row.map { (try key($0), try $0.blob(9)) }
    }

    /// A key of that enterprise.
    func find(id: String, of tenant: String) throws -> APIKey? {
        try session.first(
            """
            select id, tenant, label, scopes, created_at, expires_at, last_used, revoked_at,
            replaced_by from parties_keys where id = $1 and tenant = $2
            """, [.text(id), .text(tenant)]
        ).map(key)
    }

    /// Keys of one enterprise, latest first.
    func list(of tenant: String) throws -> [APIKey] {
        try session.rows(
            """
            select id, tenant, label, scopes, created_at, expires_at, last_used, revoked_at,
            replaced_by from parties_keys where tenant = $1 order by created_at desc, id limit 200
            """, [.text(tenant)]
        ).map(key)
    }

    func revoke(_ id: String, of tenant: String, at now: Instant) throws {
        try session.execute(
            """
            update parties_keys set revoked_at = $3
            where id = $1 and tenant = $2 and revoked_at is null
            """, [.text(id), .text(tenant), .integer(now.milliseconds)])
    }

    func countInForce(madeBy user: String, of tenant: String, at now: Instant) throws -> Int {
        let row = try session.first(
            """
            select count(*) from parties_keys
            where created_by = $1 and tenant = $2 and revoked_at is null and expires_at > $3
            """, [.text(user), .text(tenant), .integer(now.milliseconds)])
        return Int(clamping: try row?.integer(0) ?? 0)
    }

    /// Every key of an enterprise with the person or key that made it, revoked ones as well: what
    /// they made may still hold.
    func makers(of tenant: String) throws -> [(key: APIKey, maker: String)] {
        try session.rows(
            """
            select id, tenant, label, scopes, created_at, expires_at, last_used, revoked_at,
            replaced_by, created_by from parties_keys where tenant = $1
            """, [.text(tenant)]
        ).map { (try key($0), try $0.text(9)) }
    }

    /// Gives the key an end and names the one that takes its place.
    func replace(_ id: String, of tenant: String, by other: String, until end: Instant) throws {
        try session.execute(
            """
            update parties_keys set replaced_by = $3, expires_at = $4
            where id = $1 and tenant = $2
            """, [.text(id), .text(tenant), .text(other), .integer(end.milliseconds)])
    }

    func used(_ id: String, on day: Day) throws {
        try session.execute(
            """
            update parties_keys set last_used = $2
            where id = $1 and (last_used is null or last_used < $2)
            """, [.text(id), .text(day.text)])
    }

    private func key(_ row: Row) throws -> APIKey {
        APIKey(
            id: try row.text(0), enterprise: try row.text(1), label: try row.text(2),
            scopes: Set(try row.text(3).split(separator: " ").map(String.init)),
            created: Instant(milliseconds: try row.integer(4)),
            expires: Instant(milliseconds: try row.integer(5)),
            lastUsed: try row.optionalText(6).flatMap { Day($0) },
            revoked: try row.optionalInteger(7).map { Instant(milliseconds: $0) },
            replacedBy: try row.optionalText(8))
    }
}
