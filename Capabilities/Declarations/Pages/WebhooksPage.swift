import Journal
import Kernel
import Web

/// Where an enterprise's receipts are pushed to: what `/api/v1/webhooks` does, for people.
struct WebhooksPage: Sendable {
    /// What happened just before the page is shown.
    enum Outcome: Sendable {
        case nothing
        /// The only time the secret is told.
        case added(url: String, secret: String)
        case refused(url: String, WebhookAddressFault)
        case tried(url: String, WebhookAttempt)
        case removed
        /// The only time the new secret is told.
        case rotated(url: String, secret: String)
        case replayed(url: String)
        case resent(url: String, WebhookAttempt)
    }

    var hooks: [Webhook]
    var letters: [WebhookLetters.Line] = []
    var outcome: Outcome
    var formToken: String

    static let title = Localized(zh: "回执推送", en: "Webhooks")

    func html(_ language: Language) -> HTML {
        """
        \(.heading(
            WebhooksPage.title[language],
            lede: Localized(
                zh: "每份回执签发后立即推送到下列地址（Standard Webhooks）；接收方以 2xx 应答即视为收妥，否则稍后重推。",
                en: "Each receipt is posted to these addresses as soon as it is given (Standard"
                    + " Webhooks). An answer of 2xx takes it; anything else is tried again.")[
                        language]))
        \(.errorSummary(errors(language), language: language))
        \(told(language))
        \(.table(
            caption: WebhooksPage.title[language], columns: columns(language), rows: hooks,
            empty: .emptyState(
                Localized(zh: "还没有推送地址", en: "No webhooks yet")[language],
                hint: Localized(
                    zh: "登记一个 https 地址，回执便会自动送达，不必反复查询。",
                    en: "Register an https address, and receipts come by themselves.")[language])))
        \(WebhookLetters(lines: letters, formToken: formToken).html(language))
        \(.panel(
            Localized(zh: "登记推送地址", en: "Register a webhook")[language], id: "add",
            content: form(language)))
        """
    }

    // MARK: What just happened

    private static func told(_ fault: WebhookAddressFault, _ language: Language) -> String {
        let stop = language == .zh ? "。" : ". "
        return fault.reason[language] + stop + fault.fix[language]
    }

    private func errors(_ language: Language) -> [FormError] {
        guard case .refused(_, let fault) = outcome else { return [] }
        return [FormError(field: "url", WebhooksPage.told(fault, language))]
    }

    private func told(_ language: Language) -> HTML? {
        switch outcome {
        case .nothing, .refused: nil
        case .added(let url, let secret):
            .notice(
                Localized(zh: "推送地址已登记", en: "The webhook is registered")[language], .success,
                isNew: true,
                content: """
                    <p>\(url)</p>
                    <p>\(.copyValue(secret, language: language))</p>
                    <p>\(Localized(
                        zh: "这是验签密钥，仅显示这一次，请立即保存到接收系统。",
                        en: "This is the secret its messages are signed with. It is shown this"
                            + " once: keep it in the receiving system now."), language)</p>
                    """)
        case .tried(let url, let attempt):
            tried(
                url, attempt, Localized(zh: "测试消息", en: "The test message"), language)
        case .resent(let url, let attempt):
            tried(url, attempt, Localized(zh: "搁置的回执", en: "The receipt"), language)
        case .rotated(let url, let secret): rotated(url, secret, language)
        case .replayed(let url):
            .notice(
                Localized(zh: "将从头重新推送", en: "Everything is delivered again")[language],
                .success, isNew: true, content: "<p>\(url)</p>")
        case .removed:
            .notice(
                Localized(zh: "推送地址已移除", en: "The webhook is removed")[language], .success,
                isNew: true)
        }
    }

    private func tried(
        _ url: String, _ attempt: WebhookAttempt, _ what: Localized, _ language: Language
    ) -> HTML {
        let status = attempt.status.map { "HTTP \($0)" }
        let title =
            attempt.isDelivered
            ? Localized(zh: "\(what.zh)已送达", en: "\(what.en) was taken")
            : Localized(zh: "\(what.zh)未送达", en: "\(what.en) was not taken")
        let why = attempt.trouble?.message[language]
        let words = [url, status, why].compactMap { $0 }.joined(separator: " · ")
        return .notice(
            title[language], attempt.isDelivered ? .success : .danger, isNew: true,
            content: "<p>\(words)</p>")
    }

    private func rotated(_ url: String, _ secret: String, _ language: Language) -> HTML {
        .notice(
            Localized(zh: "验签密钥已更换", en: "The webhook has a new secret")[language], .success,
            isNew: true,
            content: """
                <p>\(url)</p>
                <p>\(.copyValue(secret, language: language))</p>
                <p>\(Localized(
                    zh: "新密钥仅显示这一次。24 小时内每条推送同时带新旧两个签名，请在此期间更换接收系统的密钥。",
                    en: "It is shown this once. For 24 hours each message carries signatures by"
                        + " both secrets: change the receiving system within that time."
                ), language)</p>
                """)
    }

