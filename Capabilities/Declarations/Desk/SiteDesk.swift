import Journal
import Kernel
import Parties
import Reference
import Store
import Web
import Wire

/// The register of supervised sites: operators apply, officers of the district decide, everybody
/// sees how much room there is.
struct SiteDesk: Sendable {
    /// What an operator applies for.
    struct Application: Sendable {
        var code = ""
        var district = ""
        var name = ""
        var nameEn = ""
        var address = ""
        var capacity: Int64 = 0
        var area: Int64 = 0
        var equipment: [SupervisedSite.Equipment] = []

        /// Names of the fields that cannot be so.
        var faults: [String] {
            func isShort(_ text: String, _ most: Int) -> Bool {
                (1...most).contains(text.unicodeScalars.count)
            }
            func isCode(_ text: String) -> Bool {
                text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                }
            }
            var found: [String] = []
            if !isShort(code, 10) || !isCode(code) { found.append("code") }
            if district.utf8.count != 4 || !isCode(district) { found.append("district") }
            if !isShort(name, 100) { found.append("name") }
            if nameEn.unicodeScalars.count > 100 { found.append("nameEn") }
            if !isShort(address, 200) { found.append("address") }
            if !(1...10_000_000).contains(capacity) { found.append("capacity") }
            if !(1...10_000_000).contains(area) { found.append("area") }
            if equipment.count > 30
                || equipment.contains(where: {
                    !isShort($0.name, 60) || !(1...10_000).contains($0.count)
                })
            {
                found.append("equipment")
            }
            return found
        }
    }

    let store: Store
    let journal: Journal
    let clock: Clock
    let register: EnterpriseRegister
    /// Customs districts there are.
    let offices: CodeList

    // MARK: For everybody

    /// All sites with what came to them on a day. Applications are for operator and officer alone.
    func sites(on day: Day, for visitor: Principal?) async throws -> [SiteDay] {
        try await store.read { session in
            let parcels = try SiteRows.parcels(on: day, in: session)
            return try SiteRows.all(in: session).filter { isShown($0, to: visitor) }.map { site in
                SiteDay(
                    site: site, day: day,
                    parcels: site.state == .open ? parcels[site.code] ?? 0 : 0,
                    standing: site.standing(on: day))
            }
        }
    }

    /// From which day arrivals of a district have to be at a site of the register.
    func registers() async throws -> [String: Day] {
        try await store.read { try SiteRows.registers(in: $0) }
    }

    /// A site with what came to it on each of the last days, the latest first.
    func site(_ code: String, days: Int, for visitor: Principal?) async throws -> [SiteDay] {
        let today = clock.today
        return try await store.read { session in
            guard
                let site = try SiteRows.named(code, in: session).first(where: {
                    isShown($0, to: visitor)
                })
            else { throw SiteRefusal.noSuchSite }
            let parcels =
                site.state == .open
                ? try SiteRows.parcels(
                    at: code, from: today.adding(days: 1 - days), to: today, in: session) : [:]
            return (0..<days).map { back in
                let day = today.adding(days: -back)
                return SiteDay(
                    site: site, day: day, parcels: parcels[day.text] ?? 0,
                    standing: site.standing(on: day))
            }
        }
    }

    private func isShown(_ site: SupervisedSite, to visitor: Principal?) -> Bool {
        site.state == .open || isOfficer(visitor, of: site.district)
            || visitor?.enterprise == site.operatorID
    }

    func isOfficer(_ visitor: Principal?, of district: String) -> Bool {
        guard let visitor, visitor.kind == .officer else { return false }
        return visitor.may(DeclarationsPermission.examine) && visitor.districts.contains(district)
    }

    // MARK: Operators

    func apply(_ application: Application, by visitor: Principal) async throws -> SupervisedSite {
        guard let enterprise = register.enterprise(id: visitor.enterprise),
            enterprise.holds(.siteOperator, on: clock.today)
        else { throw SiteRefusal.notOperator }
        var faults = application.faults
        if !faults.contains("district"),
            !offices.contains(application.district, on: clock.today)
        {
            faults.append("district")
        }
        guard faults.isEmpty else { throw SiteRefusal.input(faults) }
        let site = SupervisedSite(
            code: application.code, operatorID: enterprise.id, district: application.district,
            name: application.name, nameEn: application.nameEn, address: application.address,
            capacity: application.capacity, area: application.area,
            equipment: application.equipment, state: .applied, appliedAt: clock.now(),
            reason: "")
        try await store.write { session in
            let isRegistered = try SiteRows.named(site.code, in: session)
                .contains { $0.state == .open }
            guard !isRegistered, try SiteRows.add(site, in: session) else {
                throw SiteRefusal.taken(site.code)
            }
            try note(JournalKind.siteApplied, site, by: visitor.id, in: session)
        }
        return site
    }

    // MARK: Officers

    /// Registers a site for a time, or renews it. What others have applied for under its code is
    /// refused with it.
    ///
    /// - Parameter applicant: id of the operator the officer has looked at; nil for the first.
    func approve(
        _ code: String, of applicant: String? = nil, from: Day, to: Day?, by officer: Principal
    ) async throws -> SupervisedSite {
        guard to.map({ from <= $0 }) ?? true else { throw SiteRefusal.decision }
        return try await change(code, of: applicant, by: officer) { site in
            guard site.state != .refused else { throw SiteRefusal.notOpen(code) }
            (site.state, site.from, site.to, site.reason) = (.open, from, to, "")
        }
    }

    func refuse(
        _ code: String, of applicant: String? = nil, reason: String, by officer: Principal
    ) async throws -> SupervisedSite {
        let reason = try checked(reason)
        return try await change(code, of: applicant, by: officer) { site in
            guard site.state == .applied else { throw SiteRefusal.notOpen(code) }
            (site.state, site.reason) = (.refused, reason)
        }
    }

    /// Keeps arrivals away between two days.
    func suspend(
        _ code: String, from: Day, to: Day?, reason: String, by officer: Principal
    ) async throws -> SupervisedSite {
        guard to.map({ from <= $0 }) ?? true else { throw SiteRefusal.decision }
        let reason = try checked(reason)
        return try await change(code, by: officer) { site in
            guard site.state == .open else { throw SiteRefusal.notOpen(code) }
            (site.suspendedFrom, site.suspendedTo, site.reason) = (from, to, reason)
        }
    }

    /// Ends a suspension: from today on the site is open again.
    func resume(_ code: String, by officer: Principal) async throws -> SupervisedSite {
        let today = clock.today
        return try await change(code, by: officer) { site in
            guard let first = site.suspendedFrom else { throw SiteRefusal.notOpen(code) }
            if first < today {
                site.suspendedTo = today.adding(days: -1)
            } else {
                (site.suspendedFrom, site.suspendedTo) = (nil, nil)
            }
            site.reason = ""
        }
    }

    /// From a day on, arrivals in a district have to be at a site of the register.
    func begin(_ district: String, on day: Day, by officer: Principal) async throws {
        guard isOfficer(officer, of: district) else { throw SiteRefusal.noSuchSite }
        try await store.write { session in
            try SiteRows.begin(district, on: day, by: officer.id, in: session)
            try journal.append(
                Draft(
                    JournalKind.siteRegister, actor: officer.id, tenant: "",
                    subjectType: "district", subject: district,
                    payload: .object([.init("from", .text(day.text))]),
                    citation: SiteWords.law.text), in: session)
        }
    }

    private func checked(_ reason: String) throws -> String {
        let reason = reason.trimmedBlanks
        guard !reason.isEmpty, reason.unicodeScalars.count <= 200 else {
            throw SiteRefusal.reasonMissing
        }
        return reason
    }

    private func change(
        _ code: String, of applicant: String? = nil, by officer: Principal,
        _ body: @escaping @Sendable (inout SupervisedSite) throws -> Void
    ) async throws -> SupervisedSite {
        try await store.write { session in
            let named = try SiteRows.named(code, in: session)
            guard
                var site = named.first(where: {
                    isOfficer(officer, of: $0.district)
                        && (applicant == nil || $0.operatorID == applicant)
                })
            else { throw SiteRefusal.noSuchSite }
            let wasOpen = site.state == .open
            try body(&site)
            if site.state == .open, !wasOpen {
                let others = named.filter { $0.operatorID != site.operatorID }
                guard !others.contains(where: { $0.state == .open }) else {
                    throw SiteRefusal.taken(code)
                }
                for var other in others where other.state == .applied {
                    (other.state, other.reason) = (.refused, SiteWords.givenToAnother)
                    try SiteRows.update(other, in: session)
                    try note(JournalKind.siteDecided, other, by: officer.id, in: session)
                }
            }
            try SiteRows.update(site, in: session)
            try note(JournalKind.siteDecided, site, by: officer.id, in: session)
            return site
        }
    }

    private func note(
        _ kind: String, _ site: SupervisedSite, by actor: String, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: site.operatorID, subjectType: "site",
                subject: site.code,
                payload: .object([
                    .init("standing", .text(site.standing(on: clock.today).rawValue)),
                    .init("from", .optional(site.from?.text)),
                    .init("to", .optional(site.to?.text)),
                    .init("capacity", .integer(site.capacity)),
                    .init("reason", .text(site.reason)),
                ]), citation: SiteWords.law.text), in: session)
    }
}

extension SiteDesk {
    /// Looks and writes where enquiries look.
    init(_ enquiries: Enquiries, _ offices: CodeList) {
        self.init(
            store: enquiries.store, journal: enquiries.journal, clock: enquiries.clock,
            register: enquiries.reader.register, offices: offices)
    }
}
