import Journal
import Kernel
import Web

/// Messages that receivers kept refusing, on the page of webhooks: each can be sent once more.
struct WebhookLetters: Sendable {
    struct Line: Sendable {
        let hook: Webhook
        let letter: WebhookLetter
    }

    var lines: [Line]
    var formToken: String

    static let title = Localized(zh: "搁置的推送", en: "Messages put aside")
    /// So many are on the page, the oldest of each webhook first; the API has all.
    static let most = 50

    /// Nothing where none was put aside.
    func html(_ language: Language) -> HTML? {
        guard !lines.isEmpty else { return nil }
        return .panel(
            Self.title[language], id: "letters",
            content: """
                <p>\(Localized(
                    zh: "接收方一直拒收的回执先搁置，其后的照常推送。接收方修复后可逐份重推。",
                    en: """
                        Receipts a receiver kept refusing; those behind them go on. Send each once \
                        more when the receiver is mended.
                        """), language)</p>
                \(.table(
                    caption: Self.title[language], columns: columns(language),
                    rows: Array(lines.prefix(Self.most)), empty: ""))
                \(more(language))
                """)
    }

    private func more(_ language: Language) -> HTML? {
        guard lines.count > Self.most else { return nil }
        return """
            <p>\(Localized(
                zh: "只列前 \(Self.most) 份，其余用接口 /api/v1/webhooks/…/dead-letters 查看。",
                en: "The first \(Self.most); the rest are at /api/v1/webhooks/…/dead-letters."
            ), language)</p>
            """
    }

    private func columns(_ language: Language) -> [Column<Line>] {
        [
            Column(
                Localized(zh: "回执序号", en: "Receipt")[language], .code, isHeader: true,
                text: { String($0.letter.sequence) }),
            Column(
                Localized(zh: "地址", en: "Address")[language], .code, text: { $0.hook.url }),
            Column(
                Localized(zh: "应答", en: "Answer")[language],
                text: { "HTTP \($0.letter.status)" }),
            Column(
                Localized(zh: "已试次数", en: "Attempts")[language], .number,
                text: { String($0.letter.attempts) }),
            Column(
                Localized(zh: "搁置时间", en: "Put aside")[language], .time,
                text: { Shown.minute($0.letter.at) }),
            Column(
                Localized(zh: "操作", en: "Action")[language], html: { button($0, language) }),
        ]
    }

    private func button(_ line: Line, _ language: Language) -> HTML {
        let path = "/webhooks/\(line.hook.id)/dead-letters/\(line.letter.sequence)/resend"
        return """
            <form method="post" action="\(url: language.address(path))">\
            \(.hidden("_csrf", formToken))\
            <button class="button button-secondary" type="submit">\
            \(Localized(zh: "重推", en: "Send again"), language)\
            <span class="unseen"> \(String(line.letter.sequence)) \(line.hook.url)</span></button>\
            </form>
            """
    }
}

extension WebhookPages {
    var resend: Route {
        Route(
            .post, "/{language}/webhooks/{id}/dead-letters/{sequence}/resend",
            access: WebhookPages.access,
            summary: Localized(zh: "重推一份搁置的推送", en: "Send what was put aside once more"),
            bodyLimit: 8 * 1024, rate: Rate(20, perSeconds: 60)
        ) { visit in
            let tenant = try visit.tenant()
            let id = visit.parameters["id"] ?? ""
            guard let sequence = visit.parameters["sequence"].flatMap({ Int64($0) }),
                let hook = try await webhooks.find(id, of: tenant),
                let attempt = try await webhooks.resend(sequence, to: id, of: tenant)
            else { throw DeclarationsRefusal.notFound }
            return try await page(visit, .resent(url: hook.url, attempt))
        }
    }

    /// What waits aside for the webhooks of an enterprise, by webhook.
    func letters(_ hooks: [Webhook], of tenant: String) async throws -> [WebhookLetters.Line] {
        var lines: [WebhookLetters.Line] = []
        for hook in hooks {
            for letter in try await webhooks.letters(of: hook.id, tenant: tenant) ?? [] {
                lines.append(WebhookLetters.Line(hook: hook, letter: letter))
            }
        }
        return lines
    }
}
