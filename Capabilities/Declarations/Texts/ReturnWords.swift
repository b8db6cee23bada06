import Kernel

/// What applications to return retail imports are told.
enum ReturnWords {
    /// Elements in which an application must agree with its list.
    static let compared = [
        "customsCode", "orderNo", "ebpCode", "ebcCode", "logisticsNo", "logisticsCode",
        "buyerIdType", "buyerIdNumber", "buyerName",
    ]

    static func differs(_ element: String, _ title: Localized) -> Finding {
        Finding(
            "", "625 \(element)",
            Localized(zh: "\(title.zh)与原清单不一致", en: "\(title.en) differs from the list"),
            fix: Localized(
                zh: "按原清单填写\(title.zh)；商品须退回原监管关区",
                en: "Write it as it stands in the list; goods go back to its district"),
            citation: Law.imports)
    }

    static let preNoGiven = Finding(
        "-625008", "625 preNo",
        Localized(
            zh: "退货申请单预录入号应由电子口岸生成", en: "The E-Port gives the number preNo itself"),
        fix: Localized(zh: "新申请不填 preNo", en: "Leave preNo out of a new application"))

    static func noList(_ number: String) -> Finding {
        Finding(
            "", "625 invtNo",
            Localized(
                zh: "查无本企业申报的进口清单 \(number)",
                en: "There is no import list \(number) that this declarant declared"),
            fix: Localized(
                zh: "核对清单编号（invtNo）和申报企业", en: "Check invtNo and the declarant"))
    }

    static func notReleased(_ status: Status) -> Finding {
        Finding(
            "", "625 invtNo",
            Localized(
                zh: "原清单状态为“\(status.name.zh)”，未放行的不办理退货",
                en: "The list is at “\(status.name.en)”: only released goods are returned"),
            fix: Localized(
                zh: "未放行的清单以撤销申请（CEB623）办理", en: "Cancel a list that is not released"),
            citation: Law.imports)
    }

    static func tooLate(_ window: ReturnWindow) -> Finding {
        Finding(
            "", "625 appTime",
            Localized(
                zh: "清单 \(window.releasedOn.text) 放行，退货申请期限为 \(window.applyBy.text)，现已逾期",
                en: "The list was released on \(window.releasedOn.text); a return could be applied"
                    + " for until \(window.applyBy.text)"),
            fix: Localized(
                zh: "逾期不再办理退货，税款照缴，额度不恢复",
                en: "It is not a return any more: the tax stays due, the yearly amount used"),
            citation: window.citation)
    }

    static func backTooLate(_ backBy: Day, _ citation: Citation) -> Finding {
        Finding(
            "", "625 invtNo",
            Localized(
                zh: "退货商品未在 \(backBy.text) 前运抵原监管场所、区域或退货中心仓",
                en: "The goods were not back at the site, zone or return centre by"
                    + " \(backBy.text)"),
            fix: Localized(
                zh: "逾期不再办理退货，税款照缴，额度不恢复",
                en: "It is not a return any more: the tax stays due, the yearly amount used"),
            citation: citation)
    }

    /// Taken: the goods may come.
    static func accepted(_ backBy: Day) -> Step {
        Step(
            .stored,
            info: coded("1800", ReceiptPhrase.passedUntil.told(backBy.text)),
            citation: Law.imports.text)
    }

    static func arrived(_ day: Day, _ entry: String) -> Step {
        Step(.review, info: coded("1200", ReceiptPhrase.goodsBack.told(day.text, entry)))
    }

    /// Done: yearly amount and tax of the goods are restored.
    static func done(value: Fixed, tax: Fixed) -> Step {
        Step(
            .concluded,
            info: coded(
                "2300",
                ReceiptPhrase.returnApproved.told(value.grouped, tax.grouped)))
    }

    static let notBack = Localized(
        zh: "退货商品尚未运抵", en: "The goods are not back yet")
}

/// Of single lines.
extension ReturnWords {
    private static func line(
        _ wanted: ReturnFitsList.Wanted, _ element: String, _ message: Localized, fix: Localized
    ) -> Finding {
        Finding(
            "", "625 \(element)",
            Localized(
                zh: "第 \(wanted.number) 项：\(message.zh)",
                en: "Line \(wanted.number): \(message.en)"), fix: fix, citation: Law.imports)
    }

    static func noLine(_ wanted: ReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "gnum",
            Localized(
                zh: "原清单中没有序号为 \(wanted.number)、商品编码为 \(wanted.code) 的商品",
                en: "the list has no line \(wanted.number) with code \(wanted.code)"),
            fix: Localized(
                zh: "按原清单表体填写序号和商品编码", en: "Take gnum and gcode from the list"))
    }

    static func twice(_ wanted: ReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "gnum", Localized(zh: "商品序号重复", en: "it stands here twice"),
            fix: Localized(zh: "同一商品合并为一项", en: "Put the goods into one line"))
    }

    static func otherUnit(
        _ wanted: ReturnFitsList.Wanted, _ sold: Inventory.Line
    ) -> Finding {
        line(
            wanted, "unit",
            Localized(
                zh: "计量单位 \(wanted.unit) 与原清单 \(sold.unit) 不一致",
                en: "the unit is \(wanted.unit), in the list \(sold.unit)"),
            fix: Localized(zh: "按原清单的申报计量单位填写", en: "Use the unit of the list"))
    }

    static func otherName(
        _ wanted: ReturnFitsList.Wanted, _ sold: Inventory.Line
    ) -> Finding {
        line(
            wanted, "gname",
            Localized(
                zh: "商品名称与原清单“\(sold.name)”不一致",
                en: "the goods are called “\(sold.name)” in the list"),
            fix: Localized(
                zh: "只能退回原商品，按原清单填写", en: "Only the original goods are returned"))
    }

    static func nothing(_ wanted: ReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "qty", Localized(zh: "退货数量应大于 0", en: "nothing is returned"),
            fix: Localized(zh: "填写实际退货数量", en: "Give the quantity returned"))
    }

    static func again(_ wanted: ReturnFitsList.Wanted) -> Finding {
        line(
            wanted, "gnum",
            Localized(zh: "该项商品已全部申请退货", en: "all of it was returned already"),
            fix: Localized(
                zh: "可分次退货，合计不得超过原清单数量；请核对已报送的申请",
                en: "Goods may come back in parts, together no more than the list has; look at the "
                    + "applications sent before"))
    }

    static func tooMuch(
        _ wanted: ReturnFitsList.Wanted, sold: Fixed, left: Fixed
    ) -> Finding {
        line(
            wanted, "qty",
            Localized(
                zh: "退货数量 \(wanted.quantity.grouped) 超过可退数量 \(left.grouped)"
                    + "（原清单 \(sold.grouped)）",
                en: "\(wanted.quantity.grouped) are more than the \(left.grouped) that may come"
                    + " back (sold: \(sold.grouped))"),
            fix: Localized(
                zh: "不得超过原清单尚未退货的数量", en: "No more than is left of what was sold"))
    }
}
