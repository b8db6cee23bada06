import Kernel

/// Why a rule has put somebody off a list.
enum RuleReason {
    /// The criterion that is not met any more.
    static func broken(_ criterion: Localized) -> Localized {
        Localized(zh: "不再符合“\(criterion.zh)”", en: "No longer: \(criterion.en)")
    }
}

extension Movement {
    /// Why, for readers of either language: what a person typed as it was typed.
    var told: Localized { Localized(kept: reason) }
}
