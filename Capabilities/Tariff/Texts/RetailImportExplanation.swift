import Kernel

/// Tells how an assessment came about: limits, customs value, then every line with its taxes.
func explain(_ assessment: RetailImportAssessment) -> Explanation {
    let limit = assessment.limit
    guard let taxes = assessment.taxes else {
        return Explanation(
            rule: "tariff.retail-import", version: assessment.factors.from,
            title: Localized(zh: "跨境电商零售进口税款", en: "Retail import tax"),
            outcome: limit.message, citations: [limit.limits.citation],
            children: [limit.explanation])
    }
    let full = limit.treatment == .fullTaxSingleItem
    return Explanation(
        rule: "tariff.retail-import", version: assessment.factors.from,
        title: Localized(zh: "跨境电商零售进口税款", en: "Retail import tax"),
        inputs: [
            input("放行日期", "Day of release", limit.day.text),
            input("完税价格", "Customs value", limit.value.grouped),
        ],
        outcome: Localized(
            zh: "应征税款 \(taxes.total.grouped) 元：关税 \(taxes.duty.grouped) 元，消费税 "
                + "\(taxes.consumption.grouped) 元，增值税 \(taxes.vat.grouped) 元"
                + (full ? "（全额征税）。" : "。"),
            en: "Tax due \(taxes.total.grouped) yuan: duty \(taxes.duty.grouped), consumption tax "
                + "\(taxes.consumption.grouped), VAT \(taxes.vat.grouped)"
                + (full ? " (in full)." : ".")),
        citations: [full ? limit.limits.citation : assessment.factors.citation],
        children: [limit.explanation, explainValue(assessment, taxes)]
            + taxes.lines.map { explainLine($0, assessment) })
}

private func explainValue(
    _ assessment: RetailImportAssessment, _ taxes: RetailImportTaxes
) -> Explanation {
    let order = assessment.order
    return Explanation(
        rule: "tariff.retail-import-value",
        title: Localized(zh: "完税价格", en: "Customs value"),
        inputs: [
            input(
                "商品总价", "Goods",
                taxes.lines.map(\.price.grouped).joined(separator: " + ")),
            input("运费", "Freight", order.freight.rounded(to: 2).grouped),
            input("保费", "Insurance", order.insurance.rounded(to: 2).grouped),
        ],
        outcome: Localized(
            zh: "完税价格 \(assessment.limit.value.grouped) 元，为实际交易价格，含零售价、运费和保费。"
                + "运费、保费按各项商品价格比例分摊，舍至分，尾差计入最后一项，合计不变。",
            en: "Customs value \(assessment.limit.value.grouped) yuan: the price really paid, with "
                + "freight and insurance. Those are spread over the lines by their prices, cut to "
                + "the fen; the rest goes to the last line, so the sum stays the same."),
        citations: [assessment.factors.citation])
}

private func explainLine(
    _ line: RetailImportTaxes.Line, _ assessment: RetailImportAssessment
) -> Explanation {
    let tariff = line.tariff
    let reference =
        tariff.isReferenceOnly
        ? Localized(zh: "（税率仅供参考）", en: " (rates for reference only)")
        : Localized(same: "")
    return Explanation(
        rule: "tariff.retail-import-line", version: tariff.from,
        title: Localized(
            zh: "第 \(line.number) 项　\(tariff.code.text)　\(tariff.name.zh)",
            en: "Line \(line.number): \(tariff.code.text) \(tariff.name.en)"),
        inputs: [
            input("价格", "Price", line.price.grouped),
            input("分摊运费、保费", "Share of freight and insurance", line.share.grouped),
            input("完税价格", "Customs value", line.value.grouped),
            input("商品清单", "Positive list", listing(line.listing)),
        ],
        outcome: Localized(
            zh: "本项税款 \(line.total.grouped) 元\(reference.zh)。",
            en: "Tax of this line \(line.total.grouped) yuan\(reference.en)."),
        citations: [tariff.citation],
        children: [
            explainDuty(line, assessment), explainConsumption(line, assessment),
            explainVAT(line, assessment),
        ])
}

private func listing(_ verdict: PositiveList.Verdict) -> String {
    switch verdict {
    case .notEnforced: "未启用 / not enforced"
    case .listed(let heading, _): heading
    case .notListed: "—"
    }
}

private func explainDuty(
    _ line: RetailImportTaxes.Line, _ assessment: RetailImportAssessment
) -> Explanation {
    let rate = percent(line.rates.dutyPct)
    let sum = "\(line.value.grouped) × \(rate) = \(line.duty.grouped)"
    let full = assessment.isFull
    let basis =
        !full
        ? Localized(zh: "限值以内，关税税率暂设为 \(rate)", en: "within the limits the duty is \(rate)")
        : line.tariff.provisional == nil
            ? Localized(zh: "最惠国税率 \(rate)", en: "most-favoured-nation rate \(rate)")
            : Localized(
                zh: "暂定税率 \(rate)，优先于最惠国税率",
                en: "provisional rate \(rate), before the most-favoured-nation rate")
    return Explanation(
        rule: "tariff.import-duty",
        version: full ? line.tariff.from : assessment.factors.from,
        title: Localized(zh: "关税", en: "Duty"),
        inputs: [input("税率", "Rate", rate)],
        outcome: Localized(
            zh: "关税 \(line.duty.grouped) 元 ＝ \(sum)；\(basis.zh)。",
            en: "Duty \(line.duty.grouped) yuan: \(sum); \(basis.en)."),
        citations: [full ? line.tariff.citation : assessment.factors.citation])
}

