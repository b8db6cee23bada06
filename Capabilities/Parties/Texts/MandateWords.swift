import Kernel

/// The words of the pages about mandates.
enum MandateWords {
    static let title = Localized(zh: "委托授权", en: "Mandates")
    static let lede = Localized(
        zh: "一家企业授权另一家企业办理的事项。由一方发起、另一方确认后生效，任何一方可随时终止，不追溯。",
        en: "What one enterprise lets another do. One side proposes, the other accepts; either may "
            + "end it at any time, never retroactively.")
    static let mandate = Localized(zh: "委托", en: "Mandate")
    static let scope = Localized(zh: "委托事项", en: "Scope")
    static let grantor = Localized(zh: "委托人", en: "Grantor")
    static let grantee = Localized(zh: "受托人", en: "Grantee")
    static let from = Localized(zh: "起始日期", en: "From")
    static let to = Localized(zh: "截止日期", en: "To")
    static let status = Localized(zh: "状态", en: "Status")
    static let reason = Localized(zh: "原因", en: "Reason")
    static let ours = Localized(zh: "本企业", en: "Your enterprise")
    static let none = Localized(zh: "还没有委托授权", en: "No mandates yet")
    static let noneHint = Localized(
        zh: "在下方发起一项，由对方确认后生效。",
        en: "Propose one below; it holds once the other side has accepted it.")

    static let propose = Localized(zh: "发起委托", en: "Propose a mandate")
    static let side = Localized(zh: "谁委托谁", en: "Who gives it")
    static let weGive = Localized(zh: "本企业委托对方", en: "Your enterprise gives it to the other")
    static let weAsk = Localized(
        zh: "请对方委托本企业", en: "Your enterprise asks the other to give it")
    static let other = Localized(zh: "对方企业代码", en: "Code of the other enterprise")
    static let otherHint = Localized(
        zh: "统一社会信用代码、海关注册编码或平台标识。",
        en: "Credit code, customs registration or platform identifier.")
    static let fromHint = Localized(zh: "留空为今天；不能早于今天。", en: "Today if left empty; not earlier.")
    static let toHint = Localized(zh: "留空为长期有效。", en: "No end if left empty.")
    static let send = Localized(zh: "发起，等待对方确认", en: "Propose")

    static let toAccept = Localized(zh: "待本企业确认", en: "For you to accept")
    static let waits = Localized(zh: "待对方确认", en: "Waits for the other side")
    static let inForce = Localized(zh: "有效", en: "In force")
    static let ahead = Localized(zh: "尚未生效", en: "Not yet")
    static let ended = Localized(zh: "已到期", en: "Ended")
    static let revoked = Localized(zh: "已终止", en: "Revoked")
    static let declined = Localized(zh: "已谢绝", en: "Declined")
    static let withdrawn = Localized(zh: "已撤回", en: "Withdrawn")

    static let accept = Localized(zh: "确认委托", en: "Accept")
    static let acceptLede = Localized(
        zh: "确认后即按上述事项和期限生效。", en: "Once accepted it holds for the scope and days above.")
    static let decline = Localized(zh: "谢绝", en: "Decline")
    static let withdraw = Localized(zh: "撤回", en: "Withdraw")
    static let end = Localized(zh: "终止委托", en: "End the mandate")
    static let endLede = Localized(
        zh: "自今天起不再有效；此前已办结的业务不受影响。",
        en: "It no longer holds from today; what was decided by it stays.")
    static let reasonHint = Localized(
        zh: "双方均可看到，不超过 200 个字符。", en: "Both sides see it; 200 characters at most.")
    static let endless = Localized(zh: "长期有效，直至任何一方终止", en: "No end, until one side ends it")
    static let paperNote = Localized(
        zh: "双方在本系统确认的委托。任何一方可随时终止；是否仍然有效，以核验页所示为准。",
        en: "Agreed by both sides in this system. Either may end it at any time: whether it still "
            + "holds is what the verification page says.")
    static let history = Localized(zh: "经过", en: "History")

    /// What happened, for the kind of a journal entry.
    static func event(_ kind: String) -> Localized {
        switch kind {
        case "parties.mandate-offered": Localized(zh: "发起", en: "Proposed")
        case "parties.mandate-accepted": Localized(zh: "确认", en: "Accepted")
        case "parties.mandate-revoked": Localized(zh: "终止", en: "Ended")
        default: Localized(same: kind)
        }
    }
}
