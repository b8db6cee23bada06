import Kernel

extension Classifier {
    /// How the answer came about, as a tree.
    func explain(
        _ verdict: Verdict, _ candidates: [Candidate], _ ranking: Ranking, isVague: Bool,
        basis: Localized, on day: Day
    ) -> Explanation {
        let known = Int((min(1, ranking.known) * 100).rounded())
        return Explanation(
            rule: "classification.rank",
            title: Localized(zh: "智能归类", en: "Classification"),
            inputs: [
                Explanation.Input(
                    Localized(
                        zh: "最相近的已知文字所含词语", en: "Words in the nearest known text"),
                    "\(known) %"),
                Explanation.Input(
                    Localized(zh: "税则日期", en: "Tariff as of"), day.text),
                Explanation.Input(
                    Localized(zh: "依据", en: "Learnt from"), "\(basis.zh) / \(basis.en)"),
            ], outcome: verdict.sentence(isVague: isVague),
            citations: [
                Citation(document: "中华人民共和国进出口税则", article: "归类总规则")
            ],
            children: candidates.map { candidate in
                Explanation(
                    rule: "classification.candidate",
                    title: Localized(
                        zh: "\(candidate.code) \(candidate.name.zh)",
                        en: "\(candidate.code) \(candidate.name.en)"),
                    inputs: candidate.words.map {
                        Explanation.Input(
                            Localized(same: $0.word), percent($0.share))
                    },
                    outcome: Localized(
                        zh: "把握 \(percent(candidate.confidence))",
                        en: "Confidence \(percent(candidate.confidence))"))
            })
    }
}

/// Thousandths as per cent with one digit: 873 is `87.3 %`.
func percent(_ thousandths: Int) -> String { "\(thousandths / 10).\(thousandths % 10) %" }

extension Verdict {
    /// What the verdict means for whoever asked.
    func sentence(isVague: Bool) -> Localized {
        switch self {
        case .clear:
            Localized(
                zh: "描述与首选编码相符程度高；申报前仍请按归类总规则和注释核对。",
                en: "The description fits the first code well; check it against the rules of"
                    + " interpretation and the notes before declaring.")
        case .likely:
            Localized(
                zh: "最可能是首选编码，其他编码可能性小，但把握还不够；请对照名称和注释核实。",
                en: "The first code is the likely one, others hardly are, but it is not sure:"
                    + " compare its name and the notes.")
        case .several:
            Localized(
                zh: "有几个编码都可能；回答下列问题可以区分。",
                en: "Several codes are possible; the questions below would decide.")
        case .notEnough where isVague:
            Localized(
                zh: "描述过于笼统，不足以归类。请写明货品名称、材质、用途、加工程度和包装规格。",
                en: "The description fits almost any goods. Say what they are, of which material,"
                    + " for what use, how processed and how packed.")
        case .notEnough:
            Localized(
                zh: "现有描述不足以归类。请补充货品名称、材质、用途、加工程度和包装规格。",
                en: "This is not enough to tell. Add what the goods are, their material, use,"
                    + " degree of processing and packing.")
        }
    }

    /// A word for a tag.
    var word: Localized {
        switch self {
        case .clear: Localized(zh: "较明确", en: "Clear")
        case .likely: Localized(zh: "可能性大", en: "Likely")
        case .several: Localized(zh: "需进一步区分", en: "Several possible")
        case .notEnough: Localized(zh: "描述不足", en: "Not enough to tell")
        }
    }
}
