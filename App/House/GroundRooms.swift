import Availability
import Balances
import Classification
import Declarations
import Entitlements
import Entries
import Inspections
import Journal
import Kernel
import Lists
import Logging
import Origin
import Papers
import Parties
import Policies
import Procedures
import Proofs
import Reference
import Secrets
import Store
import Tariff
import Uploads
import Web
import Wire

/// How each room is built, with what it is handed.
extension Ground {
    func balances(_ papers: PaperDesk) throws -> BalancesCapability {
        let register = register
        let holders = HolderDirectory { text in
            (register.find(code: text) ?? register.enterprise(id: text)).map {
                Holder(tenant: $0.id, name: $0.localizedName, district: $0.district)
            }
        }
        return try BalancesCapability(
            store: store, journal: journal, holders: holders, papers: papers, site: site,
            share: share)
    }

    /// What files of strangers are looked into by, and shown to where there is a scanner.
    var uploads: UploadGate { UploadGate.shared.scanning(with: settings.scanner) }

    func papers() -> PaperDesk {
        PaperDesk(
            store: store, clock: clock, key: pepper.key(for: "papers"), address: settings.address)
    }

    func origin(
        _ balances: BalancesCapability, _ papers: PaperDesk, _ book: TariffBook
    ) throws -> OriginCapability {
        try OriginCapability(
            store: store, journal: journal, identifiers: identifiers, register: register,
            guarantees: balances.guarantees, papers: papers, goods: book.codes.forOrigin,
            taxation: book.forClaims,
            declared: { number, tenant, session in
                try EntriesCapability.declared(number, tenant: tenant, book, in: session).map {
                    HeldDeclaration(
                        declaredOn: $0.acceptedOn, ratesOf: $0.rateDay, closed: $0.closed,
                        lines: $0.lines.map {
                            DeclaredLine(
                                code: $0.code, value: $0.value, country: $0.origin,
                                quantity: $0.quantity)
                        })
                }
            },
            rules: book.rules, site: site, share: share, report: report)
    }

    func proofs(
        makes: Bool, _ procedures: ProceduresCapability, _ outgoing: OutgoingHTTP?
    ) throws -> ProofsCapability {
        // Servers of one database have one pepper, and so sign alike.
        let keys = try LogKeys.find(
            folder: settings.data, origin: settings.logOrigin,
            seed: pepper.key(for: "evidence log"), makes: makes)
        var needs = ProofsCapability.Needs(
            store: store, clock: clock, share: share, site: site, keys: keys,
            source: .merged([
                DeclarationsCapability.receiptSource, EntriesCapability.receiptSource,
                PaperDesk.records,
            ]),
            policy: try settings.readLogPolicy(),
            http: outgoing ?? .live(OutgoingHTTP.Options(reach: .anywhere))
        ) { [logger] name, error in
            logger.error(
                "the evidence log does not go on and will be tried again",
                metadata: ["service": "\(name)", "error": "\(error)"])
        }
        let register = register
        needs.names = { member, value, beside in
            procedures.named(member, value, beside: beside)
                ?? register.enterprise(id: value)?.localizedName
        }
        return try ProofsCapability(needs)
    }

    func procedures(
        _ ledger: Ledger, _ papers: PaperDesk, _ lists: ListsCapability, _ book: TariffBook,
        _ origin: OriginCapability, _ entitlements: EntitlementsCapability
    ) throws -> ProceduresCapability {
        let parties = parties
        var needs = ProceduresCapability.Needs(
            store: store, journal: journal, identifiers: identifiers, share: share, codes: tables,
            register: register, ledger: ledger, papers: papers, site: site,
            secret: pepper.key(for: "held values"),
            officers: { login in
                for user in try await parties.users() where user.isActive {
                    if case .officer(let authority, _) = user.kind, user.login == login {
                        return ProceduresCapability.Officer(
                            id: user.id, name: user.name, authority: authority)
                    }
                }
                return nil
            })
        needs.documents = try PoliciesCapability.citedNames(share)
        needs.inForce = try PoliciesCapability.inForce(share)
        needs.standings = standings(lists)
        needs.benefits = benefits(entitlements.book)
        needs.report = report
        needs.uploads = uploads
        needs.records = ["origin-exporters": exporters(origin)]
        needs.tell = { [logger] sentence in logger.warning("\(sentence.zh) / \(sentence.en)") }
        needs.goods = { code, day in
            code.utf8.count == 10
                ? book.codes.line(hs10: code, on: day) != nil : book.codes.contains(prefix: code)
        }
        needs.quotas = { quota, year in
            book.quotaYear(quota, year).map { found in
                QuotaVolume(
                    quota: quota, name: found.name, year: year, amount: found.tonnes,
                    unit: "070", citation: found.citation, opens: found.opens,
                    closes: found.closes, windowCitation: found.windowCitation,
                    returnBy: found.returnBy, returnCitation: found.returnCitation)
            }
        }
        return try ProceduresCapability(needs)
    }

    func inspections(_ papers: PaperDesk) throws -> InspectionsCapability {
        var needs = InspectionsCapability.Needs(
            store: store, journal: journal, clock: clock, identifiers: identifiers,
            share: share, tables: tables, register: register, site: site,
            secret: pepper.key(for: "inspection samples"), papers: papers, report: report)
        needs.uploads = uploads
        let exported = DeclarationsCapability.exportedLists(catalogue, register)
        needs.declared = { number, exporter, session in
            try exported(number, exporter, session).map {
                LotDeclaration(
                    number: $0.number, mode: $0.mode, countries: $0.countries, goods: $0.goods,
                    packages: $0.packages, kilograms: $0.kilograms, isReleased: $0.isReleased,
                    standing: $0.standing)
            }
        }
        return try InspectionsCapability(needs)
    }

