import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

/// One export list, of a zone or not, and everything that is tried with its goods.
struct ExportTalk {
    private struct Application {
        let preNo: String
        let attempt: Int
        let lines: [Int: Int64]
        /// Whether the site has tallied its goods.
        var isTallied = false
    }

    /// Account book the zone's parcels are taken from.
    static let book = "T2216W000088"

    let world: World
    let officer: Visitor
    let seed: Int
    private let chain: SampleChain
    private let invtNo: String
    private let isZone: Bool
    private let isHeld: Bool
    private var dice: ModelDice
    /// Pieces that have neither come back nor are applied for.
    private var left: [Int64]
    private let sold: [Int64]
    private var back: Int64 = 0
    private var open: [Application] = []
    private var attempts = 10
    private var told: [String] = []
    /// What the account book had of the unit before.
    private let stock: Int64

    /// The chain of a seed: a parcel out of a zone has one line.
    private static func chain(_ seed: Int, _ samples: SampleChains) -> SampleChain {
        // What is watched is declared by the full code.
        let isHeld = seed % 3 == 0
        let (kind, basket): (SampleKind, SampleBasket) = isHeld ? (.summarised, .watched) : (.simplified, .usual)
        let first = samples.chain(seed, kind, basket: basket)
        guard seed % 4 == 3 else { return first }
        for number in stride(from: seed, to: seed + 1_000_000, by: 20_000) {
            let chain = samples.chain(number, kind, basket: basket)
            if chain.documents.last?.draft.lines.count == 1 { return chain }
        }
        return first
    }

    /// Units in which the zone's parcels of some seeds are sold.
    static func units(_ seeds: Range<Int>, _ samples: SampleChains) -> [String] {
        let all = seeds.filter { $0 % 4 == 3 }.flatMap { chain($0, samples).documents.last?.draft.lines ?? [] }
        return Set(all.compactMap { $0["unit"] }).sorted()
    }

    private var kind: String { isZone ? "zone export" : "export" }

    private var unit: String { chain.documents.last?.draft.lines.first?["unit"] ?? "" }

    init(_ world: World, _ officer: Visitor, seed: Int) async throws {
        self.world = world
        self.officer = officer
        self.seed = seed
        dice = ModelDice(state: UInt64(seed) &* 104_729)
        (isZone, isHeld) = (seed % 4 == 3, seed % 3 == 0)
        let chain = Self.chain(seed, world.samples)
        self.chain = chain
        sold = (chain.documents.last?.draft.lines ?? []).map { Int64($0["qty"] ?? "") ?? 0 }
        left = sold
        let unit = chain.documents.last?.draft.lines.first?["unit"] ?? ""
        stock = seed % 4 == 3 ? try await world.left(unit, in: Self.book) ?? 0 : 0
        if seed % 4 == 3 {
            _ = try await world.leave(chain)
        } else {
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
        }
        var list = try await world.declaration(copNo: chain.copNo)
        if list.status == 500 {
            let answer = try await officer.decide(
                list["preNo"]?.string ?? "", "{\"action\":\"release\",\"version\":\(list["version"]?.integer ?? 0)}")
            #expect(answer.status == 200, "\(answer.text)")
            list = try await world.declaration(copNo: chain.copNo)
        }
        #expect(list.status == (seed % 3 == 0 ? 300 : 800), "seed \(seed): \(list.texts)")
        invtNo = list["invtNo"]?.string ?? ""
    }

    /// Plays it; gives everything that was answered.
    mutating func play() async throws -> String {
        if isHeld, try await world.cancelled(chain, invtNo, officer, &dice, &told) {
            try await expectStock(stock)
            return "\(kind) \(seed): \(told.joined(separator: ", "))"
        }
        for _ in 0..<4 + dice.below(6) {
            switch dice.below(7) {
            case 0, 1, 2: try await apply()
            case 3: try await tally()
            case 4, 5: try await decide()
            default: try await cancel()
            }
        }
        try await expectStock(stock - sold.reduce(0, +) + back)
        let list = try await world.declaration(copNo: chain.copNo)
        #expect(list.status == 800, "seed \(seed)")
        let released = list["followUps"]?.elements.count { $0["type"]?.string == "CEB213" && $0.status == 800 }
        #expect(released == told.count { $0 == "agreed" }, "seed \(seed)")
        return "\(kind) \(seed): \(told.joined(separator: ", "))"
    }

    private func expectStock(_ pieces: Int64) async throws {
        guard isZone else { return }
        #expect(try await world.left(unit, in: Self.book) == pieces, "seed \(seed)")
    }

    private func asItsKind(_ message: SampleMessage) -> SampleMessage {
        isZone ? message.replacing([("<ceb:tradeMode>9661<", "<ceb:tradeMode>1261<")]) : message
    }

