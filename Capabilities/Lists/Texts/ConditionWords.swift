import Kernel

/// How conditions are told.
enum ConditionWords {
    static let stated = Localized(zh: "企业自报，尚未登记", en: "stated by the firm, not recorded")

    static let register = Localized(zh: "企业登记", en: "register of enterprises")
    static let inspections = Localized(zh: "查验记录", en: "inspection records")
    static let firm = Localized(zh: "企业自报", en: "stated by the firm")

    /// Where a figure is from, as it is kept with a decision: in both languages, or a document.
    static func source(_ kept: String) -> Localized {
        [register, inspections, firm].first { "\($0.zh) / \($0.en)" == kept }
            ?? Localized(same: kept)
    }

    static func outcome(_ holds: Bool) -> Localized {
        holds ? Localized(zh: "符合", en: "Met") : Localized(zh: "不符合", en: "Not met")
    }

    static func limit(_ comparison: FirmCondition.Comparison, _ limit: Int64) -> Localized {
        switch comparison {
        case .is: Localized(zh: "为 \(limit)", en: "exactly \(limit)")
        case .atLeast: Localized(zh: "不低于 \(limit)", en: "at least \(limit)")
        case .atMost: Localized(zh: "不高于 \(limit)", en: "at most \(limit)")
        case .above: Localized(zh: "高于 \(limit)", en: "above \(limit)")
        case .below: Localized(zh: "低于 \(limit)", en: "below \(limit)")
        }
    }
}
