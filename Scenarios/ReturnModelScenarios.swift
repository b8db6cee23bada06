import Declarations
import FoundationEssentials
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// Random conversations, of imports and exports, with cancels, refusals and returns, held against
/// arithmetic on paper: two hundred on SQLite. `MODEL_SEEDS` says how many others, `TRADEWIND_SEED`
/// the first.
@Suite("Returns against arithmetic on paper") struct ReturnModelScenarios {
    @Test("CB-12 CB-13 of random imports and exports, whatever is applied for, cancelled, entered and decided in any order: what was taken and what came back add up, and it replays identically",
        arguments: TestStore.engines)
    func conversations(engine: TestStore.Engine) async throws {
        let first = Self.setting("TRADEWIND_SEED") ?? 1
        let count = Self.setting("MODEL_SEEDS") ?? (engine == .sqlite ? 200 : 40)
        async let played = Self.play(first..<first + count, engine)
        let again = try await Self.play(first..<first + count, engine)
        let once = try await played
        #expect(once == again)
        #expect(once.count { $0.contains(": ") } == count, "every conversation was held to its end")
        // Conversations in which nothing comes back, or nothing is refused, would show little.
        guard count >= 200 else { return }
        for kind in ["import", "export", "zone export"] {
            for word in ["applied 2", "applied -625033", "applied -625001", "agreed", "refused", "cancelled", "cancel refused"] {
                #expect(once.contains { $0.hasPrefix(kind) && $0.contains(word) }, "\(kind): \(word)")
            }
        }
        for word in ["entered 399", "entered 100", "tallied 399", "tallied 100"] {
            #expect(once.contains { $0.contains(word) }, "\(word)")
        }
    }

    private static func play(_ seeds: Range<Int>, _ engine: TestStore.Engine) async throws
        -> [String]
    {
        let notes = ReturnNotes()
        try await World.run(engine, guarantee: 10_000_000) { world in
            try await world.stock(1_000_000, filing: 2)
            let officer = try await world.officer()
            for unit in ExportTalk.units(seeds, world.samples) {
                try await world.book(1_000_000, unit: unit, in: ExportTalk.book)
            }
            for seed in seeds {
                if seed % 4 < 2 {
                    var talk = try await ReturnTalk(world, officer, seed: seed)
                    await notes.add(try await talk.play())
                } else {
                    var talk = try await ExportTalk(world, officer, seed: seed)
                    await notes.add(try await talk.play())
                }
            }
            // Every account is the sum of its transfers, and all accounts together are nothing.
            try await world.expectSound()
            let transfers = try await world.store.read { session in
                try session.rows("select amount, reference from balances_transfers order by reference, amount, id")
                    .map { "\(try $0.integer(0)) \(try $0.text(1))" }
            }
            #expect(transfers.count > seeds.count)
            await notes.add(transfers.joined(separator: "\n"))
        }
        return await notes.lines
    }

    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }
}

/// What was told in the conversations, in their order.
private actor ReturnNotes {
    private(set) var lines: [String] = []

    func add(_ line: String) { lines.append(line) }
}

/// One list and everything that is tried with its goods.
struct ReturnTalk {
    private struct Application {
        let preNo: String
        let lines: [Int: Int64]
        /// Whether its goods are back.
        var isBack = false
    }

    let world: World
    let officer: Visitor
    let seed: Int
    private let chain: SampleChain
    private let invtNo: String
    private var dice: ModelDice
    /// What was sold and has neither come back nor is on its way, in hundred-thousandths.
    private var left: [Int64]
    private let sold: [Int64]
    private var open: [Application] = []
    private var attempts = 10
    private var told: [String] = []
    /// Whether the list was held when it came: then it may be cancelled.
    private let isHeld: Bool

    init(_ world: World, _ officer: Visitor, seed: Int) async throws {
        self.world = world
        self.officer = officer
        self.seed = seed
        dice = ModelDice(state: UInt64(seed) &* 7919)
        isHeld = seed % 3 == 0
        let kind: SampleKind = seed % 2 == 0 ? .bonded : .direct
        if isHeld {
            chain = world.samples.chain(seed, kind, basket: .watched)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            invtNo = try await world.declaration(copNo: chain.copNo)["invtNo"]?.string ?? ""
        } else {
            (chain, invtNo) = try await world.cleared(seed, kind)
        }
        sold = try (chain.documents.last?.draft.lines ?? []).map {
            try Fixed($0["qty"] ?? "").raw
        }
        left = sold
    }

    /// Plays it; gives everything that was answered.
    mutating func play() async throws -> String {
        if isHeld, try await world.cancelled(chain, invtNo, officer, &dice, &told) {
            #expect(try await world.quotaUsed(buyer: seed) == .zero, "seed \(seed)")
            #expect(try await owed() == .zero, "seed \(seed)")
            return "import \(seed): \(told.joined(separator: ", "))"
        }
        let used = try await world.quotaUsed(buyer: seed)
        let tax = try await owed()
        for _ in 0..<4 + dice.below(6) {
            switch dice.below(7) {
            case 0, 1, 2: try await apply()
            case 3: try await enter()
            case 4, 5: try await decide()
            default: try await cancel()
            }
        }
        try await check(used, tax)
        return "import \(seed): \(told.joined(separator: ", "))"
    }

