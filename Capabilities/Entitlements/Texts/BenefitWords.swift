import Kernel

/// Words of benefits.
enum BenefitWords {
    static let benefits = Localized(zh: "惠企政策", en: "Benefits")
    static let own = Localized(zh: "我的惠企政策", en: "My benefits")
    static let rules = Localized(zh: "惠企规则", en: "Rules of benefits")
    static let benefit = Localized(zh: "政策", en: "Benefit")
    static let firm = Localized(zh: "企业", en: "Firm")
    static let code = Localized(zh: "统一社会信用代码", en: "Credit code")
    static let day = Localized(zh: "日期", en: "Day")
    static let item = Localized(zh: "商品编号", en: "Code of the goods")
    static let state = Localized(zh: "状态", en: "State")
    static let from = Localized(zh: "起", en: "From")
    static let to = Localized(zh: "止", en: "To")
    static let missing = Localized(zh: "还缺", en: "Missing")
    static let why = Localized(zh: "为什么", en: "Why")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let basis = Localized(zh: "依据", en: "Basis")
    static let gives = Localized(zh: "享受内容", en: "What it gives")
    static let apply = Localized(zh: "去申请", en: "Apply")
    static let decision = Localized(zh: "判断记录", en: "Decision")
    static let reference = Localized(zh: "业务编号", en: "Number of the event")

    static let lede = Localized(
        zh: "从企业登记、名单、信用等级和登记的指标直接算出；每个条件都有说明和依据。",
        en: "Computed from register, lists, credit level and recorded figures, step by step.")
    static let ownLede = Localized(
        zh: "免申即享的已直接适用；需申请的给出入口；不符合的列明还缺什么。",
        en: "Automatic ones are applied already; for the others you see what is missing.")
    static let rulesLede = Localized(
        zh: "上传规则文件，对全部企业试算谁得谁失，由另一名人员复核，自首日起生效；以前的判断不变。",
        en: "Send a rule file, see who gains and who loses, have another officer confirm it; it "
            + "holds from its first day and earlier decisions stay.")

    static let stateInForm = Localized(zh: "在申请表中填报", en: "State it in the form")
    static let statedInForm = Localized(
        zh: "由企业在申请表中填报。", en: "The firm states it in the form of the application.")
    static let computedHere = Localized(
        zh: "由系统按企业登记、查验等记录计算，不需填报。",
        en: "The system computes it from its own records; nobody states it.")
    static let toBeRecorded = Localized(
        zh: "还没有登记：由主管部门凭证明文件登记，请向该部门提供。",
        en: "Not on record yet: the authority in charge enters it by a document; give it to them.")
    static let recorded = Localized(
        zh: "由主管部门登记；登记有误的，请向该部门更正。",
        en: "The authority in charge has entered it; if it is wrong, have it corrected there.")

    static func name(_ way: BenefitRule.Way) -> Localized {
        switch way {
        case .automatic: Localized(zh: "免申即享", en: "Without applying")
        case .application: Localized(zh: "申请享受", en: "By application")
        }
    }

    static func name(_ state: RuleChange.State) -> Localized {
        switch state {
        case .proposed: Localized(zh: "待复核", en: "Waits for the second officer")
        case .confirmed: Localized(zh: "已确认", en: "Confirmed")
        case .rejected: Localized(zh: "已否决", en: "Rejected")
        }
    }

    static func holds(_ holds: Bool) -> Localized {
        holds ? Localized(zh: "享受", en: "Entitled") : Localized(zh: "不享受", en: "Not entitled")
    }
}
