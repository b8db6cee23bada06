import Journal
import Kernel
import Web
import Wire

/// `/api/v1/webhooks/{id}/deliveries`: each attempt to deliver, and one message once more.
extension WebhooksResource {
    var log: Route {
        Route(
            .get, "/api/v1/webhooks/{id}/deliveries",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "投递记录，最新的在前", en: "Attempts to deliver, latest first"),
            query: [
                Route.Query(
                    "sequence", Localized(zh: "只看这份回执", en: "those of this receipt alone"),
                    kind: .integer),
                Route.Query(
                    "before",
                    Localized(zh: "上一页的 next", en: "next of the page before")),
                QueryNames.few,
            ]
        ) { visit in
            let tenant = try visit.tenant()
            let sequence = try visit.whole("sequence", from: 0, to: .max, else: 0)
            let limit = try Int(visit.whole("limit", from: 1, to: 200, else: 50))
            let before = visit.query["before"]
            guard before.map(WebhookLogLine.isIdentifier) ?? true else {
                throw FilterInput(name: "before", allowed: ["next"])
            }
            guard
                let lines = try await webhooks.log(
                    of: visit.parameters["id"] ?? "", tenant: tenant, before: before,
                    sequence: sequence == 0 ? nil : sequence, limit: limit + 1)
            else { throw DeclarationsRefusal.webhookNotFound }
            let shown = lines.prefix(limit)
            return .json(
                JSON.object([
                    .init("deliveries", .array(shown.map(WebhooksResource.json))),
                    .init("next", .optional(lines.count > limit ? shown.last?.id : nil)),
                ]).encoded)
        }
    }

    var send: Route {
        Route(
            .post, "/api/v1/webhooks/{id}/deliveries/{sequence}/resend",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "重推一份回执", en: "Send one receipt once more"),
            rate: Rate(20, perSeconds: 60)
        ) { visit in
            try await WebhooksResource.resent(visit, webhooks, isAside: false)
        }
    }

    private static func json(_ line: WebhookLogLine) -> JSON {
        .object([
            .init("id", .text(line.id)), .init("sequence", .integer(line.sequence)),
            .init("webhookId", .text(line.message)), .init("at", .text(line.at.iso)),
            .init("cause", .text(line.cause.rawValue)),
            .init("delivered", .bool(line.isDelivered)),
            .init("status", line.status.map(JSON.integer) ?? .null),
            .init("trouble", json(line.trouble)), .init("milliseconds", .integer(line.took)),
        ])
    }
}