    // MARK: The list

    private func columns(_ language: Language) -> [Column<Webhook>] {
        [
            Column(
                Localized(zh: "地址", en: "Address")[language], .code, isHeader: true,
                html: { hook in
                    let since = Localized(
                        zh: "登记于 \(Shown.minute(hook.createdAt))",
                        en: "since \(Shown.minute(hook.createdAt))")
                    return .under(
                        .link(hook.url, to: language.address("/webhooks/\(hook.id)")),
                        since[language])
                }),
            Column(
                Localized(zh: "状态", en: "Status")[language], html: { state($0, language) }),
            Column(
                Localized(zh: "最近一次", en: "Last attempt")[language],
                html: { last($0, language) }),
            Column(
                Localized(zh: "已推送至", en: "Delivered up to")[language], .number,
                text: { String($0.position) }),
            Column(
                Localized(zh: "操作", en: "Action")[language], html: { actions($0, language) }),
        ]
    }

    private func state(_ hook: Webhook, _ language: Language) -> HTML {
        if let disabled = hook.disabledAt {
            let note = Localized(
                zh: "\(Shown.minute(disabled)) 起；可“从头重推”恢复",
                en: "since \(Shown.minute(disabled)); deliver again to begin anew")
            return .under(
                .tag(Localized(zh: "已停用", en: "Given up")[language], .danger), note[language])
        }
        guard hook.failures > 0 else {
            return hook.lastAt == nil
                ? .tag(Localized(zh: "等待首份回执", en: "Waits for a receipt")[language], .neutral)
                : .tag(Localized(zh: "正常", en: "Working")[language], .success)
        }
        let next = Shown.minute(hook.nextAt)
        let note = Localized(
            zh: "连续 \(hook.failures) 次未送达，下次 \(next)",
            en: "\(hook.failures) failed in a row, next at \(next)")
        return .under(
            .tag(Localized(zh: "重试中", en: "Trying again")[language], .warn), note[language])
    }

    private func last(_ hook: Webhook, _ language: Language) -> HTML {
        guard let at = hook.lastAt else { return "–" }
        let status = hook.lastStatus.map { "HTTP \($0)" }
        let words = [status, hook.lastTrouble?.message[language]].compactMap { $0 }
        return .under(
            #"<span class="time">\#(Shown.minute(at))</span>"#, words.joined(separator: " · "))
    }

    private func actions(_ hook: Webhook, _ language: Language) -> HTML {
        let test = button(hook, "test", Localized(zh: "测试", en: "Test"), language)
        let rotate = button(
            hook, "rotation", Localized(zh: "换密钥", en: "New secret"), language)
        let replay = button(
            hook, "replay", Localized(zh: "从头重推", en: "Deliver all again"), language)
        let remove = button(hook, "removal", Localized(zh: "移除", en: "Remove"), language)
        return #"<div class="row">\#(test)\#(rotate)\#(replay)\#(remove)</div>"#
    }

    /// A button alone in its form; what it is about is said to those who do not see the row.
    private func button(
        _ hook: Webhook, _ action: String, _ word: Localized, _ language: Language
    ) -> HTML {
        """
        <form method="post" \
        action="\(url: language.address("/webhooks/\(hook.id)/\(action)"))">\
        \(.hidden("_csrf", formToken))\
        <button class="button button-secondary" type="submit">\(word, language)\
        <span class="unseen"> \(hook.url)</span></button></form>
        """
    }

    private func form(_ language: Language) -> HTML {
        var url = ""
        var wrong: String?
        if case .refused(let given, let fault) = outcome {
            (url, wrong) = (given, WebhooksPage.told(fault, language))
        }
        return .form(
            to: language.address("/webhooks"), token: formToken,
            content: """
                \(.textInput(
                    Field(
                        "url", label: Localized(zh: "接收地址", en: "Address")[language],
                        hint: Localized(
                            zh: "公网可访问的 https 地址，例如 https://receiver.example.com/tradewind",
                            en: "An https address that is publicly reachable, for example"
                                + " https://receiver.example.com/tradewind")[language],
                        error: wrong),
                    value: url, width: .full, language: language))
                \(.checkbox(
                    Field(
                        "all",
                        label: Localized(
                            zh: "把已有的回执也从头推送一遍",
                            en: "Begin with the first receipt there is")[language],
                        isRequired: false), language: language))
                <p class="row">\(.button(Localized(zh: "登记", en: "Register")[language]))</p>
                """)
    }
}

/// The page of webhooks and its forms, over the same use cases as the API.
struct WebhookPages: Sendable {
    let site: Site
    let webhooks: Webhooks

