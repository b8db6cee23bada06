public import Journal
public import Kernel
public import Lists
public import Papers
public import Plug
public import Store
public import Web

/// READ FIRST: what may a firm have now, what is it given without asking, and what is missing for
/// the rest? Benefits are files of `Benefits/`.
public struct EntitlementsCapability: Capability {
    /// May ask what the own firm has.
    public static let ask = Permission("entitlements.ask")
    /// May ask for any firm, and change the rules of the own authority.
    public static let keep = Permission("entitlements.keep")

    /// What the room is handed.
    public struct Needs: Sendable {
        public var store: Store
        public var journal: Journal
        public var identifiers: Identifiers
        public var share: Share
        public var lists: ListsCapability
        public var papers: PaperDesk
        public var site: Site
        /// Told of background work that fails.
        public var report: @Sendable (String, any Error) -> Void

        public init(
            store: Store, journal: Journal, identifiers: Identifiers, share: Share,
            lists: ListsCapability, papers: PaperDesk, site: Site,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            (self.store, self.journal, self.identifiers) = (store, journal, identifiers)
            (self.share, self.lists, self.papers) = (share, lists, papers)
            (self.site, self.report) = (site, report)
        }
    }

    public let name = "entitlements"
    public let migrations: MigrationSet
    /// What firms may have: what rooms that decide ask.
    public let book: Entitlements
    let desk: EntitlementsDesk
    private let site: Site
    private let report: @Sendable (String, any Error) -> Void

    /// Reads every benefit file.
    ///
    /// - Throws: `ServiceFaults` with everything that is wrong with them.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "entitlements", in: "Capabilities/Entitlements", of: needs.share)
        let report = needs.report
        book = Entitlements(
            catalogue: try BenefitCatalogue.load(needs.share, lists: needs.lists.catalogue),
            views: needs.lists.views, names: needs.lists.names, store: needs.store
        ) { report("entitlements.rules", $0) }
        desk = EntitlementsDesk(
            store: needs.store, journal: needs.journal, clock: needs.journal.clock,
            ids: needs.identifiers, book: book, papers: needs.papers)
        site = needs.site
        self.report = report
    }

    /// Reads rules that officers have changed; before anything is served.
    public func load() async throws { try await book.refresh() }

    /// Applies what firms have without asking, and ends what they have no more; gives how many came
    /// or went. The server does it once a day and when rules change.
    @discardableResult
    public func sweep() async throws -> Int { try await desk.sweep() }

    public var routes: [Route] {
        BenefitsAPI(desk: desk).routes + RulesAPI(desk: desk).routes
            + BenefitPages(desk: desk, site: site).routes
            + OwnBenefitsPage(desk: desk, site: site).routes
            + RulePages(desk: desk, site: site).routes
    }

    public var subscribers: [Subscriber] { [desk.subscriber] }

    public var services: [Service] {
        let (book, desk, report) = (book, desk, report)
        return [
            Service(name: "entitlements.rules") { await book.watch() },
            Service(name: "entitlements.sweep") {
                var done = ""
                while !Task.isCancelled {
                    // A new day, or new rules: standings that begin or end with the day are told by
                    // no entry.
                    let state = "\(desk.today.text) \(book.rules(on: desk.today).hashValue)"
                    if state != done {
                        do {
                            try await desk.sweep()
                            done = state
                        } catch {
                            if !Task.isCancelled { report("entitlements.sweep", error) }
                        }
                    }
                    try? await Task.sleep(nanoseconds: 60_000_000_000)
                }
            },
        ]
    }

    public var navigation: [Site.Item] { EntitlementsCapability.entries }
    public var homeParts: [HomePart] { BenefitsHome(desk: desk).parts }
    public var finders: [Finder] { BenefitsHome(desk: desk).finders }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                BenefitWords.benefits,
                note: Localized(
                    zh: "有哪些惠企政策，条件是什么，是否免申即享。",
                    en: "Which benefits there are, on what conditions, with or without asking."),
                path: "/benefits", in: .lookUp),
            Site.Item(
                BenefitWords.own,
                note: Localized(
                    zh: "本企业已享受什么、可申请什么、还缺什么。",
                    en: "What your firm has, what it can apply for, what is missing."),
                path: "/my-benefits", in: .services, access: .permission(ask)),
            Site.Item(
                BenefitWords.rules,
                note: Localized(
                    zh: "变更惠企规则：先对全部企业试算，再由另一人复核。",
                    en: "Change a rule: tried on every firm, then confirmed by another officer."),
                path: "/benefit-rules", in: .office, access: .permission(keep)),
        ]
    }
}
