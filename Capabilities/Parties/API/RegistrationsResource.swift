import Kernel
import Web
import Wire

/// `/api/v1/parties/registrations`: enterprises sign up, officers confirm them.
struct RegistrationsResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        let access = Access.permission(PartiesPermission.confirm)
        let path = "/api/v1/parties/registrations"
        return [
            Route(
                .post, path, access: .anyone,
                summary: Localized(
                    zh: "企业自助注册，查询凭证只显示一次",
                    en: "An enterprise signs up; its token is shown once"),
                bodyLimit: 16 * 1024, rate: Rate(10, perSeconds: 600), handler: send),
            Route(
                .post, "/api/v1/parties/registration-status", access: .anyone,
                summary: Localized(zh: "凭查询凭证查看注册进度", en: "What came of it, by its token"),
                bodyLimit: 4 * 1024, rate: Rate(60, perSeconds: 60), handler: status),
            Route(
                .get, path, access: access,
                summary: Localized(zh: "待核对的企业注册", en: "Enterprises that signed up"),
                query: [Route.Query("status", SignUpWords.statusQuery)], handler: list),
            Route(
                .get, path + "/{id}", access: access,
                summary: Localized(zh: "一项企业注册", en: "One of them, with its contact"),
                handler: show),
            Route(
                .post, path + "/{id}/confirmation", access: access,
                summary: Localized(zh: "确认企业注册", en: "Confirm it"), handler: confirm),
            Route(
                .post, path + "/{id}/decline", access: access,
                summary: Localized(zh: "不予通过", en: "Decline it, with a reason"),
                handler: decline),
        ]
    }

    private func send(_ visit: Visit) async throws -> Answer {
        var input = try JSONInput(
            visit,
            names: [
                "name", "nameEn", "creditCode", "customsCode", "district", "roles",
                "contactName", "contactPhone",
            ])
        let names = input.texts("roles") ?? []
        let form = SignUpForm(
            name: input.text("name") ?? "", nameEn: input.text("nameEn"),
            creditCode: input.text("creditCode") ?? "", customsCode: input.text("customsCode"),
            district: input.text("district") ?? "",
            roles: names.compactMap { EnterpriseRole(rawValue: $0) },
            contactName: input.text("contactName") ?? "",
            contactPhone: input.text("contactPhone") ?? "")
        for (index, name) in names.enumerated() where EnterpriseRole(rawValue: name) == nil {
            input.add(.roleUnknown(index: index + 1))
        }
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let token = try await parties.signUp(form, remote: visit.remote)
        let found = try await parties.signUp(token: token)
        return .json(
            JSON.object([
                .init("token", .text(token)),
                .init("page", .text(SignUpPage.statusPath(visit.language, token))),
                .init("status", .text(found.signUp.status.rawValue)),
            ]).encoded, status: 202)
    }

    private func status(_ visit: Visit) async throws -> Answer {
        var input = try JSONInput(visit, names: ["token"])
        let token = input.text("token") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let (found, maySetUp) = try await parties.signUp(token: token)
        return .json(
            JSON.object([
                .init("status", .text(found.status.rawValue)),
                .init("sent", .text(found.sent.iso)),
                .init("reason", .optional(found.reason.isEmpty ? nil : found.reason)),
                .init("maySetUpAdministrator", .bool(maySetUp)),
            ]).encoded)
    }

    private func list(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let status = visit.query["status"].flatMap { SignUp.Status(rawValue: $0) } ?? .waiting
        let found = try await parties.signUps(status, for: principal)
        return .json(
            JSON.object([.init("registrations", .array(found.map { .object(members($0)) }))])
                .encoded)
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        return try await one(visit.parameters["id"] ?? "", principal)
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        try await parties.confirmSignUp(id, by: principal)
        return try await one(id, principal)
    }

    private func decline(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        var input = try JSONInput(visit, names: ["reason"])
        let reason = input.text("reason") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let id = visit.parameters["id"] ?? ""
        try await parties.declineSignUp(id, reason: reason, by: principal)
        return try await one(id, principal)
    }

    private func one(_ id: String, _ principal: Principal) async throws -> Answer {
        let (found, holders) = try await parties.signUp(id: id, for: principal)
        let form = found.enrolment
        return .json(
            JSON.object(
                members(found) + [
                    .init("contactName", .text(form.contactName)),
                    .init("contactPhone", .text(form.contactPhone)),
                    .init(
                        "codeHeldBy", .array(holders.map { .text($0.codes.first ?? $0.id) })),
                ]
            ).encoded)
    }

    private func members(_ found: SignUp) -> [JSON.Member] {
        let form = found.enrolment
        return [
            .init("id", .text(found.id)), .init("name", .text(form.name)),
            .init("nameEn", .optional(form.nameEn)),
            .init("creditCode", .text(form.creditCode)),
            .init("customsCode", .optional(form.customsCode)),
            .init("district", .text(form.district)),
            .init("roles", .array(form.roles.map { .text($0.rawValue) })),
            .init("status", .text(found.status.rawValue)), .init("sent", .text(found.sent.iso)),
            .init("decided", .optional(found.decided?.iso)),
            .init("reason", .optional(found.reason.isEmpty ? nil : found.reason)),
        ]
    }
}
