import Kernel
import Web

/// `/{language}/policy-editions`: officers publish, and see what is read.
struct EditionsPage: Sendable {
    let desk: PublishDesk
    let following: FollowDesk
    let site: Site

    static let path = "/policy-editions"
    /// Articles that can be written at once on the page; programs send as many as there are.
    private static let articles = 3
    /// Editions on a page.
    private static let length = 40

    var routes: [Route] {
        let access = Access.permission(PoliciesCapability.publish)
        let summary = PolicyWords.publish
        let limit = EditionsAPI.bodyLimit
        return [
            Route(.get, "/{language}\(Self.path)", access: access, summary: summary) { visit in
                try await page(visit)
            },
            Route(
                .post, "/{language}\(Self.path)", access: access, summary: summary,
                bodyLimit: limit
            ) { visit in
                let form = try visit.form()
                do {
                    let made = try await desk.propose(
                        try proposal(form), by: try visit.person())
                    return .see(visit.language.path(Self.path + "/\(made.id)"))
                } catch let refusal as PoliciesRefusal {
                    return try await page(visit, refusal, form)
                }
            },
            Route(.get, "/{language}\(Self.path)/{id}", access: access, summary: summary) {
                visit in try await show(visit)
            },
            Route(.post, "/{language}\(Self.path)/{id}", access: access, summary: summary) {
                visit in try await act(visit)
            },
        ]
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let id = visit.parameters["id"] ?? ""
        let form = try visit.form()
        let officer = try visit.person()
        do {
            switch form["action"] {
            case "agree":
                try await desk.review(id, agrees: true, form["text"] ?? "", by: officer)
            case "object":
                try await desk.review(id, agrees: false, form["text"] ?? "", by: officer)
            case "confirm": try await desk.decide(id, confirms: true, by: officer)
            case "reject": try await desk.decide(id, confirms: false, by: officer)
            default: throw PoliciesRefusal.notReadable
            }
        } catch let refusal as PoliciesRefusal where refusal.status != 404 {
            return try await show(visit, refusal)
        }
        return .see(visit.language.path(Self.path + "/\(id)"))
    }

    /// A version as the form sends it. A policy that is there keeps what the form does not ask for.
    private func proposal(_ form: Form) throws -> PublishDesk.Proposal {
        func text(_ name: String) -> String { (form[name] ?? "").trimmedBlanks }
        guard let from = Day(text("from")) else {
            throw PoliciesRefusal.day(text("from"), field: "from")
        }
        for name in ["issued", "to"] where !text(name).isEmpty && Day(text(name)) == nil {
            throw PoliciesRefusal.day(text(name), field: name)
        }
        let known = desk.register.policy(text("policy"))?.shown(on: from)
        let written = (0..<Self.articles).compactMap { place -> PolicyArticle? in
            let label = text("label\(place)")
            guard !label.isEmpty else { return nil }
            let key = ArticleKey.keys(of: label).first ?? label
            let before = known?.article(key)
            return PolicyArticle(
                key: key, label: label,
                title: Localized(zh: text("article-zh\(place)"), en: text("article-en\(place)")),
                text: Localized(zh: text("text-zh\(place)"), en: text("text-en\(place)")),
                bodies: form["body\(place)"].flatMap { $0.isEmpty ? nil : [$0] }
                    ?? before?.bodies ?? [],
                topics: before?.topics ?? [], roles: before?.roles ?? [])
        }
        let keys = Set(written.map(\.key))
        let kept = (known?.articles ?? []).filter { !keys.contains($0.key) }
        let content = PolicyVersion(
            edition: "",
            kind: form["kind"].flatMap { PolicyVersion.Kind(rawValue: $0) } ?? known?.kind
                ?? .notice,
            document: text("document"), aliases: known?.aliases ?? [],
            issuer: Localized(zh: text("issuer-zh"), en: text("issuer-en")),
            issued: Day(text("issued")), from: from, to: Day(text("to")),
            title: Localized(zh: text("title-zh"), en: text("title-en")),
            summary: Localized(zh: text("summary-zh"), en: text("summary-en")),
            topics: form.all("topics").filter { !$0.isEmpty }, roles: known?.roles ?? [],
            districts: known?.districts ?? [],
            replaces: text("replaces").isEmpty ? [] : [text("replaces")],
            source: SourceWords.officers,
            articles: kept + written)
        return PublishDesk.Proposal(
            policy: text("policy"), reason: text("reason"), isMajor: form["major"] == "1",
            content: content)
    }

    private func page(
        _ visit: Visit, _ refusal: PoliciesRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let part = LongList(try await desk.editions(), by: Self.length, visit.query)
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                PolicyWords.publish[language],
                lede: Localized(
                    zh: "一人提出、同部门另一人确认，到施行日自动生效；重大措施先会审。",
                    en: "One proposes, another of the authority confirms, it holds from its first "
                        + "day; major measures are reviewed jointly first.")[language]))
            \(.panel(
                PolicyWords.versions[language], id: "editions",
                content: """
                    \(editions(part.items, language))
                    \(part.pager(language.path(Self.path), visit.query, language))
                    """))
            \(.panel(
                Localized(zh: "提出新政策或新版本", en: "Propose a policy or a version")[language],
                id: "propose", content: proposalForm(form, visit.formToken, language)))
            \(.panel(
                PolicyWords.readings[language], id: "readings",
                content: readings(try await following.readings(), language)))
            """
        return site.page(
            visit, title: PolicyWords.publish[language], status: refusal?.status ?? 200,
            content: content)
    }

    private func editions(_ editions: [PolicyEdition], _ language: Language) -> HTML {
        .table(
            caption: PolicyWords.versions[language],
            columns: [
                Column(
                    Localized(zh: "版本", en: "Edition")[language], .code, isHeader: true,
                    html: { .link($0.id, to: language.path(Self.path + "/\($0.id)")) }),
                Column(PolicyWords.document[language]) { $0.content.document },
                Column(PolicyWords.from[language], .time) { $0.content.from.text },
                Column(PolicyWords.state[language]) { PolicyWords.name($0.state)[language] },
                Column(Localized(zh: "提出", en: "Proposed by")[language]) { $0.proposed.name },
                Column(Localized(zh: "确认", en: "Decided by")[language]) {
                    $0.decided?.name ?? "–"
                },
            ], rows: editions,
            empty: .emptyState(
                Localized(zh: "尚未发布新版本", en: "Nothing was published yet")[language],
                hint: Localized(
                    zh: "随系统提供的政策已在“贸易政策”中。", en: "Shipped policies stand in the register.")[
                        language]))
    }

    private func readings(_ found: [FollowingRows.Reading], _ language: Language) -> HTML {
        .table(
            caption: PolicyWords.readings[language],
            columns: [
                Column(
                    PolicyWords.title[language], isHeader: true,
                    html: { .link($0.policy, to: language.path("/policies/\($0.policy)")) }),
                Column(Localized(zh: "月份", en: "Month")[language], .time) { $0.month },
                Column(Localized(zh: "种类", en: "Kind")[language]) {
                    $0.kind == "read"
                        ? Localized(zh: "阅读", en: "Read")[language]
                        : Localized(zh: "由此办事", en: "Led to a service")[language]
                },
                Column(Localized(zh: "次数", en: "Times")[language], .number) {
                    String($0.count)
                },
            ], rows: Array(found.prefix(50)),
            empty: .emptyState(
                Localized(zh: "尚无阅读", en: "Nothing was read yet")[language],
                hint: Localized(zh: "只计次数，不记是谁。", en: "Counted, without who it was.")[language]))
    }
}
