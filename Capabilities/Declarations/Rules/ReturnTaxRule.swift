import Kernel

/// How exports that come back are taxed (出口退运税收), by the rules in force on the day of export:
/// import duty, import VAT and consumption tax; export duty; VAT charged at export; refunds.
struct ReturnTaxRule: Sendable {
    let settings: DatedSettings

    /// A line that comes back. Figures of money are for all that was sold.
    struct Line: Sendable, Hashable {
        let number: String
        let code: String
        let quantity: Fixed
        /// What other applications return.
        let before: Fixed
        let sold: Fixed
        let refund: Fixed
        let exportDuty: Fixed
    }

    struct Question: Sendable {
        /// Of the export: 9610, 1210.
        var mode: String
        var exportedOn: Day
        var backOn: Day
        var cause: ReturnTaxStatement.Cause
        var isOriginalState: Bool
        var lines: [Line]
        var isRepaid: Bool
    }

    enum Verdict: String, Sendable {
        /// No import duty, import VAT or consumption tax.
        case relief
        /// No import duty, by the general rule for returned goods.
        case dutyFree = "duty-free"
        /// Taxed as any import.
        case taxed
    }

    struct Outcome: Sendable {
        let verdict: Verdict
        let supplement: Fixed
        let dutyRefund: Fixed
        let explanation: Explanation
    }

    private struct Test {
        let title: Localized
        /// The day or code it turns on; nil where there is none.
        var input: Explanation.Input?
        /// What was stated, in words; nil where the title says it.
        var stated: Localized?
        let holds: Bool
        let citation: Citation?
    }

    func outcome(_ question: Question) throws -> Outcome {
        let tests = reliefTests(question)
        let general = generalTests(question)
        let verdict: Verdict =
            tests.allSatisfy(\.holds)
            ? .relief : general.allSatisfy(\.holds) ? .dutyFree : .taxed
        var supplement = Fixed.zero
        var duty = Fixed.zero
        for line in question.lines {
            supplement = try supplement.adding(ReturnTaxRule.share(line.refund, line))
            duty = try duty.adding(ReturnTaxRule.share(line.exportDuty, line))
        }
        if verdict == .taxed { duty = .zero }
        let citation = tests.compactMap(\.citation).first ?? ReturnTaxRule.latest
        let parts = [
            importTaxes(verdict, tests, general, citation), exportDuty(duty, verdict, citation),
            domestic(citation), refund(supplement, question, citation),
        ]
        return Outcome(
            verdict: verdict, supplement: supplement, dutyRefund: duty,
            explanation: Explanation(
                rule: "declarations.export-return.tax",
                version: settings.value("return-relief.months", on: question.exportedOn)?.from,
                title: Localized(zh: "出口退运税收", en: "Taxes of returned exports"),
                inputs: [
                    .init(Localized(zh: "出口日期", en: "Exported on"), question.exportedOn.text),
                    .init(Localized(zh: "退运进境", en: "Back on"), question.backOn.text),
                ], outcome: ReturnTaxWords.outcome(verdict), citations: [citation],
                children: parts))
    }

    private static let latest = Citation(document: "财政部 海关总署 税务总局公告2026年第16号")

    /// What this return takes of a figure for all that was sold: the rest of what all returns up to
    /// this one take, so that the fen of all add up.
    private static func share(_ figure: Fixed, _ line: Line) throws -> Fixed {
        guard line.sold > .zero else { return .zero }
        func part(_ quantity: Fixed) -> Fixed {
            // Quantities have five decimals and so has money: the product needs 128 bits.
            let product = Int128(figure.raw) * Int128(quantity.raw)
            let whole = (product + Int128(line.sold.raw) / 2) / Int128(line.sold.raw)
            return Fixed(raw: Int64(clamping: whole)).rounded(to: 2)
        }
        return try part(line.before.adding(line.quantity)).subtracting(part(line.before))
    }

    // MARK: Tests

    private func reliefTests(_ question: Question) -> [Test] {
        let day = question.exportedOn
        let months = settings.value("return-relief.months", on: day)
        let mode = settings.value("return-relief.mode.\(question.mode)", on: day)
        let last = months.map { day.adding(months: Int($0.value.raw / Fixed.scale)) }
        let foods = question.lines.map(\.code).filter {
            settings.value("return-relief.food-chapter.\($0.prefix(2))", on: day) != nil
        }
        return [
            Test(
                title: Localized(zh: "退运期限", en: "Back in time"), input: lastDay(last),
                holds: last.map { question.backOn <= $0 } ?? false, citation: months?.citation),
            Test(
                title: Localized(zh: "监管方式", en: "Mode of the export"),
                input: Explanation.Input(
                    Localized(zh: "监管方式", en: "Mode"), question.mode),
                holds: mode != nil, citation: mode?.citation),
            Test(
                title: Localized(zh: "不是食品", en: "No food"),
                input: foods.isEmpty
                    ? nil
                    : Explanation.Input(
                        Localized(zh: "商品编码", en: "Goods codes"), foods.joined(separator: " ")),
                holds: foods.isEmpty, citation: nil),
            Test(
                title: Localized(zh: "滞销或退货", en: "Unsold or returned"),
                stated: question.cause.name, holds: question.cause != .quality, citation: nil),
            originalState(question),
        ]
    }

