import Kernel
import Store

extension Parties {
    /// Ends sessions of somebody who has proved himself once more by his password. Who has none
    /// here, because he comes by the sign-in service, proves himself there: all his sessions end,
    /// this one too, and he signs in anew.
    ///
    /// - Parameters:
    ///   - stay: the session to end; nil for all others.
    ///   - current: the session he is in.
    /// - Returns: whether he is still signed in.
    /// - Throws: `passwordWrong`, `tooManyAttempts`, `busy`, `sessionNotFound`.
    func endSessions(
        _ stay: String?, of id: String, password: String, keeping current: String?
    ) async throws -> Bool {
        guard try await hasPassword(id) else {
            try await endOtherSessions(of: id, keeping: nil)
            return false
        }
        _ = try await provePassword(of: id, password)
        guard let stay else {
            try await endOtherSessions(of: id, keeping: current)
            return true
        }
        try await revokeSession(stay, of: id)
        return stay != current
    }

    /// Whether somebody has a password here.
    func hasPassword(_ id: String) async throws -> Bool {
        try await store.read { session in
            let table = UserTable(session: session)
            let found = try table.find(id: id).flatMap { try table.find(login: $0.login) }
            return found.map { !$0.hash.isEmpty } ?? false
        }
    }
}
