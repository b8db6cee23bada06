import Kernel
import Store

/// What is published about inspections: nothing of single enterprises.
struct Statistics: Sendable {
    /// Completed inspections of a month.
    struct Month: Sendable, Hashable {
        var month: String
        var completed: Int64
        var unaccompanied: Int64
        /// Goal in ten-thousandths, with its source; nil before there was one.
        var target: Int?

        var share: Int { Statistics.share(unaccompanied, of: completed) }
    }

    /// Cells of so many cases at least.
    var outcomes: [StatisticsRows.Line]
    /// Every cell, for sums.
    var lines: [StatisticsRows.Line]
    /// Smallest number of cases that is published: fewer could tell of one enterprise.
    var smallest: Int64
    var attended: [StatisticsRows.Attended]
    var months: [Month]
    var target: Dated<Int>?

    /// Ten-thousandths, rounded half up; 0 of nothing.
    static func share(_ part: Int64, of whole: Int64) -> Int {
        whole > 0 ? Int((part * 20_000 + whole) / (2 * whole)) : 0
    }

    /// Rate of a level over the whole time, 0 of 0 where there are too few: how far the aim of
    /// Order 251 is met.
    func rate(of level: CreditLevel) -> (cases: Int64, share: Int) {
        let lines = lines.filter { $0.level == level.rawValue }
        let cases = lines.reduce(0) { $0 + $1.cases }
        guard smallest <= cases else { return (0, 0) }
        return (cases, Statistics.share(lines.reduce(0) { $0 + $1.inspected }, of: cases))
    }
}

struct StatisticsDesk: Sendable {
    let store: Store
    let clock: Clock
    let settings: InspectionSettings

    /// Of the last twelve months and this one.
    func figures() async throws -> Statistics {
        let today = clock.today
        let back = today.adding(months: -12)
        let first = Day(year: back.year, month: back.month, day: 1) ?? back
        let (lines, attended) = try await store.read { session in
            (
                try StatisticsRows.outcomes(from: first, in: session),
                try StatisticsRows.attendance(from: String(first.text.prefix(7)), in: session)
            )
        }
        var months: [Statistics.Month] = []
        for line in attended {
            if months.last?.month == line.month {
                months[months.count - 1].completed += line.completed
                months[months.count - 1].unaccompanied += line.unaccompanied
            } else {
                let day = Day(line.month + "-01")
                months.append(
                    Statistics.Month(
                        month: line.month, completed: line.completed,
                        unaccompanied: line.unaccompanied,
                        target: day.flatMap { settings.target(on: $0)?.value }))
            }
        }
        let smallest = Int64(try settings.whole("statistics.smallest", on: today))
        return Statistics(
            outcomes: lines.filter { smallest <= $0.cases }, lines: lines, smallest: smallest,
            attended: attended, months: months,
            target: settings.target(on: today))
    }
}
