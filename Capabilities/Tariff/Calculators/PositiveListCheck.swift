import Kernel

extension TariffBook {
    /// Whether goods may come in by retail import on a day.
    var positiveListCheck: Calculator {
        Calculator(
            id: "positive-list",
            title: Localized(zh: "零售进口商品清单", en: "Positive list of retail imports"),
            about: Localized(
                zh: "某个商品编号在某一天是否可以按跨境电商零售进口申报。",
                en: "Whether goods of a code may be declared as a retail import on a day."),
            inputs: [
                .init("code", "商品编号", "Code", isRequired: true),
                .init("origin", "原产国（三字母或海关代码）", "Origin (letters or number)"),
                .init(
                    "pilot", "药品器械试点企业", "Drug and device pilot",
                    choices: [
                        ("yes", Localized(zh: "是", en: "yes")),
                        ("no", Localized(zh: "否", en: "no")),
                    ]),
            ],
            example: [("code", "1901101090")]
        ) { query in
            let line = try line(query.required("code"), on: query.day)
            let verdict: Localized
            let heading: String
            var citations: [Citation] = []
            let origin = try query["origin"].map { text in try self.origin(text).code } ?? ""
            let isPilot = query["pilot"] == "yes"
            let found = retail.positiveList.verdict(
                line.code, on: try query.day, origin: origin, isDrugPilot: isPilot)
            let remarks = retail.positiveList.remarks(line.code, on: try query.day)
            switch found {
            case .listed(let found, let source):
                heading = found
                citations = [source]
                verdict = Localized(
                    zh: "在清单税号 \(found) 内，可以按零售进口申报；清单备注另有要求的从其要求。",
                    en: "Under \(found) of the list: may be declared as a retail import, subject "
                        + "to the list's remarks.")
            case .onlyFor(let whom, let found, let source):
                heading = "no"
                citations = [source]
                verdict = Localized(
                    zh: "清单税号 \(found)：\(whom.told.zh)；按所填情况不能零售进口。",
                    en: "Under \(found) of the list, \(whom.told.en): not open to what was stated.")
            case .notListed:
                heading = "no"
                verdict = Localized(
                    zh: "不在清单内，不能按零售进口申报，请按一般贸易办理。",
                    en: "Not on the list: not a retail import; declare it as general trade.")
            case .notEnforced(let source):
                heading = ""
                citations = [source]
                verdict = Localized(
                    zh: "本系统默认设置：未载入清单，不作限制。能否进口请查现行清单。",
                    en: "Default setting of this system: no list is loaded and nothing is refused. "
                        + "See the list in force.")
            }
            let name = name(of: line, on: try query.day)
            let cap = try retail.quantityCap(of: line.code, on: query.day)
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init(
                        "heading", "清单税号", "Heading of the list", heading,
                        shown: heading == "no"
                            ? Localized(zh: "无", en: "none")
                            : heading.isEmpty ? Localized(same: "–") : nil)
                ]
                    + remarks.map {
                        .init("remark", "清单备注", "Remark of the list", $0.zh, shown: $0)
                    } + yearly(cap),
                explanation: Explanation(
                    rule: "tariff.positive-list",
                    title: Localized(zh: "零售进口商品清单", en: "Positive list"),
                    inputs: [
                        input("商品编号", "Code", line.code.text),
                        Explanation.Input(Localized(zh: "名称", en: "Name"), name.zh),
                    ], outcome: verdict, citations: citations + (cap.map { [$0.citation] } ?? [])))
        }
    }

    /// How much one person may import in a year, where the list remarks on it.
    private func yearly(_ cap: Dated<RetailQuantityCap>?) -> [Calculator.Output] {
        guard let cap else { return [] }
        let (quantity, unit) = (cap.value.quantity.text, cap.value.unitName)
        return [
            .init(
                "yearly", "每人每年限量", "Most a person a year", quantity,
                shown: Localized(zh: "\(quantity) \(unit.zh)", en: "\(quantity) \(unit.en)"))
        ]
    }
}
