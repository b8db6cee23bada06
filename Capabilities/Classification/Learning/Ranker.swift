/// Ranks codes for a text: by texts it resembles and, with a trained model, by its words.
///
/// Constants were chosen by cross-validation, see docs/benchmarks.md.
struct Ranker: Sendable {
    let wording: Wording
    /// The tariff's wording, everyday words, open sets.
    let shipped: SimilarTexts
    let model: TrainedModel?
    /// The rows the model was trained on.
    let trained: SimilarTexts?
    /// What was confirmed here since.
    var confirmed: [SimilarTexts] = []
    /// How shares read as chances where no model is used.
    let shippedCalibration: (zh: Calibration, en: Calibration)

    init(
        wording: Wording, shipped: SimilarTexts, model: TrainedModel? = nil,
        calibration: (zh: Calibration, en: Calibration)
    ) {
        self.wording = wording
        self.shipped = shipped
        self.model = model
        shippedCalibration = calibration
        trained = model.map { model in
            var builder = SimilarTexts.Builder()
            for text in model.texts { builder.add(text) }
            return builder.build()
        }
    }

    /// How steeply a better likeness is preferred.
    static let steepness: Float = 20
    /// What a text about a heading counts for each code below it.
    static let fromAbove: Float = 0.8
    /// What a second text with the same code adds.
    static let second: Float = 0.3
    /// By how much a text that is the question itself goes before one that merely has its words:
    /// at this steepness, nearly three times its share.
    static let lead: Float = 0.05
    /// A confirmed text that is this near decides.
    static let same: Float = 0.9
    /// One that is nearer may have the same words: long texts count less for each of theirs.
    static let perhapsSame: Float = 0.6

    private var indexes: [SimilarTexts] { [shipped] + (trained.map { [$0] } ?? []) + confirmed }

    /// The codes for a text, at most `limit`; `mix` overrides what the model learnt of its parts.
    func rank(_ question: Question, limit: Int = 40, mix: Float? = nil) -> Ranking {
        let features = question.words.features
        let chances = model?.chances(features) ?? []
        let digits = level(question, chances)
        let (terms, total) = weigh(features)
        var found = Found()
        for index in indexes {
            for hit in index.hits(terms, least: 0.3) {
                let text = index.texts[hit.place]
                found.add(text, hit.score / total, digits)
                if text.origin >= .synonym, hit.score / total >= Ranker.perhapsSame,
                    question.isSame(as: text.text)
                {
                    found.meet(text, digits)
                }
            }
        }
        let tuning = model?.tuning.first { $0.isChinese == (digits == 10) }
        var share = similarity(found, digits)
        var weight = chances.isEmpty ? 1 : mix ?? tuning?.mix ?? 1
        // What was confirmed for these very words goes before anything learnt.
        if found.confirmed >= Ranker.same { weight = 1 }
        for code in share.keys { share[code]? *= weight }
        if weight < 1, let model {
            for (place, chance) in chances.enumerated() where chance > 1e-5 {
                share[model.codes[place].cut(to: digits), default: 0] += (1 - weight) * chance
            }
        }
        let best = share.sorted {
            $0.value != $1.value ? $0.value > $1.value : Ranker.comesFirst($0.key, $1.key)
        }
        let calibration =
            chances.isEmpty || tuning == nil
            ? (digits == 10 ? shippedCalibration.zh : shippedCalibration.en)
            : tuning?.calibration ?? Calibration(steps: [])
        return Ranking(
            digits: digits,
            codes: best.prefix(limit).map { code, share in
                RankedCode(
                    code: code, share: share, nearest: found.nearest(code),
                    known: found.settled(code))
            }, known: found.best, calibration: calibration,
            isConfirmed: found.confirmed >= Ranker.same)
    }

    /// Chinese texts are about ten digits, others about six, for that is what the tariff says in
    /// these languages; unless the examples know more of such texts.
    private func level(_ question: Question, _ chances: [Float]) -> Int {
        if question.words.isChinese { return 10 }
        guard let model, !chances.isEmpty else { return 6 }
        var ten: Float = 0
        for (place, chance) in chances.enumerated() where model.codes[place].digits == 10 {
            ten += chance
        }
        return ten > 0.5 ? 10 : 6
    }

    /// Each word with its rarity in everything that is known, and the sum. A word nobody knows
    /// counts in the sum: it is a part of the question that nothing answers.
    private func weigh(_ features: [Words.Feature]) -> (terms: [SimilarTexts.Term], total: Float) {
        let indexes = indexes
        let all = Float(indexes.reduce(0) { $0 + $1.texts.count })
        var terms: [SimilarTexts.Term] = []
        var total: Float = 0
        for feature in features where feature.kind != .number {
            let count = indexes.reduce(0) { $0 + $1.count(of: feature.hash) }
            if count == 0, feature.kind == .pair || feature.kind == .triple { continue }
            var weight = Numbers.log(1 + all / (Float(count) + 0.5))
            if feature.kind == .pair { weight *= 0.5 }
            total += weight
            if count > 0 { terms.append(SimilarTexts.Term(hash: feature.hash, weight: weight)) }
        }
        return (terms, max(1, total))
    }

