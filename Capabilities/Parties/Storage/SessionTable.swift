import Kernel
import Store

/// Stays of signed-in people. A reference table: searched by the hash of a token.
struct SessionTable {
    let session: Session

    func insert(_ stay: UserSession, of user: User, tokenHash: [UInt8]) throws {
        try session.execute(
            """
            insert into parties_sessions
            (id, tenant, user_id, token_hash, remote, created_at, seen_at, ends_at, device)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .text(stay.id), .text(user.enterprise), .text(user.id), .blob(tokenHash),
                .text(stay.remote), .integer(stay.begun.milliseconds),
                .integer(stay.seen.milliseconds), .integer(stay.ends.milliseconds),
                .text(stay.device),
            ])
    }

    /// The stay a token belongs to, who it is, and whether the person has a second factor.
    func find(tokenHash: [UInt8]) throws
        -> (stay: UserSession, user: User, hasFactor: Bool)?
    {
        let row = try session.first(
            """
            select u.id, u.tenant, u.login, u.name, u.kind, u.districts, u.status,
            u.authority, u.post, s.id, s.remote, s.created_at, s.seen_at, s.ends_at,
            s.device,
            (select count(*) from parties_factors f
            where f.user_id = u.id and f.confirmed_at is not null)
            from parties_sessions s join parties_users u on u.id = s.user_id
            where s.token_hash = $1
            """, [.blob(tokenHash)])
        return try row.map {
            (
                try stay($0, from: 9), try UserTable(session: session).user($0),
                try $0.integer(15) > 0
            )
        }
    }

    /// Stays of one person, latest use first.
    func list(of user: String) throws -> [UserSession] {
        try session.rows(
            """
            select id, remote, created_at, seen_at, ends_at, device from parties_sessions
            where user_id = $1 order by seen_at desc, id
            """, [.text(user)]
        ).map { try stay($0, from: 0) }
    }

    /// Notes a use; never backwards, as two servers may write.
    func saw(_ id: String, at now: Instant) throws {
        try session.execute(
            "update parties_sessions set seen_at = $2 where id = $1 and seen_at < $2",
            [.text(id), .integer(now.milliseconds)])
    }

    /// Removes a stay of that person; false when there is none.
    func remove(_ id: String, of user: String) throws -> Bool {
        try session.execute(
            "delete from parties_sessions where id = $1 and user_id = $2",
            [.text(id), .text(user)]) > 0
    }

    /// Removes every stay of a person but one.
    func removeAll(of user: String, but stay: String?) throws {
        try session.execute(
            "delete from parties_sessions where user_id = $1 and id <> $2",
            [.text(user), .text(stay ?? "")])
    }

    func removeAll(of user: String) throws {
        try session.execute("delete from parties_sessions where user_id = $1", [.text(user)])
    }

    /// Removes what has ended of that person, so that the table holds what lives.
    func removeEnded(of user: String, at now: Instant, idle: Int) throws {
        try session.execute(
            """
            delete from parties_sessions
            where user_id = $1 and (ends_at <= $2 or seen_at <= $3)
            """,
            [
                .text(user), .integer(now.milliseconds),
                .integer(now.milliseconds - Int64(idle) * 60_000),
            ])
    }

    private func stay(_ row: Row, from column: Int) throws -> UserSession {
        UserSession(
            id: try row.text(column), remote: try row.text(column + 1),
            device: try row.text(column + 5),
            begun: Instant(milliseconds: try row.integer(column + 2)),
            seen: Instant(milliseconds: try row.integer(column + 3)),
            ends: Instant(milliseconds: try row.integer(column + 4)))
    }
}
