import Kernel
import Lists

/// Whether a firm has a benefit, explained with its source.
struct Entitled {
    let names: ConditionNames

    func judge(_ rule: BenefitRule, _ view: FirmView) -> EntitlementVerdict {
        guard rule.holds(on: view.day) else {
            let why = Localized(
                zh: "\(view.day.text) 没有这项政策",
                en: "The benefit is not in force on \(view.day.text)")
            return EntitlementVerdict(
                rule: rule, day: view.day, holds: false,
                explanation: explanation(rule, view, why, []), missing: [why])
        }
        let verdict = ConditionRule(names).judge(rule.condition, of: view)
        let outcome =
            verdict.holds
            ? Localized(zh: "享受：\(rule.gives.zh)", en: "Entitled: \(rule.gives.en)")
            : Localized(zh: "不享受", en: "Not entitled")
        return EntitlementVerdict(
            rule: rule, day: view.day, holds: verdict.holds,
            explanation: explanation(rule, view, outcome, [verdict.explanation]),
            missing: verdict.missing,
            missingFacts: verdict.holds
                ? [] : rule.condition.lacking(of: view).compactMap { missing($0, rule, view) })
    }

    /// What a firm states counts only while nothing is recorded; everything else is somebody's to
    /// record, or follows from this system's own records.
    private func missing(
        _ condition: FirmCondition, _ rule: BenefitRule, _ view: FirmView
    ) -> MissingFact? {
        guard case .fact(let fact, _, _) = condition,
            let needed = ConditionRule(names).terms(condition).first
        else { return nil }
        let found = view.figure(fact)
        let maySay = rule.stated.contains(fact) && found.map(\.isStated) ?? true
        let service = maySay ? rule.service : nil
        return MissingFact(
            fact: fact, name: names.fact(fact), needed: needed, service: service,
            source: service != nil
                ? BenefitWords.statedInForm
                : names.measure(fact)?.origin == .computed
                    ? BenefitWords.computedHere
                    : found == nil ? BenefitWords.toBeRecorded : BenefitWords.recorded)
    }

    private func explanation(
        _ rule: BenefitRule, _ view: FirmView, _ outcome: Localized, _ steps: [Explanation]
    ) -> Explanation {
        var inputs = [
            Explanation.Input(Localized(zh: "日期", en: "Day"), view.day.text)
        ]
        if rule.isPerItem {
            inputs.append(Explanation.Input(Localized(zh: "商品", en: "Goods"), view.item))
        }
        return Explanation(
            rule: "entitlements.\(rule.id)", version: rule.from, title: rule.name, inputs: inputs,
            outcome: outcome, citations: rule.bases, children: steps)
    }
}
