public import Kernel

extension EntryRefusal {
    public var message: Localized {
        switch self {
        case .notReadable: Localized(zh: "请求内容不是 JSON 对象。", en: "The body is not a JSON object.")
        case .enterpriseNeeded: Localized(zh: "当前身份不属于任何企业。", en: "You act for no enterprise.")
        case .input(let faults):
            Localized(
                zh: "申报内容有 \(faults.count) 处须更正。", en: "\(faults.count) field(s) to mend.")
        case .notSettled(let key):
            Localized(zh: "该日没有生效的参数 \(key)。", en: "No value of \(key) is in force that day.")
        case .closed(let key):
            Localized(zh: "该日未开放此项办理（\(key)）。", en: "This is closed that day (\(key)).")
        case .numberUsed(let number, let entry):
            Localized(
                zh: "企业内部编号 \(number) 已用于报关单 \(entry)，内容不同。",
                en: "Own number \(number) was used for entry \(entry), with another content.")
        case .billOpen(let bill, let entry):
            Localized(
                zh: "提运单 \(bill) 的报关单 \(entry) 尚未办结。",
                en: "Entry \(entry) for bill \(bill) is not at its end.")
        case .noSuchEntry: Localized(zh: "没有这份报关单。", en: "There is no such entry.")
        case .noSuchEnterprise(let code):
            Localized(zh: "没有登记的企业 \(code)。", en: "No enterprise \(code) is registered.")
        case .noMandate(let name):
            Localized(
                zh: "\(name) 没有委托本企业代理申报。", en: "\(name) has given you no mandate to declare.")
        case .twoStepSuspended(let reason):
            Localized(
                zh: "收货人的两步申报已被暂停：\(reason.zh)",
                en: "Two-step declaration is suspended for the consignee: \(reason.en)")
        case .noSummaryTaxation(let reason):
            Localized(
                zh: "收货人不能适用汇总征税。\(reason.zh)",
                en: "The consignee may not pay once a month. \(reason.en)")
        case .guaranteeInsufficient(let needed, let free, _):
            Localized(
                zh: "须担保税款 \(needed.grouped) 元，可用担保 \(free.grouped) 元。",
                en: "\(needed.grouped) yuan must be secured, \(free.grouped) are free.")
        case .securityNeeded:
            Localized(
                zh: "凭概要申报放行须有税款担保，不能改为逐票缴税。",
                en: "A release on the summary needs security: it cannot be paid for instead.")
        case .filter(let name, _):
            Localized(
                zh: "筛选条件 \(name) 的值不可用。", en: "The filter \(name) means nothing.")
        case .notPossible(let state, _):
            Localized(
                zh: "报关单处于“\(state.name.zh)”，不能这样做。",
                en: "Not possible while the entry is: \(state.name.en).")
        case .completedAlready:
            Localized(
                zh: "完整申报已经提交，内容不同。",
                en: "The full declaration is there, with other content.")
        case .notCarrier:
            Localized(
                zh: "只有物流企业、监管场所经营人和关员可以登记运抵。",
                en: "Only carriers, site operators and officers tell of arrivals.")
        case .nothingHeld(let bill):
            Localized(
                zh: "提运单 \(bill) 没有等待运抵的报关单。", en: "Nothing waits for bill \(bill).")
        case .privilegeHeld(let name):
            Localized(
                zh: "\(name) 已有同样依据、同样期限的资格。",
                en: "\(name) has it already, on that ground and for those days.")
        case .noSuchNote: Localized(zh: "没有这份缴款单。", en: "There is no such payment note.")
        case .noteSettled(let state):
            Localized(zh: "缴款单已了结：\(state)。", en: "The note is settled: \(state).")
        }
    }

    public var fix: Localized {
        switch self {
        case .notReadable: Localized(zh: "按字段表写成 JSON。", en: "Write JSON by the table of fields.")
        case .enterpriseNeeded:
            Localized(zh: "用企业账户登录，或用企业的 API 密钥。", en: "Sign in for an enterprise or use its key.")
        case .input: Localized(zh: "逐条按提示更正后重新提交。", en: "Mend each as said and send it again.")
        case .notSettled:
            Localized(zh: "请系统管理员补上该日的参数。", en: "Ask the operator to add the value of that day.")
        case .closed:
            Localized(zh: "按一般方式申报或等待检验。", en: "Declare or have it inspected ordinarily.")
        case .numberUsed:
            Localized(zh: "新的货物用新的编号；要改这一票请用更正。", en: "Use a new number, or correct that entry.")
        case .billOpen:
            Localized(
                zh: "先办结那一份；分批的货物按分提运单申报。",
                en: "Finish that one first; declare parts under bills of their own.")
        case .noSuchEntry, .noSuchNote: Localized(zh: "核对编号。", en: "Check the number.")
        case .noSuchEnterprise:
            Localized(
                zh: "核对统一社会信用代码或海关编码。", en: "Check the credit code or customs registration.")
        case .noMandate:
            Localized(
                zh: "请双方在“委托授权”中登记“代理申报”。", en: "Agree on a mandate for declaring under Mandates.")
        case .twoStepSuspended:
            Localized(
                zh: "申报方式选“完整申报”，或请海关恢复。",
                en: "Choose “Full declaration” as kind of declaration, or ask the customs to "
                    + "restore it.")
        case .noSummaryTaxation:
            Localized(
                zh: "征税方式选“逐票缴税”，或向海关申请。",
                en: "Choose “Entry by entry” as payment of tax, or apply to the customs.")
        case .guaranteeInsufficient(_, _, let isTwoStep):
            isTwoStep
                ? Localized(
                    zh: "补足税款担保，或申报方式选“完整申报”、征税方式选“逐票缴税”。",
                    en: "Add to the guarantee, or choose “Full declaration” as kind of "
                        + "declaration and “Entry by entry” as payment of tax.")
                : Localized(
                    zh: "补足税款担保，或征税方式选“逐票缴税”。",
                    en: "Add to the guarantee, or choose “Entry by entry” as payment of tax.")
        case .notPossible(_, let next): next
        case .securityNeeded:
            Localized(
                zh: "补足税款担保后仍以“汇总征税”重试；完整申报后可以逐票缴税。",
                en: "Add to the guarantee and try again with “Once a month”; it can be paid for "
                    + "by itself after the full declaration.")
        case .filter(_, let allowed):
            Localized(
                zh: "可用：\(allowed.joined(separator: "、"))；不筛选时不填。",
                en: "Known: \(allowed.joined(separator: ", ")); leave it out to see all.")
        case .completedAlready:
            Localized(zh: "如须修改，请联系申报地海关。", en: "To change it, turn to the customs.")
        case .notCarrier:
            Localized(zh: "请承运人或监管场所登记运抵。", en: "Ask the carrier or the site to tell of it.")
        case .nothingHeld:
            Localized(
                zh: "核对提运单号；已放行的，运抵数据不能再改，请联系申报地海关。",
                en: "Check the bill. Once released, an arrival cannot be changed: turn to the "
                    + "customs.")
        case .privilegeHeld:
            Localized(
                zh: "无需再登记；要改期限的，填写新的首日或末日。",
                en: "Nothing is left to do, or give other days.")
        case .noteSettled: Localized(zh: "无需再办。", en: "Nothing is left to do.")
        }
    }
}
