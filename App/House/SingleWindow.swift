import Balances
import Classification
public import Declarations
import Entries
import Inspections
public import Journal
public import Kernel
public import Logging
import Origin
import Papers
public import Parties
public import Plug
import Procedures
public import Proofs
import Reference
import Secrets
public import Store
public import Tariff
public import Web
import Wire

/// The single window: every capability named once, built in order of need, handed the ones it
/// needs.
///
/// What stands in this list is in the system: from it come the router, the migrations, the
/// navigation and the background work.
public struct SingleWindow: Sendable {
    public let share: Share
    public let store: Store
    public let journal: Journal
    public let clock: Clock
    public let parties: Parties
    public let proofs: ProofsCapability
    let tariff: TariffCapability
    public let declarations: DeclarationsCapability
    public let capabilities: [any Capability]
    /// All that is served: the router, the permission table and the API document.
    public let routes: [Route]
    public let site: Site
    public let door: FrontDoor
    let ledger: Ledger

    /// Opens the store, brings its tables up to date, and builds everything.
    public static func open(
        _ settings: HouseSettings, share: Share, clock: Clock = .system,
        identifiers: Identifiers? = nil, logger: Logger
    ) async throws -> SingleWindow {
        try await build(
            on: Store(settings.place), settings, share: share, clock: clock,
            identifiers: identifiers, logger: logger)
    }

    /// Opens what is there without changing anything, to look at it. Throws `TablesMissing` when
    /// the tables are of an older version.
    static func examine(
        _ settings: HouseSettings, share: Share, clock: Clock = .system, logger: Logger
    ) async throws -> SingleWindow {
        var options = Store.Options()
        options.examines = true
        return try await build(
            on: Store(settings.place, options: options), settings, share: share, clock: clock,
            migrates: false, logger: logger)
    }

    /// Tables that the program has and the store does not.
    struct TablesMissing: Error {
        let migrations: [String]
    }

    /// The same as `open` on a store that is open: for tests.
    ///
    /// - Parameters:
    ///   - migrates: false to find fault with tables that are not up to date.
    ///   - outgoing: how requests to far sides are sent; nil for real ones.
    public static func build(
        on store: Store, _ settings: HouseSettings, share: Share, clock: Clock = .system,
        identifiers: Identifiers? = nil, migrates: Bool = true, outgoing: OutgoingHTTP? = nil,
        logger: Logger
    ) async throws -> SingleWindow {
        try await unlock(store, settings, makes: migrates, at: clock.now())
        let (ids, journal) = (identifiers ?? .random(clock: clock), Journal(clock: clock))
        let pepper = try Pepper.find(folder: settings.data)
        let parties = try Parties(
            store: store, journal: journal, clock: clock, ids: ids, secrets: .system,
            pepper: pepper, share: share)
        let site = SingleWindow.site(try Assets(share: share))
        let people = try PartiesCapability(parties: parties, site: site, share: share)
        let register = parties.register
        let balances = try BalancesCapability(
            store: store, journal: journal, holders: holders(register), site: site, share: share)
        let papers = paperDesk(store, clock, pepper, settings)
        let origin = try OriginCapability(
            store: store, journal: journal, identifiers: ids, register: register,
            guarantees: balances.guarantees, papers: papers, site: site, share: share,
            report: report(to: logger))
        let proofs = try ProofsCapability(
            evidence(settings, store, clock, share, site, pepper, makes: migrates, logger))
        let duties = try RetailImportDuties.load(share)
        let tables = try CodeTables.load(share)
        let procedures = try procedures(
            store, journal, ids, share, tables, parties, balances.ledger, papers, site, logger)
        let inspections = try inspections(store, journal, ids, share, parties, pepper, site, logger)
        var needs = DeclarationsCapability.Needs(
            store: store, journal: journal, clock: clock, identifiers: ids, share: share,
            catalogue: try MessageCatalogue.load(from: share),
            codes: tables, register: register, ledger: balances.ledger, duties: duties,
            rates: inspections.rates, inspections: inspections.orders,
            buyerSecret: pepper.key(for: "buyer accounts"), papers: papers, site: site)
        let book = try TariffBook.load(share, tables: tables, retail: duties)
        (needs.book, needs.delivery) = (book, delivery(settings, outgoing, logger))
        let declarations = try DeclarationsCapability(needs)
        let tariff = try TariffCapability(
            book: book, store: store, journal: journal, clock: clock, papers: papers, site: site,
            share: share, recentOrders: { try await declarations.retailOrders(from: $0, to: $1) },
            enterpriseName: { register.enterprise(id: $0)?.name ?? $0 }, report: report(to: logger))
        let classification = try ClassificationCapability(
            store: store, journal: journal, identifiers: ids, codes: duties.codes,
            model: settings.classificationModel, site: site, share: share)
        let entries = try EntriesCapability(
            entryNeeds(store, journal, share, site, parties, balances, tariff, pepper, logger))
        let verification = try PapersCapability(
            desk: papers, current: declarations.currentPapers, site: site, share: share)
        let capabilities: [any Capability] = [
            people, balances, proofs, verification, origin, tariff, classification, procedures,
            inspections, declarations, entries,
        ]

        try await fit(
            store, [try Journal.migrations(of: share)] + capabilities.map(\.migrations),
            migrates: migrates, clock)
        try await begin(parties, inspections, declarations, tariff)
        if migrates { try await proofs.begin() }

        let served = routes(capabilities, tables, register, clock, site, logger)
        return SingleWindow(
            share: share, store: store, journal: journal, clock: clock, parties: parties,
            proofs: proofs, tariff: tariff, declarations: declarations, capabilities: capabilities,
            routes: served, site: site, door: try FrontDoor(
                routes: served, gatekeeper: parties.gatekeeper,
                settings: doorSettings(settings, pepper),
                errorPage: { site.errorPage($0, $1) }, identifiers: ids, logger: logger),
            ledger: balances.ledger)
    }

