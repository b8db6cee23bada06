import Kernel
import Tariff

/// Answers what a good is called: ranks codes, then says why, what differs and what would decide.
struct Classifier: Sendable {
    let ranker: Ranker
    let data: ClassificationData
    let codes: GoodsCodes

    /// Longest description that is looked at, in characters.
    static let longest = Words.mostScalars

    /// Reads the tables and builds the index: some tenths of a second.
    init(_ data: ClassificationData, codes: GoodsCodes, on day: Day, model: TrainedModel?) {
        self.codes = codes
        let wording = Wording(codes, on: day)
        var data = data
        data.everyday = data.everyday(with: codes.loadedWords(on: day))
        self.data = data
        ranker = Ranker(
            wording: wording, shipped: Classifier.shipped(data, wording), model: model,
            calibration: data.calibration)
    }

    /// The index of what ships with the product; `besides` leaves open sets out, for measuring.
    static func shipped(
        _ data: ClassificationData, _ wording: Wording, besides hidden: Set<String> = []
    ) -> SimilarTexts {
        var builder = SimilarTexts.Builder()
        wording.fill(&builder)
        for text in data.everyday { builder.add(text) }
        for text in data.open where !hidden.contains(text.source) { builder.add(text) }
        return builder.build()
    }

    /// - Parameters:
    ///   - confirmed: what was confirmed here and counts for whoever asks.
    ///   - top: how many candidates at most.
    func classify(
        _ text: String, on day: Day, top: Int, confirmed: [SimilarTexts] = []
    ) -> Classification {
        var ranker = ranker
        ranker.confirmed = confirmed
        let question = Question(text)
        let ranking = ranker.rank(question, limit: max(top, 5))
        let limits = data.limits(on: day)
        let chances = chances(ranking, question, confirmed: limits.confirmed)
        let isVague = data.vague.isAll(of: text)
        let known = Int((ranking.known * 1000).rounded())
        let verdict = Verdict.of(
            chances: chances, known: question.words.isShort ? known : nil, isVague: isVague,
            limits: limits)
        let candidates = zip(ranking.codes, chances).prefix(top).map { ranked, chance in
            candidate(ranked, chance, question, ranker, on: day)
        }
        let telling = candidates.enumerated()
            .filter { $0.offset < 2 || $0.element.confidence >= 50 }.map(\.element).prefix(5)
        let questions = WhatDecides.questions(
            telling.map { branch($0, on: day) }, elements: data.elements)
        let basis = basis(confirmed)
        return Classification(
            text: text, day: day, verdict: verdict, candidates: candidates,
            differences: Classifier.differences(Array(telling)), questions: questions,
            basis: basis,
            explanation: explain(
                verdict, candidates, ranking, isVague: isVague, basis: basis, on: day))
    }

    /// Shares read as chances, in thousandths: never rising, never more than all together.
    ///
    /// A word or two that stand in a long text say less than the text: what its other words add is
    /// missing. Where the chances were measured on whole texts, a short question gets a part.
    private func chances(
        _ ranking: Ranking, _ question: Question, confirmed: Int
    ) -> [Int] {
        var part: Float = 1
        if ranker.model == nil, question.words.isShort, let first = ranking.codes.first {
            let shared = first.nearest.map { question.words.part(of: Words($0.text.text)) }.max()
            part = 0.3 + 0.7 * (shared ?? 0)
        }
        var left = 1000
        var last = 1000
        return ranking.codes.enumerated().map { place, code in
            var chance = Int((ranking.calibration.chance(code.share) * part * 1000).rounded())
            if place == 0, ranking.isConfirmed { chance = max(chance, confirmed) }
            let value = max(0, min(chance, min(last, left)))
            last = value
            left -= value
            return value
        }
    }

    private func candidate(
        _ ranked: RankedCode, _ chance: Int, _ question: Question, _ ranker: Ranker, on day: Day
    ) -> Candidate {
        var code = ranked.code
        let below = ranker.wording.codes(under: code)
        // A subheading with a single line is that line.
        if code.digits < 10, below.count == 1, let only = below.first { code = only }
        // The tariff's words may end at six digits; these very words had a code of ten.
        if code.digits < 10, let known = ranked.known, below.contains(known) { code = known }
        let path = ranker.wording.path(of: code)
        let isInForce = !codes.lines(under: code.text, on: day).isEmpty
        let name = path.last?.name ?? Localized(zh: "（本税则无此编号）", en: "(not in this tariff)")
        return Candidate(
            code: code.text, confidence: chance, name: name,
            path: path.map { Candidate.Step(code: $0.code.text, name: $0.name) },
            isInForce: isInForce, successors: isInForce ? [] : successors(of: code, ranker),
            lines: code.digits == 10
                ? []
                : below.prefix(60).map { line in
                    Candidate.Step(
                        code: line.text, name: ranker.wording.name(of: line) ?? name)
                },
            words: Reasons.words(of: question, for: ranked, ranker),
            similar: ranked.nearest.map { near in
                Candidate.Similar(
                    text: near.text.text, code: near.text.code.text, origin: near.text.origin,
                    source: near.text.source, likeness: Int((near.likeness * 1000).rounded()))
            })
    }

    /// What the tariff says took the place of a code; else the lines that still share its digits.
    private func successors(of code: CodePrefix, _ ranker: Ranker) -> [String] {
        if let former = codes.nomenclature.former(code.text), !former.successors.isEmpty {
            return former.successors
        }
        for digits in [8, 6, 4] where digits < code.digits {
            let near = ranker.wording.codes(under: code.cut(to: digits))
            if !near.isEmpty { return near.prefix(10).map(\.text) }
        }
        return []
    }

    private func branch(_ candidate: Candidate, on day: Day) -> WhatDecides.Branch {
        let line =
            codes.line(hs10: candidate.code, on: day)
            ?? codes.lines(under: candidate.code, on: day).first
        return WhatDecides.Branch(
            path: candidate.path.compactMap { step in
                CodePrefix(step.code).map { ($0, step.name) }
            }, elements: line.map { codes.nomenclature.elements(of: $0) } ?? [])
    }

    /// For each candidate after the first, the first level at which it is another thing.
    private static func differences(_ candidates: [Candidate]) -> [Difference] {
        guard let first = candidates.first else { return [] }
        return candidates.dropFirst().compactMap { other in
            for (one, two) in zip(first.path, other.path) where one.code != two.code {
                return Difference(one: one, other: two)
            }
            return nil
        }
    }

    /// What the answers come from, for people.
    func basis(_ confirmed: [SimilarTexts]) -> Localized {
        let count = confirmed.reduce(0) { $0 + $1.texts.count }
        let model = ranker.model
        return Localized(
            zh: "税则条文、本系统常用词表与开放数据"
                + (model.map { "；训练数据：\($0.about)" } ?? "")
                + (count > 0 ? "；已确认归类 \(count) 条" : ""),
            en: "Wording of the tariff, everyday words of this system, open data sets"
                + (model.map { "; trained on \($0.about)" } ?? "")
                + (count > 0 ? "; \(count) confirmed here" : ""))
    }
}