    static let access = Access.permission(DeclarationsPermission.lodge)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/webhooks", access: WebhookPages.access,
                summary: WebhooksPage.title
            ) { visit in
                try await page(visit, visit.query["done"] == "removed" ? .removed : .nothing)
            },
            one, send,
            Route(
                .post, "/{language}/webhooks", access: WebhookPages.access,
                summary: Localized(zh: "登记推送地址", en: "Register a webhook"), bodyLimit: 8 * 1024,
                rate: Rate(20, perSeconds: 60), handler: add),
            Route(
                .post, "/{language}/webhooks/{id}/test", access: WebhookPages.access,
                summary: Localized(zh: "推送一条测试消息", en: "Send a test message"),
                bodyLimit: 8 * 1024, rate: Rate(6, perSeconds: 60), handler: test),
            Route(
                .post, "/{language}/webhooks/{id}/rotation", access: WebhookPages.access,
                summary: Localized(zh: "更换验签密钥", en: "Give a webhook a new secret"),
                bodyLimit: 8 * 1024, rate: Rate(6, perSeconds: 60), handler: rotate),
            Route(
                .post, "/{language}/webhooks/{id}/replay", access: WebhookPages.access,
                summary: Localized(zh: "从头重新推送", en: "Deliver everything again"),
                bodyLimit: 8 * 1024, rate: Rate(6, perSeconds: 60), handler: replay),
            resend,
            Route(
                .post, "/{language}/webhooks/{id}/removal", access: WebhookPages.access,
                summary: Localized(zh: "移除推送地址", en: "Take a webhook away"),
                bodyLimit: 8 * 1024, handler: remove),
        ]
    }

    private func add(_ visit: Visit) async throws -> Answer {
        let tenant = try visit.tenant()
        let form = try visit.form()
        let url = (form["url"] ?? "").trimmedBlanks
        do {
            let (hook, secret) = try await webhooks.register(
                url, of: tenant, after: form["all"] == "1" ? 0 : nil, by: try visit.person().id)
            return try await page(visit, .added(url: hook.url, secret: secret))
        } catch let fault as WebhookAddressFault {
            return try await page(visit, .refused(url: url, fault))
        }
    }

    private func test(_ visit: Visit) async throws -> Answer {
        let tenant = try visit.tenant()
        let id = visit.parameters["id"] ?? ""
        guard let hook = try await webhooks.find(id, of: tenant),
            let attempt = try await webhooks.test(id, of: tenant)
        else { throw DeclarationsRefusal.notFound }
        return try await page(visit, .tried(url: hook.url, attempt))
    }

    private func rotate(_ visit: Visit) async throws -> Answer {
        let tenant = try visit.tenant()
        guard
            let (hook, secret) = try await webhooks.rotate(
                visit.parameters["id"] ?? "", of: tenant, by: try visit.person().id)
        else { throw DeclarationsRefusal.notFound }
        return try await page(visit, .rotated(url: hook.url, secret: secret))
    }

    /// From the first, or from the receipt that is named on.
    private func replay(_ visit: Visit) async throws -> Answer {
        let tenant = try visit.tenant()
        let id = visit.parameters["id"] ?? ""
        let given = try visit.form()["from"].map { Shown.halfWidth($0).trimmedBlanks }
        let from = given.map { Int64($0) ?? 0 } ?? 1
        guard from >= 1 else {
            return try await one(visit, .unknown(given ?? ""))
        }
        let found: Webhook?
        do {
            found = try await webhooks.replay(
                id, of: tenant, after: from - 1, by: try visit.person().id)
        } catch let fault as WebhookPlaceFault {
            return try await one(visit, .unknown(given ?? "", last: fault.last))
        }
        guard let hook = found else { throw DeclarationsRefusal.notFound }
        return given == nil
            ? try await page(visit, .replayed(url: hook.url))
            : .see(
                visit.language.address(
                    "/webhooks/\(id)", query: [Form.Pair("done", "replayed")]))
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        let tenant = try visit.tenant()
        guard
            try await webhooks.remove(
                visit.parameters["id"] ?? "", of: tenant, by: try visit.person().id)
        else { throw DeclarationsRefusal.notFound }
        return .see(
            visit.language.address("/webhooks", query: [Form.Pair("done", "removed")]))
    }

    func page(_ visit: Visit, _ outcome: WebhooksPage.Outcome) async throws -> Answer {
        let tenant = try visit.tenant()
        let hooks = try await webhooks.list(of: tenant)
        let view = WebhooksPage(
            hooks: hooks, letters: try await letters(hooks, of: tenant), outcome: outcome,
            formToken: visit.formToken)
        let language = visit.language
        var status = 200
        if case .refused = outcome { status = 422 }
        // After a form, too, the links lead to the page and not to the form's own address.
        var visit = visit
        visit.path = language.address("/webhooks")
        visit.query = Form()
        return site.page(
            visit, title: WebhooksPage.title[language],
            trail: [Crumb(ReceiptsPage.title[language], path: language.address("/receipts"))],
            isWide: true, status: status, content: view.html(language))
    }
}
