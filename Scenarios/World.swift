import Balances
import Declarations
import FoundationEssentials
import House
import Journal
import Kernel
import Logging
import Parties
import Plug
import Store
import Synchronization
import TestKit
import Testing
import Uploads
import Web
import Wire

/// A single window of its own for one scenario: six synthetic enterprises in their roles, an officer
/// of the Shanghai districts, a clock that goes when it is told to. Everything a scenario does goes
/// through the front door, as a user or a program would.
struct World: Sendable {
    let window: SingleWindow
    let store: Store
    let time: Time
    let cast: SampleCast
    let samples: SampleChains
    private let keys: [String: String]
    /// The data folder.
    let folder: String
    /// How requests to far sides are sent; nil for real ones.
    private let outgoing: OutgoingHTTP?

    /// The moment a scenario begins: a working day in 2026.
    static let start = Instant(compact: "20261120090000") ?? Instant(milliseconds: 0)

    /// The tables of this checkout, read once for all scenarios.
    static func share() throws -> Share { try found.get() }

    private static let found = Result { try Share.find() }

    /// Builds the world, runs the scenario, removes every trace.
    static func run(
        _ engine: TestStore.Engine, guarantee: Int32 = 100_000, mandate: Bool = true,
        relay: RelaySetup? = nil, _ body: @Sendable (World) async throws -> Void
    ) async throws {
        try await TestStore.with(engine) { store in
            try await run(on: store, guarantee: guarantee, mandate: mandate, relay: relay, body)
        }
    }

    /// What is relayed, and how requests to the far side are sent.
    struct RelaySetup: Sendable {
        /// `relay.json`; it may name folders in the data folder by `{folder}`. Empty for none: then
        /// only the other requests go out by `outgoing`.
        let plan: String
        var outgoing: OutgoingHTTP?
    }

    /// The same on a store that is open.
    static func run(
        on store: Store, guarantee: Int32 = 100_000, mandate: Bool = true,
        relay: RelaySetup? = nil, _ body: @Sendable (World) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path
            + "/tradewind-world-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try SupportPepper.put(into: folder)
        if let relay, !relay.plan.isEmpty {
            for name in ["relay-out", "relay-in"] {
                try FileManager.default.createDirectory(
                    atPath: folder + "/" + name, withIntermediateDirectories: true)
            }
            _ = FileManager.default.createFile(
                atPath: folder + "/relay.json",
                contents: Data(relay.plan.replacing("{folder}", with: folder).utf8),
                attributes: [.posixPermissions: 0o600])
        }
        let world = try await make(store, folder, guarantee, mandate, relay?.outgoing)
        try await SupportAnswers.observing { try await body(world) }
    }

    private static func make(
        _ store: Store, _ folder: String, _ guarantee: Int32, _ mandate: Bool,
        _ outgoing: OutgoingHTTP?
    ) async throws -> World {
        let time = Time(start)
        let window = try await window(on: store, folder, time, outgoing)
        let cast = SampleCast.six()
        let year = Day("2026-01-01") ?? start.day
        var keys: [String: String] = [:]
        for (member, enrolment) in zip(cast.members, cast.enrolments(from: year)) {
            _ = try await window.parties.enrol(enrolment, by: "scenario")
            keys[member.creditCode] = try await window.parties.createKey(
                enterprise: member.creditCode, label: "scenario",
                scopes: [
                    "balances.read", "declarations.read", "declarations.lodge", "entries.lodge",
                    "origin.keep", "parties.mandates",
                ], days: 366,
                by: "scenario")
        }
        if mandate {
            try await agree(window, .guarantee, from: cast.platform, to: cast.declarant)
        }
        _ = try await window.parties.addUser(
            NewUser(
                login: "officer", name: "测试关员", password: "correct horse battery staple",
                kind: .officer(districts: ["2244", "2233", "2216"])), by: "scenario")
        let world = World(
            window: window, store: store, time: time, cast: cast,
            samples: SampleChains(
                catalogue: try MessageCatalogue.load(from: try share()), cast: cast,
                at: start),
            keys: keys, folder: folder, outgoing: outgoing)
        if guarantee > 0 { try await world.deposit(Fixed(guarantee)) }
        try await world.stock(1_000)
        return world
    }

