public import Journal
public import Kernel
public import Plug
public import Store
public import Web

/// READ FIRST: how can anybody prove later what was answered? The log of evidence: receipts become
/// entries of a tree that only grows, signed, witnessed, open to everybody.
public struct ProofsCapability: Capability {
    /// What it needs from the house.
    public struct Needs: Sendable, Withheld {
        public var store: Store
        public var clock: Clock
        public var share: Share
        /// The frame of the pages.
        public var site: Site
        public var keys: LogKeys
        /// What is logged.
        public var source: LogSource
        /// A policy file (C2SP tlog-policy) with the witnesses that are asked; nil for none.
        public var policy: [UInt8]?
        /// How witnesses are reached.
        public var http: OutgoingHTTP
        /// Told what keeps the log from going on; it is tried again.
        public var report: @Sendable (String, any Error) -> Void
        /// What an id in a journal entry is called in its room: member, value, and the members
        /// beside it.
        public var names: @Sendable (String, String, [String: String]) -> Localized? = {
            _, _, _ in nil
        }

        public init(
            store: Store, clock: Clock, share: Share, site: Site, keys: LogKeys,
            source: LogSource, policy: [UInt8]?, http: OutgoingHTTP,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            self.store = store
            self.clock = clock
            self.share = share
            self.site = site
            self.keys = keys
            self.source = source
            self.policy = policy
            self.http = http
            self.report = report
        }
    }

    public let name = "proofs"
    public let migrations: MigrationSet
    /// Proves that a record is in the log.
    public let desk: ProofDesk
    let keeper: LogKeeper
    let reader: LogReader
    let events: EventDesk
    private let source: LogSource
    private let needs: Needs

    /// Throws a `LogFault` where the policy cannot be used.
    public init(_ needs: Needs) throws {
        migrations = try ProofsCapability.migrations(of: needs.share)
        self.needs = needs
        let policy: PublicationPolicy
        do {
            policy =
                try needs.policy.map { try PublicationPolicy(file: $0, own: needs.keys.keys) }
                ?? PublicationPolicy(own: needs.keys.keys)
        } catch let refusal as any Refusal {
            throw LogFault.policy("\(refusal.message.zh) / \(refusal.message.en)")
        }
        desk = ProofDesk(store: needs.store)
        source = .merged([needs.source, EventDesk.source])
        keeper = LogKeeper(
            store: needs.store, source: source, keys: needs.keys, policy: policy,
            round: WitnessRound(
                store: needs.store, asked: policy.asked, http: needs.http, clock: needs.clock))
        reader = LogReader(
            store: needs.store, keys: needs.keys, trust: policy.trust, witnesses: needs.policy)
        events = EventDesk(
            store: needs.store, proofs: desk, reader: reader, clock: needs.clock,
            table: try LegalEventTable.load(needs.share),
            names: try EventNames.load(needs.share, needs.names))
    }

    /// Holds what is stored against what was signed, before anything is served. Throws a `LogFault`
    /// where they differ.
    public func begin() async throws { try await keeper.begin() }

    /// Logs and publishes everything there is: for tests and measurements.
    public func settle() async throws {
        while try await keeper.step() {}
        _ = try await keeper.publish()
    }

    public var routes: [Route] {
        let resource = EventsResource(desk: events)
        return LogResource(reader: reader).routes + resource.routes
            + CheckPage(desk: events, site: needs.site).routes
            + EventPages(desk: events, resource: resource, site: needs.site).routes
            + [LogPage(site: needs.site, desk: desk, keys: needs.keys, reader: reader).route]
    }

    public var subscribers: [Subscriber] { [events.subscriber] }

    public var navigation: [Site.Item] { ProofsCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                EventWords.events, note: EventWords.note, path: "/legal-events", in: .declare,
                access: EventsResource.access),
            Site.Item(
                EventWords.check,
                note: Localized(
                    zh: "核验别人交来的回执、单据或法律事件的证明。",
                    en: "Whether the proof of a receipt, paper or event you were given holds."),
                path: "/log/check", in: .lookUp),
            Site.Item(
                LogPage.title,
                note: Localized(
                    zh: "每份回执、单据的指纹按序入册，谁也改不了。",
                    en: "A fingerprint of each receipt and paper, in order; nobody can change it."),
                path: "/log", in: .data),
        ]
    }

    public var services: [Service] {
        let (keeper, report) = (keeper, needs.report)
        return [
            Service(name: "proofs.log") { await LogService(keeper: keeper, report: report).run() }
        ]
    }

    public var scrubs: [Scrub] {
        [
            LogScrub(source: source, keys: needs.keys.isKept ? needs.keys.keys : []).scrub
        ]
    }

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "proofs", in: "Capabilities/Proofs", of: share)
    }
}

/// Keeps the log going while the server runs.
struct LogService: Sendable {
    let keeper: LogKeeper
    let report: @Sendable (String, any Error) -> Void

    /// Between two steps: many receipts of a busy second share one transaction and one signature.
    private static let pace: UInt64 = 250_000_000
    private static let longestPause: UInt64 = 30_000_000_000

    func run() async {
        var pause = LogService.pace
        var publishes = Stopwatch.nanoseconds()
        var wait = LogService.pace
        while !Task.isCancelled {
            do {
                try await keeper.catchUp()
                pause = LogService.pace
                if Stopwatch.nanoseconds() >= publishes {
                    if let lack = try await keeper.publish() {
                        report("proofs.witnesses", lack)
                        wait = min(wait * 2, LogService.longestPause)
                    } else {
                        wait = LogService.pace
                    }
                    publishes = Stopwatch.nanoseconds() + wait
                }
            } catch is CancellationError {
                return
            } catch {
                report("proofs.log", error)
                pause = min(pause * 2, LogService.longestPause)
            }
            try? await Task.sleep(nanoseconds: pause)
        }
    }
}
