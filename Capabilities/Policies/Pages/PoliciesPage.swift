import Kernel
import Web

/// `/{language}/policies`: all policies, searched and narrowed.
struct PoliciesPage: Sendable {
    let desk: FollowDesk
    let site: Site

    private static let length = 50
    /// More are not found at once.
    private static let most = 1_000

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/policies", access: .anyone, summary: PolicyWords.title,
                handler: list),
            Route(
                .get, "/{language}/policy-citations", access: .anyone,
                summary: Localized(zh: "按文号打开政策", en: "Opens the policy a citation means"),
                handler: cited),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let day = try visit.asOf(desk.clock)
        let question = PolicyQuestion(visit, day, desk.register)
        let found = LongList(
            question.found(in: desk.register, limit: Self.most), by: Self.length, visit.query)
        let actions: [HTML] = [
            .linkButton(
                Localized(zh: "订阅更新（Atom）", en: "Feed (Atom)")[language],
                to: "/api/v1/policy-feed.atom?lang=\(language.rawValue)", .secondary)
        ]
        let content: HTML = """
            \(FilterFault.summary(question.faults, language))
            \(.heading(
                PolicyWords.title[language],
                lede: Localized(
                    zh: "贸易政策和规定集中发布：效力、要点、责任单位，以及本系统在哪里适用。",
                    en: "Trade policies in one place: whether they hold, what they say in short, "
                        + "who answers for them, and what of this system applies them.")[language],
                actions: actions))
            \(filter(question, language))
            \(table(found.items, question, language))
            \(found.pager(language.path("/policies"), visit.query, language))
            <p class="basis">\(PolicyWords.ownWords, language)</p>
            """
        return site.page(
            visit, title: PolicyWords.title[language],
            status: question.faults.isEmpty ? 200 : 400, content: content)
    }

    private func filter(_ question: PolicyQuestion, _ language: Language) -> HTML {
        .filterBar(
            path: language.path("/policies"),
            fields: [
                .textInput(
                    Field(
                        "q", label: Localized(zh: "关键词或文号", en: "Words or number")[language],
                        isRequired: false, marksOptional: false), value: question.text, .search,
                    language: language),
                .select(
                    "topic", PolicyWords.topic, desk.register.topics.map { ($0.id, $0.name) },
                    value: question.topic, language),
                .select(
                    "kind", PolicyWords.kind,
                    PolicyVersion.Kind.allCases.map { ($0.rawValue, PolicyWords.name($0)) },
                    value: question.kind?.rawValue ?? "", language),
                .textInput(
                    Field(
                        "day", label: PolicyWords.day[language], isRequired: false,
                        marksOptional: false), value: question.day.text, .day,
                    language: language),
            ], language: language)
    }

    private func table(
        _ found: [PolicyRegister.Found], _ question: PolicyQuestion, _ language: Language
    ) -> HTML {
        let suffix = question.day == desk.clock.today ? "" : "?day=\(question.day.text)"
        return .table(
            caption: PolicyWords.title[language],
            columns: [
                Column(
                    Localized(zh: "政策或条款", en: "Policy or article")[language], isHeader: true,
                    html: { hit in
                        .link(
                            (hit.article?.title ?? hit.version.title)[language],
                            to: language.path(hit.path + suffix))
                    }),
                Column(
                    PolicyWords.document[language],
                    html: { hit in
                        let text =
                            hit.version.document + (hit.article.map { " " + $0.label } ?? "")
                        return #"<span lang="zh-CN">\#(text)</span>"#
                    }),
                Column(PolicyWords.kind[language]) { PolicyWords.name($0.version.kind)[language] },
                Column(PolicyWords.from[language], .time) { $0.version.from.text },
                Column(
                    PolicyWords.state[language],
                    html: { .standing($0.version, on: question.day, language) }),
            ], rows: found,
            empty: .emptyState(
                Localized(zh: "没有找到", en: "Nothing was found")[language],
                hint: Localized(
                    zh: "请换一个词，或按文号查找。", en: "Try another word, or the number.")[language]))
    }

    /// Leads from a citation to the article or the document.
    private func cited(_ visit: Visit) async throws -> Answer {
        let day = try visit.asOf(desk.clock)
        guard let policy = desk.register.find(document: visit.query["document"] ?? ""),
            let version = policy.shown(on: day)
        else { throw PoliciesRefusal.notFound }
        let label = visit.query["article"] ?? ""
        let article = version.article(labelled: label)
            ?? version.article(cited: ArticleKey.keys(of: label))
        let place = article.map { "/articles/\($0.key)" } ?? ""
        let asked = visit.query["day"]?.isEmpty == false ? "?day=\(day.text)" : ""
        return .see(visit.language.path("/policies/\(policy.id)\(place)\(asked)"))
    }
}
