public import Kernel
internal import Lists
public import Parties
internal import Procedures
internal import Store
import Synchronization

/// What firms may have, from memory: asked by rooms that decide. It holds what was committed: after
/// a change made here at once, after one made by another server within about a second.
public final class Entitlements: Sendable {
    private struct State {
        /// Versions by benefit.
        var rules: [String: [BenefitRule]] = [:]
        var change: Int64 = 0
    }

    let catalogue: BenefitCatalogue
    let views: FirmViews
    let names: ConditionNames
    private let store: Store
    private let report: @Sendable (any Error) -> Void
    private let state: Mutex<State>

    init(
        catalogue: BenefitCatalogue, views: FirmViews, names: ConditionNames, store: Store,
        report: @escaping @Sendable (any Error) -> Void
    ) {
        (self.catalogue, self.views, self.names) = (catalogue, views, names)
        (self.store, self.report) = (store, report)
        var rules: [String: [BenefitRule]] = [:]
        for rule in catalogue.rules { rules[rule.id, default: []].append(rule) }
        state = Mutex(State(rules: rules))
    }

    /// The rule of a benefit in force on a day: of those that have begun the one that began last,
    /// and of equals the one that was confirmed last.
    public func rule(_ benefit: String, on day: Day) -> BenefitRule? {
        let begun = state.withLock { $0.rules[benefit] ?? [] }.filter { $0.from <= day }
        guard let from = begun.map(\.from).max() else { return nil }
        return begun.last { $0.from == from && $0.holds(on: day) }
    }

    /// Every benefit in force on a day, by row and id.
    public func rules(on day: Day) -> [BenefitRule] {
        state.withLock { Array($0.rules.keys) }.compactMap { rule($0, on: day) }
            .sorted { ($0.row, $0.id) < ($1.row, $1.id) }
    }

    /// Every version of a benefit, by first day.
    func versions(_ benefit: String) -> [BenefitRule] {
        state.withLock { $0.rules[benefit] ?? [] }.sorted { $0.from < $1.from }
    }

    /// The rule something was decided by.
    func rule(_ benefit: String, from: Day, proposal: String) -> BenefitRule? {
        state.withLock { state in
            (state.rules[benefit] ?? []).first { $0.from == from && $0.proposal == proposal }
        }
    }

    /// Whether a firm has a benefit on a day; nothing is explained.
    public func holds(
        _ benefit: String, firm: Enterprise, on day: Day, item: String = ""
    ) -> Bool {
        guard firm.status == .active, let rule = rule(benefit, on: day) else { return false }
        return ConditionRule.holds(rule.condition, of: views.view(of: firm, on: day, item: item))
    }

    /// Whether a firm has a benefit on a day, and why; nil where there is no such benefit then.
    public func judge(
        _ benefit: String, firm: Enterprise, on day: Day, item: String = ""
    ) -> EntitlementVerdict? {
        rule(benefit, on: day).map { judge($0, firm: firm, on: day, item: item) }
    }

    func judge(
        _ rule: BenefitRule, firm: Enterprise, on day: Day, item: String = ""
    ) -> EntitlementVerdict {
        Entitled(names: names).judge(rule, views.view(of: firm, on: day, item: item))
    }

    /// The same for an application that states facts itself, as far as the benefit lets it.
    ///
    /// - Returns: with the verdict the facts that are not met.
    public func judge(
        _ benefit: String, firm: Enterprise, on day: Day, stated: [String: Int64]
    ) -> (verdict: EntitlementVerdict, unmet: [String])? {
        guard let rule = rule(benefit, on: day) else { return nil }
        let view = views.view(
            of: firm, on: day, stated: stated.filter { rule.stated.contains($0.key) })
        return (Entitled(names: names).judge(rule, view), rule.condition.unmet(of: view))
    }

    /// What must hold for a benefit on a day, a sentence each.
    public func terms(_ rule: BenefitRule) -> [Localized] {
        ConditionRule(names).terms(rule.condition)
    }

    /// Every benefit of a firm on a day, explained; those that are asked about goods are left out.
    public func all(of firm: Enterprise, on day: Day) -> [EntitlementVerdict] {
        rules(on: day).filter { !$0.isPerItem }.map { judge($0, firm: firm, on: day) }
    }

    /// Takes in rules that were confirmed.
    func refresh() async throws {
        let seen = state.withLock { $0.change }
        let found = try await store.read { try RuleRows.after(seen, in: $0) }
        for (number, change) in found where change.state == .confirmed {
            var rule = try catalogue.read(Array(change.text.utf8), path: change.id)
            rule.proposal = change.id
            let read = rule
            state.withLock { state in
                guard !(state.rules[read.id] ?? []).contains(where: { $0.proposal == change.id })
                else { return }
                state.rules[read.id, default: []].append(read)
                state.change = max(state.change, number)
            }
        }
    }

    /// Takes in a change that was made here and is committed.
    func takeIn() async {
        do { try await refresh() } catch { report(error) }
    }

    /// Looks every second, until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            try? await Task.sleep(nanoseconds: 1_000_000_000)
            do {
                try await refresh()
            } catch {
                if !Task.isCancelled { report(error) }
            }
        }
    }
}
