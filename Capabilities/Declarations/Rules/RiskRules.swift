import Inspections
import Kernel

/// What the risk rules say about a list that has passed every check.
enum RiskVerdict: String, Sendable, Hashable {
    case release, review, inspection
}

/// One dated risk rule: a condition and what follows when it holds. The rules are data
/// (`Data/risk-rules.csv`); an authority changes the file, not the program.
struct RiskRule: Sendable, Hashable {
    let id: String
    let from: Day
    let to: Day?
    let isImport: Bool?
    let tradeMode: String?
    /// First digits of the goods codes it concerns; empty for all.
    let goods: [String]
    /// Lowest value in yuan; nil for any.
    let valueFrom: Fixed?
    let country: String?
    /// Share of the lists it takes, in ten-thousandths: 10 000 is every one. Nil when the
    /// inspection-rate policy says it of each list.
    let share: Int?
    let verdict: RiskVerdict
    let reason: Localized
    let citation: Citation

    func concerns(_ list: Inventory, isImport: Bool, valueYuan: Fixed, on day: Day) -> Bool {
        guard from <= day, to.map({ day <= $0 }) ?? true else { return false }
        if let wanted = self.isImport, wanted != isImport { return false }
        if let mode = tradeMode, mode != list.tradeMode { return false }
        if let valueFrom, valueYuan < valueFrom { return false }
        if let country, !list.lines.contains(where: { $0.country == country }) { return false }
        guard !goods.isEmpty else { return true }
        return list.lines.contains { line in
            goods.contains { line.code.utf8.starts(with: $0.utf8) }
        }
    }
}

/// All rules in force, applied in the order of the file: the first that takes the list decides.
struct RiskRules: Sendable {
    let rules: [RiskRule]

    /// - Parameter draw: a number from 0 to 9 999 drawn from the list's own number, so that the
    ///   same list is always treated the same and the draw can be checked.
    /// - Parameter rate: the inspection rate of the list; asked only where a rule goes by it.
    func judge(
        _ list: Inventory, isImport: Bool, valueYuan: Fixed, on day: Day, draw: Int,
        rate: () -> RateOutcome
    ) -> (verdict: RiskVerdict, explanation: Explanation) {
        var passed: [Explanation] = []
        for rule in rules
        where rule.concerns(list, isImport: isImport, valueYuan: valueYuan, on: day) {
            let policy = rule.share == nil ? rate() : nil
            let share = rule.share ?? policy?.share ?? 0
            let takes = draw < share
            let step = Explanation(
                rule: "declarations.risk.\(rule.id)", version: rule.from, title: rule.reason,
                inputs: [
                    .init(Localized(zh: "抽取比例（万分比）", en: "Share (of 10,000)"), "\(share)"),
                    .init(Localized(zh: "本单抽取号", en: "Draw of this list"), "\(draw)"),
                ],
                outcome: takes
                    ? Localized(zh: "命中", en: "Takes this list")
                    : Localized(zh: "未命中", en: "Passes this list"),
                citations: [rule.citation], children: policy.map { [$0.explanation] } ?? [])
            passed.append(step)
            if takes { return (rule.verdict, tree(rule.verdict, passed)) }
        }
        return (.release, tree(.release, passed))
    }

    private func tree(_ verdict: RiskVerdict, _ steps: [Explanation]) -> Explanation {
        let outcome =
            switch verdict {
            case .release: Localized(zh: "放行", en: "Release")
            case .review: Localized(zh: "转人工审核", en: "Manual review")
            case .inspection: Localized(zh: "布控查验", en: "Inspection")
            }
        return Explanation(
            rule: "declarations.risk", title: Localized(zh: "风险判别", en: "Risk"),
            outcome: outcome, children: steps)
    }
}
