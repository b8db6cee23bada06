public import Kernel

/// Judges conditions: quickly for many firms, and with every step explained for one.
public struct ConditionRule: Sendable {
    let names: ConditionNames

    public init(_ names: ConditionNames) { self.names = names }

    /// Whether it holds; nothing is explained.
    public static func holds(_ condition: FirmCondition, of view: FirmView) -> Bool {
        switch condition {
        case .all(let parts): parts.allSatisfy { holds($0, of: view) }
        case .any(let parts): parts.contains { holds($0, of: view) }
        case .not(let part): !holds(part, of: view)
        case .list(let lists, let item):
            lists.contains { list in
                view.listings(list).contains { !item || fits(view.item, $0.item) }
            }
        case .role(let roles): roles.contains { view.roles.contains($0) }
        case .level(let levels): levels.contains(view.level())
        case .district(let starts):
            starts.contains { view.district.utf8.starts(with: $0.utf8) }
        case .fact(let fact, let comparison, let limit):
            view.figure(fact).map { comparison.holds($0.value, limit) } ?? false
        }
    }

    /// Goods fit when their code begins with the listed one: a heading covers what is under it.
    public static func fits(_ item: String, _ listed: String) -> Bool {
        !item.isEmpty && !listed.isEmpty && item.utf8.starts(with: listed.utf8)
    }

    /// A verdict with its steps.
    public struct Verdict: Sendable, Hashable {
        public let holds: Bool
        public let explanation: Explanation
        /// What would have to change, a sentence each; empty when it holds.
        public let missing: [Localized]
    }

    /// Judges and explains, step by step.
    public func judge(_ condition: FirmCondition, of view: FirmView) -> Verdict {
        switch condition {
        case .all(let parts): return group(parts, view, needsAll: true)
        case .any(let parts): return group(parts, view, needsAll: false)
        case .not(let part):
            let inner = judge(part, of: view)
            return verdict(
                !inner.holds, "not", Localized(zh: "不得有", en: "Must not be"),
                inner.explanation.title, children: [inner.explanation],
                missing: terms(condition).first)
        case .list(let lists, let item): return list(lists, item, view)
        case .role(let roles):
            let held = roles.contains { view.roles.contains($0) }
            return leaf(
                held, "role", ConditionWords.role, one(roles, names.role))
        case .level(let levels):
            let level = view.level()
            return leaf(
                levels.contains(level), "level",
                ConditionWords.level,
                one(levels, names.level), found: names.level(level))
        case .district(let starts):
            return leaf(
                Self.holds(condition, of: view), "district",
                ConditionWords.district,
                one(starts) { Localized(same: $0) },
                found: Localized(same: view.district.isEmpty ? "–" : view.district))
        case .fact(let fact, let comparison, let limit):
            return figure(fact, comparison, limit, view)
        }
    }

    private func group(_ parts: [FirmCondition], _ view: FirmView, needsAll: Bool) -> Verdict {
        let judged = parts.map { judge($0, of: view) }
        let holds = needsAll ? judged.allSatisfy(\.holds) : judged.contains(where: \.holds)
        let title =
            needsAll
            ? Localized(zh: "全部符合", en: "All of these")
            : Localized(zh: "符合其一", en: "One of these")
        let missing: [Localized]
        if holds {
            missing = []
        } else if needsAll {
            missing = judged.flatMap(\.missing)
        } else {
            let ways = judged.map { Self.way($0.missing) }
            missing = [
                Localized(
                    zh: "下列之一：" + ways.map(\.zh).joined(separator: "；"),
                    en: "One of: " + ways.map(\.en).joined(separator: "; "))
            ]
        }
        return Verdict(
            holds: holds,
            explanation: Explanation(
                rule: needsAll ? "lists.condition.all" : "lists.condition.any", title: title,
                outcome: outcome(holds), children: judged.map(\.explanation)),
            missing: missing)
    }

