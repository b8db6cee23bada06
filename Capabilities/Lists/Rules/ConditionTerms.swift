public import Kernel

/// What a condition asks, whoever it is asked of: for pages that tell it before anybody applies.
extension ConditionRule {
    /// What must hold, a sentence each.
    public func terms(_ condition: FirmCondition) -> [Localized] {
        switch condition {
        case .all(let parts): return parts.flatMap(terms)
        case .any(let parts):
            let ways = parts.map { joined(terms($0), zh: "，且", en: " and ") }
            let said = joined(ways, zh: "；", en: "; ")
            return [Localized(zh: "下列之一：\(said.zh)", en: "One of: \(said.en)")]
        case .not(let part):
            let said = joined(terms(part), zh: "，且", en: " and ")
            return [Localized(zh: "不得为 \(said.zh)", en: "Not \(said.en)")]
        case .list(let lists, _):
            let said = one(lists, names.list)
            return [Localized(zh: "列入“\(said.zh)”", en: "On “\(said.en)”")]
        case .role(let roles):
            return [titled(ConditionWords.role, one(roles, names.role))]
        case .level(let levels):
            return [titled(ConditionWords.level, one(levels, names.level))]
        case .district(let starts):
            return [titled(ConditionWords.district, one(starts) { Localized(same: $0) })]
        case .fact(let fact, let comparison, let limit):
            return [
                ConditionWords.needed(names.fact(fact), comparison, limit, names.measure(fact))
            ]
        }
    }

    private func titled(_ title: Localized, _ said: Localized) -> Localized {
        Localized(zh: "\(title.zh)：\(said.zh)", en: "\(title.en): \(said.en)")
    }

    private func joined(_ parts: [Localized], zh: String, en: String) -> Localized {
        Localized(
            zh: parts.map(\.zh).joined(separator: zh), en: parts.map(\.en).joined(separator: en))
    }

    func one(_ codes: [String], _ name: (String) -> Localized) -> Localized {
        joined(codes.map(name), zh: "、", en: ", ")
    }
}
