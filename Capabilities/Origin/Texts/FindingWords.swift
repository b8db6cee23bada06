import Kernel

/// What was found for a code, in words.
enum FindingWords {
    static func text(_ finding: RuleFinding) -> Localized {
        switch finding {
        case .rule(let rule): rule.words
        case .notListed(let list):
            Localized(
                zh: "本系统收录的清单（HS \(list.edition)，\(coverage(list).zh)）中没有该税号；"
                    + "税号可能已重新编排，须查协定附件",
                en: "the list here (HS \(list.edition), \(coverage(list).en)) has no such code; "
                    + "it may have been renumbered: look it up in the agreement")
        case .noList:
            Localized(
                zh: "本系统未收录该协定的产品规则，须查协定附件",
                en: "no product rules of this agreement are here: look it up in its annex")
        }
    }

    static func coverage(_ list: RuleList) -> Localized {
        switch list.coverage {
        case .complete: Localized(zh: "签署时的完整清单", en: "complete as signed")
        case .part: Localized(zh: "部分清单", en: "a part of the list")
        }
    }
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
