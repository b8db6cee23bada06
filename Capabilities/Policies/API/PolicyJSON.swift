import Kernel
import Web
import Wire

/// Policies as programs read and write them; editions are stored in the same form.
enum PolicyJSON {
    /// The body as an object that holds nothing but these members: who sent another meant
    /// something by it.
    static func object(_ visit: Visit, _ known: [String]) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw PoliciesRefusal.notReadable
        }
        let unread = json.others(than: known)
        guard unread.isEmpty else { throw PoliciesRefusal.unread(unread, known: known) }
        return json
    }

    static func texts(_ texts: [String]) -> JSON { .array(texts.map { .text($0) }) }

    static func version(_ version: PolicyVersion) -> JSON {
        .object([
            .init("kind", .text(version.kind.rawValue)),
            .init("document", .text(version.document)), .init("aliases", texts(version.aliases)),
            .init("issuer", version.issuer.json), .init("issued", .optional(version.issued?.text)),
            .init("from", .text(version.from.text)), .init("to", .optional(version.to?.text)),
            .init("title", version.title.json), .init("summary", version.summary.json),
            .init("topics", texts(version.topics)), .init("roles", texts(version.roles)),
            .init("districts", texts(version.districts)),
            .init("replaces", texts(version.replaces)), .init("source", .text(version.source)),
            .init("articles", .array(version.articles.map(article))),
        ])
    }

    static func article(_ article: PolicyArticle) -> JSON {
        .object([
            .init("key", .text(article.key)), .init("label", .text(article.label)),
            .init("title", article.title.json), .init("text", article.text.json),
            .init("bodies", texts(article.bodies)), .init("topics", texts(article.topics)),
            .init("roles", texts(article.roles)),
        ])
    }

    /// A stored version; nil when it is damaged.
    static func version(_ text: String, edition: String) -> PolicyVersion? {
        (try? JSON(Array(text.utf8))).flatMap { version($0, edition: edition) }
    }

    /// A version somebody sent or that was stored; nil where something of it is missing.
    static func version(_ json: JSON, edition: String) -> PolicyVersion? {
        guard let kind = json["kind"]?.string.flatMap({ PolicyVersion.Kind(rawValue: $0) }),
            let document = json["document"]?.string, let issuer = words(json["issuer"]),
            let from = json["from"]?.string.flatMap({ Day($0) }),
            let title = words(json["title"]), let summary = words(json["summary"])
        else { return nil }
        // A day that cannot be read is no missing day: the version would hold for ever.
        let days = ["issued", "to"].compactMap { json[$0]?.string }.filter { !$0.isEmpty }
        guard days.allSatisfy({ Day($0) != nil }) else { return nil }
        let articles = (json["articles"]?.elements ?? []).map(article)
        guard !articles.contains(nil) else { return nil }
        return PolicyVersion(
            edition: edition, kind: kind, document: document, aliases: strings(json["aliases"]),
            issuer: issuer, issued: json["issued"]?.string.flatMap { Day($0) }, from: from,
            to: json["to"]?.string.flatMap { Day($0) }, title: title, summary: summary,
            topics: strings(json["topics"]), roles: strings(json["roles"]),
            districts: strings(json["districts"]), replaces: strings(json["replaces"]),
            source: json["source"]?.string ?? "", articles: articles.compactMap { $0 })
    }

    private static func article(_ json: JSON) -> PolicyArticle? {
        guard let label = json["label"]?.string, let title = words(json["title"]),
            let text = words(json["text"])
        else { return nil }
        return PolicyArticle(
            key: json["key"]?.string ?? ArticleKey.keys(of: label).first ?? label, label: label,
            title: title, text: text, bodies: strings(json["bodies"]),
            topics: strings(json["topics"]), roles: strings(json["roles"]))
    }

    private static func words(_ json: JSON?) -> Localized? {
        guard let zh = json?["zh"]?.string, let en = json?["en"]?.string else { return nil }
        return Localized(zh: zh, en: en)
    }

    private static func strings(_ json: JSON?) -> [String] {
        (json?.elements ?? []).compactMap(\.string)
    }

    // MARK: For readers

    /// A policy in a list.
    static func line(_ policy: Policy, _ version: PolicyVersion, on day: Day) -> JSON {
        .object([
            .init("id", .text(policy.id)), .init("document", .text(version.document)),
            .init("kind", .text(version.kind.rawValue)), .init("title", version.title.json),
            .init("summary", version.summary.json), .init("issuer", version.issuer.json),
            .init("from", .text(version.from.text)), .init("to", .optional(version.to?.text)),
            .init("inForce", .bool(version.holds(on: day))),
            .init("topics", texts(version.topics)),
        ])
    }

    static func use(_ use: PolicyUse) -> JSON {
        .object([
            .init("kind", .text(use.kind.rawValue)), .init("name", use.name.json),
            .init("path", .optional(use.path)), .init("article", .text(use.citation.article)),
        ])
    }

    static func edition(_ edition: PolicyEdition) -> JSON {
        .object([
            .init("id", .text(edition.id)), .init("policy", .text(edition.policy)),
            .init("state", .text(edition.state.rawValue)),
            .init("authority", .text(edition.authority)), .init("reason", .text(edition.reason)),
            .init("major", .bool(edition.isMajor)),
            .init("proposedBy", .text(edition.proposed.name)),
            .init("proposedAt", .text(edition.proposed.at.iso)),
            .init("decidedBy", .optional(edition.decided?.name)),
            .init("decidedAt", .optional(edition.decided?.at.iso)),
            .init("content", version(edition.content)),
        ])
    }
}
