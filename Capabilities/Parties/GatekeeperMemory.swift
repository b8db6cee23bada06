import Kernel
import Synchronization
import Web

/// Whom a key or a token was found to belong to, believed for four seconds without asking the
/// store. A change made on this server empties it; one made elsewhere is known when the time is up.
final class GatekeeperMemory: Sendable {
    /// A key that was found valid.
    struct KnownKey: Sendable {
        /// SHA-256 of its whole text: what is shown must give the same.
        let hash: [UInt8]
        let principal: Principal
        let expires: Instant
        /// The day its use was noted on.
        let used: Day
    }

    /// A session that was found alive.
    struct KnownStay: Sendable {
        let stay: UserSession
        let principal: Principal
    }

    private struct Timed<Known: Sendable> {
        let known: Known
        /// Monotonic, so that no change of the wall clock lengthens it.
        let until: UInt64
    }

    private struct State {
        var keys: [String: Timed<KnownKey>] = [:]
        var stays: [[UInt8]: Timed<KnownStay>] = [:]
        /// Counts how often it was emptied: what was read before that is not kept after it.
        var generation: UInt64 = 0
    }

    private let state = Mutex(State())
    private let lifetime: UInt64 = 4_000_000_000
    /// A bound on memory; more at once is an attack or a very good day.
    private let most = 20_000

    var generation: UInt64 { state.withLock { $0.generation } }

    func key(_ id: String) -> KnownKey? {
        let now = Stopwatch.nanoseconds()
        return state.withLock { $0.keys[id].flatMap { now < $0.until ? $0.known : nil } }
    }

    func keep(_ known: KnownKey, id: String, readAt generation: UInt64) {
        let until = Stopwatch.nanoseconds() + lifetime
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.keys.count >= most { state.keys.removeAll() }
            state.keys[id] = Timed(known: known, until: until)
        }
    }

    func stay(_ hash: [UInt8]) -> KnownStay? {
        let now = Stopwatch.nanoseconds()
        return state.withLock { $0.stays[hash].flatMap { now < $0.until ? $0.known : nil } }
    }

    func keep(_ known: KnownStay, hash: [UInt8], readAt generation: UInt64) {
        let until = Stopwatch.nanoseconds() + lifetime
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.stays.count >= most { state.stays.removeAll() }
            state.stays[hash] = Timed(known: known, until: until)
        }
    }

    /// Believes nothing any more.
    func forget() {
        state.withLock { state in
            state.generation += 1
            state.keys.removeAll(keepingCapacity: true)
            state.stays.removeAll(keepingCapacity: true)
        }
    }
}
