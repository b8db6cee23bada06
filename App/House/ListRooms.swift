import Entitlements
import Entries
import Kernel
import Lists
import Origin
import Parties
import Procedures
import Store

/// What other rooms are told of lists of firms, each in its own words: the lists are the source.
extension Ground {
    /// Levels and lists as services ask for them.
    func standings(_ lists: ListsCapability) -> FirmStandings {
        let register = register
        @Sendable func admission(_ one: FirmStandings.Entry) -> ListAdmission {
            ListAdmission(
                list: one.list, firm: one.firm, to: one.to, confirms: one.confirms,
                reason: one.reason, document: one.document, actor: one.actor)
        }
        return FirmStandings(
            level: { firm, day in
                register.enterprise(id: firm).map {
                    lists.views.view(of: $0, on: day).level()
                } ?? ""
            },
            levelName: { ListsCapability.levelName($0) },
            holds: { firm, list, day in lists.views.lists.holds(firm, on: list, day: day) },
            listName: { lists.listName($0) },
            enter: { one, session in try lists.enter(admission(one), in: session) },
            leave: { one, session in try lists.leave(admission(one), in: session) },
            takeIn: {
                do { try await lists.views.lists.refresh() } catch {
                    report("lists.members", error)
                }
            })
    }

    /// What firms may have, as services ask for it.
    func benefits(_ book: Entitlements) -> FirmBenefits {
        let register = register
        return FirmBenefits(
            judge: { benefit, firm, day, stated in
                guard let firm = register.enterprise(id: firm),
                    let found = book.judge(benefit, firm: firm, on: day, stated: stated)
                else { return nil }
                return FirmBenefits.Verdict(
                    missing: found.verdict.missing, unmet: found.unmet,
                    citations: found.verdict.rule.bases)
            },
            terms: { benefit, day in
                book.rule(benefit, on: day).map {
                    FirmBenefits.Terms(name: $0.name, terms: book.terms($0))
                }
            })
    }

    /// The register of approved exporters (TR-05) takes what ID-07 decides.
    func exporters(_ origin: OriginCapability) -> GrantRecords {
        let register = origin.exporters
        return GrantRecords(
            enter: { one, session in
                try register.enter(
                    ExporterRegister.Approval(
                        firm: one.firm, number: one.values["number"] ?? one.document,
                        agreements: [one.values["agreements"] ?? ""],
                        codes: (one.values["codes"] ?? "").split(separator: " ").map(String.init),
                        from: one.from, to: one.to, actor: one.actor), in: session)
            },
            leave: { one, session in
                try register.leave(
                    one.values["number"] ?? one.document, of: one.firm, reason: one.reason,
                    by: one.actor, in: session)
            })
    }

    /// The catalogue of inspection bodies (SW-13) is the list of them (ID-12): firms with the goods
    /// whose results are accepted.
    func inspectionBodies(
        _ lists: ListsCapability
    ) -> @Sendable () -> [InspectionBody] {
        let register = register
        return {
            lists.views.lists.everybody(on: "inspection-body").compactMap { member in
                guard let firm = register.enterprise(id: member.tenant),
                    member.to.map({ member.from <= $0 }) ?? true
                else { return nil }
                return InspectionBody(
                    code: firm.codes.first ?? firm.id, name: firm.localizedName, scope: member.item,
                    from: member.from, to: member.to, document: member.document)
            }
        }
    }
}
