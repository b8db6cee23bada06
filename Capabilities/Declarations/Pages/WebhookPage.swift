import Journal
import Kernel
import Web

/// One webhook: each attempt to deliver, and a way to have receipts once more.
struct WebhookPage: Sendable {
    static let pageSize = 50

    /// What happened just before the page is shown.
    enum Outcome: Sendable {
        case nothing
        case sent(sequence: Int64, WebhookAttempt)
        case replayed
        /// What was typed is no number of a receipt, or none yet: then with the last there is.
        case unknown(String, last: Int64? = nil)
    }

    let hook: Webhook
    let lines: [WebhookLogLine]
    /// The line to go on before; nil on the last page.
    let next: String?
    /// One receipt alone; nil for all.
    let sequence: Int64?
    let outcome: Outcome
    let formToken: String

    static let title = Localized(zh: "投递记录", en: "Delivery log")
    private static let from = Localized(zh: "从第几份回执起", en: "From receipt number")

    private var path: String { "/webhooks/\(hook.id)" }

    func html(_ language: Language) -> HTML {
        """
        \(.errorSummary(errors(language), language: language))
        \(told(language))
        \(.heading(
            Self.title[language],
            lede: Localized(
                zh: "\(hook.url)：每次推送的时间、应答和耗时，最新的在前，保留最近 \(Webhooks.mostLogged) 次。",
                en: "\(hook.url): when each attempt was made, what came back and how long it took, "
                    + "latest first. The latest \(Webhooks.mostLogged) are kept."
            )[language]))
        \(filter(language))
        \(.table(
            caption: Self.title[language], columns: columns(language), rows: lines,
            empty: .emptyState(
                Localized(zh: "没有投递记录", en: "No attempts")[language],
                hint: Localized(
                    zh: "有新回执或发送测试消息后，这里会出现记录。",
                    en: "There will be some after the next receipt or a test message.")[language])))
        \(.pager(
            previous: nil, next: next.map { address(before: $0, language) }, range: "",
            language: language))
        \(.panel(
            Localized(zh: "从某份回执起重推", en: "Deliver again from a receipt on")[language],
            id: "replay", content: replay(language)))
        """
    }

    private func address(before: String, _ language: Language) -> String {
        var query = [Form.Pair("before", before)]
        if let sequence { query.append(Form.Pair("sequence", String(sequence))) }
        return language.address(path, query: query)
    }

    private func errors(_ language: Language) -> [FormError] {
        guard case .unknown(_, let last) = outcome else { return [] }
        return [FormError(field: "from", Self.wrong(last)[language])]
    }

    private static func wrong(_ last: Int64?) -> Localized {
        guard let last else {
            return Localized(
                zh: "请填写回执序号，从 1 开始的整数", en: "Give the number of a receipt, 1 or more")
        }
        return Localized(
            zh: "还没有这一序号的回执，最近一份是第 \(last) 号；请填写不超过它的序号",
            en: "There is no receipt of that number yet, the latest is \(last): give that or less")
    }

    private func told(_ language: Language) -> HTML? {
        switch outcome {
        case .nothing, .unknown: nil
        case .replayed:
            .notice(
                Localized(
                    zh: "将从这份回执起依次重推", en: "Everything from there on is delivered again")[
                        language], .success, isNew: true)
        case .sent(let sequence, let attempt):
            .notice(
                (attempt.isDelivered
                    ? Localized(zh: "第 \(sequence) 号回执已送达", en: "Receipt \(sequence) was taken")
                    : Localized(
                        zh: "第 \(sequence) 号回执未送达", en: "Receipt \(sequence) was not taken"))[
                        language], attempt.isDelivered ? .success : .danger, isNew: true,
                content: "<p>\(Self.answer(attempt.status, attempt.trouble, language))</p>")
        }
    }

    private func filter(_ language: Language) -> HTML {
        .filterBar(
            path: language.address(path),
            fields: [
                .textInput(
                    Field(
                        "sequence", label: Localized(zh: "回执序号", en: "Receipt number")[language],
                        isRequired: false),
                    value: sequence.map(String.init) ?? "", .search, width: .full,
                    language: language)
            ], language: language)
    }

    private func columns(_ language: Language) -> [Column<WebhookLogLine>] {
        [
            Column(
                Localized(zh: "时间", en: "Time")[language], .time, isHeader: true,
                text: { $0.at.text }),
            Column(
                Localized(zh: "内容", en: "What")[language], html: { what($0, language) }),
            Column(
                Localized(zh: "结果", en: "Outcome")[language],
                html: { line in
                    .under(
                        line.isDelivered
                            ? .tag(Localized(zh: "已送达", en: "Taken")[language], .success)
                            : .tag(Localized(zh: "未送达", en: "Not taken")[language], .danger),
                        Self.answer(line.status, line.trouble, language))
                }),
            Column(
                Localized(zh: "耗时（毫秒）", en: "Milliseconds")[language], .number,
                text: { String($0.took) }),
            Column(
                Localized(zh: "操作", en: "Action")[language], html: { button($0, language) }),
        ]
    }