    /// One way to meet a condition of several: everything that is missing for it.
    private static func way(_ missing: [Localized]) -> Localized {
        guard missing.count > 1 else { return missing.first ?? Localized(same: "–") }
        // A choice within it stands in brackets.
        let parts = missing.map { one in
            one.zh.contains("；")
                ? Localized(zh: "（\(one.zh)）", en: "(\(one.en))") : one
        }
        return Localized(
            zh: parts.map(\.zh).joined(separator: "，且"),
            en: parts.map(\.en).joined(separator: " and "))
    }

    private func list(_ lists: [String], _ item: Bool, _ view: FirmView) -> Verdict {
        let title =
            item
            ? Localized(zh: "企业和商品在名单上", en: "The firm is listed with these goods")
            : Localized(zh: "在名单上", en: "On the list")
        for list in lists {
            guard
                let found = view.listings(list).first(where: {
                    !item || Self.fits(view.item, $0.item)
                })
            else { continue }
            let name = names.list(list)
            let goods = found.item.isEmpty ? "" : " \(found.item)"
            return verdict(
                true, "list", title,
                Localized(
                    zh: "自 \(found.from.text) 起在“\(name.zh)”\(goods)",
                    en: "On “\(name.en)”\(goods) since \(found.from.text)"), missing: nil)
        }
        let wanted = one(lists, names.list)
        let goods = item ? " \(view.item.isEmpty ? "–" : view.item)" : ""
        return verdict(
            false, "list", title,
            Localized(
                zh: "\(view.day.text) 不在“\(wanted.zh)”\(goods)",
                en: "Not on “\(wanted.en)”\(goods) on \(view.day.text)"),
            missing: Localized(zh: "列入“\(wanted.zh)”\(goods)", en: "Be on “\(wanted.en)”\(goods)"))
    }

    private func figure(
        _ fact: String, _ comparison: FirmCondition.Comparison, _ limit: Int64, _ view: FirmView
    ) -> Verdict {
        let name = names.fact(fact)
        let kind = names.measure(fact)
        let wanted = ConditionWords.limit(comparison, limit, kind)
        let needed = ConditionWords.needed(name, comparison, limit, kind)
        guard let found = view.figure(fact) else {
            return verdict(
                false, "fact", name,
                Localized(
                    zh: "没有登记；要求\(wanted.zh)",
                    en: "Not on record; needed is \(wanted.en)"), missing: needed)
        }
        let how = found.isStated ? ConditionWords.stated : ConditionWords.source(found.source)
        let amount = ConditionWords.amount(found.value, kind)
        return verdict(
            comparison.holds(found.value, limit), "fact", name,
            Localized(
                zh: "\(amount.zh)（\(how.zh)）；要求\(wanted.zh)",
                en: "\(amount.en) (\(how.en)); needed is \(wanted.en)"), missing: needed)
    }

    private func leaf(
        _ holds: Bool, _ word: String, _ title: Localized, _ wanted: Localized,
        found: Localized? = nil
    ) -> Verdict {
        let state = found ?? outcome(holds)
        return verdict(
            holds, word, title,
            Localized(
                zh: "\(state.zh)；要求：\(wanted.zh)", en: "\(state.en); needed: \(wanted.en)"),
            missing: Localized(
                zh: "\(title.zh)：\(wanted.zh)", en: "\(title.en): \(wanted.en)"))
    }

    private func verdict(
        _ holds: Bool, _ word: String, _ title: Localized, _ state: Localized,
        children: [Explanation] = [], missing: Localized?
    ) -> Verdict {
        let result = outcome(holds)
        return Verdict(
            holds: holds,
            explanation: Explanation(
                rule: "lists.condition.\(word)", title: title,
                outcome: Localized(
                    zh: "\(result.zh)：\(state.zh)", en: "\(result.en): \(state.en)"),
                children: children),
            missing: holds ? [] : [missing].compactMap { $0 })
    }

    private func outcome(_ holds: Bool) -> Localized { ConditionWords.outcome(holds) }
}
