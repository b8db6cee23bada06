import Journal
import Kernel
import Lists
import Papers
import Parties
import Procedures
import Store
import Web
import Wire

/// What firms and officers do with benefits: one use case for page and API.
struct EntitlementsDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let book: Entitlements
    let papers: PaperDesk

    var firms: EnterpriseRegister { book.views.register }
    var today: Day { clock.today }

    /// Whether somebody is an officer of the authority that answers for a benefit.
    func owns(_ rule: BenefitRule, _ person: Principal?) -> Bool {
        guard let person else { return false }
        return person.kind == .officer && person.may(EntitlementsCapability.keep)
            && person.authority == rule.owner
    }

    /// The own firm, or for officers the one of a code.
    ///
    /// - Parameter field: what the code was given in.
    func firm(
        _ code: String, field: String = "code", for person: Principal
    ) throws -> Enterprise {
        let code = code.trimmedBlanks
        if !person.enterprise.isEmpty, let own = firms.enterprise(id: person.enterprise) {
            guard let other = code.isEmpty ? own : firms.find(code: code) else {
                throw EntitlementsRefusal.noEnterprise(code, field: field)
            }
            guard other.id == own.id else { throw EntitlementsRefusal.othersFirm(field: field) }
            return own
        }
        guard let firm = firms.find(code: code) else {
            throw EntitlementsRefusal.noEnterprise(code, field: field)
        }
        guard person.may(EntitlementsCapability.keep) else {
            throw EntitlementsRefusal.othersFirm(field: field)
        }
        return firm
    }

    func rule(_ benefit: String, on day: Day) throws -> BenefitRule {
        guard let rule = book.rule(benefit, on: day) else { throw EntitlementsRefusal.notFound }
        return rule
    }

    func checked(item: String, _ rule: BenefitRule) throws -> String {
        let item = item.trimmedBlanks
        guard rule.isPerItem else { return "" }
        guard (4...13).contains(item.utf8.count),
            item.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw EntitlementsRefusal.item }
        return item
    }

    /// What one firm has on a day, explained.
    func judge(
        _ benefit: String, code: String, day: Day, item: String, for person: Principal
    ) throws -> (firm: Enterprise, verdict: EntitlementVerdict) {
        let rule = try rule(benefit, on: day)
        let firm = try firm(code, for: person)
        return (
            firm, book.judge(rule, firm: firm, on: day, item: try checked(item: item, rule))
        )
    }

    /// Every benefit of one firm on a day, and what was applied without an application.
    struct Overview: Sendable {
        var firm: Enterprise
        var verdicts: [EntitlementVerdict]
        var applied: [AppliedBenefit]
        var decisions: [EntitlementDecision]
    }

    func overview(code: String, day: Day, for person: Principal) async throws -> Overview {
        let firm = try firm(code, for: person)
        let (applied, decisions) = try await store.read { session in
            (
                try AppliedRows.all(firm.id, in: session),
                try DecisionRows.of(firm.id, in: session)
            )
        }
        return Overview(
            firm: firm, verdicts: book.all(of: firm, on: day), applied: applied,
            decisions: decisions)
    }

    // MARK: Decisions for events

    struct Question: Sendable, Hashable {
        var benefit = ""
        var firm = ""
        var reference = ""
        var item = ""
        var day = ""
    }

    /// Decides whether a benefit holds for an event on its day, and keeps it. The same event again
    /// gets the same decision.
    func decide(_ question: Question, by person: Principal) async throws -> EntitlementDecision {
        let reference = question.reference.trimmedBlanks
        guard (1...60).contains(reference.unicodeScalars.count) else {
            throw EntitlementsRefusal.reference
        }
        let asked = question.day.trimmedBlanks
        guard let day = asked.isEmpty ? today : Day(asked) else {
            throw EntitlementsRefusal.day(asked)
        }
        guard day <= today else { throw EntitlementsRefusal.ahead(day) }
        let rule = try rule(question.benefit, on: day)
        let firm = try firm(question.firm, field: "firm", for: person)
        let item = try checked(item: question.item, rule)
        let view = book.views.view(of: firm, on: day, item: item)
        let one = EntitlementDecision(
            id: ids.brief, tenant: firm.id, benefit: rule.id, reference: reference, item: item,
            day: day, rule: rule.from, proposal: rule.proposal,
            holds: Entitled(names: book.names).judge(rule, view).holds,
            facts: FirmSnapshot(of: view, for: [rule.condition]).text, by: person.name,
            at: clock.now())
        return try await store.write { session in
            guard try DecisionRows.insert(one, in: session) else {
                guard
                    let kept = try DecisionRows.find(
                        rule.id, reference, item, of: firm.id, in: session)
                else { throw EntitlementsRefusal.movedOn }
                guard kept.day == day else { throw EntitlementsRefusal.differs }
                return kept
            }
            try journal.append(
                Draft(
                    "entitlements.decided", actor: person.id, tenant: firm.id,
                    subjectType: "benefit", subject: rule.id,
                    payload: .object([
                        .init("decision", .text(one.id)), .init("reference", .text(reference)),
                        .init("item", .text(item)), .init("day", .text(day.text)),
                        .init("holds", .bool(one.holds)),
                    ]), citation: rule.bases.first?.text), in: session)
            return one
        }
    }

    /// A decision of the own firm, or for officers of any; with its explanation by what was known
    /// then and the rule it was decided by.
    func decision(_ id: String, for person: Principal) async throws -> (
        decision: EntitlementDecision, verdict: EntitlementVerdict?
    ) {
        guard let one = try await store.read({ try DecisionRows.find(id, in: $0) }),
            one.tenant == person.enterprise || person.may(EntitlementsCapability.keep)
        else { throw EntitlementsRefusal.notFound }
        guard
            let rule = book.rule(one.benefit, from: one.rule, proposal: one.proposal),
            let view = FirmSnapshot(text: one.facts).view
        else { return (one, nil) }
        return (one, Entitled(names: book.names).judge(rule, view))
    }
}
