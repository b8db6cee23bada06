import Kernel

/// Where the clock of a step stands: pure, from what happened and the calendar.
struct ServiceClock: Sendable {
    let rule: ClockRule
    let calendar: WorkingCalendar

    /// What the clock shows at a moment.
    struct Reading: Sendable, Hashable {
        /// Last day; nil while the clock stands still, because it moves on with each day of that.
        let due: Day?
        /// First moment at which the term is over; nil while the clock stands still.
        let end: Instant?
        /// Years whose days off had to be assumed.
        let assumedYears: [Int]
        /// Days used, in the unit of the rule; what lay in pauses is not counted.
        let used: Int
        /// Days in which it stood still.
        let paused: Int
        /// Days left; negative when it has run out.
        let left: Int
        let unit: ClockRule.Unit
        let isPaused: Bool
        /// Whether the last day is over.
        let isOverdue: Bool
    }

    /// The clock of a span at a moment, or at its end when it has ended.
    func reading(_ span: Span, at now: Instant) -> Reading {
        guard rule.unit != .hours else { return roundTheClock(span, at: now) }
        let received = received(span)
        let end = (span.endedAt ?? now).day
        var assumed = Set(received.assumedYears)
        var paused = 0
        for pause in span.pauses {
            paused += days(
                after: max(pause.from.day, received.day), through: pause.to?.day ?? end, &assumed)
        }
        let gone = days(after: received.day, through: end, &assumed)
        let used = max(0, gone - paused)
        let due = last(of: received.day, adding: paused, &assumed)
        let isPaused = span.isPaused && span.endedAt == nil
        return Reading(
            due: isPaused ? nil : due, end: isPaused ? nil : due.adding(days: 1).start,
            assumedYears: assumed.sorted(), used: used, paused: paused,
            left: rule.length - used, unit: rule.unit, isPaused: isPaused,
            isOverdue: !isPaused && end > due)
    }

    /// Hours run day and night; used and left are whole hours, begun ones counted.
    private func roundTheClock(_ span: Span, at now: Instant) -> Reading {
        let hour: Int64 = 3_600_000
        let at = span.endedAt ?? now
        let paused = span.pauses.reduce(Int64(0)) { sum, pause in
            sum + (pause.to ?? at).milliseconds - pause.from.milliseconds
        }
        let used = max(0, at.milliseconds - span.beganAt.milliseconds - paused)
        let end = span.beganAt.adding(milliseconds: Int64(rule.length) * hour + paused)
        let isPaused = span.isPaused && span.endedAt == nil
        return Reading(
            due: isPaused ? nil : end.day, end: isPaused ? nil : end, assumedYears: [],
            used: Int((used + hour - 1) / hour), paused: Int(paused / hour),
            left: rule.length - Int((used + hour - 1) / hour), unit: rule.unit,
            isPaused: isPaused, isOverdue: !isPaused && at > end)
    }

    /// How the last day came about.
    func explanation(_ span: Span, at now: Instant) -> Explanation {
        let reading = reading(span, at: now)
        let received = received(span)
        let unit = rule.unit.name
        return Explanation(
            rule: "procedures.clock", title: Localized(zh: "办理期限", en: "Time limit"),
            inputs: [
                .init(Localized(zh: "进入本环节", en: "Came to this step"), span.beganAt.text),
                .init(Localized(zh: "视为收到之日", en: "Counts as received on"), received.day.text),
                .init(
                    Localized(zh: "期限（\(unit.zh)）", en: "Term (\(unit.en))"), String(rule.length)),
                .init(
                    Localized(zh: "不计入期限（\(unit.zh)）", en: "Not counted (\(unit.en))"),
                    String(reading.paused)),
            ],
            outcome: outcome(reading), citations: [rule.basis.citation])
    }

    /// Terms of working days begin on one; terms of calendar days run on any day, and only their
    /// end may move.
    private func received(_ span: Span) -> WorkingCalendar.Reckoned {
        switch rule.unit {
        case .workingDays: calendar.dayReceived(span.beganAt, cutOffHour: rule.cutOffHour)
        case .days, .hours: calendar.ending(span.beganAt.day, .stands)
        }
    }

    private func outcome(_ reading: Reading) -> Localized {
        guard let due = reading.due else {
            return Localized(
                zh: "计时中止，恢复后还剩 \(reading.left) \(rule.unit.name.zh)",
                en: "Stands still; left afterwards: \(rule.unit.counted(reading.left))")
        }
        if rule.unit == .hours, let end = reading.end { return Localized(same: end.text) }
        guard reading.assumedYears.isEmpty else {
            let years = reading.assumedYears.map { String($0) }.joined(separator: ", ")
            return Localized(
                zh: "\(due.text)（\(years) 年放假安排尚未录入，暂按周一至周五推算）",
                en: "\(due.text) (days off of \(years) not known yet, reckoned Monday to Friday)")
        }
        return Localized(same: due.text)
    }

    private func days(after first: Day, through last: Day, _ assumed: inout Set<Int>) -> Int {
        switch rule.unit {
        case .days, .hours: return max(0, last.sinceEpoch - first.sinceEpoch)
        case .workingDays:
            let count = calendar.workingDays(after: first, through: last)
            // Years that lie wholly ahead of what is counted do not come in here.
            assumed.formUnion(count.assumedYears)
            return count.days
        }
    }

    private func last(of received: Day, adding paused: Int, _ assumed: inout Set<Int>) -> Day {
        let reckoned =
            switch rule.unit {
            case .workingDays: calendar.adding(workingDays: rule.length + paused, to: received)
            case .days, .hours:
                calendar.ending(received.adding(days: rule.length + paused), rule.termEnd)
            }
        assumed.formUnion(reckoned.assumedYears)
        return reckoned.day
    }
}

extension ClockRule.Unit {
    /// Its word after a number.
    var name: Localized {
        switch self {
        case .workingDays: Localized(zh: "个工作日", en: "working days")
        case .days: Localized(zh: "日", en: "days")
        case .hours: Localized(zh: "小时", en: "hours")
        }
    }
}

extension ClockRule.Unit {
    /// So many of them, in English: `1 working day`.
    func counted(_ count: Int) -> String {
        "\(count) \(count == 1 ? String(name.en.dropLast()) : name.en)"
    }
}

extension Day {
    /// Its first moment in China.
    var start: Instant {
        Instant(milliseconds: Int64(sinceEpoch) * 86_400_000 - 8 * 3_600_000)
    }
}
