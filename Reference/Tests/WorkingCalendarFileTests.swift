import Kernel
import Reference
import Testing

@Suite("Working days of the notices")
struct WorkingCalendarFileTests {
    @Test(
        "the days of the yearly notices are as published",
        arguments: [
            ("2026-02-14", true), ("2026-02-23", false), ("2026-02-24", true),
            ("2026-02-28", true), ("2026-06-19", false), ("2026-09-20", true),
            ("2026-10-08", true), ("2025-10-08", false), ("2025-10-11", true),
            ("2024-02-09", true), ("2023-01-28", true), ("2022-12-31", false),
        ] as [(String, Bool)])
    func days(day: String, expected: Bool) throws {
        let calendar = try WorkingCalendar.load(Share.find())
        #expect(calendar.isWorkingDay(try #require(Day(day))) == expected)
    }

    @Test("a year has as many days off and worked weekends as its notice", arguments: [
        (2023, 27, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6),
    ] as [(Int, Int, Int)])
    func counts(year: Int, off: Int, worked: Int) throws {
        let calendar = try WorkingCalendar.load(Share.find())
        let first = try #require(Day(year: year - 1, month: 12, day: 31)).sinceEpoch
        let days = (first...first + 365).compactMap { calendar.adjustment(of: Day(sinceEpoch: $0)) }
            .filter { $0.noticeYear == year }
        #expect(days.filter { $0.adjustment == .off }.count == off)
        #expect(days.filter { $0.adjustment == .worked }.count == worked)
        #expect(days.allSatisfy { $0.citation.document.contains(String(year - 1)) })
    }

    @Test("years without notice are not in the table")
    func years() throws {
        let calendar = try WorkingCalendar.load(Share.find())
        #expect(calendar.announcedYears == [2023, 2024, 2025, 2026])
    }

    @Test("a festival fixed by law is no working day of a year without notice, and that year stays unsure", arguments: [
        ("2026-12-31", "2027-01-04"), ("2027-04-30", "2027-05-03"), ("2027-09-30", "2027-10-04"),
    ])
    func lawful(before: String, next: String) throws {
        let calendar = try WorkingCalendar.load(Share.find())
        let found = calendar.adding(workingDays: 1, to: try #require(Day(before)))
        #expect(found.day.text == next && !found.isSure)
    }

    @Test("nine days of Spring Festival lie between two neighbouring working days")
    func festival() throws {
        let calendar = try WorkingCalendar.load(Share.find())
        let before = try #require(Day("2026-02-14"))
        #expect(calendar.adding(workingDays: 1, to: before).day.text == "2026-02-24")
    }
}
