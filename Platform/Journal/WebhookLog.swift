public import Kernel
import Store

/// One attempt to deliver, as it is kept to be looked at.
public struct WebhookLogLine: Sendable, Hashable {
    /// Why it was made.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// It was the message's turn.
        case feed
        /// Somebody asked for this one message.
        case resend
        /// A test message.
        case test
    }

    public let id: String
    /// Place of the message in the feed; 0 for a test.
    public let sequence: Int64
    /// The `webhook-id` it was sent under: the same at every attempt.
    public let message: String
    public let at: Instant
    public let cause: Cause
    /// HTTP status; nil when none came.
    public let status: Int?
    /// Nil when it was taken.
    public let trouble: WebhookTrouble?
    /// Milliseconds until the answer or the failure.
    public let took: Int64

    public var isDelivered: Bool { trouble == nil }

    /// Whether a text can be the id of a line; those are UUIDs.
    public static func isIdentifier(_ text: String) -> Bool {
        let groups = text.utf8.split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
            }
    }
}

/// An attempt and the line about it.
struct WebhookTried: Sendable {
    let attempt: WebhookAttempt
    let line: WebhookLogLine
}

extension Webhooks {
    /// Attempts kept for each webhook: older ones go.
    public static let mostLogged = 1000

    /// Attempts of a webhook, latest first; nil when there is no such webhook.
    /// - Parameters:
    ///   - before: goes on before the line of this id.
    ///   - sequence: those of one message alone.
    public func log(
        of id: String, tenant: String, before: String? = nil, sequence: Int64? = nil, limit: Int
    ) async throws -> [WebhookLogLine]? {
        try await store.read { session in
            let table = WebhookTable(session: session)
            return try table.find(id, of: tenant).map {
                try table.log(of: $0, before: before, sequence: sequence, limit: limit)
            }
        }
    }

    /// Sends one message of the feed once more, at once and out of turn, and tells what came of
    /// it. The place in the feed stays; what was put aside stays so until it is taken. Nil when
    /// there is no such webhook or message.
    /// - Parameter isAside: only what was put aside.
    public func resend(
        _ sequence: Int64, to id: String, of tenant: String, isAside: Bool = false
    ) async throws -> WebhookAttempt? {
        guard sequence > 0 else { return nil }
        let found: (hook: Webhook, item: WebhookFeed.Item)? = try await store.read { session in
            let table = WebhookTable(session: session)
            guard let hook = try table.find(id, of: tenant),
                try !isAside
                    || table.letters(of: hook).contains(where: { $0.sequence == sequence }),
                let item = try feed.items(sequence - 1, 1, tenant, session).first,
                item.sequence == sequence
            else { return nil }
            return (hook, item)
        }
        guard let (hook, item) = found else { return nil }
        let tried = await attempt(item, to: hook, .resend)
        try await store.write { session in
            let table = WebhookTable(session: session)
            try table.note(tried.line, of: hook)
            // One that stands still or was given up has no turn that would trim it.
            try table.trimLog(of: hook, to: Webhooks.mostLogged)
            if tried.attempt.isDelivered { try table.drop(sequence, of: hook) }
        }
        return tried.attempt
    }
}

extension WebhookTable {
    /// Notes an attempt; one whose webhook is gone leaves nothing.
    func note(_ line: WebhookLogLine, of hook: Webhook) throws {
        guard try find(hook.id, of: hook.tenant) != nil else { return }
        try session.execute(
            """
            insert into journal_webhook_attempts
            (tenant, webhook, id, sequence, message, at, cause, status, trouble, took)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(hook.tenant), .text(hook.id), .text(line.id), .integer(line.sequence),
                .text(line.message), .integer(line.at.milliseconds), .text(line.cause.rawValue),
                .optional(line.status.map { Int64($0) }), .optional(line.trouble?.rawValue),
                .integer(line.took),
            ])
    }

    /// Drops what is older than the latest so many.
    func trimLog(of hook: Webhook, to most: Int) throws {
        try session.execute(
            """
            delete from journal_webhook_attempts where tenant = $1 and webhook = $2 and at < (
            select at from journal_webhook_attempts where tenant = $1 and webhook = $2
            order by at desc, id desc limit 1 offset $3)
            """, [.text(hook.tenant), .text(hook.id), .integer(most - 1)])
    }

    func log(of hook: Webhook, before: String?, sequence: Int64?, limit: Int) throws
        -> [WebhookLogLine]
    {
        var statement = Statement(
            """
            select id, sequence, message, at, cause, status, trouble, took
            from journal_webhook_attempts where tenant = $1 and webhook = $2
            """, [.text(hook.tenant), .text(hook.id)])
        if let sequence { statement.append(" and sequence = ?", [.integer(sequence)]) }
        if let before {
            let place = try session.first(
                """
                select at from journal_webhook_attempts
                where tenant = $1 and webhook = $2 and id = $3
                """, [.text(hook.tenant), .text(hook.id), .text(before)]
            ).map { try $0.integer(0) }
            // One that has gone since had only older ones behind it, and they went first.
            guard let place else { return [] }
            statement.append(
                " and (at < ? or (at = ? and id < ?))",
                [.integer(place), .integer(place), .text(before)])
        }
        statement.append(" order by at desc, id desc limit ?", [.integer(limit)])
        return try session.rows(statement).map { row in
            WebhookLogLine(
                id: try row.text(0), sequence: try row.integer(1), message: try row.text(2),
                at: Instant(milliseconds: try row.integer(3)),
                cause: WebhookLogLine.Cause(rawValue: try row.text(4)) ?? .feed,
                status: try row.optionalInteger(5).map { Int($0) },
                trouble: try row.optionalText(6).map { WebhookTrouble(rawValue: $0) ?? .broken },
                took: try row.integer(7))
        }
    }
}
