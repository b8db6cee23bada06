import Journal
import Kernel
import Secrets
import Store
import Web
import Wire

extension Parties {
    /// Signs somebody in who needs no second factor, and gives the token of the session, which is
    /// stored nowhere.
    ///
    /// - Throws: `tooManyAttempts`, `signInFailed` (unknown login, wrong password or closed login,
    ///   in the same words and the same time), `enterpriseSuspended`, `busy`; `codeWrong` for
    ///   somebody who has a second factor.
    public func signIn(login: String, password: String, remote: String) async throws -> String {
        switch try await enter(login: login, password: password, remote: remote, device: "") {
        case .inside(let token): return token
        case .factor: throw PartiesRefusal.codeWrong
        }
    }

    /// What comes of a right password.
    enum Entered: Sendable, Withheld {
        /// The token of a session.
        case inside(String)
        /// A code is asked for; the ticket proves for some minutes that the password was right, or
        /// that the sign-in service said who it is.
        case factor(ticket: String)
    }

    /// The first step of signing in.
    ///
    /// - Throws: as `signIn`, but for `codeWrong`.
    func enter(
        login: String, password: String, remote: String, device: String
    ) async throws -> Entered {
        try await enter(
            try await prove(login: login, password: password, remote: remote), remote: remote,
            device: device)
    }

    /// What comes of somebody proven: a session, or the question for a code.
    func enter(_ proven: Proven, remote: String, device: String) async throws -> Entered {
        guard try await factorState(of: proven.user.id).isOn else {
            return .inside(try await begin(proven, remote: remote, device: device))
        }
        return .factor(ticket: ticket(for: proven))
    }

    /// The second step: a code of the app, or a recovery code.
    ///
    /// - Throws: `signInOver`, `tooManyAttempts`, `codeWrong`, `signInFailed`.
    func enter(
        ticket: String, code: String, remote: String, device: String
    ) async throws -> String {
        let proven = try await prove(ticket)
        // By account, not by address: a code has six digits only.
        try await claimCodeAttempt(of: proven.user.id)
        let now = clock.now()
        let isRight = try await store.write { session in
            try takes(code, of: proven.user.id, at: now, in: session)
        }
        guard isRight else {
            try await noteFailure(.code, of: proven.user, remote: remote)
            throw PartiesRefusal.codeWrong
        }
        try await forgiveCodeAttempts(of: proven.user.id)
        return try await begin(proven, remote: remote, device: device)
    }

    /// Minutes between password and code.
    private static let ticketMinutes: Int64 = 5

    /// Which way somebody was proven, in a ticket.
    private enum Way: String {
        case password = "p"
        case singleSignOn = "s"
    }

    /// Says that somebody was proven, and which way, until a moment. It is bound to the password,
    /// so that a new one ends it.
    private func ticket(for proven: Proven) -> String {
        let ends = clock.now().milliseconds + Parties.ticketMinutes * 60_000
        let way: Way = proven.isBySingleSignOn ? .singleSignOn : .password
        let text = "\(proven.user.id).\(ends).\(way.rawValue)"
        return text + "." + ticketMark(text, proven.hash)
    }

    private func ticketMark(_ text: String, _ hash: String) -> String {
        Digest.hex(
            Digest.hmac(Array((text + "\n" + hash).utf8), key: pepper.key(for: "sign-in tickets")))
    }

    private func prove(_ ticket: String) async throws -> Proven {
        let parts = ticket.split(separator: ".").map(String.init)
        guard ticket.utf8.count <= 200, parts.count == 4, let ends = Int64(parts[1]),
            clock.now().milliseconds < ends, let way = Way(rawValue: parts[2])
        else { throw PartiesRefusal.signInOver }
        let found = try await store.read { session -> (user: User, hash: String)? in
            let table = UserTable(session: session)
            return try table.find(id: parts[0]).flatMap { try table.find(login: $0.login) }
        }
        guard let found, found.user.isActive,
            Digest.equal(
                Array(ticketMark(parts.prefix(3).joined(separator: "."), found.hash).utf8),
                Array(parts[3].utf8))
        else { throw PartiesRefusal.signInOver }
        // Only a right password forgives the wrong ones before it.
        switch way {
        case .singleSignOn: return bySingleSignOn(found.user, found.hash)
        case .password:
            return Proven(
                user: found.user, hash: found.hash, loginCode: attemptCode(found.user.login))
        }
    }

