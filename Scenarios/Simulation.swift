import Balances
import Declarations
import FoundationEssentials
import House
import Kernel
import Secrets
import Store
import Synchronization
import TestKit
import Web
import Wire

/// What every simulated run begins with: enterprises, an officer who is signed in, an empty desk.
struct SimulationStart: Sendable {
    let world: World
    let officer: Visitor
    /// The database, which each run copies.
    let file: String

    /// Makes it, gives it to the body, removes every trace.
    static func with(_ body: @Sendable (SimulationStart) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path
            + "/tradewind-simulation-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = Store.Options()
        options.durable = false
        let store = try Store(.folder(folder), options: options)
        try await World.run(on: store) { world in
            let officer = try await world.officer()
            store.close()
            try await body(
                SimulationStart(
                    world: world, officer: officer, file: folder + "/tradewind.sqlite"))
        }
    }
}

/// One run of the house with everything that may go wrong drawn from a seed: the order of messages,
/// the clock, faults of the disk, power cuts, restarts. The same seed gives the same run.
struct Simulation {
    /// What was told and what is kept, in order.
    private(set) var trace: [String] = []
    /// What must not be.
    private(set) var flaws: [String] = []
    /// How often the disk failed, the power went, the house was opened anew.
    private(set) var (failures, cuts, restarts) = (0, 0, 0)
    /// Lists that were decided.
    private(set) var decided = 0

    private let seed: UInt64
    private let start: SimulationStart
    private let folder: String
    private let time = Time(World.start)
    private let identifiers: Identifiers
    private let disk: SupportFaultyDisk
    private let ended = Ended()
    private var dice: ModelDice
    private var world: World
    private var officer: Visitor
    private var waiting: [SampleMessage]
    /// Receipts by guid.
    private var receipts: [String: [UInt8]] = [:]
    private var acknowledged: [SampleMessage] = []
    /// The next fault is a power cut.
    private var isCut = false

    private final class Ended: Sendable {
        let flag = Mutex(false)
    }

    /// Plays a seed; gives what came of it.
    static func play(_ seed: UInt64, from start: SimulationStart) async throws -> Simulation {
        let folder = FileManager.default.temporaryDirectory.path
            + "/tradewind-run-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: start.file, toPath: folder + "/tradewind.sqlite")
        var run = try await Simulation(seed, start, folder)
        try await run.play()
        run.world.store.close()
        return run
    }

    private init(_ seed: UInt64, _ start: SimulationStart, _ folder: String) async throws {
        (self.seed, self.start, self.folder) = (seed, start, folder)
        dice = ModelDice(state: seed)
        identifiers = .counting(from: seed << 20)
        disk = try SupportFaultyDisk()
        disk.watch()
        world = try await Self.open(start, folder, time, identifiers, disk, ended)
        officer = await start.officer.at(world.window.door)
        waiting = try Self.messages(start.world, seed, &dice)
    }

    private static func open(
        _ start: SimulationStart, _ folder: String, _ time: Time, _ identifiers: Identifiers,
        _ disk: SupportFaultyDisk, _ ended: Ended
    ) async throws -> World {
        var options = disk.options { _ in
            ended.flag.withLock { $0 = true }
            disk.end()
        }
        options.readers = 1
        options.tidiesFirst = true
        let store = try Store(.folder(folder), options: options)
        do {
            return try await start.world.beside(on: store, time: time, identifiers: identifiers)
        } catch {
            store.close()
            throw error
        }
    }

    /// One to three conversations, interleaved, some of them told twice.
    private static func messages(
        _ world: World, _ seed: UInt64, _ dice: inout ModelDice
    ) throws -> [SampleMessage] {
        let samples = SampleChains(
            catalogue: try MessageCatalogue.load(from: try World.share()), cast: world.cast,
            prefix: "Z" + digits(Int(seed % 10_000_000), 7), at: World.start)
        var lanes: [[SampleMessage]] = []
        for number in 1...1 + dice.below(3) {
            let kind = SampleKind.allCases[dice.below(SampleKind.allCases.count)]
            let baskets: [SampleBasket] = [.usual, .large, .watched, .dear]
            let basket = kind.isImport ? baskets[dice.below(4)] : .usual
            let defect: SampleDefect? = kind.isImport && dice.below(6) == 0 ? .amountDiffers : nil
            let chain = samples.chain(
                number, kind, basket: basket, buyer: 1 + dice.below(2), defect: defect)
            lanes.append(try samples.messages(of: chain))
        }
        var mixed: [SampleMessage] = []
        while !lanes.isEmpty {
            let lane = dice.below(lanes.count)
            let message = lanes[lane].removeFirst()
            mixed += dice.below(5) == 0 ? [message, message] : [message]
            if lanes[lane].isEmpty { lanes.remove(at: lane) }
        }
        return mixed
    }

    // MARK: The run

    private mutating func play() async throws {
        while !waiting.isEmpty {
            switch dice.below(10) {
            case 0: harm()
            case 1: time.advance(seconds: Int64(1 + dice.below(20)))
            case 2: try await decide()
            case 3, 4: await settle()
            default: await send(waiting.removeFirst())
            }
            if isOver || dice.below(40) == 0 { try await restart() }
        }
        try await restart()
        for message in acknowledged { await send(message) }
        await settle()
        try await look()
    }

