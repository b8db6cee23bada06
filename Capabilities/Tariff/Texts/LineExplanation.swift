import Kernel

/// Tells how the taxes of one goods line came about.
struct LineExplanation {
    let line: RetailImportTaxes.Line
    /// What is levied within the limits.
    let factors: Dated<RetailImportFactors>?
    /// Whether the order is taxed in full.
    let isFull: Bool
    /// Taxes of the line that are not levied, because those of the consignment stay small.
    var exempt: Set<ConsignmentTaxes.Tax> = []

    var whole: Explanation {
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
            ],
            outcome: Localized(
                zh: "本项税款 \(line.total.grouped) 元\(reference.zh)。",
                en: "Tax of this line \(line.total.grouped) yuan\(reference.en)."),
            citations: tariff.citations, children: [listing, duty, consumption, vat])
    }

    private var listing: Explanation {
        let outcome: Localized
        let citation: Citation?
        switch line.listing {
        case .notEnforced(let source):
            outcome = Localized(
                zh: "系统未载入清单，按默认设置不限制商品编号。",
                en: "The list is not loaded; by default every code is admitted.")
            citation = source
        case .listed(let heading, let source):
            outcome = Localized(
                zh: "商品编号在清单税号 \(heading) 内。", en: "The code stands under \(heading) of the list.")
            citation = source
        case .onlyFor(let whom, let heading, let source):
            outcome = Localized(
                zh: "清单税号 \(heading)：\(whom.told.zh)。",
                en: "Under \(heading) of the list, \(whom.told.en).")
            citation = source
        case .notListed:
            outcome = Localized(zh: "商品编号不在清单内。", en: "The code is not on the list.")
            citation = nil
        }
        return Explanation(
            rule: "tariff.positive-list",
            title: Localized(zh: "零售进口商品清单", en: "List of retail imports"), outcome: outcome,
            citations: citation.map { [$0] } ?? [])
    }

    private var duty: Explanation {
        let rate = percent(line.rates.dutyPct)
        let sum = "\(line.value.grouped) × \(rate) = \(line.duty.grouped)"
        let basis =
            !isFull
            ? Localized(zh: "限值以内，关税税率暂设为 \(rate)", en: "within the limits the rate is \(rate)")
            : line.tariff.provisional == nil
                ? Localized(
                    zh: "按最惠国税率 \(rate) 计，未审查原产地",
                    en: "most-favoured-nation rate \(rate), origin not examined")
                : Localized(
                    zh: "按暂定税率 \(rate) 计，优先于最惠国税率，未审查原产地",
                    en: "provisional rate \(rate), which goes before the most-favoured-nation "
                        + "rate; origin not examined")
        let source = line.tariff.source(of: line.tariff.provisional == nil ? .mfn : .provisional)
        return Explanation(
            rule: "tariff.import-duty", version: isFull ? source.from : factors?.from,
            title: Localized(zh: "关税", en: "Duty"), inputs: [input("税率", "Rate", rate)],
            outcome: Localized(
                zh: "关税 = \(sum) 元；\(basis.zh)。", en: "Duty = \(sum) yuan; \(basis.en)."),
            citations: isFull
                ? [source.citation, Citation(document: "关税法", article: "第十三条")]
                : shareCitations)
    }

    var consumption: Explanation {
        var inputs: [Explanation.Input] = []
        var children: [Explanation] = []
        let source = line.tariff.source(of: .consumption)
        var citations = [source.citation]
        let outcome: Localized
        switch line.base {
        case .none:
            outcome = Localized(zh: "该商品不征消费税。", en: "These goods bear no consumption tax.")
        case .belowThreshold(let test):
            children = [threshold(test, reached: false)]
            outcome = Localized(
                zh: "单价未达到起征标准，不征消费税。",
                en: "The price per unit stays below the threshold: no consumption tax.")
        case .due(let pct, let part, let test):
            if let test { children = [threshold(test, reached: true)] }
            if !pct.isZero { inputs.append(input("比例税率", "Rate", percent(pct))) }
            if let part {
                inputs.append(
                    input(
                        "从量税额（每\(part.unit.zh) \(part.rate.grouped) 元）",
                        "By quantity, \(part.rate.grouped) yuan a \(part.unit.en)",
                        "\(part.quantity.text) × \(part.rate.grouped) = \(part.amount.grouped)"))
                if let converted = part.converted { children.append(conversion(part, converted)) }
                if let found = part.computedClass { children.append(computedClass(part, found)) }
                if let found = part.priceClass { children.append(priceClass(part, found)) }
            }
            let sum = "\(consumptionFormula(pct, part)) = \(line.consumption.grouped)"
            outcome = exempt.contains(.consumption)
                ? Localized(
                    zh: "在免征额以内，消费税不征。", en: "Within the exemption: consumption tax is not levied.")
                : Localized(zh: "消费税 = \(sum) 元。", en: "Consumption tax = \(sum) yuan.")
            citations = shareCitations + [
                source.citation, Citation(document: "消费税暂行条例", article: "第九条"),
            ]
        }
        return Explanation(
            rule: "tariff.consumption-tax", version: source.from,
            title: Localized(zh: "进口环节消费税", en: "Consumption tax"), inputs: inputs,
            outcome: outcome, citations: citations, children: children)
    }

    private func consumptionFormula(_ pct: Fixed, _ part: ConsumptionTaxBase.ByQuantity?)
        -> String
    {
        let share = isFull ? "" : " × \(percent(share: line.rates.share))"
        let amount = part?.amount.grouped
        if let amount, pct.isZero { return amount + share }
        let summands = [line.value.grouped] + (isFull ? [line.duty.grouped] : [])
            + (amount.map { [$0] } ?? [])
        let sum = summands.joined(separator: " + ")
        let price = summands.count > 1 ? "(\(sum))" : sum
        let whole = "\(price) ÷ (1 − \(percent(pct))) × \(percent(pct))"
        guard let amount else { return whole + share }
        return isFull ? "\(whole) + \(amount)" : "[\(whole) + \(amount)]\(share)"
    }

    private func conversion(
        _ part: ConsumptionTaxBase.ByQuantity, _ converted: ConvertedQuantity
    ) -> Explanation {
        let (given, found) = (converted.given.grouped, part.quantity.text)
        return Explanation(
            rule: "tariff.unit-conversion", version: converted.from,
            title: Localized(zh: "计量单位换算", en: "Conversion of units"),
            inputs: [
                input(
                    "申报数量（\(converted.unit.zh)）", "Quantity declared (\(converted.unit.en))",
                    given)
            ],
            outcome: Localized(
                zh: "\(given) \(converted.unit.zh) = \(found) \(part.unit.zh)"
                    + "（\(converted.told.zh)）。",
                en: "\(given) \(converted.unit.en) = \(found) \(part.unit.en) "
                    + "(\(converted.told.en))."),
            citations: [converted.citation])
    }

    /// By which of two per cents goods are taxed whose class follows a price that is reckoned.
    private func computedClass(
        _ part: ConsumptionTaxBase.ByQuantity, _ found: ConsumptionTaxBase.ComputedClass
    ) -> Explanation {
        let source = line.tariff.source(of: .consumption)
        let (value, duty) = (found.value.grouped, found.duty.grouped)
        let formula = "(\(value) + \(duty) + \(part.amount.grouped)) ÷ "
            + "(1 − \(percent(found.lower))) ÷ \(part.quantity.text)"
        let left = Int128(100) * Int128(Fixed.scale) - Int128(found.lower.raw)
        let price = (try? found.value.adding(found.duty).adding(part.amount)).flatMap { sum in
            try? sum.scaled(
                100 * Int128(Fixed.scale) * Int128(Fixed.scale),
                over: Int128(part.quantity.raw) * left, places: 4)
        }
        let sum = "\(formula) = \(price?.text ?? "—")"
        let split = found.split.text
        return Explanation(
            rule: "tariff.consumption-tax-class", version: source.from,
            title: Localized(zh: "按计税价格分档", en: "Class by reckoned price"),
            inputs: [
                input("分档价格（元/\(part.unit.zh)）", "Split (yuan a \(part.unit.en))", split),
                input("试算税率", "Rate reckoned with", percent(found.lower)),
            ],
            outcome: Localized(
                zh: "每\(part.unit.zh) \(sum) 元，" + (found.isUpper ? "达到" : "低于") + " \(split) 元。",
                en: "\(sum) yuan a \(part.unit.en), "
                    + (found.isUpper ? "at or above" : "below") + " \(split)."),
            citations: [source.citation])
    }

    /// By which of two amounts goods are taxed whose class follows their price in US dollars.
    private func priceClass(
        _ part: ConsumptionTaxBase.ByQuantity, _ found: ConsumptionTaxBase.PriceClass
    ) -> Explanation {
        let source = line.tariff.source(of: .consumption)
        let rate = "\(found.dollar.cny.text)"
            + (found.dollar.units == Fixed(1) ? "" : " ÷ \(found.dollar.units.text)")
        let price = found.dollar.yuanPerUnit.flatMap { yuan in
            try? found.value.scaled(
                Int128(Fixed.scale) * Int128(Fixed.scale),
                over: Int128(part.quantity.raw) * Int128(yuan.raw), places: 2)
        }
        let sum = "\(found.value.grouped) ÷ \(part.quantity.text) ÷ (\(rate)) = "
            + (price?.grouped ?? "—")
        let split = found.split.grouped
        let doubt = found.dollar.isDefault ? TariffBook.defaultExchange : Localized(same: "")
        return Explanation(
            rule: "tariff.consumption-tax-class", version: source.from,
            title: Localized(zh: "按价格分档", en: "Class by price"),
            inputs: [
                input("分档价格（美元）", "Split (US dollars)", split),
                input("汇率（1 美元折合元）", "Yuan a US dollar", rate),
            ],
            outcome: Localized(
                zh: "每\(part.unit.zh) \(sum) 美元，" + (found.isUpper ? "达到" : "低于") + " \(split) 美元，"
                    + "按每\(part.unit.zh) \(part.rate.grouped) 元。\(doubt.zh)",
                en: "\(sum) US dollars a \(part.unit.en), "
                    + (found.isUpper ? "at or above" : "below")
                    + " \(split): \(part.rate.grouped) yuan a \(part.unit.en)."
                    + (doubt.en.isEmpty ? "" : " \(doubt.en)")),
            citations: [source.citation, found.dollar.citation])
    }

    private func threshold(_ test: ConsumptionTaxThreshold, reached: Bool) -> Explanation {
        let source = line.tariff.source(of: .consumption)
        let unitPrice = try? test.price.scaled(Int128(Fixed.scale), over: Int128(test.quantity.raw))
        let sum = "\(test.price.grouped) ÷ \(test.quantity.text) = \(unitPrice?.grouped ?? "—")"
        return Explanation(
            rule: "tariff.consumption-tax-threshold", version: source.from,
            title: Localized(zh: "消费税起征标准", en: "Threshold of the consumption tax"),
            inputs: [
                input("价格", "Price", test.price.grouped),
                input("数量（\(test.unit.zh)）", "Quantity (\(test.unit.en))", test.quantity.text),
                input("起征单价", "Threshold per unit", test.threshold.grouped),
            ],
            outcome: Localized(
                zh: "每\(test.unit.zh) \(sum) 元，" + (reached ? "达到" : "未达到")
                    + " \(test.threshold.grouped) 元的起征标准。",
                en: "\(sum) yuan a \(test.unit.en), " + (reached ? "at or above" : "below")
                    + " the threshold of \(test.threshold.grouped) yuan."),
            citations: [source.citation])
    }

    var vat: Explanation {
        let sum = "\(vatFormula) = \(line.vat.grouped)"
        let source = line.tariff.source(of: .vat)
        return Explanation(
            rule: "tariff.import-vat", version: source.from,
            title: Localized(zh: "进口环节增值税", en: "Import VAT"),
            inputs: [input("税率", "Rate", percent(line.rates.vatPct))],
            outcome: exempt.contains(.vat)
                ? Localized(zh: "在免征额以内，增值税不征。", en: "Within the exemption: VAT is not levied.")
                : Localized(zh: "增值税 = \(sum) 元。", en: "VAT = \(sum) yuan."),
            citations: shareCitations + [
                source.citation, Citation(document: "海关总署令第272号", article: "第十七条"),
            ])
    }

    private var vatFormula: String {
        let rate = percent(line.rates.vatPct)
        if isFull {
            let base = [line.value, line.duty, line.consumption].map(\.grouped)
            return "(\(base.joined(separator: " + "))) × \(rate)"
        }
        var base = line.value.grouped
        if case .due(let pct, let part, _) = line.base {
            if let part { base = "(\(base) + \(part.amount.grouped))" }
            if !pct.isZero { base += " ÷ (1 − \(percent(pct)))" }
        }
        return "\(base) × \(rate) × \(percent(share: line.rates.share))"
    }

    /// Why only a share of a tax is levied; nothing when it is levied in full.
    private var shareCitations: [Citation] { isFull ? [] : factors.map { [$0.citation] } ?? [] }
}

/// `13%` for a rate of 13.
private func percent(_ rate: Fixed) -> String { rate.text + "%" }

/// `70%` for a share of 0.7. A share is at most 1, so a hundred times it fits.
private func percent(share: Fixed) -> String { Fixed(raw: share.raw * 100).text + "%" }
