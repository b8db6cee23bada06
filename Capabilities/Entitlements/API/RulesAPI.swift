import Kernel
import Lists
import Web
import Wire

/// `/api/v1/benefit-rules`: rules change by proposals that are tried and confirmed.
struct RulesAPI: Sendable {
    let desk: EntitlementsDesk

    private static let path = "/api/v1/benefit-rules"
    private let keep = Access.permission(EntitlementsCapability.keep)

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: keep,
                summary: Localized(zh: "规则变更", en: "Changes of rules")
            ) { _ in
                .json(
                    JSON.object([
                        .init(
                            "changes", .array(try await desk.changes().map(BenefitJSON.change)))
                    ]).encoded)
            },
            Route(
                .post, Self.path, access: keep,
                summary: Localized(zh: "提出规则变更", en: "Proposes a change of a rule"),
                bodyLimit: 128 * 1024
            ) { visit in
                let json = try BenefitJSON.object(visit, ["text": .text, "reason": .text])
                let change = try await desk.propose(
                    json["text"]?.string ?? "", reason: json["reason"]?.string ?? "",
                    by: try visit.person())
                return .json(BenefitJSON.change(change).encoded, status: 201)
            },
            Route(
                .get, Self.path + "/{id}", access: keep,
                summary: Localized(zh: "一次规则变更", en: "One change of a rule")
            ) { visit in
                let change = try await desk.change(visit.parameters["id"] ?? "")
                return .json(BenefitJSON.change(change).encoded)
            },
            Route(
                .get, Self.path + "/{id}/dry-run", access: keep,
                summary: Localized(
                    zh: "对全部企业试算", en: "Tries a change on every firm")
            ) { visit in
                let change = try await desk.change(visit.parameters["id"] ?? "")
                return .json(BenefitJSON.dryRun(try desk.dryRun(change)).encoded)
            },
            Route(
                .post, Self.path + "/{id}/decision", access: keep,
                summary: Localized(zh: "复核规则变更", en: "Confirms or rejects a change")
            ) { visit in
                let json = try BenefitJSON.object(visit, ["confirm": .boolean])
                guard let confirms = json["confirm"]?.boolean else {
                    throw EntitlementsRefusal.decision
                }
                let change = try await desk.decide(
                    visit.parameters["id"] ?? "", confirms: confirms, by: try visit.person())
                return .json(BenefitJSON.change(change).encoded)
            },
        ]
    }
}
