import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Who may pay once a month, and who may declare in two steps again: noted by officers of the
/// enterprise's district.
struct PrivilegeDesk: Sendable {
    let notes: NoteDesk
    private var desk: EntryDesk { notes.desk }

    /// Grants a privilege on one of the grounds on record; one that was suspended holds again.
    func grant(_ json: JSON, by principal: Principal) async throws -> Privilege {
        let today = desk.clock.today
        var faults: [Fault] = []
        func text(_ name: String) -> String { typed(json[name]) }
        let known: Set<String> = ["enterprise", "ground", "from", "to", "reason"]
        faults += json.others(than: known).map { EntryFault.unknown.fault(at: "/" + $0) }
        let ground = desk.settings.ground(text("ground"), on: today)
        if ground == nil {
            let words = desk.settings.grounds.filter { $0.holds(on: today) }.map(\.value.id)
            faults.append(EntryFault.choice(words).fault(at: "/ground"))
        }
        for name in ["from", "to"] where !text(name).isEmpty && Day(text(name)) == nil {
            faults.append(EntryFault.day.fault(at: "/" + name))
        }
        if let from = Day(text("from")) ?? (text("from").isEmpty ? today : nil),
            let to = Day(text("to")), to < from
        {
            faults.append(EntryFault.backwards.fault(at: "/to"))
        }
        let reason = text("reason")
        if reason.isEmpty {
            faults.append(
                EntryFault.missing(Localized(zh: "依据说明", en: "Reason"), .required)
                    .fault(at: "/reason"))
        } else if reason.utf8.count > 500 || reason.utf8.contains(where: { $0 < 0x20 }) {
            faults.append(EntryFault.tooLong(500).fault(at: "/reason"))
        }
        guard faults.isEmpty, let ground else { throw EntryRefusal.input(faults) }
        guard let enterprise = desk.register.find(code: text("enterprise")),
            notes.isOfDistrict(enterprise.id, principal)
        else { throw EntryRefusal.noSuchEnterprise(text("enterprise")) }
        let privilege = Privilege(
            tenant: enterprise.id, privilege: ground.value.privilege, ground: ground.value.id,
            from: Day(text("from")) ?? today, to: Day(text("to")), suspendedOn: nil,
            reason: reason)
        return try await desk.store.write { session in
            let known = try PrivilegeRows.find(
                privilege.privilege, of: privilege.tenant, in: session)
            if let known, known.grantsSame(as: privilege) {
                throw EntryRefusal.privilegeHeld(enterprise.name)
            }
            try PrivilegeRows.put(privilege, by: principal.id, in: session)
            _ = try desk.journal.append(
                Draft(
                    "entries.privilege-granted", actor: principal.id, tenant: enterprise.id,
                    subjectType: "privilege", subject: privilege.privilege,
                    payload: .object([
                        .init("ground", .text(privilege.ground)),
                        .init("from", .text(privilege.from.text)),
                        .init("to", .optional(privilege.to?.text)),
                        .init("reason", .text(reason)),
                    ]), citation: ground.citation.text), in: session)
            return privilege
        }
    }

    /// Of one's own enterprise or, for an officer, of one of the districts.
    func privileges(of code: String, for principal: Principal) async throws -> [Privilege] {
        var tenant = principal.enterprise
        if tenant.isEmpty {
            guard let enterprise = desk.register.find(code: code),
                notes.isOfDistrict(enterprise.id, principal)
            else { throw EntryRefusal.noSuchEnterprise(code) }
            tenant = enterprise.id
        }
        let id = tenant
        return try await desk.store.read { try PrivilegeRows.all(of: id, in: $0) }
    }
}

extension EntryDesk {
    /// Takes a privilege away until an officer grants it again.
    func suspend(
        _ name: String, of tenant: String, because reason: Localized, by actor: String,
        _ session: Session
    ) throws {
        let today = clock.today
        let known = try PrivilegeRows.find(name, of: tenant, in: session)
        try PrivilegeRows.put(
            Privilege(
                tenant: tenant, privilege: name, ground: known?.ground ?? "",
                from: known?.from ?? today, to: known?.to, suspendedOn: today,
                reason: reason.kept),
            by: actor, in: session)
        _ = try journal.append(
            Draft(
                "entries.privilege-suspended", actor: actor, tenant: tenant,
                subjectType: "privilege", subject: name,
                payload: .object([.init("reason", .text(reason.inOne))])), in: session)
    }
}
