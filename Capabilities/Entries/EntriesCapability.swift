public import Balances
public import Inspections
public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
public import Procedures
public import Proofs
public import Reference
public import Store
public import Tariff
public import Uploads
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
        public var rates: InspectionRates
        public var inspections: InspectionOrders
        public var papers: PaperDesk
        /// Certificates of tariff quota.
        public var grants: GrantDesk
        /// Secret of the draw for inspection.
        public var secret: [UInt8]
        public var site: Site
        public var share: Share
        /// Told of background work that failed and will be tried again.
        public var report: @Sendable (String, any Error) -> Void
        /// Whether an enterprise may pay monthly without an officer's note.
        public var paysMonthly: @Sendable (_ tenant: String, _ day: Day) -> Bool = { _, _ in false }
        /// The catalogue of inspection bodies, with those of other days.
        public var bodies: @Sendable () -> [InspectionBody] = { [] }
        /// Whether an enterprise needs no drug clearance form for goods of a code.
        public var needsNoDrugForm: @Sendable (_ tenant: String, _ code: String, _ day: Day) -> Bool
            = { _, _, _ in false }

        /// Looks into documents before they are kept.
        public var uploads = UploadGate.shared

        public init(
            store: Store, journal: Journal, register: EnterpriseRegister,
            guarantees: GuaranteeDesk, book: TariffBook, tables: CodeTables,
            rates: InspectionRates, inspections: InspectionOrders, papers: PaperDesk,
            grants: GrantDesk,
            secret: [UInt8], site: Site, share: Share,
            report: @escaping @Sendable (String, any Error) -> Void
        ) {
            self.store = store
            self.journal = journal
            self.register = register
            self.guarantees = guarantees
            self.book = book
            self.tables = tables
            self.rates = rates
            self.inspections = inspections
            self.papers = papers
            self.grants = grants
            self.secret = secret
            self.site = site
            self.share = share
            self.report = report
        }
    }

    /// Receipts, as the log of evidence takes them.
    public static let receiptSource = LogSource("entry.receipt") { number, limit, session in
        try SentRows.following(number, limit: limit, in: session).map {
            LogSource.Record(
                number: $0.sequence, at: $0.at, content: Array($0.receipt.utf8))
        }
    }

    public let migrations: MigrationSet
    private let desk: EntryDesk
    private let notes: NoteDesk
    private let clock: EntryClock
    private let papers: EntryPapers
    private let site: Site

    /// Opens the room over its tables. Refuses data files that are missing or damaged.
    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "entries", in: "Capabilities/Entries", of: needs.share)
        var desk = EntryDesk(
            store: needs.store, journal: needs.journal, register: needs.register,
            guarantees: needs.guarantees, tax: EntryTax(book: needs.book), tables: needs.tables,
            calendar: try WorkingCalendar.load(needs.share),
            settings: try EntrySettings.load(needs.share),
            fields: try EntryField.load(needs.share), rates: needs.rates,
            orders: needs.inspections, secret: needs.secret, grants: needs.grants,
            drugForms: try DrugForms.load(needs.share))
        desk.paysMonthly = needs.paysMonthly
        desk.bodies = needs.bodies
        desk.uploads = needs.uploads
        desk.needsNoDrugForm = needs.needsNoDrugForm
        self.desk = desk
        papers = EntryPapers(desk: desk, papers: needs.papers)
        notes = NoteDesk(desk: desk)
        let report = needs.report
        clock = EntryClock(desk: desk, notes: notes) { report("entries.clock", $0) }
        site = needs.site
    }

    public var name: String { "entries" }

    public var routes: [Route] {
        let privileges = PrivilegeDesk(notes: notes)
        return EntriesResource(desk: desk, clock: clock).routes
            + EntryPapersResource(papers: papers).routes
            + NotesResource(notes: notes, privileges: privileges).routes
            + EntryPages(desk: desk, site: site).routes
            + EntryFormPages(desk: desk, site: site).routes
            + ArrivalPages(desk: desk, site: site).routes
            + ResultsResource(results: ResultDesk(desk: desk)).routes
            + ResultPages(results: ResultDesk(desk: desk), site: site).routes
            + QuotaResource(quota: QuotaDesk(desk: desk)).routes
            + QuotaPages(quota: QuotaDesk(desk: desk), site: site).routes
            + NotePages(notes: notes, privileges: privileges, site: site).routes
    }

    public var subscribers: [Subscriber] { [desk.inspected] }
    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current { papers.current }
    /// Where the things stand that papers of this room are about.
    public var paperSources: PaperStatus.Sources { papers.sources }

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

    public var encrypted: [EncryptedColumn] { EncryptedColumns.all }

    public var navigation: [Site.Item] { EntriesCapability.entries }
    public var homeParts: [HomePart] { EntriesHome(desk: desk, notes: notes).parts }
    public var finders: [Finder] { EntriesHome(desk: desk, notes: notes).finders }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        let lodge = Access.permission(EntryDesk.lodge)
        let decide = Access.permission(EntryDesk.decide)
        return [
            Site.Item(
                EntryTexts.title,
                note: Localized(
                    zh: "一般贸易进口：提前申报、两步申报、汇总征税。",
                    en: "General trade imports: in advance, in two steps, paid by the month."),
                path: "/entries", in: .declare, access: lodge),
            Site.Item(
                EntryTexts.title,
                note: Localized(
                    zh: "本关区在办的报关单：查验、检验、缴税。",
                    en: "Entries open in your districts: inspection, tax."),
                path: "/entries", in: .office, access: decide),
            Site.Item(
                EntryTexts.arrival, note: EntryTexts.arrivalLede, path: "/arrivals",
                in: .cargo, access: lodge),
            Site.Item(
                EntryTexts.notes, note: EntryTexts.notesLede, path: "/payment-notes",
                in: .money, access: lodge),
            Site.Item(
                EntryTexts.notes, note: EntryTexts.notesLede, path: "/payment-notes",
                in: .office, access: decide),
            Site.Item(
                QuotaTexts.title, note: QuotaTexts.note, path: "/quota-certificates",
                in: .declare, access: lodge),
            Site.Item(
                QuotaTexts.title, note: QuotaTexts.officeLede, path: "/quota-certificates",
                in: .office, access: decide),
            Site.Item(
                ResultTexts.title, note: ResultTexts.lede, path: "/inspection-bodies",
                in: .market),
        ]
    }
}
