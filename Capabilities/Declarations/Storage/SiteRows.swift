import Kernel
import Store

/// Supervised sites and what came to them, in and out of the database.
enum SiteRows {
    /// False when the operator has the code already: applied for or registered. One that was
    /// refused is applied for anew.
    static func add(_ site: SupervisedSite, in session: Session) throws -> Bool {
        try session.execute(
            """
            insert into declarations_sites (code, operator, district, name, name_en, address,
            capacity, area, equipment, state, applied_at, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')
            on conflict (code, operator) do update set district = excluded.district,
            name = excluded.name, name_en = excluded.name_en, address = excluded.address,
            capacity = excluded.capacity, area = excluded.area, equipment = excluded.equipment,
            state = excluded.state, applied_at = excluded.applied_at, reason = ''
            where declarations_sites.state = 'refused'
            """,
            [
                .text(site.code), .text(site.operatorID), .text(site.district),
                .text(site.name), .text(site.nameEn), .text(site.address),
                .integer(site.capacity), .integer(site.area),
                .text(SupervisedSite.encoded(site.equipment)), .text(site.state.rawValue),
                .integer(site.appliedAt.milliseconds),
            ]) == 1
    }

    static func update(_ site: SupervisedSite, in session: Session) throws {
        try session.execute(
            """
            update declarations_sites set state = $2, capacity = $3, valid_from = $4,
            valid_to = $5, suspended_from = $6, suspended_to = $7, reason = $8
            where code = $1 and operator = $9
            """,
            [
                .text(site.code), .text(site.state.rawValue), .integer(site.capacity),
                .optional(site.from?.text), .optional(site.to?.text),
                .optional(site.suspendedFrom?.text), .optional(site.suspendedTo?.text),
                .text(site.reason), .text(site.operatorID),
            ])
    }

    /// Everything under a code: the registered site first, then applications as they came, then
    /// what was refused.
    static func named(_ code: String, in session: Session) throws -> [SupervisedSite] {
        try session.rows(
            """
            select code, operator, district, name, name_en, address, capacity, area, equipment,
            state, applied_at, valid_from, valid_to, suspended_from, suspended_to, reason
            from declarations_sites where code = $1
            order by case state when 'open' then 0 when 'applied' then 1 else 2 end,
            applied_at, operator limit 500
            """, [.text(code)]
        ).map(read)
    }

    static func all(in session: Session) throws -> [SupervisedSite] {
        try session.rows(
            """
            select code, operator, district, name, name_en, address, capacity, area, equipment,
            state, applied_at, valid_from, valid_to, suspended_from, suspended_to, reason
            from declarations_sites order by district, code limit 2000
            """
        ).map(read)
    }

    private static func read(_ row: Row) throws -> SupervisedSite {
        let code = try row.text(0)
        guard let state = SupervisedSite.State(rawValue: try row.text(9)) else {
            throw StoreFault.shape("site \(code)")
        }
        func day(_ column: Int) throws -> Day? { try row.optionalText(column).flatMap { Day($0) } }
        return SupervisedSite(
            code: code, operatorID: try row.text(1), district: try row.text(2),
            name: try row.text(3), nameEn: try row.text(4), address: try row.text(5),
            capacity: try row.integer(6), area: try row.integer(7),
            equipment: SupervisedSite.equipment(try row.text(8)), state: state,
            appliedAt: Instant(milliseconds: try row.integer(10)), from: try day(11),
            to: try day(12), suspendedFrom: try day(13), suspendedTo: try day(14),
            reason: try row.text(15))
    }

    // MARK: Registers

    /// First day of a district's register; nil where there is none.
    static func begins(_ district: String, in session: Session) throws -> Day? {
        try session.first(
            "select first_day from declarations_site_registers where district = $1",
            [.text(district)]
        ).flatMap { Day(try $0.text(0)) }
    }

    static func begin(
        _ district: String, on day: Day, by officer: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_site_registers (district, first_day, noted_by)
            values ($1, $2, $3) on conflict (district) do update
            set first_day = excluded.first_day, noted_by = excluded.noted_by
            """, [.text(district), .text(day.text), .text(officer)])
    }

    static func registers(in session: Session) throws -> [String: Day] {
        let rows = try session.rows(
            "select district, first_day from declarations_site_registers limit 2000")
        var found: [String: Day] = [:]
        for row in rows { found[try row.text(0)] = Day(try row.text(1)) }
        return found
    }

    // MARK: Arrivals

    static func arrive(
        _ followUp: String, of tenant: String, at site: String, on day: Day, parcels: Int64,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_site_arrivals (tenant, follow_up, site, day, parcels)
            values ($1, $2, $3, $4, $5) on conflict (tenant, follow_up) do update
            set site = excluded.site, day = excluded.day, parcels = excluded.parcels
            """,
            [
                .text(tenant), .text(followUp), .text(site), .text(day.text),
                .integer(parcels),
            ])
    }

    /// Parcels of a day by site; arrivals that were rejected or withdrawn are not among them.
    static func parcels(on day: Day, in session: Session) throws -> [String: Int64] {
        let rows = try session.rows(
            """
            select a.site, sum(a.parcels) from declarations_site_arrivals a
            join declarations_follow_ups f on f.tenant = a.tenant and f.pre_no = a.follow_up
            where a.day = $1 and f.status in (2, 399) group by a.site
            """, [.text(day.text)])
        var found: [String: Int64] = [:]
        for row in rows { found[try row.text(0)] = try row.integer(1) }
        return found
    }

    /// Parcels of a site by day.
    static func parcels(
        at site: String, from first: Day, to last: Day, in session: Session
    ) throws -> [String: Int64] {
        let rows = try session.rows(
            """
            select a.day, sum(a.parcels) from declarations_site_arrivals a
            join declarations_follow_ups f on f.tenant = a.tenant and f.pre_no = a.follow_up
            where a.site = $1 and a.day >= $2 and a.day <= $3 and f.status in (2, 399)
            group by a.day
            """, [.text(site), .text(first.text), .text(last.text)])
        var found: [String: Int64] = [:]
        for row in rows { found[try row.text(0)] = try row.integer(1) }
        return found
    }
}
