public import Balances
public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
public import Reference
public import Store
public import Uploads
public import Web

/// READ FIRST: who must decide what next, and by when? Services are files of `Services/`.
public struct ProceduresCapability: Capability {
    /// May apply for one's own enterprise.
    public static let apply = Permission("procedures.apply")
    /// May decide, at the desks at which one has a seat.
    public static let decide = Permission("procedures.decide")
    /// May give seats.
    public static let manage = Permission("procedures.manage")

    /// What the room is handed.
    public struct Needs: Sendable {
        public var store: Store
        public var journal: Journal
        public var identifiers: Identifiers
        public var share: Share
        public var codes: CodeTables
        public var register: EnterpriseRegister
        public var ledger: Ledger
        public var papers: PaperDesk
        public var site: Site
        /// Hides the values that are held once; the same on all servers, of at least 32 bytes.
        public var secret: [UInt8]
        /// An officer, by login.
        public var officers: @Sendable (String) async throws -> Officer?
        /// Documents that the register of policies holds: a service that cites another is refused.
        /// Nil while nobody keeps a register.
        public var documents: Set<String>?
        /// Days on which those documents are in force, by each name they are cited by.
        public var inForce: [String: [InForce]] = [:]
        /// Levels and lists of firms; nil where nobody keeps them.
        public var standings: FirmStandings?
        /// What firms may have: checks of services ask for it. Nil where nobody judges it.
        public var benefits: FirmBenefits?
        /// The national volume of a tariff quota in a year, with the days to apply for it; nil
        /// where there is none. Services that grant parts of quotas need it.
        public var quotas: @Sendable (_ quota: String, _ year: Int) -> QuotaVolume? = { _, _ in
            nil
        }
        /// Whether the tariff of a day has a code of ten digits, or codes that begin so; true where
        /// nobody keeps a tariff.
        public var goods: @Sendable (_ code: String, _ day: Day) -> Bool = { _, _ in true }
        /// Registers of other rooms that grants are written into, by the name service files use.
        public var records: [String: GrantRecords] = [:]
        /// Told at the start of applications that go on under a text that is no file any more.
        public var tell: @Sendable (Localized) -> Void = { _ in }
        /// Looks into documents before they are kept.
        public var uploads = UploadGate.shared
        /// Told of background work that fails.
        public var report: @Sendable (String, any Error) -> Void = { _, _ in }

        public init(
            store: Store, journal: Journal, identifiers: Identifiers, share: Share,
            codes: CodeTables, register: EnterpriseRegister, ledger: Ledger, papers: PaperDesk,
            site: Site, secret: [UInt8],
            officers: @escaping @Sendable (String) async throws -> Officer?
        ) {
            self.store = store
            self.journal = journal
            self.identifiers = identifiers
            self.share = share
            self.codes = codes
            self.register = register
            self.ledger = ledger
            self.papers = papers
            self.site = site
            self.secret = secret
            self.officers = officers
        }
    }

    /// Somebody who can have a seat.
    public struct Officer: Sendable, Hashable {
        public var id: String
        public var name: String
        /// Id of the authority.
        public var authority: String

        public init(id: String, name: String, authority: String) {
            self.id = id
            self.name = name
            self.authority = authority
        }
    }

    public let migrations: MigrationSet
    let desk: CaseDesk
    private let tell: @Sendable (Localized) -> Void
    private let site: Site
    private let schema: [UInt8]

    /// Reads every service file.
    ///
    /// - Parameter catalogue: other services than those of `Services/`, for tests.
    /// - Throws: `ServiceFaults` with everything that is wrong with them.
    public init(_ needs: Needs, catalogue: ServiceCatalogue? = nil) throws {
        var register = try Self.register(of: needs.share)
        register.documents = needs.documents
        register.inForce = needs.inForce
        migrations = try MigrationSet(
            capability: "procedures", in: "Capabilities/Procedures", of: needs.share)
        let catalogue = try catalogue ?? ServiceCatalogue.load(needs.share, register: register)
        tell = needs.tell
        desk = CaseDesk(
            store: needs.store, journal: needs.journal, ids: needs.identifiers,
            catalogue: catalogue,
            editions: EditionShelf(catalogue: catalogue, register: register),
            register: needs.register, bodies: register.bodies,
            calendar: try WorkingCalendar.load(needs.share), codes: needs.codes,
            ledger: needs.ledger, papers: needs.papers, secret: needs.secret,
            standings: needs.standings, benefits: needs.benefits, quotas: needs.quotas,
            goods: needs.goods,
            records: needs.records, settings: try ProceduresSettings.load(needs.share),
            uploads: needs.uploads, report: needs.report, officers: needs.officers)
        site = needs.site
        schema = try needs.share.bytes("Capabilities/Procedures/Data/service.schema.json")
    }