    private mutating func apply() async throws {
        var lines: [Int: Int64] = [:]
        for place in sold.indices where dice.below(3) > 0 {
            // Ones and wholes, and now and then more than there is.
            lines[place] = [1, sold[place], max(1, left[place]), sold[place] * 2][dice.below(4)]
        }
        if lines.isEmpty { lines[0] = max(1, left[0]) }
        let tooMuch = lines.contains { left[$0.key] > 0 && $0.value > left[$0.key] }
        let again = lines.contains { left[$0.key] == 0 }
        attempts += 1
        let message = asItsKind(
            try world.samples.exportReturn(
                of: chain, invtNo: invtNo,
                lines: lines.keys.sorted().map { (number: $0 + 1, pieces: Int(lines[$0] ?? 0)) }, attempt: attempts))
        let answer = try await world.tell(message)
        #expect(answer.status == (tooMuch ? -625_001 : again ? -625_033 : 2), "seed \(seed): \(answer.info)")
        told.append("applied \(answer.status)")
        // The same bytes again change nothing.
        #expect(try await world.tell(message).status == answer.status)
        guard answer.status == 2 else { return }
        for (place, pieces) in lines { left[place] -= pieces }
        open.append(Application(preNo: answer.subject, attempt: attempts, lines: lines))
        try await world.settle()
    }

    /// The site tallies what is awaited, or something nobody has applied for.
    private mutating func tally() async throws {
        let place = open.firstIndex { !$0.isTallied }
        let attempt = place.map { open[$0].attempt } ?? 99
        // Told apart from a tally that was refused before under the same number.
        guard place != nil || !told.contains("tallied 100") else { return }
        let answer = try await world.tell(
            try world.samples.exportTally(of: chain, invtNo: invtNo, attempt: attempt))
        try await world.settle()
        let found = try await world.followUp(answer.subject, for: world.cast.warehouse)
        #expect(found.status == (place == nil ? 100 : 399), "seed \(seed): \(found.texts)")
        told.append("tallied \(found.status ?? 0)")
        if let place { open[place].isTallied = true }
    }

    private mutating func decide() async throws {
        guard !open.isEmpty else { return }
        let place = dice.below(open.count)
        let application = open[place]
        let agrees = dice.below(2) > 0
        // Of a list that is summarised it is stated what its export had brought: nothing.
        if isHeld, agrees, application.isTallied {
            let lines = application.lines.keys.sorted().map { "{\"gnum\":\"\($0 + 1)\",\"refundYuan\":\"0\",\"exportDutyYuan\":\"0\"}" }
            let stated = try await world.program(of: world.cast.declarant).post(
                "/api/v1/follow-ups/\(application.preNo)/tax",
                json: "{\"cause\":\"returned\",\"originalState\":true,\"lines\":[\(lines.joined(separator: ","))]}")
            #expect(stated.status == 200, "seed \(seed): \(stated.text)")
        }
        let answer = try await world.act(
            agrees ? "release" : "refuse", application.preNo, officer, agrees ? "" : "测试")
        #expect(answer.status == (application.isTallied ? 200 : 422), "seed \(seed): \(answer.text)")
        guard answer.status == 200 else { return }
        open.remove(at: place)
        told.append(agrees ? "agreed" : "refused")
        for (line, pieces) in application.lines {
            if agrees { back += pieces } else { left[line] += pieces }
        }
    }

    /// A released list is not cancelled, whatever else happens to it.
    private mutating func cancel() async throws {
        attempts += 1
        let answer = try await world.tell(
            try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: attempts))
        #expect(answer.status == -607_001, "\(answer.info)")
    }
}

extension World {
    /// The declarant of a held list applies to cancel it, once or several times, and an officer says
    /// yes or no. Whether it was cancelled; if not, the officer lets the list go.
    func cancelled(
        _ chain: SampleChain, _ invtNo: String, _ officer: Visitor, _ dice: inout ModelDice,
        _ told: inout [String]
    ) async throws -> Bool {
        for attempt in 1...1 + dice.below(3) {
            let taken = try await tell(try samples.cancellation(of: chain, invtNo: invtNo, attempt: attempt))
            #expect(taken.status == 2, "\(chain.copNo): \(taken.info)")
            try await settle()
            let agrees = dice.below(3) == 0
            let view = try await followUp(taken.subject, for: cast.declarant)
            let answer = try await officer.decideFollowUp(
                taken.subject,
                "{\"action\":\"\(agrees ? "agree" : "refuse")\",\"reason\":\"测试\",\"version\":\(view["version"]?.integer ?? 0)}")
            #expect(answer.status == 200, "\(chain.copNo): \(answer.text)")
            told.append(agrees ? "cancelled" : "cancel refused")
            let list = try await declaration(copNo: chain.copNo)
            #expect(list.status == (agrees ? 10 : 300), "\(chain.copNo)")
            if agrees { return true }
        }
        let list = try await declaration(copNo: chain.copNo)
        let released = try await officer.decide(
            list["preNo"]?.string ?? "", "{\"action\":\"release\",\"version\":\(list["version"]?.integer ?? 0)}")
        #expect(released.status == 200, "\(chain.copNo): \(released.text)")
        try await settle()
        return false
    }
}
