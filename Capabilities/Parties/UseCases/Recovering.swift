import Journal
import Kernel
import Store
import Wire

extension Parties {
    /// Makes a link by which somebody sets a new password, and gives its token, which is stored
    /// nowhere. Links made before end.
    ///
    /// - Parameter enterprise: whose person it has to be; nil when the operator does it.
    /// - Throws: `userNotFound`, also for a closed login or somebody of another enterprise;
    ///   `ownAccount`.
    func offerRecovery(
        of id: String, in enterprise: String?, by actor: String
    ) async throws -> (link: Link, token: String) {
        guard id != actor else { throw PartiesRefusal.ownAccount }
        let hours = value(.recovery)
        let now = clock.now()
        let user = try await store.read { try UserTable(session: $0).find(id: id) }
        guard let user, user.isActive, enterprise == nil || user.enterprise == enterprise,
            enterprise != ""
        else { throw PartiesRefusal.userNotFound }
        let made = newLink(
            .recovery, of: user.enterprise, post: nil, label: "", user: id, by: actor,
            hours: hours)
        try await store.write { session in
            let table = LinkTable(session: session)
            try table.endRecoveries(of: id, at: now)
            try table.insert(made.link, tokenHash: made.hash)
            try journal.append(note("parties.recovery-offered", user, by: actor), in: session)
        }
        return (made.link, made.token)
    }

    /// Sets the password of whoever holds a recovery link. Every session ends, the link as well.
    ///
    /// - Throws: `linkNotValid`, `input`, `busy`.
    func recover(token: String, password: String) async throws {
        let code = try tokenHash(token)
        let link = try await link(.recovery, token: token)
        let user = try await recovered(by: link)
        let faults = passwordFaults(
            password, login: user.login, name: user.name, least: value(.leastPassword),
            common: commonPasswords)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults.map(\.fault)) }
        let hash = try await passwords.hash(password)
        let now = clock.now()
        try await change { session in
            let link = try open(.recovery, code, at: now, in: session)
            guard link.user == user.id,
                try UserTable(session: session).find(id: user.id)?.isActive == true,
                try LinkTable(session: session).end(link.id, of: link.tenant, at: now)
            else { throw PartiesRefusal.linkNotValid }
            _ = try replacePassword(of: user, with: hash, by: user.id, at: now, in: session)
            try endSessions(of: user, in: session)
            try journal.append(note("parties.recovered", user, by: user.id), in: session)
        }
    }

    /// Whose password a recovery link sets, to be named on the page.
    func recovered(by link: Link) async throws -> User {
        guard let id = link.user,
            let found = try await store.read({ try UserTable(session: $0).find(id: id) }),
            found.isActive
        else { throw PartiesRefusal.linkNotValid }
        return found
    }
}
