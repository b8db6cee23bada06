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
            let last = try AppliedRows.lastDay(of: rule.id, firm.id, in: session)
            let from = begin(of: rule, firm, after: last, day)
            let view = book.views.view(of: firm, on: from)
            let one = AppliedBenefit(
                tenant: firm.id, benefit: rule.id, from: from, to: nil, rule: rule.from,
                facts: FirmSnapshot(of: view, for: [rule.condition]).text, at: clock.now())
            guard try AppliedRows.insert(one, in: session) else { continue }
            count += 1
            try tell("entitlements.applied", rule, firm, [.init("from", .text(from.text))], session)
        }
        for old in open where !wanted.contains(where: { $0.id == old.benefit }) {
            let last = lastDay(of: old, firm, day)
            guard try AppliedRows.end(old.benefit, of: firm.id, on: last, in: session) else {
                continue
            }
            count += 1
            guard let rule = book.rule(old.benefit, on: old.from) else { continue }
            try tell("entitlements.ended", rule, firm, [.init("to", .text(last.text))], session)
        }
        return count
    }

    // MARK: Since when, until when

    /// Whether a firm has something without asking on a day, by the rule of that day.
    private func has(_ benefit: String, _ firm: Enterprise, _ day: Day) -> Bool {
        guard let rule = book.rule(benefit, on: day), rule.way == .automatic, !rule.isPerItem
        else { return false }
        return book.holds(benefit, firm: firm, on: day)
    }

    /// The first of the days up to today on which the condition holds: nobody may have looked on
    /// it. Not before the rule, the firm's first role or what was applied before.
    private func begin(
        of rule: BenefitRule, _ firm: Enterprise, after last: Day?, _ day: Day
    ) -> Day {
        let bounds = [rule.from, firm.roles.map(\.from).min(), last?.adding(days: 1)]
        let least = bounds.compactMap { $0 }.max() ?? day
        var first = day
        while least < first, has(rule.id, firm, first.adding(days: -1)) {
            first = first.adding(days: -1)
        }
        return first
    }

    /// The last day on which it held, as all who ask for that day are told. Where it does not even
    /// hold on its first day as things are known now (the register has no history of districts, nor
    /// of who was suspended when), it ends the day before today.
    private func lastDay(of old: AppliedBenefit, _ firm: Enterprise, _ day: Day) -> Day {
        let yesterday = max(old.from, day.adding(days: -1))
        guard has(old.benefit, firm, old.from) else { return yesterday }
        var last = yesterday
        while old.from < last, !has(old.benefit, firm, last) { last = last.adding(days: -1) }
        return last
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
