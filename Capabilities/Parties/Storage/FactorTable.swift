import Kernel
import Secrets
import Store

extension Cell {
    /// What the codes of a person are made of.
    static func factor(of user: String, _ tenant: String) -> Cell {
        Cell(table: "parties_factors", column: "secret", tenant: tenant, row: user)
    }
}

/// Second factors and their recovery codes. A reference table: one row per person at most.
struct FactorTable {
    let session: Session

    /// How a rotation of keys goes through what is encrypted here.
    static let secrets = EncryptedColumn(
        "parties_factors.secret",
        page: """
            select user_id, secret, tenant from parties_factors where user_id > $1
            order by user_id limit $2
            """,
        update: "update parties_factors set secret = $2 where user_id = $1 and secret = $3",
        first: [""], cell: { .factor(of: try $0.text(0), try $0.text(2)) })

    func find(_ user: String) throws -> SecondFactor? {
        try session.first(
            """
            select secret, tenant, confirmed_at, last_step from parties_factors
            where user_id = $1
            """, [.text(user)]
        ).map { row in
            SecondFactor(
                user: user, secret: try row.decrypted(0, in: .factor(of: user, row.text(1))),
                confirmed: try row.optionalInteger(2).map { Instant(milliseconds: $0) },
                lastStep: try row.integer(3))
        }
    }

    func insert(_ secret: [UInt8], of user: User, at now: Instant) throws {
        try session.execute(
            """
            insert into parties_factors (user_id, tenant, secret, created_at, last_step)
            values ($1, $2, $3, $4, 0)
            """,
            [
                .text(user.id), .text(user.enterprise),
                try session.encrypted(secret, in: .factor(of: user.id, user.enterprise)),
                .integer(now.milliseconds),
            ])
    }

    /// Takes the code of a period; false when one of it or of a later one was taken already, so
    /// that of two who show the same code one gets in.
    func take(_ step: Int64, of user: String) throws -> Bool {
        try session.execute(
            "update parties_factors set last_step = $2 where user_id = $1 and last_step < $2",
            [.text(user), .integer(step)]) > 0
    }

    func confirm(_ user: String, at now: Instant) throws {
        try session.execute(
            "update parties_factors set confirmed_at = $2 where user_id = $1",
            [.text(user), .integer(now.milliseconds)])
    }

    /// Removes the factor with its recovery codes; false when there is none.
    func remove(_ user: String) throws -> Bool {
        try session.execute(
            "delete from parties_recovery_codes where user_id = $1", [.text(user)])
        return try session.execute(
            "delete from parties_factors where user_id = $1", [.text(user)]) > 0
    }

    func insert(recoveryCode hash: [UInt8], of user: String) throws {
        try session.execute(
            "insert into parties_recovery_codes (user_id, code_hash) values ($1, $2)",
            [.text(user), .blob(hash)])
    }

    /// Whether there is such a recovery code, not used before.
    func holds(recoveryCode hash: [UInt8], of user: String) throws -> Bool {
        try session.first(
            """
            select 1 from parties_recovery_codes
            where user_id = $1 and code_hash = $2 and used_at is null
            """, [.text(user), .blob(hash)]) != nil
    }

    /// Uses a recovery code; false when there is no such code or it was used.
    func use(recoveryCode hash: [UInt8], of user: String, at now: Instant) throws -> Bool {
        try session.execute(
            """
            update parties_recovery_codes set used_at = $3
            where user_id = $1 and code_hash = $2 and used_at is null
            """, [.text(user), .blob(hash), .integer(now.milliseconds)]) > 0
    }

    func recoveryCodesLeft(of user: String) throws -> Int {
        let row = try session.first(
            """
            select count(*) from parties_recovery_codes where user_id = $1 and used_at is null
            """, [.text(user)])
        return Int(clamping: try row?.integer(0) ?? 0)
    }
}
