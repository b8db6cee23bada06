/// Which days authorities work: weekdays, but for the days that the yearly notice of the State
/// Council's General Office makes days off, and with the weekend days it makes working days.
///
/// A year whose notice is not in the table is never passed off as known: every result says which
/// years it had to take as plain Monday to Friday.
///
///     let due = calendar.adding(workingDays: 1, to: received)
///     due.day            // the last day of the term
///     due.assumedYears   // [2027] while nobody has entered the notice of 2027
public struct WorkingCalendar: Sendable {
    /// What the notice does to a day.
    public enum Adjustment: String, Sendable, Hashable {
        /// A day off, weekday or not.
        case off
        /// A Saturday or Sunday that is worked.
        case worked
    }

    /// One day that a yearly notice adjusts.
    public struct AdjustedDay: Sendable, Hashable {
        public let day: Day
        public let adjustment: Adjustment
        /// The festival it is for.
        public let occasion: Localized
        /// Year of the notice, which may adjust the last days of the year before.
        public let noticeYear: Int
        public let citation: Citation

        public init(
            day: Day, adjustment: Adjustment, occasion: Localized, noticeYear: Int,
            citation: Citation
        ) {
            self.day = day
            self.adjustment = adjustment
            self.occasion = occasion
            self.noticeYear = noticeYear
            self.citation = citation
        }
    }

    /// A day off of every year by law, whatever the notice of the year moves around it.
    public struct LawfulDay: Sendable, Hashable {
        public let month: Int
        public let day: Int
        /// The years in which the law has it so.
        public let from: Day
        public let to: Day?

        public init(month: Int, day: Int, from: Day, to: Day?) {
            self.month = month
            self.day = day
            self.from = from
            self.to = to
        }

        func falls(on other: Day) -> Bool {
            other.month == month && other.day == day && from <= other
                && to.map { other <= $0 } ?? true
        }
    }

    /// A day found by counting, and how sure it is.
    public struct Reckoned: Sendable, Hashable {
        public let day: Day
        /// Years, ascending, whose notice is not in the table and whose days off are therefore not
        /// known; empty when the day is sure.
        public let assumedYears: [Int]

        /// Whether every day that was counted is known.
        public var isSure: Bool { assumedYears.isEmpty }
    }

    /// A number of working days found by counting, and how sure it is.
    public struct Count: Sendable, Hashable {
        public let days: Int
        /// As in `Reckoned`.
        public let assumedYears: [Int]
    }

    /// What a term does whose last day is a day off.
    public enum TermEnd: String, Sendable, Hashable {
        /// It ends on the next working day, as terms do unless a rule says otherwise
        /// (民法典 第二百零三条).
        case rollsForward
        /// It ends on that day all the same.
        case stands
    }

    /// Longest term that is counted in working days; a longer one is counted as this.
    public static let longestTerm = 5_000

    private let adjusted: [Day: AdjustedDay]
    private let lawful: [LawfulDay]
    /// Years whose notice the table has.
    public let announcedYears: Set<Int>

    /// Of two rows for one day the later notice counts.
    ///
    /// - Parameter lawful: days off by law; they count in years whose notice is not there too.
    public init(_ days: [AdjustedDay], lawful: [LawfulDay] = []) {
        self.lawful = lawful
        var adjusted: [Day: AdjustedDay] = [:]
        for day in days where (adjusted[day.day]?.noticeYear ?? 0) <= day.noticeYear {
            adjusted[day.day] = day
        }
        self.adjusted = adjusted
        announcedYears = Set(days.map(\.noticeYear))
    }

    /// The notice's word on a day; nil when it says nothing and the weekday decides.
    public func adjustment(of day: Day) -> AdjustedDay? { adjusted[day] }

    /// Whether the table has the notice of the day's year, or at least its word on the day.
    public func isAnnounced(_ day: Day) -> Bool {
        announcedYears.contains(day.year) || adjusted[day] != nil
    }

    /// Whether the day is worked; nil when its year's notice is not in the table, since then only
    /// guesses are to be had.
    public func isWorkingDay(_ day: Day) -> Bool? {
        isAnnounced(day) ? reckonsWorking(day) : nil
    }

    /// The day that lies so many working days on. Counting starts on the working day after `day`;
    /// zero gives the day itself, or the next working day when it is a day off.
    ///
    /// - Parameter workingDays: taken as 0 when negative and as `longestTerm` when longer.
    public func adding(workingDays: Int, to day: Day) -> Reckoned {
        var walk = Walk(at: day)
        guard workingDays > 0 else { return rollForward(&walk) }
        var left = min(workingDays, Self.longestTerm)
        while left > 0 {
            walk.step(self)
            if reckonsWorking(walk.day) { left -= 1 }
        }
        return walk.result
    }

    /// The last day of a term of calendar days, which may fall on a day off.
    public func ending(_ day: Day, _ end: TermEnd) -> Reckoned {
        var walk = Walk(at: day)
        switch end {
        case .stands: return walk.result
        case .rollsForward: return rollForward(&walk)
        }
    }

    /// The working day on which something counts as received: the day itself when it is worked and
    /// the cut-off hour has not come, else the next working day.
    ///
    /// - Parameter cutOffHour: hour of the day in China time, 0 to 24; 24 takes the whole day.
    public func dayReceived(_ moment: Instant, cutOffHour: Int) -> Reckoned {
        let isLate = moment.hour >= cutOffHour
        var walk = Walk(at: moment.day)
        if isLate { walk.step(self) } else { walk.note(self) }
        return rollForward(&walk)
    }

    /// Working days after `first` up to and including `last`; 0 when `last` is not later. Spans of
    /// more than thirty years are counted as thirty.
    public func workingDays(after first: Day, through last: Day) -> Count {
        var walk = Walk(at: first)
        var days = 0
        let end = min(last, first.adding(days: 30 * 366))
        while walk.day < end {
            walk.step(self)
            if reckonsWorking(walk.day) { days += 1 }
        }
        return Count(days: days, assumedYears: walk.result.assumedYears)
    }

    private func rollForward(_ walk: inout Walk) -> Reckoned {
        walk.note(self)
        while !reckonsWorking(walk.day) { walk.step(self) }
        return walk.result
    }

    /// The notice's word, else Monday to Friday but for the days off by law.
    private func reckonsWorking(_ day: Day) -> Bool {
        if let adjusted = adjusted[day] { return adjusted.adjustment == .worked }
        return !day.isWeekend && !lawful.contains { $0.falls(on: day) }
    }

    /// A day that moves on and remembers which years it had to guess.
    private struct Walk {
        var day: Day
        var assumed: Set<Int> = []

        init(at day: Day) { self.day = day }

        mutating func step(_ calendar: WorkingCalendar) {
            day = day.adding(days: 1)
            note(calendar)
        }

        mutating func note(_ calendar: WorkingCalendar) {
            if !calendar.isAnnounced(day) { assumed.insert(day.year) }
        }

        var result: Reckoned { Reckoned(day: day, assumedYears: assumed.sorted()) }
    }
}

extension Day {
    /// Whether it is a Saturday or a Sunday, whatever a notice makes of it.
    public var isWeekend: Bool {
        // 1970-01-01 was a Thursday.
        let sinceMonday = ((sinceEpoch + 3) % 7 + 7) % 7
        return sinceMonday >= 5
    }
}

extension Instant {
    /// Hour of the day in China, 0 to 23.
    public var hour: Int {
        let local = milliseconds + 8 * 3_600_000
        return Int(((local % 86_400_000) + 86_400_000) % 86_400_000 / 3_600_000)
    }
}
