public import Kernel

/// Why something was not done with a list.
public struct ListsRefusal: Refusal, Hashable {
    public let code: String
    public let status: Int
    public let message: Localized
    public let fix: Localized
    public let field: String?
    public var faults: [Fault] = []
    public var citation: Citation?

    init(
        _ word: String, _ status: Int, _ message: Localized, _ fix: Localized,
        field: String? = nil
    ) {
        code = "lists." + word
        (self.status, self.message, self.fix, self.field) = (status, message, fix, field)
    }
}

extension ListsRefusal {
    static let notReadable = ListsRefusal(
        "not-readable", 400,
        Localized(zh: "请求不是可读的 JSON 对象。", en: "The request is no readable JSON object."),
        Localized(zh: "请对照接口说明。", en: "See the description of the interface."))
    static let notFound = ListsRefusal(
        "not-found", 404,
        Localized(zh: "没有这份名单或这条记录。", en: "There is no such list or record."),
        Localized(zh: "请从名单目录进入。", en: "Go by the catalogue of lists."))
    static let notPublic = ListsRefusal(
        "not-public", 403,
        Localized(zh: "这份名单不公开成员。", en: "The members of this list are not public."),
        Localized(
            zh: "企业可在“我的名单”查看自己是否在册。",
            en: "A firm sees its own standing under “My lists”."))
    static let notKeeper = ListsRefusal(
        "not-keeper", 403,
        Localized(zh: "这份名单由另一部门管理。", en: "Another authority keeps this list."),
        Localized(zh: "请由主管部门的人员办理。", en: "Its own officers have to do this."))
    static let notNominator = ListsRefusal(
        "not-nominator", 403,
        Localized(
            zh: "这份名单不接受这种提名。", en: "This list does not take such nominations."),
        Localized(
            zh: "请看名单说明中的“谁可提名”。", en: "See who may nominate in its description."))
    static let day = ListsRefusal(
        "day", 422, Localized(zh: "日期不对。", en: "That is no day."),
        Localized(zh: "请写成 2026-01-01 的样子。", en: "Write it like 2026-01-01."), field: "day")
    static let noEnterprise = ListsRefusal(
        "no-enterprise", 422,
        Localized(zh: "没有这一代码的企业。", en: "No enterprise has this code."),
        Localized(
            zh: "请填写统一社会信用代码或海关注册编码。",
            en: "Give its credit code or customs registration."), field: "firm")
    static let edition = ListsRefusal(
        "edition", 422,
        Localized(
            zh: "只能提名或公布本年度和下一年度。",
            en: "Only this year's and next year's edition can be dealt with."),
        Localized(zh: "请填写四位年份。", en: "Give the year in four digits."), field: "edition")
    static let editionClosed = ListsRefusal(
        "edition-closed", 409,
        Localized(zh: "这一年度的名单已经公布。", en: "The edition of that year is published."),
        Localized(zh: "请提名下一年度。", en: "Nominate for the next year."), field: "edition")
    static let alreadyNominated = ListsRefusal(
        "already-nominated", 409,
        Localized(zh: "该企业已被提名，尚未决定。", en: "It is nominated already and waits."),
        Localized(zh: "请等待决定，或先撤回。", en: "Wait for the decision, or withdraw it first."))
    static let alreadyListed = ListsRefusal(
        "already-listed", 409,
        Localized(zh: "该企业在这一日期已在名单上。", en: "It stands on the list on that day."),
        Localized(zh: "到期前不必重复列入。", en: "It need not be entered again before its end."))
    static let item = ListsRefusal(
        "item", 422,
        Localized(
            zh: "商品编号缺少、位数不对，或这份名单不按商品列名。",
            en: "The goods code is missing or has a wrong length, or the list has no goods."),
        Localized(
            zh: "请按名单说明填写数字编号。", en: "Give digits as the list's description says."),
        field: "item")
    static let figures = ListsRefusal(
        "figures", 422,
        Localized(
            zh: "填报的指标不属于这份名单，或不是整数。",
            en: "A stated figure is none of this list, or no whole number."),
        Localized(zh: "请按名单说明填报。", en: "State the figures the list names."), field: "stated")
    static let words = ListsRefusal(
        "words", 422,
        Localized(
            zh: "缺少理由或依据文件，或文字过长。", en: "Reason or document is missing or too long."),
        Localized(
            zh: "理由 1 至 500 字，文件 1 至 200 字。",
            en: "A reason has 1 to 500 signs, a document 1 to 200."), field: "reason")
    static let marks = ListsRefusal(
        "marks", 422,
        Localized(
            zh: "评分项目不对，或超出该项分值，或没有写理由。",
            en: "A mark is for no criterion or out of its range, or the reason is missing."),
        Localized(
            zh: "每项从 0 到该项分值，并写明理由。",
            en: "Give 0 to the criterion's points, with a reason."), field: "marks")
    static let movedOn = ListsRefusal(
        "moved-on", 409,
        Localized(zh: "状态已经变化。", en: "It has moved on meanwhile."),
        Localized(zh: "请刷新后再办。", en: "Look again and decide anew."))
    static let sameOfficer = ListsRefusal(
        "same-officer", 403,
        Localized(
            zh: "提出变动的人员不能自己复核。", en: "Whoever proposed a change cannot confirm it."),
        Localized(zh: "请由另一名人员复核。", en: "Another officer has to confirm it."))
    static let notInFuture = ListsRefusal(
        "not-in-future", 422,
        Localized(
            zh: "列入不得早于今日，移出不得早于明日：已过的日子不改。",
            en: "Entries begin today at the earliest, exits tomorrow: the past does not change."),
        Localized(zh: "请改用以后的日期重新提出。", en: "Propose it anew with a later day."),
        field: "from")
    static let notListed = ListsRefusal(
        "not-listed", 422,
        Localized(zh: "该企业在这一日期不在名单上。", en: "It does not stand on the list that day."),
        Localized(zh: "请核对企业、商品和日期。", en: "Check firm, goods and day."), field: "firm")
    static let nobody = ListsRefusal(
        "nobody", 422,
        Localized(zh: "没有可以列入或移出的企业。", en: "There is nobody to enter or remove."),
        Localized(zh: "请先提名并评分。", en: "Nominate and mark first."), field: "firm")
    static let nominationMissing = ListsRefusal(
        "nomination-missing", 422,
        Localized(
            zh: "这份名单按分入选，须先提名。", en: "This list goes by points: nominate first."),
        Localized(zh: "请先为该企业提名并评分。", en: "Nominate and mark the firm first."))
    static let kind = ListsRefusal(
        "kind", 422,
        Localized(
            zh: "变动种类不对：年度名单按年公布，可移出；动态名单逐家列入、移出。",
            en: "Wrong kind: yearly lists are published and left; registers are entered and left."),
        Localized(
            zh: "请用 publication、entry 或 exit。", en: "Use publication, entry or exit."),
        field: "kind")
    static func full(_ capacity: Int) -> ListsRefusal {
        ListsRefusal(
            "full", 409,
            Localized(zh: "名额 \(capacity) 家已满。", en: "All \(capacity) places are taken."),
            Localized(zh: "请先移出，或减少列入。", en: "Remove somebody, or enter fewer."))
    }

    static func notEligible(_ missing: [Localized], _ citation: Citation?) -> ListsRefusal {
        var refusal = ListsRefusal(
            "not-eligible", 422,
            Localized(
                zh: "不符合条件：\(missing.map(\.zh).joined(separator: "；"))。",
                en: "Not eligible: \(missing.map(\.en).joined(separator: "; "))."),
            Localized(
                zh: "补足所缺条件后再列入。", en: "Enter it once what is missing is there."))
        refusal.citation = citation
        return refusal
    }

    static func unmarked(_ names: [String]) -> ListsRefusal {
        let shown = names.prefix(10).joined(separator: "、")
        return ListsRefusal(
            "unmarked", 409,
            Localized(zh: "尚有提名未评分：\(shown)。", en: "Not marked yet: \(shown)."),
            Localized(zh: "请先完成评分。", en: "Give all marks first."))
    }
}
