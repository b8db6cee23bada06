public import Kernel

/// Why something was not done with a list.
public struct ListsRefusal: GroundedRefusal, Hashable {
    public let code: String
    public let status: Int
    public let ground: Ground
    public let message: Localized
    public let fix: Localized
    public let field: String?
    public var faults: [Fault] = []

    init(
        _ word: String, _ status: Int, _ ground: Ground, _ message: Localized, _ fix: Localized,
        field: String? = nil
    ) {
        code = "lists." + word
        (self.status, self.ground, self.field) = (status, ground, field)
        (self.message, self.fix) = (message, fix)
    }
}

extension ListsRefusal {
    static let notReadable = ListsRefusal(
        "not-readable", 400, .noRule,
        Localized(zh: "请求不是可读的 JSON 对象。", en: "The request is no readable JSON object."),
        Localized(zh: "请对照接口说明。", en: "See the description of the interface."))
    static let notFound = ListsRefusal(
        "not-found", 404, .noRule,
        Localized(zh: "没有这份名单或这条记录。", en: "There is no such list or record."),
        Localized(zh: "请从名单目录进入。", en: "Go by the catalogue of lists."))
    static let notPublic = ListsRefusal(
        "not-public", 403, .own(.keeping),
        Localized(zh: "这份名单不公开成员。", en: "The members of this list are not public."),
        Localized(
            zh: "企业可在“我的名单”查看自己是否在册。",
            en: "A firm sees its own standing under “My lists”."))
    static let notKeeper = ListsRefusal(
        "not-keeper", 403, .own(.keeping),
        Localized(zh: "这份名单由另一部门管理。", en: "Another authority keeps this list."),
        Localized(zh: "请由主管部门的人员办理。", en: "Its own officers have to do this."))
    static let notNominator = ListsRefusal(
        "not-nominator", 403, .own(.nominations),
        Localized(
            zh: "这份名单不接受这种提名。", en: "This list does not take such nominations."),
        Localized(
            zh: "请看名单说明中的“谁可提名”。", en: "See who may nominate in its description."))
    static func day(_ text: String, field: String = "day") -> ListsRefusal {
        ListsRefusal(
            "day", 422, .own(.days),
            Localized(zh: "没有“\(text)”这一天。", en: "“\(text)” is no day."),
            Localized(zh: "请写成 2026-01-01 的样子。", en: "Write it like 2026-01-01."), field: field)
    }
    static let noEnterprise = noEnterprise("")
    static func noEnterprise(_ code: String, field: String = "firm") -> ListsRefusal {
        ListsRefusal(
            "no-enterprise", 422, .noRule,
            code.isEmpty
                ? Localized(zh: "没有写明企业。", en: "The enterprise is missing.")
                : Localized(
                    zh: "没有代码为“\(code)”的企业。", en: "No enterprise has the code “\(code)”."),
            Localized(
                zh: "请填写统一社会信用代码或海关注册编码。",
                en: "Give its credit code or customs registration."), field: field)
    }
    static let edition = ListsRefusal(
        "edition", 422, .own(.nominations),
        Localized(
            zh: "只能提名或公布本年度和下一年度。",
            en: "Only this year's and next year's edition can be dealt with."),
        Localized(zh: "请填写四位年份。", en: "Give the year in four digits."), field: "edition")
    static let noEdition = ListsRefusal(
        "edition", 422, .own(.nominations),
        Localized(zh: "这是动态名单，不分年度。", en: "This is a register: it has no editions."),
        Localized(zh: "请不填年度。", en: "Leave the edition out."), field: "edition")
    static let editionClosed = ListsRefusal(
        "edition-closed", 409, .own(.changes),
        Localized(zh: "这一年度的名单已经公布。", en: "The edition of that year is published."),
        Localized(zh: "请提名下一年度。", en: "Nominate for the next year."), field: "edition")
    static func alreadyNominated(_ firm: Localized, _ id: String) -> ListsRefusal {
        ListsRefusal(
            "already-nominated", 409, .own(.nominations),
            Localized(
                zh: "\(firm.zh)已被提名（\(id)），尚未决定。",
                en: "\(firm.en) is nominated already (\(id)) and waits."),
            Localized(zh: "请等待决定，或先撤回。", en: "Wait for the decision, or withdraw it first."))
    }
    static func alreadyListed(_ firm: Localized) -> ListsRefusal {
        ListsRefusal(
            "already-listed", 409, .own(.changes),
            Localized(
                zh: "\(firm.zh)在这一日期已在名单上。",
                en: "\(firm.en) stands on the list on that day."),
            Localized(
                zh: "到期前不必重复列入。", en: "It need not be entered again before its end."))
    }
    static let movedOn = ListsRefusal(
        "moved-on", 409, .own(.changes),
        Localized(zh: "状态已经变化。", en: "It has moved on meanwhile."),
        Localized(zh: "请刷新后再办。", en: "Look again and decide anew."))
    static let sameOfficer = ListsRefusal(
        "same-officer", 403, .own(.second),
        Localized(
            zh: "提出变动的人员不能自己复核。", en: "Whoever proposed a change cannot confirm it."),
        Localized(zh: "请由另一名人员复核。", en: "Another officer has to confirm it."))
    static let notInFuture = ListsRefusal(
        "not-in-future", 422, .own(.changes),
        Localized(
            zh: "列入不得早于今日，移出不得早于明日：已过的日子不改。",
            en: "Entries begin today at the earliest, exits tomorrow: the past does not change."),
        Localized(zh: "请改用以后的日期重新提出。", en: "Propose it anew with a later day."),
        field: "from")
    static func notListed(_ firm: Localized) -> ListsRefusal {
        ListsRefusal(
            "not-listed", 422, .own(.changes),
            Localized(
                zh: "\(firm.zh)在这一日期不在名单上。",
                en: "\(firm.en) does not stand on the list that day."),
            Localized(zh: "请核对企业、商品和日期。", en: "Check firm, goods and day."), field: "firm")
    }
    static let nobody = ListsRefusal(
        "nobody", 422, .own(.changes),
        Localized(zh: "没有可以列入或移出的企业。", en: "There is nobody to enter or remove."),
        Localized(zh: "请先提名并评分。", en: "Nominate and mark first."), field: "firm")
    static let nominationMissing = ListsRefusal(
        "nomination-missing", 422, .own(.nominations),
        Localized(
            zh: "这份名单按分入选，须先提名。", en: "This list goes by points: nominate first."),
        Localized(zh: "请先为该企业提名并评分。", en: "Nominate and mark the firm first."))
    static let kind = ListsRefusal(
        "kind", 422, .own(.changes),
        Localized(
            zh: "变动种类不对：年度名单按年公布，可移出；动态名单逐家列入、移出。",
            en: "Wrong kind: yearly lists are published and left; registers are entered and left."),
        Localized(
            zh: "请用 publication、entry 或 exit。", en: "Use publication, entry or exit."),
        field: "kind")
}
