import Entitlements
import Inspections
import Journal
import Kernel
import Lists
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
        _ procedures: ProceduresCapability, _ inspections: InspectionsCapability,
        _ lists: ListsCapability, _ entitlements: EntitlementsCapability
    ) throws -> PoliciesCapability {
        let (register, rates) = (register, inspections.rates)
        return try PoliciesCapability(
            PoliciesCapability.Needs(
                store: store, journal: journal, clock: clock, identifiers: identifiers,
                share: share, site: site,
                uses: { day in
                    procedures.serviceCitations(on: day).map { service in
                        PolicyUse(
                            .service, service.name, path: "/services/\(service.id)",
                            citation: service.citation)
                    }
                        + lists.catalogue.current(on: day).flatMap { list in
                            (list.bases + list.criteria.map(\.basis)).once.map {
                                PolicyUse(
                                    .list, list.name, path: "/lists/\(list.id)", citation: $0)
                            }
                        }
                        + entitlements.book.rules(on: day).flatMap { rule in
                            rule.bases.once.map {
                                PolicyUse(
                                    .benefit, rule.name, path: "/benefits/\(rule.id)",
                                    citation: $0)
                            }
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

extension [Citation] {
    /// Each once, in order.
    fileprivate var once: [Citation] {
        var seen: Set<Citation> = []
        return filter { seen.insert($0).inserted }
    }
}
