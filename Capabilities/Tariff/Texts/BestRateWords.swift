import Kernel

/// Sentences that go with every comparison of rates.
enum BestRateWords {
    static let notLookedAt = Localized(
        zh: "未计入：反倾销、反补贴、保障措施关税和加征的关税。原产地适用这些措施的，应另行加计。",
        en: "Not counted: anti-dumping, countervailing and safeguard duties, and additional duties "
            + "on goods of some origins. Where they apply they come on top.")
    static let lowestHeld = Localized(zh: "本系统所载最低税率", en: "Lowest rate held here")
    /// How much a rate that is not held could take off at most.
    static func atMostLower(_ amount: Fixed, of value: Fixed) -> Localized {
        Localized(
            zh: "即使协定税率为零，按完税价格 \(value.grouped) 元，税款合计也至多再少 "
                + "\(amount.grouped) 元。",
            en: "Even at a rate of zero, taxes on a customs value of \(value.grouped) yuan would "
                + "be \(amount.grouped) yuan less at most.")
    }
    static let favoured = Localized(
        zh: "本系统默认设置：除原产地不明外，一律按适用最惠国税率对待；不适用最惠国待遇的原产地名单未载入。",
        en: "Default setting of this system: every known origin is taken to have most-favoured-"
            + "nation treatment; the list of those without it is not loaded.")
    /// The share of value an agreement asks to be added in the exporting party.
    static func additional(_ one: BestRate.Candidate) -> Localized? {
        guard let asked = one.additionalRequirement, let agreement = one.agreement else {
            return nil
        }
        let share = asked.value.pct.text
        return Localized(
            zh: "\(agreement.agreement) 关税差异：该税目还要求出口方本身增值不少于 \(share)%，"
                + "否则按原产材料价值最高的成员方确定原产国。",
            en: "\(agreement.agreement) tariff differential: for this line at least \(share)% of "
                + "the value must be added in the exporting party itself; otherwise the origin is "
                + "the party with the highest value of originating materials.")
    }
}
