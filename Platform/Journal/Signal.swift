import Synchronization

/// Wakes whoever waits for something new. A raise before the wait is not lost.
final class Signal: Sendable {
    private struct State {
        var raised: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    /// How often it was raised.
    var count: UInt64 { state.withLock { $0.raised } }

    func raise() {
        let woken = state.withLock { state in
            state.raised += 1
            let woken = Array(state.waiting.values)
            state.waiting.removeAll()
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns once it has been raised more than `seen` times, or when the task is cancelled.
    func wait(past seen: UInt64) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state in
                    if state.raised > seen || Task.isCancelled { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if now { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }
}
