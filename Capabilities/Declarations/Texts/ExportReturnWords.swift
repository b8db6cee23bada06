import Kernel

/// What applications to return retail exports are told.
enum ExportReturnWords {
    private static let law = Citation(document: "海关总署公告2020年第44号")

    /// Elements in which an application must agree with its list.
    static let compared = ["ebpCode", "ebcCode"]

    private static func finding(
        _ element: String, _ message: Localized, fix: Localized, citation: Citation = law
    ) -> Finding {
        Finding("", "213 \(element)", message, fix: fix, citation: citation)
    }

    static func differs(_ element: String, _ title: Localized) -> Finding {
        finding(
            element,
            Localized(
                zh: "\(title.zh)与原出口清单不一致", en: "\(title.en) differs from the export list"),
            fix: Localized(
                zh: "按原出口清单填写\(title.zh)", en: "Write it as it stands in the export list"))
    }

    static let preNoGiven = finding(
        "preNo",
        Localized(
            zh: "退货申请单预录入号应由电子口岸生成", en: "The E-Port gives the number preNo itself"),
        fix: Localized(zh: "新申请不填 preNo", en: "Leave preNo out of a new application"))

    static func noList(_ number: String) -> Finding {
        finding(
            "invtNo",
            Localized(
                zh: "查无可由本企业申请退货的出口清单 \(number)",
                en: "There is no export list \(number) that this enterprise may return"),
            fix: Localized(
                zh: "核对清单编号；由原申报企业、电商企业，或已取得该电商企业代理申报授权的企业申请",
                en: "Check invtNo; its declarant, its seller or whoever holds the seller's mandate "
                    + "to declare applies"))
    }

    static func notReleased(_ status: Status) -> Finding {
        finding(
            "invtNo",
            Localized(
                zh: "原清单状态为“\(status.name.zh)”，未放行的不办理退货",
                en: "The list is at “\(status.name.en)”: only released goods are returned"),
            fix: Localized(
                zh: "未放行的清单以撤销申请（CEB605）办理", en: "Cancel a list that is not released (CEB605)"))
    }

    static func modeNotReturned(_ mode: String) -> Finding {
        finding(
            "invtNo",
            Localized(
                zh: "原清单监管方式 \(mode) 不适用退货申请单（CEB213）",
                en: "Lists of mode \(mode) do not come back by CEB213"),
            fix: Localized(
                zh: "零售出口（9610、1210）用退货申请单；9710、9810 以报关单办理退运",
                en: "CEB213 is for retail exports (9610, 1210); others come back by declaration"))
    }

    static func otherMode(_ said: String, _ mode: String) -> Finding {
        finding(
            "tradeMode",
            Localized(
                zh: "退货监管方式 \(said) 与原清单不对应，应为 \(mode)",
                en: "Mode \(said) does not belong to the list: it comes back under \(mode)"),
            fix: Localized(zh: "填写 \(mode)", en: "Write \(mode)"),
            citation: Citation(document: "海关跨境统一版报文规范202205", article: "CEB213 tradeMode"))
    }

    static func noRule(_ day: Day) -> Finding {
        finding(
            "appTime",
            Localized(
                zh: "\(day.text) 没有有效的退货期限规则",
                en: "No rule on returns is in force on \(day.text)"),
            fix: Localized(zh: "以报关单办理退运", en: "Bring the goods back by declaration"))
    }

    static func tooLate(_ facts: ExportReturnFacts) -> Finding {
        finding(
            "appTime",
            Localized(
                zh: "清单 \(facts.clearedOn.text) 放行，退货申请期限为 \(facts.applyBy.text)，现已逾期",
                en: "The list was released on \(facts.clearedOn.text); a return could be applied"
                    + " for until \(facts.applyBy.text)"),
            fix: Localized(
                zh: "逾期不按跨境电商退货办理，按一般进口申报",
                en: "It is not a return any more: declare it as an ordinary import"))
    }

    static func notThere(_ facts: ExportReturnFacts, _ mode: String) -> Finding {
        finding(
            "customsCode",
            Localized(
                zh: "\(facts.exportedAt) 关区出口的商品（监管方式 \(mode)）当日不能从 \(facts.returnedAt) 关区退货",
                en: "Goods that left through \(facts.exportedAt) under \(mode) cannot come back"
                    + " through \(facts.returnedAt) on that day"),
            fix: Localized(
                zh: "从原出口关区退货；跨关区退货只适用于零售出口（9610）",
                en: "Bring them back through the district they left; only retail exports (9610)"
                    + " may use another"),
            citation: Citation(document: "海关总署公告2026年第24号"))
    }

