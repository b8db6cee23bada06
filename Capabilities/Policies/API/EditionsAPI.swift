import Kernel
import Web
import Wire

/// `/api/v1/policy-editions`: officers publish policies and review them.
struct EditionsAPI: Sendable {
    let desk: PublishDesk

    private static let path = "/api/v1/policy-editions"
    /// A version of two hundred articles fits.
    static let bodyLimit = 1_048_576
    private let access = Access.permission(PoliciesCapability.publish)

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: access,
                summary: Localized(zh: "提出和发布的版本", en: "Proposed and published versions")
            ) { _ in
                .json(
                    JSON.object([
                        .init(
                            "editions",
                            .array(try await desk.editions().map(PolicyJSON.edition)))
                    ]).encoded)
            },
            Route(
                .post, Self.path, access: access,
                summary: Localized(
                    zh: "提出新政策或新版本", en: "Proposes a policy or a version of one"),
                bodyLimit: Self.bodyLimit, handler: propose),
            Route(
                .get, Self.path + "/{id}", access: access,
                summary: Localized(zh: "一个版本及会审", en: "A version and its review")
            ) { visit in
                .json(json(try await desk.record(visit.parameters["id"] ?? "")).encoded)
            },
            Route(
                .post, Self.path + "/{id}/opinion", access: access,
                summary: Localized(zh: "出具会审意见", en: "Gives the opinion of an authority")
            ) { visit in
                let body = try PolicyJSON.object(visit, ["agrees", "text"])
                guard let agrees = body["agrees"]?.boolean else { throw PoliciesRefusal.opinion }
                let id = visit.parameters["id"] ?? ""
                try await desk.review(
                    id, agrees: agrees, body["text"]?.string ?? "", by: try visit.person())
                return .json(json(try await desk.record(id)).encoded)
            },
            Route(
                .post, Self.path + "/{id}/decision", access: access,
                summary: Localized(zh: "确认发布或否决", en: "Publishes or rejects a version")
            ) { visit in
                let body = try PolicyJSON.object(visit, ["confirm"])
                guard let confirms = body["confirm"]?.boolean else {
                    throw PoliciesRefusal.decision
                }
                let id = visit.parameters["id"] ?? ""
                try await desk.decide(id, confirms: confirms, by: try visit.person())
                return .json(json(try await desk.record(id)).encoded)
            },
        ]
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        let body = try PolicyJSON.object(visit, ["policy", "reason", "major", "content"])
        let isMajor = body["major"].flatMap { $0 == .null ? nil : $0 }
        guard isMajor.map({ $0.boolean != nil }) ?? true else { throw PoliciesRefusal.major }
        let faults = VersionFaults.all(body["content"] ?? .null)
        guard faults.isEmpty,
            let content = body["content"].flatMap({ PolicyJSON.version($0, edition: "") })
        else { throw PoliciesRefusal.content(faults) }
        let made = try await desk.propose(
            PublishDesk.Proposal(
                policy: body["policy"]?.string ?? "", reason: body["reason"]?.string ?? "",
                isMajor: isMajor?.boolean ?? false, content: content),
            by: try visit.person())
        return .json(json(try await desk.record(made.id)).encoded, status: 201)
    }

    private func json(_ record: PublishDesk.Record) -> JSON {
        .object(
            PolicyJSON.edition(record.edition).members + [
                .init("mayIssue", .bool(record.mayIssue)),
                .init("owners", PolicyJSON.texts(record.consent.owners)),
                .init("consent", record.consent.explanation.json),
                .init("review", record.review.explanation.json),
                .init(
                    "opinions",
                    .array(
                        record.opinions.map {
                            .object([
                                .init("authority", .text($0.authority)),
                                .init("agrees", .bool($0.agrees)), .init("text", .text($0.text)),
                                .init("at", .text($0.at.iso)),
                            ])
                        })),
            ])
    }
}
