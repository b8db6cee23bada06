import Kernel
import Web
import Wire

/// `/api/v1/mandates`: what the own enterprise may do for others, and others for it.
struct MandatesResource: Sendable {
    let parties: Parties

    private let access = Access.permission(PartiesPermission.mandates)

    init(parties: Parties) { self.parties = parties }

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/mandates", access: access,
                summary: Localized(zh: "本企业的委托授权", en: "Mandates of the own enterprise"),
                handler: list),
            Route(
                .post, "/api/v1/mandates", access: access,
                summary: Localized(
                    zh: "发起委托授权，由对方确认", en: "Propose a mandate for the other side to accept"),
                handler: propose),
            Route(
                .post, "/api/v1/mandates/{id}/accept", access: access,
                summary: Localized(zh: "确认对方发起的委托", en: "Accept what the other side proposed"),
                handler: accept),
            Route(
                .post, "/api/v1/mandates/{id}/revoke", access: access,
                summary: Localized(
                    zh: "终止、撤回或谢绝委托", en: "End, withdraw or decline a mandate"),
                handler: revoke),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let found = try await parties.mandates(of: principal.enterprise)
        return .json(
            JSON.object([
                .init("mandates", .array(found.map { json($0, for: principal.enterprise) }))
            ]).encoded)
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        var input = try JSONInput(visit, names: ["grantor", "grantee", "scope", "from", "to"])
        let sides: [(side: Mandate.Side, code: String)] = Mandate.Side.allCases.compactMap { side in
            input.text(side.rawValue).map { (side, $0) }
        }
        // The own side need not be named.
        let own = principal.enterprise
        let others = sides.filter { parties.register.find(code: $0.code)?.id != own }
        let other = others.count == 1 ? others.first : sides.count == 1 ? sides.first : nil
        let entered = MandateInput(
            side: other?.side.other, other: other?.code ?? "",
            otherPath: other.map { "/" + $0.side.rawValue } ?? "/grantee",
            scope: input.text("scope") ?? "", from: input.text("from") ?? "",
            to: input.text("to") ?? "")
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let new = try entered.checked(own: own, in: parties)
        let made = try await parties.proposeMandate(new, of: own, by: principal.id)
        return .json(json(made, for: own).encoded, status: 201)
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let mandate = try await parties.acceptMandate(
            visit.parameters["id"] ?? "", of: principal.enterprise, by: principal.id)
        return .json(json(mandate, for: principal.enterprise).encoded)
    }

    private func revoke(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        // Whose mandate it is comes before what was sent.
        _ = try await parties.mandate(id, of: principal.enterprise)
        var input = try JSONInput(visit, names: ["reason"])
        let reason = input.text("reason") ?? ""
        guard input.faults.isEmpty else { throw PartiesRefusal.input(input.faults) }
        let mandate = try await parties.revokeMandate(
            id, reason: reason, of: principal.enterprise, by: principal.id)
        return .json(json(mandate, for: principal.enterprise).encoded)
    }

    private func json(_ mandate: Mandate, for enterprise: String) -> JSON {
        .object([
            .init("id", .text(mandate.id)), .init("scope", .text(mandate.scope.rawValue)),
            .init("side", .optional(mandate.side(of: enterprise)?.rawValue)),
            .init("grantor", party(mandate.grantor)), .init("grantee", party(mandate.grantee)),
            .init("from", .text(mandate.from.text)), .init("to", .optional(mandate.to?.text)),
            .init("status", .text(mandate.state(on: parties.today).rawValue)),
            .init("inForce", .bool(mandate.holds(on: parties.today))),
            .init("proposedBy", .text(mandate.proposedBy.rawValue)),
            .init("offeredAt", .text(mandate.offered.iso)),
            .init("acceptedAt", .optional(mandate.accepted?.iso)),
            .init("revokedAt", .optional(mandate.revoked?.iso)),
            .init("revokedBy", .optional(mandate.revokedBy?.rawValue)),
            .init("reason", .optional(mandate.reason.isEmpty ? nil : mandate.reason)),
        ])
    }

    private func party(_ id: String) -> JSON {
        guard let enterprise = parties.register.enterprise(id: id) else { return .null }
        return .object([
            .init("name", .text(enterprise.name)),
            .init("nameEn", .optional(enterprise.nameEn)),
            .init("creditCode", .optional(enterprise.creditCode)),
            .init("customsCode", .optional(enterprise.customsCode)),
            .init("platformCode", .optional(enterprise.platformCode)),
        ])
    }
}
