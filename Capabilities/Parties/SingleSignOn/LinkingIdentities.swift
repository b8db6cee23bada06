import Journal
import Kernel
import Secrets
import Store
import Wire

extension Parties {
    /// Since when somebody's account is linked; nil when it is not.
    func identityLinked(of user: String) async throws -> Instant? {
        try await store.read { try IdentityTable(session: $0).linked(user) }
    }

    /// Links an account with who its owner is at the service; what it was linked with before ends.
    ///
    /// - Parameter token: the session that links: a new password may have ended it while the
    ///   service was asked, and the link must not outlive that.
    /// - Throws: `identityTaken`, `userNotFound`, `signInOver`.
    func link(_ identity: String, with user: String, during token: String) async throws {
        let now = clock.now()
        let hash = Digest.sha256(Array(token.utf8))
        try await change { session in
            guard try SessionTable(session: session).find(tokenHash: hash)?.user.id == user else {
                throw PartiesRefusal.signInOver
            }
            guard let owner = try UserTable(session: session).find(id: user), owner.isActive else {
                throw PartiesRefusal.userNotFound
            }
            let table = IdentityTable(session: session)
            if let other = try table.user(of: identity), other != user {
                throw PartiesRefusal.identityTaken
            }
            _ = try table.remove(of: user)
            try table.insert(identity, of: owner, at: now)
            try journal.append(note("parties.identity-linked", owner, by: user), in: session)
        }
    }

    /// Ends the link, by the owner's password: who has none would not come in any more.
    ///
    /// - Throws: `passwordWrong`, `tooManyAttempts`, `busy`, `identityMissing`.
    func unlinkIdentity(of id: String, password: String) async throws {
        let user = try await provePassword(of: id, password)
        try await change { session in
            guard try IdentityTable(session: session).remove(of: id) else {
                throw PartiesRefusal.identityMissing
            }
            try journal.append(note("parties.identity-unlinked", user, by: id), in: session)
        }
    }

    /// The form of who wants to join without a password, looked at before the browser is sent away.
    ///
    /// - Throws: `input`, `loginTaken`.
    func checkJoining(login: String, name: String) async throws {
        var faults: [Fault] = []
        if !isLogin(login) { faults.append(InputFault.login.fault) }
        if !isName(name, most: 60) { faults.append(InputFault.displayName.fault) }
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let taken = try await store.read { try UserTable(session: $0).find(login: login) != nil }
        if taken { throw PartiesRefusal.loginTaken }
    }

    /// Gives whoever holds an invitation a login that is opened by the service alone: it has no
    /// password until a recovery sets one.
    ///
    /// - Parameter invitation: hash of the link's token in hexadecimal.
    /// - Throws: `linkNotValid`, `loginTaken`, `identityTaken`.
    func join(
        by invitation: String, login: String, name: String, identity: String
    ) async throws {
        let hash = bytes(invitation)
        let now = clock.now()
        let id = ids.next()
        try await change { session in
            let link = try open(.invitation, hash, at: now, in: session)
            let users = UserTable(session: session)
            guard try users.find(login: login) == nil else { throw PartiesRefusal.loginTaken }
            let identities = IdentityTable(session: session)
            guard try identities.user(of: identity) == nil else {
                throw PartiesRefusal.identityTaken
            }
            guard try LinkTable(session: session).end(link.id, of: link.tenant, at: now) else {
                throw PartiesRefusal.linkNotValid
            }
            let user = User(
                id: id, login: login, name: name, kind: .member(enterprise: link.tenant),
                post: link.post ?? .viewer, isActive: true)
            // No password hashes to nothing.
            try users.insert(user, hash: "", at: now)
            try identities.insert(identity, of: user, at: now)
            try journal.append(note("parties.user-added", user, by: user.id), in: session)
            try journal.append(note("parties.identity-linked", user, by: user.id), in: session)
        }
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.map { digit -> UInt8 in
            digit < 0x3A ? digit &- 0x30 : digit &- 0x57
        }
        return stride(from: 0, to: digits.count - 1, by: 2).map { place in
            digits[place] << 4 | digits[place + 1]
        }
    }
}
