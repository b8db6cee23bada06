public import Kernel

extension RetailImportRefusal {
    /// The reason in words, with the figures that led to it.
    func message(_ decision: RetailImportLimitDecision) -> Localized {
        let value = decision.value.grouped
        let order = decision.limits.value.order.grouped
        let year = decision.limits.value.year.grouped
        let used = decision.used.grouped
        return switch self {
        case .aboveOrderLimitSeveralItems:
            Localized(
                zh: "订单完税价格 \(value) 元超过单次交易限值 \(order) 元，且订单下不止一件商品"
                    + "（\(decision.items) 件），不得按跨境电商零售进口。",
                en: "The order is worth \(value) yuan, above the limit of \(order) yuan, and holds "
                    + "\(decision.items) articles: it is not admitted as a retail import.")
        case .aboveYearLimit:
            Localized(
                zh: "本年度已使用 \(used) 元，加上本单 \(value) 元，超过个人年度交易限值 \(year) 元。",
                en: "The buyer used \(used) yuan this year; with this order of \(value) yuan it "
                    + "would go above the yearly limit of \(year) yuan.")
        case .notBelowYearLimit:
            Localized(
                zh: "单件商品完税价格 \(value) 元，未低于年度交易限值 \(year) 元。",
                en: "The article is worth \(value) yuan, which is not below the yearly limit of "
                    + "\(year) yuan.")
        case .generalTradeInFull:
            Localized(
                zh: "订单完税价格 \(value) 元、本年度已使用 \(used) 元，超过限值（单次 \(order) 元，年度 "
                    + "\(year) 元），当时规定按一般贸易全额征税。",
                en: "An order of \(value) yuan after \(used) yuan used this year is above the "
                    + "limits (\(order) yuan an order, \(year) yuan a year): by the rule of that "
                    + "time it is general trade, taxed in full.")
        }
    }

    /// What the buyer or the declarant can do.
    public var fix: Localized {
        switch self {
        case .aboveOrderLimitSeveralItems:
            Localized(
                zh: "请按一般贸易（0110）申报；买家也可取消订单，自行分次购买（不得人为拆单）。",
                en: "Declare general trade (0110); or the buyer cancels and buys in separate "
                    + "orders (splitting one purchase is not allowed).")
        case .aboveYearLimit:
            Localized(
                zh: "请待次年额度恢复或已购商品退货后再买，或按一般贸易（0110）申报。",
                en: "Wait for the next year or for a return, or declare general trade (0110).")
        case .notBelowYearLimit, .generalTradeInFull:
            Localized(zh: "请按一般贸易（0110）申报。", en: "Declare general trade (0110).")
        }
    }
}

extension RetailImportLimitDecision {
    /// Why the order is admitted, or not, in words with the figures.
    public var message: Localized {
        switch treatment {
        case .refused(let reason): reason.message(self)
        case .normal:
            Localized(
                zh: "在限值以内：单次 \(value.grouped) ≤ \(limits.value.order.grouped) 元，年度累计 "
                    + "\(usedAfter.grouped) ≤ \(limits.value.year.grouped) 元。",
                en: "Within the limits: order \(value.grouped) ≤ \(limits.value.order.grouped) "
                    + "yuan, year \(usedAfter.grouped) ≤ \(limits.value.year.grouped) yuan.")
        case .fullTaxSingleItem:
            Localized(
                zh: "超过单次交易限值 \(limits.value.order.grouped) 元，但仅一件商品且低于年度限值："
                    + "可以零售进口，按货物税率全额征税，计入年度交易总额（累计 \(usedAfter.grouped) 元）。",
                en: "Above the order limit of \(limits.value.order.grouped) yuan, but one single "
                    + "article below the yearly limit: admitted, taxed in full as goods, counted "
                    + "into the year (\(usedAfter.grouped) yuan).")
        }
    }

    /// How the verdict came about.
    public var explanation: Explanation {
        Explanation(
            rule: "tariff.retail-import-limit", version: limits.from,
            title: Localized(zh: "交易限值", en: "Purchase limits"),
            inputs: [
                input("放行日期", "Day of release", day.text),
                input("完税价格", "Customs value", value.grouped),
                input("本年度已使用", "Used this year (\(day.year))", used.grouped),
                input("商品件数", "Articles", String(items)),
                input("单次交易限值", "Limit of an order", limits.value.order.grouped),
                input("个人年度交易限值", "Yearly limit", limits.value.year.grouped),
            ],
            outcome: message, citations: [limits.citation])
    }
}

/// One fact of an explanation, named in both languages.
func input(_ zh: String, _ en: String, _ value: String) -> Explanation.Input {
    Explanation.Input(Localized(zh: zh, en: en), value)
}