private func explainConsumption(
    _ line: RetailImportTaxes.Line, _ assessment: RetailImportAssessment
) -> Explanation {
    var inputs: [Explanation.Input] = []
    var children: [Explanation] = []
    let outcome: Localized
    switch line.base {
    case .none:
        outcome = Localized(zh: "该商品不征消费税。", en: "These goods bear no consumption tax.")
    case .belowThreshold(let test):
        children = [explainThreshold(test, reached: false, line.tariff)]
        outcome = Localized(
            zh: "单价未达到起征标准，不征消费税。",
            en: "The price per unit stays below the threshold: no consumption tax.")
    case .due(let pct, let byQuantity, let threshold):
        if let threshold {
            children = [explainThreshold(threshold, reached: true, line.tariff)]
        }
        inputs = [input("比例税率", "Rate", percent(pct))]
        if let part = byQuantity {
            inputs.append(
                input(
                    "从量税额", "By quantity",
                    "\(part.quantity.text) (\(part.unit)) × \(part.rate.grouped) = "
                        + part.amount.grouped))
        }
        let formula = consumptionFormula(line, pct, byQuantity, assessment)
        outcome = Localized(
            zh: "消费税 \(line.consumption.grouped) 元 ＝ \(formula)。",
            en: "Consumption tax \(line.consumption.grouped) yuan: \(formula).")
    }
    return Explanation(
        rule: "tariff.consumption-tax", version: line.tariff.from,
        title: Localized(zh: "进口环节消费税", en: "Consumption tax"), inputs: inputs,
        outcome: outcome,
        citations: assessment.shareCitations + [Citation(document: "消费税暂行条例", article: "第九条")],
        children: children)
}

private func consumptionFormula(
    _ line: RetailImportTaxes.Line, _ pct: Fixed, _ part: ConsumptionTaxBase.ByQuantity?,
    _ assessment: RetailImportAssessment
) -> String {
    var price = line.value.grouped
    if assessment.isFull { price = "(\(price) + \(line.duty.grouped))" }
    let share = assessment.isFull ? "" : " × \(percent(share: line.rates.share))"
    let result = " = \(line.consumption.grouped)"
    guard let part else { return "\(price) ÷ (1 − \(percent(pct))) × \(percent(pct))\(share)\(result)" }
    if pct.isZero { return part.amount.grouped + share + result }
    let whole = "(\(price) + \(part.amount.grouped)) ÷ (1 − \(percent(pct))) × \(percent(pct))"
    return "[\(whole) + \(part.amount.grouped)]\(share)\(result)"
}

private func explainThreshold(
    _ test: ConsumptionTaxThreshold, reached: Bool, _ tariff: TariffLine
) -> Explanation {
    let unit = try? test.price.scaled(Int128(Fixed.scale), over: Int128(test.quantity.raw))
    let figure = unit.map(\.text) ?? "—"
    return Explanation(
        rule: "tariff.consumption-tax-threshold", version: tariff.from,
        title: Localized(zh: "消费税起征标准", en: "Threshold of the consumption tax"),
        inputs: [
            input("价格", "Price", test.price.grouped),
            input("数量（单位代码 \(test.unit)）", "Quantity (unit \(test.unit))", test.quantity.text),
            input("起征单价", "Threshold per unit", test.threshold.grouped),
        ],
        outcome: Localized(
            zh: "单价 \(test.price.grouped) ÷ \(test.quantity.text) = \(figure) 元，"
                + (reached ? "达到" : "未达到") + "每单位 \(test.threshold.grouped) 元的起征标准。",
            en: "\(test.price.grouped) ÷ \(test.quantity.text) = \(figure) yuan a unit, "
                + (reached ? "at or above" : "below")
                + " the threshold of \(test.threshold.grouped) yuan."),
        citations: [tariff.citation])
}

private func explainVAT(
    _ line: RetailImportTaxes.Line, _ assessment: RetailImportAssessment
) -> Explanation {
    let formula = vatFormula(line, full: assessment.isFull)
    return Explanation(
        rule: "tariff.import-vat", version: line.tariff.from,
        title: Localized(zh: "进口环节增值税", en: "Import VAT"),
        inputs: [input("税率", "Rate", percent(line.rates.vatPct))],
        outcome: Localized(
            zh: "增值税 \(line.vat.grouped) 元 ＝ \(formula)。",
            en: "VAT \(line.vat.grouped) yuan: \(formula)."),
        citations: assessment.shareCitations + [Citation(document: "海关总署令第272号", article: "第十七条")])
}

private func vatFormula(_ line: RetailImportTaxes.Line, full: Bool) -> String {
    let rate = percent(line.rates.vatPct)
    let result = " = \(line.vat.grouped)"
    if full {
        let base = [line.value, line.duty, line.consumption].map(\.grouped).joined(separator: " + ")
        return "(\(base)) × \(rate)\(result)"
    }
    var base = line.value.grouped
    if case .due(let pct, let part, _) = line.base {
        if let part { base = "(\(base) + \(part.amount.grouped))" }
        if !pct.isZero { base += " ÷ (1 − \(percent(pct)))" }
    }
    return "\(base) × \(rate) × \(percent(share: line.rates.share))\(result)"
}

extension RetailImportAssessment {
    fileprivate var isFull: Bool { limit.treatment == .fullTaxSingleItem }

    /// Why only a share of a tax is levied; nothing when it is levied in full.
    fileprivate var shareCitations: [Citation] { isFull ? [] : [factors.citation] }
}

/// `13%` for a rate of 13.
private func percent(_ rate: Fixed) -> String { rate.text + "%" }

/// `70%` for a share of 0.7. A share is at most 1, so a hundred times it fits.
private func percent(share: Fixed) -> String { Fixed(raw: share.raw * 100).text + "%" }
