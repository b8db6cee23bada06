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
