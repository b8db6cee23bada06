import Journal
public import Kernel
import Store
import Wire

extension Parties {
    /// Enters an enterprise in the register.
    ///
    /// - Parameter actor: id of whoever does it, for the journal.
    /// - Throws: `PartiesRefusal.input` with everything wrong with the form, or `codeTaken` with
    ///   every code that belongs to another enterprise.
    @discardableResult
    public func enrol(_ enrolment: Enrolment, by actor: String) async throws -> Enterprise {
        let faults = enrolment.faults()
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let id = ids.brief
        let now = clock.now()
        return try await change { session in
            try enter(enrolment, as: id, by: actor, at: now, in: session)
        }
    }

    /// Enters an enterprise whose form was found right, under an id made for it.
    @discardableResult
    func enter(
        _ enrolment: Enrolment, as id: String, by actor: String, at now: Instant,
        in session: Session
    ) throws -> Enterprise {
        let enterprise = Enterprise(
            id: id, name: enrolment.name, nameEn: enrolment.nameEn,
            creditCode: enrolment.creditCode, customsCode: enrolment.customsCode,
            platformCode: enrolment.platformCode, dxpID: enrolment.dxpID,
            district: enrolment.district, status: .active, roles: enrolment.roles.sorted(by: order))
        let table = EnterpriseTable(session: session)
        let taken = try takenCodes(of: enrolment, in: table)
        guard taken.isEmpty else { throw PartiesRefusal.codeTaken(taken) }
        try table.insert(enterprise, version: table.nextVersion(), at: now)
        try journal.append(
            note("parties.enrolled", enterprise, by: actor, recorded(of: enterprise)), in: session)
        return enterprise
    }

    /// The enterprise with one of these codes, entered if there is none: for loading a
    /// demonstration world again and again.
    public func enrolOrKeep(_ enrolment: Enrolment, by actor: String) async throws -> Enterprise {
        if let known = enrolment.codes.lazy.compactMap(register.find(code:)).first { return known }
        do {
            return try await enrol(enrolment, by: actor)
        } catch PartiesRefusal.codeTaken(let faults) {
            // Another server was quicker.
            try await refresh()
            guard let known = enrolment.codes.lazy.compactMap(register.find(code:)).first else {
                throw PartiesRefusal.codeTaken(faults)
            }
            return known
        }
    }

    /// Gives an enterprise a role for a time.
    ///
    /// - Throws: `enterpriseNotFound`, `roleOverlaps`, or `input` when it ends before it begins.
    public func grant(_ grant: RoleGrant, to enterprise: String, by actor: String) async throws {
        if let to = grant.to, to < grant.from {
            throw PartiesRefusal.input([InputFault.rolePeriod(index: 1).fault])
        }
        try await change { session in
            let table = EnterpriseTable(session: session)
            let found = try known(enterprise, in: table)
            guard !found.roles.contains(where: { $0.overlaps(grant) }) else {
                throw PartiesRefusal.roleOverlaps(grant.role)
            }
            try table.insert(grant, of: found.id)
            try table.touch(found.id, version: table.nextVersion())
            try journal.append(
                note("parties.role-granted", found, by: actor, recorded(of: grant)),
                in: session)
        }
    }

    /// Ends the role an enterprise holds on a day with that day.
    public func end(
        _ role: EnterpriseRole, of enterprise: String, on day: Day, by actor: String
    ) async throws {
        try await change { session in
            let table = EnterpriseTable(session: session)
            let found = try known(enterprise, in: table)
            guard let grant = found.roles.first(where: { $0.role == role && $0.holds(on: day) })
            else { throw PartiesRefusal.roleNotHeld(role) }
            try table.end(grant, of: found.id, on: day)
            try table.touch(found.id, version: table.nextVersion())
            let ended = RoleGrant(role, from: grant.from, to: day)
            try journal.append(
                note("parties.role-ended", found, by: actor, recorded(of: ended)), in: session)
        }
    }

    /// Suspends or restores an enterprise. Its people and programs are turned away at once.
    public func set(
        _ status: Enterprise.Status, of enterprise: String, by actor: String
    ) async throws {
        try await change { session in
            let table = EnterpriseTable(session: session)
            let found = try known(enterprise, in: table)
            guard found.status != status else { return }
            try table.set(status, of: found.id, version: table.nextVersion())
            let kind = status == .active ? "parties.restored" : "parties.suspended"
            try journal.append(note(kind, found, by: actor, .object([])), in: session)
        }
    }

    private func known(_ id: String, in table: EnterpriseTable) throws -> Enterprise {
        guard let found = try table.enterprise(id) else { throw PartiesRefusal.enterpriseNotFound }
        return found
    }

    /// A code may not be any code of another enterprise: whoever is found by it must be one.
    private func takenCodes(of enrolment: Enrolment, in table: EnterpriseTable) throws -> [Fault] {
        let codes = [
            ("/creditCode", enrolment.creditCode), ("/customsCode", enrolment.customsCode),
            ("/platformCode", enrolment.platformCode),
        ]
        return try codes.compactMap { path, code in
            guard let code, try table.tenant(withCode: code) != nil else { return nil }
            let refusal = PartiesRefusal.codeTaken([])
            return Fault(
                code: refusal.code, path: path, message: refusal.message, fix: refusal.fix)
        }
    }

    private func note(
        _ kind: String, _ enterprise: Enterprise, by actor: String, _ payload: JSON
    ) -> Draft {
        Draft(
            kind, actor: actor, tenant: enterprise.id, subjectType: "enterprise",
            subject: enterprise.id, payload: payload)
    }
}

private func order(_ left: RoleGrant, _ right: RoleGrant) -> Bool {
    left.role == right.role ? left.from < right.from : left.role.rawValue < right.role.rawValue
}

private func recorded(of enterprise: Enterprise) -> JSON {
    .object([
        .init("name", .text(enterprise.name)),
        .init("creditCode", .optional(enterprise.creditCode)),
        .init("customsCode", .optional(enterprise.customsCode)),
        .init("platformCode", .optional(enterprise.platformCode)),
        .init("district", .optional(enterprise.district)),
        .init("roles", .array(enterprise.roles.map(recorded(of:)))),
    ])
}

private func recorded(of grant: RoleGrant) -> JSON {
    .object([
        .init("role", .text(grant.role.rawValue)), .init("from", .text(grant.from.text)),
        .init("to", .optional(grant.to?.text)),
    ])
}
