import Kernel

extension RiskRules {
    /// What somebody may know who is not to know the rules: only what came of them.
    static func outcome(_ verdict: RiskVerdict) -> Explanation {
        Explanation(
            rule: "declarations.risk", title: Localized(zh: "风险判别", en: "Risk"),
            outcome: verdict.name)
    }
}

extension RiskVerdict {
    var name: Localized {
        switch self {
        case .release: Localized(zh: "按规则放行", en: "Released by rule")
        case .review: Localized(zh: "按规则转人工审核", en: "Sent to manual review by rule")
        case .inspection: Localized(zh: "按规则转查验", en: "Sent to inspection by rule")
        }
    }
}
