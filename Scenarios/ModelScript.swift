/// A message of a model script: what is sent by whom, and what about it is unusual.
struct ModelLetter: Sendable, Hashable {
    /// Who sends it.
    enum Hand: String, Sendable {
        /// Whoever such a document comes from.
        case own
        /// Somebody else who is named in it and may send it, where there is one.
        case other
        /// Somebody who is not named in it.
        case stranger
        /// Somebody who posts a message that names another transmitter.
        case thief
    }

    /// How it differs from the document of its chain.
    enum Change: String, Sendable, CaseIterable {
        case none
        /// An amount, or the mass, is another one.
        case figure
        /// The sums of an order do not hold.
        case sum
        /// Another buyer or payer.
        case person
        /// Another address.
        case address
        /// The order number of another chain: the own number of an order.
        case order
        /// The number of another chain's payment or waybill; of a list, the waybill it names.
        case paper
        /// The list goes under the number of another chain's list.
        case number
        /// The list names another carrier.
        case carrier
    }

    /// Where it stands in its script; later messages may repeat it.
    let id: Int
    let chain: Int
    /// Place in the chain: order, payment, waybill, list.
    let place: Int
    let appType: Int
    let staged: Bool
    /// Minutes of `appTime` after the beginning.
    let minute: Int
    let hand: Hand
    let change: Change

    init(
        id: Int, chain: Int = 0, place: Int, appType: Int = 1, staged: Bool = false, minute: Int = 0,
        hand: Hand = .own, change: Change = .none
    ) {
        self.id = id
        self.chain = chain
        self.place = place
        self.appType = appType
        self.staged = staged
        self.minute = minute
        self.hand = hand
        self.change = change
    }
}

/// One step of a model script.
enum ModelStep: Sendable, Hashable, CustomStringConvertible {
    case send(ModelLetter)
    /// The bytes of an earlier message once more.
    case again(Int)
    /// The guid of an earlier message with other bytes.
    case contradict(Int)
    /// The desk works until nothing is left.
    case pump
    /// The server ends, another begins on the same store.
    case restart
    /// An officer decides about the list of a chain.
    case decide(chain: Int, action: String, version: Int64, elsewhere: Bool, reason: Bool)
    /// The declarant applies to cancel the list of a chain.
    case cancel(id: Int, chain: Int, outcome: ModelOutcome)

    var description: String {
        switch self {
        case .send(let letter):
            let type = ["order", "payment", "waybill", "list"][letter.place]
            var words = ["#\(letter.id)", "\(type) of chain \(letter.chain)"]
            words.append("appType \(letter.appType)")
            if letter.staged { words.append("staged") }
            words.append("09:\(letter.minute < 10 ? "0" : "")\(letter.minute)")
            if letter.hand != .own { words.append("by \(letter.hand.rawValue)") }
            if letter.change != .none { words.append("with another \(letter.change.rawValue)") }
            return words.joined(separator: ", ")
        case .again(let id): return "#\(id) again"
        case .contradict(let id): return "#\(id) again with other bytes"
        case .pump: return "desk"
        case .restart: return "restart"
        case .cancel(let id, let chain, let outcome):
            return "cancel #\(id) list of chain \(chain), officer: \(outcome.rawValue)"
        case .decide(let chain, let action, let version, let elsewhere, let reason):
            var words = ["officer: \(action) list of chain \(chain)"]
            if version != 0 { words.append("version \(version)") }
            if elsewhere { words.append("of another district") }
            if !reason { words.append("without reason") }
            return words.joined(separator: ", ")
        }
    }
}

/// What is bought in a chain of a script.
enum ModelGoods: String, Sendable { case large, watched, dear, summarised, simplified }

/// A random script over few documents, so that they collide often. One seed, one script.
struct ModelScript: Sendable {
    let seed: UInt64
    /// What each chain is about: imports first.
    let goods: [ModelGoods]
    /// Whether the guarantee is a little less than all imports need.
    let isTight: Bool
    var steps: [ModelStep]

