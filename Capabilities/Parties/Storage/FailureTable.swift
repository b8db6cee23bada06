import Kernel
import Store

/// Sign-ins that did not succeed. A reference table: bounded by what the limits let through, and
/// emptied by age.
struct FailureTable {
    let session: Session

    func insert(_ failure: SignInFailure, id: String, of user: User?) throws {
        try session.execute(
            """
            insert into parties_failures (id, tenant, user_id, at, network, cause)
            values ($1, $2, $3, $4, $5, $6)
            """,
            [
                .text(id), .text(user?.enterprise ?? ""), .text(user?.id ?? ""),
                .integer(failure.at.milliseconds), .text(failure.network),
                .text(failure.cause.rawValue),
            ])
    }

    /// Those of a person, latest first, a hundred at most.
    func list(of user: String, since: Instant) throws -> [SignInFailure] {
        try session.rows(
            """
            select at, network, cause from parties_failures where user_id = $1 and at > $2
            order by at desc, id desc limit 100
            """, [.text(user), .integer(since.milliseconds)]
        ).map { row in
            SignInFailure(
                at: Instant(milliseconds: try row.integer(0)), network: try row.text(1),
                cause: SignInFailure.Cause(rawValue: try row.text(2)) ?? .password)
        }
    }

    func remove(before moment: Instant) throws {
        try session.execute(
            "delete from parties_failures where at <= $1", [.integer(moment.milliseconds)])
    }
}
