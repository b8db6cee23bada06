public import Balances
public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
public import Reference
public import Store
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
        /// Id and name of an officer, by login.
        public var officers: @Sendable (String) async throws -> (id: String, name: String)?

        public init(
            store: Store, journal: Journal, identifiers: Identifiers, share: Share,
            codes: CodeTables, register: EnterpriseRegister, ledger: Ledger, papers: PaperDesk,
            site: Site,
            officers: @escaping @Sendable (String) async throws -> (id: String, name: String)?
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
            self.officers = officers
        }
    }

    public let migrations: MigrationSet
    let desk: CaseDesk
    private let site: Site

    /// Reads every service file.
    ///
    /// - Parameter catalogue: other services than those of `Services/`, for tests.
    /// - Throws: `ServiceFaults` with everything that is wrong with them.
    public init(_ needs: Needs, catalogue: ServiceCatalogue? = nil) throws {
        let register = try Self.register(of: needs.share)
        migrations = try MigrationSet(
            capability: "procedures", in: "Capabilities/Procedures", of: needs.share)
        desk = CaseDesk(
            store: needs.store, journal: needs.journal, ids: needs.identifiers,
            catalogue: try catalogue ?? ServiceCatalogue.load(needs.share, register: register),
            register: needs.register, bodies: register.bodies,
            calendar: try WorkingCalendar.load(needs.share), codes: needs.codes,
            ledger: needs.ledger, papers: needs.papers, officers: needs.officers)
        site = needs.site
    }

    /// What service files may refer to here.
    public static func register(of share: Share) throws -> ServiceRegister {
        try ServiceRegister.load(share, roles: Set(EnterpriseRole.allCases.map(\.rawValue)))
    }

    public var name: String { "procedures" }

    /// Gives an officer a seat, for programs that set up a world; the same seat again stays.
    public func seat(_ login: String, at body: String, from first: Day, by actor: String)
        async throws
    {
        _ = try await desk.give(
            CaseDesk.SeatRequest(body: body, login: login, from: first.text),
            by: Principal(kind: .administrator, id: actor, name: actor))
    }

    public var routes: [Route] {
        ServicesAPI(desk: desk).routes + CasesAPI(desk: desk).routes
            + CaseDocumentsAPI(desk: desk).routes + DeskAPI(desk: desk).routes
            + ServicesPages(desk: desk, site: site).routes
            + CasePages(desk: desk, site: site).routes
            + CaseFormPages(desk: desk, site: site).routes
            + LetterPages(desk: desk, site: site).routes
            + DeskPages(desk: desk, site: site).routes
    }

    public var services: [Service] {
        let desk = desk
        return [
            Service(name: "procedures.clocks") {
                // A look a minute is enough for clocks that count days; what is overdue is
                // computed whenever somebody looks, so a look that fails loses nothing.
                while !Task.isCancelled {
                    _ = try? await desk.noteOverdue()
                    try? await Task.sleep(nanoseconds: 60_000_000_000)
                }
            }
        ]
    }

    public var navigation: [NavigationEntry] { ProceduresCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [NavigationEntry] {
        [
            NavigationEntry(
                label: ProcedureWords.services, path: "/services", access: .anyone),
            NavigationEntry(
                label: ProcedureWords.applications, path: "/applications",
                access: .permission(apply)),
            NavigationEntry(
                label: ProcedureWords.desk, path: "/desk", access: .permission(decide)),
            NavigationEntry(
                label: ProcedureWords.seats, path: "/seats", access: .permission(manage)),
        ]
    }
}
