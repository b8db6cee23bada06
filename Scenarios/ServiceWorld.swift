import Declarations
import Entitlements
import FoundationEssentials
import House
import Kernel
import Logging
import Parties
import Procedures
import TestKit
import Testing
import Uploads
import Web
import Wire

/// A single window with enterprises that apply and officers who sit at the desks of their bodies.
/// The window reads its services from a folder of its own, so that a scenario can add a file.
struct ServiceWorld: Sendable {
    let window: SingleWindow
    let time: Time
    let cast: SampleCast
    /// A program of the seller.
    let program: Visitor
    /// A program of the carrier.
    let other: Visitor
    /// What the window was built with.
    var settings = HouseSettings()

    static let password = "correct horse battery staple"

    /// - Parameters:
    ///   - start: moment of the beginning, `20261120090000` (a Friday) unless told.
    ///   - files: service files by name that are added to those of the product.
    static func run(
        _ engine: TestStore.Engine, start: String = "20261120090000",
        adding files: [String: String] = [:], scanner: VirusScanner? = nil,
        _ body: @Sendable (ServiceWorld) async throws -> Void
    ) async throws {
        try await TestStore.with(engine) { store in
            let folder = FileManager.default.temporaryDirectory.path
                + "/tradewind-services-\(UInt64.random(in: 0...UInt64.max))"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let share = try files.isEmpty
                ? World.share() : share(in: folder + "/share", adding: files)
            try FileManager.default.createDirectory(
                atPath: folder + "/data", withIntermediateDirectories: true)
            try SupportPepper.put(into: folder + "/data")
            var settings = HouseSettings()
            settings.data = folder + "/data"
            settings.people.secondFactor = .optional
            settings.scanner = scanner
            let time = Time(try #require(Instant(compact: start)))
            let window = try await SingleWindow.build(
                on: store, settings, share: share, clock: time.clock,
                logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() })
            var world = try await people(window, time)
            world.settings = settings
            let made = world
            try await SupportAnswers.observing { try await body(made) }
        }
    }

