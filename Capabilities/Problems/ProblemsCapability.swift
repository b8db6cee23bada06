public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
public import Policies
public import Reference
public import Store
public import Web

/// READ FIRST: what stands in the way of firms, who answers for it, by when, and was it settled?
/// Problems, comments and complaints; measures abroad; meetings; progress on the papers' tasks.
public struct ProblemsCapability: Capability {
    /// May raise something for one's own enterprise.
    static let raise = Permission("problems.raise")
    /// May answer for one's authority, and publish measures, meetings and reports.
    static let handle = Permission("problems.handle")

    /// What it needs from the house.
    public struct Needs: Sendable {
        public var store: Store
        public var journal: Journal
        public var clock: Clock
        public var identifiers: Identifiers
        public var share: Share
        public var codes: CodeTables
        public var register: EnterpriseRegister
        public var policies: PolicyRegister
        public var followers: PolicyFollowers
        public var papers: PaperDesk
        public var site: Site
        /// Told when background work fails; it is tried again.
        public var report: @Sendable (String, any Error) -> Void

        public init(
            store: Store, journal: Journal, clock: Clock, identifiers: Identifiers, share: Share,
            codes: CodeTables, register: EnterpriseRegister, policies: PolicyRegister,
            followers: PolicyFollowers, papers: PaperDesk, site: Site,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            (self.store, self.journal, self.clock) = (store, journal, clock)
            (self.identifiers, self.share, self.codes) = (identifiers, share, codes)
            (self.register, self.policies, self.followers) = (register, policies, followers)
            (self.papers, self.site, self.report) = (papers, site, report)
        }
    }

    public let name = "problems"
    public let migrations: MigrationSet
    private let desk: ProblemDesk
    private let site: Site
    private let report: @Sendable (String, any Error) -> Void

    /// Throws a `DataFault` of a damaged table.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "problems", in: "Capabilities/Problems", of: needs.share)
        desk = ProblemDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            ids: needs.identifiers, tables: try ProblemTables.load(needs.share),
            codes: needs.codes, enterprises: needs.register, policies: needs.policies,
            followers: needs.followers, calendar: try WorkingCalendar.load(needs.share),
            papers: needs.papers, report: needs.report)
        site = needs.site
        report = needs.report
    }

    public var routes: [Route] {
        let open = PublicDesk(problems: desk)
        return ProblemsAPI(desk: desk).routes + PublicAPI(desk: open).routes
            + ProblemsPage(desk: desk, site: site).routes
            + BoardPage(desk: open, site: site).routes
            + MeasuresPage(desk: open, site: site).routes
            + MeetingsPage(desk: open, site: site).routes
            + LedgerPage(desk: open, site: site).routes
    }

    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current {
        let desk = desk
        return [.problemAnswer: { try await desk.currentPaper($0, $1) }]
    }

    public var encrypted: [EncryptedColumn] { EncryptedColumns.all }

    public var services: [Service] {
        let (desk, report) = (desk, report)
        return [
            Service(name: "problems.clocks") {
                await Round.every(seconds: 60, "problems.clocks", report: report) {
                    try await desk.round()
                }
            }
        ]
    }

    /// Looks once at every clock: what the server does each minute.
    public func round() async throws { try await desk.round() }

    public var navigation: [Site.Item] { ProblemsCapability.entries }
    public var homeParts: [HomePart] { ProblemsHome(desk: desk).parts }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                ProblemWords.title,
                note: Localized(
                    zh: "提出问题、诉求和投诉，限期答复，由您确认。",
                    en: "Raise a problem or complaint; it is answered in time, and you confirm."),
                path: "/clearing", in: .services, access: .permission(raise)),
            Site.Item(
                ProblemWords.desk,
                note: Localized(zh: "等本部门答复的，最先到期的在前。", en: "What waits for your authority."),
                path: "/clearing", in: .office, access: .permission(handle)),
            Site.Item(
                ProblemWords.board,
                note: Localized(
                    zh: "各单位待答复、逾期、待确认、已清零，以及多发原因。",
                    en: "Open, overdue, answered and closed by body, and what recurs."),
                path: "/problem-board", in: .data),
            Site.Item(
                ProblemWords.measures,
                note: Localized(
                    zh: "境外新措施，按商品和市场查；可评议、求助。",
                    en: "New measures abroad by goods and market; comment or ask for help."),
                path: "/technical-measures", in: .market),
            Site.Item(
                ProblemWords.meetings,
                note: Localized(
                    zh: "与企业、商协会定期座谈：议题、答复和落实情况。",
                    en: "Meetings with firms and associations, and what came of them."),
                path: "/dialogues", in: .lookUp),
            Site.Item(
                ProblemWords.ledger,
                note: Localized(
                    zh: "政策文件的每项任务由谁负责、进展如何。",
                    en: "Who answers for each task of the papers, and how far it is."),
                path: "/ledger", in: .data),
        ]
    }
}
