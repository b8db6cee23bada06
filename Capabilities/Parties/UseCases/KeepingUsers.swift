import Journal
import Kernel
import Store
import Web
import Wire

extension Parties {
    /// People with a login, by login.
    ///
    /// - Parameter enterprise: id of the enterprise whose people are wanted; nil for everybody.
    public func users(of enterprise: String? = nil) async throws -> [User] {
        try await store.read { try UserTable(session: $0).list(of: enterprise) }
    }

    /// Closes a login for the operator, who alone opens it again: its sessions and the keys it made
    /// end at once, its entries stay in the journal.
    ///
    /// - Throws: `userNotFound`.
    public func closeUser(login: String, by actor: String) async throws {
        let now = clock.now()
        try await change { session in
            let user = try known(login, in: UserTable(session: session))
            try close(user, by: actor, at: now, in: session)
            try UserTable(session: session).keepClosed(user.id)
        }
    }

    /// Sessions, links and the keys the person made, himself or by a key of his, end with the
    /// login.
    func close(_ user: User, by actor: String, at now: Instant, in session: Session) throws {
        guard user.isActive else { return }
        try UserTable(session: session).close(user.id)
        try LinkTable(session: session).endRecoveries(of: user.id, at: now)
        try endMade(by: user, keeping: [], by: actor, at: now, in: session)
        try endSessions(of: user, in: session)
        try journal.append(note("parties.user-closed", user, by: actor), in: session)
    }

    /// Ends the links and keys that come from a person, also through keys that he made: whoever
    /// made a key has seen its text, and what it made is his as well.
    ///
    /// - Parameter rights: what the person may still do; keys that may do no more stay, and links
    ///   where he still looks after people.
    func endMade(
        by user: User, keeping rights: Set<Permission>, by actor: String, at now: Instant,
        in session: Session
    ) throws {
        let table = KeyTable(session: session)
        let all = try table.makers(of: user.enterprise)
        var makers: Set<String> = [user.id]
        var size = 0
        while makers.count > size {
            size = makers.count
            for (key, maker) in all where makers.contains(maker) { makers.insert(key.id) }
        }
        let names = Set(rights.map(\.name))
        for (key, _) in all where makers.contains(key.id) && key.revoked == nil {
            guard rights.isEmpty || !key.scopes.isSubset(of: names) else { continue }
            try table.revoke(key.id, of: user.enterprise, at: now)
            try journal.append(
                Draft(
                    "parties.key-revoked", actor: actor, tenant: user.enterprise,
                    subjectType: "key", subject: key.id), in: session)
        }
        guard !rights.contains(PartiesPermission.people) else { return }
        for maker in makers.sorted() {
            try LinkTable(session: session).endMade(by: maker, at: now)
        }
    }

    /// Opens a closed login again, with the password it had.
    ///
    /// - Throws: `userNotFound`.
    public func reopenUser(login: String, by actor: String) async throws {
        try await change { session in
            let table = UserTable(session: session)
            let user = try known(login, in: table)
            guard !user.isActive else { return }
            try table.open(user.id)
            try journal.append(note("parties.user-reopened", user, by: actor), in: session)
        }
    }

    /// Gives somebody another password. Sessions begun with the old one and the link with the
    /// sign-in service end at once: whoever knew it may be in them, or have linked himself.
    ///
    /// - Throws: `userNotFound`, `input` when the password does not do, `busy`.
    public func setPassword(
        _ password: String, ofLogin login: String, by actor: String
    ) async throws {
        let user = try await store.read { try known(login, in: UserTable(session: $0)) }
        let faults = passwordFaults(
            password, login: login, name: user.name, least: value(.leastPassword),
            common: commonPasswords)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults.map(\.fault)) }
        let hash = try await passwords.hash(password)
        let now = clock.now()
        try await change { session in
            let table = UserTable(session: session)
            let user = try known(login, in: table)
            _ = try replacePassword(of: user, with: hash, by: actor, at: now, in: session)
            try endSessions(of: user, in: session)
            try journal.append(note("parties.password-set", user, by: actor), in: session)
        }
    }

    /// Whoever has a login.
    func user(login: String) async throws -> User {
        try await store.read { try known(login, in: UserTable(session: $0)) }
    }

    /// Login of a person.
    func login(of id: String) async throws -> String {
        guard let user = try await store.read({ try UserTable(session: $0).find(id: id) }) else {
            throw PartiesRefusal.userNotFound
        }
        return user.login
    }

    private func known(_ login: String, in table: UserTable) throws -> User {
        guard isLogin(login), let user = try table.find(login: login)?.user else {
            throw PartiesRefusal.userNotFound
        }
        return user
    }

    /// The change is numbered, so that other servers forget who they believed in.
    func endSessions(of user: User, in session: Session) throws {
        try SessionTable(session: session).removeAll(of: user.id)
        _ = try EnterpriseTable(session: session).nextVersion()
    }
}
