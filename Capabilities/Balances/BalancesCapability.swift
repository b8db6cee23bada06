public import Journal
public import Kernel
public import Papers
public import Plug
import Reference
public import Store
public import Web

/// READ FIRST: how much is left? Money, quota, guarantee, stock, draw-down; never below.
public struct BalancesCapability: Capability {
    /// May see the accounts of one's own enterprise.
    public static let read = BalancesDesk.read
    /// May see the accounts of others and add guarantees: an officer for enterprises of the
    /// officer's districts, an administrator for all.
    public static let manage = BalancesDesk.manage

    public let migrations: MigrationSet
    /// What other capabilities call, within their own transactions.
    public let ledger: Ledger
    /// Adds guarantees, for programs that set up a world.
    public let guarantees: GuaranteeDesk
    /// Keeps account books of special zones, for programs that set up a world.
    public let stock: StockDesk
    private let desk: BalancesDesk
    private let papers: PaperDesk
    private let site: Site

    /// - Parameters:
    ///   - holders: how an enterprise is found by id or code.
    ///   - papers: sets guarantees as paper.
    public init(
        store: Store, journal: Journal, holders: HolderDirectory, papers: PaperDesk, site: Site,
        share: Share
    ) throws {
        migrations = try BalancesCapability.migrations(of: share)
        ledger = Ledger(units: UnitNames(try CodeTables.load(share)))
        guarantees = GuaranteeDesk(
            journal: journal, ledger: ledger, issuers: holders)
        stock = StockDesk(journal: journal, ledger: ledger)
        desk = BalancesDesk(
            store: store, clock: journal.clock, ledger: ledger, guarantees: guarantees,
            stock: stock, holders: holders,
            settings: try SettingsTable.load(
                "Capabilities/Balances/Data/settings.csv", keys: BalancesDesk.figures,
                lasting: BalancesDesk.figures, areWhole: true, in: share))
        self.papers = papers
        self.site = site
    }

    public var name: String { "balances" }

    public var routes: [Route] {
        BalancesAPI(desk: desk).routes + GuaranteesAPI(desk: desk).routes
            + BalancesPage(desk: desk, site: site).routes
            + StatementPage(desk: desk, site: site).routes
            + GuaranteePage(desk: desk, site: site).routes
            + GuaranteePapers(desk: desk, papers: papers).routes
            + StockAPI(desk: desk).routes + StockPage(desk: desk, site: site).routes
            + StockForms(desk: desk, site: site).routes
            + StockPapers(desk: desk, papers: papers).routes
            + StatementPapers(desk: desk, papers: papers).routes
    }

    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current {
        let desk = desk
        return [
            .guarantee: { try await desk.currentPaper($0, $1) },
            .accountStatement: { try await desk.currentStatementPaper($0, $1) },
            .accountBook: { try await desk.currentStockPaper($0, $1) },
        ]
    }

    public var navigation: [Site.Item] { BalancesCapability.entries }

    public var homeParts: [HomePart] { BalancesHome(desk: desk).parts }

    public var finders: [Finder] { BalancesHome(desk: desk).finders }

    public var scrubs: [Scrub] { [ledger.scrub] }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                BalanceTexts.title,
                note: Localized(
                    zh: "税款担保、额度、库存：有多少、用在哪里、还剩多少。",
                    en: "Guarantees, quotas, stock: what there is, where it went, what is left."),
                path: "/balances", in: .money, access: .permission(read))
        ]
    }

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "balances", in: "Capabilities/Balances", of: share)
    }
}
