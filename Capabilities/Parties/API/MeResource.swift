import Kernel
import Web
import Wire

/// `/api/v1/parties/me`: who one is here, and what one may do.
struct MeResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/parties/me", access: .ownAccount,
                summary: Localized(zh: "当前身份与权限", en: "Who one is here and may do what"),
                handler: show)
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let own = parties.register.enterprise(id: principal.enterprise)
        let enterprise = own.map { own in
            JSON.object([
                .init("id", .text(own.id)), .init("name", .text(own.name)),
                .init("creditCode", .optional(own.creditCode)),
                .init("customsCode", .optional(own.customsCode)),
                .init(
                    "roles", .array(own.roles(on: parties.today).map { .text($0.rawValue) })),
            ])
        }
        return .json(
            JSON.object([
                .init("kind", .text(principal.kind.rawValue)), .init("id", .text(principal.id)),
                .init("name", .text(principal.name)),
                .init("enterprise", enterprise ?? .null),
                .init("authority", principal.kind == .officer ? .text(principal.authority) : .null),
                .init("districts", .array(principal.districts.sorted().map(JSON.text))),
                .init(
                    "permissions", .array(principal.permissions.map(\.name).sorted().map(JSON.text))
                ),
            ]).encoded)
    }
}
