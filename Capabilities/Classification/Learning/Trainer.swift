/// Makes a model of labelled rows, without network and without chance.
struct Trainer: Sendable {
    /// A row of the training file.
    struct Row: Sendable, Hashable {
        var text: String
        /// What else is said of the goods, as far as it says what they are.
        var attributes: String
        /// Six or ten digits.
        var code: CodePrefix
        var source: String
        /// Rows of one group are variants of one text and stay together.
        var group: String
        var isFirstOfGroup: Bool

        var whole: String { attributes.isEmpty ? text : text + " | " + attributes }
    }

    let wording: Wording
    let shipped: SimilarTexts
    var options = LogLinear.Options()

    /// Parts of ten of the groups that are held back to weigh the parts and to calibrate.
    static let heldBack: UInt64 = 1

    /// Learns from the rows. Refuses nothing: rows were checked when they were read.
    func train(_ rows: [Row]) -> TrainedModel {
        let held = rows.filter { Trainer.part($0.group) < Trainer.heldBack }
        let kept = rows.filter { Trainer.part($0.group) >= Trainer.heldBack }
        var tuning: [TrainedModel.Tuning] = []
        if !held.isEmpty, !kept.isEmpty {
            let trial = Ranker(
                wording: wording, shipped: shipped, model: learn(kept, tuning: []),
                calibration: (Calibration(steps: []), Calibration(steps: [])))
            tuning = [true, false].map { tune(trial, held, isChinese: $0) }
        }
        return learn(rows, tuning: tuning)
    }

    /// Which of ten parts a group falls into, the same on every machine.
    static func part(_ group: String, of parts: UInt64 = 10) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in group.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 29
        hash = hash &* 0xBF58_476D_1CE4_E5B9
        return (hash >> 33) % parts
    }

    private func learn(_ rows: [Row], tuning: [TrainedModel.Tuning]) -> TrainedModel {
        let features = rows.map { Words($0.whole).features }
        let vocabulary = Vocabulary(of: features)
        let codes = Set(rows.map(\.code)).sorted()
        var places: [CodePrefix: Int32] = [:]
        for (place, code) in codes.enumerated() { places[code] = Int32(place) }
        var examples: [LogLinear.Example] = []
        for (row, features) in zip(rows, features) {
            let shares = vocabulary.shares(of: features)
            guard let place = places[row.code], !shares.isEmpty else { continue }
            examples.append(LogLinear.Example(shares: shares, code: place))
        }
        let linear = LogLinear.train(
            examples, features: vocabulary.hashes.count, codes: codes.count, options: options)
        return TrainedModel(
            vocabulary: vocabulary, codes: codes, linear: linear,
            texts: rows.map {
                KnownText(text: $0.whole, code: $0.code, origin: .trained, source: $0.source)
            }, tuning: tuning, about: Trainer.about(rows))
    }

    /// Tries how much similar texts should count, and what the shares are worth then.
    private func tune(_ ranker: Ranker, _ held: [Row], isChinese: Bool) -> TrainedModel.Tuning {
        let rows = held.filter { $0.isFirstOfGroup && Words($0.text).isChinese == isChinese }
        let questions = rows.map { Question($0.text) }
        var best: (value: Int, mix: Float, found: [(share: Float, isRight: Bool)]) = (-1, 0.5, [])
        for mix: Float in [0.1, 0.2, 0.35, 0.5, 0.7, 1] {
            var value = 0
            var found: [(share: Float, isRight: Bool)] = []
            for (row, question) in zip(rows, questions) {
                let ranking = ranker.rank(question, limit: 5, mix: mix)
                let place = ranking.codes.firstIndex {
                    $0.code.holds(row.code.cut(to: $0.code.digits))
                }
                // The first place counts as much as being there at all.
                if let place { value += place == 0 ? 2 : 1 }
                if let first = ranking.codes.first { found.append((first.share, place == 0)) }
            }
            if value > best.value { best = (value, mix, found) }
        }
        return TrainedModel.Tuning(
            mix: best.mix, calibration: Calibration.fit(best.found), isChinese: isChinese)
    }

    private static func about(_ rows: [Row]) -> String {
        var counts: [String: Int] = [:]
        for row in rows { counts[row.source, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }
            .map { $0.key.isEmpty ? "\($0.value)" : "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }
}
