import Journal
import Kernel
import Secrets
import Store
import Wire

extension Parties {
    /// Signs somebody in and gives the token of the session, which is stored nowhere.
    ///
    /// - Throws: `tooManyAttempts`, `signInFailed` (unknown login, wrong password or closed login,
    ///   in the same words and the same time), `enterpriseSuspended`, `busy`.
    public func signIn(login: String, password: String, remote: String) async throws -> String {
        let proven = try await prove(login: login, password: password, remote: remote)
        return try await begin(proven, remote: remote)
    }

    /// Somebody whose password was right, as of a moment that is over: hashing takes a while.
    struct Proven: Sendable, Withheld {
        let user: User
        let hash: String
        fileprivate let loginCode: String
    }

    /// Looks at the password.
    func prove(login: String, password: String, remote: String) async throws -> Proven {
        // What cannot be a login is treated as one nobody has.
        let login = login.lowercased()
        let code = Digest.hex(Digest.hmac(Array(login.utf8), key: pepper.key(for: "attempts")))
        try await claimAttempt(login: code, remote: remote)
        let found = try await store.read { session in
            isLogin(login) ? try UserTable(session: session).find(login: login) : nil
        }
        let right = try await passwords.isRight(password, for: found?.hash)
        guard let (user, hash) = found, right, user.isActive else {
            throw PartiesRefusal.signInFailed
        }
        if case .member(let enterprise) = user.kind,
            register.enterprise(id: enterprise)?.status != .active
        {
            throw PartiesRefusal.enterpriseSuspended
        }
        return Proven(user: user, hash: hash, loginCode: code)
    }

    /// Counts the attempt before the password is looked at, so that a hundred at the same moment
    /// are a hundred.
    private func claimAttempt(login: String, remote: String) async throws {
        let now = clock.now()
        let window = value(.window)
        let pair = SignInLimit(most: value(.perLoginAndAddress), window: window)
        let address = SignInLimit(most: value(.perAddress), window: window)
        let id = ids.next()
        try await store.write { session in
            let table = AttemptTable(session: session)
            let since = now.adding(milliseconds: -Int64(window) * 60_000)
            let waits = [
                pair.wait(
                    after: try table.times(login: login, remote: remote, since: since), at: now),
                address.wait(after: try table.times(remote: remote, since: since), at: now),
            ]
            if let minutes = waits.compactMap({ $0 }).max() {
                throw PartiesRefusal.tooManyAttempts(minutes: minutes)
            }
            try table.remove(before: since)
            try table.insert(id: id, login: login, remote: remote, at: now)
        }
    }

    /// Begins the stay of somebody, unless the password has been changed or the login closed since
    /// it was looked at: a session must not outlive what it was begun with.
    func begin(_ proven: Proven, remote: String) async throws -> String {
        let user = proven.user
        let now = clock.now()
        let token = secrets.token()
        let idle = value(.idle)
        let stay = UserSession(
            id: ids.next(), remote: remote, begun: now, seen: now,
            ends: now.adding(milliseconds: Int64(value(.absolute)) * 60_000))
        try await store.write { session in
            guard let held = try UserTable(session: session).find(login: user.login),
                held.user.id == user.id, held.user.isActive, held.hash == proven.hash
            else { throw PartiesRefusal.signInFailed }
            try AttemptTable(session: session).remove(login: proven.loginCode, remote: remote)
            let table = SessionTable(session: session)
            try table.removeEnded(of: user.id, at: now, idle: idle)
            try table.insert(stay, of: user, tokenHash: Digest.sha256(Array(token.utf8)))
            try journal.append(note("parties.signed-in", user, stay.id), in: session)
        }
        return token
    }

    /// Ends the session of a token. A token that has ended already is no fault.
    public func signOut(token: String) async throws {
        let hash = Digest.sha256(Array(token.utf8))
        try await change { session in
            let table = SessionTable(session: session)
            guard let found = try table.find(tokenHash: hash),
                try table.remove(found.stay.id, of: found.user.id)
            else { return }
            try journal.append(
                note("parties.signed-out", found.user, found.stay.id), in: session)
        }
    }

    /// The sessions of a person that still hold, latest use first.
    public func sessions(of user: String) async throws -> [UserSession] {
        let now = clock.now()
        let idle = value(.idle)
        return try await store.read { try SessionTable(session: $0).list(of: user) }
            .filter { $0.isAlive(at: now, idle: idle) }
    }

    /// Ends one session of a person.
    public func revokeSession(_ id: String, of user: String) async throws {
        try await change { session in
            guard let owner = try UserTable(session: session).find(id: user),
                try SessionTable(session: session).remove(id, of: user)
            else { throw PartiesRefusal.sessionNotFound }
            try journal.append(note("parties.session-revoked", owner, id), in: session)
        }
    }

    /// Id of the session a token belongs to, to mark it in the list.
    func sessionID(token: String) async throws -> String? {
        let hash = Digest.sha256(Array(token.utf8))
        return try await store.read {
            try SessionTable(session: $0).find(tokenHash: hash)?.stay.id
        }
    }

    private func note(_ kind: String, _ user: User, _ session: String) -> Draft {
        Draft(
            kind, actor: user.id, tenant: user.enterprise, subjectType: "user", subject: user.id,
            payload: .object([.init("session", .text(session))]))
    }
}
