import Kernel
import Web
import Wire

/// `/api/v1/parties/enterprises`: enter an enterprise, and look one up.
struct EnterprisesResource: Sendable {
    let parties: Parties

    var routes: [Route] {
        [
            Route(
                .post, "/api/v1/parties/enterprises",
                access: .permission(PartiesPermission.manage),
                summary: Localized(zh: "登记企业", en: "Enter an enterprise in the register"),
                handler: create),
            Route(
                .get, "/api/v1/parties/enterprises/{code}", access: .signedIn,
                summary: Localized(
                    zh: "按代码查询企业基本信息", en: "Basics of an enterprise, by any of its codes"),
                handler: show),
        ]
    }

    private func create(_ visit: Visit) async throws -> Answer {
        var input = try JSONInput(
            visit,
            names: [
                "name", "nameEn", "creditCode", "customsCode", "platformCode", "dxpId",
                "district", "roles",
            ])
        let roles = grants(&input)
        let enrolment = Enrolment(
            name: input.text("name") ?? "", nameEn: input.text("nameEn"),
            creditCode: input.text("creditCode"), customsCode: input.text("customsCode"),
            platformCode: input.text("platformCode"), dxpID: input.text("dxpId"),
            district: input.text("district"), roles: roles)
        let faults = input.faults + enrolment.faults()
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let actor = visit.principal?.id ?? ""
        let made = try await parties.enrol(enrolment, by: actor)
        var answer = Answer.json(basics(of: made).encoded, status: 201)
        let code = made.codes.first ?? made.id
        answer.headers.append(
            Answer.Header("location", "/api/v1/parties/enterprises/\(code)"))
        return answer
    }

    private func grants(_ input: inout JSONInput) -> [RoleGrant] {
        var grants: [RoleGrant] = []
        for (index, item) in input.list("roles").enumerated() {
            let place = index + 1
            guard let role = item["role"]?.string.flatMap({ EnterpriseRole(rawValue: $0) }) else {
                input.add(.roleUnknown(index: place))
                continue
            }
            let from = item["from"].map(day) ?? .some(parties.today)
            let to = item["to"].flatMap { $0 == .null ? nil : day($0) }
            let isToRight = item["to"].map { $0 == .null || day($0) != nil } ?? true
            guard let from, isToRight else {
                input.add(.roleDay(index: place))
                continue
            }
            grants.append(RoleGrant(role, from: from, to: to))
        }
        return grants
    }

    private func day(_ json: JSON) -> Day? { json.string.flatMap { Day($0) } }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let found = parties.register.find(code: visit.parameters["code"] ?? "") else {
            throw PartiesRefusal.enterpriseNotFound
        }
        return .json(basics(of: found).encoded)
    }

    /// What every signed-in user may know of another enterprise: it is printed on each document.
    private func basics(of enterprise: Enterprise) -> JSON {
        .object([
            .init("name", .text(enterprise.name)),
            .init("nameEn", .optional(enterprise.nameEn)),
            .init("creditCode", .optional(enterprise.creditCode)),
            .init("customsCode", .optional(enterprise.customsCode)),
            .init("platformCode", .optional(enterprise.platformCode)),
            .init("district", .optional(enterprise.district)),
            .init("status", .text(enterprise.status.rawValue)),
            .init("roles", .array(enterprise.roles.map(json))),
        ])
    }

    private func json(_ grant: RoleGrant) -> JSON {
        .object([
            .init("role", .text(grant.role.rawValue)), .init("from", .text(grant.from.text)),
            .init("to", .optional(grant.to?.text)),
            .init("inForce", .bool(grant.holds(on: parties.today))),
        ])
    }
}
