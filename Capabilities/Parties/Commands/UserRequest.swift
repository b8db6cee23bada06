public import Kernel
import Wire

/// What a command asks about people who have a login already.
public enum UserRequest: Sendable, Hashable, Withheld {
    /// Of one enterprise, by any of its codes, or everybody.
    case list(enterprise: String?)
    case disable(login: String)
    case enable(login: String)
    case setPassword(login: String, password: String)
    /// A one-time link to a new password.
    case recover(login: String)
    /// Removes the second factor of somebody who has lost it.
    case dropFactor(login: String)

    var json: JSON {
        let (verb, enterprise, login, password): (String, String?, String?, String?) =
            switch self {
            case .list(let enterprise): ("list", enterprise, nil, nil)
            case .disable(let login): ("disable", nil, login, nil)
            case .enable(let login): ("enable", nil, login, nil)
            case .setPassword(let login, let password): ("password", nil, login, password)
            case .recover(let login): ("recover", nil, login, nil)
            case .dropFactor(let login): ("drop-factor", nil, login, nil)
            }
        return .object([
            .init("do", .text(verb)), .init("enterprise", .optional(enterprise)),
            .init("login", .optional(login)), .init("password", .optional(password)),
        ])
    }

    init(_ json: JSON) throws(PartiesRequest.Unreadable) {
        switch (json["do"]?.string, json["login"]?.string) {
        case ("list", nil): self = .list(enterprise: json["enterprise"]?.string)
        case ("disable", let login?): self = .disable(login: login)
        case ("enable", let login?): self = .enable(login: login)
        case ("recover", let login?): self = .recover(login: login)
        case ("drop-factor", let login?): self = .dropFactor(login: login)
        case ("password", let login?):
            guard let password = json["password"]?.string else {
                throw PartiesRequest.Unreadable()
            }
            self = .setPassword(login: login, password: password)
        default: throw PartiesRequest.Unreadable()
        }
    }
}

extension Parties {
    func perform(_ request: UserRequest, by actor: String) async throws -> String {
        switch request {
        case .list(let code):
            return try await users(of: code.map { try owner($0).id }).map(line)
                .joined(separator: "\n")
        case .disable(let login): try await closeUser(login: login, by: actor)
        case .enable(let login): try await reopenUser(login: login, by: actor)
        case .setPassword(let login, let password):
            try await setPassword(password, ofLogin: login, by: actor)
        case .recover(let login):
            let user = try await user(login: login)
            let made = try await offerRecovery(of: user.id, in: nil, by: actor)
            return LinkPages.recoveryPath(.zh, made.token)
        case .dropFactor(let login):
            try await resetFactor(of: try await user(login: login).id, in: nil, by: actor)
        }
        return ""
    }

    /// Login, whether it is open, kind, for whom, name.
    private func line(_ user: User) -> String {
        let place: String =
            switch user.kind {
            case .member(let id): register.enterprise(id: id)?.codes.first ?? id
            case .officer(let id, let districts): ([id] + districts.sorted()).joined(separator: ",")
            case .administrator: "-"
            }
        return [
            user.login, user.isActive ? "active" : "disabled", user.kindWord, place, user.name,
        ].joined(separator: "\t")
    }
}
