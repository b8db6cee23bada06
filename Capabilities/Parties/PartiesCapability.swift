public import Journal
public import Kernel
public import Papers
public import Plug
public import Store
public import Web

/// READ FIRST: who may act? Enterprises and their roles, people, sessions and API keys.
public struct PartiesCapability: Capability {
    /// What other capabilities may ask.
    public let parties: Parties
    public let migrations: MigrationSet
    private let site: Site
    private let papers: MandatePapers
    private let signUps: SignUpPapers

    /// - Parameters:
    ///   - papers: sets mandates and sign-ups as paper.
    ///   - site: the frame of the pages.
    public init(parties: Parties, papers: PaperDesk, site: Site, share: Share) throws {
        self.parties = parties
        self.papers = MandatePapers(parties: parties, papers: papers)
        signUps = SignUpPapers(parties: parties, papers: papers)
        self.site = site
        migrations = try PartiesCapability.migrations(of: share)
    }

    public var name: String { "parties" }

    public var routes: [Route] {
        EnterprisesResource(parties: parties).routes + KeysResource(parties: parties).routes
            + MeResource(parties: parties).routes
            + SignInPage(parties: parties, site: site).routes
            + AccountPage(parties: parties, site: site).routes
            + MandatesResource(parties: parties).routes
            + MandatesPage(parties: parties, site: site).routes + papers.routes
            + enterprises.routes
            + peopleRoutes
    }

    private var peopleRoutes: [Route] {
        RegistrationsResource(parties: parties).routes + PeopleResource(parties: parties).routes
            + InvitationsResource(parties: parties).routes
            + SignUpPage(parties: parties, site: site).routes
            + RegistrationsPage(parties: parties, site: site).routes + signUps.routes
            + LinkPages(parties: parties, site: site).routes
            + RecoveryPage(parties: parties, site: site).routes
            + PeoplePage(parties: parties, site: site).routes
            + AuditResource(parties: parties).routes
            + AuditPage(parties: parties, site: site).routes
            + OwnAccountResource(parties: parties).routes
            + PasswordPage(parties: parties, site: site).routes
            + SecondFactorPage(parties: parties, site: site).routes
            + SingleSignOnEntry(parties: parties, site: site).routes
            + SingleSignOnPage(parties: parties, site: site).routes
            + SingleSignOnResource(parties: parties).routes
            + SessionEndPage(parties: parties, site: site).routes
            + FailuresResource(parties: parties).routes
            + shelf.routes
    }

    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current { signUps.current }

    public var homeParts: [HomePart] { PartiesHome(parties: parties).parts + shelf.homeParts }

    public var finders: [Finder] { [enterprises.finder] }

    public var subscribers: [Subscriber] { [papers.subscriber] }

    private var enterprises: EnterprisePage {
        EnterprisePage(parties: parties, site: site, offices: parties.offices)
    }

    private var shelf: ShelfPages { ShelfPages(parties: parties, site: site) }

    public var encrypted: [EncryptedColumn] { [SignUpTable.contacts, FactorTable.secrets] }

    /// The register follows what other servers change.
    public var services: [Service] {
        [Service(name: "parties.watch") { [parties] in await parties.watch() }]
    }

    public var navigation: [Site.Item] { PartiesCapability.navigation }

    /// Known before the site is made, which needs it.
    public static let navigation = [
        Site.Item(
            AccountWords.account,
            note: Localized(
                zh: "本企业、人员、登录会话和接口密钥。",
                en: "The enterprise, its people, sessions and API keys."),
            path: "/account", in: .account, access: .ownAccount),
        Site.Item(
            MandateWords.title,
            note: Localized(
                zh: "谁可以代您申报、由谁担保，从哪天到哪天。",
                en: "Who may declare for you or stand guarantee, from when to when."),
            path: "/mandates", in: .account, access: .permission(PartiesPermission.mandates)),
        Site.Item(
            PeopleWords.title, note: PeopleWords.note, path: "/people", in: .account,
            access: .permission(PartiesPermission.people)),
        Site.Item(
            AuditWords.title, note: AuditWords.note, path: "/audit", in: .account,
            access: .permission(PartiesPermission.audit)),
        Site.Item(
            SignUpWords.desk, note: SignUpWords.deskNote, path: "/registrations", in: .office,
            access: .permission(PartiesPermission.confirm)),
    ]

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "parties", in: "Capabilities/Parties", of: share)
    }
}
