import Kernel
import Reference
import Testing

@testable import Procedures

private let calendar = Result { try WorkingCalendar.load(Share.find()) }

private func rule(
    _ length: Int, _ unit: ClockRule.Unit = .workingDays, cutOff: Int = 24
) -> ClockRule {
    ClockRule(
        length: length, unit: unit, cutOffHour: cutOff, termEnd: .rollsForward,
        basis: NamedCitation(
            id: "t", citation: Citation(document: "T"), title: Localized(same: "T")))
}

private func instant(_ text: String) -> Instant {
    Instant(compact: text) ?? Instant(milliseconds: 0)
}

private func span(_ began: String, _ pauses: [(String, String?)] = []) -> Span {
    Span(
        number: 1, step: "s", body: "b", beganAt: instant(began), endedAt: nil,
        pauses: pauses.map {
            Span.Pause(from: instant($0.0), to: $0.1.map(instant), isApplicants: true)
        }, isOverdueNoted: false)
}

@Suite("Service clocks")
struct ClockTests {
    @Test(
        "the last day follows from receipt, term and calendar",
        arguments: [
            (1, ClockRule.Unit.workingDays, 17, "20261120165959", "2026-11-23"),
            (1, .workingDays, 17, "20261120170000", "2026-11-24"),
            (1, .workingDays, 17, "20261121100000", "2026-11-24"),
            // Nine days of Spring Festival, with a worked Saturday before and after.
            (1, .workingDays, 24, "20260214100000", "2026-02-24"),
            (5, .workingDays, 24, "20260224100000", "2026-03-02"),
            // A term of calendar days that ends within National Day rolls behind it.
            (30, .days, 24, "20260902100000", "2026-10-08"),
            (30, .days, 24, "20261101100000", "2026-12-01"),
        ] as [(Int, ClockRule.Unit, Int, String, String)])
    func due(
        length: Int, unit: ClockRule.Unit, cutOff: Int, began: String, expected: String
    ) throws {
        let clock = ServiceClock(
            rule: rule(length, unit, cutOff: cutOff), calendar: try calendar.get())
        let reading = clock.reading(span(began), at: instant(began))
        #expect(reading.due?.text == expected)
        #expect(reading.assumedYears.isEmpty)
    }

    @Test(
        "working days of a pause are added, days off are not",
        arguments: [
            ("20261120100000", "20261120150000", "2026-11-23"),
            ("20261120100000", "20261123090000", "2026-11-24"),
            ("20261120100000", "20261122090000", "2026-11-23"),
            ("20261120100000", "20261127090000", "2026-11-30"),
        ] as [(String, String, String)])
    func pauses(from: String, to: String, expected: String) throws {
        let clock = ServiceClock(rule: rule(1), calendar: try calendar.get())
        let reading = clock.reading(span("20261120090000", [(from, to)]), at: instant(to))
        #expect(reading.due?.text == expected)
        #expect(!reading.isOverdue)
    }

    @Test("a clock that stands still has no last day and never runs out")
    func still() throws {
        let clock = ServiceClock(rule: rule(1), calendar: try calendar.get())
        let open = span("20261120090000", [("20261120100000", nil)])
        let reading = clock.reading(open, at: instant("20261231100000"))
        #expect(reading.due == nil && reading.isPaused && !reading.isOverdue)
        #expect(reading.left == 1 && reading.used == 0)
    }

    @Test("a clock has run out the day after the last one, not on it")
    func overdue() throws {
        let clock = ServiceClock(rule: rule(1), calendar: try calendar.get())
        let span = span("20261120090000")
        #expect(!clock.reading(span, at: instant("20261123235959")).isOverdue)
        let late = clock.reading(span, at: instant("20261124000000"))
        #expect(late.isOverdue && late.left == -1 && late.used == 2)
    }

    @Test("a last day in a year whose days off are not known says so")
    func marked() throws {
        let clock = ServiceClock(rule: rule(10), calendar: try calendar.get())
        let span = span("20261228090000")
        let reading = clock.reading(span, at: instant("20261228090000"))
        #expect(reading.assumedYears == [2027])
        let text = clock.explanation(span, at: instant("20261228090000")).outcome
        #expect(text.zh.contains("2027") && text.en.contains("Monday to Friday"))
    }
}
