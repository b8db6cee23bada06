import Kernel
import Wire

/// What a command asks about the mandates of an enterprise, in that enterprise's name.
public enum MandateRequest: Sendable, Hashable {
    case list(enterprise: String)
    /// Proposed by the enterprise that gives it. Days as text, `2026-11-20`; nil for today and for
    /// no end.
    case offer(enterprise: String, grantee: String, scope: String, from: String?, to: String?)
    case accept(id: String, enterprise: String)
    case revoke(id: String, enterprise: String, reason: String)

    var json: JSON {
        switch self {
        case .list(let enterprise):
            .object([.init("do", .text("list")), .init("enterprise", .text(enterprise))])
        case .offer(let enterprise, let grantee, let scope, let from, let to):
            .object([
                .init("do", .text("offer")), .init("enterprise", .text(enterprise)),
                .init("grantee", .text(grantee)), .init("scope", .text(scope)),
                .init("from", .optional(from)), .init("to", .optional(to)),
            ])
        case .accept(let id, let enterprise):
            .object([
                .init("do", .text("accept")), .init("enterprise", .text(enterprise)),
                .init("id", .text(id)),
            ])
        case .revoke(let id, let enterprise, let reason):
            .object([
                .init("do", .text("revoke")), .init("enterprise", .text(enterprise)),
                .init("id", .text(id)), .init("reason", .text(reason)),
            ])
        }
    }

    init(_ json: JSON) throws(PartiesRequest.Unreadable) {
        func text(_ name: String) throws(PartiesRequest.Unreadable) -> String {
            guard let text = json[name]?.string else { throw PartiesRequest.Unreadable() }
            return text
        }
        let enterprise = try text("enterprise")
        switch try text("do") {
        case "list": self = .list(enterprise: enterprise)
        case "offer":
            self = .offer(
                enterprise: enterprise, grantee: try text("grantee"), scope: try text("scope"),
                from: json["from"]?.string, to: json["to"]?.string)
        case "accept": self = .accept(id: try text("id"), enterprise: enterprise)
        case "revoke":
            self = .revoke(
                id: try text("id"), enterprise: enterprise, reason: try text("reason"))
        default: throw PartiesRequest.Unreadable()
        }
    }
}

extension Parties {
    func perform(_ request: MandateRequest, by actor: String) async throws -> String {
        switch request {
        case .list(let code):
            return try await mandates(of: owner(code).id).map(line).joined(separator: "\n")
        case .offer(let code, let grantee, let scope, let from, let to):
            let own = try owner(code).id
            let input = MandateInput(
                side: .grantor, other: grantee, otherPath: "/grantee", scope: scope,
                from: from ?? "", to: to ?? "")
            let new = try input.checked(own: own, in: self)
            return try await proposeMandate(new, of: own, by: actor).id
        case .accept(let id, let code):
            try await acceptMandate(id, of: owner(code).id, by: actor)
        case .revoke(let id, let code, let reason):
            try await revokeMandate(id, reason: reason, of: owner(code).id, by: actor)
        }
        return ""
    }

    private func line(_ mandate: Mandate) -> String {
        func code(_ id: String) -> String { register.enterprise(id: id)?.codes.first ?? id }
        return [
            mandate.id, mandate.scope.rawValue, mandate.state(on: today).rawValue,
            code(mandate.grantor), code(mandate.grantee), mandate.from.text,
            mandate.to?.text ?? "-",
        ].joined(separator: "\t")
    }
}
