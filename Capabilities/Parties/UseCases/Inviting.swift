import Journal
import Kernel
import Secrets
import Store
import Web
import Wire

extension Parties {
    /// Invites somebody into an enterprise and gives the link's token, which is stored nowhere.
    ///
    /// - Parameter label: what the inviter knows it by, 1 to 60 characters.
    /// - Throws: `input`, `enterpriseNotFound`.
    func invite(
        as post: MemberPost, label: String, into enterprise: String, by actor: String
    ) async throws -> (link: Link, token: String) {
        guard isName(label, most: 60) else {
            throw PartiesRefusal.input([InputFault.invitationLabel.fault])
        }
        guard register.enterprise(id: enterprise) != nil else {
            throw PartiesRefusal.enterpriseNotFound
        }
        let made = newLink(
            .invitation, of: enterprise, post: post, label: label, user: nil, by: actor,
            hours: value(.invitation))
        try await store.write { session in
            try LinkTable(session: session).insert(made.link, tokenHash: made.hash)
            try journal.append(note("parties.invited", made.link, by: actor), in: session)
        }
        return (made.link, made.token)
    }

    /// Invitations of an enterprise that may still be accepted, latest first.
    func invitations(of enterprise: String) async throws -> [Link] {
        let now = clock.now()
        return try await store.read {
            try LinkTable(session: $0).open(.invitation, of: enterprise, at: now)
        }
    }

    /// Takes an invitation back.
    ///
    /// - Throws: `linkNotValid`, also for one of another enterprise.
    func withdrawInvitation(_ id: String, of enterprise: String, by actor: String) async throws {
        let now = clock.now()
        try await store.write { session in
            let table = LinkTable(session: session)
            guard let link = try table.open(.invitation, of: enterprise, at: now)
                .first(where: { $0.id == id }), try table.end(id, of: enterprise, at: now)
            else { throw PartiesRefusal.linkNotValid }
            try journal.append(
                note("parties.invitation-withdrawn", link, by: actor), in: session)
        }
    }

    /// The link a token belongs to. One that was used, withdrawn, has expired or never was: all are
    /// refused in the same words.
    ///
    /// - Throws: `linkNotValid`.
    func link(_ purpose: Link.Purpose, token: String) async throws -> Link {
        let hash = try tokenHash(token)
        let now = clock.now()
        return try await store.read { session in
            try open(purpose, hash, at: now, in: session)
        }
    }

    /// Gives whoever holds an invitation a login in the enterprise that invites.
    ///
    /// - Throws: `input`, `linkNotValid`, `loginTaken`, `busy`.
    @discardableResult
    func acceptInvitation(
        token: String, login: String, name: String, password: String
    ) async throws -> User {
        let hash = try tokenHash(token)
        let link = try await link(.invitation, token: token)
        let new = NewUser(
            login: login, name: name, password: password,
            kind: .member(enterprise: link.tenant), post: link.post ?? .viewer)
        let faults = formFaults(of: new)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let passwordHash = try await passwords.hash(password)
        let user = User(
            id: ids.next(), login: login, name: name, kind: new.kind, post: new.post,
            isActive: true)
        let now = clock.now()
        try await change { session in
            // Again inside the transaction: it may have been used or withdrawn meanwhile.
            let link = try open(.invitation, hash, at: now, in: session)
            let table = UserTable(session: session)
            guard try table.find(login: login) == nil else { throw PartiesRefusal.loginTaken }
            guard try LinkTable(session: session).end(link.id, of: link.tenant, at: now) else {
                throw PartiesRefusal.linkNotValid
            }
            try table.insert(user, hash: passwordHash, at: now)
            try journal.append(note("parties.user-added", user, by: user.id), in: session)
        }
        return user
    }

    func open(
        _ purpose: Link.Purpose, _ hash: [UInt8], at now: Instant, in session: Session
    ) throws -> Link {
        guard let link = try LinkTable(session: session).find(tokenHash: hash),
            link.purpose == purpose, link.isOpen(at: now),
            link.tenant.isEmpty || register.enterprise(id: link.tenant)?.status == .active
        else { throw PartiesRefusal.linkNotValid }
        return link
    }

    /// What is stored of a token; a text that cannot be one is refused like one nobody was given.
    func tokenHash(_ token: String) throws -> [UInt8] {
        guard token.utf8.count <= 64 else { throw PartiesRefusal.linkNotValid }
        return Digest.sha256(Array(token.utf8))
    }

    /// The same as text: what a sign-in under way keeps of an invitation.
    func invitationHash(_ token: String) throws -> String { Digest.hex(try tokenHash(token)) }

    func newLink(
        _ purpose: Link.Purpose, of tenant: String, post: MemberPost?, label: String,
        user: String?, by actor: String, hours: Int
    ) -> (link: Link, token: String, hash: [UInt8]) {
        let now = clock.now()
        let token = secrets.token()
        let link = Link(
            id: ids.next(), tenant: tenant, purpose: purpose, post: post, label: label,
            user: user, created: now, createdBy: actor,
            expires: now.adding(milliseconds: Int64(hours) * 3_600_000), ended: nil)
        return (link, token, Digest.sha256(Array(token.utf8)))
    }

    /// No label: it names a person, and journal entries are never removed.
    private func note(_ kind: String, _ link: Link, by actor: String) -> Draft {
        Draft(
            kind, actor: actor, tenant: link.tenant, subjectType: "invitation", subject: link.id,
            payload: .object([.init("post", .optional(link.post?.rawValue))]))
    }
}
