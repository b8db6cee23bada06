public import Kernel
internal import Store
import Synchronization

/// Inspection rates, from memory: what every case asks. Answers come at once; nothing is read.
///
/// It holds what was committed: after a change made here at once, after one made by another server
/// within about a second.
public final class InspectionRates: Sendable {
    /// What counts for or against an enterprise.
    private struct Record: Sendable {
        var findings: [Day] = []
        var clean: [Day] = []
        var badSamples: [Day] = []
        var levels: [LevelRow] = []

        mutating func add(_ mark: RecordRows.Mark, _ day: Day) {
            switch mark {
            case .finding: findings.append(day)
            case .clean: clean.append(day)
            case .badSample: badSamples.append(day)
            }
        }
    }

    private struct State {
        var editions: [PolicyEdition]
        var records: [String: Record] = [:]
        var policyChange: Int64 = 0
        var markChange: Int64 = 0
        var levelChange: Int64 = 0
    }

    /// Days that marks are read back: the longest window an edition may set.
    private static let reach = RateFactor.window.range.upperBound

    private let store: Store
    private let clock: Clock
    private let shipped: PolicyEdition
    private let state: Mutex<State>
    /// Told of each look that failed.
    private let report: @Sendable (any Error) -> Void

    init(
        store: Store, clock: Clock, shipped: PolicyEdition,
        report: @escaping @Sendable (any Error) -> Void
    ) {
        self.store = store
        self.clock = clock
        self.shipped = shipped
        self.report = report
        state = Mutex(State(editions: [shipped]))
    }

    /// What is known of the enterprises of a case on a day, and which edition holds.
    public func standing(of facts: RateFacts, on day: Day) -> RateStanding {
        let known = state.withLock { state in
            (
                edition: Self.inForce(state.editions, on: day),
                firm: state.records[facts.firm], agent: state.records[facts.agent]
            )
        }
        let edition = known.edition ?? shipped
        let window = edition.window(on: day) ?? shipped.standingWindow(on: day)
        func count(_ days: [Day]?) -> Int {
            let first = day.adding(days: -window)
            return days?.count { first < $0 && $0 <= day } ?? 0
        }
        return RateStanding(
            edition: edition.id, level: Self.level(known.firm, on: day),
            agentLevel: Self.level(known.agent, on: day), findings: count(known.firm?.findings),
            clean: count(known.firm?.clean), badSamples: count(known.firm?.badSamples))
    }

    /// The rate of a case by what was known of it, with each factor and where it is written.
    public func outcome(_ facts: RateFacts, _ standing: RateStanding, on day: Day) -> RateOutcome {
        let edition = state.withLock { state in
            state.editions.first { $0.id == standing.edition }
        }
        return InspectionRate(edition: edition ?? shipped).outcome(facts, standing, on: day)
    }

    /// The edition that holds on a day.
    func edition(on day: Day) -> PolicyEdition {
        state.withLock { Self.inForce($0.editions, on: day) } ?? shipped
    }

    /// Id of the one that holds on a day, of the shipped one and these.
    func base(of editions: [PolicyEdition], on day: Day) -> String {
        (Self.inForce([shipped] + editions, on: day) ?? shipped).id
    }

    /// That of an id, of the shipped one and these.
    func edition(_ id: String, of editions: [PolicyEdition]) -> PolicyEdition? {
        ([shipped] + editions).first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    func level(of firm: String, on day: Day) -> CreditLevel {
        Self.level(state.withLock { $0.records[firm] }, on: day)
    }

    /// Whether the customs has certified an enterprise, at either level.
    public func isCertified(_ firm: String, on day: Day) -> Bool {
        [.advanced, .certified].contains(level(of: firm, on: day))
    }

    func lastBadSample(of firm: String) -> Day? {
        state.withLock { $0.records[firm]?.badSamples.max() }
    }

    /// Every level on record, by enterprise and first day.
    var levels: [LevelRow] {
        state.withLock { $0.records.values.flatMap(\.levels) }
            .sorted { ($0.firm, $0.from) < ($1.firm, $1.from) }
    }

    /// Takes in what has changed. Policies, marks and levels are read for themselves, so that a
    /// damaged row of one holds up none of the others; the first fault is thrown after all of them.
    func refresh() async throws {
        var faults: [any Error] = []
        for part in [refreshPolicies, refreshMarks, refreshLevels] {
            do { try await part() } catch { faults.append(error) }
        }
        if let fault = faults.first { throw fault }
    }

    private func refreshPolicies() async throws {
        let seen = state.withLock { $0.policyChange }
        let found = try await store.read { session in
            let last = try PolicyRows.lastChange(in: session)
            return (
                last: last, editions: last > seen ? try PolicyRows.confirmed(in: session) : nil
            )
        }
        state.withLock { state in
            guard let editions = found.editions, found.last > state.policyChange else { return }
            state.editions = [shipped] + editions
            state.policyChange = found.last
        }
    }

    private func refreshMarks() async throws {
        let seen = state.withLock { $0.markChange }
        let first = clock.today.adding(days: -Self.reach)
        let marks = try await store.read {
            try RecordRows.marks(after: seen, since: first, in: $0)
        }
        state.withLock { state in
            // Two refreshes may finish in either order: each mark counts once.
            for mark in marks where mark.change > state.markChange {
                state.records[mark.firm, default: Record()].add(mark.mark, mark.day)
                state.markChange = mark.change
            }
        }
    }

    private func refreshLevels() async throws {
        let seen = state.withLock { $0.levelChange }
        let levels = try await store.read { try RecordRows.levels(after: seen, in: $0) }
        state.withLock { state in
            for row in levels where row.change > state.levelChange {
                var record = state.records[row.level.firm] ?? Record()
                record.levels.removeAll { $0.from == row.level.from }
                record.levels.append(row.level)
                state.records[row.level.firm] = record
                state.levelChange = row.change
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

    private static func inForce(_ editions: [PolicyEdition], on day: Day) -> PolicyEdition? {
        editions.filter { $0.from <= day }.max {
            ($0.from, $0.decided?.at ?? Instant(milliseconds: 0))
                < ($1.from, $1.decided?.at ?? Instant(milliseconds: 0))
        }
    }

    /// Regular, unless something else was published.
    private static func level(_ record: Record?, on day: Day) -> CreditLevel {
        record?.levels.filter { $0.holds(on: day) }.max { $0.from < $1.from }?.level ?? .regular
    }
}
