public import Balances
public import Inspections
public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
public import Proofs
public import Reference
public import Store
public import Tariff
public import Web
public import Wire

/// READ FIRST: customs messages in, receipts out; matching, tax, risk, release.
public struct DeclarationsCapability: Capability {
    /// What it needs from the house.
    public struct Needs: Sendable, Withheld {
        public var store: Store
        public var journal: Journal
        public var clock: Clock
        public var identifiers: Identifiers
        public var share: Share
        public var catalogue: MessageCatalogue
        public var codes: CodeTables
        public var register: EnterpriseRegister
        public var ledger: Ledger
        public var duties: RetailImportDuties
        /// Inspection rates, and whom to tell what was judged.
        public var rates: InspectionRates
        public var inspections: InspectionOrders
        /// Secret under which a buyer's account is found.
        public var buyerSecret: [UInt8]
        /// Proves that a receipt is in the log of evidence.
        public var proofs: ProofDesk
        /// Issues and sets what is handed out on paper.
        public var papers: PaperDesk
        /// The frame of the pages.
        public var site: Site
        /// Finds goods codes by words for who declares by hand; nil where nobody does.
        public var book: TariffBook?
        /// How files come in and receipts leave by themselves.
        public var delivery = DeliverySettings()
        /// How long a request waits for a spreadsheet that is being written, in milliseconds.
        public var sheetPatience = 8_000
        /// One of each refusal and fault of the other rooms: their codes have pages, too.
        public var problems: (refusals: [any Refusal], faults: [Fault]) = ([], [])

        public init(
            store: Store, journal: Journal, clock: Clock, identifiers: Identifiers, share: Share,
            catalogue: MessageCatalogue, codes: CodeTables, register: EnterpriseRegister,
            ledger: Ledger, duties: RetailImportDuties, rates: InspectionRates,
            inspections: InspectionOrders, buyerSecret: [UInt8], papers: PaperDesk, site: Site
        ) {
            self.store = store
            self.journal = journal
            self.clock = clock
            self.identifiers = identifiers
            self.share = share
            self.catalogue = catalogue
            self.codes = codes
            self.register = register
            self.ledger = ledger
            self.duties = duties
            self.rates = rates
            self.inspections = inspections
            self.buyerSecret = buyerSecret
            proofs = ProofDesk(store: store)
            self.papers = papers
            self.site = site
        }
    }

    /// Receipts, as the log of evidence takes them.
    public static let receiptSource = LogSource("declaration.receipt") { number, limit, session in
        try ReceiptBook.following(number, limit: limit, in: session).map {
            LogSource.Record(
                number: $0.sequence, at: $0.at, content: $0.body, subject: $0.subject,
                status: String($0.status))
        }
    }

    public let name = "declarations"
    public let migrations: MigrationSet
    let gateway: Gateway
    let desk: Desk
    let officers: OfficerDesk
    var batches: BatchDesk { BatchDesk(officers: officers, enquiries: enquiries) }
    let followUps: FollowUpDesk
    var copies: CopyDesk { CopyDesk(store: gateway.store, clock: gateway.clock) }
    let modes: ModeRule
    let followUpOfficers: FollowUpOfficerDesk
    let enquiries: Enquiries
    let quotas: QuotaEnquiry
    let status: GatewayStatus
    let stuck: StuckDesk
    let taxDesk: TaxDesk
    let taxEnquiry: TaxEnquiry
    var returnTaxes: ReturnTaxDesk { ReturnTaxDesk(enquiries) }
    var masterBills: MasterBillDesk { MasterBillDesk(enquiries) }
    var identities: IdentityDesk { IdentityDesk(enquiries, quotas.ledger) }
    var sites: SiteDesk { SiteDesk(enquiries, offices) }
    var offices: CodeList { gateway.preparation.codes[.customsDistricts] }
    var consumers: ConsumerDesk { ConsumerDesk(enquiries, quotas) }
    var exemptions: InvoiceExemptionDesk { InvoiceExemptionDesk(enquiries) }
    let sandbox: SandboxDesk
    let delivery: Delivery
    let envelopes: EnvelopeDoor
    let relay: Relay
    let entries: EntryDesk
    let books: SheetBooks
    let report: @Sendable (String, any Error) -> Void
    let register: EnterpriseRegister
    let certificates: CertificateDesk
    let proofs: ProofDesk
    let papers: DeclarationPapers
    let site: Site
    private let problems: [ProblemEntry]

