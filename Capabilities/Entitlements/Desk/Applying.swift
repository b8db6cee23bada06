import Journal
import Kernel
import Lists
import Parties
import Store
import Wire

/// Benefits are applied without an application, and end, as firms and lists change.
extension EntitlementsDesk {
    /// Firms of one transaction.
    private static let chunk = 64

    /// Benefits that come and go by themselves.
    private func automatic(on day: Day) -> [BenefitRule] {
        book.rules(on: day).filter { $0.way == .automatic && !$0.isPerItem }
    }

    /// Looks at every firm; gives how many benefits came or went. Done once a day, and whenever
    /// rules have changed; in between only firms of which something was told.
    @discardableResult
    func sweep() async throws -> Int {
        let day = today
        let rules = automatic(on: day)
        let open = try await store.read { try AppliedRows.everything(in: $0) }
        var due: [Enterprise] = []
        for firm in firms.all {
            let held = open[firm.id] ?? []
            if Set(wanted(firm, rules, day).map(\.id)) != held { due.append(firm) }
        }
        var count = 0
        for start in stride(from: 0, to: due.count, by: Self.chunk) {
            let part = Array(due[start..<min(due.count, start + Self.chunk)])
            count += try await store.write { session in
                try part.reduce(0) { $0 + (try settle($1, rules, day, session)) }
            }
        }
        return count
    }

    /// Looks at some firms again, in the transaction of a subscriber.
    func settle(_ ids: Set<String>, in session: Session) throws {
        let rules = automatic(on: today)
        for id in ids.sorted() {
            guard let firm = firms.enterprise(id: id) else { continue }
            _ = try settle(firm, rules, today, session)
        }
    }

    private func wanted(_ firm: Enterprise, _ rules: [BenefitRule], _ day: Day) -> [BenefitRule] {
        guard firm.status == .active else { return [] }
        let view = book.views.view(of: firm, on: day)
        return rules.filter { ConditionRule.holds($0.condition, of: view) }
    }

    private func settle(
        _ firm: Enterprise, _ rules: [BenefitRule], _ day: Day, _ session: Session
    ) throws -> Int {
        let wanted = wanted(firm, rules, day)
        let open = try AppliedRows.open(firm.id, in: session)
        var count = 0
        for rule in wanted where !open.contains(where: { $0.benefit == rule.id }) {
            let view = book.views.view(of: firm, on: day)
            let one = AppliedBenefit(
                tenant: firm.id, benefit: rule.id, from: day, to: nil, rule: rule.from,
                facts: FirmSnapshot(of: view, for: [rule.condition]).text, at: clock.now())
            guard try AppliedRows.insert(one, in: session) else { continue }
            count += 1
            try tell("entitlements.applied", rule, firm, [.init("from", .text(day.text))], session)
        }
        for old in open where !wanted.contains(where: { $0.id == old.benefit }) {
            let last = max(old.from, day.adding(days: -1))
            guard try AppliedRows.end(old.benefit, of: firm.id, on: last, in: session) else {
                continue
            }
            count += 1
            guard let rule = book.rule(old.benefit, on: old.from) else { continue }
            try tell("entitlements.ended", rule, firm, [.init("to", .text(last.text))], session)
        }
        return count
    }

    private func tell(
        _ kind: String, _ rule: BenefitRule, _ firm: Enterprise, _ more: [JSON.Member],
        _ session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: "system", tenant: firm.id, subjectType: "benefit", subject: rule.id,
                payload: .object(more), citation: rule.bases.first?.text), in: session)
    }

    /// Reacts to what is told of firms.
    var subscriber: Subscriber {
        Subscriber(
            name: "entitlements.apply",
            kinds: ["lists.listed", "lists.removed", "lists.fact-recorded", "inspections.level-set"]
        ) { entries, advance in
            // The lists of this server may not have taken in yet what another has written.
            try await book.views.lists.refresh()
            let firms = Set(entries.map(\.tenant)).subtracting([""])
            try await store.write { session in
                try settle(firms, in: session)
                try advance(session)
            }
        }
    }
}
