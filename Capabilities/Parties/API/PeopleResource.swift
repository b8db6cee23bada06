import Kernel
import Web
import Wire

/// `/api/v1/parties/people`: who acts for the own enterprise.
struct PeopleResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        let access = Access.permission(PartiesPermission.people)
        let path = "/api/v1/parties/people"
        return [
            Route(
                .get, path, access: access,
                summary: Localized(zh: "本企业人员", en: "People of the own enterprise"),
                handler: list),
            Route(
                .post, path + "/{id}/post", access: access,
                summary: Localized(zh: "变更岗位", en: "Change what somebody does"),
                handler: setPost),
            Route(
                .post, path + "/{id}/closure", access: access,
                summary: Localized(
                    zh: "停用账户，会话和密钥立即失效", en: "Close a login; sessions and keys end"),
                handler: close),
            Route(
                .delete, path + "/{id}/closure", access: access,
                summary: Localized(zh: "恢复账户", en: "Open a login again"), handler: reopen),
            Route(
                .post, path + "/{id}/second-factor/removal", access: access,
                summary: FactorWords.reset, bodyLimit: 8 * 1024, handler: resetFactor),
            Route(
                .post, path + "/{id}/recovery", access: access,
                summary: Localized(
                    zh: "生成重置密码的一次性链接（只显示一次）",
                    en: "A one-time link to a new password, shown once"),
                bodyLimit: 8 * 1024,
                handler: offerRecovery),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let enterprise = visit.principal?.enterprise ?? ""
        guard !enterprise.isEmpty else { return .json(#"{"people":[]}"#) }
        let people = try await parties.users(of: enterprise)
        return .json(JSON.object([.init("people", .array(people.map(json)))]).encoded)
    }

    private func setPost(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        // Whose person it is comes before what was sent.
        _ = try await parties.person(id, of: principal.enterprise)
        var input = try JSONInput(visit, names: ["post"])
        let post = input.text("post").flatMap { MemberPost(rawValue: $0) }
        if post == nil { input.add(.post) }
        guard input.faults.isEmpty, let post else { throw PartiesRefusal.input(input.faults) }
        try await parties.setPost(post, of: id, by: principal)
        return try await one(id, principal)
    }

    private func close(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        try await parties.closePerson(id, by: principal)
        return try await one(id, principal)
    }

    private func reopen(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        try await parties.reopenPerson(id, by: principal)
        return try await one(id, principal)
    }

    private func resetFactor(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        _ = try await parties.person(id, of: principal.enterprise)
        try await parties.resetFactor(of: id, password: try password(visit), by: principal)
        return Answer(status: 204)
    }

    private func offerRecovery(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        _ = try await parties.person(id, of: principal.enterprise)
        let made = try await parties.offerRecovery(
            of: id, password: try password(visit), by: principal)
        return .json(
            JSON.object([
                .init("token", .text(made.token)),
                .init("page", .text(LinkPages.recoveryPath(visit.language, made.token))),
                .init("expires", .text(made.link.expires.iso)),
            ]).encoded, status: 201)
    }

    /// The password of whoever asks, `{"password": "…"}`.
    private func password(_ visit: Visit) throws -> String {
        var input = try JSONInput(visit, names: ["password"])
        let password = input.text("password") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        return password
    }

    private func one(_ id: String, _ principal: Principal) async throws -> Answer {
        .json(json(try await parties.person(id, of: principal.enterprise)).encoded)
    }

    private func json(_ person: User) -> JSON {
        .object([
            .init("id", .text(person.id)), .init("login", .text(person.login)),
            .init("name", .text(person.name)),
            .init("post", .optional(person.post?.rawValue)),
            .init("active", .bool(person.isActive)),
        ])
    }
}