    /// Likenesses to shares that add up to one.
    private func similarity(_ found: Found, _ digits: Int) -> [CodePrefix: Float] {
        var score = found.codes.filter { $0.key.digits == digits }.mapValues(\.score)
        // A text about a heading speaks for everything below it, as far as that exists today.
        let above = found.codes.filter { $0.key.digits < digits }
            .sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }.prefix(12)
        var lifted: [CodePrefix: Float] = [:]
        for (prefix, spot) in above {
            for code in wording.codes(under: prefix, digits: digits) {
                lifted[code] = max(lifted[code] ?? 0, spot.score)
            }
        }
        for (code, value) in lifted { score[code, default: 0] += Ranker.fromAbove * value }
        // What was confirmed for these very words goes before what is told of them in general.
        if found.confirmed < Ranker.same { lead(&score, found.same, digits) }
        let largest = score.values.max() ?? 0
        var sum: Float = 0
        for (code, value) in score.sorted(by: { $0.key < $1.key }) {
            let share = Numbers.exp(Ranker.steepness * (value - largest))
            score[code] = share
            sum += share
        }
        return score.mapValues { $0 / sum }
    }

    /// Puts the codes of texts that are the question itself before all others. A text of one word
    /// about a heading is spread over everything below it, and would else be beaten by whatever
    /// line has the word in its name (汽车 by parts of cars). Among themselves they stay as they
    /// are: which of them it is, the word does not say.
    private func lead(
        _ score: inout [CodePrefix: Float], _ same: Set<CodePrefix>, _ digits: Int
    ) {
        guard !same.isEmpty else { return }
        var own: Float = 0
        var leaves: Set<CodePrefix> = []
        for prefix in same {
            let below = prefix.digits < digits
                ? Array(wording.codes(under: prefix, digits: digits)) : [prefix.cut(to: digits)]
            for code in below where leaves.insert(code).inserted {
                own = max(own, score[code] ?? 0)
            }
        }
        let others = score.lazy.filter { !leaves.contains($0.key) }.map(\.value).max() ?? 0
        let lack = others + Ranker.lead - own
        guard lack > 0 else { return }
        for code in leaves { score[code, default: 0] += lack }
    }

    /// Of two equal codes the residual one (其他), which ends in nines and noughts, goes first: what
    /// nothing speaks for in particular is what it is for.
    private static func comesFirst(_ one: CodePrefix, _ other: CodePrefix) -> Bool {
        let (left, right) = (isResidual(one), isResidual(other))
        return left != right ? left : one < other
    }

    private static func isResidual(_ code: CodePrefix) -> Bool {
        let digits = Array(code.text.utf8)
        return digits[digits.count - 2] == 0x39 || digits[digits.count - 1] == 0x39
    }
}

/// What the search of the indexes has found, by code.
private struct Found {
    struct Spot {
        var best: Float = 0
        var second: Float = 0
        var nearest: [NearText] = []
        var score: Float { best + Ranker.second * second }
        /// Longer codes of the same words, and how they are known.
        var longer: [CodePrefix: KnownText.Origin] = [:]
    }

    var codes: [CodePrefix: Spot] = [:]
    var best: Float = 0
    var confirmed: Float = 0
    /// Codes, of any length, of texts that say the same as the question.
    var same: Set<CodePrefix> = []

    mutating func add(_ text: KnownText, _ likeness: Float, _ digits: Int) {
        var value = likeness
        if text.origin == .confirmed {
            confirmed = max(confirmed, likeness)
            if likeness >= Ranker.same { value += 0.5 }
        }
        best = max(best, likeness)
        var spot = codes[text.code.cut(to: digits)] ?? Spot()
        if value > spot.best {
            spot.second = spot.best
            spot.best = value
        } else {
            spot.second = max(spot.second, value)
        }
        let place = spot.nearest.firstIndex { $0.likeness < likeness } ?? spot.nearest.count
        if place < 3 {
            spot.nearest.insert(NearText(text: text, likeness: min(1, likeness)), at: place)
            if spot.nearest.count > 3 { spot.nearest.removeLast() }
        }
        codes[text.code.cut(to: digits)] = spot
    }

    /// Keeps the code of a text that says the same as the question; of what was trained or
    /// confirmed, the longer one, too.
    mutating func meet(_ text: KnownText, _ digits: Int) {
        same.insert(text.code)
        guard text.origin >= .trained, text.code.digits > digits else { return }
        let code = text.code.cut(to: digits)
        let other = codes[code]?.longer[text.code]
        codes[code]?.longer[text.code] = max(other ?? text.origin, text.origin)
    }

    /// The only longer code of the strongest origin: what was confirmed goes before what was
    /// trained, and two of equal strength leave it open.
    func settled(_ code: CodePrefix) -> CodePrefix? {
        let longer = codes[code]?.longer ?? [:]
        let strongest = longer.values.max()
        let best = longer.filter { $0.value == strongest }
        return best.count == 1 ? best.first?.key : nil
    }

    func nearest(_ code: CodePrefix) -> [NearText] {
        var near = codes[code]?.nearest ?? []
        for digits in [6, 4, 2] where digits < code.digits && near.count < 3 {
            near += codes[code.cut(to: digits)]?.nearest ?? []
        }
        return Array(near.prefix(3))
    }
}
