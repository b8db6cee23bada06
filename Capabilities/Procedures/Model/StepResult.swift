/// So many stays in a step took so many days.
struct StepResult: Sendable, Hashable {
    let service: String
    let step: String
    let used: Int
    let count: Int
    /// How many of them kept the term.
    let kept: Int
}

/// How long a step takes: from all stays that have ended.
struct StepTimes: Sendable, Hashable {
    let service: String
    let step: String
    let count: Int
    let kept: Int
    let median: Int
    let ninetieth: Int
    let longest: Int

    /// Sums up results, which come in order of service, step and days.
    static func sums(_ results: [StepResult]) -> [StepTimes] {
        var groups: [[StepResult]] = []
        for result in results {
            if let last = groups.last?.last, last.service == result.service,
                last.step == result.step
            {
                groups[groups.count - 1].append(result)
            } else {
                groups.append([result])
            }
        }
        return groups.compactMap(sum)
    }

    private static func sum(_ group: [StepResult]) -> StepTimes? {
        guard let first = group.first, let last = group.last else { return nil }
        let count = group.reduce(0) { $0 + $1.count }
        /// The smallest number of days within which so many of a hundred were done.
        func within(_ share: Int) -> Int {
            let wanted = (count * share + 99) / 100
            var done = 0
            for result in group {
                done += result.count
                if done >= wanted { return result.used }
            }
            return last.used
        }
        return StepTimes(
            service: first.service, step: first.step, count: count,
            kept: group.reduce(0) { $0 + $1.kept }, median: within(50), ninetieth: within(90),
            longest: last.used)
    }
}
