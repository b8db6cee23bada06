import Kernel
import Web
import Wire

/// `/api/v1/parties/invitations` and `/api/v1/parties/recovery`: one-time links, made and used.
struct InvitationsResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        let access = Access.permission(PartiesPermission.people)
        let path = "/api/v1/parties/invitations"
        let rate = Rate(20, perSeconds: 600)
        return [
            Route(
                .get, path, access: access,
                summary: Localized(zh: "未接受的邀请", en: "Invitations not yet accepted"),
                handler: list),
            Route(
                .post, path, access: access,
                summary: Localized(
                    zh: "邀请人员，链接只显示一次", en: "Invite somebody; the link is shown once"),
                handler: invite),
            Route(
                .delete, path + "/{id}", access: access,
                summary: Localized(zh: "撤回邀请", en: "Take an invitation back"),
                handler: withdraw),
            Route(
                .post, path + "/acceptance", access: .anyone,
                summary: Localized(zh: "凭邀请链接加入企业", en: "Join by an invitation"),
                bodyLimit: 8 * 1024, rate: rate, handler: accept),
            Route(
                .post, "/api/v1/parties/recovery", access: .anyone,
                summary: Localized(
                    zh: "凭一次性链接设置新密码", en: "Set a new password by a one-time link"),
                bodyLimit: 8 * 1024, rate: rate, handler: recover),
            Route(
                .post, "/api/v1/parties/recovery/codes", access: .anyone,
                summary: Localized(
                    zh: "凭验证器和恢复码设置新密码",
                    en: "Set a new password by the app and a recovery code"),
                bodyLimit: 8 * 1024, rate: rate, handler: recoverByCodes),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let links = try await parties.invitations(of: visit.principal?.enterprise ?? "")
        return .json(JSON.object([.init("invitations", .array(links.map(json)))]).encoded)
    }

    private func invite(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        var input = try JSONInput(visit, names: ["label", "post"])
        let label = input.text("label") ?? ""
        let post = input.text("post").flatMap { MemberPost(rawValue: $0) }
        if post == nil { input.add(.post) }
        if !isName(label, most: 60) { input.add(.invitationLabel) }
        guard input.faults.isEmpty, let post else { throw PartiesRefusal.input(input.faults) }
        let made = try await parties.invite(
            as: post, label: label, by: principal)
        return .json(
            JSON.object([
                .init("id", .text(made.link.id)), .init("token", .text(made.token)),
                .init("page", .text(LinkPages.invitationPath(visit.language, made.token))),
                .init("expires", .text(made.link.expires.iso)),
            ]).encoded, status: 201)
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        try await parties.withdrawInvitation(
            visit.parameters["id"] ?? "", by: principal)
        return Answer(status: 204)
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        var input = try JSONInput(visit, names: ["token", "login", "name", "password"])
        let (token, login) = (input.text("token") ?? "", input.text("login") ?? "")
        let (name, password) = (input.text("name") ?? "", input.text("password") ?? "")
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let user = try await parties.acceptInvitation(
            token: token, login: login, name: name, password: password)
        return .json(
            JSON.object([
                .init("login", .text(user.login)), .init("post", .optional(user.post?.rawValue)),
            ]).encoded, status: 201)
    }

    private func recover(_ visit: Visit) async throws -> Answer {
        var input = try JSONInput(visit, names: ["token", "password"])
        let (token, password) = (input.text("token") ?? "", input.text("password") ?? "")
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        try await parties.recover(token: token, password: password)
        return Answer(status: 204)
    }

    private func recoverByCodes(_ visit: Visit) async throws -> Answer {
        var input = try JSONInput(visit, names: ["login", "code", "recoveryCode", "password"])
        let proof = OwnRecovery(
            login: input.text("login") ?? "", code: input.text("code") ?? "",
            recoveryCode: input.text("recoveryCode") ?? "", password: input.text("password") ?? "")
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        try await parties.recover(proof, remote: visit.remote)
        return Answer(status: 204)
    }

    private func json(_ link: Link) -> JSON {
        .object([
            .init("id", .text(link.id)), .init("label", .text(link.label)),
            .init("post", .optional(link.post?.rawValue)),
            .init("created", .text(link.created.iso)), .init("expires", .text(link.expires.iso)),
        ])
    }
}
