import Declarations
import FoundationEssentials
import Kernel
import Logging
import Parties
import Secrets
import Store
import Wire

/// A data folder with enterprises, keys and an administrator: what the benchmark and the crash
/// tests need before a server starts on it.
struct BenchWorld: Sendable {
    let cast: SampleCast
    /// By credit code.
    let keys: [String: String]
    let login = "bench-admin"
    let password = "otter-lantern-velvet-quarry"

    /// - Parameter database: PostgreSQL instead of the store in the folder; nil for that one.
    static func prepare(
        _ folder: String, database: String? = nil, cast: SampleCast = .six(), share: Share,
        logger: Logger
    ) async throws -> BenchWorld {
        var settings = HouseSettings()
        settings.data = folder
        settings.database = database
        let house = try await SingleWindow.open(settings, share: share, logger: logger)
        defer { house.store.close() }
        let entry = DemoEnrolment(house: house, actor: "bench")
        try await entry.enrol(cast, from: Day(year: 2026, month: 1, day: 1) ?? house.clock.today)
        try await entry.guarantee(10_000_000_000, for: cast.platform)
        try await entry.stock(10_000_000, of: cast)
        try await entry.mandate(.guarantee, from: cast.platform, to: cast.declarant)
        let world = BenchWorld(cast: cast, keys: try await entry.keys(for: cast, label: "bench"))
        _ = try await house.parties.addUserOrKeep(
            NewUser(
                login: world.login, name: "测试管理员", password: world.password,
                kind: .administrator), by: "bench")
        return world
    }

    func key(of enterprise: SampleEnterprise) -> String { keys[enterprise.creditCode] ?? "" }

    /// The complete HTTP request that posts a message.
    func request(_ message: SampleMessage) -> [UInt8] {
        BenchConnection.request(
            "POST", "/api/v1/ceb",
            headers: [
                ("authorization", "Bearer \(key(of: message.sender))"),
                ("content-type", "application/xml"),
            ], body: message.bytes)
    }

    /// How many of the messages do not lie in the store exactly once and exactly as they were
    /// sent. Opens an embedded store itself, so no server may hold it.
    ///
    /// - Parameter folder: the data folder, where the keys are.
    static func missing(
        _ messages: [SampleMessage], in place: Store.Place, folder: String
    ) async throws -> Int {
        let store = try Store(place)
        defer { store.close() }
        var settings = HouseSettings()
        settings.data = folder
        try await SingleWindow.unlock(store, settings, makes: false, at: Clock.system.now())
        var wanted: [String: [UInt8]] = [:]
        for message in messages { wanted[message.type + message.guid] = message.bytes }
        var wrong = 0
        var last = Kept(tenant: "", type: "", guid: "", body: [])
        while true {
            let from = last
            let page = try await store.read { session in
                try session.rows(
                    keptMessages, [.text(from.tenant), .text(from.type), .text(from.guid)]
                ).map {
                    let (type, guid) = (try $0.text(1), try $0.text(2))
                    let tenant = try $0.text(0)
                    let cell = Cell(
                        // tidy: what lies on disk is compared past the capability, on purpose.
                        table: "declarations_messages", column: "body", tenant: tenant,
                        row: "\(type)/\(guid)")
                    return Kept(
                        tenant: tenant, type: type, guid: guid,
                        body: try $0.decrypted(3, in: cell))
                }
            }
            guard let end = page.last else { break }
            last = end
            for kept in page {
                guard let body = wanted.removeValue(forKey: kept.type + kept.guid) else { continue }
                if body != kept.body { wrong += 1 }
            }
        }
        return wanted.count + wrong
    }

    private struct Kept: Sendable {
        let tenant: String
        let type: String
        let guid: String
        let body: [UInt8]
    }
}

/// The page of figures of the gateway, as an administrator sees it.
final class BenchDesk {
    struct Figures: Sendable {
        let received: Int
        let decided: Int
        let commits: Int
        let largestBatch: Int
        let waiting: Int
        let lag: Int
    }

    struct NotAdmitted: Error, Sendable, CustomStringConvertible {
        let description: String
    }

    private let connection: BenchConnection
    private let cookie: String

    /// Signs the administrator in, as a browser would.
    init(port: Int, world: BenchWorld) throws {
        connection = BenchConnection(port: port)
        let page = try connection.send("GET", "/zh/sign-in")
        var jar = BenchDesk.cookies(page)
        let form =
            "login=\(world.login)&password=\(world.password)&_csrf=\(BenchDesk.token(page.text))"
        let origin = "http://127.0.0.1"
        let reply = try connection.send(
            "POST", "/zh/sign-in",
            headers: [
                ("content-type", "application/x-www-form-urlencoded"), ("origin", origin),
                ("sec-fetch-site", "same-origin"), ("cookie", jar.joined(separator: "; ")),
            ], body: Array(form.utf8))
        guard (300..<400).contains(reply.status) else {
            throw NotAdmitted(description: "signing in: \(reply.status)")
        }
        jar += BenchDesk.cookies(reply)
        cookie = jar.joined(separator: "; ")
    }

    /// What an address of the API answers the administrator.
    func ask(_ path: String) throws -> JSON {
        let reply = try connection.send(
            "GET", path, headers: [("cookie", cookie), ("accept", "application/json")])
        guard reply.status == 200, let json = try? JSON(reply.body) else {
            throw NotAdmitted(description: "\(path): \(reply.status)")
        }
        return json
    }

    func look() throws -> Figures {
        let json = try ask("/api/v1/gateway")
        func figure(_ name: String) -> Int { Int(json[name]?.integer ?? 0) }
        return Figures(
            received: figure("received"), decided: figure("decided"), commits: figure("commits"),
            largestBatch: figure("largestBatch"), waiting: figure("waitingWrites"),
            lag: figure("deskLag"))
    }

    /// Looks again until so many lists are decided, or the desk has done all it can, or patience
    /// (seconds) ends.
    func await(decided wanted: Int, patience: UInt64) throws -> Figures {
        let started = Stopwatch.nanoseconds()
        while true {
            let now = try look()
            let late = Stopwatch.nanoseconds() - started > patience * 1_000_000_000
            if now.decided >= wanted || late { return now }
            // Nothing left to do and still undecided: waiting would not help.
            if now.lag == 0, now.waiting == 0, Stopwatch.nanoseconds() - started > 5_000_000_000 {
                return now
            }
            pause(milliseconds: 10)
        }
    }

    /// `set-cookie` may come several times and is folded here: each value ends at its attributes.
    private static func cookies(_ reply: BenchConnection.Reply) -> [String] {
        reply.cookies.compactMap { $0.split(separator: ";").first.map(String.init) }
    }

    /// Value of the hidden field `_csrf`: what stands between the quotes after `value=`.
    private static func token(_ page: String) -> String {
        for tag in page.split(separator: "<") where tag.contains("name=\"_csrf\"") {
            for part in tag.split(separator: " ") where part.hasPrefix("value=\"") {
                return String(part.dropFirst(7).prefix { $0 != "\"" })
            }
        }
        return ""
    }
}

private let keptMessages: StaticString =
    // tidy: what lies on disk is compared past the capability, on purpose.
    """
    select tenant, type, guid, body from declarations_messages
    where (tenant, type, guid) > ($1, $2, $3) order by tenant, type, guid limit 99
    """
