import Kernel
import Reference
import Testing

@Suite("Working days")
struct WorkingDaysTests {
    @Test(
        "The yearly notices make holidays and worked weekends",
        arguments: [
            ("2026-02-14", true), ("2026-02-28", true), ("2026-02-17", false),
            ("2026-02-21", false), ("2026-11-20", true), ("2026-11-21", false),
            ("2026-10-01", false), ("2026-10-10", true), ("1970-01-01", true),
            ("1970-01-03", false), ("1969-12-28", false),
        ])
    func worked(day: String, isWorked: Bool) throws {
        let calendar = try WorkingCalendar.load(Share.find())
        #expect(calendar.isWorked(try #require(Day(day))) == isWorked)
    }

    @Test(
        "A term in working days begins on the next working day and skips what is off",
        arguments: [
            ("2026-09-24", 10, "2026-10-15"), ("2026-11-20", 0, "2026-11-20"),
            ("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 1, "2026-11-23"),
        ])
    func terms(from: String, days: Int, end: String) throws {
        let calendar = try WorkingCalendar.load(Share.find())
        let first = try #require(Day(from))
        let last = calendar.adding(days, to: first)
        #expect(last.text == end)
        #expect(calendar.count(after: first, through: last) == days)
    }

    @Test("A day off moves to the next working day, and what comes after the cut-off counts then")
    func rolling() throws {
        let calendar = try WorkingCalendar.load(Share.find())
        let national = try #require(Day("2026-10-01"))
        #expect(calendar.rolledForward(national).text == "2026-10-08")
        for (time, day) in [
            ("20261120165900", "2026-11-20"), ("20261120170059", "2026-11-20"),
            ("20261120170100", "2026-11-23"), ("20261121090000", "2026-11-23"),
        ] {
            let instant = try #require(Instant(compact: time))
            #expect(calendar.received(instant, cutOff: 17 * 60).text == day, "\(time)")
        }
        #expect(calendar.knows(2026) && !calendar.knows(2022))
    }
}
