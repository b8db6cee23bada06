import Kernel

/// What a firm is worth by the criteria of a list, with each point explained.
struct Scoring {
    let rule: ConditionRule

    struct Score: Sendable, Hashable {
        /// Everything that must hold does.
        let isEligible: Bool
        /// Every mark of an officer is there.
        let isComplete: Bool
        let points: Int
        let explanation: Explanation
        /// What would have to change for it to be eligible.
        let missing: [Localized]
    }

    func score(_ list: ListFile, _ view: FirmView, marks: [String: Int], remark: String) -> Score {
        var (points, isEligible, isComplete) = (0, true, true)
        var missing: [Localized] = []
        var children: [Explanation] = []
        for criterion in list.criteria {
            switch criterion.measure {
            case .needs(let condition):
                let verdict = rule.judge(condition, of: view)
                isEligible = isEligible && verdict.holds
                missing += verdict.missing
                children.append(
                    step(
                        criterion, ConditionWords.outcome(verdict.holds),
                        children: [verdict.explanation]))
            case .figure(let fact, let full, let most):
                let found = view.figure(fact)
                let given = Self.points(found?.value ?? 0, full: full, most: most)
                points += given
                children.append(
                    step(criterion, figureOutcome(fact, found, full, given, most)))
            case .marks(let most):
                guard let given = marks[criterion.id] else {
                    isComplete = false
                    children.append(
                        step(
                            criterion,
                            Localized(
                                zh: "待主管部门评分（最多 \(most) 分）",
                                en: "Waits for marks (\(most) at most)")))
                    continue
                }
                points += given
                children.append(
                    step(
                        criterion,
                        Localized(
                            zh: "评分 \(given)/\(most)：\(remark)",
                            en: "Marks \(given) of \(most): \(remark)")))
            }
        }
        let verdict =
            !isEligible
            ? Localized(zh: "不符合必备条件", en: "What must hold does not")
            : Localized(
                zh: "\(points) 分（满分 \(list.points)，最低 \(list.minimum)）",
                en: "\(points) points of \(list.points); \(list.minimum) are needed")
        return Score(
            isEligible: isEligible, isComplete: isComplete, points: points,
            explanation: Explanation(
                rule: "lists.score.\(list.id)", version: list.from, title: list.name,
                outcome: verdict, citations: list.bases, children: children),
            missing: missing)
    }

    /// In proportion, rounded down; all from `full` on.
    static func points(_ value: Int64, full: Int64, most: Int) -> Int {
        guard value > 0 else { return 0 }
        guard value < full else { return most }
        let (product, overflow) = value.multipliedReportingOverflow(by: Int64(most))
        return overflow ? most : Int(product / full)
    }

    private func figureOutcome(
        _ fact: String, _ found: FirmView.Figure?, _ full: Int64, _ given: Int, _ most: Int
    ) -> Localized {
        let name = rule.names.fact(fact)
        guard let found else {
            return Localized(
                zh: "\(name.zh)没有登记：0/\(most) 分", en: "\(name.en) is not on record: 0 of \(most)")
        }
        let how = found.isStated ? ConditionWords.stated : ConditionWords.source(found.source)
        let kind = rule.names.measure(fact)
        let (has, line) = (
            ConditionWords.amount(found.value, kind), ConditionWords.amount(full, kind)
        )
        return Localized(
            zh: "\(name.zh) \(has.zh)（\(how.zh)），满分线 \(line.zh)：\(given)/\(most) 分",
            en: "\(name.en) \(has.en) (\(how.en)), full from \(line.en): \(given) of \(most)")
    }

    private func step(
        _ criterion: ListFile.Criterion, _ outcome: Localized, children: [Explanation] = []
    ) -> Explanation {
        Explanation(
            rule: "lists.criterion.\(criterion.id)", title: criterion.name, outcome: outcome,
            citations: [criterion.basis], children: children)
    }
}
