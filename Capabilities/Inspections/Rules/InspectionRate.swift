public import Kernel

/// What the policy says about a case.
public struct RateOutcome: Sendable, Hashable {
    /// Share of such cases that are inspected, in ten-thousandths.
    public let share: Int
    /// Each factor with where it is written. Not for whoever might be inspected.
    public let explanation: Explanation

    public init(share: Int, explanation: Explanation) {
        self.share = share
        self.explanation = explanation
    }
}

/// The inspection rate of a case (查验率): a base by trade mode, times a percentage for each thing
/// that is known about goods, enterprises, countries and what was found before; within the least
/// and the greatest share of the policy.
struct InspectionRate: Sendable {
    let edition: PolicyEdition

    func outcome(_ facts: RateFacts, _ standing: RateStanding, on day: Day) -> RateOutcome {
        let rows = edition.rows.filter { $0.holds(on: day, isImport: facts.isImport) }
        var steps: [Explanation] = []
        let start =
            rows.first { $0.factor == .base && !$0.key.isEmpty && $0.key == facts.mode }
            ?? rows.first { $0.factor == .base && $0.key.isEmpty }
        // Ten-thousandths of a ten-thousandth, so that small shares survive several percentages.
        var exact = (start?.value ?? 0) * InspectionRate.fine
        if let start { steps.append(step(start, RateWords.mode(facts.mode))) }
        for (row, shown) in percentages(rows, facts, standing) {
            exact = min(exact * row.value / 100, InspectionRate.whole * InspectionRate.fine)
            if row.value != 100 { steps.append(step(row, shown)) }
        }
        var share = (exact + InspectionRate.fine / 2) / InspectionRate.fine
        let levelLeast = rows.first {
            $0.factor == .levelLeast && $0.key == standing.level.rawValue
        }
        for row in [levelLeast, rows.first { $0.factor == .least }].compactMap({ $0 })
        where share < row.value {
            share = row.value
            steps.append(step(row, RateWords.level(standing.level)))
        }
        if let row = rows.first(where: { $0.factor == .most }), share > row.value {
            share = row.value
            steps.append(step(row, Localized(same: "")))
        }
        share = min(max(share, 0), InspectionRate.whole)
        return RateOutcome(share: share, explanation: tree(share, facts, day, steps))
    }

    static let whole = 10_000
    private static let fine = 10_000

    /// The rows that multiply, each with what it looked at.
    private func percentages(
        _ rows: [RateRow], _ facts: RateFacts, _ standing: RateStanding
    ) -> [(RateRow, Localized)] {
        var found: [(RateRow, Localized)] = []
        func add(_ row: RateRow?, _ shown: Localized) {
            if let row { found.append((row, shown)) }
        }
        add(goods(rows, facts.goods), Localized(same: facts.goods.joined(separator: " ")))
        add(
            rows.first { $0.factor == .level && $0.key == standing.level.rawValue },
            RateWords.level(standing.level))
        add(
            rows.first { $0.factor == .agent && $0.key == standing.agentLevel.rawValue },
            RateWords.level(standing.agentLevel))
        add(counted(.finding, standing.findings, rows), RateWords.count(standing.findings))
        // Only a record with nothing bad in it is a clean one.
        if standing.findings == 0, standing.badSamples == 0 {
            add(counted(.clean, standing.clean, rows), RateWords.count(standing.clean))
        }
        add(
            counted(.badSample, standing.badSamples, rows), RateWords.count(standing.badSamples))
        let factor: RateFactor = facts.isImport ? .origin : .destination
        let country = rows.filter { row in
            row.factor == factor && !row.key.isEmpty
                && facts.countries.contains { $0.utf8.elementsEqual(row.key.utf8) }
        }.max { $0.value < $1.value } ?? rows.first { $0.factor == factor && $0.key.isEmpty }
        add(country, Localized(same: facts.countries.joined(separator: " ")))
        return found
    }

    /// Of each line the row with the longest beginning; of all lines the highest.
    private func goods(_ rows: [RateRow], _ codes: [String]) -> RateRow? {
        let rows = rows.filter { $0.factor == .goods }
        return codes.compactMap { code in
            rows.filter { code.utf8.starts(with: $0.key.utf8) }
                .max { $0.key.utf8.count < $1.key.utf8.count }
        }.max { $0.value < $1.value }
    }

    private func counted(_ factor: RateFactor, _ count: Int, _ rows: [RateRow]) -> RateRow? {
        rows.filter { $0.factor == factor && (Int($0.key) ?? .max) <= count }
            .max { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }
    }

    private func step(_ row: RateRow, _ shown: Localized) -> Explanation {
        Explanation(
            rule: "inspections.rate.\(row.factor.rawValue)", version: row.from,
            title: RateWords.name(row.factor),
            inputs: shown.zh.isEmpty
                ? [] : [.init(Localized(zh: "依据事实", en: "Because of"), shown)],
            outcome: row.factor.isShare
                ? RateWords.share(row.value) : Localized(same: "× \(row.value)%"),
            citations: [row.citation])
    }

    private func tree(
        _ share: Int, _ facts: RateFacts, _ day: Day, _ steps: [Explanation]
    ) -> Explanation {
        Explanation(
            rule: "inspections.rate", version: edition.from,
            title: Localized(zh: "查验率", en: "Inspection rate"),
            inputs: [
                .init(Localized(zh: "策略版本", en: "Edition of the policy"), edition.id),
                .init(Localized(zh: "日期", en: "Day"), day.text),
            ], outcome: RateWords.share(share), citations: [edition.citation], children: steps)
    }
}