    func lists(_ inspections: InspectionsCapability) throws -> ListsCapability {
        let rates = inspections.rates
        return try ListsCapability(
            ListsCapability.Needs(
                store: store, journal: journal, identifiers: identifiers, share: share,
                register: register, site: site,
                credit: { firm, day in
                    let facts = RateFacts(
                        kind: "question", subject: "", tenant: firm, firm: firm, agent: "",
                        district: "", isImport: true, mode: "", goods: [], countries: [])
                    let standing = rates.standing(of: facts, on: day)
                    return FirmCredit(
                        level: standing.level.rawValue, findings: standing.findings,
                        clean: standing.clean)
                }, report: report))
    }

    func entitlements(
        _ lists: ListsCapability, _ papers: PaperDesk
    ) throws -> EntitlementsCapability {
        try EntitlementsCapability(
            EntitlementsCapability.Needs(
                store: store, journal: journal, identifiers: identifiers, share: share,
                lists: lists, papers: papers, site: site, report: report))
    }

    func declarations(
        _ balances: BalancesCapability, _ papers: PaperDesk, _ inspections: InspectionsCapability,
        _ duties: RetailImportDuties, _ book: TariffBook, _ outgoing: OutgoingHTTP?
    ) throws -> DeclarationsCapability {
        var needs = DeclarationsCapability.Needs(
            store: store, journal: journal, clock: clock, identifiers: identifiers, share: share,
            catalogue: catalogue, codes: tables, register: register, ledger: balances.ledger,
            duties: duties,
            rates: inspections.rates, inspections: inspections.orders,
            buyerSecret: pepper.key(for: "buyer accounts"), papers: papers, site: site)
        (needs.book, needs.delivery) = (book, delivery(outgoing))
        needs.sheetPatience = settings.sheetPatience
        needs.problems = (RoomRefusals.refusals, RoomRefusals.faults)
        return try DeclarationsCapability(needs)
    }

    func tariff(
        _ book: TariffBook, _ papers: PaperDesk, _ declarations: DeclarationsCapability
    ) throws -> TariffCapability {
        let register = register
        return try TariffCapability(
            book: book, store: store, journal: journal, clock: clock, papers: papers, site: site,
            share: share, recentOrders: { try await declarations.retailOrders(from: $0, to: $1) },
            enterpriseName: { register.enterprise(id: $0)?.name ?? $0 },
            secondPerson: settings.tariffSecondPerson, report: report)
    }

    func classification(
        _ duties: RetailImportDuties, _ papers: PaperDesk
    ) throws -> ClassificationCapability {
        let register = register
        return try ClassificationCapability(
            store: store, journal: journal, identifiers: identifiers, codes: duties.codes,
            model: settings.classificationModel, papers: papers,
            enterpriseName: { register.enterprise(id: $0)?.localizedName }, site: site,
            share: share)
    }

    func entries(
        _ balances: BalancesCapability, _ tariff: TariffCapability,
        _ inspections: InspectionsCapability, _ papers: PaperDesk,
        _ procedures: ProceduresCapability, _ lists: ListsCapability,
        _ entitlements: EntitlementsCapability
    ) throws -> EntriesCapability {
        var needs = EntriesCapability.Needs(
            store: store, journal: journal, register: register,
            guarantees: balances.guarantees, book: tariff.book, tables: tables,
            rates: inspections.rates, inspections: inspections.orders, papers: papers,
            grants: procedures.grants, secret: pepper.key(for: "entry draws"), site: site,
            share: share, report: report)
        let (book, register) = (entitlements.book, register)
        needs.paysMonthly = { tenant, day in
            register.enterprise(id: tenant).map {
                book.holds("summary-taxation", firm: $0, on: day)
            } ?? false
        }
        needs.needsNoDrugForm = { tenant, code, day in
            register.enterprise(id: tenant).map {
                book.holds("rd-goods-without-form", firm: $0, on: day, item: code)
            } ?? false
        }
        needs.bodies = inspectionBodies(lists)
        needs.uploads = uploads
        return try EntriesCapability(needs)
    }

    func availability(
        _ declarations: DeclarationsCapability
    ) throws -> AvailabilityCapability {
        try AvailabilityCapability(
            AvailabilityCapability.Needs(
                store: store, clock: clock, identifiers: identifiers, share: share, site: site,
                meter: meter,
                queues: {
                    let now = try await declarations.queues()
                    return QueueLengths(waiting: now.waitingWrites, behind: now.deskLag)
                }, report: report))
    }

    func door(_ routes: [Route]) throws -> FrontDoor {
        let pepper = pepper, site = site
        var door = FrontDoor.Settings(
            seal: { Digest.hex(Digest.hmac(Array($0.utf8), key: pepper.key(for: "forms"))) })
        door.secure = !settings.publicAddress.isEmpty
        door.publicAddress = settings.publicAddress
        door.proxies = settings.proxies
        door.measured = { [meter] in meter.count($0) }
        door.permissionWords = { HousePermissions.words($0, for: $1) }
        return try FrontDoor(
            routes: routes, gatekeeper: parties.gatekeeper, settings: door,
            errorPage: { site.errorPage($0, $1) }, identifiers: identifiers, logger: logger)
    }

    private func delivery(_ outgoing: OutgoingHTTP?) -> DeliverySettings {
        var delivery = DeliverySettings(
            inbox: settings.inbox, outbox: settings.outbox,
            webhookReach: settings.webhooksToLoopback ? .publicAndLoopback : .publicOnly,
            report: report)
        delivery.webhookPorts = settings.webhookPorts
        delivery.relayPlan = settings.relayPlan
        delivery.relayOutgoing = outgoing
        delivery.webhookOutgoing = outgoing
        return delivery
    }
}
