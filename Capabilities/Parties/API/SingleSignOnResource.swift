import Kernel
import Web
import Wire

/// `/api/v1/parties/me/single-sign-on`: whether one's own account is linked with the sign-in
/// service, and the end of that. A link is made by the page: it needs a browser.
struct SingleSignOnResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        let path = "/api/v1/parties/me/single-sign-on"
        return [
            Route(
                .get, path, access: .ownAccount,
                summary: Localized(
                    zh: "本人账户是否已关联统一认证", en: "Whether one's account is linked"),
                handler: show),
            Route(
                .post, path + "/removal", access: .ownAccount, summary: SingleSignOnWords.unlink,
                bodyLimit: 8 * 1024, handler: remove),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let since = try await parties.identityLinked(of: try person(visit))
        return .json(
            JSON.object([
                .init("offered", .bool(parties.service != nil)),
                .init("linked", .bool(since != nil)), .init("since", .optional(since?.iso)),
            ]).encoded)
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        var input = try JSONInput(visit, names: ["password"])
        let password = input.text("password") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        try await parties.unlinkIdentity(of: id, password: password)
        return Answer(status: 204)
    }

    private func person(_ visit: Visit) throws -> String {
        guard let principal = visit.principal, principal.kind != .key else {
            throw PartiesRefusal.userNotFound
        }
        return principal.id
    }
}
