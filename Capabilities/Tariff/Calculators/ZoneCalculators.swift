import Kernel
import Web

extension TariffBook {
    /// A material of a finished good, `CODE:VALUE`.
    private func materials(_ query: TariffQuery, on day: Day) throws -> [(TariffLine, Fixed)] {
        var found: [(TariffLine, Fixed)] = []
        for text in query.form.all("material") {
            for word in text.halfWidth.split(whereSeparator: { $0 == " " || $0 == ";" }) {
                let parts = word.utf8.split(separator: UInt8(ascii: ":"))
                guard parts.count == 2 else {
                    throw LookupRefusal.numberForm(field: "material", String(word))
                }
                found.append(
                    (
                        try line(String(Substring(parts[0])), on: day),
                        try TariffQuery.positive(String(Substring(parts[1])), "material")
                    ))
            }
        }
        guard !found.isEmpty else { throw LookupRefusal.missing(field: "material") }
        return found
    }

    /// Duty without any claim: provisional, else most-favoured-nation rate.
    private func plainDuty(_ line: TariffLine, _ value: Fixed, _ day: Day) throws
        -> (DutyRate, Fixed)
    {
        let rate = line.provisional.map { DutyRate.adValorem(pct: $0) } ?? line.duty
        let goods = TaxedGoods(number: 1, line: line, value: value, quantities: [], day: day)
        return (rate, try duty(rate, of: goods))
    }

    /// One duty of the comparison.
    private func step(
        _ what: Localized, _ line: TariffLine, _ value: Fixed, _ rate: DutyRate, _ duty: Fixed,
        _ day: Day
    ) -> Explanation {
        let told = RateWords(book: self, day: day).told(rate)
        let source = line.source(of: line.provisional == nil ? .mfn : .provisional)
        return Explanation(
            rule: "tariff.import-duty", version: source.from,
            title: Localized(
                zh: "\(what.zh) \(line.code.text) \(line.name.zh)",
                en: "\(what.en): \(line.code.text) \(line.name.en)"),
            outcome: Localized(
                zh: "\(value.grouped) × \(told.zh) = \(duty.grouped) 元。",
                en: "\(value.grouped) × \(told.en) = \(duty.grouped) yuan."),
            citations: [source.citation])
    }

