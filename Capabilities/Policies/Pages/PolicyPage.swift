import Kernel
import Web

/// `/{language}/policies/{id}` and its articles: what it says on a day and what applies it.
struct PolicyPage: Sendable {
    let desk: FollowDesk
    let site: Site

    private static let path = "/{language}/policies/{id}"
    /// Articles on a page; and what applies a policy, which the interface lists in full.
    private static let length = 40
    private static let mostUses = 80

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: .anyone,
                summary: Localized(zh: "一项政策", en: "A policy"), handler: show),
            Route(
                .get, Self.path + "/articles/{article}", access: .anyone,
                summary: Localized(zh: "一个条款", en: "An article"), handler: article),
            Route(
                .get, Self.path + "/services/{service}", access: .anyone,
                summary: Localized(zh: "由政策到办事", en: "From a policy to a service")
            ) { visit in
                let id = visit.parameters["id"] ?? ""
                let day = try visit.asOf(desk.clock)
                guard let policy = desk.register.policy(id), let version = policy.shown(on: day),
                    let use = desk.register.uses(of: version, article: nil, on: day).first(
                        where: { $0.path == "/services/\(visit.parameters["service"] ?? "")" }),
                    let path = use.path
                else { throw PoliciesRefusal.notFound }
                desk.note(.used, id)
                return .see(visit.language.path(path))
            },
        ]
    }

    private func found(_ visit: Visit) throws -> (Policy, PolicyVersion, Day) {
        let day = try visit.asOf(desk.clock)
        guard let policy = desk.register.policy(visit.parameters["id"] ?? ""),
            let version = policy.shown(on: day)
        else { throw PoliciesRefusal.notFound }
        desk.note(.read, policy.id)
        return (policy, version, day)
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let (policy, version, day) = try found(visit)
        let part = LongList(version.articles, by: Self.length, visit.query)
        let content: HTML = """
            \(.heading(
                version.title[language], caption: version.document,
                tag: .standing(version, on: day, language), lede: version.summary[language]))
            <p class="basis">\(PolicyWords.ownWords, language)</p>
            \(.summaryList(facts(policy, version, language)))
            \(dayForm(policy, nil, day, language))
            \(.panel(
                PolicyWords.articles[language], id: "articles",
                content: """
                    \(articles(policy, part.items, day, language))
                    \(part.pager(
                        language.path("/policies/\(policy.id)"), visit.query, language))
                    """))
            \(applied(policy, version, nil, day, language))
            \(.panel(
                PolicyWords.versions[language], id: "versions",
                content: versions(policy, language)))
            """
        return site.page(
            visit, title: version.title[language], trail: [trail(language)], content: content)
    }

    private func trail(_ language: Language) -> Crumb {
        Crumb(PolicyWords.title[language], path: language.path("/policies"))
    }

    private func facts(
        _ policy: Policy, _ version: PolicyVersion, _ language: Language
    ) -> [SummaryItem] {
        let register = desk.register
        let replaced = register.policies.filter { other in
            other.versions.contains { $0.replaces.contains(policy.id) }
        }
        func links(_ policies: [Policy]) -> HTML {
            policies.compactMap { other in
                other.versions.last.map { last in
                    HTML.link(last.document, to: language.path("/policies/\(other.id)"))
                }
            }.joined(by: "；")
        }
        var items = [
            SummaryItem(PolicyWords.kind[language], PolicyWords.name(version.kind)[language]),
            SummaryItem(PolicyWords.issuer[language], version.issuer[language]),
            SummaryItem(PolicyWords.issued[language], version.issued?.text ?? "–"),
            SummaryItem(PolicyWords.from[language], version.from.text),
            SummaryItem(PolicyWords.to[language], version.to?.text ?? "–"),
            SummaryItem(
                PolicyWords.topics[language], register.names(ofTopics: version.topics, language)),
        ]
        let replaces = version.replaces.compactMap(register.policy)
        if !replaces.isEmpty {
            items.append(
                SummaryItem(
                    Localized(zh: "代替", en: "Takes the place of")[language],
                    html: links(replaces)))
        }
        if !replaced.isEmpty {
            items.append(
                SummaryItem(
                    Localized(zh: "被代替", en: "Its place was taken by")[language],
                    html: links(replaced)))
        }
        items.append(
            SummaryItem(
                PolicyWords.source[language], SourceWords.name(version.source)[language]))
        return items
    }

    private func dayForm(
        _ policy: Policy, _ article: PolicyArticle?, _ day: Day, _ language: Language
    ) -> HTML {
        let place = article.map { "/articles/\($0.key)" } ?? ""
        return .filterBar(
            path: language.path("/policies/\(policy.id)\(place)"),
            fields: [
                .textInput(
                    Field(
                        "day", label: PolicyWords.day[language], isRequired: false,
                        marksOptional: false), value: day.text, .day, language: language)
            ], language: language)
    }

    private func articles(
        _ policy: Policy, _ articles: [PolicyArticle], _ day: Day, _ language: Language
    ) -> HTML {
        let suffix = day == desk.clock.today ? "" : "?day=\(day.text)"
        return .table(
            caption: PolicyWords.articles[language],
            columns: [
                Column(
                    PolicyWords.article[language], isHeader: true,
                    html: { one in
                        .link(
                            "\(one.label) \(one.title[language])",
                            to: language.path(
                                "/policies/\(policy.id)/articles/\(one.key)\(suffix)"))
                    }),
                Column(Localized(zh: "要点", en: "In short")[language]) {
                    $0.text[language].shortened(300)
                },
                Column(PolicyWords.bodies[language]) {
                    desk.register.names(ofBodies: $0.bodies, language)
                },
            ], rows: articles,
            empty: .emptyState(
                Localized(zh: "这一文件按整体收录", en: "This document is listed as a whole")[language],
                hint: Localized(zh: "条款要点尚未收录。", en: "Its articles are not listed yet.")[
                    language]))
    }

    /// What of this system applies it.
    private func applied(
        _ policy: Policy, _ version: PolicyVersion, _ article: PolicyArticle?, _ day: Day,
        _ language: Language
    ) -> HTML {
        let uses = desk.register.uses(of: version, article: article, on: day)
        let suffix = day == desk.clock.today ? "" : "?day=\(day.text)"
        let more = uses.count - Self.mostUses
        let rest: HTML? =
            more > 0
            ? """
                <p>\(.link(
                    Localized(zh: "还有 \(more) 项（接口）", en: "\(more) more (JSON)")[language],
                    to: "/api/v1/policies/\(policy.id)?day=\(day.text)"))</p>
                """ : nil
        let table: HTML = .table(
            caption: PolicyWords.appliedBy[language],
            columns: [
                Column(
                    Localized(zh: "名称", en: "What")[language],
                    isHeader: true,
                    html: { use in
                        guard let path = use.path else { return "\(use.name[language])" }
                        // The way to a service is counted: how often the policy led there.
                        let way =
                            use.kind == .service
                            ? "/policies/\(policy.id)\(path)\(suffix)" : path
                        return .link(use.name[language], to: language.path(way))
                    }),
                Column(Localized(zh: "种类", en: "Kind")[language]) {
                    PolicyWords.name($0.kind)[language]
                },
                Column(
                    PolicyWords.article[language],
                    html: { #"<span lang="zh-CN">\#($0.citation.article)</span>"# }),
            ], rows: Array(uses.prefix(Self.mostUses)),
            empty: .emptyState(
                Localized(zh: "尚无", en: "Nothing yet")[language],
                hint: Localized(
                    zh: "没有事项、名单、惠企政策或规则引用这一条。",
                    en: "No service, list, benefit or rule cites it.")[language]))
        return .panel(
            PolicyWords.appliedBy[language], id: "applied", content: "\(table)\(rest)")
    }

    private func versions(_ policy: Policy, _ language: Language) -> HTML {
        .table(
            caption: PolicyWords.versions[language],
            columns: [
                Column(
                    PolicyWords.from[language], .time, isHeader: true,
                    html: { version in
                        .link(
                            version.from.text,
                            to: language.path("/policies/\(policy.id)?day=\(version.from.text)"))
                    }),
                Column(PolicyWords.to[language], .time) { $0.to?.text ?? "–" },
                Column(PolicyWords.document[language]) { $0.document },
                Column(PolicyWords.source[language]) {
                    SourceWords.name($0.source)[language]
                },
            ], rows: policy.versions, empty: "")
    }

    private func article(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let (policy, version, day) = try found(visit)
        guard let article = version.article(visit.parameters["article"] ?? "") else {
            throw PoliciesRefusal.notFound
        }
        let content: HTML = """
            \(.heading(
                article.title[language], caption: "\(version.document) \(article.label)",
                tag: .standing(version, on: day, language), lede: article.text[language]))
            <p class="basis">\(PolicyWords.ownWords, language)</p>
            \(.summaryList([
                SummaryItem(
                    PolicyWords.bodies[language],
                    desk.register.names(ofBodies: article.bodies, language)),
                SummaryItem(
                    PolicyWords.topics[language],
                    desk.register.names(ofTopics: article.topics, language)),
                SummaryItem(PolicyWords.from[language], version.from.text),
            ]))
            \(dayForm(policy, article, day, language))
            \(applied(policy, version, article, day, language))
            """
        return site.page(
            visit, title: article.title[language],
            trail: [
                trail(language),
                Crumb(
                    version.document,
                    path: language.path(
                        "/policies/\(policy.id)"
                            + (day == desk.clock.today ? "" : "?day=\(day.text)"))),
            ], content: content)
    }
}
