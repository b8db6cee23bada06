import Journal
import Kernel
import Store
import Web

/// What somebody shows who has forgotten the password and has nobody to ask.
struct OwnRecovery: Sendable, Withheld {
    var login: String
    /// What the app says now.
    var code: String
    /// One of those that were written down when the app was connected.
    var recoveryCode: String
    /// The new one.
    var password: String
}

extension Parties {
    /// Sets the password of somebody who shows both that the phone is at hand and a recovery code:
    /// neither alone opens anything. Every session ends, the recovery code is used, the second
    /// factor stays.
    ///
    /// - Throws: `tooManyAttempts`, `recoveryWrong` (in the same words whichever is wrong),
    ///   `input`, `busy`.
    func recover(_ proof: OwnRecovery, remote: String) async throws {
        let login = proof.login.lowercased()
        let mark = attemptCode("recovery/" + login)
        try await claimAttempt(login: mark, remote: remote)
        let now = clock.now()
        let (user, isRight) = try await store.read { session -> (User?, Bool) in
            guard isLogin(login), let found = try UserTable(session: session).find(login: login)
            else { return (nil, false) }
            let holds = try holds(
                app: proof.code, spare: proof.recoveryCode, of: found.user.id, at: now,
                in: session)
            return (found.user, holds && found.user.isActive)
        }
        guard let user, isRight else {
            try await noteFailure(.code, of: user, remote: remote)
            throw PartiesRefusal.recoveryWrong
        }
        // Nothing is used up by a password that will not do.
        let faults = passwordFaults(
            proof.password, login: user.login, name: user.name, least: value(.leastPassword),
            common: commonPasswords)
        guard faults.isEmpty else {
            try await change { session in
                try AttemptTable(session: session).remove(login: mark, remote: neighbour(remote))
            }
            throw PartiesRefusal.input(faults.map(\.fault))
        }
        let hash = try await passwords.hash(proof.password)
        try await change { session in
            guard try UserTable(session: session).find(id: user.id)?.isActive == true,
                try takes(proof.code, of: user.id, at: now, in: session),
                try takes(proof.recoveryCode, of: user.id, at: now, in: session)
            else { throw PartiesRefusal.recoveryWrong }
            _ = try replacePassword(of: user, with: hash, by: user.id, at: now, in: session)
            try endSessions(of: user, in: session)
            try AttemptTable(session: session).remove(login: mark, remote: neighbour(remote))
            try journal.append(note("parties.recovered", user, by: user.id), in: session)
        }
    }
}