    static let fromChina = finding(
        "country",
        Localized(zh: "起运国（地区）不能是中国", en: "The country of departure must not be China"),
        fix: Localized(zh: "填写商品退回时的起运国（地区）代码", en: "Give the country they come back from"))

    static let noReason = finding(
        "reason", Localized(zh: "退货原因为空", en: "No reason is given"),
        fix: Localized(zh: "写明退货原因", en: "Say why the goods come back"))

    static let noLines = finding(
        "gnum", Localized(zh: "退货申请单没有表体", en: "There are no lines"),
        fix: Localized(zh: "逐项列明退回的商品", en: "Name each line that comes back"))

    static func accepted(_ facts: ExportReturnFacts) -> Step {
        Step(
            .stored, info: coded("1800", ReceiptPhrase.passedTo.told(facts.returnedAt)),
            citation: facts.crossing?.text ?? law.text)
    }

    static func arrived(_ facts: ExportReturnFacts) -> Step {
        Step(
            .review,
            info: coded(
                "1200",
                ReceiptPhrase.goodsTallied.told(facts.arrivedOn?.text ?? "", facts.tally ?? "")))
    }

    static let released = Step(.released, info: coded("2600", ReceiptPhrase.returnReleased.told()))
}

/// Of single lines.
extension ExportReturnWords {
    private static func line(
        _ wanted: ExportReturnFitsList.Wanted, _ element: String, _ message: Localized,
        fix: Localized
    ) -> Finding {
        finding(
            element,
            Localized(
                zh: "第 \(wanted.number) 项：\(message.zh)",
                en: "Line \(wanted.number): \(message.en)"), fix: fix)
    }

    static func noLine(_ wanted: ExportReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "gnum",
            Localized(
                zh: "原清单中没有序号为 \(wanted.number)、商品编码为 \(wanted.code) 的商品",
                en: "the list has no line \(wanted.number) with code \(wanted.code)"),
            fix: Localized(
                zh: "按原清单表体填写序号和商品编码", en: "Take gnum and gcode from the list"))
    }

    static func twice(_ wanted: ExportReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "gnum", Localized(zh: "商品序号重复", en: "it stands here twice"),
            fix: Localized(zh: "同一商品合并为一项", en: "Put the goods into one line"))
    }

    static func otherGoods(
        _ wanted: ExportReturnFitsList.Wanted, _ element: String, _ said: String, _ sold: String
    ) -> Finding {
        line(
            wanted, element,
            Localized(
                zh: "“\(said)”与原清单“\(sold)”不一致（\(element)）",
                en: "“\(said)” is “\(sold)” in the list (\(element))"),
            fix: Localized(
                zh: "只能退回原商品，按原清单填写", en: "Only the original goods are returned"))
    }

    static func nothing(_ wanted: ExportReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "qty",
            Localized(zh: "申报数量和法定第一数量应大于 0", en: "qty and qty1 must be above 0"),
            fix: Localized(zh: "填写实际退货数量", en: "Give the quantities returned"))
    }

    static func sameUnit(_ wanted: ExportReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "qty1",
            Localized(
                zh: "申报单位与法定单位相同，两项数量应一致",
                en: "the units are the same, so qty and qty1 must be"),
            fix: Localized(zh: "两项填写相同数量", en: "Write the same quantity in both"))
    }

    static func secondHalf(_ wanted: ExportReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "qty2",
            Localized(
                zh: "法定第二数量与第二单位应同时填写，数量大于 0",
                en: "qty2 and unit2 come together, and qty2 is above 0"),
            fix: Localized(zh: "按原清单填写，或两项都不填", en: "Write both, or neither"))
    }

    static func again(_ wanted: ExportReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "gnum",
            Localized(zh: "该项商品已全部申请退货", en: "all of it was returned already"),
            fix: Localized(
                zh: "可分次退货，合计不得超过原清单数量；请核对已报送的申请",
                en: "Goods may come back in parts, together no more than the list has; look at the "
                    + "applications sent before"))
    }

    static func tooMuch(
        _ wanted: ExportReturnFitsList.Wanted, _ element: String, _ quantity: Fixed,
        sold: Fixed, left: Fixed
    ) -> Finding {
        line(
            wanted, element,
            Localized(
                zh: "退货数量 \(quantity.grouped) 超过可退数量 \(left.grouped)"
                    + "（原清单 \(sold.grouped)，\(element)）",
                en: "\(quantity.grouped) are more than the \(left.grouped) that may come back"
                    + " (sold: \(sold.grouped), \(element))"),
            fix: Localized(
                zh: "不得超过原清单尚未退货的数量", en: "No more than is left of what was sold"))
    }
}
