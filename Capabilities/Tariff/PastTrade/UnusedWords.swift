import Kernel

/// What to do about a rate that was not used, in words.
enum UnusedWords {
    static let title = Localized(zh: "少享优惠排查", en: "Unused preferences")
    static let lede = Localized(
        zh: "上传过去的进口报关单表体，逐项比较当时可适用的最低合法税率：多缴多少、要满足什么原产地规则、凭什么证明、何时以前可以申请退税。",
        en: "Upload lines of past import declarations: each is held against the lowest lawful "
            + "rate of its day. How much was overpaid, which origin rule and proof it takes, and "
            + "until when it can be claimed back.")

    static let notTold = Localized(
        zh: "所载税率中没有更低的，不能断定", en: "Nothing lower among the rates held: cannot be told")

    /// Whose rates are not held, and what to do about it.
    static func notTold(_ outcome: UnusedPreferences.Outcome) -> Localized {
        let names = outcome.notStated
        return Localized(
            zh: "本系统所载税率中没有更低的；\(names.map(\.zh).joined(separator: "、"))"
                + "对该税目的税率未载或缺少计税数量，可能更低，不能断定。请查当年税则的协定税率栏，或载入税率表后再查。",
            en: "Nothing lower among the rates held here. Those of "
                + "\(names.map(\.en).joined(separator: ", ")) are not held, or lack a quantity, "
                + "and may be lower: it cannot be told. See the conventional rates in the tariff "
                + "of the year, or look again once they are loaded.")
    }

    /// What the firm does about a line.
    static func way(_ found: UnusedPreferences.Overpaid, today: Day) -> Localized {
        let day = found.lastDay.text
        let isOpen = found.lastDay >= today
        if found.candidate.proof == .none {
            return isOpen
                ? Localized(
                    zh: "该税率无需申请即应适用，属多缴税款：\(day) 前向申报地海关书面申请退还，并加算同期活期存款利息。",
                    en: "This rate applies without any claim, so tax was overpaid: claim it back "
                        + "in writing from the customs of declaration by \(day), with interest.")
                : Localized(
                    zh: "申请退还多缴税款的期限已于 \(day) 届满；今后申报请用此税率。",
                    en: "The time for claiming it back ended on \(day); declare with this rate "
                        + "from now on.")
        }
        return isOpen
            ? Localized(
                zh: "申报时已作原产资格声明并提供担保的，补交原产地证明即可按此税率结算；没有声明的，先向申报地海关确认可否补办，"
                    + "书面申请退税的期限到 \(day)。今后申报时填写协定并提交证明。",
                en: "Where origin was stated and security given on the declaration, hand in the "
                    + "proof and the rate is granted. Where it was not, ask the customs of "
                    + "declaration whether it can still be done; a refund can be asked for in "
                    + "writing until \(day). Claim it on the declaration from now on.")
            : Localized(
                zh: "书面申请退税的期限已于 \(day) 届满；今后申报时填写协定并提交证明。",
                en: "The time for a refund ended on \(day); claim the rate on the declaration "
                    + "from now on.")
    }
}
