import Kernel

/// Until when a problem is to be answered: working days from the day it counts as received.
struct ProblemClock: Sendable {
    let calendar: WorkingCalendar
    let cutOffHour: Int

    func due(_ days: Int, from moment: Instant) -> Day {
        let received = calendar.dayReceived(moment, cutOffHour: cutOffHour)
        return calendar.adding(workingDays: days, to: received.day).day
    }

    /// Working days from the day it counts as received.
    func used(from moment: Instant, to end: Instant) -> Int {
        let received = calendar.dayReceived(moment, cutOffHour: cutOffHour)
        return calendar.workingDays(after: received.day, through: end.day).days
    }

    /// How the last day came about.
    func explanation(_ problem: Problem, _ topic: Topic?) -> Explanation {
        let received = calendar.dayReceived(problem.clockAt, cutOffHour: cutOffHour)
        let isSure = received.isSure && calendar.isAnnounced(problem.due)
        return Explanation(
            rule: "problems.clock", title: Localized(zh: "答复期限", en: "Time for the answer"),
            inputs: [
                .init(Localized(zh: "本轮开始", en: "This round began"), problem.clockAt.text),
                .init(Localized(zh: "视为收到之日", en: "Counts as received on"), received.day.text),
                .init(
                    Localized(zh: "期限（工作日）", en: "Term (working days)"),
                    topic.map { String($0.days) } ?? "–"),
                .init(Localized(zh: "第几轮", en: "Round"), String(problem.round)),
            ], outcome: isSure
                ? Localized(same: problem.due.text)
                : Localized(
                    zh: "\(problem.due.text)（当年放假安排尚未录入，暂按周一至周五推算）",
                    en: "\(problem.due.text) (days off not known yet, Monday to Friday)"),
            citations: [
                Citation(document: "沪商自贸〔2023〕132号", article: "22")
            ] + (topic.map { [$0.citation] } ?? []))
    }
}

/// Quarters, by which bodies report: `2026Q3`.
enum Quarter {
    /// The one before the quarter of a day.
    static func before(_ day: Day) -> (name: String, last: Day) {
        let first = Day(year: day.year, month: (day.month - 1) / 3 * 3 + 1, day: 1) ?? day
        let last = first.adding(days: -1)
        return (name(of: last), last)
    }

    static func name(of day: Day) -> String { "\(day.year)Q\((day.month - 1) / 3 + 1)" }
}
