public import Journal
public import Kernel
public import Parties
public import Plug
internal import Procedures
public import Store
public import Web

/// READ FIRST: which firms stand on which list, since when, and why? Lists are files of
/// `Catalogue/`.
public struct ListsCapability: Capability {
    /// May put the own firm forward, and see its standing.
    public static let nominate = Permission("lists.nominate")
    /// May keep the lists of the own authority.
    public static let keep = Permission("lists.keep")

    /// What the room is handed.
    public struct Needs: Sendable {
        public var store: Store
        public var journal: Journal
        public var identifiers: Identifiers
        public var share: Share
        public var register: EnterpriseRegister
        public var site: Site
        /// What the customs knows of a firm on a day.
        public var credit: @Sendable (_ firm: String, _ day: Day) -> FirmCredit
        /// Told of background work that fails.
        public var report: @Sendable (String, any Error) -> Void

        public init(
            store: Store, journal: Journal, identifiers: Identifiers, share: Share,
            register: EnterpriseRegister, site: Site,
            credit: @escaping @Sendable (String, Day) -> FirmCredit,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            (self.store, self.journal, self.identifiers) = (store, journal, identifiers)
            (self.share, self.register, self.site) = (share, register, site)
            (self.credit, self.report) = (credit, report)
        }
    }

    public let name = "lists"
    public let migrations: MigrationSet
    /// Every list there is.
    public let catalogue: ListCatalogue
    /// Firms as conditions see them; with `views.lists`, who stands where.
    public let views: FirmViews
    /// How codes in conditions are called.
    public let names: ConditionNames
    let desk: ListsDesk
    private let site: Site
    private let report: @Sendable (String, any Error) -> Void

    /// Reads every list file.
    ///
    /// - Throws: `ServiceFaults` with everything that is wrong with them.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "lists", in: "Capabilities/Lists", of: needs.share)
        catalogue = try ListCatalogue.load(needs.share)
        let report = needs.report
        self.report = report
        views = FirmViews(
            register: needs.register,
            lists: ListRegister(store: needs.store) { report("lists.members", $0) },
            credit: needs.credit)
        names = ConditionNames(of: catalogue)
        desk = ListsDesk(
            store: needs.store, journal: needs.journal, clock: needs.journal.clock,
            ids: needs.identifiers, catalogue: catalogue, views: views, names: names)
        site = needs.site
    }

    /// Reads who stands where; before anything is served.
    public func load() async throws { try await views.lists.refresh() }

    public var routes: [Route] {
        ListsAPI(desk: desk).routes + MovementsAPI(desk: desk).routes
            + NominationsAPI(desk: desk).routes
            + ChangesAPI(desk: desk).routes + ListsPages(desk: desk, site: site).routes
            + OwnListsPages(desk: desk, site: site).routes
            + NominationPages(desk: desk, site: site).routes
            + ListDeskPages(desk: desk, site: site).routes
            + ListChangePages(desk: desk, site: site).routes
            + FirmFactsPages(desk: desk, site: site).routes
    }

    public var services: [Service] {
        let (lists, desk, report) = (views.lists, desk, report)
        return [
            Service(name: "lists.members") { await lists.watch() },
            Service(name: "lists.standings") {
                // Levels and facts hold from a day on: a look an hour finds each on its day.
                await Round.every(seconds: 3_600, "lists.standings", report: report) {
                    try await desk.endUnfit()
                }
            },
        ]
    }

    /// Does at once what the background does every hour: who is no longer what a list needs goes.
    public func lookAgain() async throws { try await desk.endUnfit() }

    public var navigation: [Site.Item] { ListsCapability.entries }
    public var homeParts: [HomePart] { ListsHome(desk: desk).parts }
    public var finders: [Finder] { ListsHome(desk: desk).finders }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                ListWords.lists,
                note: Localized(
                    zh: "哪些企业在哪份名单上，自何时起，凭什么。",
                    en: "Which firms stand on which list, since when, and why."),
                path: "/lists", in: .lookUp),
            Site.Item(
                ListWords.own,
                note: Localized(
                    zh: "本企业在哪些名单上，还缺什么，提名进展。",
                    en: "Where your firm stands, what is missing, how nominations go."),
                path: "/my-lists", in: .services, access: .permission(nominate)),
            Site.Item(
                ListWords.desk,
                note: Localized(
                    zh: "待评分的提名、待复核的变动、快到期的企业。",
                    en: "Nominations to mark, changes to confirm, standings that end soon."),
                path: "/list-desk", in: .office, access: .permission(keep)),
            Site.Item(
                ListWords.facts,
                note: Localized(
                    zh: "登记企业规模、进出口额等指标，注明文件。",
                    en: "Enter a firm's size, trade and other figures with their document."),
                path: "/firm-facts", in: .office, access: .permission(keep)),
        ]
    }
}

extension ConditionNames {
    /// As catalogue, register and customs call them.
    init(of catalogue: ListCatalogue) {
        self.init(
            list: { catalogue.name($0) },
            fact: { catalogue.facts[$0]?.name ?? Localized(same: $0) },
            role: { EnterpriseRole(rawValue: $0)?.name ?? Localized(same: $0) },
            level: { ListWords.level($0) },
            measure: { catalogue.facts[$0] })
    }
}
