public import Journal
public import Kernel
public import Plug
public import Store
public import Web

/// READ FIRST: what is this good called, and what does it owe that day? Look-ups need no account.
public struct TariffCapability: Capability {
    public let migrations: MigrationSet
    /// The tables, for whoever is built below.
    public let book: TariffBook
    let desk: EditionDesk
    let pastTrade: PastTradeDesk
    /// Retail imports of the year before, for trying a change of law; nil where nobody has them.
    let recentOrders: RecentOrders?
    /// What an enterprise is called, by its id.
    let enterpriseName: @Sendable (String) -> String
    private let clock: Clock
    private let site: Site

    /// Retail imports released from one day to another.
    public typealias RecentOrders = @Sendable (_ from: Day, _ to: Day) async throws
        -> [DeclaredOrder]

    public init(
        book: TariffBook, store: Store, journal: Journal, clock: Clock, site: Site, share: Share,
        recentOrders: RecentOrders? = nil,
        enterpriseName: @escaping @Sendable (String) -> String = { $0 },
        report: @escaping @Sendable (String, any Error) -> Void = { _, _ in }
    ) throws {
        self.recentOrders = recentOrders
        self.enterpriseName = enterpriseName
        desk = EditionDesk(book: book, store: store, journal: journal, report: report)
        pastTrade = PastTradeDesk(book: book, store: store, journal: journal)
        migrations = try MigrationSet(capability: "tariff", in: "Capabilities/Tariff", of: share)
        self.book = book
        self.clock = clock
        self.site = site
    }

    public var name: String { "tariff" }

    public var routes: [Route] {
        TariffResource(book: book, clock: clock).routes
            + CalculatorResource(book: book, clock: clock).routes
            + TariffPages(book: book, clock: clock, site: site).routes
            + EditionPages(desk: desk, site: site).routes
            + UnusedResource(desk: pastTrade, clock: clock).routes
            + UnusedPages(desk: pastTrade, site: site).routes
    }

    /// What another room writes into the journal when the taxes of an import declaration are
    /// settled, so that its lines are looked at for lower rates: payload `lines`, each as
    /// `PastLine.json`; the entry's tenant is the importer.
    public static let linesSettled = "entries.lines-settled"

    public var subscribers: [Subscriber] { [pastTrade.subscriber] }

    public var services: [Service] { [desk.service] }

    public var scrubs: [Scrub] { [desk.scrub] }

    /// Takes up the changes of law that were loaded before: once the tables are there.
    public func begin() async throws { try await desk.takeUp() }

    public var navigation: [NavigationEntry] { TariffCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [NavigationEntry] {
        [NavigationEntry(label: TariffPages.title, path: "/tariff", access: .anyone)]
    }
}
