public import Journal
public import Kernel
public import Papers
public import Plug
public import Store
public import Web

/// READ FIRST: what is this good called, and what does it owe that day? Look-ups need no account.
public struct TariffCapability: Capability {
    public let migrations: MigrationSet
    /// The tables, for whoever is built below.
    public let book: TariffBook
    let desk: EditionDesk
    /// What a change would have meant for the declarations of the year before; nil where nobody
    /// has them. The house hands it in.
    let recentTrade: RecentTrade?
    private let clock: Clock
    private let papers: PaperDesk
    private let site: Site

    /// From the codes that change and the day they do so to whom it touches.
    public typealias RecentTrade = @Sendable (_ codes: Set<String>, _ from: Day) async throws
        -> [TradeAffected]

    public init(
        book: TariffBook, store: Store, journal: Journal, clock: Clock,
        papers: PaperDesk, site: Site, share: Share,
        recentTrade: RecentTrade? = nil
    ) throws {
        self.recentTrade = recentTrade
        desk = EditionDesk(book: book, store: store, journal: journal)
        migrations = try MigrationSet(capability: "tariff", in: "Capabilities/Tariff", of: share)
        self.book = book
        self.clock = clock
        self.papers = papers
        self.site = site
    }

    public var name: String { "tariff" }

    public var routes: [Route] {
        TariffResource(book: book, clock: clock).routes
            + CalculatorResource(book: book, clock: clock).routes
            + TariffPages(book: book, clock: clock, papers: papers, site: site).routes
    }

    public var services: [Service] { [desk.service] }

    /// Takes up the changes of law that were loaded before: once the tables are there.
    public func begin() async throws { try await desk.takeUp() }

    public var navigation: [NavigationEntry] { TariffCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [NavigationEntry] {
        [NavigationEntry(label: TariffPages.title, path: "/tariff", access: .anyone)]
    }
}