    private mutating func apply() async throws {
        var lines: [Int: Int64] = [:]
        for place in sold.indices where dice.below(3) > 0 {
            // Halves and wholes, and now and then more than there is.
            let parts: [Int64] = [sold[place] / 2, sold[place], left[place], sold[place] * 2]
            lines[place] = max(1, parts[dice.below(4)])
        }
        if lines.isEmpty { lines[0] = max(1, left[0]) }
        let tooMuch = lines.contains { left[$0.key] > 0 && $0.value > left[$0.key] }
        let again = lines.contains { left[$0.key] == 0 }
        attempts += 1
        let message = try world.samples.importReturn(
            of: chain, invtNo: invtNo,
            lines: lines.keys.sorted().map {
                (number: $0 + 1, quantity: Fixed(raw: lines[$0] ?? 0).text)
            }, attempt: attempts)
        let answer = try await world.tell(message)
        #expect(
            answer.status == (tooMuch ? -625_001 : again ? -625_033 : 2),
            "seed \(seed): \(answer.info)")
        told.append("applied \(answer.status)")
        // The same bytes again change nothing.
        #expect(try await world.tell(message).status == answer.status)
        guard answer.status == 2 else { return }
        for (place, quantity) in lines { left[place] -= quantity }
        open.append(Application(preNo: answer.subject, lines: lines))
        try await world.settle()
    }

    private mutating func enter() async throws {
        attempts += 1
        let isAwaited = open.contains { !$0.isBack }
        let answer = try await world.tell(
            try world.samples.warehouseEntry(of: [chain], "\(seed)-\(attempts)"))
        try await world.settle()
        let entry = try await world.followUp(answer.subject, for: world.cast.warehouse)
        #expect(entry.status == (isAwaited ? 399 : 100), "seed \(seed): \(entry.texts)")
        told.append("entered \(entry.status ?? 0)")
        for index in open.indices { open[index].isBack = true }
    }

    private mutating func decide() async throws {
        guard !open.isEmpty else { return }
        let place = dice.below(open.count)
        let application = open[place]
        let agrees = dice.below(2) > 0
        let view = try await world.followUp(application.preNo, for: world.cast.declarant)
        let answer = try await officer.decideFollowUp(
            application.preNo,
            "{\"action\":\"\(agrees ? "agree" : "refuse")\",\"reason\":\"测试\","
                + "\"version\":\(view["version"]?.integer ?? 0)}")
        #expect(answer.status == (application.isBack ? 200 : 422), "\(answer.text)")
        guard answer.status == 200 else { return }
        open.remove(at: place)
        told.append(agrees ? "agreed" : "refused")
        if agrees {
            for (line, quantity) in application.lines { back[line, default: 0] += quantity }
            restored.append(application.preNo)
        } else {
            for (line, quantity) in application.lines { left[line] += quantity }
        }
    }

    /// What has come back, by place of the line.
    private var back: [Int: Int64] = [:]
    private var restored: [String] = []

    /// A released list is not cancelled, whatever else happens to it.
    private mutating func cancel() async throws {
        attempts += 1
        let answer = try await world.tell(
            try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: attempts))
        #expect(answer.status == -623_005, "\(answer.info)")
    }

    /// What the list still owes, by its bill that is not void; zero when nothing is left.
    private func owed() async throws -> Fixed {
        let list = try await world.declaration(copNo: chain.copNo)["preNo"]?.string ?? ""
        let answer = try JSON(
            try await world.program(of: world.cast.platform).get("/api/v1/taxes?list=\(list)").body)
        let bill = answer["bills"]?.elements.last { $0["status"]?.integer != 3 }
        return try Fixed(bill?["total"]?.string ?? "0")
    }

    private mutating func check(_ used: Fixed, _ tax: Fixed) async throws {
        var value = Fixed.zero
        var off = Fixed.zero
        for preNo in restored {
            let facts = try await world.followUp(preNo, for: world.cast.declarant)["decision"]
            value = try value.adding(Fixed(facts?["value"]?.string ?? "0"))
            off = try off.adding(Fixed(facts?["tax"]?.string ?? "0"))
        }
        let (now, owes) = (try await world.quotaUsed(buyer: seed), try await owed())
        #expect(try now.adding(value) == used, "seed \(seed)")
        #expect(try owes.adding(off) == tax, "seed \(seed)")
        let isWhole = sold.indices.allSatisfy { back[$0] == sold[$0] }
        #expect(isWhole == now.isZero, "seed \(seed)")
        told.append("used \(now.text), owes \(owes.text)")
    }
}
