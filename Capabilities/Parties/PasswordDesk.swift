import Dispatch
import Secrets
import Synchronization

/// Hashes and checks passwords: four at a time at most, because each takes 46 MiB and a core for
/// some 50 ms, on threads that serve nobody else.
final class PasswordDesk: Sendable {
    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let atOnce = 4
    /// More than these would wait for seconds: they are told so instead.
    private let mostWaiting = 64
    private let memory: UInt32
    /// A hash nobody has the password of: an unknown login takes as long as a known one.
    let decoy: String?

    /// - Parameter memory: what a hash takes, in KiB.
    init(memory: UInt32 = Password.memory) {
        self.memory = memory
        decoy = Password.hash(SecretSource.system.token(), memory: memory)
    }

    func hash(_ password: String) async throws -> String {
        let memory = memory
        guard let hash = try await work({ Password.hash(password, memory: memory) }) else {
            throw PartiesRefusal.busy
        }
        return hash
    }

    /// - Parameter hash: nil for a login that does not exist, empty for one without a password.
    func isRight(_ password: String, for hash: String?) async throws -> Bool {
        let known = hash.flatMap { $0.isEmpty ? nil : $0 }
        let decoy = decoy
        return try await work {
            let right = Password.verify(password, against: known ?? decoy ?? "")
            return right && known != nil
        }
    }

    private func work<Result: Sendable>(
        _ body: @escaping @Sendable () -> Result
    ) async throws -> Result {
        try await enter()
        defer { leave() }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: body()) }
        }
    }

    private func enter() async throws {
        let full = state.withLock { $0.waiting.count >= mostWaiting }
        if full { throw PartiesRefusal.busy }
        await withCheckedContinuation { continuation in
            let now = state.withLock { state in
                guard state.running >= atOnce else {
                    state.running += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if now { continuation.resume() }
        }
    }

    /// Hands the place over to whoever waits longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
        next?.resume()
    }

    /// How many work and wait now.
    var load: (running: Int, waiting: Int) {
        state.withLock { ($0.running, $0.waiting.count) }
    }
}
