import Kernel
import Parties
import Web
import Wire

/// `/api/v1/inspection-policies` and what they rest on: for officers who set the rates.
struct PoliciesAPI: Sendable {
    let desk: PolicyDesk

    private static let path = "/api/v1/inspection-policies"
    private let access = Access.permission(InspectionsCapability.set)

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: access,
                summary: Localized(zh: "查验率策略各版", en: "Editions of the rate policy"),
                handler: list),
            Route(
                .post, Self.path, access: access,
                summary: Localized(zh: "提出新的查验率策略", en: "Proposes an edition"),
                handler: propose),
            Route(
                .post, Self.path + "/{id}/decision", access: access,
                summary: Localized(zh: "复核策略", en: "Confirms or rejects an edition"),
                handler: decide),
            Route(
                .get, Self.path + "/{id}/dry-run", access: access,
                summary: Localized(
                    zh: "以往单证试算", en: "Tries an edition on the cases of the last days")
            ) { visit in
                let days = visit.query["days"].flatMap { Int($0) } ?? 30
                let run = try await desk.dryRun(visit.parameters["id"] ?? "", days: days)
                return .json(InspectionsJSON.dryRun(run).encoded)
            },
            Route(
                .post, "/api/v1/inspection-rates", access: access,
                summary: Localized(zh: "计算一票的查验率", en: "The rate of a case"), handler: rate),
            Route(
                .get, "/api/v1/credit-levels", access: access,
                summary: Localized(zh: "企业信用等级", en: "Credit levels"), handler: levels),
            Route(
                .post, "/api/v1/credit-levels", access: access,
                summary: Localized(zh: "登记信用等级", en: "Enters a credit level"),
                handler: setLevel),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let current = desk.edition(on: desk.clock.today)
        return .json(
            JSON.object([
                .init("current", InspectionsJSON.edition(current)),
                .init(
                    "editions", .array(try await desk.editions().map(InspectionsJSON.edition))),
            ]).encoded)
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        let json = try InspectionsJSON.object(visit)
        let edition = try await desk.propose(
            PolicyDesk.Proposal(
                from: json["from"]?.string ?? "", reason: json["reason"]?.string ?? "",
                document: json["document"]?.string ?? "",
                article: json["article"]?.string ?? "",
                changes: (json["rows"]?.elements ?? []).map { row in
                    PolicyDesk.Change(
                        factor: row["factor"]?.string ?? "",
                        direction: row["direction"]?.string ?? "",
                        key: row["key"]?.string ?? "",
                        value: row["value"]?.integer.map { Int(clamping: $0) })
                }), by: try visit.person())
        return .json(InspectionsJSON.edition(edition).encoded, status: 201)
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        let json = try InspectionsJSON.object(visit)
        guard let confirms = json["confirm"]?.boolean else { throw InspectionsRefusal.notReadable }
        let id = visit.parameters["id"] ?? ""
        try await desk.decide(id, confirms: confirms, by: try visit.person())
        return .json(
            JSON.object([.init("id", .text(id)), .init("confirmed", .bool(confirms))]).encoded)
    }

    /// A case in JSON; its firm and declarant by any of their codes.
    private func rate(_ visit: Visit) async throws -> Answer {
        let json = try InspectionsJSON.object(visit)
        func enterprise(_ name: String) throws -> String {
            guard let code = json[name]?.string else { return "" }
            guard let found = desk.register.find(code: code) else {
                throw InspectionsRefusal.noEnterprise
            }
            return found.id
        }
        let firm = try enterprise("firm")
        let facts = RateFacts(
            kind: "question", subject: "", tenant: firm, firm: firm,
            agent: try enterprise("declarant"), district: json["district"]?.string ?? "",
            isImport: json["direction"]?.string != "export", mode: json["mode"]?.string ?? "",
            goods: (json["goods"]?.elements ?? []).compactMap(\.string),
            countries: (json["countries"]?.elements ?? []).compactMap(\.string))
        let day = json["day"]?.string.flatMap { Day($0) } ?? desk.clock.today
        let standing = desk.rates.standing(of: facts, on: day)
        let outcome = desk.rates.outcome(facts, standing, on: day)
        return .json(
            JSON.object([
                .init("day", .text(day.text)), .init("share", .integer(outcome.share)),
                .init("level", .text(standing.level.rawValue)),
                .init("findings", .integer(standing.findings)),
                .init("clean", .integer(standing.clean)),
                .init("badSamples", .integer(standing.badSamples)),
                .init("explanation", outcome.explanation.json),
            ]).encoded)
    }

    private func levels(_ visit: Visit) async throws -> Answer {
        .json(
            JSON.object([
                .init(
                    "levels",
                    .array(
                        desk.rates.levels.map { row in
                            InspectionsJSON.level(
                                row, desk.register.enterprise(id: row.firm)?.name ?? row.firm)
                        }))
            ]).encoded)
    }

    private func setLevel(_ visit: Visit) async throws -> Answer {
        let json = try InspectionsJSON.object(visit)
        let code = json["enterprise"]?.string ?? ""
        let row = try await desk.setLevel(
            code, json["level"]?.string ?? "", from: json["from"]?.string ?? "",
            to: json["to"]?.string ?? "", document: json["document"]?.string ?? "",
            by: try visit.person())
        return .json(InspectionsJSON.level(row, code).encoded, status: 201)
    }
}
