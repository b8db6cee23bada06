import Kernel

/// How conditions are told.
enum ConditionWords {
    static let stated = Localized(zh: "企业自报，尚未登记", en: "stated by the firm, not recorded")

    static let role = Localized(zh: "企业类型", en: "Role")
    static let level = Localized(zh: "海关信用等级", en: "Customs credit level")
    static let district = Localized(zh: "注册关区", en: "Customs district")

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

    /// A figure with its unit; yes or no where it is that.
    static func amount(_ value: Int64, _ kind: FactKind?) -> Localized {
        guard let kind else { return Localized(same: String(value)) }
        if kind.isYesNo {
            return value == 0 ? Localized(zh: "否", en: "no") : Localized(zh: "是", en: "yes")
        }
        let (zh, en) = (kind.unit.zh, kind.unit.en)
        // “600000 × 10 000 yuan”.
        let times = en.first?.isNumber == true ? "× " : ""
        return Localized(
            zh: zh == "%" ? "\(value)%" : "\(value) \(zh)", en: "\(value) \(times)\(en)")
    }

    static func limit(
        _ comparison: FirmCondition.Comparison, _ limit: Int64, _ kind: FactKind?
    ) -> Localized {
        let amount = amount(limit, kind)
        let (zh, en) = (amount.zh, amount.en)
        switch comparison {
        case .is:
            return kind?.isYesNo == true
                ? Localized(zh: "为“\(zh)”", en: en)
                : Localized(zh: "为 \(zh)", en: "exactly \(en)")
        case .atLeast: return Localized(zh: "不低于 \(zh)", en: "at least \(en)")
        case .atMost: return Localized(zh: "不高于 \(zh)", en: "at most \(en)")
        case .above: return Localized(zh: "高于 \(zh)", en: "above \(en)")
        case .below: return Localized(zh: "低于 \(zh)", en: "below \(en)")
        }
    }

    /// A condition on a figure in a few words: “在本市注册：是”, “海外仓面积不低于 2000 平方米”.
    static func needed(
        _ name: Localized, _ comparison: FirmCondition.Comparison, _ limit: Int64,
        _ kind: FactKind?
    ) -> Localized {
        if kind?.isYesNo == true, comparison == .is {
            let amount = amount(limit, kind)
            return Localized(zh: "\(name.zh)：\(amount.zh)", en: "\(name.en): \(amount.en)")
        }
        let wanted = self.limit(comparison, limit, kind)
        return Localized(zh: "\(name.zh)\(wanted.zh)", en: "\(name.en) \(wanted.en)")
    }
}
