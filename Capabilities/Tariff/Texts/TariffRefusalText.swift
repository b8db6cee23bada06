public import Kernel

extension TariffRefusal {
    public var message: Localized {
        switch self {
        case .orderEmpty: both("订单没有商品。", "The order has no goods.")
        case .amountNotPositive(let field):
            both("金额或数量不是正数：\(field)。", "An amount or quantity is not positive: \(field).")
        case .amountOutOfRange: both("金额超出可处理范围。", "An amount is out of range.")
        case .noRuleOnDay(let day):
            both("\(day.text) 没有适用的规定。", "No rule is in force on \(day.text).")
        case .codeUnknown(let line, let code):
            both(
                "第 \(line) 项：税则中没有商品编号 \(code)。",
                "Line \(line): the tariff has no code \(code).")
        case .noRateOnDay(let line, let code, let day):
            both(
                "第 \(line) 项：商品编号 \(code) 在 \(day.text) 没有税率数据。",
                "Line \(line): no rate is known for \(code) on \(day.text).")
        case .notOnPositiveList(let line, let code):
            both(
                "第 \(line) 项：商品编号 \(code) 不在跨境电商零售进口商品清单内。",
                "Line \(line): \(code) is not on the list of retail imports.")
        case .listedForOthers(let line, let code, let whom):
            both(
                "第 \(line) 项：商品编号 \(code) 在零售进口商品清单内，但\(whom.told.zh)。",
                "Line \(line): \(code) is on the list of retail imports, but \(whom.told.en).")
        case .vatRateUnknown(let line, let code):
            both(
                "第 \(line) 项：商品编号 \(code) 的增值税税率未知。",
                "Line \(line): the VAT rate of \(code) is not known.")
        case .dutyNotComputable(let line, let code):
            both(
                "第 \(line) 项：商品编号 \(code) 适用从量、复合或滑准关税，税率表中没有税额。",
                "Line \(line): the duty of \(code) is specific, compound or sliding, and its "
                    + "amount is not in the table.")
        case .consumptionTaxNotComputable(let line, let code):
            both(
                "第 \(line) 项：商品编号 \(code) 的从量或复合消费税取决于税率表以外的事实。",
                "Line \(line): the specific or compound consumption tax of \(code) depends on "
                    + "facts the table does not hold.")
        case .quantityMissing(let line, let code, let unit):
            both(
                "第 \(line) 项：商品编号 \(code) 计税需要计量单位 \(unit) 的数量。",
                "Line \(line): the tax of \(code) needs a quantity in unit \(unit).")
        case .exchangeRateMissing(let currency, let day):
            both(
                "币制 \(currency.code) 在 \(day.text) 没有汇率。",
                "No exchange rate for currency \(currency.code) on \(day.text).")
        case .several(let refusals):
            both("\(refusals.count) 处商品无法计税。", "\(refusals.count) lines cannot be taxed.")
        }
    }

    public var fix: Localized {
        switch self {
        case .orderEmpty: both("请至少填写一项商品。", "Give at least one goods line.")
        case .amountNotPositive:
            both(
                "商品数量和订单总价须大于零，单项价格、运费、保费不得为负。",
                "Quantities and the order's value must be above zero; prices, freight and "
                    + "insurance must not be below zero.")
        case .amountOutOfRange:
            both("请核对金额的小数点和单位（元）。", "Check the decimal point and the unit (yuan).")
        case .noRuleOnDay: both("请核对日期。", "Check the day.")
        case .codeUnknown:
            both(
                "请按当年税则重新归类，填写 10 位商品编号。",
                "Classify the goods by this year's tariff and give all ten digits.")
        case .noRateOnDay:
            both(
                "请核对日期；确需计算的，先补充该日适用的税率数据。",
                "Check the day; if it is right, the rates of that day must be added first.")
        case .notOnPositiveList:
            both(
                "清单外的商品请按一般贸易（0110）申报，或核对归类。",
                "Declare it as general trade (0110), or check its classification.")
        case .listedForOthers:
            both(
                "请由符合条件的企业申报或核对原产国；否则按一般贸易（0110）申报。",
                "Have an enterprise that fulfils this declare it, check the origin, or declare it "
                    + "as general trade (0110).")
        case .vatRateUnknown:
            both("请在税率表中补上该编号的增值税税率。", "Add the VAT rate of the code to the table.")
        case .dutyNotComputable:
            both(
                "请按当年税则的税额人工计税，或在税率表中补充。",
                "Have the duty computed by hand from this year's tariff, or add it to the table.")
        case .consumptionTaxNotComputable:
            both(
                "请人工计税：例如啤酒按每吨价格分档，卷烟按每条价格分档。",
                "Have it computed by hand: beer, for example, goes by the price of a tonne, "
                    + "cigarettes by that of a carton.")
        case .quantityMissing:
            both(
                "请填写法定数量及其单位（清单的 qty1/unit1、qty2/unit2）。",
                "Give the statutory quantities and units (qty1/unit1, qty2/unit2 of the list).")
        case .exchangeRateMissing:
            both(
                "请在 exchange-rates.csv 中补上海关公布的当月汇率。",
                "Add the rate the customs published for the month to exchange-rates.csv.")
        case .several: both("请逐项查看原因并修改。", "See the reason of each and mend it.")
        }
    }
}

private func both(_ zh: String, _ en: String) -> Localized { Localized(zh: zh, en: en) }
