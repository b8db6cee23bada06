import Kernel

extension TariffBook {
    /// Tax of a retail import (跨境电商综合税).
    var retailCalculator: Calculator {
        Calculator(
            id: "retail", title: Localized(zh: "跨境电商综合税", en: "Retail import tax"),
            about: Localized(
                zh: "跨境电商零售进口（9610、1210）一单一种商品应缴的税，先看单次和年度限值。",
                en: "Tax of a retail import of one good, after the limits of purchase and year."),
            inputs: [
                .init("code", "商品编号", "Code", isRequired: true),
                .init("price", "实际成交价（元）", "Price paid (yuan)", isRequired: true),
                .init("freight", "运费", "Freight"), .init("insurance", "保费", "Insurance"),
                .init("quantity", "数量/单位", "Quantity/unit"),
                .init("used", "本年已用额度", "Used this year"),
            ], example: [("code", "2204210000"), ("price", "500")]
        ) { query in
            let day = try query.day
            let line = try line(query.required("code"), on: day)
            let quantities = try query.quantities()
            let order = RetailImportOrder(
                lines: [
                    RetailImportOrder.Line(
                        hs10: line.code.text, price: try query.requiredAmount("price"),
                        quantity: quantities.first ?? Quantity(Fixed(1), unit: "011"),
                        statutory: Array(quantities.dropFirst()))
                ], freight: try query.amount("freight") ?? .zero,
                insurance: try query.amount("insurance") ?? .zero)
            let result = try retail.assess(
                order: order, on: day, usedThisYear: try query.amount("used") ?? .zero)
            let explanation = result.explanation
            return Calculator.Result(
                verdict: explanation.outcome,
                outputs: [
                    .init("duty", "关税", "Duty", result.taxes?.duty.text ?? ""),
                    .init(
                        "consumption", "消费税", "Consumption tax",
                        result.taxes?.consumption.text ?? ""),
                    .init("vat", "增值税", "VAT", result.taxes?.vat.text ?? ""),
                    .init("total", "合计", "In all", result.taxes?.total.text ?? ""),
                ], explanation: explanation, carriedOver: carriedOver(line, to: day))
        }
    }

