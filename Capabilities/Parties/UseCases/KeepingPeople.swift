import Journal
import Kernel
import Store
import Wire

/// What the administrator of an enterprise does about its people, each by id. Whoever is not of the
/// enterprise is answered as if he did not exist.
extension Parties {
    /// One person of an enterprise.
    ///
    /// - Throws: `userNotFound`.
    func person(_ id: String, of enterprise: String) async throws -> User {
        try await store.read { try person(id, of: enterprise, in: $0) }
    }

    /// Changes what somebody does in the enterprise. Keys he made that may do more than the new
    /// post end, and so do his invitations where he looks after people no more.
    ///
    /// - Throws: `userNotFound`, `lastAdministrator`.
    func setPost(
        _ post: MemberPost, of id: String, in enterprise: String, by actor: String
    ) async throws {
        let now = clock.now()
        let rights = access.permissions(ofPost: post)
        try await change { session in
            // Numbered first: two administrators who take each other's post wait here.
            _ = try EnterpriseTable(session: session).nextVersion()
            let user = try person(id, of: enterprise, in: session)
            guard user.post != post else { return }
            try keepsAdministrator(without: user, in: session)
            try UserTable(session: session).set(post, of: id)
            try endMade(by: user, keeping: rights, by: actor, at: now, in: session)
            try journal.append(
                Draft(
                    "parties.post-set", actor: actor, tenant: enterprise, subjectType: "user",
                    subject: id, payload: .object([.init("post", .text(post.rawValue))])),
                in: session)
        }
    }

    /// Closes somebody's login: sessions, links and the API keys he made end at once.
    ///
    /// - Throws: `userNotFound`, `lastAdministrator`.
    func closePerson(_ id: String, of enterprise: String, by actor: String) async throws {
        let now = clock.now()
        try await change { session in
            _ = try EnterpriseTable(session: session).nextVersion()
            let user = try person(id, of: enterprise, in: session)
            try keepsAdministrator(without: user, in: session)
            try close(user, by: actor, at: now, in: session)
        }
    }

    /// Opens a closed login again, with the password it had. Keys that ended stay ended.
    ///
    /// - Throws: `userNotFound`, `closedByOperator`.
    func reopenPerson(_ id: String, of enterprise: String, by actor: String) async throws {
        let user = try await person(id, of: enterprise)
        let isKept = try await store.read { try UserTable(session: $0).isKeptClosed(id) }
        guard !isKept else { throw PartiesRefusal.closedByOperator }
        try await reopenUser(login: user.login, by: actor)
    }

    /// Refuses what would leave an enterprise without anybody who may look after its people.
    private func keepsAdministrator(without user: User, in session: Session) throws {
        guard user.isActive, user.post == .administrator else { return }
        guard try UserTable(session: session).administrators(of: user.enterprise) > 1 else {
            throw PartiesRefusal.lastAdministrator
        }
    }

    private func person(
        _ id: String, of enterprise: String, in session: Session
    ) throws -> User {
        guard !enterprise.isEmpty, let user = try UserTable(session: session).find(id: id),
            user.enterprise == enterprise
        else { throw PartiesRefusal.userNotFound }
        return user
    }
}
