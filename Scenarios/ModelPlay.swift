import Balances
import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Web
import Wire

/// A real window and what plays scripts on it. Every script has numbers and a buyer of its own, so
/// that many can be played on one store.
struct ModelPlay: Sendable {
    var world: World
    var officer: Visitor
    var stranger: Visitor
    let catalogue: MessageCatalogue
    let otherCarrier: SampleEnterprise
    let otherKey: String
    /// Value and tax in fen of what a chain is about, by its place and goods.
    private var figures: [String: (value: Int64, tax: Int64)] = [:]
    private var runs = 0
    /// Statuses of all receipts that were given in scripts.
    private(set) var told: [Int64] = []

    static func with(
        _ engine: TestStore.Engine, _ body: @Sendable (inout ModelPlay) async throws -> Void
    ) async throws {
        try await World.run(engine) { world in
            var play = try await ModelPlay(world)
            try await body(&play)
        }
    }

    private init(_ world: World) async throws {
        self.world = world
        catalogue = try MessageCatalogue.load(from: try Share.find())
        otherCarrier = SampleEnterprise(
            name: "测试另一快递有限公司", nameEn: "Test Other Express", number: 77)
        otherKey = try await world.join(otherCarrier, as: .logistics)
        officer = try await world.officer()
        _ = try await world.window.parties.addUser(
            NewUser(
                login: "elsewhere", name: "测试关员乙", password: "correct horse battery staple",
                kind: .officer(districts: ["2202"])), by: "scenario")
        stranger = try await world.officer("elsewhere")
    }

    /// Plays a script; gives everything on which the window and the naive one disagree, step by
    /// step, and nothing when they agree.
    mutating func play(_ script: ModelScript) async throws -> [String] {
        var table = try await laid(script)
        for (index, step) in script.steps.enumerated() {
            let wrong = try await table.perform(step)
            world = table.world
            officer = table.officer
            stranger = table.elsewhere
            if !wrong.isEmpty { return wrong.map { "step \(index + 1), \(step): \($0)" } }
        }
        told += table.naive.receipts.values.joined().map(\.status)
        return try await table.finish()
    }

    /// Plays a script with everything at once.
    mutating func rush(_ script: ModelScript) async throws -> [String] {
        try await laid(script).rush(script)
    }

    /// A table with numbers and a buyer of its own.
    private mutating func laid(_ script: ModelScript) async throws -> ModelTable {
        runs += 1
        let samples = SampleChains(
            catalogue: catalogue, cast: world.cast, prefix: "M" + digits(runs, 8), at: World.start)
        var chains: [SampleChain] = []
        var figures: [(value: Int64, tax: Int64)] = []
        for (place, goods) in script.goods.enumerated() {
            chains.append(chain(samples, place, goods, buyer: 1000 + 2 * runs))
            figures.append(try await figure(place, goods))
        }
        var table = ModelTable(
            world: world, officer: officer, elsewhere: stranger, chains: chains, figures: figures,
            others: chain(samples, 0, .large, buyer: 1001 + 2 * runs), run: runs,
            otherCarrier: otherCarrier, otherKey: otherKey,
            naive: NaiveWindow(codes: codes, guarantee: 0))
        let tax = figures.reduce(0) { $0 + $1.tax }
        try await table.begin(guarantee: script.isTight ? tax - 1 : tax + 5_000_000)
        return table
    }

    private func chain(
        _ samples: SampleChains, _ place: Int, _ goods: ModelGoods, buyer: Int
    ) -> SampleChain {
        switch goods {
        case .large: samples.chain(place + 1, .direct, basket: .large, buyer: buyer)
        case .watched: samples.chain(place + 1, .direct, basket: .watched, buyer: buyer)
        case .dear: samples.chain(place + 1, .direct, basket: .dear, buyer: buyer)
        case .summarised: samples.chain(place + 1, .summarised)
        case .simplified: samples.chain(place + 1, .simplified)
        }
    }

    /// What the window makes of goods when nothing is wrong: declared once by a buyer of its own.
    private mutating func figure(_ place: Int, _ goods: ModelGoods) async throws
        -> (value: Int64, tax: Int64)
    {
        let name = "\(goods.rawValue) \(place)"
        if let known = figures[name] { return known }
        guard goods != .summarised, goods != .simplified else { return (0, 0) }
        let samples = SampleChains(
            catalogue: catalogue, cast: world.cast, prefix: "F" + goods.rawValue.uppercased().prefix(4),
            at: World.start)
        var chain = chain(samples, place, goods, buyer: 900 + place)
        for index in chain.documents.indices {
            chain.documents[index].draft.head["guid"] =
                "FIGURE" + digits(figures.count, 15) + digits(index, 15)
        }
        try await world.guarantee(Fixed(10_000))
        try await world.send(try samples.messages(of: chain))
        try await world.settle()
        let found = try await world.declaration(copNo: chain.copNo)
        guard let value = found["valueYuan"]?.string, let tax = found["taxYuan"]?.string,
            [300, 500, 800].contains(found.status ?? 0)
        else { throw ModelFault(description: "\(name) was not accepted: \(found.encoded)") }
        let figure = (try Fixed(value).raw / 1000, try Fixed(tax).raw / 1000)
        figures[name] = figure
        return figure
    }

    /// Credit codes by every code of an enterprise.
    private var codes: [String: String] {
        var codes: [String: String] = [:]
        for member in world.cast.members + [otherCarrier] {
            codes[member.creditCode] = member.creditCode
            codes[member.customsCode] = member.creditCode
        }
        return codes
    }
}

/// A mistake of the model itself.
struct ModelFault: Error, CustomStringConvertible {
    let description: String
}

/// Decimal of so many digits.
func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

extension World {
    /// Leaves a platform so much guarantee.
    func guarantee(_ amount: Fixed) async throws {
        guard let account = AccountID("guarantee"),
            let platform = window.parties.register.find(code: cast.platform.creditCode)?.id
        else { return }
        let now = time.clock.now()
        try await store.write { session in
            let ledger = Ledger()
            let left = try ledger.account(account, of: platform, in: session).available ?? .zero
            let more = try amount.subtracting(left)
            guard !more.isZero else { return }
            let size = more.isNegative ? more.negated : more
            let id = try session.next("scenario.deposit")
            try ledger.transfer(
                TransferOrder(
                    id: "scenario/\(id)", tenant: platform,
                    debit: more.isNegative ? account : account.contra,
                    credit: more.isNegative ? account.contra : account, amount: size, at: now,
                    reference: "TEST"), in: session)
        }
    }
}
