public import Kernel

/// What was found for a code, in words.
enum FindingWords {
    static func text(_ finding: RuleFinding) -> Localized {
        switch finding {
        case .rule(let rule): return rule.words
        case .notListed(let list) where list.coverage == .part:
            let (zh, en) = (note(list.note.zh, "（", "）"), note(list.note.en, " (", ")"))
            return Localized(
                zh: "本系统只载有该协定规则清单的一部分\(zh)，没有载入这个税号的规则，不能判定是否符合。"
                    + "规则见\(list.citation.text)；" + load.zh,
                en: "Only a part of the agreement's list is held here\(en). The rule for this code "
                    + "is not held, so nothing can be said of whether it is met. See "
                    + "\(list.cited); \(load.en)")
        case .notListed(let list):
            return Localized(
                zh: "本系统载有的清单按 HS \(list.edition) 编号，其中没有这个税号（编号后来可能重排），"
                    + "没有载入它的规则，不能判定是否符合。请按旧编号查询，或查\(list.citation.text)；"
                    + load.zh,
                en: "The list held here is numbered by HS \(list.edition) and does not have these "
                    + "digits, which may have been renumbered: the rule for this code is not held, "
                    + "so nothing can be said of whether it is met. Ask by the older number or see "
                    + "\(list.cited); \(load.en)")
        case .noList:
            return Localized(
                zh: "本系统没有载入该协定的产品特定原产地规则，不能判定是否符合。规则见协定附件；" + load.zh,
                en: "The product rules of this agreement are not held here, so nothing can be said "
                    + "of whether they are met. See its annex; \(load.en)")
        }
    }

    /// How a rule comes in.
    private static let load = Localized(
        zh: "规则由管理税则的海关关员导入。",
        en: "customs officers who keep the tariff load it.")

    private static func note(_ text: String, _ open: String, _ close: String) -> String {
        text.isEmpty ? "" : open + text + close
    }

    static func coverage(_ list: RuleList) -> Localized {
        switch list.coverage {
        case .complete: Localized(zh: "签署时的完整清单", en: "complete as signed")
        case .part: Localized(zh: "部分清单", en: "a part of the list")
        }
    }
}

extension RuleList {
    /// For English readers: the English name, then the title the document is cited by.
    fileprivate var cited: String {
        englishName.isEmpty ? citation.text : "\(englishName) (\(citation.text))"
    }
}

extension RuleFinding {
    /// The rule in words; where it is not held, that it is not, where it stands and how it is
    /// loaded.
    public var told: Localized { FindingWords.text(self) }
}

extension Agreement.Confidence {
    /// What the reader must know of a figure's source.
    var words: Localized {
        switch self {
        case .read: Localized(zh: "据协定文本", en: "read in the text")
        case .generalKnowledge:
            Localized(zh: "仅供参考：未与协定文本核对", en: "reference only: not compared with the text")
        case .referenceOnly:
            Localized(zh: "仅供参考：非官方或早期文本", en: "reference only: an unofficial or early copy")
        }
    }
}

extension ProofKind {
    var words: Localized {
        switch self {
        case .certificate: Localized(zh: "原产地证书", en: "certificate of origin")
        case .approvedExporter:
            Localized(zh: "经核准出口商原产地声明", en: "declaration by an approved exporter")
        case .backToBack: Localized(zh: "背对背原产地证明", en: "back-to-back proof")
        }
    }
}

extension Agreement {
    /// What the journey must have been.
    var journeyWords: Localized {
        switch consignment {
        case .direct: Localized(zh: "直接运输", en: "direct transport")
        case .logisticsUnderControl:
            Localized(
                zh: "直接运输；经其他国家中转的，须在海关监管下，且只作装卸、储存等物流处理",
                en: "direct, or through others under customs control with nothing done but "
                    + "unloading, storing and the like")
        }
    }

    var toleranceWords: Localized {
        guard let tolerance else {
            return Localized(zh: "本系统未收录", en: "not on record here")
        }
        let chapters = "\(tolerance.chapters.lowerBound)–\(tolerance.chapters.upperBound)"
        guard let weight = tolerance.weight, let textile = tolerance.weightChapters else {
            return Localized(
                zh: "离岸价的 \(tolerance.value.text)%（第 \(chapters) 章）",
                en: "\(tolerance.value.text)% of FOB (chapters \(chapters))")
        }
        let weighed = "\(textile.lowerBound)–\(textile.upperBound)"
        return Localized(
            zh: "离岸价的 \(tolerance.value.text)%（第 \(chapters) 章），"
                + "第 \(weighed) 章也可按重量的 \(weight.text)%",
            en: "\(tolerance.value.text)% of FOB (chapters \(chapters)), in chapters "
                + "\(weighed) alternatively \(weight.text)% of weight")
    }

    var cumulationWords: Localized {
        switch cumulation {
        case .parties: Localized(zh: "各成员的原产材料均可累积", en: "materials of any party")
        case .bilateral: Localized(zh: "双方的原产材料可累积", en: "materials of both sides")
        case .unknown:
            Localized(
                zh: "本系统未收录，只计出口方材料",
                en: "not on record here; only the exporter's materials are counted")
        }
    }

    var methodWords: Localized {
        let words = contentMethods.map { method -> Localized in
            switch method {
            case .buildDown: Localized(zh: "扣减法", en: "build-down")
            case .buildUp: Localized(zh: "累加法", en: "build-up")
            }
        }
        guard !words.isEmpty else { return Localized(zh: "本系统未收录", en: "not on record here") }
        return Localized(
            zh: words.map(\.zh).joined(separator: "或"),
            en: words.map(\.en).joined(separator: " or "))
    }
}
