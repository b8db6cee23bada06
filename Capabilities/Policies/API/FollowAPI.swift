import Kernel
import Web
import Wire

/// What concerns one's enterprise and what it follows.
struct FollowAPI: Sendable {
    let desk: FollowDesk

    private static let path = "/api/v1/policy-subscriptions"
    private let reads = Access.permission(PoliciesCapability.readOwn)
    private let follows = Access.permission(PoliciesCapability.follow)

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/my-policies", access: reads,
                summary: Localized(
                    zh: "与本企业有关的政策及原因", en: "Policies that concern one's enterprise, and why"),
                query: [
                    Route.Query(
                        "after", Localized(zh: "从这项政策之后接着列", en: "policy to go on after")),
                    Route.Query(
                        "limit", Localized(zh: "条数，最多 100", en: "rows, 100 at most"),
                        kind: .integer),
                ]
            ) { visit in
                let page = try Self.page(
                    desk.concerns(try visit.person().enterprise), visit.query)
                let (matches, today) = (page.matches, desk.clock.today)
                return .json(
                    JSON.object([
                        .init("next", .optional(page.next)),
                        .init(
                            "policies",
                            .array(
                                matches.map { match in
                                    .object(
                                        PolicyJSON.line(match.policy, match.version, on: today)
                                            .members + [
                                                .init(
                                                    "articles",
                                                    .array(
                                                        match.articles.map(PolicyJSON.article))),
                                                .init(
                                                    "explanation",
                                                    match.explanation.json),
                                            ])
                                })),
                    ]).encoded)
            },
            Route(
                .get, Self.path, access: reads,
                summary: Localized(zh: "政策订阅", en: "What one's enterprise follows")
            ) { visit in
                let held = try await desk.subscriptions(of: try visit.person().enterprise)
                return .json(
                    JSON.object([.init("subscriptions", .array(held.map(Self.json)))]).encoded)
            },
            Route(
                .post, Self.path, access: follows,
                summary: Localized(zh: "订阅主题或关键词", en: "Follows a topic or a word")
            ) { visit in
                let json = try PolicyJSON.object(visit, ["kind", "value"])
                let made = try await desk.follow(
                    json["kind"]?.string ?? "", json["value"]?.string ?? "",
                    by: try visit.person())
                return .json(Self.json(made).encoded, status: 201)
            },
            Route(
                .delete, Self.path + "/{id}", access: follows,
                summary: Localized(zh: "取消订阅", en: "Stops following")
            ) { visit in
                try await desk.unfollow(visit.parameters["id"] ?? "", by: try visit.person())
                return Answer(status: 204)
            },
        ]
    }

    /// At most twenty unless more are asked for: each comes with its articles and reasons.
    private static func page(
        _ all: [PolicyConcern.Match], _ query: Form
    ) throws -> (matches: [PolicyConcern.Match], next: String?) {
        let (asked, after) = (query["limit"] ?? "", query["after"] ?? "")
        guard let limit = asked.isEmpty ? 20 : Int(asked), (1...100).contains(limit) else {
            throw FilterFault(
                "policies", "limit", label: PolicyWords.limit, allowed: ["1–100"])
        }
        let place =
            after.isEmpty
            ? nil : all.firstIndex { $0.policy.id.utf8.elementsEqual(after.utf8) }
        guard after.isEmpty || place != nil else {
            throw FilterFault("policies", "after", label: PolicyWords.after)
        }
        let rest = place.map { all[($0 + 1)...] } ?? all[...]
        let matches = Array(rest.prefix(limit))
        return (matches, rest.count > limit ? matches.last?.policy.id : nil)
    }

    private static func json(_ held: FollowDesk.Subscription) -> JSON {
        .object([
            .init("id", .text(held.id)), .init("kind", .text(held.kind.rawValue)),
            .init("value", .text(held.value)), .init("createdAt", .text(held.createdAt.iso)),
        ])
    }
}