    /// The product's data with more services: links to the checkout and the files beside them.
    static func share(
        in root: String, adding files: [String: String], without gone: Set<String> = []
    ) throws -> Share {
        let shipped = try World.share()
        let real = shipped.root
        let manager = FileManager.default
        let room = root + "/Capabilities/Procedures"
        try manager.createDirectory(
            atPath: room + "/Services", withIntermediateDirectories: true)
        func link(_ path: String) throws {
            try manager.createSymbolicLink(
                atPath: root + "/" + path, withDestinationPath: real + "/" + path)
        }
        for folder in ["App", "Reference", "Platform"] { try link(folder) }
        for name in try manager.contentsOfDirectory(atPath: real + "/Capabilities")
        where name != "Procedures" {
            try link("Capabilities/\(name)")
        }
        for name in ["Data", "Migrations"] { try link("Capabilities/Procedures/\(name)") }
        let services = "Capabilities/Procedures/Services"
        for name in try manager.contentsOfDirectory(atPath: real + "/" + services)
        where files[name] == nil && !gone.contains(name) {
            try link("\(services)/\(name)")
        }
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(filePath: root + "/\(services)/\(name)"))
        }
        return shipped.moved(
            to: root,
            readingAnew: [
                ServiceCatalogue.self, ServiceCatalogue.Unjudged.self, BenefitCatalogue.self,
            ])
    }

    private static func people(_ window: SingleWindow, _ time: Time) async throws -> ServiceWorld {
        let cast = SampleCast.six()
        let year = try #require(Day("2026-01-01"))
        for enrolment in cast.enrolments(from: year) {
            _ = try await window.parties.enrol(enrolment, by: "scenario")
        }
        func program(_ member: SampleEnterprise) async throws -> Visitor {
            let key = try await window.parties.createKey(
                enterprise: member.creditCode, label: "scenario",
                scopes: ["procedures.apply", "balances.read"], days: 366, by: "scenario")
            return Visitor(window.door).as(key: key)
        }
        let world = ServiceWorld(
            window: window, time: time, cast: cast, program: try await program(cast.seller),
            other: try await program(cast.carrier))
        try await world.seat([
            ("commerce-1", "commerce"), ("commerce-2", "commerce"), ("mofcom-1", "mofcom"),
            ("mofcom-2", "mofcom"), ("lead-1", "commerce-lead"),
            ("review-1", "commerce-review"), ("review-2", "commerce-review"),
            ("customs-1", "customs"), ("customs-2", "customs"),
        ])
        return world
    }

    /// Gives officers their seats, through the administrator's page.
    private func seat(_ seats: [(login: String, body: String)]) async throws {
        try await add("admin", .administrator)
        let admin = try await visitor("admin")
        _ = try await admin.get("/zh/seats")
        for (login, body) in seats {
            try await add(login, Self.officer(at: body))
            let answer = try await admin.post(
                "/zh/seats", form: ["body": body, "login": login, "from": "2026-01-01", "to": ""])
            #expect(answer.status == 303, "\(answer.text)")
        }
    }

    /// An officer of the authority that a body belongs to.
    static func officer(at body: String) -> User.Kind {
        switch body {
        case "customs", "customs-lead", "customs-review": .officer(districts: ["2244"])
        case "commerce", "commerce-lead", "commerce-review": .officer(of: "commerce")
        default: .officer(of: body)
        }
    }

    func add(_ login: String, _ kind: User.Kind) async throws {
        _ = try await window.parties.addUser(
            NewUser(
                login: login, name: "测试 \(login)", password: Self.password, kind: kind),
            by: "scenario")
    }

    /// Somebody signed in through the page.
    func visitor(_ login: String) async throws -> Visitor {
        let visitor = Visitor(window.door)
        _ = try await visitor.get("/zh/sign-in")
        let answer = try await visitor.post(
            "/zh/sign-in", form: ["login": login, "password": Self.password])
        #expect(answer.status == 303, "\(login)")
        return visitor
    }

    /// A person of the seller, signed in.
    func clerk() async throws -> Visitor {
        let id = try #require(window.parties.register.find(code: cast.seller.creditCode)?.id)
        try await add("clerk", .member(enterprise: id))
        return try await visitor("clerk")
    }

    /// Begins an application by program and fills it; gives its number.
    func begin(_ service: String, _ answers: [String: String]) async throws -> String {
        let body = JSON.object([
            .init("service", .text(service)),
            .init("answers", .object(answers.map { .init($0.key, .text($0.value)) })),
        ])
        let answer = try await program.post("/api/v1/applications", json: body.encoded)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(try JSON(answer.body)["number"]?.string)
    }

    /// A program of the seller with other rights.
    func program(may scopes: Set<String>) async throws -> Visitor {
        let key = try await window.parties.createKey(
            enterprise: cast.seller.creditCode, label: "scenario", scopes: scopes, days: 30,
            by: "scenario")
        return Visitor(window.door).as(key: key)
    }

    /// Where the answers of an application are saved, as of its version now.
    func answers(_ number: String) async throws -> String {
        let version = try await found(number)["version"]?.integer ?? 0
        return "/api/v1/applications/\(number)/answers?version=\(version)"
    }

    /// Attaches a PDF as each of the documents.
    func attach(_ fields: [String], to number: String) async throws {
        for field in fields {
            let answer = try await program.send(
                "POST", "/api/v1/applications/\(number)/documents?field=\(field)&name=a.pdf",
                body: Array("%PDF-1.4 test\nstartxref\n0\n%%EOF".utf8), headers: ["content-type": "application/pdf"])
            #expect(answer.status == 201, "\(answer.text)")
        }
    }

    /// Does something with an application by program.
    @discardableResult
    func act(_ action: String, _ number: String, reason: String = "") async throws -> Answer {
        try await program.post(
            "/api/v1/applications/\(number)/actions",
            json: JSON.object([
                .init("action", .text(action)), .init("reason", .text(reason)),
            ]).encoded)
    }

    /// Begins, attaches and submits; gives the number.
    func submit(
        _ service: String, _ answers: [String: String], documents: [String]
    ) async throws -> String {
        let number = try await begin(service, answers)
        try await attach(documents, to: number)
        let answer = try await act("submit", number)
        #expect(answer.status == 200, "\(answer.text)")
        return number
    }

    /// An officer does something on the page of an application; gives the status of the answer.
    @discardableResult
    func decide(
        _ officer: Visitor, _ action: String, _ number: String, reason: String = "",
        values: [String: String] = [:]
    ) async throws -> Answer {
        _ = try await officer.get("/zh/applications/\(number)")
        let address = "/zh/applications/\(number)"
        guard let entered = values.first else {
            return try await officer.post(address, form: ["action": action, "reason": reason])
        }
        return try await officer.post(
            address,
            form: [
                "action": action, "reason": reason, "value-" + entered.key: entered.value,
            ])
    }

    /// The application as its applicant's program sees it.
    func found(_ number: String) async throws -> JSON {
        try JSON(try await program.get("/api/v1/applications/\(number)").body)
    }

    func advance(hours: Int) {
        for _ in 0..<(hours / 24) { time.advance(days: 1) }
    }
}

extension JSON {
    /// State of an application.
    var state: String? { self["state"]?.string }
    /// Codes or paths of the faults of a refusal.
    var faultPaths: [String] {
        (self["faults"] ?? self["errors"])?.elements.compactMap { $0["path"]?.string } ?? []
    }
}