    /// Lets the store read and write personal data. New keys are made where nothing was encrypted
    /// yet, and never where something was.
    static func unlock(
        _ store: Store, _ settings: HouseSettings, makes: Bool, at now: Instant
    ) async throws {
        let file = DataKeyFile(folder: settings.data)
        let isNew = try await !store.hasKeys()
        try await store.unlock(with: try file.read(makes: makes && isNew), at: now)
    }

    /// Has each room read what it keeps in memory.
    private static func begin(
        _ parties: Parties, _ inspections: InspectionsCapability,
        _ declarations: DeclarationsCapability, _ tariff: TariffCapability
    ) async throws {
        try await parties.load()
        try await inspections.load()
        try await declarations.load()
        try await tariff.begin()
    }

    /// Brings the tables up to date, or finds fault with those that are not.
    private static func fit(
        _ store: Store, _ migrations: [MigrationSet], migrates: Bool, _ clock: Clock
    ) async throws {
        if migrates {
            try await store.migrate(migrations, at: clock.now())
            return
        }
        let missing = try await store.missing(migrations)
        guard missing.isEmpty else { throw TablesMissing(migrations: missing) }
    }

    private static func paperDesk(
        _ store: Store, _ clock: Clock, _ pepper: Pepper, _ settings: HouseSettings
    ) -> PaperDesk {
        PaperDesk(
            store: store, clock: clock, key: pepper.key(for: "papers"), address: settings.address)
    }

    private static func holders(_ register: EnterpriseRegister) -> HolderDirectory {
        HolderDirectory { text in
            (register.find(code: text) ?? register.enterprise(id: text)).map {
                Holder(tenant: $0.id, name: $0.localizedName, district: $0.district)
            }
        }
    }

    private static func doorSettings(
        _ settings: HouseSettings, _ pepper: Pepper
    ) -> FrontDoor.Settings {
        var door = FrontDoor.Settings(
            seal: { Digest.hex(Digest.hmac(Array($0.utf8), key: pepper.key(for: "forms"))) })
        door.secure = !settings.publicAddress.isEmpty
        door.publicAddress = settings.publicAddress
        door.proxies = settings.proxies
        return door
    }

    private static func evidence(
        _ settings: HouseSettings, _ store: Store, _ clock: Clock, _ share: Share, _ site: Site,
        _ pepper: Pepper, makes: Bool, _ logger: Logger
    ) throws -> ProofsCapability.Needs {
        // Servers of one database have one pepper, and so sign alike.
        let keys = try LogKeys.find(
            folder: settings.data, origin: settings.logOrigin,
            seed: pepper.key(for: "evidence log"), makes: makes)
        return ProofsCapability.Needs(
            store: store, clock: clock, share: share, site: site, keys: keys,
            source: .merged([DeclarationsCapability.receiptSource, PaperDesk.records]),
            policy: try settings.readLogPolicy(),
            http: .live(OutgoingHTTP.Options(reach: .anywhere))
        ) { name, error in
            logger.error(
                "the evidence log does not go on and will be tried again",
                metadata: ["service": "\(name)", "error": "\(error)"])
        }
    }

    private static func entryNeeds(
        _ store: Store, _ journal: Journal, _ share: Share, _ site: Site, _ parties: Parties,
        _ balances: BalancesCapability, _ tariff: TariffCapability, _ pepper: Pepper,
        _ logger: Logger
    ) throws -> EntriesCapability.Needs {
        EntriesCapability.Needs(
            store: store, journal: journal, register: parties.register,
            guarantees: balances.guarantees, book: tariff.book,
            tables: try CodeTables.load(share), secret: pepper.key(for: "entry draws"),
            site: site, share: share, report: report(to: logger))
    }

    private static func delivery(
        _ settings: HouseSettings, _ outgoing: OutgoingHTTP?, _ logger: Logger
    ) -> DeliverySettings {
        var delivery = DeliverySettings(
            inbox: settings.inbox, outbox: settings.outbox,
            webhookReach: settings.webhooksToLoopback ? .publicAndLoopback : .publicOnly,
            report: report(to: logger))
        delivery.relayPlan = settings.relayPlan
        delivery.relayOutgoing = outgoing
        return delivery
    }

    /// What background work tells when something of it fails.
    static func report(
        to logger: Logger
    ) -> @Sendable (String, any Error) -> Void {
        { name, error in
            logger.error(
                "background work failed and will be tried again",
                metadata: ["service": "\(name)", "error": "\(error)"])
        }
    }

    /// Does what a command of the tariff asks, as the operator.
    public func tariffDesk(_ request: TariffRequest) async throws -> String {
        try await tariff.perform(request, by: "operator")
    }

    /// Says that the server answers: for supervisors and load balancers.
    static let health = Route(
        .get, "/api/v1/health", access: .anyone,
        summary: Localized(zh: "存活检查", en: "Is the server up")
    ) { _ in .json("{\"status\":\"up\"}") }
}
