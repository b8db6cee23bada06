import Kernel
import Web
import Wire

/// `/api/v1/parties/me/…`: one's own sessions, password and second factor. Programs have none.
struct OwnAccountResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        let path = "/api/v1/parties/me"
        return [
            Route(
                .get, path + "/sessions", access: .ownAccount,
                summary: Localized(zh: "我的登录会话", en: "One's own sessions"), handler: sessions),
            Route(
                .post, path + "/sessions/removal", access: .ownAccount,
                summary: Localized(
                    zh: "结束其他全部会话，须再次出示密码",
                    en: "End all other sessions; the password is shown once more"),
                bodyLimit: 8 * 1024, handler: end),
            Route(
                .post, path + "/sessions/{id}/removal", access: .ownAccount,
                summary: Localized(
                    zh: "结束一个会话，须再次出示密码",
                    en: "End one session; the password is shown once more"),
                bodyLimit: 8 * 1024, handler: end),
            Route(
                .post, path + "/password", access: .ownAccount,
                summary: FactorWords.changePassword, bodyLimit: 8 * 1024, handler: password),
            Route(
                .post, path + "/second-factor", access: .ownAccount,
                summary: Localized(
                    zh: "开始设置第二因素，密钥供验证器使用",
                    en: "Begin to set up a second factor; the secret is for an app"),
                handler: begin),
            Route(
                .post, path + "/second-factor/confirmation", access: .ownAccount,
                summary: Localized(
                    zh: "启用第二因素，恢复码只显示一次",
                    en: "Switch it on; the recovery codes are shown once"),
                bodyLimit: 4 * 1024, handler: confirm),
            Route(
                .post, path + "/second-factor/removal", access: .ownAccount,
                summary: FactorWords.remove, bodyLimit: 8 * 1024, handler: remove),
        ]
    }

    private func sessions(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        let current = try await stay(visit)
        let list = try await parties.sessions(of: id).map { stay in
            JSON.object([
                .init("id", .text(stay.id)), .init("device", .text(stay.device)),
                .init("address", .text(stay.remote)), .init("begun", .text(stay.begun.iso)),
                .init("seen", .text(stay.seen.iso)), .init("ends", .text(stay.ends.iso)),
                .init("current", .bool(stay.id == current)),
            ])
        }
        return .json(JSON.object([.init("sessions", .array(list))]).encoded)
    }

    private func end(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        var input = try JSONInput(visit, names: ["password"])
        let password = input.text("password") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        _ = try await parties.endSessions(
            visit.parameters["id"], of: id, password: password, keeping: try await stay(visit))
        return Answer(status: 204)
    }

    private func password(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        var input = try JSONInput(visit, names: ["current", "password"])
        let (old, new) = (input.text("current") ?? "", input.text("password") ?? "")
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        try await parties.changePassword(
            of: id, from: old, to: new, keeping: try await stay(visit))
        return Answer(status: 204)
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        let factor = try await parties.beginFactor(of: id)
        let login = try await parties.login(of: id)
        return .json(
            JSON.object([
                .init("secret", .text(factor.text)),
                .init("address", .text(factor.address(of: login))),
            ]).encoded, status: 201)
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        var input = try JSONInput(visit, names: ["code"])
        let code = input.text("code") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let codes = try await parties.confirmFactor(
            of: id, code: code, keeping: try await stay(visit))
        return .json(
            JSON.object([.init("recoveryCodes", .array(codes.map(JSON.text)))]).encoded)
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        var input = try JSONInput(visit, names: ["password"])
        let password = input.text("password") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        try await parties.removeOwnFactor(of: id, password: password)
        return Answer(status: 204)
    }

    private func stay(_ visit: Visit) async throws -> String? {
        guard let token = visit.sessionToken else { return nil }
        return try await parties.sessionID(token: token)
    }

    private func person(_ visit: Visit) throws -> String {
        guard let principal = visit.principal, principal.kind != .key else {
            throw PartiesRefusal.userNotFound
        }
        return principal.id
    }
}
