import Kernel

/// Why a rule has put somebody off a list: kept in one text with both languages, where the reasons
/// that officers type stand as they typed them.
enum RuleReason {
    private static let (zh, en) = ("不再符合“", "” / no longer: ")

    /// As it is kept with the standing, of the criterion that is not met any more.
    static func kept(_ criterion: Localized) -> String {
        "\(zh)\(criterion.zh)\(en)\(criterion.en)"
    }

    /// A kept reason for readers of a language: what a person typed as it was typed.
    static func told(_ kept: String) -> Localized {
        guard kept.hasPrefix(zh), let middle = kept.firstRange(of: en) else {
            return Localized(same: kept)
        }
        return Localized(
            zh: "\(kept[..<middle.lowerBound])”", en: "No longer: \(kept[middle.upperBound...])")
    }
}

extension Movement {
    /// Why, for readers of either language.
    var told: Localized {
        kind == .exit ? RuleReason.told(reason) : Localized(inOne: reason)
    }
}
