import Kernel
import Store

/// Enterprises and their roles. Reference tables: searched by any code, whoever asks.
struct EnterpriseTable {
    let session: Session

    /// Numbers a change of the registers. The row stays locked until the commit, so numbers are
    /// committed in their order and a server that has seen n will not find n-1 later.
    func nextVersion() throws -> Int64 {
        let row = try session.first(
            """
            insert into parties_changes (name, version) values ('registers', 1)
            on conflict (name) do update set version = parties_changes.version + 1
            returning version
            """)
        guard let row else { throw StoreFault.shape("parties_changes") }
        return try row.integer(0)
    }

    /// Number of the last change; 0 before the first.
    func version() throws -> Int64 {
        try session.first("select version from parties_changes where name = 'registers'")?
            .integer(0) ?? 0
    }

    func insert(_ enterprise: Enterprise, version: Int64, at now: Instant) throws {
        try session.execute(
            """
            insert into parties_enterprises
            (tenant, version, name, name_en, credit_code, customs_code, platform_code, dxp_id,
            district, status, enrolled_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(enterprise.id), .integer(version), .text(enterprise.name),
                .optional(enterprise.nameEn), .optional(enterprise.creditCode),
                .optional(enterprise.customsCode), .optional(enterprise.platformCode),
                .optional(enterprise.dxpID), .optional(enterprise.district),
                .text(enterprise.status.rawValue), .integer(now.milliseconds),
            ])
        for grant in enterprise.roles { try insert(grant, of: enterprise.id) }
    }

    func insert(_ grant: RoleGrant, of tenant: String) throws {
        try session.execute(
            "insert into parties_roles (tenant, role, from_day, to_day) values ($1, $2, $3, $4)",
            [
                .text(tenant), .text(grant.role.rawValue), .text(grant.from.text),
                .optional(grant.to?.text),
            ])
    }

    func end(_ grant: RoleGrant, of tenant: String, on day: Day) throws {
        try session.execute(
            """
            update parties_roles set to_day = $4 where tenant = $1 and role = $2 and from_day = $3
            """,
            [
                .text(tenant), .text(grant.role.rawValue), .text(grant.from.text),
                .text(day.text),
            ])
    }

    /// Marks a change of the enterprise itself or of its roles.
    func touch(_ tenant: String, version: Int64) throws {
        try session.execute(
            "update parties_enterprises set version = $2 where tenant = $1",
            [.text(tenant), .integer(version)])
    }

    func set(_ status: Enterprise.Status, of tenant: String, version: Int64) throws {
        try session.execute(
            "update parties_enterprises set status = $2, version = $3 where tenant = $1",
            [.text(tenant), .text(status.rawValue), .integer(version)])
    }

    /// Id of the enterprise that has this code as any of its codes.
    func tenant(withCode code: String) throws -> String? {
        try session.first(
            """
            select tenant from parties_enterprises
            where credit_code = $1 or customs_code = $1 or platform_code = $1
            """, [.text(code)])?.text(0)
    }

    func enterprise(_ tenant: String) throws -> Enterprise? {
        let row = try session.first(
            """
            select tenant, version, name, name_en, credit_code, customs_code, platform_code, dxp_id,
            district, status from parties_enterprises where tenant = $1
            """, [.text(tenant)])
        return try row.map { try held($0, grants(of: tenant)).enterprise }
    }

    /// Everything that has changed after a version, in order.
    func changed(after version: Int64) throws -> [EnterpriseRegister.Held] {
        let rows = try session.rows(
            """
            select tenant, version, name, name_en, credit_code, customs_code, platform_code, dxp_id,
            district, status from parties_enterprises where version > $1 order by version
            """, [.integer(version)])
        let roles = try grants(changedAfter: version)
        return try rows.map { row in try held(row, roles[try row.text(0)] ?? []) }
    }

    private func grants(of tenant: String) throws -> [RoleGrant] {
        try session.rows(
            """
            select tenant, role, from_day, to_day from parties_roles where tenant = $1
            order by role, from_day
            """, [.text(tenant)]
        ).map(grant)
    }

    /// Roles of those that have changed, in one statement and not one per enterprise. Not a join:
    /// SQLite would begin it with all the roles there are.
    private func grants(changedAfter version: Int64) throws -> [String: [RoleGrant]] {
        var found: [String: [RoleGrant]] = [:]
        for row in try session.rows(
            """
            select tenant, role, from_day, to_day from parties_roles
            where tenant in (select tenant from parties_enterprises where version > $1)
            order by role, from_day
            """, [.integer(version)])
        {
            found[try row.text(0), default: []].append(try grant(row))
        }
        return found
    }

    private func grant(_ row: Row) throws -> RoleGrant {
        guard let role = EnterpriseRole(rawValue: try row.text(1)), let from = Day(try row.text(2))
        else { throw StoreFault.shape("role of enterprise \(try row.text(0))") }
        return RoleGrant(role, from: from, to: try row.optionalText(3).flatMap { Day($0) })
    }

    private func held(_ row: Row, _ roles: [RoleGrant]) throws -> EnterpriseRegister.Held {
        guard let status = Enterprise.Status(rawValue: try row.text(9)) else {
            throw StoreFault.shape("status of enterprise \(try row.text(0))")
        }
        let enterprise = Enterprise(
            id: try row.text(0), name: try row.text(2), nameEn: try row.optionalText(3),
            creditCode: try row.optionalText(4), customsCode: try row.optionalText(5),
            platformCode: try row.optionalText(6), dxpID: try row.optionalText(7),
            district: try row.optionalText(8), status: status, roles: roles)
        return EnterpriseRegister.Held(version: try row.integer(1), enterprise: enterprise)
    }
}
