import Balances
import FoundationEssentials
import Journal
import Kernel
import Logging
import Papers
import Parties
import Plug
import Secrets
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Declarations

/// The pages over a store of their own, with an enterprise, an officer and an administrator who
/// sign in as people do.
struct PagesWorld: Sendable {
    static let password = "a sentence to keep"

    let base: DeliveryWorld
    let door: FrontDoor
    let pages: DeclarationPages
    let member: Principal
    let officer: Principal

    static func with(
        _ engine: TestStore.Engine = .sqlite,
        _ body: @escaping @Sendable (PagesWorld) async throws -> Void
    ) async throws {
        try await DeliveryWorld.with(engine) { try await body(PagesWorld($0)) }
    }

    private init(_ base: DeliveryWorld) async throws {
        self.base = base
        let share = try Share.find()
        let assets = try Assets(share: share)
        let site = Site(
            assets: assets,
            navigation: [
                Site.Item(Localized(zh: "报文规范", en: "Message tables"), path: "/messages", in: .lookUp)
            ])
        let parties = try PartiesCapability(
            parties: base.parties,
            papers: PaperDesk(
                store: base.store, clock: base.journal.clock, key: [1, 2, 3],
                address: "http://127.0.0.1"),
            site: site, share: share)
        var settings = FrontDoor.Settings(
            seal: { text in Digest.hex(Digest.hmac(Array(text.utf8), key: [1, 2, 3])) })
        settings.rateOfStranger = nil
        door = try FrontDoor(
            routes: parties.routes + base.declarations.routes + assets.routes,
            gatekeeper: base.parties.gatekeeper, settings: settings,
            errorPage: { site.errorPage($0, $1) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let capability = base.declarations
        pages = DeclarationPages(
            site: site, enquiries: capability.enquiries,
            batches: capability.batches,
            followUpOfficers: capability.followUpOfficers, modes: capability.modes, gateway: capability.gateway,
            status: capability.status, stuck: capability.stuck, taxDesk: capability.taxDesk,
            taxEnquiry: capability.taxEnquiry, relay: capability.relay, reveals: capability.reveals,
            problems: [])
        for (login, name, kind) in [
            ("member", "测试甲", User.Kind.member(enterprise: base.enterprise.id)),
            ("officer", "测试关员", .officer(districts: ["2244", "2233", "2216"])),
            ("administrator", "测试管理员", .administrator),
        ] {
            _ = try await base.parties.addUser(
                NewUser(login: login, name: name, password: PagesWorld.password, kind: kind),
                by: "test")
        }
        member = Principal(
            kind: .member, id: "u1", name: "测试甲", enterprise: base.enterprise.id,
            permissions: [DeclarationsPermission.read, DeclarationsPermission.lodge])
        officer = Principal(
            kind: .officer, id: "u2", name: "测试关员", districts: ["2244", "2233", "2216"],
            permissions: [DeclarationsPermission.read, DeclarationsPermission.examine])
        try await deposit()
    }

    private func deposit() async throws {
        let tenant = base.enterprise.id
        let account = try #require(AccountID("guarantee"))
        try await base.store.write { session in
            let ledger = Ledger()
            try ledger.open(
                AccountPlan(
                    id: account, unit: .money(.cny),
                    label: Localized(zh: "税款担保", en: "Tax guarantee")), for: tenant,
                at: DeliveryWorld.now, in: session)
            try ledger.transfer(
                TransferOrder(
                    id: "test", tenant: tenant, debit: account.contra, credit: account,
                    amount: Fixed(100_000), at: DeliveryWorld.now, reference: "TEST"),
                in: session)
        }
    }

    /// Somebody who has signed in by the page.
    func visitor(_ login: String, _ language: Language = .zh) async throws -> Visitor {
        let visitor = Visitor(door, language: language)
        _ = try await visitor.get("/zh/sign-in")
        _ = try await visitor.post(
            "/zh/sign-in", form: ["login": login, "password": PagesWorld.password])
        return visitor
    }

    /// Sends the messages of a parcel and lets the desk decide; gives the number of its list.
    @discardableResult
    func declare(
        _ number: Int, _ kind: SampleKind = .direct, basket: SampleBasket = .usual,
        defect: SampleDefect? = nil, without missing: Set<String> = []
    ) async throws -> String {
        let chain = base.samples.chain(number, kind, basket: basket, defect: defect)
        let sender = Gateway.Sender(enterprise: base.enterprise, actor: "u1", channel: .api)
        for message in try base.samples.messages(of: chain) where !missing.contains(message.type) {
            _ = try await base.declarations.gateway.receive(message.bytes, from: sender)
        }
        for subscriber in base.declarations.subscribers {
            try await base.journal.drain(subscriber, on: base.store)
        }
        let filter = InventoryQueries.Filter(number: chain.copNo)
        let found = try await base.declarations.enquiries.list(filter, limit: 1, for: member)
        return try #require(found.first?.preNo)
    }

    /// The page of a list as somebody sees it.
    func page(_ preNo: String, for person: Principal) async throws -> DeclarationPage {
        let view = try await pages.enquiries.declaration(preNo, for: person)
        return DeclarationPage(
            view: view, viewer: person, formToken: "token",
            now: DeliveryWorld.now.adding(milliseconds: 3_600_000), codes: pages.codes,
            names: [base.code: base.enterprise.localizedName])
    }
}

/// Compares a page with its stored text. With `UPDATE_GOLDEN=1` it is stored anew, to be read as a
/// difference before it is committed.
func expectGolden(
    _ page: HTML, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try Data(page.bytes).write(to: file)
    }
    let stored = [UInt8](try Data(contentsOf: file))
    let pair = zip(stored.split(separator: 0x0A), page.bytes.split(separator: 0x0A))
    let place = pair.enumerated().first { !$0.element.0.elementsEqual($0.element.1) }
    let told = place.map { "line \($0.offset + 1): \(String(decoding: $0.element.1, as: UTF8.self))" }
    // Held together first: the bytes of two pages would drown what is said.
    let isSame = stored == page.bytes
    #expect(
        isSame, "\(name) differs at \(told ?? "its length"); see UPDATE_GOLDEN",
        sourceLocation: sourceLocation)
}