    private static func window(
        on store: Store, _ folder: String, _ time: Time, _ outgoing: OutgoingHTTP?,
        _ identifiers: Identifiers? = nil, sheetPatience: Int = 8_000, logPolicy: String? = nil,
        scanner: VirusScanner? = nil
    ) async throws -> SingleWindow {
        var settings = HouseSettings()
        settings.logPolicy = logPolicy
        settings.scanner = scanner
        settings.sheetPatience = sheetPatience
        settings.data = folder
        settings.people.passwordMemory = 64
        // Officers of these worlds have no phones; what a second factor does has its own tests.
        settings.people.secondFactor = .optional
        // Scenarios have no receivers but on this machine.
        settings.webhooksToLoopback = true
        return try await SingleWindow.build(
            on: store, settings, share: try share(), clock: time.clock, identifiers: identifiers,
            outgoing: outgoing, logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The same world once its server has ended and another one has begun on its store.
    func restarted() async throws -> World { try await beside(on: store) }

    /// The same, begun anew with witnesses: a policy file in the data folder names them.
    func restarted(witnesses policy: String) async throws -> World {
        let place = folder + "/log-policy"
        _ = FileManager.default.createFile(atPath: place, contents: Data(policy.utf8))
        return World(
            window: try await World.window(on: store, folder, time, outgoing, logPolicy: place),
            store: store, time: time, cast: cast, samples: samples, keys: keys, folder: folder,
            outgoing: outgoing)
    }

    /// The same, begun anew beside a scanner for viruses.
    func restarted(scanner: VirusScanner) async throws -> World {
        World(
            window: try await World.window(on: store, folder, time, outgoing, scanner: scanner),
            store: store, time: time, cast: cast, samples: samples, keys: keys, folder: folder,
            outgoing: outgoing)
    }

    /// The same world through another server, which has the same database open and the same secrets.
    func beside(on store: Store) async throws -> World {
        try await beside(on: store, time: time, identifiers: nil)
    }

    /// The same with a clock and identifiers of its own.
    func beside(on store: Store, time: Time, identifiers: Identifiers?) async throws -> World {
        World(
            window: try await World.window(on: store, folder, time, outgoing, identifiers),
            store: store, time: time, cast: cast, samples: samples, keys: keys, folder: folder,
            outgoing: outgoing)
    }

    /// The same through a server whose requests do not wait for spreadsheets.
    func impatient() async throws -> World {
        World(
            window: try await World.window(on: store, folder, time, outgoing, sheetPatience: 0),
            store: store, time: time, cast: cast, samples: samples, keys: keys, folder: folder,
            outgoing: outgoing)
    }

    /// A mandate that both sides have agreed on, from today on.
    private static func agree(
        _ window: SingleWindow, _ scope: MandateScope, from grantor: SampleEnterprise,
        to grantee: SampleEnterprise
    ) async throws {
        let register = window.parties.register
        guard let giver = register.find(code: grantor.creditCode)?.id,
            let agent = register.find(code: grantee.creditCode)?.id
        else { return }
        let mandate = try await window.parties.proposeMandate(
            NewMandate(grantor: giver, grantee: agent, scope: scope, from: start.day), of: giver,
            by: "scenario")
        try await window.parties.acceptMandate(mandate.id, of: agent, by: "scenario")
    }

    /// A program of an enterprise, with its API key.
    func program(of enterprise: SampleEnterprise) -> Visitor {
        Visitor(window.door).as(key: keys[enterprise.creditCode] ?? "")
    }

    /// The API key of an enterprise.
    func key(of enterprise: SampleEnterprise) -> String { keys[enterprise.creditCode] ?? "" }

    /// The officer, signed in through the page.
    func officer(_ login: String = "officer") async throws -> Visitor {
        let visitor = Visitor(window.door)
        _ = try await visitor.get("/zh/sign-in")
        _ = try await visitor.post(
            "/zh/sign-in",
            form: ["login": login, "password": "correct horse battery staple"])
        return visitor
    }

    /// Enters one more enterprise; gives an API key of it.
    func join(_ enterprise: SampleEnterprise, as role: EnterpriseRole) async throws -> String {
        let day = Day("2026-01-01") ?? World.start.day
        _ = try await window.parties.enrol(
            Enrolment(
                name: enterprise.name, nameEn: enterprise.nameEn,
                creditCode: enterprise.creditCode, customsCode: enterprise.customsCode,
                dxpID: enterprise.dxpID, district: enterprise.district,
                roles: [RoleGrant(role, from: day)]), by: "scenario")
        return try await window.parties.createKey(
            enterprise: enterprise.creditCode, label: "scenario",
            scopes: ["declarations.read", "declarations.lodge"], days: 30, by: "scenario")
    }

    /// Puts a guarantee on the account of everybody who may be named as guarantor.
    func deposit(_ amount: Fixed) async throws {
        let register = window.parties.register
        let ids = cast.members.compactMap { register.find(code: $0.creditCode)?.id }
        guard let account = AccountID("guarantee") else { return }
        let now = time.clock.now()
        try await store.write { session in
            let ledger = Ledger()
            for id in ids {
                try ledger.open(
                    AccountPlan(
                        id: account, unit: .money(.cny),
                        label: Localized(zh: "税款担保", en: "Tax guarantee")), for: id, at: now,
                    in: session)
                try ledger.transfer(
                    TransferOrder(
                        id: "scenario/\(amount.text)", tenant: id, debit: account.contra,
                        credit: account, amount: amount, at: now, reference: "TEST"), in: session)
            }
        }
    }

    /// Brings so many pieces of everything the samples sell into the zone.
    func stock(_ pieces: Int32, filing: Int64 = 1) async throws {
        guard let holder = window.parties.register.find(code: cast.warehouse.creditCode) else {
            return
        }
        let desk = StockDesk(journal: window.journal, ledger: window.ledger)
        try await store.write { session in
            for entry in cast.stock(pieces: pieces, filing: filing) {
                try desk.enter(entry, to: holder.id, by: "scenario", in: session)
            }
        }
    }

    /// Gives everybody who may be named as guarantor a bank letter with a last day.
    func pledge(until last: String) async throws {
        let register = window.parties.register
        let ids = cast.members.compactMap { register.find(code: $0.creditCode)?.id }
        let first = Day("2026-01-01") ?? World.start.day
        let desk = GuaranteeDesk(journal: window.journal, ledger: window.ledger)
        try await store.write { session in
            for id in ids {
                try desk.add(
                    Guarantee(
                        reference: "TEST-LETTER", form: .bankLetter, issuer: "测试银行",
                        amount: Fixed(100_000), validFrom: first, validTo: Day(last),
                        citation: Citation(document: "TEST")), to: id, by: "scenario", in: session)
            }
        }
    }

    /// Sends messages, each by its own sender; gives the answers as JSON. A message whose fate is in
    /// doubt is sent again, as every sender has to.
    @discardableResult
    func send(_ messages: [SampleMessage]) async throws -> [JSON] {
        var answers: [JSON] = []
        for message in messages {
            let program = program(of: message.sender)
            let headers = ["accept": "application/json"]
            var answer = try await program.post("/api/v1/ceb", xml: message.bytes, headers: headers)
            for _ in 0..<5 where answer.status == 503 {
                answer = try await program.post("/api/v1/ceb", xml: message.bytes, headers: headers)
            }
            answers.append(try JSON(answer.body))
        }
        return answers
    }

    /// Lets everybody who reacts to the journal do so until nothing is left.
    func settle() async throws {
        for subscriber in window.capabilities.flatMap(\.subscribers) {
            try await window.journal.drain(subscriber, on: store)
        }
    }

    /// Sends a chain and lets it be decided; gives the declaration as its declarant sees it.
    func declare(
        _ number: Int, _ kind: SampleKind, basket: SampleBasket = .usual, buyer: Int? = nil,
        defect: SampleDefect? = nil
    ) async throws -> JSON {
        let chain = samples.chain(number, kind, basket: basket, buyer: buyer, defect: defect)
        try await send(try samples.messages(of: chain))
        try await settle()
        return try await declaration(copNo: chain.copNo)
    }

    /// The declaration of the declarant's own number.
    func declaration(copNo: String) async throws -> JSON {
        let declarant = program(of: cast.declarant)
        let answer = try await declarant.get("/api/v1/declarations?number=\(copNo)")
        // A server that could not look must not pass for one that found nothing.
        #expect(answer.status == 200, "\(answer.text)")
        let list = try JSON(answer.body)
        let preNo = list["declarations"]?.elements.first?["preNo"]?.string ?? "none"
        return try JSON(try await declarant.get("/api/v1/declarations/\(preNo)").body)
    }
}

/// A clock that stands still until it is moved.
final class Time: Sendable {
    private let now: Mutex<Instant>

    init(_ start: Instant) { now = Mutex(start) }

    var clock: Clock { Clock { self.now.withLock { $0 } } }

    func advance(seconds: Int64) {
        now.withLock { $0 = $0.adding(milliseconds: seconds * 1000) }
    }

    func advance(days: Int) {
        now.withLock { $0 = $0.adding(milliseconds: Int64(days) * 86_400_000) }
    }
}

extension JSON {
    /// Official status number of a declaration.
    var status: Int64? { self["status"]?.integer }

    /// Every text anywhere in the value.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .array(let values): values.flatMap(\.texts)
        case .object(let members): members.flatMap(\.value.texts)
        default: []
        }
    }
}
