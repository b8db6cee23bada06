import Kernel
import Origin
import Web

/// How a cheaper rate is earned: rule of origin, journey and papers.
extension BestRatePage {
    /// How each cheaper rate is earned: the rule of origin and the papers.
    func needed(_ best: BestRate, _ language: Language) -> HTML {
        let parts = best.candidates.compactMap { one -> HTML? in
            guard let agreement = one.agreement,
                let needed = book.originNeeded(agreement.agreement, one.code, on: best.day)
            else { return nil }
            return .panel(
                Localized(
                    zh: "怎样取得：\(agreement.name.zh)", en: "How to earn it: \(agreement.name.en)")[
                        language],
                content: items(needed, agreement, one.code, one.journey, best, language))
        }
        return (parts + neededOfUnheld(best, language)).joined(by: "")
    }

    /// The same of agreements whose rate is not held: what they ask is known all the same.
    private func neededOfUnheld(_ best: BestRate, _ language: Language) -> [HTML] {
        best.unheld.compactMap { agreement in
            guard
                let needed = book.originNeeded(
                    agreement.agreement, best.line.code, on: best.day)
            else { return nil }
            return .fold(
                Localized(
                    zh: "查到税率后怎样取得：\(agreement.name.zh)",
                    en: "How to earn it, once you know the rate: \(agreement.name.en)")[language],
                content: items(needed, agreement, best.line.code, nil, best, language))
        }
    }

    private func items(
        _ needed: OriginNeeded, _ agreement: AgreementRates.Membership, _ code: GoodsCode,
        _ told: JourneyFinding?, _ best: BestRate, _ language: Language
    ) -> HTML {
        let journey = told
            ?? book.journey(agreement.agreement, best.route, on: best.day)
        let separator = language == .zh ? "、" : ", "
        var list = [
            SummaryItem(
                Localized(zh: "原产地规则", en: "Rule of origin")[language],
                html: .under("\(needed.told, language)", needed.entry ?? "")),
            SummaryItem(
                Localized(zh: "凭证", en: "Proof")[language],
                needed.proofs.map { $0[language] }.joined(separator: separator)),
            SummaryItem(
                Localized(zh: "凭证有效期", en: "Proof valid for")[language],
                Localized(
                    zh: "自签发之日起 \(needed.months) 个月", en: "\(needed.months) months from issue")[
                        language]),
        ]
        if let journey {
            let papers = JourneyWords.papers(journey).map { $0[language] }
            list.insert(
                SummaryItem(
                    Localized(zh: "运输", en: "Journey")[language],
                    html: .under(
                        "\(JourneyWords.told(journey), language)",
                        JourneyWords.source(journey)[language])), at: 1)
            list.insert(
                SummaryItem(
                    Localized(zh: "运输单据", en: "Papers of transport")[language],
                    papers.joined(separator: language == .zh ? "；" : "; ")), at: 2)
        }
        if let told = book.scheduleTold(agreement, code, on: best.day) {
            list.append(SummaryItem(ScheduleWords.title[language], told[language]))
        }
        if let waiver = needed.waiver {
            list.append(
                SummaryItem(
                    Localized(zh: "免交凭证", en: "No proof needed")[language],
                    Localized(
                        zh: "货值不超过 \(waiver.grouped) 美元的",
                        en: "up to a value of \(waiver.grouped) US dollars")[language]))
        }
        return .summaryList(list)
            + "<p class=\"basis\"><span lang=\"zh-CN\">\(needed.citation.text)</span></p>"
    }
}
