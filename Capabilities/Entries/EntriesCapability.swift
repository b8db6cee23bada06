public import Balances
public import Journal
public import Kernel
public import Parties
public import Plug
public import Reference
public import Store
public import Tariff
public import Web

/// READ FIRST: may this consignment of general trade move now, on what terms, and what is owed?
/// Goods declarations in advance, in two steps, and paid once a month.
public struct EntriesCapability: Capability {
    /// What it is built from.
    public struct Needs: Sendable {
        public var store: Store
        public var journal: Journal
        public var register: EnterpriseRegister
        public var guarantees: GuaranteeDesk
        public var book: TariffBook
        public var tables: CodeTables
        /// Secret of the draw for inspection.
        public var secret: [UInt8]
        public var site: Site
        public var share: Share
        /// Told of background work that failed and will be tried again.
        public var report: @Sendable (String, any Error) -> Void

        public init(
            store: Store, journal: Journal, register: EnterpriseRegister,
            guarantees: GuaranteeDesk, book: TariffBook, tables: CodeTables, secret: [UInt8],
            site: Site, share: Share, report: @escaping @Sendable (String, any Error) -> Void
        ) {
            self.store = store
            self.journal = journal
            self.register = register
            self.guarantees = guarantees
            self.book = book
            self.tables = tables
            self.secret = secret
            self.site = site
            self.share = share
            self.report = report
        }
    }

    public let migrations: MigrationSet
    private let desk: EntryDesk
    private let notes: NoteDesk
    private let clock: EntryClock
    private let site: Site

    /// Opens the room over its tables. Refuses data files that are missing or damaged.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "entries", in: "Capabilities/Entries", of: needs.share)
        desk = EntryDesk(
            store: needs.store, journal: needs.journal, register: needs.register,
            guarantees: needs.guarantees, tax: EntryTax(book: needs.book), tables: needs.tables,
            calendar: try WorkingCalendar.load(needs.share),
            settings: try EntrySettings.load(needs.share),
            fields: try EntryField.load(needs.share), secret: needs.secret)
        notes = NoteDesk(desk: desk)
        let report = needs.report
        clock = EntryClock(desk: desk, notes: notes) { report("entries.clock", $0) }
        site = needs.site
    }

    public var name: String { "entries" }

    public var routes: [Route] {
        let privileges = PrivilegeDesk(notes: notes)
        return EntriesResource(desk: desk, clock: clock).routes
            + NotesResource(notes: notes, privileges: privileges).routes
            + EntryPages(desk: desk, site: site).routes
            + EntryFormPages(desk: desk, site: site).routes
            + ArrivalPages(desk: desk, site: site).routes
            + ResultsResource(results: ResultDesk(desk: desk)).routes
            + ResultPages(results: ResultDesk(desk: desk), site: site).routes
            + NotePages(notes: notes, privileges: privileges, site: site).routes
    }

    /// Lapses, reminds, and settles months.
    public var services: [Service] {
        [
            Service(name: "entries.clock") { [clock] in
                while !Task.isCancelled {
                    _ = await clock.run()
                    try? await Task.sleep(for: .seconds(60))
                }
            }
        ]
    }

    public var navigation: [NavigationEntry] { EntriesCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [NavigationEntry] {
        [
            NavigationEntry(
                label: EntryTexts.title, path: "/entries", access: .permission(EntryDesk.lodge)),
            NavigationEntry(
                label: EntryTexts.title, path: "/entries", access: .permission(EntryDesk.decide)),
            NavigationEntry(
                label: EntryTexts.notes, path: "/payment-notes",
                access: .permission(EntryDesk.lodge)),
            NavigationEntry(
                label: EntryTexts.notes, path: "/payment-notes",
                access: .permission(EntryDesk.decide)),
            NavigationEntry(
                label: ResultTexts.title, path: "/inspection-bodies",
                access: .permission(EntryDesk.decide)),
        ]
    }
}
