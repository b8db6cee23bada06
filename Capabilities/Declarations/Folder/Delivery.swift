public import Journal
import Kernel
import Parties
import Plug
import Secrets
import Store
import Web

/// How receipts leave and files come in, as the house is set up.
public struct DeliverySettings: Sendable {
    /// Folder watched for messages; nil for none.
    public var inbox: String?
    /// Folder receipts are written to; nil for none.
    public var outbox: String?
    /// Which addresses webhooks may go to.
    public var webhookReach: OutgoingReach
    /// Ports of the public internet that webhooks may name.
    public var webhookPorts = OutgoingPorts()
    /// How webhooks are sent; nil for real requests.
    public var webhookOutgoing: OutgoingHTTP?
    /// File that says what is relayed to whom; nil when nothing is.
    public var relayPlan: String?
    /// How requests to far sides are sent; nil for real ones.
    public var relayOutgoing: OutgoingHTTP?
    /// Told of what went wrong in the background and is tried again.
    public var report: @Sendable (String, any Error) -> Void

    public init(
        inbox: String? = nil, outbox: String? = nil, webhookReach: OutgoingReach = .publicOnly,
        report: @escaping @Sendable (String, any Error) -> Void = { _, _ in }
    ) {
        self.inbox = inbox
        self.outbox = outbox
        self.webhookReach = webhookReach
        self.report = report
    }
}

/// Webhooks and the watched folder: the two ways in which receipts reach a sender by themselves.
struct Delivery: Sendable {
    let webhooks: Webhooks
    let folder: FolderWatch
    private let report: @Sendable (String, any Error) -> Void

    init(
        _ settings: DeliverySettings, store: Store, journal: Journal, clock: Clock,
        identifiers: Identifiers, register: EnterpriseRegister, envelopes: EnvelopeDoor,
        outgoing: OutgoingHTTP? = nil
    ) {
        webhooks = Webhooks(
            store: store, journal: journal, ids: identifiers, secrets: .system,
            feed: ReceiptBook.webhookFeed,
            outgoing: outgoing ?? settings.webhookOutgoing
                ?? .live(OutgoingHTTP.Options(reach: settings.webhookReach)),
            reach: settings.webhookReach, ports: settings.webhookPorts)
        folder = FolderWatch(
            inbox: settings.inbox, outbox: settings.outbox, register: register,
            envelopes: envelopes, store: store, clock: clock)
        report = settings.report
    }

    var routes: [Route] { WebhooksResource(webhooks: webhooks).routes }

    var services: [Service] {
        [
            Service(name: "declarations.webhooks") { await webhooks.run(report: report) },
            Service(name: "declarations.folder") { await folder.run(report: report) },
        ]
    }
}

extension DeclarationsCapability {
    /// One round of the webhooks: sends what is due. For tests.
    public func drainWebhooks() async throws { try await delivery.webhooks.drain() }
}
