import Inspections
import Journal
import Kernel
import Papers
import Parties
import Policies
import Problems
import Procedures
import Reference
import Store
import Web

/// How the rooms of policies are built, with what they are handed.
extension Ground {
    func policies(
        _ procedures: ProceduresCapability, _ inspections: InspectionsCapability
    ) throws -> PoliciesCapability {
        let (register, rates) = (register, inspections.rates)
        return try PoliciesCapability(
            PoliciesCapability.Needs(
                store: store, journal: journal, clock: clock, identifiers: identifiers,
                share: share, site: site,
                services: { day in
                    procedures.serviceCitations(on: day).map { service in
                        PolicyUse(
                            .service, service.name, path: "/services/\(service.id)",
                            citation: service.citation)
                    }
                },
                profile: { id, day in
                    let enterprise = register.enterprise(id: id)
                    return FirmProfile(
                        roles: (enterprise?.roles(on: day) ?? []).map {
                            FirmProfile.NamedRole(id: $0.rawValue, name: $0.name)
                        }, district: enterprise?.district,
                        isCertified: rates.isCertified(id, on: day))
                }, report: report))
    }

    func problems(
        _ policies: PoliciesCapability, _ papers: PaperDesk
    ) throws -> ProblemsCapability {
        try ProblemsCapability(
            ProblemsCapability.Needs(
                store: store, journal: journal, clock: clock, identifiers: identifiers,
                share: share, codes: tables, register: register, policies: policies.register,
                followers: PolicyFollowers(), papers: papers, site: site, report: report))
    }
}
