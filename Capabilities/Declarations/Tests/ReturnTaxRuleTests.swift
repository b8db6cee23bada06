import Kernel
import Testing

@testable import Declarations

@Suite("Taxes of returned exports") struct ReturnTaxRuleTests {
    private func question(
        mode: String = "9610", exported: String = "2026-03-31", back: String = "2026-09-30",
        cause: ReturnTaxStatement.Cause = .returned, original: Bool = true,
        code: String = "6109100000"
    ) throws -> ReturnTaxRule.Question {
        ReturnTaxRule.Question(
            mode: mode, exportedOn: try #require(Day(exported)), backOn: try #require(Day(back)),
            cause: cause, isOriginalState: original,
            lines: [
                ReturnTaxRule.Line(
                    number: "1", code: code, quantity: Fixed(1), before: .zero, sold: Fixed(3),
                    refund: Fixed(10), exportDuty: Fixed(6))
            ], isRepaid: false)
    }

    private func outcome(_ question: ReturnTaxRule.Question) throws -> ReturnTaxRule.Outcome {
        try ReturnTaxRule(settings: try DatedSettings.load(try Share.find())).outcome(question)
    }

    @Test("six months to the day, clamped to the end of a shorter month", arguments: [
        ("2026-03-31", "2026-09-30", ReturnTaxRule.Verdict.relief), ("2026-03-31", "2026-10-01", .taxed),
        ("2025-08-31", "2026-02-28", .relief), ("2025-08-31", "2026-03-01", .taxed),
        ("2023-02-01", "2023-08-01", .relief), ("2027-12-31", "2028-06-30", .relief),
        ("2023-01-29", "2023-03-01", .taxed), ("2028-01-01", "2028-02-01", .taxed),
    ])
    func days(exported: String, back: String, verdict: ReturnTaxRule.Verdict) throws {
        #expect(try outcome(question(exported: exported, back: back)).verdict == verdict)
    }

    @Test("mode, food, cause and state each decide")
    func conditions() throws {
        #expect(try outcome(question(mode: "0110")).verdict == .taxed)
        #expect(try outcome(question(code: "0901210000")).verdict == .taxed)
        #expect(try outcome(question(original: false)).verdict == .taxed)
        // For its quality it is free of duty for a year, whatever it is.
        #expect(try outcome(question(cause: .quality)).verdict == .dutyFree)
        #expect(try outcome(question(back: "2027-03-31", cause: .quality)).verdict == .dutyFree)
        #expect(try outcome(question(back: "2027-04-01", cause: .quality)).verdict == .taxed)
        #expect(try outcome(question(cause: .unsold)).verdict == .relief)
    }

    @Test("a refund is clawed back however it is taxed, export duty given back only where it qualifies")
    func money() throws {
        let relief = try outcome(question())
        #expect(relief.supplement.text == "3.33" && relief.dutyRefund == Fixed(2))
        let taxed = try outcome(question(original: false))
        #expect(taxed.supplement.text == "3.33" && taxed.dutyRefund == .zero)
        // Three returns of one piece each take ten yuan to the fen.
        var sum = Fixed.zero
        for before: Int32 in 0..<3 {
            var one = try question()
            let line = one.lines[0]
            one.lines = [
                ReturnTaxRule.Line(
                    number: line.number, code: line.code, quantity: line.quantity,
                    before: Fixed(before), sold: line.sold, refund: line.refund,
                    exportDuty: line.exportDuty)
            ]
            sum = try sum.adding(outcome(one).supplement)
        }
        #expect(sum == Fixed(10))
    }

    @Test("the explanation has the four parts and names the notice of the day of export", arguments: [
        ("2023-06-01", "财政部 海关总署 税务总局公告2023年第4号"), ("2024-06-01", "财政部 海关总署 税务总局公告2023年第34号"),
        ("2026-06-01", "财政部 海关总署 税务总局公告2026年第16号"),
    ])
    func explained(exported: String, notice: String) throws {
        let day = try #require(Day(exported))
        let found = try outcome(question(exported: exported, back: day.adding(days: 30).text))
        #expect(found.explanation.children.count == 4)
        #expect(found.explanation.citations.map(\.document) == [notice])
        // The version is that of the notice, not the day of the export.
        let from = try #require(found.explanation.version)
        #expect(from.text < exported && from.text.prefix(4) == exported.prefix(4))
        // What was stated is said in words, not as it stands in a message.
        let tests = found.explanation.children[0].children
        #expect(tests.map(\.outcome.zh) == ["符合", "符合", "符合", "符合（退货）", "符合"])
    }

    @Test("what is taxed is told why neither rule holds: six months for what was unsold or returned, a year for quality")
    func neither() throws {
        let late = try outcome(question(back: "2027-04-01", cause: .quality))
        let told = late.explanation.children[0].children.map { "\($0.title.en): \($0.outcome.en)" }
        #expect(told == [
            "Back in time: Does not hold", "Mode of the export: Holds", "No food: Holds",
            "Unsold or returned: Does not hold: Quality or specification", "In their original state: Holds",
            "Back within the year: Does not hold", "For quality or specification: Holds: Quality or specification",
        ])
    }
}
