import Kernel
import Store

/// Who people are at the sign-in service. A reference table: one row per person at most, searched
/// by what the service calls somebody.
struct IdentityTable {
    let session: Session

    /// Id of the user who is linked with an identity.
    func user(of mac: String) throws -> String? {
        try session.first(
            "select user_id from parties_identities where identity_mac = $1", [.text(mac)])?
            .text(0)
    }

    /// Since when a user is linked; nil when he is not.
    func linked(_ user: String) throws -> Instant? {
        try session.first(
            "select created_at from parties_identities where user_id = $1", [.text(user)])
            .map { Instant(milliseconds: try $0.integer(0)) }
    }

    func insert(_ mac: String, of user: User, at now: Instant) throws {
        try session.execute(
            """
            insert into parties_identities (identity_mac, tenant, user_id, created_at)
            values ($1, $2, $3, $4)
            """,
            [.text(mac), .text(user.enterprise), .text(user.id), .integer(now.milliseconds)])
    }

    func used(_ mac: String, at now: Instant) throws {
        try session.execute(
            "update parties_identities set used_at = $2 where identity_mac = $1",
            [.text(mac), .integer(now.milliseconds)])
    }

    /// False when there is none.
    func remove(of user: String) throws -> Bool {
        try session.execute(
            "delete from parties_identities where user_id = $1", [.text(user)]) > 0
    }
}