    private mutating func harm() {
        // A fault that is still to come is taken back; one that came is counted.
        count()
        let nth = 1 + dice.below(60)
        isCut = false
        switch dice.below(4) {
        case 0: disk.fail(.all, at: nth, .broken)
        case 1: disk.fail([.write], at: nth, .full)
        case 2: disk.fail([.sync], at: 1 + nth / 10, .broken)
        default:
            disk.cut(at: nth)
            isCut = true
        }
        trace.append("harm \(nth)")
    }

    private mutating func send(_ message: SampleMessage) async {
        let answer = try? await world.program(of: message.sender).post(
            "/api/v1/ceb", xml: message.bytes)
        let status = answer?.status ?? 0
        trace.append("\(message.type) \(message.guid) \(status) \(Self.short(answer?.body ?? []))")
        guard let answer, status == 200 else {
            if status != 0 && status != 503 { flaws.append("answered \(status): \(answer?.text ?? "")") }
            // Whoever has no answer sends again.
            waiting.append(message)
            return
        }
        if let known = receipts[message.guid] {
            if known != answer.body { flaws.append("another receipt for \(message.guid)") }
        } else {
            receipts[message.guid] = answer.body
            acknowledged.append(message)
        }
    }

    private mutating func settle() async {
        do { try await world.settle() } catch { trace.append("not settled") }
    }

    /// An officer decides the first that waits for him.
    private mutating func decide() async throws {
        guard let page = try? await officer.get("/api/v1/worklist?limit=5"), page.status == 200,
            let found = try? JSON(page.body)["declarations"]?.elements.first,
            let preNo = found["preNo"]?.string, let version = found["version"]?.integer
        else { return }
        let action = ["release", "reject", "inspect", "send-back"][dice.below(4)]
        let answer = try? await officer.decide(
            preNo, "{\"action\":\"\(action)\",\"version\":\(version),\"reason\":\"测试理由\"}")
        trace.append("\(action) \(preNo) \(answer?.status ?? 0)")
    }

    /// The process ends, the power perhaps with it, and the house is opened anew.
    private mutating func restart() async throws {
        count()
        isCut = false
        // What closing would write comes too late.
        disk.end()
        world.store.close()
        disk.lose(seed &+ UInt64(restarts))
        disk.heal()
        disk.watch()
        ended.flag.withLock { $0 = false }
        restarts += 1
        world = try await Self.open(start, folder, time, identifiers, disk, ended)
        officer = await start.officer.at(world.window.door)
        trace.append("open")
    }

    /// Whether the process has ended itself, or the power is gone.
    private var isOver: Bool {
        ended.flag.withLock { $0 } || (isCut && !disk.failed.isEmpty)
    }

    private mutating func count() {
        guard !disk.failed.isEmpty else { return }
        if isCut { cuts += 1 } else { failures += 1 }
    }

    // MARK: What must hold

    private mutating func look() async throws {
        let unknown = Set(acknowledged.map(\.guid))
        let found = try await world.store.read { session in
            SimulationFindings(
                ledger: try Ledger().verify(in: session).map { "\($0)" },
                damage: try session.rows("pragma quick_check").map { try $0.text(0) },
                guids: try session.rows("select guid from declarations_messages")
                    .map { try $0.text(0) },
                twice: try session.rows(
                    """
                    select subject from declarations_receipts where status in (300, 500, 800)
                    group by subject, status having count(*) > 1
                    """
                ).map { try $0.text(0) },
                accepted: try session.first(
                    """
                    select count(*) from declarations_inventories
                    where status in (300, 500, 599, 600, 800) and type like '%621'
                    """)?.integer(0) ?? 0,
                drawn: try session.first(
                    """
                    select count(*) from balances_transfers where id like 'list/%'
                    and tenant like 'person:%' and reverses is null and reversed = 0
                    """)?.integer(0) ?? 0,
                entries: try session.rows(
                    "select sequence, tenant, kind, subject, at from journal_entries order by sequence"
                ).map { row in
                    "\(try row.integer(0)) \(try row.text(1)) \(try row.text(2)) \(try row.text(3)) \(try row.integer(4))"
                },
                balances: try session.rows(
                    "select tenant, id, balance from balances_accounts order by tenant, id"
                ).map { "\(try $0.text(0)) \(try $0.text(1)) \(try $0.integer(2))" })
        }
        flaws += found.ledger
        if found.damage != ["ok"] { flaws += found.damage }
        if Set(found.guids) != unknown || found.guids.count != unknown.count {
            flaws.append("kept \(found.guids.count) messages of \(unknown.count) acknowledged")
        }
        flaws += found.twice.map { "told twice: \($0)" }
        if found.accepted != found.drawn {
            flaws.append("\(found.accepted) lists accepted, \(found.drawn) drawn")
        }
        decided = Int(found.accepted)
        trace += found.entries + found.balances
    }

    private static func short(_ body: [UInt8]) -> String {
        String(Digest.hex(Digest.sha256(body)).prefix(16))
    }
}

/// What a run has left in the database.
private struct SimulationFindings: Sendable {
    let ledger: [String]
    let damage: [String]
    let guids: [String]
    let twice: [String]
    let accepted: Int64
    let drawn: Int64
    let entries: [String]
    let balances: [String]
}