    public init(_ needs: Needs) throws {
        migrations = try MigrationSet(
            capability: "declarations", in: "Capabilities/Declarations", of: needs.share)
        let watch = GatewayWatch(clock: needs.clock), settings = try DatedSettings.load(needs.share)
        let handlings = try Handlings.load(needs.share, needs.catalogue)
        let form = ReceiptForm(
            catalogue: needs.catalogue, handlings: handlings, identifiers: needs.identifiers,
            clock: needs.clock)
        let reader = try CaseReader(needs, settings)
        let buyerKey = BuyerKey(secret: needs.buyerSecret)
        let stock = ZoneStock(ledger: needs.ledger, register: needs.register, settings: settings)
        let judge = try Self.judge(needs, settings, buyerKey, stock)
        taxDesk = TaxDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader,
            judge: judge, ledger: needs.ledger, form: form, report: needs.delivery.report)
        let cancellation = Cancellation(
            reader: reader, states: try CancelStates.load(needs.share), clock: needs.clock,
            handlings: handlings)
        let meanings = Self.meanings(needs, reader, handlings, cancellation, taxDesk)
        (register, proofs, site) = (needs.register, needs.proofs, needs.site)
        report = needs.delivery.report
        books = SheetBooks(clock: needs.clock, patienceMilliseconds: needs.sheetPatience)
        problems = ProblemEntry.others(needs.problems.refusals, needs.problems.faults)
        let envelopeForm = try EnvelopeForm.load(needs.share)
        let exchangeCodes = try ExchangeCodes.load(needs.share)
        relay = try Self.relay(
            needs, envelopeForm, exchangeCodes, reader, stock, form, .init(rates: judge.rates))
        certificates = CertificateDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            register: CertificateRegister(store: needs.store), settings: settings)
        gateway = Gateway(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            catalogue: needs.catalogue,
            preparation: Self.preparation(needs, settings, handlings, meanings),
            form: form, settings: settings,
            seals: SealCheck(
                register: needs.register, certificates: certificates.register,
                settings: settings, clock: needs.clock), watch: watch, relay: relay.intake)
        sandbox = SandboxDesk(gateway: gateway, outcomes: try SandboxOutcomes.load(needs.share))
        desk = Desk(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader,
            judge: judge, ledger: needs.ledger, taxes: taxDesk, form: form, watch: watch)
        officers = OfficerDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader,
            ledger: needs.ledger, stock: stock, form: form, watch: watch,
            cancellation: cancellation, inspections: needs.inspections,
            identities: judge.identities)
        followUps = FollowUpDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader,
            ledger: needs.ledger, stock: stock, form: form, meanings: meanings,
            report: needs.delivery.report)
        modes = ModeRule(
            tables: try ModeTables.load(needs.share), settings: settings, summary: judge.summary)
        followUpOfficers = FollowUpOfficerDesk(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader,
            ledger: needs.ledger, stock: stock, form: form, meanings: meanings)
        taxEnquiry = try Self.taxEnquiry(needs, taxDesk)
        enquiries = Self.enquiries(needs, reader, judge, relay.plan)
        papers = DeclarationPapers(enquiries, taxEnquiry, needs)
        (quotas, status) = (Self.quotas(needs, buyerKey), GatewayStatus(desk: desk))
        stuck = StuckDesk(
            store: needs.store, journal: needs.journal, followUps: followUps, taxes: taxDesk,
            report: needs.delivery.report)
        entries = Self.entries(needs, gateway, enquiries, certificates)
        envelopes = EnvelopeDoor(gateway: gateway, form: envelopeForm, codes: exchangeCodes)
        delivery = Delivery(
            needs.delivery, store: needs.store, journal: needs.journal, clock: needs.clock,
            identifiers: needs.identifiers, register: needs.register, envelopes: envelopes)
    }

    private static func enquiries(
        _ needs: Needs, _ reader: CaseReader, _ judge: Judge, _ plan: RelayPlan
    ) -> Enquiries {
        Enquiries(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader,
            explainer: Explainer(judge: judge), plan: plan)
    }

    private static func taxEnquiry(_ needs: Needs, _ desk: TaxDesk) throws -> TaxEnquiry {
        TaxEnquiry(
            store: needs.store, desk: desk, register: needs.register,
            lateFee: try LateFee.load(needs.share, beside: needs.duties.codes))
    }

    private static func entries(
        _ needs: Needs, _ gateway: Gateway, _ enquiries: Enquiries,
        _ certificates: CertificateDesk
    ) -> EntryDesk {
        EntryDesk(
            store: needs.store, clock: needs.clock, identifiers: needs.identifiers,
            gateway: gateway, enquiries: enquiries, duties: needs.duties, book: needs.book,
            certificates: certificates.register)
    }

    private static func judge(
        _ needs: Needs, _ settings: DatedSettings, _ buyerKey: BuyerKey, _ stock: ZoneStock
    ) throws -> Judge {
        Judge(
            duties: needs.duties, summary: try .load(needs.share, beside: needs.duties.codes),
            rates: try ExchangeRates.load(needs.share, beside: needs.duties.codes),
            risk: try RiskRules.load(needs.share), inspections: needs.rates,
            orders: needs.inspections, settings: settings, register: needs.register,
            buyerKey: buyerKey, stock: stock,
            identities: IdentityWatch(
                rules: try IdentityRules.load(needs.share), key: buyerKey,
                journal: needs.journal, clock: needs.clock))
    }

    private static func quotas(_ needs: Needs, _ buyerKey: BuyerKey) -> QuotaEnquiry {
        QuotaEnquiry(
            store: needs.store, journal: needs.journal, clock: needs.clock,
            register: needs.register, ledger: needs.ledger, duties: needs.duties,
            buyerKey: buyerKey)
    }

    private static func preparation(
        _ needs: Needs, _ settings: DatedSettings, _ handlings: Handlings,
        _ meanings: FollowUpMeanings
    ) -> Preparation {
        Preparation(
            register: needs.register, codes: needs.codes, catalogue: needs.catalogue,
            clock: needs.clock, settings: settings, handlings: handlings, meanings: meanings,
            tariff: needs.duties.codes)
    }

    /// Every kind of follow-up, once.
    private static func meanings(
        _ needs: Needs, _ reader: CaseReader, _ handlings: Handlings,
        _ cancellation: Cancellation, _ taxDesk: TaxDesk
    ) -> FollowUpMeanings {
        FollowUpMeanings([
            .exportCancel: cancellation, .importCancel: cancellation,
            .arrival: SiteArrival(reader: reader),
            .departure: BorderDeparture(reader: reader, clock: needs.clock),
            .bagList: BagList(reader: reader),
            .summaryApplication: SummaryApplication(
                reader: reader, clock: needs.clock, identifiers: needs.identifiers),
            .importReturn: ImportReturn(
                reader: reader, clock: needs.clock, handlings: handlings, taxes: taxDesk),
            .warehouseEntry: WarehouseEntry(reader: reader),
            .deliveryState: DeliveryState(reader: reader, clock: needs.clock),
            .exportReturn: ExportReturn(
                reader: reader, clock: needs.clock, handlings: handlings,
                taxes: ReturnTaxDesk(needs, reader)),
            .exportTally: ExportTally(reader: reader),
        ])
    }

    private static func relay(
        _ needs: Needs, _ envelopes: EnvelopeForm, _ codes: ExchangeCodes, _ reader: CaseReader,
        _ stock: ZoneStock, _ form: ReceiptForm, _ values: ExportValue
    ) throws -> Relay {
        var far = OutgoingHTTP.Options(reach: .anywhere)
        // A hundred receipts are fetched at a time.
        far.mostBytes = 8 << 20
        return Relay(
            try RelayPlanFile.load(needs.delivery.relayPlan),
            Relay.Needs(
                store: needs.store, clock: needs.clock, identifiers: needs.identifiers,
                catalogue: needs.catalogue, register: needs.register, envelopes: envelopes,
                codes: codes,
                effects: RelayEffects(
                    journal: needs.journal, clock: needs.clock, reader: reader,
                    ledger: needs.ledger, stock: stock, form: form,
                    values: values),
                outgoing: needs.delivery.relayOutgoing ?? .live(far)))
    }

    public var routes: [Route] {
        [
            MessagesResource(gateway: gateway, register: register).route,
            EnvelopesResource(door: envelopes, register: register).route,
        ]
            + sandboxResource.routes + SandboxPage(site: site, desk: sandbox).routes
            + ReceiptsResource(
                enquiries: enquiries, register: register,
                wrapper: ReceiptEnvelope(
                    form: envelopes.form, codes: envelopes.codes, catalogue: gateway.catalogue),
                proofs: proofs
            ).routes
            + DeclarationsResource(enquiries: enquiries, batches: batches).routes
            + BatchResource(desk: batches).routes
            + batchPages.routes + RelayResource(relay: relay, register: register).routes
            + SitePapers(desk: sites, papers: papers.desk).routes
            + [ModesResource(rule: modes, clock: gateway.clock).route]
            + FollowUpsResource(enquiries: enquiries, officers: followUpOfficers).routes
            + TaxesResource(enquiry: taxEnquiry, desk: taxDesk).routes
            + ReturnTaxResource(desk: returnTaxes).routes
            + ReturnTaxPage(site: site, desk: returnTaxes).routes
            + DistrictStatisticsResource(enquiries: enquiries).routes
            + DistrictStatisticsPage(site: site, enquiries: enquiries, offices: offices).routes
            + MasterBillsResource(desk: masterBills).routes
            + MasterBillsPage(site: site, desk: masterBills, offices: offices).routes
            + InvoiceExemptionsResource(desk: exemptions).routes
            + InvoiceExemptionsPage(site: site, desk: exemptions).routes
            + GatewayResource(status: status, stuck: stuck).routes
            + [QuotaResource(quotas: quotas).route] + RevealsResource(
                desk: reveals, name: { [register] in register.enterprise(id: $0)?.localizedName }
            ).routes
            + delivery.routes + pages.routes
            + CertificatesResource(desk: certificates, enterprises: register).routes
            + CertificatesPage(site: site, desk: certificates, enterprises: register).routes
            + PapersResource(papers: papers).routes + exportPapers.routes
            + [ReceiptProofPage(site: site, enquiries: enquiries, proofs: proofs).route]
            + WebhookPages(site: site, webhooks: delivery.webhooks).routes
            + EntryPages(site: site, desk: entries).routes
            + EntryResource(desk: entries).routes
            + IdentityResource(desk: identities, consumers: consumers).routes
            + IdentityPages(site: site, desk: identities).routes + identityPapers.routes
            + ConsumerPage(site: site, desk: consumers).routes
            + SitesResource(desk: sites).routes + SitesPages(site: site, desk: sites).routes
            + SheetPages(site: site, desk: sheets).routes + SheetResource(desk: sheets).routes
    }

    public var navigation: [Site.Item] { DeclarationsCapability.entries }
    public var homeParts: [HomePart] {
        pages.homeParts + [entries.homePart, identities.homePart, sites.homePart]
    }
    public var finders: [Finder] { pages.finders + [masterBills.finder] }
    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current {
        papers.current.merging(exportPapers.current) { one, _ in one }
            .merging(sites.currentPapers) { one, _ in one }
            .merging(identityPapers.current) { one, _ in one }
    }

    /// Papers of combined parcels and of exports without purchase invoice.
    private var exportPapers: ExportPapersResource {
        ExportPapersResource(bills: masterBills, exemptions: exemptions, papers: papers.desk)
    }

    private var pages: DeclarationPages {
        DeclarationPages(
            site: site, enquiries: enquiries, batches: batches,
            followUpOfficers: followUpOfficers, modes: modes, gateway: gateway, status: status,
            stuck: stuck, taxDesk: taxDesk, taxEnquiry: taxEnquiry, relay: relay, reveals: reveals,
            problems: problems)
    }

    public var subscribers: [Subscriber] {
        [desk.subscriber, followUps.subscriber, taxDesk.subscriber, copies.subscriber]
            + InspectionDesk(orders: desk.judge.orders, officers: officers).subscribers
    }

    public var services: [Service] {
        let register = certificates.register
        return [
            stuck.service, taxDesk.service, sandboxResource.service,
            SheetRunner(desk: sheets, report: report).service,
            Service(name: "declarations.certificates") { await register.watch() },
        ] + followUps.services + delivery.services + relay.service(report: report)
    }

    /// Reads what every message asks for; before anything is served.
    public func load() async throws { try await certificates.register.refresh() }

    /// Registers a certificate in the name of the operator: for worlds that are set up by program.
    public func register(
        certificate file: [UInt8], of code: String, by actor: String
    ) async throws {
        guard let holder = register.find(code: code) else { throw CertificateRefusal.holderNeeded }
        _ = try await certificates.add(
            CertificateDesk.Order(file: file), to: holder, by: actor, isAdministrator: true)
    }

    /// One round of the relay: sends what is due and fetches what there is. For tests, and before a
    /// stop.
    public func drainRelay() async throws { try await relay.sender.drain() }

    /// What waits inside: writes for the next commit, entries the desk has not looked at.
    public func queues() async throws -> (waitingWrites: Int, deskLag: Int) {
        let now = try await status.now()
        return (now.waitingWrites, Int(now.deskLag))
    }

    public var encrypted: [EncryptedColumn] { EncryptedColumns.all }

    public var scrubs: [Scrub] { EvidenceScrub(journal: gateway.journal).all }
}
