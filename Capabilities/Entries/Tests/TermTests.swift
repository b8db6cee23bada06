import Kernel
import Reference
import Testing

@testable import Entries

@Suite("Terms of declaration and payment")
struct TermTests {
    let settings: EntrySettings
    let calendar: WorkingCalendar

    init() throws {
        let share = try Share.find()
        settings = try EntrySettings.load(share)
        calendar = try WorkingCalendar.load(share)
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(
        "The fee starts on the fifteenth day, rolled over days off; that day and the last both cost",
        arguments: [
            // National holiday 2026: 1 to 7 October.
            ("2026-09-20", "2026-10-07", "2026-10-07", "200000", "0"),
            ("2026-09-20", "2026-10-07", "2026-10-08", "200000", "100"),
            // The fifteenth day is a Saturday: it starts on Monday, and Monday costs.
            ("2026-11-06", "2026-11-22", "2026-11-22", "200000", "0"),
            ("2026-11-06", "2026-11-22", "2026-11-23", "200000", "100"),
            ("2026-03-02", "2026-03-16", "2026-03-19", "200000", "300"),
            // Below the floor of 50 yuan nothing is levied; at it, it is.
            ("2026-03-02", "2026-03-16", "2026-03-17", "99999", "0"),
            ("2026-03-02", "2026-03-16", "2026-03-17", "100000", "50"),
            // Parts of a yuan are left out.
            ("2026-03-02", "2026-03-16", "2026-03-17", "201999.99", "100"),
        ])
    func late(entered: String, due: String, declared: String, value: String, fee: String) throws {
        let rule = try LateDeclaration(
            day(entered), settings, calendar, term: "declaration.term-days")
        #expect(rule.due.text == due)
        #expect(try rule.fee(of: Fixed(value), on: day(declared)) == Fixed(fee))
    }

    @Test(
        "Taxes of a month are due on the fifth working day of the next",
        arguments: [("2026-04", "2026-05-11"), ("2026-10", "2026-11-06")])
    func monthly(period: String, due: String) throws {
        let month = try #require(MonthlyPayment(period: period))
        #expect(try month.due(settings, calendar).day.day.text == due)
    }

    @Test("A month has no term before the law that says so")
    func unsettled() throws {
        let month = try #require(MonthlyPayment(period: "2020-01"))
        #expect(throws: EntryRefusal.notSettled("summary-taxation.due-working-day")) {
            try month.due(settings, calendar)
        }
    }

    @Test("Step two may lengthen a code and must leave the rest as the summary said")
    func stepTwo() {
        let line = ["code": "950300", "name": "玩具", "price": "100", "quantity": "5"]
        let summary = EntryDocument(header: ["bill": "B1", "number": "1"], lines: [line])
        var full = summary
        full.lines[0]["code"] = "9503006000"
        full.header["contract"] = "C-1"
        #expect(StepTwoFits.differing(full, from: summary) == [])
        full.lines[0]["price"] = "90"
        full.header["bill"] = "B2"
        #expect(StepTwoFits.differing(full, from: summary) == ["/bill", "/lines/0/price"])
        full.lines[0]["code"] = "9504000000"
        #expect(StepTwoFits.differing(full, from: summary).contains("/lines/0/code"))
        full.header["inspected"] = "1"
        #expect(StepTwoFits.differing(full, from: summary).contains("/inspected"))
        full.header["inspected"] = nil
        full.lines.append(line)
        #expect(StepTwoFits.differing(full, from: summary) == ["/bill", "/lines"])
    }
}
