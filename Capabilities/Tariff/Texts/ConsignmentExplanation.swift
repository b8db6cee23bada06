public import Kernel

extension TariffBook {
    /// How the sums of a consignment came about, line by line.
    public func explanation(
        of taxes: ConsignmentTaxes, _ consignment: Consignment
    ) -> Explanation {
        // A page of thousands of lines explains none: each can be asked for alone.
        let lines = taxes.lines.count > 200 ? [] : taxes.taxed
        let carriage = [
            (Localized(zh: "运费折合人民币", en: "Freight in yuan"), consignment.freight),
            (Localized(zh: "保费折合人民币", en: "Insurance in yuan"), consignment.insurance),
        ].compactMap { title, money in
            money.flatMap { conversion(title, $0, on: consignment.currencyDay) }
        }
        let children = carriage + lines.map { explain($0, consignment) } + [exemption(taxes)]
        let outcome = taxes.total.map {
            Localized(zh: "应征税款合计 \($0.grouped) 元。", en: "\($0.grouped) yuan in all.")
        } ?? Localized(
            zh: "有商品未能计税，不作合计。", en: "Some lines could not be taxed: there is no sum.")
        let carried = carriedOver(taxes.taxed.map(\.line), to: consignment.day)
        return Explanation(
            rule: "tariff.consignment",
            title: Localized(zh: "一票货物的进口税款", en: "Import taxes of a consignment"),
            inputs: [
                input("日期", "Day", consignment.day.text),
                input("成交方式", "Terms", consignment.terms.rawValue.uppercased()),
            ],
            outcome: Localized(
                zh: outcome.zh + (carried?.zh ?? ""),
                en: outcome.en + (carried.map { " " + $0.en } ?? "")),
            citations: [
                Citation(document: "海关总署令第272号", article: "第十三条、第十七条"),
                Citation(document: "关税法", article: "第二十四条至第二十六条"),
            ], children: children)
    }

    private func explain(_ line: ConsignmentTaxes.Line, _ consignment: Consignment) -> Explanation {
        let pct = line.rate.rate.pct ?? .zero
        // The steps of consumption tax and VAT are those of an order taxed in full.
        let steps = LineExplanation(
            line: RetailImportTaxes.Line(
                number: line.number, tariff: line.line, listing: .notListed, price: line.price,
                share: line.share, value: line.value,
                rates: LineRates(
                    dutyPct: pct, vatPct: line.line.vat ?? .zero, share: Fixed(1)),
                base: line.base, duty: line.levied(.duty),
                consumption: line.levied(.consumption), vat: line.levied(.vat),
                total: line.total), factors: nil, isFull: true, exempt: line.exempt)
        let name = name(of: line.line, on: consignment.day)
        let converted = conversion(of: consignment.lines[line.number - 1], consignment)
        return Explanation(
            rule: "tariff.consignment-line", version: line.line.from,
            title: Localized(
                zh: "第 \(line.number) 项　\(line.line.code.text)　\(name.zh)",
                en: "Line \(line.number): \(line.line.code.text) \(name.en)"),
            inputs: [
                input("折合人民币价格", "Price in yuan", line.price.grouped),
                input("分摊运费、保费", "Share of freight and insurance", line.share.grouped),
                input("完税价格", "Customs value", line.value.grouped),
            ],
            outcome: Localized(
                zh: "本项税款 \(line.total.grouped) 元"
                    + (line.isReferenceOnly ? "（税率仅供参考）。" : "。"),
                en: "Tax of this line \(line.total.grouped) yuan"
                    + (line.isReferenceOnly ? " (rates for reference only)." : ".")),
            citations: line.line.citations,
            children: (converted.map { [$0] } ?? [])
                + [duty(of: line, consignment), steps.consumption, steps.vat])
    }

    /// How the price with additions and without deductions became yuan.
    private func conversion(
        of line: Consignment.Line, _ consignment: Consignment
    ) -> Explanation? {
        guard
            let paid = try? line.price.amount.adding(line.additions).subtracting(line.deductions)
        else { return nil }
        return conversion(
            Localized(zh: "价格折合人民币", en: "Price in yuan"), Money(paid, line.price.currency),
            on: consignment.currencyDay)
    }

