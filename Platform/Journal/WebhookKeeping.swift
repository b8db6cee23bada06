public import Kernel
import Store
import Wire

/// A message that a receiver kept refusing, put aside so that those behind it go on.
public struct WebhookLetter: Sendable, Hashable {
    /// Its place in the feed.
    public let sequence: Int64
    /// When it was put aside.
    public let at: Instant
    /// HTTP status of the last attempt.
    public let status: Int
    public let attempts: Int
}

/// A place behind the end of the feed, which is `last`: what was meant is not known.
public struct WebhookPlaceFault: Error, Sendable, Hashable {
    public let last: Int64
}

extension Webhooks {
    /// How long messages are signed with the old secret as well, in milliseconds: a day.
    public static let overlapMilliseconds: Int64 = 86_400_000
    /// A message is put aside after so many refusals in a row ...
    static let leastRefusals = 10
    /// ... over so long, in milliseconds: a day.
    static let refusalPatience: Int64 = 86_400_000

    /// Gives a webhook a new secret, which is told only here. For a day its messages carry
    /// signatures by both, so that a receiver may change over within it. Nil when there is none.
    public func rotate(_ id: String, of tenant: String, by actor: String) async throws
        -> (webhook: Webhook, secret: String)?
    {
        let secret = WebhookSignature.newSecret(secrets)
        let until = journal.clock.now().adding(milliseconds: Webhooks.overlapMilliseconds)
        return try await store.write { session in
            let table = WebhookTable(session: session)
            guard let hook = try table.find(id, of: tenant) else { return nil }
            try table.rotate(hook, to: secret, oldUntil: until)
            try note("webhooks.rotated", hook, by: actor, in: session)
            return try table.find(id, of: tenant).map { ($0, secret) }
        }
    }

    /// Delivers again what came after a place; one that was given up begins again. The messages
    /// keep their ids. Nil when there is none; throws `WebhookPlaceFault` for a place that has not
    /// come yet.
    public func replay(_ id: String, of tenant: String, after place: Int64, by actor: String)
        async throws -> Webhook?
    {
        let now = journal.clock.now()
        return try await store.write { session in
            let table = WebhookTable(session: session)
            guard let hook = try table.find(id, of: tenant) else { return nil }
            let last = try feed.last(tenant, session)
            guard place <= last else { throw WebhookPlaceFault(last: last) }
            try table.replay(hook, from: max(0, place), at: now)
            try note("webhooks.replayed", hook, by: actor, in: session)
            return try table.find(id, of: tenant)
        }
    }

    /// What was put aside, oldest first; nil when there is no such webhook.
    public func letters(of id: String, tenant: String) async throws -> [WebhookLetter]? {
        try await store.read { session in
            let table = WebhookTable(session: session)
            return try table.find(id, of: tenant).map { try table.letters(of: $0) }
        }
    }
}
