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
            + taxes.lines.map {
                LineExplanation(line: $0, factors: assessment.factors, isFull: full).whole
            })
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
                + "运费、保费按各项商品价格比例分摊，舍至分，尾差计入最后一项，合计不变；"
                + "税款逐项、逐税种四舍五入至分。",
            en: "Customs value \(assessment.limit.value.grouped) yuan: the price really paid, with "
                + "freight and insurance. Those are spread over the lines by their prices, cut to "
                + "the fen; the rest goes to the last line, so the sum stays the same. Each tax of "
                + "each line is rounded half up to the fen."),
        citations: [assessment.factors.citation])
}
