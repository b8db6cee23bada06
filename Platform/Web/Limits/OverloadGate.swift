public import Kernel
import Synchronization

/// Bounds the requests in progress. Beyond that a short queue waits; what does not fit, or has
/// waited so long that its sender has given up, is turned away at once, so that what is taken on is
/// finished in time: under ten times the load the useful work stays what it was.
public final class OverloadGate: Sendable {
    public struct Settings: Sendable, Hashable {
        /// Most requests worked on at the same time.
        public var inProgress = 256
        /// Most requests that wait for their turn.
        public var waiting = 512
        /// Longest wait, in milliseconds; who has waited longer is turned away.
        public var patience = 1000

        public init() {}
    }

    /// What the gate has done so far, for the page about the gateway.
    public struct Counts: Sendable, Hashable {
        public var inProgress = 0
        public var waiting = 0
        public var admitted = 0
        public var shed = 0
    }

    /// Told once: true to start, false when turned away.
    typealias Turn = @Sendable (Bool) -> Void

    private struct Waiter {
        let since: UInt64
        let turn: Turn
    }

    private struct State {
        var counts = Counts()
        var queue: [Waiter] = []
        /// Index of the first waiter: removing from the front of an array is linear.
        var first = 0
    }

    private let settings: Settings
    private let now: @Sendable () -> UInt64
    private let state = Mutex(State())

    public init(
        _ settings: Settings = Settings(),
        now: @escaping @Sendable () -> UInt64 = Stopwatch.nanoseconds
    ) {
        self.settings = settings
        self.now = now
    }

    public var counts: Counts { state.withLock { $0.counts } }

    /// Whether another request would be turned away right now.
    var isFull: Bool {
        state.withLock {
            $0.counts.inProgress >= settings.inProgress && $0.counts.waiting >= settings.waiting
        }
    }

    /// Calls `turn` now or later, outside the lock. After `turn(true)` the caller owes a `leave()`.
    func enter(_ turn: @escaping Turn) {
        let admitted: Bool? = state.withLock { state in
            if state.counts.inProgress < settings.inProgress {
                state.counts.inProgress += 1
                state.counts.admitted += 1
                return true
            }
            if state.counts.waiting < settings.waiting {
                state.counts.waiting += 1
                state.queue.append(Waiter(since: now(), turn: turn))
                return nil
            }
            state.counts.shed += 1
            return false
        }
        if let admitted { turn(admitted) }
    }

    /// Gives the place to whoever has waited longest without having waited too long.
    func leave() {
        var late: [Waiter] = []
        let next: Waiter? = state.withLock { state in
            let latest = now() &- UInt64(settings.patience) * 1_000_000
            while state.first < state.queue.count {
                let waiter = state.queue[state.first]
                state.first += 1
                state.counts.waiting -= 1
                if waiter.since >= latest {
                    state.counts.admitted += 1
                    compact(&state)
                    return waiter
                }
                state.counts.shed += 1
                late.append(waiter)
            }
            compact(&state)
            state.counts.inProgress -= 1
            return nil
        }
        for waiter in late { waiter.turn(false) }
        next?.turn(true)
    }

    private func compact(_ state: inout State) {
        if state.first == state.queue.count {
            state.queue.removeAll(keepingCapacity: true)
            state.first = 0
        } else if state.first > 256 {
            state.queue.removeFirst(state.first)
            state.first = 0
        }
    }
}