    init(seed: UInt64) {
        var dice = ModelDice(state: seed)
        self.seed = seed
        isTight = dice.below(4) == 0
        if dice.below(4) == 0 {
            // Three of them are more than a buyer has for a year.
            goods = [.dear, .dear, .dear, .summarised]
        } else {
            goods = [
                [.large, .watched, .dear][dice.below(3)], [.large, .watched][dice.below(2)],
                [.summarised, .simplified][dice.below(2)],
            ]
        }
        steps = []
        // Some scripts are mostly in order, so that much gets as far as a decision.
        let mischief = [5, 15, 40][dice.below(3)]
        // Where the documents of the chains stand among everything else.
        var places = goods.indices.flatMap { chain in (0..<4).map { (chain, $0) } }
        let noise = 10 + dice.below(25)
        let count = places.count + noise
        for id in 0..<count {
            if dice.below(count - id) < places.count {
                let (chain, place) = places.remove(at: dice.below(places.count))
                steps.append(.send(ModelLetter(id: id, chain: chain, place: place, minute: id)))
            } else {
                steps.append(step(id, mischief, &dice))
            }
        }
        steps.append(.pump)
        // What has come so far is in an officer's hands.
        for _ in 0..<2 + dice.below(3) {
            let chain = dice.below(goods.count)
            steps.append(
                .decide(chain: chain, action: "inspect", version: 0, elsewhere: false, reason: true))
            for _ in 0..<2 { steps.append(decision(chain, &dice)) }
        }
        // Drawn apart: what a seed gave before there were cancellations stays as it was.
        var later = ModelDice(state: seed ^ 0xCA_CE11)
        for id in 1...2 + later.below(3) {
            let outcome = ModelOutcome.allCases[later.below(3)]
            steps.insert(
                .cancel(id: id, chain: later.below(goods.count), outcome: outcome),
                at: steps.count - later.below(min(steps.count, 14)))
        }
        for id in count..<count + dice.below(8) { steps.append(step(id, mischief, &dice)) }
        steps.append(.pump)
    }

    /// A script written down by hand.
    init(_ goods: [ModelGoods], isTight: Bool = false, _ steps: [ModelStep]) {
        seed = 0
        self.goods = goods
        self.isTight = isTight
        self.steps = steps
    }

    private func step(_ id: Int, _ mischief: Int, _ dice: inout ModelDice) -> ModelStep {
        switch dice.below(100) {
        case 0..<45: return .send(letter(id, mischief, &dice))
        case 45..<50: return .again(dice.below(max(1, id)))
        case 50..<53: return .contradict(dice.below(max(1, id)))
        case 53..<73: return .pump
        case 73..<75: return .restart
        default: return decision(dice.below(goods.count), &dice)
        }
    }

    private func decision(_ chain: Int, _ dice: inout ModelDice) -> ModelStep {
        let actions = ["inspect", "release", "reject", "inspect", "detain", "suspend", "send-back"]
        return .decide(
            chain: chain, action: actions[dice.below(actions.count)],
            version: dice.below(12) == 0 ? -1 : 0, elsewhere: dice.below(12) == 0,
            reason: dice.below(12) != 0)
    }

    private func letter(_ id: Int, _ mischief: Int, _ dice: inout ModelDice) -> ModelLetter {
        let place = [0, 1, 2, 3, 3][dice.below(5)]
        let odd = dice.below(100) < mischief
        let appTypes = odd ? [1, 2, 3, 3] : [1, 1, 1, 2]
        let changes: [ModelLetter.Change] =
            place == 3
            ? [.figure, .person, .address, .order, .paper, .number, .carrier]
            : [.figure, .sum, .person, .address, .order, .paper]
        let change = dice.below(100) < mischief ? changes[dice.below(changes.count)] : .none
        let hands: [ModelLetter.Hand] = [.other, .other, .stranger, .thief]
        return ModelLetter(
            id: id, chain: dice.below(goods.count), place: place,
            appType: appTypes[dice.below(appTypes.count)],
            staged: dice.below(100) < mischief,
            // Mostly later than what came before, sometimes as early as any.
            minute: dice.below(100) < mischief ? dice.below(60) : min(59, id),
            hand: dice.below(200) < mischief ? hands[dice.below(hands.count)] : .own,
            change: change)
    }
}

/// Random numbers that are the same on every machine (SplitMix64).
struct ModelDice: Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

extension ModelScript {
    /// The script of fewest steps that still fails, found by leaving steps out.
    func shrunk(
        tries: Int = 200, _ fails: (ModelScript) async throws -> Bool
    ) async throws -> ModelScript {
        var best = self
        var left = tries
        var size = max(1, steps.count / 2)
        while true {
            var start = 0
            var found = false
            while start < best.steps.count, left > 0 {
                var shorter = best
                let end = min(start + size, best.steps.count)
                shorter.steps.removeSubrange(start..<end)
                left -= 1
                if !shorter.steps.isEmpty, try await fails(shorter) {
                    best = shorter
                    found = true
                } else {
                    start = end
                }
            }
            if left == 0 || (size == 1 && !found) { return best }
            if !found || size > 1 { size = max(1, size / 2) }
        }
    }
}
