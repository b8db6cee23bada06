import Kernel

/// Words of the pages about minor defects.
enum ClaimTexts {
    static let title = Localized(zh: "微小瑕疵容缺", en: "Minor defects")
    static let lede = Localized(
        zh: "原产地证明有微小瑕疵的，凭税款担保先放行，在期限内补正即退还担保；逾期按全额征税。",
        en: "Where a proof has a minor defect, goods are released against the guarantee; corrected "
            + "in time it is given back, otherwise the full duty is due.")
    static let lodge = Localized(zh: "申请容缺放行", en: "Claim release")
    static let none = Localized(zh: "还没有容缺申请", en: "No claims yet")
    static let noneOpen = Localized(zh: "没有未了结的容缺", en: "Nothing is open")
    static let list = Localized(zh: "微小瑕疵清单", en: "List of defects")
    static let declaration = Localized(zh: "报关单号", en: "Declaration")
    static let proof = Localized(zh: "原产地证明编号", en: "Number of the proof")
    static let issued = Localized(zh: "证明签发日", en: "Proof issued on")
    static let country = Localized(zh: "出口国", en: "Exporting country")
    static let value = Localized(zh: "完税价格（元）", en: "Customs value (CNY)")
    static let quantity = Localized(
        zh: "数量/单位，从量计征时填，如 2000/035", en: "Quantity/unit where taxed by it, as 2000/035")
    static let defect = Localized(zh: "瑕疵", en: "Defect")
    static let field = Localized(zh: "所在栏目", en: "In which field")
    static let difference = Localized(zh: "差异（%）", en: "Difference (%)")
    static let security = Localized(zh: "担保金额", en: "Security")
    static let released = Localized(zh: "放行日", en: "Released")
    static let due = Localized(zh: "补正期限", en: "To be corrected by")
    static let notSure = Localized(
        zh: "（下一年度放假通知尚未载入，届时可能顺延）",
        en: "(the holidays of the next year are not on record yet: it may move)")
    static let notSureWhy = Localized(
        zh: "下一年度放假通知尚未载入：法定固定节日（如元旦）已扣除，调休和农历节日尚未计入，"
            + "届时可能顺延。",
        en: "The holidays of the next year are not on record yet: festivals fixed by law, such as "
            + "1 January, are taken off; those of the lunar calendar and moved days are not, and "
            + "may move the term.")
    static let correction = Localized(zh: "补正内容", en: "Correction")
    static let correctionHint = Localized(
        zh: "更正后证明的编号与说明", en: "Number of the corrected proof and what was mended")
    static let submit = Localized(zh: "提交补正", en: "Hand the correction in")
    static let accept = Localized(zh: "接受并退还担保", en: "Accept and give the security back")
    static let reject = Localized(zh: "不接受", en: "Reject")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let history = Localized(zh: "经过", en: "What happened")
    static let unpaid = Localized(
        zh: "担保已不足以抵缴，税款仍须缴纳。", en: "The guarantee did not cover it: the duty is still owed.")
    static let minor = Localized(zh: "微小", en: "Minor")
    static let major = Localized(zh: "不是微小瑕疵", en: "Not minor")
    static let kind = Localized(zh: "认定", en: "Taken for")
    static let source = Localized(zh: "依据", en: "Source")
    static let direct = Localized(
        zh: "网页表单按直接运输申报；经第三国中转的，请用接口填写途经地。",
        en: "This form declares direct transport; stops on the way go through the interface.")

    static let importer = Localized(zh: "进口人", en: "Importer")
    static let lodged = Localized(zh: "申请时间", en: "Claimed at")
    static let received = Localized(zh: "补正收到日", en: "Correction received on")
    static let settled = Localized(zh: "了结时间", en: "Settled at")
    static let reckoned = Localized(zh: "担保金额的计算", en: "How the security was reckoned")
    static let paperNote = Localized(
        zh: "本件载明申请内容及打印时的办理情况；情况变化后，核验页会注明本件已不是最新。",
        en: "This says what was claimed and how it stood when it was printed. Once it moves on, "
            + "whoever verifies it is told that it is out of date.")

    static func state(_ state: Claim.State) -> Localized {
        switch state {
        case .pending: Localized(zh: "待补正", en: "To be corrected")
        case .submitted: Localized(zh: "补正待审", en: "Correction handed in")
        case .corrected: Localized(zh: "已补正，担保已退", en: "Corrected, security returned")
        case .lapsed: Localized(zh: "逾期，按全额征税", en: "Lapsed to full duty")
        }
    }

    static func event(_ kind: String) -> Localized {
        switch kind {
        case "origin.claim-released": Localized(zh: "凭担保放行", en: "Released against security")
        case "origin.claim-submitted": Localized(zh: "提交补正", en: "Correction handed in")
        case "origin.claim-rejected": Localized(zh: "补正未被接受", en: "Correction rejected")
        case "origin.claim-corrected": Localized(zh: "补正完成，退还担保", en: "Corrected")
        case "origin.claim-lapsed": Localized(zh: "逾期，按全额征税", en: "Lapsed to full duty")
        default: Localized(same: kind)
        }
    }
}
