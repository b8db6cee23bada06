import Kernel
import Store

/// What the service has been like: read for the page and the interface.
struct ServiceHistory: Sendable {
    let store: Store
    let clock: Clock
    /// Since when this server runs.
    let startedAt: Instant

    /// Days of history that are shown.
    static let days = 90

    /// One day of one component.
    struct DayFigures: Sendable, Hashable {
        let day: Day
        /// Minutes in which nobody could use it.
        let minutesDown: Int
        /// Minutes of the day that lie in the history.
        let minutes: Int
    }

    /// One component over all that is kept.
    struct ComponentFigures: Sendable {
        let component: ServiceComponent
        let days: [DayFigures]
        /// By hour, the latest last: the last day.
        let hours: [(at: Instant, measure: Measure)]
        /// The last day together.
        let lastDay: Measure
        /// Most requests of one second in all that is kept.
        let peak: Int

        /// Share of the time it could be used, in hundred-thousandths.
        var available: Int {
            let all = days.reduce(0) { $0 + $1.minutes }
            let down = days.reduce(0) { $0 + $1.minutesDown }
            return all == 0 ? 100_000 : (all - min(down, all)) * 100_000 / all
        }
    }

    struct Figures: Sendable {
        let since: Instant
        let components: [ComponentFigures]
        /// By hour of the last day: the longest.
        let queues: [(at: Instant, lengths: QueueLengths)]
    }

    func figures() async throws -> Figures {
        let now = clock.now()
        let first = now.day.adding(days: 1 - ServiceHistory.days)
        let today = ServiceHistory.start(of: now.day)
        let begin = today - Int64(ServiceHistory.days - 1) * 86_400_000
        let hour = now.milliseconds / 3_600_000 * 3_600_000
        let read = try await store.read { session in
            (
                runs: try MeasureRows.runs(in: session),
                hours: try MeasureRows.all(
                    span: MeasureRows.hour, from: begin, to: hour, in: session),
                minutes: try MeasureRows.all(
                    span: MeasureRows.minute, from: hour - 3_600_000,
                    to: now.milliseconds + 60_000, in: session),
                queues: try MeasureRows.queues(from: now.milliseconds - 86_400_000, in: session)
            )
        }
        // Who answers runs, however long its last stored sign of life lies back.
        let runs = read.runs + [ServerRun(from: min(startedAt, now), to: now)]
        let since = runs.map(\.from).min() ?? now
        let components = ServiceComponent.allCases.map { component in
            var hours = read.hours[component] ?? [:]
            // What was not put together yet.
            for (at, measure) in read.minutes[component] ?? [:] {
                let start = at / 3_600_000 * 3_600_000
                if read.hours[component]?[start] == nil {
                    hours[start, default: Measure()].add(measure)
                }
            }
            return ServiceHistory.component(
                component, hours, runs: runs, from: first, since: since, now: now)
        }
        return Figures(
            since: since, components: components,
            queues: read.queues.map { (at: Instant(milliseconds: $0.at), lengths: $0.1) })
    }

    private static func component(
        _ component: ServiceComponent, _ hours: [Int64: Measure], runs: [ServerRun],
        from first: Day, since: Instant, now: Instant
    ) -> ComponentFigures {
        var badMinutes: [Day: Int] = [:]
        for (at, measure) in hours where measure.badMinutes > 0 {
            badMinutes[Instant(milliseconds: at).day, default: 0] += measure.badMinutes
        }
        let days = (0..<ServiceHistory.days).compactMap { offset -> DayFigures? in
            let day = first.adding(days: offset)
            let begin = max(start(of: day), since.milliseconds)
            let end = min(start(of: day) + 86_400_000, now.milliseconds)
            guard end > begin else { return nil }
            let down = Downtime.milliseconds(
                runs, from: Instant(milliseconds: begin), to: Instant(milliseconds: end))
            let bad = badMinutes[day] ?? 0
            // A sign of life comes once a minute: what is shorter is no gap.
            return DayFigures(
                day: day, minutesDown: Int(down / 60_000) + bad,
                minutes: max(1, Int((end - begin) / 60_000)))
        }
        let lately = hours.filter { $0.key > now.milliseconds - 86_400_000 }
            .sorted { $0.key < $1.key }
        return ComponentFigures(
            component: component, days: days,
            hours: lately.map { (at: Instant(milliseconds: $0.key), measure: $0.value) },
            lastDay: lately.reduce(into: Measure()) { $0.add($1.value) },
            peak: hours.values.map(\.peak).max() ?? 0)
    }

    /// Midnight in Shanghai.
    private static func start(of day: Day) -> Int64 {
        Int64(day.sinceEpoch) * 86_400_000 - 8 * 3_600_000
    }
}