    private static func answer(
        _ status: Int?, _ trouble: WebhookTrouble?, _ language: Language
    ) -> String {
        [status.map { "HTTP \($0)" }, trouble?.message[language]].compactMap { $0 }
            .joined(separator: " · ")
    }

    private func what(_ line: WebhookLogLine, _ language: Language) -> HTML {
        let cause: Localized =
            switch line.cause {
            case .feed: Localized(zh: "依次推送", en: "in its turn")
            case .resend: Localized(zh: "重推", en: "sent once more")
            case .test: Localized(zh: "测试", en: "a test")
            }
        guard line.sequence > 0 else {
            return .under(
                "\(Localized(zh: "测试消息", en: "Test message"), language)", line.message)
        }
        let name = Localized(zh: "第 \(line.sequence) 号回执", en: "Receipt \(line.sequence)")
        return .under(
            .link(
                name[language], to: language.address("/receipts/\(line.sequence)/proof")),
            cause[language])
    }

    private func button(_ line: WebhookLogLine, _ language: Language) -> HTML {
        guard line.sequence > 0 else { return "–" }
        return """
            <form method="post" \
            action="\(url: language.address("\(path)/deliveries/\(line.sequence)/resend"))">\
            \(.hidden("_csrf", formToken))\
            <button class="button button-secondary" type="submit">\
            \(Localized(zh: "重推", en: "Send again"), language)\
            <span class="unseen"> \(String(line.sequence)) \(line.at.text)</span></button></form>
            """
    }

    private func replay(_ language: Language) -> HTML {
        var given = ""
        var error: String?
        if case .unknown(let text, let last) = outcome {
            (given, error) = (text, Self.wrong(last)[language])
        }
        return .form(
            to: language.address("\(path)/replay"), token: formToken,
            content: """
                \(.textInput(
                    Field(
                        "from", label: Self.from[language],
                        hint: Localized(
                            zh: "这份及其后的回执依次再推一次，编号（webhook-id）不变",
                            en: "It and those behind it come again in order, under the same "
                                + "webhook-id")[language], error: error),
                    value: given, language: language))
                <p class="row">\(.button(
                    Localized(zh: "重推", en: "Deliver again")[language]))</p>
                """)
    }
}

extension WebhookPages {
    var one: Route {
        Route(
            .get, "/{language}/webhooks/{id}", access: WebhookPages.access,
            summary: WebhookPage.title,
            query: [
                Route.Query(
                    "sequence", Localized(zh: "只看这份回执", en: "those of this receipt alone")),
                Route.Query(
                    "before", Localized(zh: "从这次之前继续", en: "go on before this attempt")),
            ]
        ) { visit in
            try await one(visit, visit.query["done"] == "replayed" ? .replayed : .nothing)
        }
    }

    var send: Route {
        Route(
            .post, "/{language}/webhooks/{id}/deliveries/{sequence}/resend",
            access: WebhookPages.access,
            summary: Localized(zh: "重推一份回执", en: "Send one receipt once more"),
            bodyLimit: 8 * 1024, rate: Rate(20, perSeconds: 60)
        ) { visit in
            let tenant = try visit.tenant()
            let id = visit.parameters["id"] ?? ""
            guard try await webhooks.find(id, of: tenant) != nil else {
                throw DeclarationsRefusal.webhookNotFound
            }
            guard let sequence = visit.parameters["sequence"].flatMap({ Int64($0) }),
                let attempt = try await webhooks.resend(sequence, to: id, of: tenant)
            else { throw DeclarationsRefusal.webhookMessage(isAside: false) }
            return try await one(visit, .sent(sequence: sequence, attempt))
        }
    }

    func one(_ visit: Visit, _ outcome: WebhookPage.Outcome) async throws -> Answer {
        let (tenant, language) = (try visit.tenant(), visit.language)
        let id = visit.parameters["id"] ?? ""
        let isAsked = visit.method == .get
        let sequence =
            isAsked
            ? visit.query["sequence"].flatMap { Int64(Shown.halfWidth($0).trimmedBlanks) } : nil
        guard let hook = try await webhooks.find(id, of: tenant),
            let lines = try await webhooks.log(
                of: id, tenant: tenant, before: isAsked ? visit.query.filter("before") : nil,
                sequence: sequence, limit: WebhookPage.pageSize + 1)
        else { throw DeclarationsRefusal.webhookNotFound }
        let shown = Array(lines.prefix(WebhookPage.pageSize))
        let view = WebhookPage(
            hook: hook, lines: shown,
            next: lines.count > shown.count ? shown.last?.id : nil, sequence: sequence,
            outcome: outcome, formToken: visit.formToken)
        var status = 200
        if case .unknown = outcome { status = 422 }
        // After a form, too, the links lead to the page and not to the form's own address.
        var visit = visit
        visit.path = language.address("/webhooks/\(id)")
        if !isAsked { visit.query = Form() }
        return site.page(
            visit, title: WebhookPage.title[language],
            trail: [
                Crumb(ReceiptsPage.title[language], path: language.address("/receipts")),
                Crumb(WebhooksPage.title[language], path: language.address("/webhooks")),
            ], isWide: true, status: status, content: view.html(language))
    }
}
