import Kernel
import Web

/// What an administrator of an enterprise does about its people at the door. Programs do none of
/// it: a key that lies in a file must not open anybody's login. What opens a login of others asks
/// for the password of whoever does it: a session may have been stolen.
extension Parties {
    /// Invites somebody into the own enterprise.
    ///
    /// - Throws: `personNeeded`, `input`.
    func invite(
        as post: MemberPost, label: String, by principal: Principal
    ) async throws -> (link: Link, token: String) {
        try refusePrograms(principal)
        return try await invite(
            as: post, label: label, into: principal.enterprise, by: principal.id)
    }

    /// - Throws: `personNeeded`, `linkNotValid`.
    func withdrawInvitation(_ id: String, by principal: Principal) async throws {
        try refusePrograms(principal)
        try await withdrawInvitation(id, of: principal.enterprise, by: principal.id)
    }

    /// - Throws: `personNeeded`, `userNotFound`, `lastAdministrator`.
    func setPost(_ post: MemberPost, of id: String, by principal: Principal) async throws {
        try refusePrograms(principal)
        try await setPost(post, of: id, in: principal.enterprise, by: principal.id)
    }

    /// - Throws: `personNeeded`, `userNotFound`, `lastAdministrator`.
    func closePerson(_ id: String, by principal: Principal) async throws {
        try refusePrograms(principal)
        try await closePerson(id, of: principal.enterprise, by: principal.id)
    }

    /// - Throws: `personNeeded`, `userNotFound`.
    func reopenPerson(_ id: String, by principal: Principal) async throws {
        try refusePrograms(principal)
        try await reopenPerson(id, of: principal.enterprise, by: principal.id)
    }

    /// Makes a link to a new password for a colleague.
    ///
    /// - Parameter password: that of whoever makes it.
    /// - Throws: `personNeeded`, `ownAccount`, `passwordWrong`, `tooManyAttempts`, `userNotFound`.
    func offerRecovery(
        of id: String, password: String, by principal: Principal
    ) async throws -> (link: Link, token: String) {
        try refusePrograms(principal)
        guard id != principal.id else { throw PartiesRefusal.ownAccount }
        _ = try await person(id, of: principal.enterprise)
        _ = try await provePassword(of: principal.id, password)
        return try await offerRecovery(
            of: id, in: principal.enterprise, by: principal.id)
    }

    /// Removes the second factor of a colleague.
    ///
    /// - Parameter password: that of whoever removes it.
    /// - Throws: `personNeeded`, `ownAccount`, `passwordWrong`, `tooManyAttempts`, `userNotFound`,
    ///   `factorMissing`.
    func resetFactor(of id: String, password: String, by principal: Principal) async throws {
        try refusePrograms(principal)
        guard id != principal.id else { throw PartiesRefusal.ownAccount }
        _ = try await person(id, of: principal.enterprise)
        _ = try await provePassword(of: principal.id, password)
        try await resetFactor(of: id, in: principal.enterprise, by: principal.id)
    }

    private func refusePrograms(_ principal: Principal) throws {
        guard principal.kind != .key else { throw PartiesRefusal.personNeeded }
    }
}