    private func duty(of line: ConsignmentTaxes.Line, _ consignment: Consignment) -> Explanation {
        let words = RateWords(book: self, day: consignment.day)
        let rate = words.told(line.rate.rate)
        let kind = RateWords.title(line.rate)
        let proof = RateWords.proof(line.rate.proof)
        let exempt = line.exempt.contains(.duty)
        let remark = line.remark
        return Explanation(
            rule: "tariff.import-duty", version: line.rate.from ?? line.line.from,
            title: Localized(zh: "关税", en: "Duty"),
            inputs: [
                Explanation.Input(Localized(zh: "税率", en: "Rate"), rate.zh),
                input("完税价格", "Customs value", line.value.grouped),
            ],
            outcome: Localized(
                zh: "\(kind.zh) \(rate.zh)，关税 \(line.duty.grouped) 元；\(proof.zh)"
                    + (exempt ? "；在免征额以内，不征。" : "。") + (remark?.zh ?? ""),
                en: "\(kind.en) \(rate.en): duty \(line.duty.grouped) yuan; \(proof.en)"
                    + (exempt ? "; within the exemption, not levied." : ".")
                    + (remark.map { " " + $0.en } ?? "")),
            citations: [line.rate.citation] + TariffBook.precedence)
    }

    private func exemption(_ taxes: ConsignmentTaxes) -> Explanation {
        let exempt = Set(taxes.taxed.flatMap(\.exempt))
        let names = ConsignmentTaxes.Tax.allCases.filter { exempt.contains($0) }
            .map(ConsignmentTaxes.name)
        let limit = taxes.exemption.value.grouped
        return Explanation(
            rule: "tariff.small-amount", version: taxes.exemption.from,
            title: Localized(zh: "小额税款免征", en: "Exemption of small amounts"),
            inputs: [input("免征额", "Exempt up to", limit)],
            outcome: names.isEmpty
                ? Localized(
                    zh: "没有税种的合计在 \(limit) 元（含）以内而免征。每个税种单独判断，是本系统的理解。",
                    en: "No tax is exempt for staying within \(limit) yuan. Each tax is tested "
                        + "on its own, which is our reading.")
                : Localized(
                    zh: "\(names.map(\.zh).joined(separator: "、"))合计在 \(limit) 元（含）以内，不征；"
                        + "不征的关税不计入后续税基。每个税种单独判断，是本系统的理解。",
                    en: "\(names.map(\.en).joined(separator: ", ")): the sum is within \(limit) "
                        + "yuan and not levied, nor counted in what follows. Each tax is tested "
                        + "on its own, which is our reading."),
            citations: [taxes.exemption.citation])
    }
}

extension ConsignmentTaxes.Line {
    /// Which taxes are not levied because those of the consignment stay small; nil for none.
    var exempted: Localized? {
        let names = ConsignmentTaxes.Tax.allCases.filter { exempt.contains($0) }
            .map(ConsignmentTaxes.name)
        guard !names.isEmpty else { return nil }
        return Localized(
            zh: "在免征额以内不征：\(names.map(\.zh).joined(separator: "、"))。",
            en: "Within the exemption, not levied: \(names.map(\.en).joined(separator: ", ")).")
    }

    /// What whoever sent the line should know: without an origin it is taxed as of an unknown one
    /// (关税法 第十二条).
    var remark: Localized? {
        guard origin == nil, rate.kind == .general else { return nil }
        return Localized(
            zh: "没有填写原产国（地区），按原产地不明适用普通税率（关税法第十二条）；填写后可能适用更低的税率。",
            en: "No origin is given: it counts as unknown, and the general rate applies (Tariff "
                + "Law, article 12); with the origin a lower rate may hold.")
    }
}

extension ConsignmentTaxes {
    static func name(_ tax: Tax) -> Localized {
        switch tax {
        case .duty: Localized(zh: "关税", en: "duty")
        case .consumption: Localized(zh: "消费税", en: "consumption tax")
        case .vat: Localized(zh: "增值税", en: "VAT")
        }
    }
}
