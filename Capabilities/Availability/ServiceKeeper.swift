import Kernel
import Plug
import Store

/// Stores what was measured: a row for each component and minute in which there was traffic, a sign
/// of life once a minute, and every hour the hour.
struct ServiceKeeper: Sendable {
    let store: Store
    let clock: Clock
    let meter: ServiceMeter
    /// Names this server among those of one database.
    let run: String
    let startedAt: Instant
    let queues: @Sendable () async throws -> QueueLengths
    let report: @Sendable (String, any Error) -> Void

    static let name = "availability"
    private static let pause: UInt64 = 5_000_000_000

    var service: Service {
        Service(name: ServiceKeeper.name) {
            var seen: Int64 = -1
            while !Task.isCancelled {
                let minute = clock.now().milliseconds / 60_000
                if minute != seen {
                    do {
                        try await keep()
                        seen = minute
                    } catch {
                        if !Task.isCancelled { report(ServiceKeeper.name, error) }
                    }
                }
                try? await Task.sleep(nanoseconds: ServiceKeeper.pause)
            }
        }
    }

    /// Stores the minutes that have passed.
    func keep() async throws {
        let now = clock.now().milliseconds
        let minutes = meter.taken()
        let lengths = try await queues()
        let hour = now / 3_600_000 * 3_600_000
        try await store.write { session in
            try MeasureRows.see(run, startedAt: startedAt.milliseconds, at: now, in: session)
            for (minute, measures) in minutes {
                for (component, measure) in measures {
                    try MeasureRows.add(
                        measure, component, span: MeasureRows.minute, at: minute * 60_000,
                        run: run, in: session)
                }
            }
            if !minutes.isEmpty || lengths.waiting + lengths.behind > 0 {
                try MeasureRows.add(
                    lengths, at: now / 60_000 * 60_000, run: run, in: session)
            }
            // A minute into an hour, the one before is whole: every server has stored its last.
            guard now - hour >= 60_000 else { return }
            let whole = try MeasureRows.unrolled(before: hour, in: session)
            guard !whole.isEmpty else { return }
            for one in whole { try MeasureRows.rollUp(hour: one, in: session) }
            try MeasureRows.forget(
                minutesBefore: now - 2 * 86_400_000, hoursBefore: now - 400 * 86_400_000,
                in: session)
        }
    }
}
