import Journal
import Kernel
import Web
import Wire

/// `/api/v1/webhooks`: where an enterprise's receipts are pushed to.
struct WebhooksResource: Sendable {
    let webhooks: Webhooks

    var routes: [Route] {
        [list, register, one, remove, test, rotate, replay, letters, resend, log, send]
    }

    private var list: Route {
        Route(
            .get, "/api/v1/webhooks", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "推送地址", en: "Webhooks")
        ) { visit in
            let tenant = try visit.tenant()
            let hooks = try await webhooks.list(of: tenant)
            return .json(
                JSON.object([
                    .init("webhooks", .array(hooks.map { .object(WebhooksResource.json($0)) }))
                ]).encoded)
        }
    }

    private var register: Route {
        Route(
            .post, "/api/v1/webhooks", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "登记推送地址", en: "Register a webhook"), bodyLimit: 8 * 1024,
            rate: Rate(20, perSeconds: 60)
        ) { visit in
            let tenant = try visit.tenant()
            guard let json = try? JSON(visit.body), let url = json["url"]?.string else {
                throw DeclarationsRefusal.webhook(
                    reason: Localized(
                        zh: "请求体须为 JSON，含 url", en: "The body must be JSON with a url"))
            }
            do {
                let (hook, secret) = try await webhooks.register(
                    url, of: tenant, after: json["after"]?.integer,
                    by: visit.principal?.id ?? "")
                // The only time the secret is told.
                let members = WebhooksResource.json(hook) + [.init("secret", .text(secret))]
                return .json(JSON.object(members).encoded, status: 201)
            } catch let fault as WebhookAddressFault {
                throw DeclarationsRefusal.webhook(reason: fault.reason)
            } catch let fault as WebhookPlaceFault {
                throw DeclarationsRefusal.webhookPlace(last: fault.last)
            }
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/webhooks/{id}", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "一个推送地址的状态", en: "How one webhook does")
        ) { visit in
            let tenant = try visit.tenant()
            guard let hook = try await webhooks.find(visit.parameters["id"] ?? "", of: tenant)
            else { throw DeclarationsRefusal.webhookNotFound }
            return .json(JSON.object(WebhooksResource.json(hook)).encoded)
        }
    }

    private var remove: Route {
        Route(
            .delete, "/api/v1/webhooks/{id}", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "取消推送地址", en: "Take a webhook away")
        ) { visit in
            let tenant = try visit.tenant()
            guard
                try await webhooks.remove(
                    visit.parameters["id"] ?? "", of: tenant, by: visit.principal?.id ?? "")
            else { throw DeclarationsRefusal.webhookNotFound }
            return Answer(status: 204)
        }
    }

    private var test: Route {
        Route(
            .post, "/api/v1/webhooks/{id}/test",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "推送一条测试消息", en: "Send a test message"),
            rate: Rate(6, perSeconds: 60)
        ) { visit in
            let tenant = try visit.tenant()
            guard let attempt = try await webhooks.test(visit.parameters["id"] ?? "", of: tenant)
            else { throw DeclarationsRefusal.webhookNotFound }
            return .json(JSON.object(WebhooksResource.json(attempt)).encoded)
        }
    }

    private var rotate: Route {
        Route(
            .post, "/api/v1/webhooks/{id}/rotate",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "更换验签密钥", en: "Give a webhook a new secret"),
            rate: Rate(6, perSeconds: 60)
        ) { visit in
            let tenant = try visit.tenant()
            guard
                let (hook, secret) = try await webhooks.rotate(
                    visit.parameters["id"] ?? "", of: tenant, by: visit.principal?.id ?? "")
            else { throw DeclarationsRefusal.webhookNotFound }
            return .json(
                JSON.object(WebhooksResource.json(hook) + [.init("secret", .text(secret))]).encoded)
        }
    }

    private var replay: Route {
        Route(
            .post, "/api/v1/webhooks/{id}/replay",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "从某处重新推送", en: "Deliver again from a place"),
            bodyLimit: 8 * 1024, rate: Rate(6, perSeconds: 60)
        ) { visit in
            let tenant = try visit.tenant()
            guard let after = (try? JSON(visit.body))?["after"]?.integer, after >= 0 else {
                throw NumberInput(name: "after", least: 0)
            }
            do {
                guard
                    let hook = try await webhooks.replay(
                        visit.parameters["id"] ?? "", of: tenant, after: after,
                        by: visit.principal?.id ?? "")
                else { throw DeclarationsRefusal.webhookNotFound }
                return .json(JSON.object(WebhooksResource.json(hook)).encoded)
            } catch let fault as WebhookPlaceFault {
                throw DeclarationsRefusal.webhookPlace(last: fault.last)
            }
        }
    }

    private var letters: Route {
        Route(
            .get, "/api/v1/webhooks/{id}/dead-letters",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "搁置的推送", en: "Messages put aside")
        ) { visit in
            let tenant = try visit.tenant()
            guard
                let letters = try await webhooks.letters(
                    of: visit.parameters["id"] ?? "", tenant: tenant)
            else { throw DeclarationsRefusal.webhookNotFound }
            return .json(
                JSON.object([
                    .init(
                        "letters",
                        .array(
                            letters.map { letter in
                                .object([
                                    .init("sequence", .integer(letter.sequence)),
                                    .init("at", .text(letter.at.iso)),
                                    .init("status", .integer(letter.status)),
                                    .init("attempts", .integer(letter.attempts)),
                                ])
                            }))
                ]).encoded)
        }
    }

    private var resend: Route {
        Route(
            .post, "/api/v1/webhooks/{id}/dead-letters/{sequence}/resend",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "重推一份搁置的推送", en: "Send what was put aside once more"),
            rate: Rate(20, perSeconds: 60)
        ) { visit in
            try await WebhooksResource.resent(visit, webhooks, isAside: true)
        }
    }

    /// Sends the message of a path once more.
    static func resent(_ visit: Visit, _ webhooks: Webhooks, isAside: Bool) async throws -> Answer {
        let tenant = try visit.tenant()
        let id = visit.parameters["id"] ?? ""
        guard try await webhooks.find(id, of: tenant) != nil else {
            throw DeclarationsRefusal.webhookNotFound
        }
        guard let sequence = visit.parameters["sequence"].flatMap({ Int64($0) }),
            let attempt = try await webhooks.resend(sequence, to: id, of: tenant, isAside: isAside)
        else { throw DeclarationsRefusal.webhookMessage(isAside: isAside) }
        return .json(JSON.object(WebhooksResource.json(attempt)).encoded)
    }

    static func json(_ hook: Webhook) -> [JSON.Member] {
        [
            .init("id", .text(hook.id)), .init("url", .text(hook.url)),
            .init("createdAt", .text(hook.createdAt.iso)),
            .init("disabledAt", .optional(hook.disabledAt?.iso)),
            .init("position", .integer(hook.position)),
            .init("failures", .integer(hook.failures)),
            .init("failingSince", .optional(hook.failingSince?.iso)),
            .init("nextAt", .optional(hook.failures > 0 ? hook.nextAt.iso : nil)),
            .init("lastAt", .optional(hook.lastAt?.iso)),
            .init("lastStatus", hook.lastStatus.map(JSON.integer) ?? .null),
            .init("lastTrouble", json(hook.lastTrouble)),
            .init("oldSecretUntil", .optional(hook.oldSecretUntil?.iso)),
        ]
    }

    static func json(_ attempt: WebhookAttempt) -> [JSON.Member] {
        [
            .init("delivered", .bool(attempt.isDelivered)),
            .init("status", attempt.status.map(JSON.integer) ?? .null),
            .init("trouble", json(attempt.trouble)),
        ]
    }

    static func json(_ trouble: WebhookTrouble?) -> JSON {
        guard let trouble else { return .null }
        return .object([
            .init("code", .text(trouble.rawValue)),
            .init(
                "message",
                .object([
                    .init("zh", .text(trouble.message.zh)), .init("en", .text(trouble.message.en)),
                ])),
        ])
    }
}

extension Visit {
    /// The enterprise for which somebody acts.
    func tenant() throws(DeclarationsRefusal) -> String {
        guard let tenant = principal?.enterprise, !tenant.isEmpty else { throw .noEnterprise }
        return tenant
    }
}

extension ReceiptBook {
    /// Receipts as webhooks deliver them: what `GET /api/v1/receipts` gives, one at a time.
    static var webhookFeed: WebhookFeed {
        WebhookFeed(
            items: { place, limit, tenant, session in
                try after(place, of: tenant, limit: limit, in: session).map { receipt in
                    WebhookFeed.Item(
                        sequence: receipt.sequence, id: "receipt-\(receipt.sequence)",
                        type: "declarations.receipt", at: receipt.at,
                        data: ReceiptsResource.json(receipt))
                }
            },
            last: { tenant, session in try last(of: tenant, in: session) })
    }
}
