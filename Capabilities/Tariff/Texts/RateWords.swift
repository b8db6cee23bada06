import Kernel

/// Rates and their kinds in words people read.
struct RateWords: Sendable {
    let book: TariffBook
    let day: Day

    /// `10%`, `0.60 元/千克`, `3% + 4,374.00 元/台`, `未载明`.
    func told(_ rate: DutyRate) -> Localized {
        switch rate {
        case .adValorem(let pct): return Localized(same: pct.text + "%")
        case .specific(let amount, let unit):
            let name = book.unit(unit, on: day)
            return Localized(
                zh: "\(amount.grouped) 元/\(name.zh)", en: "\(amount.grouped) yuan per \(name.en)")
        case .compound(let pct, let amount, let unit):
            let part = told(.specific(amount: amount, unit: unit))
            return Localized(zh: "\(pct.text)% + \(part.zh)", en: "\(pct.text)% + \(part.en)")
        case .byPrice(let split, let upTo, let above):
            let (low, high) = (told(upTo), told(above))
            let unit = book.unit(split.unit, on: day)
            let money = "\(split.price.grouped) \(book.letters(of: split.currency, on: day))"
            return Localized(
                zh: "每\(unit.zh)不超过 \(money)：\(low.zh)；高于：\(high.zh)",
                en: "up to \(money) per \(unit.en): \(low.en); above: \(high.en)")
        case .specificOrCompound:
            return Localized(
                zh: "从量或复合计征，税额未载明", en: "by quantity, amount not stated")
        case .sliding: return Localized(zh: "滑准税，税率未载明", en: "sliding duty, not stated")
        }
    }

    /// How the rate is counted.
    static func basis(_ rate: DutyRate) -> Localized {
        switch rate {
        case .adValorem: Localized(zh: "从价", en: "ad valorem")
        case .specific: Localized(zh: "从量", en: "specific")
        case .compound: Localized(zh: "复合", en: "compound")
        case .byPrice: Localized(zh: "按价格分档", en: "by price")
        case .specificOrCompound, .sliding: Localized(zh: "未载明", en: "not stated")
        }
    }

    static func kind(_ kind: BestRate.Kind) -> Localized {
        switch kind {
        case .general: Localized(zh: "普通税率", en: "General rate")
        case .mfn: Localized(zh: "最惠国税率", en: "Most-favoured-nation rate")
        case .provisional: Localized(zh: "进口暂定税率", en: "Provisional rate")
        case .agreement: Localized(zh: "协定税率", en: "Conventional rate")
        case .special: Localized(zh: "特惠税率", en: "Special preferential rate")
        case .inQuota: Localized(zh: "关税配额内税率", en: "Rate inside the tariff quota")
        }
    }

    static func title(_ candidate: BestRate.Candidate) -> Localized {
        title(candidate.kind, candidate.agreement)
    }

    static func title(_ kind: BestRate.Kind, _ agreement: AgreementRates.Membership?) -> Localized {
        let name = RateWords.kind(kind)
        guard let agreement else { return name }
        return Localized(
            zh: "\(agreement.name.zh)　\(name.zh)", en: "\(agreement.name.en): \(name.en)")
    }

    static func proof(_ proof: BestRate.Proof) -> Localized {
        switch proof {
        case .none: Localized(zh: "无需申请", en: "nothing to claim")
        case .origin:
            Localized(
                zh: "符合原产地规则、直接运输，申报时凭原产地证书或原产地声明申请",
                en: "origin rule met, direct consignment, and a certificate or declaration of "
                    + "origin claimed on the declaration")
        case .quota: Localized(zh: "凭关税配额证申报", en: "a tariff-quota certificate")
        }
    }

    static func reason(_ reason: BestRate.Reason) -> Localized {
        switch reason {
        case .excluded:
            Localized(zh: "该税目不在减让范围内", en: "the agreement leaves this line out")
        case .noLine:
            Localized(
                zh: "本系统所载的减让表没有这个税目，税率未载明",
                en: "the schedule held here has no such line: not stated")
        case .notStated:
            Localized(
                zh: "本系统未载有该协定对这个税目的现行税率：未载明，不等于零。请查当年税则，可能更低",
                en: "this system does not hold the agreement's rate of today for this line: not "
                    + "stated, which is not zero. Look into the tariff of the year, it may be "
                    + "lower")
        case .notLower:
            Localized(
                zh: "不低于无需申请即适用的税率", en: "not lower than what applies without a claim")
        case .replaced:
            Localized(
                zh: "已有暂定税率，暂定税率优先适用（关税法第十三条）",
                en: "a provisional rate exists and goes before it (关税法 第十三条)")
        case .journey:
            Localized(zh: "运输路线不符合直接运输", en: "direct consignment is not met on this route")
        }
    }

    /// The reason, with where the journey was interrupted and what would mend it.
    static func reason(_ other: BestRate.PassedOver) -> Localized {
        guard let journey = other.journey else { return reason(other.reason) }
        let (told, mend) = (JourneyWords.told(journey), JourneyWords.mend(journey))
        return Localized(
            zh: told.zh + (mend.map { "。\($0.zh)" } ?? ""),
            en: told.en + (mend.map { ". To mend it: \($0.en)" } ?? ""))
    }

    static let referenceOnly = Localized(zh: "仅供参考", en: "reference only")
    static let notStated = Localized(zh: "未载明", en: "not stated")
}
