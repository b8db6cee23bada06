import Kernel
import Synchronization

/// Keeps from trying a far side that does not answer: after five failures in a row it is left alone
/// for a pause that grows, then one message tries whether it is back.
final class RelayBreaker: Sendable {
    enum State: Sendable, Hashable {
        case closed
        case open(until: Instant)
        /// One message is let through.
        case trying
    }

    private struct Inside {
        var failures = 0
        var openings = 0
        var until: Instant?
        var lastTrouble = ""
    }

    static let patience = 5
    private let inside = Mutex(Inside())
    /// Thousandths of a pause that are waited.
    private let jitter: @Sendable () -> Int64

    init(jitter: @escaping @Sendable () -> Int64) { self.jitter = jitter }

    func state(at now: Instant) -> State {
        inside.withLock { inside in
            guard let until = inside.until else { return .closed }
            return now < until ? .open(until: until) : .trying
        }
    }

    var lastTrouble: String { inside.withLock { $0.lastTrouble } }

    /// True when it was open or had failures before.
    func succeeded() -> Bool {
        inside.withLock { inside in
            let wasDown = inside.failures > 0 || inside.until != nil
            inside = Inside()
            return wasDown
        }
    }

    func failed(_ trouble: String, at now: Instant) {
        inside.withLock { inside in
            inside.failures += 1
            inside.lastTrouble = trouble
            guard inside.failures >= RelayBreaker.patience else { return }
            inside.openings += 1
            inside.until = now.adding(
                milliseconds: relayPause(inside.openings, most: 300_000, jitter: jitter()))
        }
    }

    /// An operator wants it tried now.
    func reset() { inside.withLock { $0 = Inside() } }
}

/// Milliseconds until the next attempt: five seconds, doubled with each, to an upper end.
func relayPause(_ times: Int, most: Int64, jitter: Int64) -> Int64 {
    min(Int64(5_000) << Int64(min(max(0, times - 1), 16)), most) * jitter / 1000
}
