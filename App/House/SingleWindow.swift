public import Balances
import Classification
public import Declarations
import Entitlements
import Entries
import Inspections
public import Journal
public import Kernel
import Lists
public import Logging
import Origin
import Papers
public import Parties
public import Plug
import Policies
import Problems
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
    /// Accounts, with units as the house calls them.
    public let ledger: Ledger

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
    ///   - outgoing: how requests to far sides, receivers of webhooks and witnesses are sent; nil
    ///     for real ones.
    public static func build(
        on store: Store, _ settings: HouseSettings, share: Share, clock: Clock = .system,
        identifiers: Identifiers? = nil, migrates: Bool = true, outgoing: OutgoingHTTP? = nil,
        logger: Logger
    ) async throws -> SingleWindow {
        try await unlock(store, settings, makes: migrates, at: clock.now())
        let ground = try Ground(
            store, settings, share: share, clock: clock, identifiers: identifiers, logger: logger)
        let papers = ground.papers()
        let people = try PartiesCapability(
            parties: ground.parties, papers: papers, site: ground.site, share: share)
        let balances = try ground.balances(papers)
        let duties = try RetailImportDuties.load(share)
        let book = try TariffBook.load(share, tables: ground.tables, retail: duties)
        let origin = try ground.origin(balances, papers, book)
        let inspections = try ground.inspections(papers)
        let lists = try ground.lists(inspections)
        let entitlements = try ground.entitlements(lists, papers)
        let procedures = try ground.procedures(
            balances.ledger, papers, lists, book, origin, entitlements)
        let proofs = try ground.proofs(makes: migrates, procedures, outgoing)
        let policies = try ground.policies(procedures, inspections, lists, entitlements)
        let problems = try ground.problems(policies, papers)
        let declarations = try ground.declarations(
            balances, papers, inspections, duties, book, outgoing)
        let tariff = try ground.tariff(book, papers, declarations)
        let classification = try ground.classification(duties, papers)
        let entries = try ground.entries(
            balances, tariff, inspections, papers, procedures, lists, entitlements)
        let verification = try PapersCapability(
            desk: papers,
            current: declarations.currentPapers.merging(entries.currentPapers) { one, _ in one }
                .merging(inspections.currentPapers) { one, _ in one }
                .merging(problems.currentPapers) { one, _ in one }
                .merging(balances.currentPapers) { one, _ in one }
                .merging(procedures.currentPapers) { one, _ in one }
                .merging(origin.currentPapers) { one, _ in one }
                .merging(people.currentPapers) { one, _ in one },
            sources: declarations.paperSources.merging(entries.paperSources) { one, _ in one }
                .merging(procedures.paperSources) { one, _ in one }
                .merging(origin.paperSources) { one, _ in one }
                .merging(inspections.paperSources) { one, _ in one },
            site: ground.site, share: share)
        let capabilities: [any Capability] = [
            people, balances, proofs, verification, origin, tariff, classification, procedures,
            inspections, policies, problems, lists, entitlements, declarations, entries,
            try ground.availability(declarations),
        ]

        try await fit(
            store, [try Journal.migrations(of: share)] + capabilities.map(\.migrations),
            migrates: migrates, clock)
        try await begin(ground.parties, inspections, declarations, tariff)
        try await procedures.load()
        try await policies.load()
        try await lists.load()
        try await entitlements.load()
        if migrates { try await proofs.begin() }

        let served = try routes(
            capabilities, ground.tables, ground.register, clock, ground.site, share,
            PersonalPages(shelf: ground.parties.shelf, logger: logger), logger)
        return SingleWindow(
            share: share, store: store, journal: ground.journal, clock: clock,
            parties: ground.parties, proofs: proofs, tariff: tariff, declarations: declarations,
            capabilities: capabilities, routes: served, site: ground.site,
            door: try ground.door(served), ledger: balances.ledger)
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
