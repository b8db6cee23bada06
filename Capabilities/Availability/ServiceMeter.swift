public import Kernel
import Synchronization
public import Web

/// Counts requests in memory, by minute and component. Costs a lock and an addition for each.
public final class ServiceMeter: Sendable {
    private struct State {
        var minute: Int64 = 0
        var second: Int64 = 0
        /// Requests of each component in the present second.
        var now: [ServiceComponent: Int] = [:]
        var measures: [ServiceComponent: Measure] = [:]
        var done: [(minute: Int64, measures: [ServiceComponent: Measure])] = []
    }

    /// Minutes that wait to be stored at most; beyond, the oldest are forgotten.
    private static let mostWaiting = 120

    private let clock: Clock
    private let state = Mutex(State())

    public init(clock: Clock) { self.clock = clock }

    /// Counts one request.
    public func count(_ request: RequestMeasure) {
        guard let component = ServiceComponent(route: request.route) else { return }
        let now = clock.now().milliseconds
        state.withLock { state in
            ServiceMeter.advance(&state, to: now)
            var measure = state.measures[component] ?? Measure()
            measure.requests += 1
            if request.status >= 500 { measure.failures += 1 }
            measure.latencies.count(microseconds: Int(clamping: request.nanoseconds / 1_000))
            state.now[component, default: 0] += 1
            measure.peak = max(measure.peak, state.now[component] ?? 0)
            state.measures[component] = measure
        }
    }

    private static func advance(_ state: inout State, to now: Int64) {
        if now / 1_000 != state.second {
            state.second = now / 1_000
            state.now = [:]
        }
        guard now / 60_000 != state.minute else { return }
        if !state.measures.isEmpty {
            for component in state.measures.keys {
                let measure = state.measures[component] ?? Measure()
                if measure.failures * 2 > measure.requests {
                    state.measures[component]?.badMinutes = 1
                }
            }
            state.done.append((state.minute, state.measures))
            if state.done.count > mostWaiting { state.done.removeFirst() }
        }
        state.minute = now / 60_000
        state.measures = [:]
    }

    /// Takes the minutes that have passed; each is given once.
    func taken() -> [(minute: Int64, measures: [ServiceComponent: Measure])] {
        let now = clock.now().milliseconds
        return state.withLock { state in
            ServiceMeter.advance(&state, to: now)
            defer { state.done = [] }
            return state.done
        }
    }
}
