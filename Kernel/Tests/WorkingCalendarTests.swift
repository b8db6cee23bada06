import Kernel
import Testing

private func adjusted(
    _ day: String, _ adjustment: WorkingCalendar.Adjustment, year: Int = 2026
) -> WorkingCalendar.AdjustedDay? {
    Day(day).map {
        WorkingCalendar.AdjustedDay(
            day: $0, adjustment: adjustment, occasion: Localized(zh: "节", en: "Festival"),
            noticeYear: year, citation: Citation(document: "N"))
    }
}

/// A year with one festival from Thursday to Saturday that is paid for on the Sunday before.
private let calendar = WorkingCalendar(
    [
        adjusted("2026-10-01", .off), adjusted("2026-10-02", .off),
        adjusted("2026-10-03", .off), adjusted("2026-09-27", .worked),
        adjusted("2025-12-31", .off),
    ].compactMap { $0 })

@Suite("Working calendar")
struct WorkingCalendarTests {
    @Test(
        "a day is worked by weekday unless the notice says otherwise",
        arguments: [
            ("2026-11-20", true), ("2026-11-21", false), ("2026-11-22", false),
            ("2026-11-23", true), ("2026-10-01", false), ("2026-09-27", true),
            ("2026-10-04", false), ("2025-12-31", false),
        ] as [(String, Bool)])
    func working(day: String, expected: Bool) throws {
        #expect(calendar.isWorkingDay(try #require(Day(day))) == expected)
    }

    @Test("a day of a year without notice is not known", arguments: ["2027-01-04", "2025-12-30"])
    func unknown(day: String) throws {
        #expect(calendar.isWorkingDay(try #require(Day(day))) == nil)
    }

    @Test(
        "working days are counted from the next working day",
        arguments: [
            ("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 1, "2026-11-23"),
            ("2026-11-18", 2, "2026-11-20"), ("2026-09-26", 1, "2026-09-27"),
            ("2026-09-30", 1, "2026-10-05"), ("2026-09-25", 5, "2026-10-05"),
            ("2026-11-20", 0, "2026-11-20"), ("2026-11-21", 0, "2026-11-23"),
            ("2026-11-20", -3, "2026-11-20"),
        ] as [(String, Int, String)])
    func adding(from: String, count: Int, expected: String) throws {
        let result = calendar.adding(workingDays: count, to: try #require(Day(from)))
        #expect(result.day.text == expected)
        #expect(result.isSure)
    }

    @Test("a result that leans on a year without notice says which")
    func marked() throws {
        let result = calendar.adding(workingDays: 2, to: try #require(Day("2026-12-31")))
        #expect(result.day.text == "2027-01-04")
        #expect(result.assumedYears == [2027])
        let far = calendar.adding(workingDays: .max, to: try #require(Day("2026-12-31")))
        #expect(far.assumedYears.count > 15)
    }

    @Test(
        "a term that ends on a day off ends on the next working day, or stands",
        arguments: [
            ("2026-10-01", "2026-10-05", "2026-10-01"),
            ("2026-11-20", "2026-11-20", "2026-11-20"),
            ("2026-09-27", "2026-09-27", "2026-09-27"),
        ] as [(String, String, String)])
    func ending(day: String, rolled: String, standing: String) throws {
        let day = try #require(Day(day))
        #expect(calendar.ending(day, .rollsForward).day.text == rolled)
        #expect(calendar.ending(day, .stands).day.text == standing)
    }

    @Test(
        "what comes at the cut-off hour or later counts for the next working day",
        arguments: [
            ("20261120165959", 17, "2026-11-20"), ("20261120170000", 17, "2026-11-23"),
            ("20261121090000", 17, "2026-11-23"), ("20261120235959", 24, "2026-11-20"),
            ("20260930180000", 17, "2026-10-05"), ("20261120000000", 0, "2026-11-23"),
        ] as [(String, Int, String)])
    func cutOff(moment: String, hour: Int, expected: String) throws {
        let moment = try #require(Instant(compact: moment))
        #expect(calendar.dayReceived(moment, cutOffHour: hour).day.text == expected)
    }

    @Test("a cut-off that falls on the last worked day of a known year marks the next year")
    func cutOffMarked() throws {
        let moment = try #require(Instant(compact: "20261231180000"))
        #expect(calendar.dayReceived(moment, cutOffHour: 17).assumedYears == [2027])
        #expect(calendar.dayReceived(moment, cutOffHour: 24).isSure)
    }

    @Test("adding and counting are each other's reverse")
    func reverse() throws {
        let first = try #require(Day("2026-09-20"))
        for count in 0...40 {
            let start = calendar.adding(workingDays: 0, to: first).day
            let end = calendar.adding(workingDays: count, to: start).day
            #expect(calendar.workingDays(after: start, through: end).days == count)
        }
        let before = first.adding(days: -1)
        #expect(calendar.workingDays(after: first, through: before).days == 0)
    }

    @Test("the later notice counts for a day that two notices name")
    func later() throws {
        let two = WorkingCalendar(
            [
                adjusted("2025-12-27", .worked, year: 2026),
                adjusted("2025-12-27", .off, year: 2025),
            ].compactMap { $0 })
        #expect(two.isWorkingDay(try #require(Day("2025-12-27"))) == true)
    }
}
