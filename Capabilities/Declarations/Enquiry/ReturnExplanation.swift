import Kernel

extension ReturnFacts {
    /// Why a return was taken and what it restored, made from what is kept with it.
    var explanation: Explanation {
        Explanation(
            rule: "declarations.import-return",
            title: Localized(zh: "零售进口退货", en: "Return of retail imports"),
            outcome: outcome, citations: [Law.imports], children: [term, back] + restored)
    }

    private var outcome: Localized {
        if value != nil {
            return Localized(
                zh: "准予退货，额度和税款已恢复", en: "Agreed: yearly amount and tax are restored")
        }
        return arrivedOn == nil
            ? Localized(
                zh: "已受理，等待商品于 \(backBy.text) 前运抵",
                en: "Taken: the goods have to be back by \(backBy.text)")
            : Localized(zh: "商品已运抵，由关员查核", en: "The goods are back; an officer looks at them")
    }

    private var term: Explanation {
        Explanation(
            rule: "declarations.import-return.term",
            title: Localized(zh: "申请期限", en: "Days to apply"),
            inputs: [
                .init(Localized(zh: "清单放行", en: "List released"), releasedOn.text),
                .init(Localized(zh: "申请", en: "Applied for"), appliedOn.text),
                .init(Localized(zh: "最后一日", en: "Last day"), applyBy.text),
            ],
            outcome: Localized(zh: "在期限内", en: "In time"), citations: [Law.imports])
    }

    private var back: Explanation {
        var inputs: [Explanation.Input] = [
            .init(Localized(zh: "最后一日", en: "Last day"), backBy.text)
        ]
        if let arrivedOn {
            inputs.append(.init(Localized(zh: "运抵", en: "Back"), arrivedOn.text))
        }
        if let entry {
            inputs.append(
                .init(Localized(zh: "入库明细单", en: "Warehouse entry"), entry))
        }
        return Explanation(
            rule: "declarations.import-return.back",
            title: Localized(
                zh: "运抵原监管场所、区域或退货中心仓", en: "Back at the site, zone or return centre"),
            inputs: inputs,
            outcome: arrivedOn == nil
                ? Localized(zh: "尚未运抵", en: "Not yet back")
                : Localized(zh: "在期限内运抵", en: "Back in time"), citations: [Law.imports])
    }

    private var restored: [Explanation] {
        guard let value, let tax else { return [] }
        var inputs: [Explanation.Input] = [
            .init(
                Localized(zh: "恢复个人年度额度", en: "Restored to the buyer's year"),
                "¥\(value.grouped)"),
            .init(Localized(zh: "核减税款", en: "Taken off the tax"), "¥\(tax.grouped)"),
        ]
        if let book {
            inputs.append(
                .init(Localized(zh: "返回账册", en: "Back in account book"), book))
        }
        return [
            Explanation(
                rule: "declarations.import-return.restored",
                title: Localized(zh: "恢复额度、税款和库存", en: "What is restored"),
                inputs: inputs,
                outcome: Localized(
                    zh: "按原清单相应商品恢复一次", en: "Once, for exactly these lines of the list"),
                citations: [Law.imports])
        ]
    }
}
