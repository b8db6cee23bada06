public import Kernel

extension TariffBook {
    /// How the cheapest rate was found: each candidate with its amounts, each rate that is none
    /// with the reason, and the articles.
    public func explanation(of best: BestRate) -> Explanation {
        let words = RateWords(book: self, day: best.day)
        let candidates = best.candidates.map { explain($0, best, words) }
        let others = best.passedOver.map { other -> Explanation in
            let title = RateWords.title(other.kind, other.agreement)
            let reason = RateWords.reason(other)
            let rate = other.rate.map { words.told($0) }
            return Explanation(
                rule: "tariff.rate-passed-over", title: title,
                outcome: Localized(
                    zh: rate.map { "\($0.zh)：\(reason.zh)。" } ?? "\(reason.zh)。",
                    en: rate.map { "\($0.en): \(reason.en)." } ?? "\(reason.en)."),
                citations: [
                    other.agreement?.citation ?? best.line.source(of: .mfn).citation
                ])
        }
        return Explanation(
            rule: "tariff.best-rate",
            title: Localized(zh: "最优税率", en: "Best lawful rate"),
            inputs: [
                input("商品编号", "Code", best.line.code.text),
                input(
                    "原产地", "Origin",
                    best.origin.iso.isEmpty ? best.origin.code : best.origin.iso),
                input("日期", "Day", best.day.text),
                input("完税价格", "Customs value", best.value.grouped),
            ] + route(best), outcome: outcome(best, words), citations: TariffBook.precedence,
            children: converted(best) + candidates + others)
    }

    /// How the value became yuan, where it was given in another currency.
    private func converted(_ best: BestRate) -> [Explanation] {
        let title = Localized(zh: "完税价格折合人民币", en: "Customs value in yuan")
        return best.given.flatMap { conversion(title, $0, on: best.day) }.map { [$0] } ?? []
    }

    /// The articles on who gets which rate and which goes first.
    static let precedence = [
        Citation(document: "关税法", article: "第十二条"),
        Citation(document: "关税法", article: "第十三条"),
        Citation(document: "关税法", article: "第十四条"),
    ]

    private func outcome(_ best: BestRate, _ words: RateWords) -> Localized {
        guard let first = best.candidates.first, first.order != nil else {
            return Localized(
                zh: "现有资料算不出税额。", en: "What is owed cannot be computed from these data.")
        }
        let title = RateWords.title(first)
        let rate = words.told(first.rate)
        guard !best.unheld.isEmpty else {
            return Localized(zh: "\(title.zh)：\(rate.zh)。", en: "\(title.en): \(rate.en).")
        }
        let held = BestRateWords.lowestHeld
        let names = best.unheld.map(\.name)
        return Localized(
            zh: "\(held.zh)：\(title.zh) \(rate.zh)。\(names.map(\.zh).joined(separator: "、"))"
                + "的税率本系统未载，可能更低。",
            en: "\(held.en): \(title.en), \(rate.en). The rates of "
                + "\(names.map(\.en).joined(separator: ", ")) are not held and may be lower.")
    }

    /// Where the goods passed through, where that was told.
    private func route(_ best: BestRate) -> [Explanation.Input] {
        guard let route = best.route else { return [] }
        return [input("途经地", "On the way", route.text)]
    }

    /// From which schedule and year a rate of an agreement is, and how the line was found.
    private func schedule(_ candidate: BestRate.Candidate, _ best: BestRate) -> [Explanation] {
        candidate.agreement.flatMap { scheduleExplanation($0, candidate.code, on: best.day) }
            .map { [$0] } ?? []
    }

    /// How the journey was looked at, where a route was given.
    private func journey(_ candidate: BestRate.Candidate) -> [Explanation] {
        guard let journey = candidate.journey else { return [] }
        return [
            Explanation(
                rule: "origin.direct-consignment",
                title: Localized(zh: "直接运输", en: "Direct consignment"),
                outcome: JourneyWords.sentence(journey), citations: [journey.citation])
        ]
    }

    private func explain(
        _ candidate: BestRate.Candidate, _ best: BestRate, _ words: RateWords
    ) -> Explanation {
        let rate = words.told(candidate.rate)
        let proof = RateWords.proof(candidate.proof)
        let outcome: Localized
        if let taxes = candidate.taxes {
            outcome = Localized(
                zh: "关税 \(taxes.duty.grouped) + 消费税 \(taxes.consumption.grouped) + 增值税 "
                    + "\(taxes.vat.grouped) = \(taxes.total.grouped) 元；\(proof.zh)。",
                en: "Duty \(taxes.duty.grouped) + consumption tax \(taxes.consumption.grouped) + "
                    + "VAT \(taxes.vat.grouped) = \(taxes.total.grouped) yuan; \(proof.en).")
        } else if let duty = candidate.duty {
            outcome = Localized(
                zh: "关税 \(duty.grouped) 元；\(candidate.trouble?.message.zh ?? "")",
                en: "Duty \(duty.grouped) yuan. \(candidate.trouble?.message.en ?? "")")
        } else {
            outcome = candidate.trouble?.message ?? RateWords.notStated
        }
        return Explanation(
            rule: "tariff.rate-\(candidate.kind.rawValue)", version: candidate.from,
            title: RateWords.title(candidate),
            inputs: [
                Explanation.Input(Localized(zh: "税率", en: "Rate"), rate),
                Explanation.Input(
                    Localized(zh: "完税价格", en: "Customs value"), best.value.grouped),
            ], outcome: outcome, citations: [candidate.citation],
            children: schedule(candidate, best) + journey(candidate))
    }
}