    /// Selective duty (内销选择性征收关税): by the materials or by the finished good.
    var selectiveCalculator: Calculator {
        Calculator(
            id: "selective", title: Localized(zh: "选择性征收关税", en: "Selective duty"),
            about: Localized(
                zh: "综合保税区内加工的货物内销，关税按料件还是按成品征收，比一比。增值税、消费税一律按成品。",
                en: "Goods made in a bonded zone and sold inland: duty by materials or by the "
                    + "finished good, whichever is less. VAT and consumption tax go by the good."),
            inputs: [
                .init("code", "成品编号", "Code of the good", isRequired: true),
                .init("value", "成品内销价格（元）", "Value of the good (yuan)", isRequired: true),
                .init(
                    "material", "进口料件 编号:价格，空格分隔", "Imported materials, CODE:VALUE",
                    isRequired: true),
            ],
            example: [
                ("code", "8516601000"), ("value", "1000"),
                ("material", "8501109990:200 8537109090:80"),
            ]
        ) { query in
            let day = try query.day
            let good = try line(query.required("code"), on: day)
            let value = try query.requiredPositive("value")
            let (rate, byGood) = try plainDuty(good, value, day)
            var byMaterials = Fixed.zero
            var steps: [Explanation] = []
            var lines = [good]
            for (line, price) in try materials(query, on: day) {
                lines.append(line)
                let (rate, duty) = try plainDuty(line, price, day)
                byMaterials = try byMaterials.adding(duty)
                let name = Localized(zh: "料件", en: "Material")
                steps.append(step(name, line, price, rate, duty, day))
            }
            steps.append(
                step(Localized(zh: "成品", en: "The good"), good, value, rate, byGood, day))
            let difference = try byGood.subtracting(byMaterials)
            let isMaterials = difference > .zero
            let less = Fixed(raw: difference.raw < 0 ? -difference.raw : difference.raw).grouped
            let verdict = isMaterials
                ? Localized(
                    zh: "按料件征收少缴关税 \(less) 元；按料件征收的另有缓税利息，未计。",
                    en: "By materials \(less) yuan less; deferred-tax interest comes on top.")
                : Localized(
                    zh: "按成品征收少缴关税 \(less) 元。", en: "By the finished good \(less) yuan less.")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("byMaterials", "按料件", "By materials", byMaterials.text),
                    .init("byGood", "按成品", "By the good", byGood.text),
                    .init(
                        "choice", "较低者", "Lower", isMaterials ? "materials" : "good",
                        shown: isMaterials
                            ? Localized(zh: "料件", en: "materials")
                            : Localized(zh: "成品", en: "the good")),
                ],
                explanation: Explanation(
                    rule: "tariff.selective-duty",
                    title: Localized(zh: "选择性征收关税", en: "Selective duty"), outcome: verdict,
                    citations: [
                        Citation(document: "财关税〔2016〕40号"),
                        Citation(document: "财政部 海关总署 税务总局公告2020年第20号"),
                    ], children: steps), carriedOver: carriedOver(lines, to: day))
        }
    }

    /// Value added by processing (加工增值货物内销免关税).
    var valueAddedCalculator: Calculator {
        Calculator(
            id: "value-added", title: Localized(zh: "加工增值免关税", en: "Value added by processing"),
            about: Localized(
                zh: "区内加工增值达到规定比例的货物内销免征关税，增值税、消费税照征。须所在区域获准试点。",
                en: "Goods whose value grew enough by processing are free of duty when sold "
                    + "inland; VAT and consumption tax stay. The zone needs a mandate."),
            inputs: [
                .init("price", "内销价格（元）", "Price inland (yuan)", isRequired: true),
                .init("imported", "进口料件价格", "Imported materials", isRequired: true),
                .init("domestic", "境内区外采购料件价格", "Materials bought inland"),
                .init("threshold", "比例门槛（%）", "Threshold (%)"),
            ], example: [("price", "1300"), ("imported", "800"), ("domestic", "200")]
        ) { query in
            let price = try query.requiredPositive("price")
            let imported = try query.requiredAmount("imported")
            let domestic = try query.amount("domestic") ?? .zero
            let standard = try thresholds.amount(.valueAdded, on: query.day)
            let own = try query.amount("threshold")
            if let own, own.isZero || own > Fixed(100) {
                throw LookupRefusal.contradictory(
                    field: "threshold",
                    Localized(
                        zh: "比例门槛 \(own.text)% 不在 0 以上、100 以内。",
                        en: "A threshold of \(own.text)% is not above 0 and up to 100."),
                    fix: Localized(
                        zh: "填写试点方案规定的比例，例如 30；不填按本系统默认设置。",
                        en: "Give the share the pilot lays down, such as 30; left out, the "
                            + "default setting of this system counts."))
            }
            let threshold = own ?? standard.value
            let base = try inRange { () throws(NumberFault) in try imported.adding(domestic) }
            guard base > .zero else {
                throw LookupRefusal.numberForm(field: "imported", base.text)
            }
            let added = try inRange { () throws(NumberFault) in try price.subtracting(base) }
            // The exact quotient is tested, not the rounded one that is shown.
            let isFree = Int128(added.raw) * 100 * Int128(Fixed.scale)
                >= Int128(base.raw) * Int128(threshold.raw)
            let share = try inRange { () throws(NumberFault) in
                try added.scaled(
                    100 * Int128(Fixed.scale), over: Int128(base.raw), places: 2, .down)
            }
            let sum = "(\(price.grouped) − \(base.grouped)) ÷ \(base.grouped) = \(share.text)%"
            let verdict = isFree
                ? Localized(
                    zh: "增值 \(sum)，达到 \(threshold.text)%，内销免征关税。",
                    en: "Value added \(sum), at least \(threshold.text)%: free of duty.")
                : Localized(
                    zh: "增值 \(sum)，未达到 \(threshold.text)%，照章征收关税。",
                    en: "Value added \(sum), below \(threshold.text)%: duty is due.")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("valueAddedPct", "增值比例", "Value added", share.text + "%"),
                    .init(
                        "dutyFree", "免关税", "Free of duty", isFree ? "yes" : "no",
                        shown: isFree
                            ? Localized(zh: "是", en: "yes") : Localized(zh: "否", en: "no")),
                ],
                explanation: Explanation(
                    rule: "tariff.value-added-processing", version: standard.from,
                    title: Localized(zh: "加工增值免关税", en: "Value added by processing"),
                    inputs: [
                        input("内销价格", "Price inland", price.grouped),
                        input("料件合计", "Materials", base.grouped),
                        input(
                            own == nil ? "门槛（本系统默认设置）" : "门槛",
                            own == nil ? "Threshold (default setting)" : "Threshold",
                            threshold.text + "%"),
                    ], outcome: verdict, citations: [standard.citation]))
        }
    }
}
