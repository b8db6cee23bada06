import Kernel

extension DeclarationView {
    /// How the outcome came about, as it stands now: an officer may have rejected what the rules
    /// had accepted, and what was taken for a list that came back was given back.
    var outcome: Explanation? {
        guard let explanation else { return nil }
        guard let decision, !record.status.comesIn else {
            return explanation
        }
        let reason = decision.officersReason
        return explanation.saying(
            reason?.message ?? explanation.outcome,
            children: explanation.children.map { step in
                switch step.rule {
                case "declarations.match" where decision.mismatches.isEmpty:
                    step.saying(
                        Localized(zh: "一致", en: "Everything corresponds"), children: [])
                case "declarations.quota":
                    step.saying(
                        Localized(zh: "已退回个人额度", en: "Given back to the quota"),
                        children: step.children)
                case "declarations.guarantee":
                    step.saying(
                        Localized(zh: "已退还担保额度", en: "Given back to the guarantee"),
                        children: step.children)
                default: step
                }
            } + [reason.map(officers)].compactMap { $0 })
    }

    private func officers(_ reason: Finding) -> Explanation {
        Explanation(
            rule: "declarations.officer",
            title: Localized(zh: "人工审核", en: "Decision of an officer"),
            outcome: reason.message, citations: [reason.citation])
    }
}

extension Explanation {
    fileprivate func saying(_ outcome: Localized, children: [Explanation]) -> Explanation {
        Explanation(
            rule: rule, version: version, title: title, inputs: inputs, outcome: outcome,
            citations: citations, children: children)
    }
}
