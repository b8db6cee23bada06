import Kernel
import Parties
import Store
import Web
import Wire

/// Agents: an enterprise that handles applications of another by its mandate (委托代办). The
/// grantor stays who applies; the journal keeps who did it.
extension CaseDesk {
    /// Who asks about the application a path names: oneself, or the applicant whose mandate one
    /// holds where the service lets an agent.
    func acting(_ visit: Visit) async throws -> Principal {
        let principal = try visit.person()
        guard !principal.enterprise.isEmpty else { return principal }
        let number = visit.number
        let grantor = try await store.read { session -> String? in
            let own = try CaseRows.find(number, of: principal.enterprise, in: session)
            guard own == nil,
                let file = try CaseRows.find(anybodys: number, in: session),
                let service = try editions.service(of: file, in: session),
                mayRepresent(file.tenant, principal, service)
            else { return nil }
            return file.tenant
        }
        return grantor.map { principal.acting(for: $0) } ?? principal
    }

    /// Who begins an application: oneself, or the enterprise of a code whose mandate one holds.
    func acting(
        for code: String, _ service: String, _ principal: Principal
    ) throws -> Principal {
        guard !code.isEmpty else { return principal }
        guard let service = catalogue.current(service, on: clock.today),
            let grantor = register.find(code: code)
        else { throw ProceduresRefusal.noMandate(code) }
        guard grantor.id != principal.enterprise else { return principal }
        guard mayRepresent(grantor.id, principal, service) else {
            throw ProceduresRefusal.noMandate(code)
        }
        return principal.acting(for: grantor.id)
    }

    /// Applications of an enterprise whose mandate one holds, as far as agents may handle them.
    func represented(
        _ code: String, after number: String, limit: Int, by principal: Principal
    ) async throws -> (files: [Case], next: String?) {
        guard let grantor = register.find(code: code), isMandated(grantor.id, principal)
        else { throw ProceduresRefusal.noMandate(code) }
        let page = try await own(principal.acting(for: grantor.id), after: number, limit: limit)
        let open = page.files.filter {
            editions.known($0)?.allowsAgents ?? false
        }
        return (open, page.next)
    }

    private func mayRepresent(
        _ tenant: String, _ principal: Principal, _ service: ServiceFile
    ) -> Bool {
        service.allowsAgents && isMandated(tenant, principal)
    }

    /// Who is suspended can neither act nor have somebody act.
    private func isMandated(_ tenant: String, _ principal: Principal) -> Bool {
        register.enterprise(id: tenant)?.status == .active
            && register.mandates.holds(
                grantor: tenant, grantee: principal.enterprise, scope: .apply, on: clock.today)
    }
}

extension Principal {
    /// The same somebody, for another enterprise: id and name stay, so that the record says who.
    fileprivate func acting(for tenant: String) -> Principal {
        Principal(
            kind: kind, id: id, name: name, enterprise: tenant, authority: authority,
            districts: districts, permissions: permissions, lacksFactor: lacksFactor)
    }
}
