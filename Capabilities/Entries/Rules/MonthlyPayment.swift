import Kernel

/// The month whose taxes are paid together, and when (汇总征税).
struct MonthlyPayment: Sendable, Hashable {
    /// `2026-11`.
    let period: String
    /// First day of the month after.
    let following: Day

    /// The month of a day.
    init(of day: Day) {
        period = String(day.text.prefix(7))
        following = Day(year: day.year, month: day.month, day: 1)?.adding(months: 1) ?? day
    }

    /// The month of its name.
    init?(period: String) {
        guard let first = Day("\(period)-01") else { return nil }
        self.init(of: first)
    }

    /// Last day of payment: the nth working day of the next month.
    func due(_ settings: EntrySettings, _ calendar: WorkingCalendar) throws(EntryRefusal)
        -> (day: WorkingCalendar.Reckoned, rule: Dated<Fixed>)
    {
        let rule = try settings.value("summary-taxation.due-working-day", on: following)
        let count = Int(rule.value.raw / Fixed.scale)
        return (calendar.adding(workingDays: count, to: following.adding(days: -1)), rule)
    }
}