    /// Logins are kept as codes only: people type passwords into the wrong field.
    func attemptCode(_ text: String) -> String {
        Digest.hex(Digest.hmac(Array(text.utf8), key: pepper.key(for: "attempts")))
    }

    func claimCodeAttempt(of user: String) async throws {
        try await claimAttempt(login: attemptCode("code/" + user), remote: "account/" + user)
    }

    func forgiveCodeAttempts(of user: String) async throws {
        let code = attemptCode("code/" + user)
        try await store.write { session in
            try AttemptTable(session: session).remove(login: code, remote: "account/" + user)
        }
    }

    /// Somebody whose password was right, or whom the sign-in service named, as of a moment that is
    /// over: hashing takes a while.
    struct Proven: Sendable, Withheld {
        let user: User
        let hash: String
        /// Which failures a session forgives.
        fileprivate let loginCode: String
        /// Whether a sign-in service said who it is.
        fileprivate var isBySingleSignOn = false
    }

    /// Somebody whom a sign-in service has named, if the account may be used.
    ///
    /// - Throws: `signInFailed`, `enterpriseSuspended`.
    func proven(_ user: User, _ hash: String) throws -> Proven {
        guard user.isActive else { throw PartiesRefusal.signInFailed }
        try refuseSuspended(user)
        return bySingleSignOn(user, hash)
    }

    private func bySingleSignOn(_ user: User, _ hash: String) -> Proven {
        Proven(user: user, hash: hash, loginCode: "", isBySingleSignOn: true)
    }

    private func refuseSuspended(_ user: User) throws {
        if case .member(let enterprise) = user.kind,
            register.enterprise(id: enterprise)?.status != .active
        {
            throw PartiesRefusal.enterpriseSuspended
        }
    }

    /// Looks at the password.
    func prove(login: String, password: String, remote: String) async throws -> Proven {
        // What cannot be a login is treated as one nobody has.
        let login = login.lowercased()
        let code = attemptCode(login)
        try await claimAttempt(login: code, remote: remote)
        let found = try await store.read { session in
            isLogin(login) ? try UserTable(session: session).find(login: login) : nil
        }
        let right = try await passwords.isRight(password, for: found?.hash)
        guard let (user, hash) = found, right, user.isActive else {
            try await noteFailure(
                right ? .closed : .password, of: found?.user, remote: remote)
            throw PartiesRefusal.signInFailed
        }
        try refuseSuspended(user)
        return Proven(user: user, hash: hash, loginCode: code)
    }

    /// Counts the attempt before the password is looked at, so that a hundred at the same moment
    /// are a hundred.
    func claimAttempt(login: String, remote: String) async throws {
        // An IPv6 subscriber has more addresses than there are guesses: his network counts as one.
        let remote = neighbour(remote)
        let now = clock.now()
        let window = value(.window)
        let mostOfLogin = value(.perLogin)
        let pair = SignInLimit(most: value(.perLoginAndAddress), window: window)
        let address = SignInLimit(most: value(.perAddress), window: window)
        let id = ids.next()
        try await store.write { session in
            let table = AttemptTable(session: session)
            let since = now.adding(milliseconds: -SignInLimit.memory)
            let waits = [
                pair.wait(
                    after: try table.times(login: login, remote: remote, since: since), at: now),
                SignInLimit.pause(
                    of: mostOfLogin, after: try table.times(login: login, since: since), at: now),
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
    func begin(_ proven: Proven, remote: String, device: String = "") async throws -> String {
        let user = proven.user
        let now = clock.now()
        let token = secrets.token()
        let idle = value(.idle)
        let stay = UserSession(
            id: ids.next(), remote: remote, device: device, begun: now, seen: now,
            ends: now.adding(milliseconds: Int64(value(.absolute)) * 60_000))
        try await store.write { session in
            guard let held = try UserTable(session: session).find(login: user.login),
                held.user.id == user.id, held.user.isActive, held.hash == proven.hash
            else { throw PartiesRefusal.signInFailed }
            try AttemptTable(session: session)
                .remove(login: proven.loginCode, remote: neighbour(remote))
            let table = SessionTable(session: session)
            try table.removeEnded(of: user.id, at: now, idle: idle)
            try table.insert(stay, of: user, tokenHash: Digest.sha256(Array(token.utf8)))
            var entry = note("parties.signed-in", user, stay.id)
            if proven.isBySingleSignOn {
                entry.payload = .object(
                    entry.payload.members + [.init("by", .text("single-sign-on"))])
            }
            try journal.append(entry, in: session)
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
