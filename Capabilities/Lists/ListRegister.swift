public import Kernel
internal import Store
import Synchronization

/// Who stands on which list, and what is known of firms, in memory: what every decision asks.
/// Answers come at once. It holds what was committed: after a change made here at once, after one
/// made by another server within about a second.
public final class ListRegister: Sendable {
    private struct State {
        /// Memberships by firm.
        var members: [String: [Membership]] = [:]
        var facts: [String: [FactRows.Fact]] = [:]
        var memberChange: Int64 = 0
        var factChange: Int64 = 0
    }

    private let store: Store
    private let report: @Sendable (any Error) -> Void
    private let state = Mutex(State())

    init(store: Store, report: @escaping @Sendable (any Error) -> Void) {
        self.store = store
        self.report = report
    }

    /// Every standing of a firm on any list, whenever, by list and first day.
    public func all(of firm: String) -> [Membership] {
        state.withLock { $0.members[firm] ?? [] }
            .sorted { ($0.list, $0.from, $0.id) < ($1.list, $1.from, $1.id) }
    }

    /// A firm's standings on a list on a day: one, or one for each item.
    public func standings(of firm: String, on list: String, day: Day) -> [Membership] {
        state.withLock { state in
            (state.members[firm] ?? []).filter { $0.list == list && $0.holds(on: day) }
        }
    }

    /// Whether a firm stands on a list on a day.
    public func holds(_ firm: String, on list: String, day: Day) -> Bool {
        state.withLock { state in
            (state.members[firm] ?? []).contains { $0.list == list && $0.holds(on: day) }
        }
    }

    /// Everybody on a list on a day, in the order of firms' ids and items; who stands there by two
    /// decisions once.
    public func members(of list: String, on day: Day) -> [Membership] {
        state.withLock { state in
            state.members.values.flatMap { members in
                members.filter { $0.list == list && $0.holds(on: day) }.once
            }
        }.sorted { ($0.tenant, $0.item, $0.id) < ($1.tenant, $1.item, $1.id) }
    }

    /// Everybody who was ever on a list; those whose last day lies before their first never were.
    public func everybody(on list: String) -> [Membership] {
        state.withLock { state in
            state.members.values.flatMap { $0.filter { $0.list == list } }
        }
    }

    /// A figure an authority has entered, as it holds on a day.
    func fact(_ fact: String, of firm: String, on day: Day) -> FactRows.Fact? {
        state.withLock { state in
            (state.facts[firm] ?? []).filter { $0.fact == fact && $0.holds(on: day) }
                .max { $0.from < $1.from }
        }
    }

    /// Every figure of a firm that was entered, by fact and first day.
    func facts(of firm: String) -> [FactRows.Fact] {
        state.withLock { $0.facts[firm] ?? [] }.sorted { ($0.fact, $0.from) < ($1.fact, $1.from) }
    }

    /// Takes in what has changed, here or on another server.
    public func refresh() async throws {
        let seen = state.withLock { ($0.memberChange, $0.factChange) }
        let found = try await store.read { session in
            (
                members: try MemberRows.after(seen.0, in: session),
                facts: try FactRows.after(seen.1, in: session)
            )
        }
        state.withLock { state in
            for held in found.members where held.change > state.memberChange {
                let member = held.membership
                state.members[member.tenant, default: []].removeAll { $0.id == member.id }
                state.members[member.tenant, default: []].append(member)
                state.memberChange = held.change
            }
            for (change, fact) in found.facts where change > state.factChange {
                state.facts[fact.tenant, default: []].removeAll {
                    $0.fact == fact.fact && $0.from == fact.from
                }
                state.facts[fact.tenant, default: []].append(fact)
                state.factChange = change
            }
        }
    }

    /// Takes in a change that was made here and is committed: a fault of the look is no fault of
    /// the change.
    func takeIn() async {
        do { try await refresh() } catch { report(error) }
    }

    /// Looks every second, until the task is cancelled. A look that fails is reported and made
    /// again.
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