    /// What service files may refer to here.
    public static func register(of share: Share) throws -> ServiceRegister {
        try ServiceRegister.load(
            share, roles: Set(EnterpriseRole.allCases.map(\.rawValue)),
            authorities: try Authorities.load(share))
    }

    public var name: String { "procedures" }

    /// Reads the texts that applications were begun under and tells of those that are no file of
    /// `Services/` any more while applications under them are open.
    public func load() async throws {
        for sentence in try await desk.readEditions() { tell(sentence) }
    }

    /// Gives an officer a seat, for programs that set up a world; the same seat again stays.
    public func seat(_ login: String, at body: String, from first: Day, by actor: String)
        async throws
    {
        _ = try await desk.give(
            CaseDesk.SeatRequest(body: body, login: login, from: first.text),
            by: Principal(kind: .administrator, id: actor, name: actor))
    }

    /// Does at once what the background does every minute: notes what is late, ends grants that
    /// nobody may have any more.
    public func lookAgain() async throws {
        try await desk.noteOverdue()
        try await desk.endUnfit()
    }

    public var encrypted: [EncryptedColumn] { EncryptedColumns.all }

    /// What was granted to be used in parts, for rooms that use it.
    public var grants: GrantDesk { GrantDesk(editions: desk.editions) }

    /// The bodies at whose desks steps of today's services wait or are supervised, by id.
    public var desks: [Body] {
        var found: [String: Body] = [:]
        for step in desk.catalogue.current(on: desk.clock.today).flatMap(\.steps) {
            for body in [step.body, step.escalates].compactMap({ $0 }) + step.parts.map(\.body) {
                found[body.id] = body
            }
        }
        for service in desk.catalogue.current(on: desk.clock.today) {
            for body in [service.offers?.body, service.revoke?.body].compactMap({ $0 }) {
                found[body.id] = body
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    public var routes: [Route] {
        ServicesAPI(desk: desk, schema: schema).routes + CasesAPI(desk: desk).routes
            + CaseDocumentsAPI(desk: desk).routes + DeskAPI(desk: desk).routes
            + ServicesPages(desk: desk, site: site).routes
            + CasePages(desk: desk, site: site).routes
            + CaseFormPages(desk: desk, site: site).routes
            + LetterPages(desk: desk, site: site).routes + ApplicationPapers(desk: desk).routes
            + DeskPages(desk: desk, site: site).routes
            + BulkAPI(desk: BulkDesk(desk: desk)).routes
            + BulkPages(desk: BulkDesk(desk: desk), site: site).routes
            + OffersAPI(desk: desk).routes
            + OfferPages(desk: desk, site: site).routes
            + RegisterPages(desk: desk, site: site).routes
            + TimesPages(desk: desk, site: site).routes
    }

    public var services: [Service] {
        let desk = desk
        return [
            Service(name: "procedures.clocks") {
                // A look a minute is enough for clocks that count days; what is overdue is
                // computed whenever somebody looks, so a look that fails loses nothing.
                await Round.every(seconds: 60, "procedures.clocks", report: desk.report) {
                    try await desk.noteOverdue()
                }
            },
            Service(name: "procedures.standing") {
                // What a grant rests on holds or ends from a day on.
                await Round.every(seconds: 3600, "procedures.standing", report: desk.report) {
                    try await desk.endUnfit()
                }
            },
        ]
    }

    public var navigation: [Site.Item] { ProceduresCapability.entries }
    public var homeParts: [HomePart] { ProceduresHome(desk: desk).parts }
    public var finders: [Finder] { ProceduresHome(desk: desk).finders }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                ProcedureWords.whatThereIs,
                note: Localized(
                    zh: "能申请什么、要什么材料、谁来办、几个工作日。",
                    en: "What can be applied for, with which papers, at whose desk, how long."),
                path: "/services", in: .services),
            Site.Item(
                ProcedureWords.applications,
                note: Localized(
                    zh: "草稿、待补正、办理进度和决定。",
                    en: "Drafts, what is to be completed, progress and decisions."),
                path: "/applications", in: .services, access: .permission(apply)),
            Site.Item(
                Localized(zh: "事项办理时间", en: "Times of services"),
                note: Localized(
                    zh: "各事项每一步实际用了多少个工作日。",
                    en: "How many working days each step of a service has really taken."),
                path: "/service-times", in: .data),
            Site.Item(
                ProcedureWords.desk,
                note: Localized(
                    zh: "等您决定的申请，最先到期的在前。",
                    en: "Applications that wait for you, the soonest due first."),
                path: "/desk", in: .office, access: .permission(decide)),
            Site.Item(
                ProcedureWords.seats,
                note: Localized(
                    zh: "谁在哪个部门办件。", en: "Who decides at which desk."),
                path: "/seats", in: .operate, access: .permission(manage)),
        ]
    }
}
