import Kernel
import Secrets

/// Hashes and checks passwords: four at a time at most, because each takes 46 MiB and a core for
/// some 50 ms, on threads that serve nobody else.
final class PasswordDesk: Sendable {
    /// More than these waiting would wait for seconds: they are told so instead.
    private let turns = Turns(atOnce: 4, mostWaiting: 64)
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
        try await turns.run(orElse: PartiesRefusal.busy) { try await OwnThread.run(body) }
    }

    /// How many work and wait now.
    var load: (running: Int, waiting: Int) { turns.counts }
}
