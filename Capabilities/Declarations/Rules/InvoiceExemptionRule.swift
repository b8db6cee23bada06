import Kernel

/// Whether a retail export is exempt without purchase invoice (无票免征), and which income is
/// assessed for it (核定征收), by what is in force on the day of export.
struct InvoiceExemptionRule: Sendable {
    let settings: DatedSettings

    struct Question: Sendable {
        var mode: String
        /// Office of the declaration, and where the seller is registered.
        var district: String
        var sellerDistrict: String
        var exportedOn: Day
        /// What is registered of each line: name, unit, quantity, price, amount; and its code.
        var lines: [Inventory.Line]
        var statement: InvoiceExemptionStatement
        /// In yuan.
        var revenue: Fixed
        /// Whether a refund was granted for goods of the list, as its own returns say.
        var hadRefund = false
    }

    struct Outcome: Sendable {
        /// Tests that do not hold; empty for an exempt list.
        let failed: [Localized]
        let assessed: Fixed
        let explanation: Explanation
    }

    private struct Test {
        let title: Localized
        let input: String
        let holds: Bool
        var citation: Citation?
    }

    static let law = Citation(document: "财税〔2018〕103号")

    func outcome(_ question: Question) throws -> Outcome {
        let tests = tests(question)
        let failed = tests.filter { !$0.holds }.map(\.title)
        let rate = settings.value("assessed-income.rate", on: question.exportedOn)
        let assessed = try rate.map { try question.revenue.multiplied(by: $0.value).rounded(to: 2) }
        return Outcome(
            failed: failed, assessed: assessed ?? .zero,
            explanation: Explanation(
                rule: "declarations.invoice-free", version: question.exportedOn,
                title: Localized(zh: "无票免征", en: "Exempt without purchase invoice"),
                outcome: failed.isEmpty
                    ? Localized(
                        zh: "免征增值税、消费税", en: "Exempt from VAT and consumption tax")
                    : Localized(zh: "不符合条件", en: "Does not qualify"),
                citations: [InvoiceExemptionRule.law],
                children: tests.map(explained) + [income(question, assessed, rate?.citation)]))
    }

    private func tests(_ question: Question) -> [Test] {
        let day = question.exportedOn
        let mode = settings.value("invoice-free.mode.\(question.mode)", on: day)
        let excluded = question.lines.map(\.code).filter {
            settings.value("invoice-free.excluded.\($0.prefix(4))", on: day) != nil
        }
        let complete = question.lines.allSatisfy {
            !$0.name.isEmpty && !$0.unit.isEmpty && $0.quantity > .zero && $0.price > .zero
                && $0.total > .zero
        }
        return [
            Test(
                title: Localized(zh: "零售出口监管方式", en: "A mode of retail export"),
                input: question.mode, holds: mode != nil, citation: mode?.citation),
            zone(
                Localized(zh: "通过综试区海关申报", en: "Declared in a pilot zone"),
                question.district, day),
            zone(
                Localized(zh: "企业在综试区注册", en: "Seller registered in a pilot zone"),
                question.sellerDistrict, day),
            Test(
                title: Localized(
                    zh: "已登记出口日期、名称、计量单位、数量、单价、金额",
                    en: "Day, name, unit, quantity, price and amount registered"),
                input: String(question.lines.count), holds: complete && !question.lines.isEmpty),
            Test(
                title: Localized(zh: "不属于取消出口退（免）税的货物", en: "No goods whose refund was cancelled"),
                input: excluded.isEmpty ? "–" : excluded.joined(separator: " "),
                holds: excluded.isEmpty),
            Test(
                title: Localized(zh: "未取得有效进货凭证", en: "No valid purchase voucher"),
                input: question.statement.hasVoucher ? "1" : "0",
                holds: !question.statement.hasVoucher),
            Test(
                title: Localized(zh: "不申报出口退税", en: "No refund is claimed"),
                input: question.statement.claimsRefund ? "1" : "0",
                holds: !question.statement.claimsRefund),
            Test(
                title: Localized(
                    zh: "该清单的退运申报未载明已退税款",
                    en: "No return of the list states that a refund was granted"),
                input: question.hadRefund ? "1" : "0", holds: !question.hadRefund),
        ]
    }

    private func zone(_ title: Localized, _ district: String, _ day: Day) -> Test {
        let zone = settings.value("pilot-zone.\(district.prefix(2))", on: day)
        return Test(
            title: title, input: district, holds: zone.map { $0.value > .zero } ?? false,
            citation: zone?.citation)
    }

    private func explained(_ test: Test) -> Explanation {
        Explanation(
            rule: "declarations.invoice-free.test", title: test.title,
            inputs: [.init(Localized(zh: "依据", en: "Value"), test.input)],
            outcome: test.holds
                ? Localized(zh: "符合", en: "Holds") : Localized(zh: "不符合", en: "Does not hold"),
            citations: [test.citation].compactMap { $0 })
    }

    private func income(
        _ question: Question, _ assessed: Fixed?, _ citation: Citation?
    ) -> Explanation {
        Explanation(
            rule: "declarations.invoice-free.income",
            title: Localized(zh: "核定应税所得", en: "Assessed income"),
            inputs: [
                .init(Localized(zh: "收入总额", en: "Revenue"), "¥\(question.revenue.grouped)")
            ],
            outcome: assessed.map {
                Localized(zh: "\($0.grouped) 元", en: "\($0.grouped) yuan")
            } ?? Localized(zh: "当日没有核定征收的规定", en: "No rule on that day"),
            citations: [citation].compactMap { $0 })
    }

    /// Income tax of a quarter's assessed income.
    ///
    /// - Parameter year: assessed income of the calendar year up to and with the quarter.
    func tax(
        _ assessed: Fixed, year: Fixed, isSmall: Bool, on day: Day
    ) throws -> (tax: Fixed?, explanation: Explanation) {
        let limit = settings.value("assessed-income.small-limit", on: day)
        let isLow = isSmall && (limit.map { year <= $0.value } ?? false)
        let rate = settings.value(
            isLow ? "assessed-income.small-rate" : "assessed-income.tax-rate", on: day)
        let tax = try rate.map { try assessed.multiplied(by: $0.value).rounded(to: 2) }
        return (
            tax,
            Explanation(
                rule: "declarations.invoice-free.tax", version: day,
                title: Localized(zh: "企业所得税（核定征收）", en: "Enterprise income tax, assessed"),
                inputs: [
                    .init(
                        Localized(zh: "本季应税所得", en: "Assessed in the quarter"),
                        "¥\(assessed.grouped)"),
                    .init(Localized(zh: "本年累计", en: "In the year so far"), "¥\(year.grouped)"),
                    .init(Localized(zh: "税率", en: "Rate"), rate?.value.text ?? "–"),
                ],
                outcome: Localized(
                    zh: "\(tax?.grouped ?? "–") 元", en: "\(tax?.grouped ?? "–") yuan"),
                citations: [rate?.citation].compactMap { $0 })
        )
    }
}
