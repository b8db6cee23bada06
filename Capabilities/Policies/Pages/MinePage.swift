import Kernel
import Web

/// `/{language}/my-policies`: what concerns one's enterprise and why, and what it follows.
struct MinePage: Sendable {
    let desk: FollowDesk
    let site: Site

    private static let path = "/my-policies"
    /// Policies on a page, and articles of each; the rest is a link away.
    private static let length = 8
    private static let articles = 6

    var routes: [Route] {
        [
            Route(
                .get, "/{language}\(Self.path)",
                access: .permission(PoliciesCapability.readOwn), summary: PolicyWords.mine
            ) { visit in try await page(visit) },
            Route(
                .post, "/{language}\(Self.path)", access: .permission(PoliciesCapability.follow),
                summary: PolicyWords.mine, handler: act),
        ]
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let visitor = try visit.person()
        do {
            if let id = form["remove"], !id.isEmpty {
                try await desk.unfollow(id, by: visitor)
            } else if let topic = form["topic"], !topic.isEmpty {
                _ = try await desk.follow("topic", topic, by: visitor)
            } else {
                _ = try await desk.follow("word", form["value"] ?? "", by: visitor)
            }
        } catch let refusal as PoliciesRefusal where refusal.status != 404 {
            return try await page(visit, refusal, form)
        }
        return .see(visit.language.path(Self.path + "#subscriptions"))
    }

    private func page(
        _ visit: Visit, _ refusal: PoliciesRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let enterprise = visitor.enterprise
        let token = visitor.may(PoliciesCapability.follow) ? visit.formToken : nil
        let matches = LongList(desk.concerns(enterprise), by: Self.length, visit.query)
        let path = language.path(Self.path)
        let held = try await desk.subscriptions(of: enterprise)
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                PolicyWords.mine[language],
                lede: Localized(
                    zh: "按贵企业登记的类型、关区和信用等级匹配，每一项都写明原因。",
                    en: "By the roles, district and credit on record, each with its reason.")[
                        language]))
            \(matches.items.isEmpty
                ? Self.none(language) : "\(matches.items.map { entry($0, language) })")
            \(matches.pager(path, visit.query, language))
            \(.panel(
                PolicyWords.subscriptions[language], id: "subscriptions",
                content: subscriptions(held, form, token, language)))
            """
        return site.page(
            visit, title: PolicyWords.mine[language], status: refusal?.status ?? 200,
            content: content)
    }

    private static func none(_ language: Language) -> HTML {
        .emptyState(
            Localized(zh: "没有匹配的政策", en: "No policy matches")[language],
            hint: Localized(
                zh: "请核对企业登记的类型。", en: "Check the roles on record.")[language])
    }

    private func entry(_ match: PolicyConcern.Match, _ language: Language) -> HTML {
        let articles = match.articles.prefix(Self.articles).map { article -> HTML in
            let path = "/policies/\(match.policy.id)/articles/\(article.key)"
            return """
                <li>\(.link("\(article.label) \(article.title[language])", to: language.path(path)))
                – \(article.text[language].shortened(300))</li>
                """
        }
        let more = match.articles.count - articles.count
        let rest: HTML? =
            more > 0
            ? """
            <li>\(.link(
                    Localized(zh: "还有 \(more) 条", en: "\(more) more")[language],
                    to: language.path("/policies/\(match.policy.id)#articles")))</li>
            """ : nil
        let list: HTML? = articles.isEmpty ? nil : "<ul>\(articles)\(rest)</ul>"
        return .panel(
            match.version.title[language], id: "policy-\(match.policy.id)",
            content: """
                <p>\(.link(
                    match.version.document,
                    to: language.path("/policies/\(match.policy.id)"))) – \
                \(match.version.summary[language].shortened(600))</p>
                \(list)
                <p class="basis">\(PolicyWords.why, language): \
                \(match.explanation.outcome, language)</p>
                """)
    }

    /// - Parameter token: of the forms; nil for who may only look.
    private func subscriptions(
        _ held: [FollowDesk.Subscription], _ form: Form, _ token: String?, _ language: Language
    ) -> HTML {
        var columns: [Column<FollowDesk.Subscription>] = [
            Column(
                Localized(zh: "主题或关键词", en: "Topic or word")[language], isHeader: true
            ) { one in
                one.kind == .topic
                    ? desk.register.names(ofTopics: [one.value], language) : one.value
            },
            Column(Localized(zh: "自", en: "Since")[language], .time) { $0.createdAt.text },
        ]
        if let token {
            columns.append(
                Column(
                    Localized(zh: "操作", en: "Action")[language],
                    html: { one in
                        .form(
                            to: language.path(Self.path), token: token,
                            content: .button(
                                Localized(zh: "取消订阅", en: "Stop following")[language],
                                .secondary, name: "remove", value: one.id))
                    }))
        }
        let table: HTML = .table(
            caption: PolicyWords.subscriptions[language], columns: columns, rows: held,
            empty: .emptyState(
                Localized(zh: "还没有订阅", en: "Nothing is followed yet")[language],
                hint: Localized(
                    zh: "订阅后，新政策会出现在首页和事件流。",
                    en: "What you follow appears on the first page and in the event feed.")[
                        language]))
        return "\(table)\(token.map { followForm(form, $0, language) })"
    }

    private func followForm(_ form: Form, _ token: String, _ language: Language) -> HTML {
        .form(
            to: language.path(Self.path), token: token,
            content: """
                \(.select(
                    "topic", PolicyWords.topic, desk.register.topics.map { ($0.id, $0.name) },
                    value: form["topic"] ?? "", language))
                \(.line(
                    "value", Localized(zh: "或关键词", en: "Or a word"),
                    value: form["value"] ?? "", isRequired: false, language))
                \(.submit(Localized(zh: "订阅", en: "Follow"), language))
                """)
    }
}