    private func generalTests(_ question: Question) -> [Test] {
        let day = question.exportedOn
        let months = settings.value("return-relief.general-months", on: day)
        let last = months.map { day.adding(months: Int($0.value.raw / Fixed.scale)) }
        return [
            Test(
                title: Localized(zh: "一年内退运", en: "Back within the year"),
                input: lastDay(last), holds: last.map { question.backOn <= $0 } ?? false,
                citation: months?.citation),
            Test(
                title: Localized(zh: "质量、规格原因", en: "For quality or specification"),
                stated: question.cause.name, holds: question.cause == .quality, citation: nil),
            originalState(question),
        ]
    }

    private func lastDay(_ day: Day?) -> Explanation.Input? {
        day.map { Explanation.Input(Localized(zh: "最后一天", en: "Last day"), $0.text) }
    }

    private func originalState(_ question: Question) -> Test {
        Test(
            title: Localized(zh: "原状退运", en: "In their original state"),
            holds: question.isOriginalState, citation: nil)
    }

    // MARK: The four parts

    private func importTaxes(
        _ verdict: Verdict, _ tests: [Test], _ general: [Test], _ citation: Citation
    ) -> Explanation {
        // What is taxed met neither rule: both say why not, the state of the goods once.
        let used: [Test] =
            switch verdict {
            case .relief: tests
            case .dutyFree: general
            case .taxed: tests + general.dropLast()
            }
        return Explanation(
            rule: "declarations.export-return.tax.import",
            title: Localized(
                zh: "进口关税、进口环节增值税和消费税", en: "Import duty, VAT and consumption tax"),
            outcome: ReturnTaxWords.importTaxes(verdict),
            citations: verdict == .dutyFree ? general.compactMap(\.citation) : [citation],
            children: used.map { test in
                Explanation(
                    rule: "declarations.export-return.tax.test", title: test.title,
                    inputs: [test.input].compactMap { $0 },
                    outcome: ReturnTaxWords.test(test.holds, stated: test.stated),
                    citations: [test.citation].compactMap { $0 })
            })
    }

    private func exportDuty(
        _ duty: Fixed, _ verdict: Verdict, _ citation: Citation
    ) -> Explanation {
        Explanation(
            rule: "declarations.export-return.tax.export-duty",
            title: Localized(zh: "已缴出口关税", en: "Export duty paid"),
            outcome: duty > .zero
                ? Localized(zh: "退还 \(duty.grouped) 元", en: "\(duty.grouped) yuan are given back")
                : verdict == .taxed
                    ? Localized(zh: "不予退还", en: "Is not given back")
                    : Localized(zh: "未缴纳，无需退还", en: "None was paid"), citations: [citation])
    }

    private func domestic(_ citation: Citation) -> Explanation {
        Explanation(
            rule: "declarations.export-return.tax.domestic",
            title: Localized(zh: "出口时已征增值税、消费税", en: "VAT and consumption tax charged at export"),
            outcome: Localized(
                zh: "参照内销货物发生退货的规定执行", en: "As for goods sold and returned at home"),
            citations: [citation])
    }

    private func refund(
        _ supplement: Fixed, _ question: Question, _ citation: Citation
    ) -> Explanation {
        let refunded = question.lines.reduce(Int64(0)) { $0 &+ $1.refund.raw }
        return Explanation(
            rule: "declarations.export-return.tax.refund",
            title: Localized(zh: "已办理的出口退税", en: "Export refund granted"),
            inputs: [
                .init(
                    Localized(zh: "原清单相应商品已退税", en: "Refunded for these lines"),
                    "¥\(Fixed(raw: refunded).grouped)")
            ],
            outcome: supplement == .zero
                ? Localized(zh: "未退税，无需补税", en: "None was granted; nothing to repay")
                : question.isRepaid
                    ? Localized(
                        zh: "已补缴 \(supplement.grouped) 元",
                        en: "\(supplement.grouped) yuan were repaid")
                    : Localized(
                        zh: "应先补缴已退税款 \(supplement.grouped) 元",
                        en: "\(supplement.grouped) yuan of it are to be repaid first"),
            citations: [citation])
    }
}
