import Kernel

/// Refusals that name what they are about.
extension ListsRefusal {
    /// Somebody has proposed the same, and nobody has decided it yet.
    static func alreadyProposed(_ what: Localized, in change: String) -> ListsRefusal {
        ListsRefusal(
            "already-proposed", 409, .own(.changes),
            Localized(
                zh: "\(what.zh)已由变动 \(change) 提出，正待复核。",
                en: "\(what.en) is proposed already: change \(change) waits for a second officer."),
            Localized(
                zh: "请由另一名人员复核变动 \(change)；要改内容的，先否决它再重新提出。",
                en: "Have another officer confirm change \(change), or reject it and propose anew.")
        )
    }

    static func namedTwice(_ firm: Localized) -> ListsRefusal {
        ListsRefusal(
            "named-twice", 422, .own(.changes),
            Localized(zh: "\(firm.zh)在这次变动中写了两次。", en: "\(firm.en) is named twice."),
            Localized(zh: "请只写一次。", en: "Name it once."), field: "firms")
    }

    static func tooMany(_ most: Int) -> ListsRefusal {
        ListsRefusal(
            "too-many", 422, .own(.changes),
            Localized(
                zh: "一次变动最多写 \(most) 家企业。", en: "A change names \(most) firms at most."),
            Localized(zh: "请分几次提出。", en: "Propose it in parts."), field: "firms")
    }

    /// Who is published goes by points.
    static let publicationFirms = ListsRefusal(
        "kind", 422, .own(.changes),
        Localized(
            zh: "年度公布按得分选取，不逐家写企业。",
            en: "A publication goes by points: no firms are named."),
        Localized(
            zh: "请不写 firms；先提名和评分。", en: "Leave firms out; nominate and mark them first."),
        field: "firms")

    static func full(_ capacity: Int, _ ground: Ground) -> ListsRefusal {
        ListsRefusal(
            "full", 409, ground,
            Localized(zh: "名额 \(capacity) 家已满。", en: "All \(capacity) places are taken."),
            Localized(zh: "请先移出，或减少列入。", en: "Remove somebody, or enter fewer."))
    }

    static func notEligible(_ missing: [Localized], _ ground: Ground) -> ListsRefusal {
        ListsRefusal(
            "not-eligible", 422, ground,
            Localized(
                zh: "不符合条件：\(missing.map(\.zh).joined(separator: "；"))。",
                en: "Not eligible: \(missing.map(\.en).joined(separator: "; "))."),
            Localized(
                zh: "补足所缺条件后再列入。", en: "Enter it once what is missing is there."))
    }

    static func unmarked(_ names: [String]) -> ListsRefusal {
        let shown = names.prefix(10).joined(separator: "、")
        return ListsRefusal(
            "unmarked", 409, .own(.scores),
            Localized(zh: "尚有提名未评分：\(shown)。", en: "Not marked yet: \(shown)."),
            Localized(zh: "请先完成评分。", en: "Give all marks first."))
    }

    /// A firm puts itself forward and nobody else.
    static let onlyItself = ListsRefusal(
        "not-nominator", 403, .own(.nominations),
        Localized(
            zh: "企业只能提名自己，不能提名别的企业。",
            en: "A firm puts itself forward and no other firm."),
        Localized(
            zh: "提名本企业时不写 firm；提名别的企业由主管部门办理。",
            en: "Leave firm out for your own; others are put forward by the authority."),
        field: "firm")

    static func item(_ items: ListFile.Items?) -> ListsRefusal {
        let (message, fix): (Localized, Localized)
        if let items {
            let (least, most) = (items.digits.lowerBound, items.digits.upperBound)
            message = Localized(
                zh: "这份名单按商品列名：\(items.label.zh)应为 \(least) 至 \(most) 位数字。",
                en: "This list goes by goods: \(items.label.en) is \(least) to \(most) digits.")
            fix = Localized(zh: "请填写编号的数字。", en: "Give the digits of the code.")
        } else {
            message = Localized(
                zh: "这份名单不按商品列名。", en: "This list does not go by goods.")
            fix = Localized(zh: "请不填商品编号。", en: "Leave the goods out.")
        }
        return ListsRefusal(
            "item", 422, .own(.nominations), message, fix, field: "item")
    }

    /// Words that are missing or too long.
    static func words(_ field: String, most: Int) -> ListsRefusal {
        let name =
            switch field {
            case "reason": Localized(zh: "理由", en: "The reason")
            case "document": Localized(zh: "依据文件", en: "The document")
            default: Localized(zh: "说明", en: "The statement")
            }
        let isNeeded = field != "statement"
        return ListsRefusal(
            "words", 422, .own(.reasons),
            isNeeded
                ? Localized(
                    zh: "缺少\(name.zh)，或多于 \(most) 字。",
                    en: "\(name.en) is missing or above \(most) characters.")
                : Localized(
                    zh: "\(name.zh)多于 \(most) 字。",
                    en: "\(name.en) is above \(most) characters."),
            isNeeded
                ? Localized(zh: "请写 1 至 \(most) 字。", en: "Write 1 to \(most) characters.")
                : Localized(zh: "请写短一些。", en: "Make it shorter."), field: field)
    }

    /// Whether it is confirmed or rejected is missing.
    static let decision = ListsRefusal(
        "decision", 422, .own(.orders),
        Localized(zh: "没有写明是确认还是否决。", en: "It does not say whether to confirm."),
        Localized(
            zh: "请写 confirm：true 确认，false 否决。",
            en: "Give confirm: true confirms, false rejects."), field: "confirm")
}
