import Kernel
import Store

/// Attempts to sign in that have not succeeded. Logins are kept as codes only: people type
/// passwords into the wrong field.
struct AttemptTable {
    let session: Session

    /// When the attempts since a moment were made, oldest first: those for a login from an address,
    /// or all from that address.
    func times(login: String, remote: String, since: Instant) throws -> [Instant] {
        try session.rows(
            """
            select at from parties_attempts where login_mac = $1 and remote = $2 and at > $3
            order by at
            """, [.text(login), .text(remote), .integer(since.milliseconds)]
        ).map { Instant(milliseconds: try $0.integer(0)) }
    }

    func times(remote: String, since: Instant) throws -> [Instant] {
        try session.rows(
            "select at from parties_attempts where remote = $1 and at > $2 order by at",
            [.text(remote), .integer(since.milliseconds)]
        ).map { Instant(milliseconds: try $0.integer(0)) }
    }

    /// Those for a login from anywhere.
    func times(login: String, since: Instant) throws -> [Instant] {
        try session.rows(
            "select at from parties_attempts where login_mac = $1 and at > $2 order by at",
            [.text(login), .integer(since.milliseconds)]
        ).map { Instant(milliseconds: try $0.integer(0)) }
    }

    func insert(id: String, login: String, remote: String, at now: Instant) throws {
        try session.execute(
            "insert into parties_attempts (id, login_mac, remote, at) values ($1, $2, $3, $4)",
            [.text(id), .text(login), .text(remote), .integer(now.milliseconds)])
    }

    /// After a success: the attempts for that login from that address count no more.
    func remove(login: String, remote: String) throws {
        try session.execute(
            "delete from parties_attempts where login_mac = $1 and remote = $2",
            [.text(login), .text(remote)])
    }

    func remove(before moment: Instant) throws {
        try session.execute(
            "delete from parties_attempts where at <= $1", [.integer(moment.milliseconds)])
    }
}
