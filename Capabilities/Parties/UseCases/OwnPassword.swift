import Journal
import Kernel
import Store
import Wire

extension Parties {
    /// Changes one's own password. Every other session ends: whoever knew the old one may be in it.
    ///
    /// - Parameter stay: id of the session that goes on.
    /// - Returns: whether a link with the sign-in service ended by it.
    /// - Throws: `passwordWrong`, `input`, `tooManyAttempts`, `busy`.
    @discardableResult
    func changePassword(
        of id: String, from old: String, to new: String, keeping stay: String?
    ) async throws -> Bool {
        let user = try await provePassword(of: id, old)
        let faults = passwordFaults(
            new, login: user.login, name: user.name, least: value(.leastPassword),
            common: commonPasswords)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults.map(\.fault)) }
        let hash = try await passwords.hash(new)
        let now = clock.now()
        return try await change { session in
            let isUnlinked = try replacePassword(
                of: user, with: hash, by: id, at: now, in: session)
            try SessionTable(session: session).removeAll(of: id, but: stay)
            _ = try EnterpriseTable(session: session).nextVersion()
            try journal.append(note("parties.password-set", user, by: id), in: session)
            return isUnlinked
        }
    }

    /// Stores a new password and ends what else opens the account: links to yet another one, and
    /// who its owner is at the sign-in service. Whoever had the old password may have linked
    /// himself, or be on his way back from the service to do so.
    ///
    /// - Returns: whether the account was linked with the service.
    func replacePassword(
        of user: User, with hash: String, by actor: String, at now: Instant, in session: Session
    ) throws -> Bool {
        try UserTable(session: session).set(hash: hash, of: user.id)
        try LinkTable(session: session).endRecoveries(of: user.id, at: now)
        try FlowTable(session: session).removeAll(of: user.id)
        guard try IdentityTable(session: session).remove(of: user.id) else { return false }
        try journal.append(note("parties.identity-unlinked", user, by: actor), in: session)
        return true
    }

    /// Ends every session of a person but one.
    func endOtherSessions(of id: String, keeping stay: String?) async throws {
        try await change { session in
            guard let user = try UserTable(session: session).find(id: id) else {
                throw PartiesRefusal.userNotFound
            }
            try SessionTable(session: session).removeAll(of: id, but: stay)
            _ = try EnterpriseTable(session: session).nextVersion()
            try journal.append(note("parties.sessions-ended", user, by: id), in: session)
        }
    }

    /// Somebody signed in shows his password once more; failures count as for signing in.
    ///
    /// - Throws: `passwordWrong`, `tooManyAttempts`, `busy`.
    func provePassword(of id: String, _ password: String) async throws -> User {
        let found = try await store.read { session -> (user: User, hash: String)? in
            let table = UserTable(session: session)
            return try table.find(id: id).flatMap { try table.find(login: $0.login) }
        }
        guard let found, found.user.isActive else { throw PartiesRefusal.passwordWrong }
        let code = attemptCode("password/" + id)
        try await claimAttempt(login: code, remote: "account/" + id)
        guard try await passwords.isRight(password, for: found.hash) else {
            throw PartiesRefusal.passwordWrong
        }
        try await store.write { session in
            try AttemptTable(session: session).remove(login: code, remote: "account/" + id)
        }
        return found.user
    }
}
