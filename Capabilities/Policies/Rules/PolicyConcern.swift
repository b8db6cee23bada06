import Kernel

/// Whether a policy concerns an enterprise, and why: by its roles, its district, its credit.
enum PolicyConcern {
    /// A policy that concerns, with the articles that do.
    struct Match: Sendable {
        let policy: Policy
        let version: PolicyVersion
        let articles: [PolicyArticle]
        let explanation: Explanation
    }

    /// Policies in force that concern an enterprise, those with most articles first.
    static func matches(
        _ policies: [Policy], _ profile: FirmProfile, on day: Day
    ) -> [Match] {
        policies.compactMap { policy in
            policy.version(on: day).flatMap { match(policy, $0, profile) }
        }.sorted {
            ($0.articles.count, $1.policy.id) > ($1.articles.count, $0.policy.id)
        }
    }

    private static func match(
        _ policy: Policy, _ version: PolicyVersion, _ profile: FirmProfile
    ) -> Match? {
        // A paper of a city concerns those on record there; who has no district is not kept out.
        let isHere =
            version.districts.isEmpty
            || profile.district.map { district in
                version.districts.contains { district.hasPrefix($0) }
            } ?? true
        guard isHere else { return nil }
        let held = Set(profile.roles.map(\.id))
        let articles = version.articles.filter { article in
            article.roles.contains { held.contains($0) }
                || profile.isCertified && article.topics.contains("credit")
        }
        let byRole = version.roles.filter { held.contains($0) }
        let byCredit = profile.isCertified && version.topics.contains("credit")
        guard !articles.isEmpty || !byRole.isEmpty || byCredit else { return nil }
        return Match(
            policy: policy, version: version, articles: articles,
            explanation: explanation(version, articles, profile))
    }

    private static func explanation(
        _ version: PolicyVersion, _ articles: [PolicyArticle], _ profile: FirmProfile
    ) -> Explanation {
        let wanted = Set(version.roles + articles.flatMap(\.roles))
        let roles = profile.roles.filter { wanted.contains($0.id) }.map(\.name)
        let zh = roles.map(\.zh).joined(separator: "、")
        let en = roles.map(\.en).joined(separator: ", ")
        let credit =
            profile.isCertified
            ? Localized(zh: "；海关认证企业", en: "; certified by the customs")
            : Localized(same: "")
        return Explanation(
            rule: "policies.concern", version: version.from,
            title: Localized(zh: "为何与本企业有关", en: "Why it concerns you"),
            inputs: [
                .init(Localized(zh: "企业类型", en: "Roles"), zh.isEmpty ? "–" : "\(zh) / \(en)"),
                .init(
                    Localized(zh: "主管海关", en: "Customs district"), profile.district ?? "–"),
            ],
            outcome: Localized(
                zh: (zh.isEmpty ? "按企业信用" : "按企业类型：\(zh)") + credit.zh,
                en: (en.isEmpty ? "by credit" : "by role: \(en)") + credit.en),
            citations: articles.isEmpty
                ? [Citation(document: version.document)]
                : articles.prefix(6).map {
                    Citation(document: version.document, article: $0.label)
                })
    }
}
