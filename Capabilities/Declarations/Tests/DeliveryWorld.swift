import Balances
import FoundationEssentials
import Inspections
import Journal
import Kernel
import Papers
import Parties
import Plug
import Reference
import Secrets
import Store
import Tariff
import TestKit
import Web
import Wire

@testable import Declarations

/// One enterprise in every part over a store and folders of its own.
struct DeliveryWorld: Sendable {
    let store: Store
    let journal: Journal
    let parties: Parties
    let declarations: DeclarationsCapability
    let enterprise: Enterprise
    let samples: SampleChains
    let catalogue: MessageCatalogue
    /// A folder for this test alone, gone afterwards.
    let folder: String

    /// 2026-11-20 09:00 in China.
    static let now = Instant(milliseconds: 1_795_136_400_000)

    static func with(
        _ engine: TestStore.Engine,
        _ body: @escaping @Sendable (DeliveryWorld) async throws -> Void
    ) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/tradewind-folder-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await TestStore.with(engine) { store in
            try await body(DeliveryWorld(store, folder))
        }
    }

    private init(_ store: Store, _ folder: String) async throws {
        let share = try Share.find()
        let clock = Clock.fixed(DeliveryWorld.now)
        self.store = store
        self.folder = folder
        journal = Journal(clock: clock)
        catalogue = try MessageCatalogue.load(from: share)
        parties = try Parties(
            store: store, journal: journal, clock: clock, ids: .random(), secrets: .system,
            pepper: Pepper(bytes: [UInt8](repeating: 7, count: 32)), share: share)
        let site = Site(assets: try Assets(share: share), navigation: [])
        let papers = PaperDesk(
            store: store, clock: clock, key: [1], address: "http://localhost")
        let inspections = try InspectionsCapability(
            InspectionsCapability.Needs(
                store: store, journal: journal, clock: clock, identifiers: .random(),
                share: share, tables: CodeTables.load(share), register: parties.register,
                site: site, secret: [4], papers: papers, report: { _, _ in }))
        declarations = try DeclarationsCapability(
            DeclarationsCapability.Needs(
                store: store, journal: journal, clock: clock, identifiers: .random(),
                share: share, catalogue: catalogue, codes: CodeTables.load(share),
                register: parties.register, ledger: Ledger(),
                duties: RetailImportDuties.load(share), rates: inspections.rates,
                inspections: inspections.orders, buyerSecret: [1, 2, 3],
                papers: papers,
                site: site))
        try await store.migrate(
            [
                Journal.migrations(of: share), PartiesCapability.migrations(of: share),
                BalancesCapability.migrations(of: share), inspections.migrations,
                declarations.migrations,
            ], at: DeliveryWorld.now)
        let cast = SampleCast(
            all: SampleEnterprise(name: "测试全能企业", nameEn: "Test Everything", number: 1))
        samples = SampleChains(catalogue: catalogue, cast: cast, at: DeliveryWorld.now)
        var enrolled: [Enterprise] = []
        for enrolment in cast.enrolments(from: Day(sinceEpoch: 20_000)) {
            enrolled.append(try await parties.enrol(enrolment, by: "test"))
        }
        enterprise = enrolled[0]
    }

    var inbox: String { folder + "/in" }
    var outbox: String { folder + "/out" }
    var code: String { enterprise.customsCode ?? "" }

    /// A watch as a server has it that has just started.
    func watch(now: @escaping @Sendable () -> UInt64 = Stopwatch.nanoseconds) throws
        -> FolderWatch
    {
        for path in [inbox, outbox] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }
        return FolderWatch(
            inbox: inbox, outbox: outbox, register: parties.register,
            envelopes: declarations.envelopes, store: store, clock: journal.clock, now: now)
    }

    /// The four messages of a parcel.
    func messages(_ number: Int = 1) throws -> [SampleMessage] {
        try samples.messages(of: samples.chain(number, .direct))
    }

    /// Puts a file into an enterprise's folder of the inbox.
    func drop(_ bytes: [UInt8], as name: String, in code: String? = nil) throws {
        let path = inbox + "/" + (code ?? self.code)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path + "/" + name))
    }

    /// Names in a folder of this test, sorted; hidden ones are left out.
    func names(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + path)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: folder + "/" + path).map { [UInt8]($0) } ?? []
    }

    func receipts() async throws -> [ReceiptBook.Receipt] {
        let tenant = enterprise.id
        return try await store.read { try ReceiptBook.after(0, of: tenant, limit: 1000, in: $0) }
    }
}
