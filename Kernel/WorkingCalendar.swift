/// Which days are worked, and how terms in days end: the calendar of offices in China.
///
/// A day is worked from Monday to Friday, unless the yearly notice makes it a holiday, and on the
/// weekend days that the notice makes up for. A year without a notice counts Monday to Friday.
public struct WorkingCalendar: Sendable {
    private let holidays: Set<Day>
    private let workdays: Set<Day>
    private let years: Set<Int>

    /// - Parameters:
    ///   - holidays: days off by notice.
    ///   - workdays: weekend days worked by notice.
    ///   - years: years for which the notice is known; nil for the years of the days given.
    public init(holidays: Set<Day>, workdays: Set<Day>, years: Set<Int>? = nil) {
        self.holidays = holidays
        self.workdays = workdays
        self.years = years ?? Set((holidays.union(workdays)).map(\.year))
    }

    /// Whether a day is worked.
    public func isWorked(_ day: Day) -> Bool {
        if workdays.contains(day) { return true }
        return !holidays.contains(day) && !day.isWeekend
    }

    /// Whether the notice of a year is known. Where it is not, holidays count as worked, and a term
    /// that reaches into that year may end earlier than it will in truth.
    public func knows(_ year: Int) -> Bool { years.contains(year) }

    /// The day itself when it is worked, else the next that is.
    public func rolledForward(_ day: Day) -> Day {
        var day = day
        while !isWorked(day) { day = day.adding(days: 1) }
        return day
    }

    /// So many working days on, counted from the next working day; 0 gives the day itself.
    public func adding(_ count: Int, to day: Day) -> Day {
        var day = day
        for _ in 0..<max(0, count) { day = rolledForward(day.adding(days: 1)) }
        return day
    }

    /// How many working days lie after the one day, up to and with the other; 0 when it is not
    /// later.
    public func count(after first: Day, through last: Day) -> Int {
        guard first < last else { return 0 }
        return (first.sinceEpoch + 1...last.sinceEpoch).count { isWorked(Day(sinceEpoch: $0)) }
    }

    /// The day on which something that came in counts as received: that day, or the next working
    /// day when it came after the cut-off or on a day off.
    ///
    /// - Parameter cutOff: minutes after midnight, China time; what comes in that very minute is
    ///   still in time.
    public func received(_ instant: Instant, cutOff: Int) -> Day {
        let day = instant.day
        guard isWorked(day) else { return rolledForward(day) }
        return instant.minuteOfDay <= cutOff ? day : rolledForward(day.adding(days: 1))
    }
}

extension Day {
    /// Whether it is a Saturday or Sunday.
    public var isWeekend: Bool {
        // 1970-01-01 was a Thursday: counted from Monday, the fourth day.
        let weekday = (((sinceEpoch + 3) % 7) + 7) % 7
        return weekday >= 5
    }
}

extension Instant {
    /// Minutes after midnight in China.
    public var minuteOfDay: Int {
        let local = milliseconds + 8 * 3_600_000
        return Int(((local % 86_400_000) + 86_400_000) % 86_400_000) / 60_000
    }
}
