public import Journal
public import Kernel
import Parties
public import Plug
import Reference
public import Store
public import Web

/// READ FIRST: which document is it written in, what does it say, since when, who answers for it,
/// and what applies it? The register of policies, for everybody.
public struct PoliciesCapability: Capability {
    /// May publish policies for one's authority, and review those of others.
    static let publish = Permission("policies.publish")
    /// May follow topics and words for one's enterprise, and stop following.
    static let follow = Permission("policies.follow")
    /// May see what concerns one's enterprise and what it follows.
    static let readOwn = Permission("policies.read-own")

    /// What it needs from the house.
    public struct Needs: Sendable {
        public var store: Store
        public var journal: Journal
        public var clock: Clock
        public var identifiers: Identifiers
        public var share: Share
        public var site: Site
        /// Services, lists and benefits of a day with what they rest on.
        public var uses: @Sendable (Day) -> [PolicyUse]
        /// What is known of an enterprise on a day.
        public var profile: @Sendable (String, Day) -> FirmProfile
        /// Told when background work fails; it is tried again.
        public var report: @Sendable (String, any Error) -> Void

        public init(
            store: Store, journal: Journal, clock: Clock, identifiers: Identifiers, share: Share,
            site: Site, uses: @escaping @Sendable (Day) -> [PolicyUse],
            profile: @escaping @Sendable (String, Day) -> FirmProfile,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            self.store = store
            self.journal = journal
            self.clock = clock
            self.identifiers = identifiers
            self.share = share
            self.site = site
            self.uses = uses
            self.profile = profile
            self.report = report
        }
    }

    public let name = "policies"
    public let migrations: MigrationSet
    /// The register, from memory.
    public let register: PolicyRegister
    private let publishing: PublishDesk
    private let following: FollowDesk
    private let site: Site
    private let report: @Sendable (String, any Error) -> Void

    /// Throws a `DataFault` of a damaged table.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "policies", in: "Capabilities/Policies", of: needs.share)
        let settings = try PolicySettings.load(needs.share)
        let report = needs.report
        register = PolicyRegister(
            store: needs.store, clock: needs.clock, files: try PolicyFiles.load(needs.share),
            tables: try CitedPlaces.load(needs.share), uses: needs.uses
        ) { report("policies.register", $0) }
        publishing = PublishDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            ids: needs.identifiers, register: register,
            authorities: try Authorities.load(needs.share), settings: settings)
        following = FollowDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            ids: needs.identifiers, register: register, settings: settings,
            profile: needs.profile)
        site = needs.site
        self.report = report
    }

    public var routes: [Route] {
        PoliciesAPI(desk: following).routes + FeedAPI(desk: following).routes
            + FollowAPI(desk: following).routes + EditionsAPI(desk: publishing).routes
            + PoliciesPage(desk: following, site: site).routes
            + PolicyPage(desk: following, site: site).routes
            + MinePage(desk: following, site: site).routes
            + EditionsPage(desk: publishing, following: following, site: site).routes
    }

    public var subscribers: [Subscriber] { [following.notices] }

    public var services: [Service] {
        let (register, following, report) = (register, following, report)
        return [
            Service(name: "policies.register") { await register.watch() },
            Service(name: "policies.readings") {
                await Round.every(seconds: 10, "policies.readings", report: report) {
                    try await following.keepReadings()
                }
            },
        ]
    }

    /// Reads what officers have published; before anything is served.
    public func load() async throws { try await register.refresh() }

    public var navigation: [Site.Item] { PoliciesCapability.entries }
    public var homeParts: [HomePart] { PoliciesHome(desk: following).parts }
    public var finders: [Finder] { PoliciesHome(desk: following).finders }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                PolicyWords.title,
                note: Localized(
                    zh: "法律、公告和政策文件：要点、效力、责任单位、在哪里适用。",
                    en: "Laws, notices, papers: in short, in force, who answers, what uses them."),
                path: "/policies", in: .lookUp),
            Site.Item(
                PolicyWords.mine,
                note: Localized(
                    zh: "按企业类型和信用推送，可订阅主题和关键词。",
                    en: "By your roles and credit; follow topics and words."),
                path: "/my-policies", in: .services, access: .permission(readOwn)),
            Site.Item(
                PolicyWords.publish,
                note: Localized(
                    zh: "发布新政策和新版本，会审，阅读统计。",
                    en: "New policies and versions, joint review, how much they are read."),
                path: "/policy-editions", in: .office, access: .permission(publish)),
        ]
    }
}

extension Visit {
    /// The day the register is to be looked at on: `day` of the query, else today.
    func asOf(_ clock: Clock) throws(PoliciesRefusal) -> Day {
        guard let text = query["day"], !text.isEmpty else { return clock.today }
        guard let day = Day(text) else { throw PoliciesRefusal.day(text) }
        return day
    }
}
