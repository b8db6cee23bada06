import Kernel

/// What can be wrong with a claim on a proof with defects, beyond the form of its fields.
enum ClaimFaultWords {
    static let declaration = InputFault.told(
        "no-such-declaration",
        Localized(zh: "报关单号为 18 位数字。", en: "A declaration has a number of 18 digits."),
        fix: Localized(
            zh: "填写货物所在报关单的编号。", en: "Give the number of the declaration the goods are on."))

    static func otherGoods(_ codes: [String]) -> InputFault {
        let list = Array(Set(codes)).sorted().prefix(10)
        return .told(
            "not-declared",
            Localized(
                zh: "该报关单上没有这个商品编码的货物。",
                en: "The declaration has no goods of this code."),
            fix: Localized(
                zh: "填写单上的十位编码：\(list.joined(separator: "、"))。",
                en: "Give ten digits that stand on it: \(list.joined(separator: ", "))."))
    }

    static func otherValue(_ given: Fixed, _ values: [Fixed]) -> InputFault {
        let list = values.prefix(10).map(\.grouped)
        return .told(
            "value-differs",
            Localized(
                zh: "填写的完税价格为 \(given.grouped) 元，该报关单上为 "
                    + "\(list.joined(separator: "、")) 元。",
                en: "The value is given as \(given.grouped) yuan; the declaration has "
                    + "\(list.joined(separator: ", "))."),
            fix: Localized(
                zh: "填写报关单上的完税价格。", en: "Give the customs value of the declaration."))
    }

    static func otherDay(_ given: Day, _ day: Day) -> InputFault {
        .told(
            "day-differs",
            Localized(
                zh: "填写的申报日期为 \(given.text)，该报关单于 \(day.text) 申报。",
                en: "The day is given as \(given.text); the declaration was accepted on "
                    + "\(day.text)."),
            fix: Localized(
                zh: "改为 \(day.text)，或不填：以报关单为准。",
                en: "Give \(day.text), or leave it out: the declaration decides."))
    }

    static func otherOrigin(
        _ given: String, _ declared: [String], _ countries: OriginCountries
    ) -> InputFault {
        let list = Array(Set(declared)).sorted().prefix(10).map { text in
            countries.find(text).map(countries.name) ?? Localized(same: text)
        }
        let name = countries.name(given)
        return .told(
            "origin-differs",
            Localized(
                zh: "填写的原产国（地区）为\(name.zh)，该报关单上为"
                    + "\(list.map(\.zh).joined(separator: "、"))。",
                en: "The origin is given as \(name.en); the declaration has "
                    + "\(list.map(\.en).joined(separator: ", "))."),
            fix: Localized(
                zh: "填写报关单上的原产国（地区）；报关单有误的，先更正报关单。",
                en: "Give the origin of the declaration; if that is wrong, have it corrected "
                    + "first."))
    }

    static func otherQuantity(_ declared: [String]) -> InputFault {
        let list = declared.prefix(10)
        return .told(
            "quantity-differs",
            Localized(
                zh: "数量与该报关单不符，单上为 \(list.joined(separator: "、"))。",
                en: "The quantity is not that of the declaration, which has "
                    + "\(list.joined(separator: ", "))."),
            fix: Localized(
                zh: "填写报关单上的数量，或不填：以报关单为准。",
                en: "Give the quantity of the declaration, or leave it out: that decides."))
    }

    static func closed(_ state: Localized) -> InputFault {
        .told(
            "declaration-closed",
            Localized(
                zh: "该报关单的状态为“\(state.zh)”，已没有可凭担保放行的货物。",
                en: "The declaration stands at “\(state.en)”: nothing is left to release against "
                    + "security."),
            fix: Localized(
                zh: "核对报关单号；税款已缴清的，在“少享优惠排查”中查看多缴税款，在规定期限内申请退还。",
                en: "Check the number; where the taxes were paid, see under unused preferences "
                    + "what was overpaid and ask for it back within the term."))
    }

    static func nothingToGain(_ full: Localized, _ preferential: Localized) -> InputFault {
        .told(
            "nothing-to-gain",
            Localized(
                zh: "没有可享的优惠：不申报享惠适用\(full.zh)，协定：\(preferential.zh)。",
                en: "There is nothing to gain: \(full.en) applies without a claim; the agreement: "
                    + "\(preferential.en)."),
            fix: Localized(
                zh: "不申报享惠即可，无须容缺放行；或核对编码、国家与协定。",
                en: "Declare without the preference, no release is needed; or check code, country "
                    + "and agreement."))
    }
}
