import Kernel
import Store

/// People with a login. A reference table: searched by login before a tenant is known.
struct UserTable {
    let session: Session

    func insert(_ user: User, hash: String, at now: Instant) throws {
        var (authority, districts): (String, [String]) = ("", [])
        if case .officer(let id, let own) = user.kind {
            (authority, districts) = (id, own.sorted())
        }
        try session.execute(
            """
            insert into parties_users
            (id, tenant, login, name, kind, districts, password_hash, status, created_at, authority,
            post)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(user.id), .text(user.enterprise), .text(user.login), .text(user.name),
                .text(user.kindWord), .text(districts.joined(separator: " ")), .text(hash),
                .text(user.isActive ? "active" : "closed"), .integer(now.milliseconds),
                .text(authority), .text(user.post?.rawValue ?? ""),
            ])
    }

    /// The user of a login with the hash of the password.
    func find(login: String) throws -> (user: User, hash: String)? {
        let row = try session.first(
            """
            select id, tenant, login, name, kind, districts, status, authority, post,
            password_hash
            from parties_users where login = $1
            """, [.text(login)])
        return try row.map { (try user($0), try $0.text(9)) }
    }

    func find(id: String) throws -> User? {
        try session.first(
            """
            select id, tenant, login, name, kind, districts, status, authority, post
            from parties_users where id = $1
            """, [.text(id)]
        ).map(user)
    }

    func close(_ id: String) throws {
        try session.execute(
            "update parties_users set status = 'closed' where id = $1", [.text(id)])
    }

    func open(_ id: String) throws {
        try session.execute(
            """
            update parties_users set status = 'active', closed_by_operator = 0 where id = $1
            """, [.text(id)])
    }

    /// Marks a login that only the operator opens again.
    func keepClosed(_ id: String) throws {
        try session.execute(
            "update parties_users set closed_by_operator = 1 where id = $1", [.text(id)])
    }

    func isKeptClosed(_ id: String) throws -> Bool {
        try session.first(
            "select closed_by_operator from parties_users where id = $1", [.text(id)])?
            .integer(0) == 1
    }

    func set(_ post: MemberPost, of id: String) throws {
        try session.execute(
            "update parties_users set post = $2 where id = $1",
            [.text(id), .text(post.rawValue)])
    }

    /// How many administrators an enterprise has whose login is open.
    func administrators(of tenant: String) throws -> Int64 {
        try session.first(
            """
            select count(*) from parties_users
            where tenant = $1 and kind = 'member' and post = 'administrator'
            and status = 'active'
            """, [.text(tenant)])?.integer(0) ?? 0
    }

    func set(hash: String, of id: String) throws {
        try session.execute(
            "update parties_users set password_hash = $2 where id = $1",
            [.text(id), .text(hash)])
    }

    /// Everybody, by login; of one enterprise where its id is given.
    func list(of tenant: String?) throws -> [User] {
        if let tenant {
            return try session.rows(
                """
                select id, tenant, login, name, kind, districts, status, authority, post
                from parties_users where tenant = $1 order by login
                """, [.text(tenant)]
            ).map(user)
        }
        return try session.rows(
            """
            select id, tenant, login, name, kind, districts, status, authority, post
            from parties_users order by login
            """
        ).map(user)
    }

    func user(_ row: Row) throws -> User {
        let kind: User.Kind
        switch try row.text(4) {
        case "member": kind = .member(enterprise: try row.text(1))
        case "officer":
            kind = .officer(
                of: try row.text(7),
                districts: Set(try row.text(5).split(separator: " ").map(String.init)))
        case "administrator": kind = .administrator
        default: throw StoreFault.shape("kind of user \(try row.text(0))")
        }
        return User(
            id: try row.text(0), login: try row.text(2), name: try row.text(3), kind: kind,
            post: MemberPost(rawValue: try row.text(8)), isActive: try row.text(6) == "active")
    }
}
