public import Kernel
public import Plug
public import Store
public import Web

/// READ FIRST: is it up, how fast is it, how much can it take? The system measures itself and tells
/// everybody.
public struct AvailabilityCapability: Capability {
    /// What it needs from the house.
    public struct Needs: Sendable {
        public var store: Store
        public var clock: Clock
        public var identifiers: Identifiers
        public var share: Share
        public var site: Site
        /// Counts what comes through the front door.
        public var meter: ServiceMeter
        /// What waits inside, now.
        public var queues: @Sendable () async throws -> QueueLengths
        /// Told of background work that fails.
        public var report: @Sendable (String, any Error) -> Void

        public init(
            store: Store, clock: Clock, identifiers: Identifiers, share: Share, site: Site,
            meter: ServiceMeter, queues: @escaping @Sendable () async throws -> QueueLengths,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            self.store = store
            self.clock = clock
            self.identifiers = identifiers
            self.share = share
            self.site = site
            self.meter = meter
            self.queues = queues
            self.report = report
        }
    }

    public let name = "availability"
    public let migrations: MigrationSet
    private let keeper: ServiceKeeper
    private let history: ServiceHistory
    private let site: Site

    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "availability", in: "Capabilities/Availability", of: needs.share)
        let startedAt = needs.clock.now()
        keeper = ServiceKeeper(
            store: needs.store, clock: needs.clock, meter: needs.meter,
            run: needs.identifiers.next(), startedAt: startedAt, queues: needs.queues,
            report: needs.report)
        history = ServiceHistory(
            store: needs.store, clock: needs.clock, startedAt: startedAt)
        site = needs.site
    }

    public var routes: [Route] {
        ServiceResource(history: history).routes + ServicePage(site: site, history: history).routes
    }

    public var services: [Service] { [keeper.service] }

    /// Stores what has been measured so far. For tests.
    public func keep() async throws { try await keeper.keep() }

    /// Known before the capability is made, because the site's navigation is.
    public static let entries: [Site.Item] = [
        Site.Item(
            ServicePage.title,
            note: Localized(
                zh: "可用率、容量、用时和队列，系统自己测得。",
                en: "Availability, capacity, times and queues, as the system measures them."),
            path: "/service", in: .data)
    ]
}
