import Synchronization

/// Places for work of which only so much may go on at once: whoever finds none waits in order, and
/// when as many wait as may, the next is told so instead.
public final class Turns: Sendable {
    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let state = Mutex(State())
    private let atOnce: Int
    private let mostWaiting: Int

    /// - Parameter mostWaiting: nil for as many as come.
    public init(atOnce: Int, mostWaiting: Int? = nil) {
        self.atOnce = atOnce
        self.mostWaiting = mostWaiting ?? .max
    }

    /// Runs the body in a place of its own.
    ///
    /// - Throws: what `full` says when too many wait already; what the body throws.
    public func run<Result: Sendable>(
        orElse full: any Error, _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        guard await enter() else { throw full }
        defer { leave() }
        return try await body()
    }

    /// How many have a place, and how many wait for one.
    public var counts: (running: Int, waiting: Int) {
        state.withLock { ($0.running, $0.waiting.count) }
    }

    private func enter() async -> Bool {
        await withCheckedContinuation { (place: CheckedContinuation<Bool, Never>) in
            let now: Bool? = state.withLock { state in
                if state.running < atOnce {
                    state.running += 1
                    return true
                }
                guard state.waiting.count < mostWaiting else { return false }
                state.waiting.append(place)
                return nil
            }
            if let now { place.resume(returning: now) }
        }
    }

    /// Hands the place on to whoever waits longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
        next?.resume(returning: true)
    }
}
