import Kernel
import Web
import Wire

/// `/api/v1/parties/keys`: the API keys of one's own enterprise.
struct KeysResource: Sendable {
    let parties: Parties

    private let access = Access.permission(PartiesPermission.keys)

    init(parties: Parties) { self.parties = parties }

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/parties/keys", access: access,
                summary: Localized(zh: "本企业的接口密钥", en: "API keys of the own enterprise"),
                handler: list),
            Route(
                .post, "/api/v1/parties/keys", access: access,
                summary: Localized(
                    zh: "新建接口密钥（只显示一次）", en: "Create an API key, shown once"),
                handler: create),
            Route(
                .post, "/api/v1/parties/keys/{id}/successor", access: access,
                summary: Localized(
                    zh: "轮换接口密钥，旧密钥继续有效数日",
                    en: "Replace an API key; the old one is taken for some days more"),
                handler: replace),
            Route(
                .delete, "/api/v1/parties/keys/{id}", access: access,
                summary: Localized(zh: "吊销接口密钥", en: "Revoke an API key"),
                handler: revoke),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let keys = try await parties.keys(of: visit.principal?.enterprise ?? "")
        return .json(JSON.object([.init("keys", .array(keys.map(json)))]).encoded)
    }

    private func create(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        var input = try JSONInput(visit, names: ["label", "scopes", "days"])
        let label = input.text("label") ?? ""
        let days = input.integer("days")
        let scopes = input.texts("scopes")
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let key = try await parties.createKey(
            for: principal, label: label, scopes: scopes.map { Set($0) }, days: days)
        return shownOnce(key)
    }

    private func replace(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let key = try await parties.rotateKey(
            visit.parameters["id"] ?? "", for: principal)
        return shownOnce(key)
    }

    private func revoke(_ visit: Visit) async throws -> Answer {
        let principal = visit.principal
        try await parties.revokeKey(
            visit.parameters["id"] ?? "", of: principal?.enterprise ?? "",
            by: principal?.id ?? "")
        return Answer(status: 204)
    }

    private func shownOnce(_ key: String) -> Answer {
        let json = JSON.object([
            .init("id", .optional(KeyText.id(in: key))), .init("key", .text(key)),
        ])
        return .json(json.encoded, status: 201)
    }

    private func json(_ key: APIKey) -> JSON {
        .object([
            .init("id", .text(key.id)), .init("label", .text(key.label)),
            .init("scopes", .array(key.scopes.sorted().map(JSON.text))),
            .init("state", .text(key.state(at: parties.clock.now()).rawValue)),
            .init("created", .text(key.created.iso)), .init("expires", .text(key.expires.iso)),
            .init("lastUsed", .optional(key.lastUsed?.text)),
            .init("replacedBy", .optional(key.replacedBy)),
        ])
    }
}
