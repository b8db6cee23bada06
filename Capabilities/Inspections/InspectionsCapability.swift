public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
public import Reference
public import Store
public import Uploads
public import Web

/// READ FIRST: must it be looked at, how, and what came of it? Inspection rates, inspections with
/// and without the owner, release on check, and what is published about all of it.
public struct InspectionsCapability: Capability {
    /// Journal kind of a result: rooms that judge cases go on from it.
    public static let concluded = "inspections.concluded"

    /// May set rates and enter credit levels; may inspect; may answer for one's goods.
    static let set = Permission("inspections.set")
    static let inspect = Permission("inspections.record")
    static let attend = Permission("inspections.attend")

    /// What it needs from the house.
    public struct Needs: Sendable, Withheld {
        public var store: Store
        public var journal: Journal
        public var clock: Clock
        public var identifiers: Identifiers
        public var share: Share
        public var tables: CodeTables
        public var register: EnterpriseRegister
        public var site: Site
        /// Key of the draw of samples.
        public var secret: [UInt8]
        /// Issues and sets what is handed out on paper.
        public var papers: PaperDesk
        /// Told when background work fails; it is tried again.
        public var report: @Sendable (String, any Error) -> Void
        /// Looks into photos and videos before they are kept.
        public var uploads = UploadGate.shared
        /// What an exporter declared its goods by, by any number of it; nil where there is none.
        public var declared: LotDeclarations = { _, _, _ in nil }

        public init(
            store: Store, journal: Journal, clock: Clock, identifiers: Identifiers, share: Share,
            tables: CodeTables, register: EnterpriseRegister, site: Site, secret: [UInt8],
            papers: PaperDesk,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            self.store = store
            self.journal = journal
            self.clock = clock
            self.identifiers = identifiers
            self.share = share
            self.tables = tables
            self.register = register
            self.site = site
            self.secret = secret
            self.papers = papers
            self.report = report
        }
    }

    /// Finds what an exporter declared its goods by, in the caller's transaction.
    public typealias LotDeclarations = @Sendable (
        _ number: String, _ exporter: String, _ session: Session
    ) throws -> LotDeclaration?

    public let name = "inspections"
    public let migrations: MigrationSet
    /// Rates, from memory.
    public let rates: InspectionRates
    /// What rooms that judge cases tell.
    public let orders: InspectionOrders
    private let policies: PolicyDesk
    private let desk: OrderDesk
    private let statistics: StatisticsDesk
    private let lots: LotDesk
    private let papers: InspectionPapers
    private let lotPapers: LotPapers
    private let site: Site

    /// Throws a `DataFault` of a damaged table.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "inspections", in: "Capabilities/Inspections", of: needs.share)
        let settings = try InspectionSettings.load(needs.share)
        let report = needs.report
        rates = InspectionRates(
            store: needs.store, clock: needs.clock,
            shipped: try PolicyEdition.load(needs.share)
        ) { report("inspections.rates", $0) }
        orders = InspectionOrders(
            journal: needs.journal, clock: needs.clock, settings: settings)
        policies = PolicyDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            ids: needs.identifiers, rates: rates, register: needs.register, settings: settings,
            tables: needs.tables)
        desk = OrderDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            ids: needs.identifiers, rates: rates, orders: orders, settings: settings,
            monitored: try MonitoredRelease.load(needs.share), uploads: needs.uploads,
            secret: needs.secret)
        statistics = StatisticsDesk(
            store: needs.store, clock: needs.clock, settings: settings)
        lots = LotDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            ids: needs.identifiers, rates: rates, orders: orders, register: needs.register,
            tables: needs.tables, settings: settings, secret: needs.secret,
            declared: needs.declared)
        papers = InspectionPapers(
            desk: desk, papers: needs.papers, register: needs.register, tables: needs.tables)
        lotPapers = LotPapers(desk: lots, papers: needs.papers)
        site = needs.site
    }

    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current {
        papers.current.merging(lotPapers.current) { one, _ in one }
    }
    /// Where the things stand that papers of this room are about.
    public var paperSources: PaperStatus.Sources { lotPapers.sources }

    public var routes: [Route] {
        PoliciesAPI(desk: policies).routes + InspectionsAPI(desk: desk).routes
            + SamplesAPI(desk: desk).routes + StatisticsAPI(desk: statistics).routes
            + LotsAPI(desk: lots).routes + LotPages(desk: lots, site: site).routes
            + PoliciesPage(desk: policies, site: site).routes
            + InspectionsPage(
                desk: desk, names: policies.register, offices: offices, site: site
            ).routes
            + SamplesPage(desk: desk, names: policies.register, site: site).routes
            + StatisticsPage(desk: statistics, offices: offices, site: site).routes + papers.routes
            + lotPapers.routes
    }

    /// The customs offices there are.
    private var offices: CodeList { policies.tables[.customsDistricts] }

    public var encrypted: [EncryptedColumn] { EncryptedColumns.all }

    public var services: [Service] {
        let rates = rates
        return [Service(name: "inspections.rates") { await rates.watch() }]
    }

    /// Reads what every case asks; before anything is served.
    public func load() async throws { try await rates.refresh() }

    public var navigation: [Site.Item] { InspectionsCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                InspectionWords.mine,
                note: Localized(
                    zh: "选择是否到场，查看影像和结果，提出异议。",
                    en: "Say whether you come, see photos and results, object."),
                path: "/inspections", in: .cargo, access: .permission(attend)),
            Site.Item(
                LotWords.title,
                note: Localized(
                    zh: "先查验、后装运：入仓、申报、装箱、施封。",
                    en: "Inspect first, load later: receive, declare, load, seal."),
                path: "/lots", in: .cargo, access: .permission(attend)),
            Site.Item(
                InspectionWords.title,
                note: Localized(
                    zh: "选中查验的货物：派员、登记结果和影像、答复异议。",
                    en: "Goods chosen for inspection: assign, record results and photos, answer"
                        + " objections."),
                path: "/inspections", in: .office,
                access: .permission(inspect)),
            Site.Item(
                Localized(zh: "查验公示", en: "Inspection figures"),
                note: Localized(
                    zh: "查验率、查获率和查验用时，按关区和月份。",
                    en: "How much is inspected, what is found, how long it takes."),
                path: "/inspection-statistics", in: .data),
            Site.Item(
                InspectionWords.policies,
                note: Localized(
                    zh: "按信用和货物设定查验率，一人提出、另一人确认后生效。",
                    en: "Rates by credit level and goods; one proposes, another confirms."),
                path: "/inspection-policies", in: .office,
                access: .permission(set)),
        ]
    }
}

extension String {
    /// Whether it is made of ASCII digits alone: `Int64` would take a sign as well, and a code with
    /// a sign is none of any table.
    var isAllDigits: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
