import Kernel
import Plug
import Web

/// What the first page and the search of the house show of policies.
struct PoliciesHome: Sendable {
    let desk: FollowDesk

    var parts: [HomePart] {
        [
            HomePart(
                "policies.news", Localized(zh: "新政策", en: "New policies for you"), tone: .info,
                more: "/my-policies", kinds: [.member, .key],
                access: .permission(PoliciesCapability.readOwn)
            ) { person, limit in
                guard !person.enterprise.isEmpty else { return [] }
                return try await desk.news(for: person.enterprise).prefix(limit).map {
                    policy, version, at in
                    HomePart.Row(
                        version.document, kind: PolicyWords.name(version.kind),
                        state: Localized(zh: "新发布", en: "New"), tone: .info,
                        note: version.title, path: "/policies/\(policy.id)", since: at,
                        due: version.from)
                }
            }
        ]
    }

    var finders: [Finder] {
        [
            Finder("policies.documents", PolicyWords.title) { question in
                let register = desk.register
                let today = desk.clock.today
                if let exact = register.find(document: question.text),
                    let version = exact.shown(on: today)
                {
                    return [
                        Finder.Found(
                            version.title, note: Localized(same: version.document),
                            path: "/policies/\(exact.id)", isExact: true)
                    ]
                }
                // Documents about other things are no answer to a number or to a firm's name.
                if question.isNumber || question.isFirm { return [] }
                return register.search(question.text, on: today, limit: question.limit).map {
                    Finder.Found(
                        $0.article?.title ?? $0.version.title,
                        note: Localized(
                            same: $0.version.document + ($0.article.map { " " + $0.label } ?? "")),
                        path: $0.path)
                }
            }
        ]
    }
}

extension PolicyRegister.Found {
    /// Address without the language.
    var path: String {
        "/policies/\(policy.id)" + (article.map { "/articles/\($0.key)" } ?? "")
    }
}
