public import Kernel
public import Secrets
public import Store
import Synchronization
import Wire

/// Pushes each enterprise's feed to the addresses it has registered, by Standard Webhooks.
///
/// At least once and in order: a webhook is a place in the feed that moves on when the receiver has
/// answered 2xx. A repeat carries the same `webhook-id`.
public struct Webhooks: Sendable {
    /// Webhooks an enterprise may have.
    public static let mostPerTenant = 10
    /// How long a receiver may fail before it is given up, in milliseconds: three days.
    static let patience: Int64 = 3 * 24 * 3_600_000
    /// Fewer failures than this are no three days of trying, whatever the wall clock says.
    static let leastFailures = 40
    /// How long a server may keep a webhook without a sign of life. Longer than one exchange.
    static let holdMilliseconds: Int64 = 60_000

    let store: Store
    let journal: Journal
    let ids: Identifiers
    let secrets: SecretSource
    let feed: WebhookFeed
    let outgoing: OutgoingHTTP
    let reach: OutgoingReach
    let ports: OutgoingPorts
    let most: Int
    /// Thousandths of the pause that are waited: spreads receivers that failed together.
    let jitter: @Sendable () -> Int64
    /// Names this server among several over one database.
    let server: String
    let running = RunningWebhooks()

    /// - Parameters:
    ///   - outgoing: how requests are sent; `live` with the same reach for real ones.
    ///   - reach: which addresses may be registered.
    ///   - ports: which ports of the public internet they may name.
    ///   - most: webhooks delivered to at the same time.
    public init(
        store: Store, journal: Journal, ids: Identifiers, secrets: SecretSource,
        feed: WebhookFeed, outgoing: OutgoingHTTP, reach: OutgoingReach,
        ports: OutgoingPorts = OutgoingPorts(), most: Int = 64,
        jitter: @escaping @Sendable () -> Int64 = { Int64.random(in: 750...1250) }
    ) {
        self.store = store
        self.journal = journal
        self.ids = ids
        self.secrets = secrets
        self.feed = feed
        self.outgoing = outgoing
        self.reach = reach
        self.ports = ports
        self.most = most
        self.jitter = jitter
        server = ids.next()
    }

    /// Registers an address; delivery begins after `place`, or with what comes from now on. Gives
    /// the secret too, which is told only here. Throws `WebhookAddressFault`, `WebhookPlaceFault`.
    public func register(
        _ url: String, of tenant: String, after place: Int64? = nil, by actor: String
    ) async throws -> (webhook: Webhook, secret: String) {
        try checkWebhook(url, reach: reach, ports: ports)
        // Before a name is looked up: who has as many as there may be makes nobody work.
        guard try await list(of: tenant).count < Webhooks.mostPerTenant else {
            throw WebhookAddressFault.tooMany
        }
        try await checkName(of: url)
        let secret = WebhookSignature.newSecret(secrets)
        let now = journal.clock.now()
        let id = ids.next()
        let hook = try await store.write { session in
            let table = WebhookTable(session: session)
            guard try table.list(of: tenant).count < Webhooks.mostPerTenant else {
                throw WebhookAddressFault.tooMany
            }
            let last = try feed.last(tenant, session)
            guard place ?? 0 <= last else { throw WebhookPlaceFault(last: last) }
            let hook = Webhook(
                tenant: tenant, id: id, url: url, createdAt: now, disabledAt: nil,
                position: max(0, place ?? last), failures: 0, failingSince: nil,
                nextAt: now, lastAt: nil, lastStatus: nil, lastTrouble: nil, secret: secret)
            try table.insert(hook)
            try note("webhooks.registered", hook, by: actor, in: session)
            return hook
        }
        return (hook, secret)
    }

    /// Refuses a name that leads into a private network at once. One that cannot be looked up now,
    /// or leads there later, is kept out when it is connected to.
    private func checkName(of url: String) async throws(WebhookAddressFault) {
        guard let host = OutgoingURL(url)?.host, OutgoingAddress(host) == nil else { return }
        let found = await outgoing.addresses(host)
        guard found.allSatisfy(reach.allows) else { throw .notPublic }
    }

    /// The webhooks of an enterprise, oldest first.
    public func list(of tenant: String) async throws -> [Webhook] {
        try await store.read { try WebhookTable(session: $0).list(of: tenant) }
    }

    /// One webhook of an enterprise; nil when it has none of that id.
    public func find(_ id: String, of tenant: String) async throws -> Webhook? {
        try await store.read { try WebhookTable(session: $0).find(id, of: tenant) }
    }

    /// Takes a webhook away; false when there is none of that id.
    public func remove(_ id: String, of tenant: String, by actor: String) async throws -> Bool {
        try await store.write { session in
            let table = WebhookTable(session: session)
            guard let hook = try table.find(id, of: tenant) else { return false }
            try note("webhooks.removed", hook, by: actor, in: session)
            return try table.delete(id, of: tenant)
        }
    }

    /// Sends a message of type `webhooks.test` at once and tells what came of it. The place in the
    /// feed stays; a webhook that was given up is tried too. Nil when there is none of that id.
    public func test(_ id: String, of tenant: String) async throws -> WebhookAttempt? {
        guard let hook = try await find(id, of: tenant) else { return nil }
        let item = WebhookFeed.Item(
            sequence: 0, id: "test-\(ids.next())", type: "webhooks.test", at: journal.clock.now(),
            data: .object([.init("webhook", .text(hook.id))]))
        let tried = await attempt(item, to: hook, .test)
        try await store.write { session in
            let table = WebhookTable(session: session)
            try table.note(tried.line, of: hook)
            try table.trimLog(of: hook, to: Webhooks.mostLogged)
        }
        return tried.attempt
    }

    func note(
        _ kind: String, _ hook: Webhook, by actor: String, in session: Session,
        _ more: [JSON.Member] = []
    ) throws {
        // Not the address: what stands in its path or query may be a secret of the receiver.
        try journal.append(
            Draft(
                kind, actor: actor, tenant: hook.tenant, subjectType: "webhook",
                subject: hook.id,
                payload: .object([.init("position", .integer(hook.position))] + more)),
            in: session)
    }
}

/// The webhooks that this server is delivering to now.
final class RunningWebhooks: Sendable {
    private let state = Mutex<Set<[String]>>([])

    var count: Int { state.withLock { $0.count } }

    /// False when it is being delivered to already.
    func add(_ hook: Webhook) -> Bool {
        state.withLock { $0.insert([hook.tenant, hook.id]).inserted }
    }

    func contains(_ hook: Webhook) -> Bool {
        state.withLock { $0.contains([hook.tenant, hook.id]) }
    }

    func remove(_ hook: Webhook) { _ = state.withLock { $0.remove([hook.tenant, hook.id]) } }
}