    /// Import tax on articles (行邮税).
    var postalCalculator: Calculator {
        Calculator(
            id: "postal", title: Localized(zh: "行邮税", en: "Tax on parcels and luggage"),
            about: Localized(
                zh: "个人自用物品的进境物品进口税：完税价格乘以所属类别的税率。",
                en: "Import tax on articles for own use: taxable value times the rate of a class."),
            inputs: [
                .init("value", "完税价格（元）", "Taxable value (yuan)", isRequired: true),
                .init(
                    "class", "类别", "Class", isRequired: true,
                    choices: ["1", "2", "3"].map { ($0, Localized(same: $0)) }),
            ], example: [("value", "251"), ("class", "2")]
        ) { query in
            let day = try query.day
            let value = try query.requiredPositive("value")
            let wanted = try query.required("class")
            let classes = postal.classes(on: day)
            guard !classes.isEmpty else {
                throw LookupRefusal.notStated(
                    field: "on",
                    Localized(
                        zh: "本系统没有 \(day.text) 的进境物品进口税税率。",
                        en: "No rates of the tax on articles are held for \(day.text)."))
            }
            guard let found = classes.first(where: { String($0.value.number) == wanted }) else {
                throw LookupRefusal.choice(
                    field: "class", wanted, allowed: classes.map { String($0.value.number) })
            }
            let exempt = try thresholds.amount(.postalTax, on: day)
            let tax = try inRange { () throws(NumberFault) in
                try percent(found.value.pct, of: value)
            }
            let levied = tax <= exempt.value ? Fixed.zero : tax
            let sum = "\(value.grouped) × \(found.value.pct.text)% = \(tax.grouped)"
            let verdict = levied.isZero
                ? Localized(
                    zh: "税额 \(sum) 元，不超过 \(exempt.value.grouped) 元，不征。",
                    en: "\(sum) yuan, not above \(exempt.value.grouped): not levied.")
                : Localized(zh: "应征 \(sum) 元。", en: "Due: \(sum) yuan.")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("tax", "税额", "Tax", tax.text),
                    .init("levied", "应征", "Levied", levied.text),
                    .init("rate", "税率", "Rate", found.value.pct.text + "%"),
                ],
                explanation: Explanation(
                    rule: "tariff.postal-tax", version: found.from,
                    title: Localized(zh: "行邮税", en: "Tax on parcels and luggage"),
                    inputs: [
                        input("完税价格", "Taxable value", value.grouped),
                        input("类别", "Class", found.value.scope.zh),
                        input("税率", "Rate", found.value.pct.text + "%"),
                    ], outcome: verdict, citations: [found.citation, exempt.citation]))
        }
    }

    /// Late fee of duty and taxes (滞纳金).
    var lateFeeCalculator: Calculator {
        Calculator(
            id: "late-fee", title: Localized(zh: "滞纳金", en: "Late fee"),
            about: Localized(
                zh: "自缴款期限届满次日起按日加收，比例按当日有效的规定。",
                en: "So much of the tax for each day past the term, by the figure of the day."),
            inputs: [
                .init("tax", "税款（元）", "Tax (yuan)", isRequired: true),
                .init("days", "滞纳天数", "Days late", isRequired: true),
            ], example: [("tax", "15000"), ("days", "20")]
        ) { query in
            let tax = try query.requiredPositive("tax")
            let days = try wholeNumber(query, "days", most: 36_500)
            let outcome = try LateFee(thresholds).of(tax, days: days, on: query.day)
            return Calculator.Result(
                verdict: outcome.explanation.outcome,
                outputs: [.init("fee", "滞纳金", "Late fee", outcome.levied.text)],
                explanation: outcome.explanation)
        }
    }

    /// Temporary imports taxed by the month.
    var temporaryCalculator: Calculator {
        Calculator(
            id: "temporary", title: Localized(zh: "暂时进境按月征税", en: "Temporary import by month"),
            about: Localized(
                zh: "按月征收全额的一部分；不足一个月的，超过规定天数计一个月，不超过的不计。",
                en: "A part of the whole each month; more days than those stated count as one."),
            inputs: [
                .init("duty", "全额税款（元）", "Whole tax (yuan)", isRequired: true),
                .init("months", "整月数", "Whole months", isRequired: true),
                .init("days", "余下天数", "Days besides"),
            ], example: [("duty", "120000"), ("months", "6"), ("days", "16")]
        ) { query in
            let whole = try query.requiredPositive("duty")
            let months = try wholeNumber(query, "months", most: 600)
            let days = query["days"] == nil ? 0 : try wholeNumber(query, "days", most: 31)
            let term = try thresholds.amount(.temporaryMonths, on: query.day)
            let free = try thresholds.amount(.temporaryDays, on: query.day)
            let most = Int(term.value.raw / Fixed.scale)
            let isCounted = Int64(days) * Fixed.scale > free.value.raw
            let counted = min(most, months + (isCounted ? 1 : 0))
            let due = try inRange { () throws(NumberFault) in
                try whole.scaled(Int128(counted), over: Int128(most), places: 2)
            }
            let sum = "\(whole.grouped) × \(counted) ÷ \(most) = \(due.grouped)"
            let verdict = Localized(zh: "应缴 \(sum) 元。", en: "Due: \(sum) yuan.")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("months", "计征月数", "Months counted", String(counted)),
                    .init("due", "应缴", "Due", due.text),
                ],
                explanation: Explanation(
                    rule: "tariff.temporary-import", version: term.from,
                    title: Localized(zh: "暂时进境按月征税", en: "Temporary import by month"),
                    inputs: [
                        input("整月", "Months", String(months)), input("余天", "Days", String(days)),
                    ], outcome: verdict,
                    citations: [term.citation]))
        }
    }

    /// A whole number of an address.
    func wholeNumber(_ query: TariffQuery, _ name: String, most: Int) throws(LookupRefusal) -> Int {
        let text = try query.required(name)
        guard let number = Int(text), (0...most).contains(number) else {
            throw .numberForm(field: name, text, most: most)
        }
        return number
    }
}
