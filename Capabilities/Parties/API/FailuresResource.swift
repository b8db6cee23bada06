import Kernel
import Web
import Wire

/// `/api/v1/parties/me/failed-sign-ins` and `…/people/{id}/failed-sign-ins`.
struct FailuresResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/parties/me/failed-sign-ins", access: .ownAccount,
                summary: Localized(
                    zh: "本人的登录失败记录", en: "Sign-ins with one's own login that failed"),
                handler: own),
            Route(
                .get, "/api/v1/parties/people/{id}/failed-sign-ins",
                access: .permission(PartiesPermission.people),
                summary: Localized(
                    zh: "本企业人员的登录失败记录", en: "Sign-ins of a colleague that failed"),
                handler: ofPerson),
        ]
    }

    private func own(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal, principal.kind != .key else {
            throw PartiesRefusal.userNotFound
        }
        return answer(try await parties.failedSignIns(of: principal.id))
    }

    private func ofPerson(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal, principal.kind != .key else {
            throw PartiesRefusal.personNeeded
        }
        return answer(
            try await parties.failedSignIns(
                of: visit.parameters["id"] ?? "", in: principal.enterprise))
    }

    private func answer(_ failures: [SignInFailure]) -> Answer {
        let list = failures.map { failure in
            JSON.object([
                .init("at", .text(failure.at.iso)), .init("network", .text(failure.network)),
                .init("cause", .text(failure.cause.rawValue)),
            ])
        }
        return .json(JSON.object([.init("failures", .array(list))]).encoded)
    }
}
