import Kernel
import Wire

/// Measures how often the right code comes first, or among the first five.
struct ClassificationBench: Sendable {
    let rows: [Trainer.Row]
    let folds: UInt64
    let wording: Wording
    let data: ClassificationData

    /// Every open set stays out: its rows may be those that are tested.
    private var shipped: SimilarTexts {
        Classifier.shipped(data, wording, besides: Set(data.open.map(\.source)))
    }

    func untrained() -> Figures {
        var figures = Figures(trainedOn: "")
        let ranker = ranker(shipped, nil)
        for row in rows { figures.add(row, ranker) }
        return figures
    }

    func trained() -> Figures {
        var figures = Figures(trainedOn: "")
        let shipped = shipped
        for fold in 0..<folds {
            let kept = rows.filter { Trainer.part("fold " + $0.group, of: folds) != fold }
            let model = Trainer(wording: wording, shipped: shipped).train(kept)
            let ranker = ranker(shipped, model)
            if fold == 0 { figures.trainedOn = model.about }
            for row in rows where Trainer.part("fold " + row.group, of: folds) == fold {
                figures.add(row, ranker)
            }
        }
        return figures
    }

    private func ranker(_ shipped: SimilarTexts, _ model: TrainedModel?) -> Ranker {
        Ranker(
            wording: wording, shipped: shipped, model: model,
            calibration: (Calibration(steps: []), Calibration(steps: [])))
    }

    /// One set of rows.
    struct Score: Sendable {
        var rows = 0
        /// Rows whose code has ten digits.
        var ten = 0
        var firstTen = 0
        var fiveTen = 0
        var firstSix = 0
        var fiveSix = 0
    }

    struct Figures: Sendable {
        var trainedOn: String
        var everyRow: [String: Score] = [:]
        var firstOfGroup: [String: Score] = [:]
        var nanoseconds: [UInt64] = []
        /// Shares of first candidates and whether they were right, Chinese and other.
        var found: [Bool: [(share: Float, isRight: Bool)]] = [:]

        mutating func add(_ row: Trainer.Row, _ ranker: Ranker) {
            let clock = ContinuousClock()
            let begin = clock.now
            let question = Question(row.whole)
            let ranking = ranker.rank(question, limit: 5)
            let taken = begin.duration(to: clock.now).components
            nanoseconds.append(
                UInt64(taken.seconds) * 1_000_000_000 + UInt64(taken.attoseconds / 1_000_000_000))
            let codes = ranking.codes.map(\.code)
            everyRow[row.source, default: Score()].add(row.code, codes)
            everyRow["all", default: Score()].add(row.code, codes)
            guard row.isFirstOfGroup else { return }
            firstOfGroup[row.source, default: Score()].add(row.code, codes)
            firstOfGroup["all", default: Score()].add(row.code, codes)
            if let first = ranking.codes.first {
                let isRight = first.code.holds(row.code.cut(to: first.code.digits))
                found[ranking.digits == 10, default: []].append((first.share, isRight))
            }
        }
    }
}

extension ClassificationBench.Score {
    mutating func add(_ code: CodePrefix, _ found: [CodePrefix]) {
        let six = code.cut(to: 6)
        rows += 1
        if let first = found.first, six.holds(first) { firstSix += 1 }
        if found.contains(where: six.holds) { fiveSix += 1 }
        guard code.digits == 10 else { return }
        ten += 1
        if found.first == code { firstTen += 1 }
        if found.contains(code) { fiveTen += 1 }
    }

    var json: JSON {
        var members: [JSON.Member] = [
            .init("rows", .integer(rows)),
            .init("top1_6", share(firstSix, rows)), .init("top5_6", share(fiveSix, rows)),
        ]
        if ten > 0 {
            members += [
                .init("rows_10", .integer(ten)), .init("top1_10", share(firstTen, ten)),
                .init("top5_10", share(fiveTen, ten)),
            ]
        }
        return .object(members)
    }

    var text: String {
        func part(_ count: Int, _ all: Int) -> String { percent(all == 0 ? 0 : count * 1000 / all) }
        let six = "6: \(part(firstSix, rows)) / \(part(fiveSix, rows))"
        return "\(rows)  \(six)"
            + (ten == 0 ? "" : "  10: \(part(firstTen, ten)) / \(part(fiveTen, ten))")
    }

    private func share(_ count: Int, _ all: Int) -> JSON {
        ClassificationJSON.thousandths(all == 0 ? 0 : (count * 1000 + all / 2) / all)
    }
}

extension ClassificationBench.Figures {
    var json: JSON {
        func table(_ scores: [String: ClassificationBench.Score]) -> JSON {
            .object(scores.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) })
        }
        return .object([
            .init("trainedOn", .text(trainedOn.isEmpty ? "—" : "folds of " + trainedOn)),
            .init("rows", table(everyRow)), .init("groups", table(firstOfGroup)),
            .init("p50_microseconds", .integer(microseconds(50))),
            .init("p99_microseconds", .integer(microseconds(99))),
            .init("calibration_zh", steps(true)), .init("calibration_en", steps(false)),
        ])
    }

    var text: String {
        var lines = ["训练 trained on: \(trainedOn.isEmpty ? "—" : trainedOn)"]
        lines.append("每组一行 one row a group: n, top-1 / top-5")
        for (name, score) in firstOfGroup.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(name)  \(score.text)")
        }
        lines.append("全部行 every row: n, top-1 / top-5")
        for (name, score) in everyRow.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(name)  \(score.text)")
        }
        lines.append("p50 \(microseconds(50)) µs, p99 \(microseconds(99)) µs")
        return lines.joined(separator: "\n")
    }

    private func steps(_ isChinese: Bool) -> JSON {
        .array(
            Calibration.fit(found[isChinese] ?? []).steps.map {
                .array([
                    ClassificationJSON.thousandths(Int(($0.upTo * 1000).rounded())),
                    ClassificationJSON.thousandths(Int(($0.chance * 1000).rounded())),
                ])
            })
    }

    /// The question that takes longer than this part of a hundred.
    func microseconds(_ part: Int) -> Int {
        let sorted = nanoseconds.sorted()
        guard !sorted.isEmpty else { return 0 }
        return Int(sorted[min(sorted.count - 1, sorted.count * part / 100)] / 1000)
    }
}
