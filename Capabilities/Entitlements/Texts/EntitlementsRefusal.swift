public import Kernel

/// Why something was not done with a benefit.
public struct EntitlementsRefusal: GroundedRefusal, Hashable {
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
        code = "entitlements." + word
        (self.status, self.ground, self.field) = (status, ground, field)
        (self.message, self.fix) = (message, fix)
    }
}

extension EntitlementsRefusal {
    static let notReadable = EntitlementsRefusal(
        "not-readable", 400, .noRule,
        Localized(zh: "请求不是可读的 JSON 对象。", en: "The request is no readable JSON object."),
        Localized(zh: "请对照接口说明。", en: "See the description of the interface."))
    static let notFound = EntitlementsRefusal(
        "not-found", 404, .noRule,
        Localized(zh: "没有这项政策或这条记录。", en: "There is no such benefit or record."),
        Localized(zh: "请从惠企政策目录进入。", en: "Go by the catalogue of benefits."))
    static let notOwner = EntitlementsRefusal(
        "not-owner", 403, .own(.benefitRules),
        Localized(zh: "这项政策由另一部门负责。", en: "Another authority answers for this benefit."),
        Localized(zh: "请由主管部门的人员办理。", en: "Its own officers have to do this."))
    static func noEnterprise(_ code: String, field: String) -> EntitlementsRefusal {
        EntitlementsRefusal(
            "no-enterprise", 422, .noRule,
            code.isEmpty
                ? Localized(zh: "没有写明企业。", en: "The enterprise is missing.")
                : Localized(
                    zh: "没有代码为“\(code)”的企业。", en: "No enterprise has the code “\(code)”."),
            Localized(
                zh: "请填写统一社会信用代码或海关注册编码；本企业可不填。",
                en: "Give its credit code or customs registration; leave it out for your own."),
            field: field)
    }
    /// The enterprise is there, and is not for this person to ask about.
    static func othersFirm(field: String) -> EntitlementsRefusal {
        EntitlementsRefusal(
            "others-firm", 422, .own(.questions),
            Localized(zh: "不能查询其他企业。", en: "Nobody asks about another firm."),
            Localized(
                zh: "不填代码即查询本企业；其他企业由主管惠企政策的人员查询。",
                en: "Leave the code out for your own; officers who keep benefits ask about others."
            ), field: field)
    }
    static func day(_ text: String) -> EntitlementsRefusal {
        EntitlementsRefusal(
            "day", 422, .own(.days),
            Localized(zh: "没有“\(text)”这一天。", en: "“\(text)” is no day."),
            Localized(zh: "请写成 2026-01-01 的样子。", en: "Write it like 2026-01-01."), field: "day")
    }
    static func ahead(_ day: Day) -> EntitlementsRefusal {
        EntitlementsRefusal(
            "day", 422, .own(.questions),
            Localized(
                zh: "\(day.text) 还没有到，不能就以后的业务作出判断。",
                en: "\(day.text) lies ahead: nothing is decided for a later event."),
            Localized(
                zh: "请写今日或以前的日期；只想了解的，查询该日是否享受。",
                en: "Give today or an earlier day; to know only, ask whether it holds that day."),
            field: "day")
    }
    static let item = EntitlementsRefusal(
        "item", 422, .own(.questions),
        Localized(
            zh: "这项政策要按商品问：编号应为 4 至 13 位数字。",
            en: "This benefit is asked about goods: a code of 4 to 13 digits."),
        Localized(zh: "请填写商品编号。", en: "Give the code of the goods."), field: "item")
    static let reference = EntitlementsRefusal(
        "reference", 422, .own(.questions),
        Localized(
            zh: "缺少业务编号，或超过 60 个字符。", en: "The event's number is missing or above 60 signs."),
        Localized(
            zh: "请填写保单、运单或报关单等编号。", en: "Give the number of the policy, shipment or entry."),
        field: "reference")
    static let differs = EntitlementsRefusal(
        "differs", 409, .own(.questions),
        Localized(
            zh: "这一业务编号已就另一日期作过判断。",
            en: "This number was decided for another day already."),
        Localized(
            zh: "请查原判断，或使用另一编号。", en: "See that decision, or give another number."),
        field: "reference")
    static let reason = EntitlementsRefusal(
        "reason", 422, .own(.reasons),
        Localized(zh: "缺少理由，或超过 500 字。", en: "The reason is missing or above 500 signs."),
        Localized(zh: "请写明为什么变更。", en: "Say why the rule changes."), field: "reason")
    static let notInFuture = EntitlementsRefusal(
        "not-in-future", 422, .own(.benefitRules),
        Localized(
            zh: "变更的首日须晚于今日：已过的日子不改。",
            en: "A change begins tomorrow at the earliest: the past does not change."),
        Localized(zh: "请把 from 改为以后的日期。", en: "Give a later first day (from)."),
        field: "text")
    static let movedOn = EntitlementsRefusal(
        "moved-on", 409, .own(.benefitRules),
        Localized(zh: "状态已经变化。", en: "It has moved on meanwhile."),
        Localized(zh: "请刷新后再办。", en: "Look again and decide anew."))
    static let baseChanged = EntitlementsRefusal(
        "base-changed", 409, .own(.benefitRules),
        Localized(
            zh: "提出之后，该首日的规则已被另一变更替换。",
            en: "Since it was proposed, another change has come to hold on its first day."),
        Localized(
            zh: "请否决本变更，按现行规则重新提出。",
            en: "Reject it, and propose it anew from the rule in force."))
    static let sameOfficer = EntitlementsRefusal(
        "same-officer", 403, .own(.second),
        Localized(
            zh: "提出变更的人员不能自己复核。", en: "Whoever proposed a change cannot confirm it."),
        Localized(zh: "请由另一名人员复核。", en: "Another officer has to confirm it."))

    /// A file with faults, each with its line.
    static func file(_ faults: [Fault]) -> EntitlementsRefusal {
        var refusal = EntitlementsRefusal(
            "file", 422, .own(.benefitRules),
            Localized(
                zh: "规则有 \(faults.count) 处需要修改。", en: faults.count == 1
                    ? "One place needs mending." : "\(faults.count) places need mending."),
            Localized(zh: "请逐项修改。", en: "Mend each of them."), field: "text")
        refusal.faults = faults
        return refusal
    }

    /// The very same change waits for a second officer.
    static func alreadyProposed(_ change: String) -> EntitlementsRefusal {
        EntitlementsRefusal(
            "already-proposed", 409, .own(.benefitRules),
            Localized(
                zh: "同样的规则已由变更 \(change) 提出，正待复核。",
                en:
                    "The same is proposed already: change \(change) waits for a second officer."
            ),
            Localized(
                zh: "请由另一名人员复核变更 \(change)；要改内容的，先否决它。",
                en: "Have another officer confirm change \(change), or reject it first."),
            field: "text")
    }

    /// Whether it is confirmed or rejected is missing.
    static let decision = EntitlementsRefusal(
        "decision", 422, .own(.orders),
        Localized(zh: "没有写明是确认还是否决。", en: "It does not say whether to confirm."),
        Localized(
            zh: "请写 confirm：true 确认，false 否决。",
            en: "Give confirm: true confirms, false rejects."), field: "confirm")
}
