import Kernel
import Synchronization

/// Looks into documents on threads that serve nobody else, a few at a time: each may take a core
/// for a second or two.
public final class UploadGate: Sendable {
    /// So many wait already that it would take long: who sent it may send it again.
    public struct Busy: Error, Hashable, Sendable {
        /// Seconds after which there may be room.
        public let retryAfter = 5
    }

    /// The one of the whole program.
    public static let shared = UploadGate(atOnce: 2, mostWaiting: 32)

    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let state = Mutex(State())
    private let atOnce: Int
    private let mostWaiting: Int

    init(atOnce: Int, mostWaiting: Int) {
        (self.atOnce, self.mostWaiting) = (atOnce, mostWaiting)
    }

    /// What is wrong with a document. Ask for the right to send it first.
    ///
    /// - Throws: `Busy`.
    public func trouble(
        _ type: DocumentType, _ bytes: [UInt8]
    ) async throws -> DocumentShape.Trouble? {
        try await run { DocumentShape.trouble(type, bytes) }
    }

    func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async throws -> Result {
        try await enter()
        defer { leave() }
        return try await OwnThread.run(body)
    }

    /// How many are looked into, and how many wait.
    var counts: (running: Int, waiting: Int) {
        state.withLock { (running: $0.running, waiting: $0.waiting.count) }
    }

    private func enter() async throws(Busy) {
        let isIn = await withCheckedContinuation { (place: CheckedContinuation<Bool, Never>) in
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
        guard isIn else { throw Busy() }
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
