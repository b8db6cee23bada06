import Kernel

/// The sentences this system puts into receipts. The protocol has them in Chinese; pages in English
/// say the same in English, found by the same words.
enum ReceiptPhrase: CaseIterable {
    case declared, changed, withdrawn, staged, declaring, sent, notSent
    case copy, summaryResult, sandboxPassed
    case passedUntil, passedTo, passed, review, returnReleased, released
    case goodsBack, goodsTallied, returnApproved, linesApproved, summarised
    case cancellationApproved, cancelled, tallyFits, enteredAt, entered, delivered
    case billMade, billSummarised, billVoid

    /// With `{}` for what differs from receipt to receipt. English may leave that out.
    var pattern: Localized {
        switch self {
        case .declared: Localized(zh: "新增申报成功{}", en: "Declared")
        case .changed: Localized(zh: "变更申报成功{}", en: "Change declared")
        case .withdrawn: Localized(zh: "删除成功", en: "Withdrawn")
        case .staged: Localized(zh: "电子口岸已暂存", en: "Kept as a draft")
        case .declaring: Localized(zh: "电子口岸申报中", en: "Being declared")
        case .sent: Localized(zh: "发送海关成功", en: "Sent to customs")
        case .notSent: Localized(zh: "发送海关失败：{}", en: "Not taken by customs: {}")
        case .copy:
            Localized(zh: "抄送报文 {}，共 {} 份单证", en: "Copy of message {} with {} documents")
        case .summaryResult: Localized(zh: "汇总结果 {}", en: "Summary result {}")
        case .sandboxPassed:
            Localized(zh: "沙箱测试：逻辑校验通过", en: "Sandbox: logic check passed")
        case .passedUntil:
            Localized(
                zh: "逻辑校验通过，退货商品应于 {} 前运抵",
                en: "Logic check passed; the goods are to be back by {}")
        case .passedTo:
            Localized(
                zh: "逻辑校验通过，待 {} 关区监管场所理货",
                en: "Logic check passed; the goods are to be tallied at a site of district {}")
        case .passed: Localized(zh: "逻辑校验通过", en: "Logic check passed")
        case .review: Localized(zh: "待人工审核", en: "Waiting for manual review")
        case .returnReleased: Localized(zh: "退货放行", en: "Return released")
        case .released: Localized(zh: "放行", en: "Released")
        case .goodsBack:
            Localized(
                zh: "退货商品 {} 运抵（{}），待海关查核",
                en: "The goods were back on {} ({}); customs look at them")
        case .goodsTallied:
            Localized(
                zh: "退货商品 {} 理货（{}），待人工审核",
                en: "The goods were tallied on {} ({}); an officer looks at them")
        case .returnApproved:
            Localized(
                zh: "退货审核通过，恢复个人额度 {} 元，核减税款 {} 元",
                en: "Return approved: CNY {} of the yearly amount restored,"
                    + " CNY {} of tax taken off")
        case .linesApproved:
            Localized(
                zh: "审核通过：{} 项相符，{} 项不符", en: "Approved: {} lines fit, {} do not")
        case .summarised:
            Localized(
                zh: "汇总完成：{} 份清单，{} 份报关单，汇总编号 {}",
                en: "Summarised: {} lists, {} declarations, summary number {}")
        case .cancellationApproved:
            Localized(
                zh: "撤销审核通过，清单已撤销", en: "Cancellation approved, the list is cancelled")
        case .cancelled: Localized(zh: "按撤销申请撤销", en: "Cancelled as applied for")
        case .tallyFits:
            Localized(zh: "理货相符，退货申请 {}", en: "The tally fits return application {}")
        case .enteredAt: Localized(zh: "已入库 {}", en: "Entered the warehouse at {}")
        case .entered: Localized(zh: "已入库", en: "Entered the warehouse")
        case .delivered: Localized(zh: "已签收 {}", en: "Delivered {}")
        case .billMade:
            Localized(
                zh: "电子税单 {} 已生成，税款 {} 元，缴纳期 {} 至 {}",
                en: "Tax bill {} made: CNY {}, to be paid from {} to {}")
        case .billSummarised:
            Localized(
                zh: "电子税单 {} 已汇总至缴款书 {}", en: "Tax bill {} put into payment book {}")
        case .billVoid: Localized(zh: "电子税单 {} 已作废", en: "Tax bill {} is void")
        }
    }

    /// As it stands in a receipt, with what goes into its gaps.
    func told(_ parts: String...) -> String {
        ReceiptPhrase.filled(pattern.zh, parts)
    }

    static func filled(_ pattern: String, _ parts: [String]) -> String {
        var rest = parts[...]
        var text = ""
        for (index, piece) in pattern.split(separator: "{}", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 { text += rest.popFirst() ?? "" }
            text += piece
        }
        return text
    }
}
