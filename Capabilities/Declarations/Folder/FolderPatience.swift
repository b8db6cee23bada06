import Kernel
import Synchronization

/// When what failed is tried again: after one second, then two, four and so on to a minute. Each
/// thing waits by itself, so that a file nobody can deal with costs the others nothing.
final class FolderPatience<Thing: Hashable & Sendable>: Sendable {
    private struct Failure {
        var times: Int
        var due: UInt64
    }

    private let failures = Mutex<[Thing: Failure]>([:])
    /// Monotonic nanoseconds.
    private let now: @Sendable () -> UInt64

    init(now: @escaping @Sendable () -> UInt64) { self.now = now }

    /// Whether it has not failed, or has waited long enough since.
    func isDue(_ thing: Thing) -> Bool {
        let now = now()
        return failures.withLock { ($0[thing]?.due ?? 0) <= now }
    }

    func failed(_ thing: Thing) {
        let now = now()
        failures.withLock { failures in
            let times = (failures[thing]?.times ?? 0) + 1
            let seconds = min(60, UInt64(1) << UInt64(min(times - 1, 6)))
            failures[thing] = Failure(times: times, due: now + seconds * 1_000_000_000)
        }
    }

    func succeeded(_ thing: Thing) { failures.withLock { $0[thing] = nil } }

    /// Forgets everything that is not there any more.
    func forget(allBut things: Set<Thing>) {
        failures.withLock { failures in
            if !failures.isEmpty { failures = failures.filter { things.contains($0.key) } }
        }
    }
}
