import Kernel
import Web
import Wire

/// What is new in the register, for programs that read feeds: Atom (RFC 4287) and JSON Feed.
struct FeedAPI: Sendable {
    let desk: FollowDesk

    private static let most = 50

    var routes: [Route] {
        let language = Route.Query(
            "lang", Localized(zh: "zh 或 en，默认 zh", en: "zh or en; zh unless told"))
        return [
            Route(
                .get, "/api/v1/policy-feed.atom", access: .anyone,
                summary: Localized(zh: "政策更新（Atom）", en: "What is new in the register, as Atom"),
                query: [language], handler: atom),
            Route(
                .get, "/api/v1/policy-feed.json", access: .anyone,
                summary: Localized(
                    zh: "政策更新（JSON Feed）", en: "What is new in the register, as JSON Feed"),
                query: [language], handler: json),
        ]
    }

    private func language(_ visit: Visit) throws -> Language {
        guard let named = visit.query["lang"], !named.isEmpty else { return .zh }
        guard let language = Language(rawValue: named) else {
            throw FilterFault(
                "policies", "lang", label: Localized(zh: "语言", en: "Language"),
                allowed: Language.allCases.map(\.rawValue))
        }
        return language
    }

    /// Versions by the day they take effect, the newest first; what begins later is news already.
    private var items: [(policy: Policy, version: PolicyVersion)] {
        Array(
            desk.register.policies.flatMap { policy in
                policy.versions.map { (policy: policy, version: $0) }
            }.sorted { ($0.version.from, $0.policy.id) > ($1.version.from, $1.policy.id) }
                .prefix(Self.most))
    }

    private func address(
        _ visit: Visit, _ policy: Policy, _ version: PolicyVersion, _ language: Language
    ) -> String {
        "\(visit.origin)/\(language.rawValue)/policies/\(policy.id)?day=\(version.from.text)"
    }

    private func atom(_ visit: Visit) async throws -> Answer {
        let language = try language(visit)
        let entries = items.map { policy, version in
            let link = address(visit, policy, version, language)
            return AtomFeed.Entry(
                id: link, title: "\(version.document) \(version.title[language])",
                summary: version.summary[language], author: version.issuer[language],
                day: version.from, link: link)
        }
        return AtomFeed(
            address: visit.origin + "/api/v1/policy-feed.atom",
            title: PolicyWords.title[language], entries: entries, today: desk.clock.today, language
        ).answer
    }

    private func json(_ visit: Visit) async throws -> Answer {
        let language = try language(visit)
        return .json(
            JSON.object([
                .init("version", .text("https://jsonfeed.org/version/1.1")),
                .init("title", .text(PolicyWords.title[language])),
                .init("language", .text(language.tag)),
                .init("feed_url", .text(visit.origin + "/api/v1/policy-feed.json")),
                .init(
                    "items",
                    .array(
                        items.map { policy, version in
                            let link = address(visit, policy, version, language)
                            return .object([
                                .init("id", .text(link)), .init("url", .text(link)),
                                .init(
                                    "title",
                                    .text("\(version.document) \(version.title[language])")),
                                .init("content_text", .text(version.summary[language])),
                                .init(
                                    "date_published",
                                    .text(version.from.text + "T00:00:00+08:00")),
                                .init("tags", PolicyJSON.texts(version.topics)),
                            ])
                        })),
            ]).encoded)
    }
}
