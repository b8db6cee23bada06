import Declarations
import FoundationEssentials
import Kernel
import Logging
import Store
import TestKit
import Wire

@testable import House

/// A data folder with sample enterprises, and the real server binary on it as often as wanted.
///
/// Everything here blocks or spawns processes, so tests use it from a thread of its own.
final class SupportServer: Sendable {
    let folder: String
    let world: BenchWorld
    let catalogue: MessageCatalogue
    /// How every maker of samples here begins its numbers.
    private let at = Instant(milliseconds: 1_795_000_000_000)

    /// Where the data lie; the folder holds the secrets in any case.
    let place: Store.Place
    let database: String?

    /// A folder, and on PostgreSQL a schema, of its own for one test; gone afterwards.
    static func with<Result>(
        _ engine: TestStore.Engine, _ body: (SupportServer) async throws -> Result
    ) async throws -> Result {
        try await TestStore.address(engine) { address in
            let support = try await SupportServer(database: address)
            defer { support.remove() }
            return try await body(support)
        }
    }

    /// - Parameters:
    ///   - folder: nil for a temporary one.
    ///   - database: PostgreSQL instead of the store in the folder; nil for that one.
    init(in folder: String? = nil, database: String? = nil) async throws {
        let share = Share(root: SupportServer.root)
        let place =
            folder ?? FileManager.default.temporaryDirectory.path
            + "/tradewind-scenario-\(UInt64.random(in: 0...UInt64.max))"
        var logger = Logger(label: "scenario")
        logger.logLevel = .error
        self.folder = place
        self.database = database
        self.place = database.map(Store.Place.postgres) ?? .folder(place)
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try SupportPepper.put(into: place)
        world = try await BenchWorld.prepare(
            place, database: database, share: share, logger: logger)
        catalogue = try MessageCatalogue.load(from: share)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// The checkout.
    static var root: String {
        let parts = #filePath.split(separator: "/").dropLast(2)
        return "/" + parts.joined(separator: "/")
    }

    /// The binary under test: `TRADEWIND_BINARY`, or what was built with the tests.
    static var binary: String {
        ProcessInfo.processInfo.environment["TRADEWIND_BINARY"]
            ?? root + "/.build/debug/tradewind"
    }

    /// Starts the server. What it says goes into `server.log` of the folder.
    ///
    /// - Parameters:
    ///   - fault: name and count of a fault point.
    ///   - binary: what to start instead of the program under test.
    func start(
        fault: String? = nil, logLevel: String = "error", binary: String = SupportServer.binary
    ) throws -> BenchServer {
        var environment = ["LOG_LEVEL": logLevel, "TRADEWIND_SHARE": SupportServer.root]
        if let database { environment["DATABASE_URL"] = database }
        if let fault { environment["TRADEWIND_FAULT"] = fault }
        return try BenchServer(
            binary: binary, data: folder, environment: environment,
            log: folder + "/server.log")
    }

    /// Makes chains whose numbers begin with a prefix of their own.
    func samples(_ prefix: String) -> SampleChains {
        SampleChains(catalogue: catalogue, cast: world.cast, prefix: prefix, at: at)
    }

    /// Sends messages over many connections.
    func load(
        _ messages: [SampleMessage], on server: BenchServer, connections: Int = 16,
        watch: BenchLoad.Watch = { _ in true }
    ) -> BenchLoad.Outcome {
        BenchLoad(
            requests: messages.map { world.request($0) }, port: server.port,
            connections: connections, keepsBodies: true
        ).run(watch: watch)
    }

    /// Posts bytes as they are.
    func post(
        _ body: [UInt8], as enterprise: SampleEnterprise, on server: BenchServer,
        accept: String = "application/json"
    ) throws -> BenchConnection.Reply {
        try BenchConnection(port: server.port).send(
            "POST", "/api/v1/ceb",
            headers: [
                ("authorization", "Bearer \(world.key(of: enterprise))"),
                ("content-type", "application/xml"), ("accept", accept),
            ], body: body)
    }

    /// Looks into the data; no server may hold them.
    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Result
    ) async throws -> Result {
        let store = try Store(place)
        defer { store.close() }
        return try await store.read(body)
    }
}

/// What a client remembers of what it was told: the receipts it must get again, byte for byte.
struct SupportJournal: Sendable {
    struct Line: Sendable {
        let message: SampleMessage
        let receipt: [UInt8]
    }

    private(set) var acknowledged: [Line] = []
    /// Sent and not answered: it may or may not have been stored.
    private(set) var unanswered: [SampleMessage] = []
    /// Answers that were neither 200 nor missing.
    private(set) var refusals: [(type: String, status: UInt16)] = []
    private var refused: [SampleMessage] = []

    mutating func note(_ messages: [SampleMessage], _ outcome: BenchLoad.Outcome) {
        for (index, message) in messages.enumerated() {
            switch outcome.statuses[index] {
            case 200:
                acknowledged.append(Line(message: message, receipt: outcome.bodies[index]))
            case 0: unanswered.append(message)
            case let status:
                refusals.append((message.type, status))
                refused.append(message)
            }
        }
    }

    /// The messages that were turned away.
    mutating func takeRefused() -> [SampleMessage] {
        defer { refused = [] }
        return refused
    }

    mutating func takeUnanswered() -> [SampleMessage] {
        defer { unanswered = [] }
        return unanswered
    }
}

extension SampleMessage {
    /// The same message, same guid, with another text in one place.
    func changed(_ old: String, to new: String) -> SampleMessage {
        var bytes = bytes
        let wanted = Array(old.utf8)
        guard bytes.count >= wanted.count,
            let at = (0...(bytes.count - wanted.count)).first(where: {
                bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
            })
        else { return self }
        bytes.replaceSubrange(at..<at + wanted.count, with: Array(new.utf8))
        return SampleMessage(
            type: type, guid: guid, sender: sender, bytes: bytes, documents: documents)
    }
}
