import Kernel
import Reference

/// The short tables of figures, agreements, conversions and nomenclatures.
extension SmallTable {
    static let thresholds = make(
        .thresholds, Localized(zh: "起征点、滞纳金比例等法定数额", en: "Figures of the law"),
        marks: ["threshold", "amount"], key: "threshold",
        mends: [
            "threshold": both(
                "可用的名称：\(Thresholds.Name.allCases.map(\.rawValue).joined(separator: "、"))；",
                "Names: \(Thresholds.Name.allCases.map(\.rawValue).joined(separator: ", "))."),
            "amount": both("写不小于 0 的数，例如 50；", "Write a number not below zero, such as 50."),
        ],
        rows: \.thresholds, shipped: { $0.thresholds.shipped }, told: { [$0.amount.text] }
    ) { row throws(DataFault) in
        guard let name = Thresholds.Name(rawValue: try row.required("threshold")) else {
            throw row.fault("threshold")
        }
        guard let amount = try row.number("amount") else { throw row.fault("amount") }
        guard !amount.isNegative, amount < Fixed(raw: 1_000_000_000 * Fixed.scale) else {
            throw row.fault("amount", outside(0, 1_000_000_000))
        }
        return Threshold(name: name, amount: amount)
    }

    static let additional = make(
        .additionalRequirement,
        Localized(zh: "协定附录的区域价值要求", en: "Added value asked by an agreement's appendix"),
        marks: ["agreement", "code", "added_value_pct"], key: "code",
        mends: [
            "agreement": both(
                "写税率因成员而异的协定（协定表 tariff_differentials 为 1）；",
                "Write an agreement whose rates differ by party (tariff_differentials is 1)."),
            "code": both("写八位数字，每个税号只占一行；", "Write eight digits, each in one line only."),
            "added_value_pct": both(
                "写百分数，例如 20；不再要求的写 0；", "Write per cents such as 20; 0 where nothing is asked."),
        ],
        rows: \.additional, shipped: { $0.agreements.shippedAdditional },
        told: { ["\($0.pct.text)%"] }
    ) { row throws(DataFault) in
        let agreement = try row.required("agreement")
        let known = EditionReading(book: row.book).withDifferentials(row.edition.from, row.state)
        guard known.contains(where: { $0.utf8.elementsEqual(agreement.utf8) }) else {
            let list = known.joined(separator: " ")
            throw row.fault(
                "agreement",
                both("只有 \(list) 有这种附录", "of agreements \(list) alone has such an appendix"))
        }
        let code = try row.required("code")
        guard code.utf8.count == 8 else { throw row.fault("code") }
        try row.knownPrefix(code, "code")
        return AddedValueLine(
            agreement: agreement, code: code, pct: try row.perCent("added_value_pct", below: 100))
    }

    static let conversions = make(
        .conversions, Localized(zh: "消费税计量换算", en: "Conversions for consumption tax"),
        marks: ["code", "wanted", "given", "numerator", "denominator", "told_zh"],
        others: ["told_en"], key: "code",
        mends: [
            "code": both("写税号开头的数字，例如 2208；", "Write first digits of codes, such as 2208."),
            "wanted": both("写三位海关单位代码，例如 035；", "Write three digits of a unit, such as 035."),
            "given": both("写三位海关单位代码，例如 095；", "Write three digits of a unit, such as 095."),
            "numerator": both("写 1 至 1000000 的整数；", "Write a whole number from 1 to 1000000."),
            "denominator": both("写 1 至 1000000 的整数；", "Write a whole number from 1 to 1000000."),
            "told_zh": both(
                "用文字写明换算，例如 1 升 = 0.912 千克；", "Write it in words, such as 1 升 = 0.912 千克."),
        ],
        rows: \.conversions, shipped: { $0.retail.conversions.goods.shipped },
        told: { ["\($0.numerator)/\($0.denominator) \($0.told.zh)"] }
    ) { row throws(DataFault) in
        let code = try row.required("code")
        try row.knownPrefix(code, "code")
        let zh = try row.required("told_zh")
        let en = row.text("told_en")
        return GoodsConversions.Figure(
            code: code, wanted: try row.unit("wanted"), given: try row.unit("given"),
            numerator: try row.whole("numerator"), denominator: try row.whole("denominator"),
            told: Localized(zh: zh, en: en.isEmpty ? zh : en))
    }

    static let summary = make(
        .exportSummary, Localized(zh: "出口汇总统计条件", en: "Terms of summary statistics"),
        marks: ["value_limit_cny", "code_digits"], key: "value_limit_cny",
        mends: [
            "value_limit_cny": both(
                "写元数，例如 5000；全表只有一行；", "Write yuan such as 5000, in one line only."),
            "code_digits": both(
                "写 2 至 10 的整数，例如 4；", "Write a whole number from 2 to 10, such as 4."),
        ],
        rows: \.summary, shipped: { $0.summaryTerms },
        told: { ["value_limit_cny \($0.valueLimit.text)", "code_digits \($0.codeDigits)"] }
    ) { row throws(DataFault) in
        guard let digits = Int(row.text("code_digits")), (2...10).contains(digits) else {
            throw row.fault("code_digits")
        }
        return ExportSummaryTerms(
            valueLimit: try row.positive("value_limit_cny"), codeDigits: digits)
    }

    static let nomenclatures = make(
        .nomenclatures, Localized(zh: "协调制度版本", en: "Editions of the Harmonized System"),
        marks: ["nomenclature"], key: "nomenclature",
        mends: [
            "nomenclature": both(
                "写版本的年份，例如 2028；", "Write the year of the edition, such as 2028.")
        ],
        rows: \.nomenclatures, shipped: { $0.nomenclatures }, told: { [String($0.year)] }
    ) { row throws(DataFault) in
        HSEdition(year: try HSEdition.year(row.row, row.file.place(of: "nomenclature")))
    }
}
