import Kernel
import Store

/// One-time links. A reference table: searched by the hash of a token.
struct LinkTable {
    let session: Session

    func insert(_ link: Link, tokenHash: [UInt8]) throws {
        try session.execute(
            """
            insert into parties_links
            (id, tenant, token_hash, purpose, post, label, user_id, created_at, created_by,
            expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(link.id), .text(link.tenant), .blob(tokenHash),
                .text(link.purpose.rawValue), .text(link.post?.rawValue ?? ""),
                .text(link.label), .optional(link.user), .integer(link.created.milliseconds),
                .text(link.createdBy), .integer(link.expires.milliseconds),
            ])
    }

    func find(tokenHash: [UInt8]) throws -> Link? {
        try session.first(
            """
            select id, tenant, purpose, post, label, user_id, created_at, created_by, expires_at,
            ended_at from parties_links where token_hash = $1
            """, [.blob(tokenHash)]
        ).map(link)
    }

    /// Links of an enterprise for one purpose that may still be used, latest first.
    func open(_ purpose: Link.Purpose, of tenant: String, at now: Instant) throws -> [Link] {
        try session.rows(
            """
            select id, tenant, purpose, post, label, user_id, created_at, created_by, expires_at,
            ended_at from parties_links
            where tenant = $1 and purpose = $2 and ended_at is null and expires_at > $3
            order by created_at desc, id limit 200
            """, [.text(tenant), .text(purpose.rawValue), .integer(now.milliseconds)]
        ).map(link)
    }

    /// Ends a link; false when it has ended already, so that of two who use it one succeeds.
    func end(_ id: String, of tenant: String, at now: Instant) throws -> Bool {
        try session.execute(
            """
            update parties_links set ended_at = $3
            where id = $1 and tenant = $2 and ended_at is null
            """, [.text(id), .text(tenant), .integer(now.milliseconds)]) > 0
    }

    /// Ends the recoveries offered to a person.
    func endRecoveries(of user: String, at now: Instant) throws {
        try session.execute(
            "update parties_links set ended_at = $2 where user_id = $1 and ended_at is null",
            [.text(user), .integer(now.milliseconds)])
    }

    /// Ends every link a person or a key made.
    func endMade(by maker: String, at now: Instant) throws {
        try session.execute(
            "update parties_links set ended_at = $2 where created_by = $1 and ended_at is null",
            [.text(maker), .integer(now.milliseconds)])
    }

    private func link(_ row: Row) throws -> Link {
        guard let purpose = Link.Purpose(rawValue: try row.text(2)) else {
            throw StoreFault.shape("purpose of link \(try row.text(0))")
        }
        return Link(
            id: try row.text(0), tenant: try row.text(1), purpose: purpose,
            post: MemberPost(rawValue: try row.text(3)), label: try row.text(4),
            user: try row.optionalText(5), created: Instant(milliseconds: try row.integer(6)),
            createdBy: try row.text(7), expires: Instant(milliseconds: try row.integer(8)),
            ended: try row.optionalInteger(9).map { Instant(milliseconds: $0) })
    }
}
