import Synchronization

/// Wakes whoever waits for something new. A raise before the wait is not lost.
final class Signal: Sendable {
    private struct State {
        var raised: UInt64 = 0
        /// How often for entries of a kind.
        var kinds: [String: UInt64] = [:]
        var waiting: [UInt64: Waiting] = [:]
        var next: UInt64 = 0

        func count(of wanted: Set<String>?) -> UInt64 {
            guard let wanted else { return raised }
            return wanted.reduce(0) { $0 + (kinds[$1] ?? 0) }
        }
    }

    private struct Waiting {
        let kinds: Set<String>?
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    /// How often it was raised for entries of some kinds; nil for any.
    func count(of kinds: Set<String>? = nil) -> UInt64 {
        state.withLock { $0.count(of: kinds) }
    }

    /// Entries of a kind were committed.
    func raise(_ kind: String) {
        let woken = state.withLock { state in
            state.raised += 1
            state.kinds[kind, default: 0] += 1
            let woken = state.waiting.filter { $0.value.kinds?.contains(kind) ?? true }
            for id in woken.keys { state.waiting[id] = nil }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns once it has been raised more than `seen` times for these kinds, or when the task is
    /// cancelled.
    func wait(past seen: UInt64, of kinds: Set<String>? = nil) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state in
                    if state.count(of: kinds) > seen || Task.isCancelled { return true }
                    state.waiting[id] = Waiting(kinds: kinds, continuation: continuation)
                    return false
                }
                if now { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}
