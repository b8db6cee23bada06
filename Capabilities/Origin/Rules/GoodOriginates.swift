import Kernel

/// Whether a good originates under an agreement: wholly obtained, made of originating materials
/// only, or by the rule for the product; and more than minimal operations were done.
struct GoodOriginates {
    let sheet: Worksheet
    let agreement: Agreement
    let book: OriginRuleBook
    let cite: @Sendable (ArticleTopic) -> Citation

    func verdict() -> OriginVerdict {
        let finding = book.find(sheet.code, under: agreement.id, on: sheet.on)
        let materials = SortedMaterials(sheet, agreement)
        if !sheet.onlyOperations.isEmpty, !materials.foreign.isEmpty {
            return verdict(
                .failed, nil, finding, minimal(),
                [
                    Localized(
                        zh: "在缔约方进行超出微小加工的生产", en: "do more in the party than minimal operations")
                ], materials)
        }
        if sheet.isWhollyObtained, materials.foreign.isEmpty {
            return verdict(.met, .wholly, finding, general(.wholly), [], materials)
        }
        // Minimal operations take no origin away: what they are done on originates already.
        if materials.foreign.isEmpty, !materials.own.isEmpty {
            return verdict(.met, .exclusively, finding, general(.exclusively), [], materials)
        }
        guard case .rule(let rule) = finding else {
            return verdict(
                .open, nil, finding, unlisted(finding),
                [
                    Localized(
                        zh: "查协定附件中该税号的规则，由运行单位导入后再核算，或按规则自行核对",
                        en: "look the rule up in the annex of the agreement, have it loaded and "
                            + "test again, or test it by hand")
                ], materials)
        }
        let node = node(rule.test, materials)
        return verdict(
            node.outcome, node.outcome == .met ? .product : nil, finding,
            ruleExplanation(rule, node), node.remedies, materials)
    }

    /// What comes of a rule's test for the good.
    func outcome(of test: OriginTest) -> NodeOutcome {
        node(test, SortedMaterials(sheet, agreement))
    }

    private func verdict(
        _ outcome: OriginVerdict.Outcome, _ criterion: OriginVerdict.Criterion?,
        _ finding: RuleFinding, _ child: Explanation, _ remedies: [Localized],
        _ materials: SortedMaterials
    ) -> OriginVerdict {
        OriginVerdict(
            agreement: agreement, outcome: outcome, criterion: criterion, rule: finding,
            explanation: Explanation(
                rule: "origin.good-originates", version: agreement.from, title: agreement.name,
                inputs: [
                    .init(Localized(zh: "税号", en: "Code"), sheet.code),
                    .init(
                        Localized(zh: "原产材料", en: "Originating materials"),
                        materials.ownValue.text),
                    .init(
                        Localized(zh: "非原产材料", en: "Non-originating materials"),
                        materials.foreignValue.text),
                    .init(
                        Localized(zh: "不计入的材料", en: "Neutral materials"),
                        String(materials.neutral.count)),
                ],
                outcome: criterion.map {
                    Localized(
                        zh: "\(outcome.name.zh)：\($0.name.zh)（\($0.rawValue)）",
                        en: "\(outcome.name.en): \($0.name.en) (\($0.rawValue))")
                } ?? outcome.name,
                citations: [cite(.criteria), cite(.cumulation), cite(.neutral)].unique,
                children: [child]),
            remedies: remedies, country: nil)
    }

    private func node(_ test: OriginTest, _ materials: SortedMaterials) -> NodeOutcome {
        switch test {
        case .wholly: return stated(sheet.isWhollyObtained && materials.foreign.isEmpty, test)
        case .process(let name): return stated(sheet.stated.contains(name), test)
        case .unread:
            return NodeOutcome(
                .open,
                Explanation(
                    rule: "origin.words-only", title: book.words(of: test),
                    outcome: Localized(zh: "不作检验", en: "not tested"),
                    citations: [agreement.citation]),
                [Localized(zh: "对照协定原文核实该条件", en: "compare this condition with the text")])
        case .change(let level, let except):
            return ClassificationChanged(
                sheet: sheet, agreement: agreement, materials: materials,
                tolerance: cite(.tolerance)
            ).test(level, except: except, cite(.criteria))
        case .content(let share):
            return ContentReached(sheet: sheet, agreement: agreement, materials: materials)
                .test(share, cite(.content))
        case .all(let parts): return joined(parts.map { node($0, materials) }, needsAll: true)
        case .any(let parts): return joined(parts.map { node($0, materials) }, needsAll: false)
        }
    }

    private func joined(_ parts: [NodeOutcome], needsAll: Bool) -> NodeOutcome {
        let outcomes = parts.map(\.outcome)
        let outcome: OriginVerdict.Outcome =
            if needsAll {
                outcomes.contains(.failed) ? .failed : outcomes.contains(.open) ? .open : .met
            } else {
                outcomes.contains(.met) ? .met : outcomes.contains(.open) ? .open : .failed
            }
        return NodeOutcome(
            outcome,
            Explanation(
                rule: "origin.rule-parts",
                title: needsAll
                    ? Localized(zh: "须全部符合", en: "All of these")
                    : Localized(zh: "符合其一即可", en: "One of these"),
                outcome: outcome.name, children: parts.map(\.explanation)),
            outcome == .met ? [] : parts.filter { $0.outcome != .met }.flatMap(\.remedies))
    }

    /// A fact that the maker states: without the statement it is open, not failed.
    private func stated(_ isStated: Bool, _ test: OriginTest) -> NodeOutcome {
        let words = book.words(of: test)
        return NodeOutcome(
            isStated ? .met : test == .wholly ? .failed : .open,
            Explanation(
                rule: "origin.stated-fact", title: words,
                outcome: isStated
                    ? Localized(zh: "已声明，凭证备查", en: "stated; papers to be kept")
                    : Localized(zh: "未声明", en: "not stated"), citations: [cite(.criteria)]),
            isStated
                ? []
                : [
                    Localized(
                        zh: "如属实，声明并保存凭证：\(words.zh)",
                        en: "if it is so, state it and keep the papers: \(words.en)")
                ])
    }

    private func ruleExplanation(_ rule: OriginRule, _ node: NodeOutcome) -> Explanation {
        Explanation(
            rule: "origin.product-rule", version: rule.list.from,
            title: Localized(zh: "产品特定原产地规则", en: "Product-specific rule"),
            inputs: [
                .init(Localized(zh: "清单税号", en: "Entry of the list"), rule.entry),
                .init(
                    Localized(zh: "清单版本", en: "Edition of the list"), "HS \(rule.list.edition)"),
            ], outcome: rule.words, citations: [rule.list.citation], children: [node.explanation])
    }

    private func general(_ criterion: OriginVerdict.Criterion) -> Explanation {
        Explanation(
            rule: "origin.general-criterion", version: agreement.from, title: criterion.name,
            outcome: OriginVerdict.Outcome.met.name, citations: [cite(.criteria)])
    }

    private func minimal() -> Explanation {
        Explanation(
            rule: "origin.minimal-operations", version: agreement.from,
            title: Localized(zh: "微小加工或处理", en: "Minimal operations"),
            outcome: Localized(
                zh: "对非原产材料只做了微小加工，不赋予原产资格",
                en: "only minimal operations on non-originating materials: no origin"),
            citations: [cite(.minimal)])
    }

    private func unlisted(_ finding: RuleFinding) -> Explanation {
        let citation = if case .notListed(let list) = finding { list.citation } else {
            agreement.citation
        }
        return Explanation(
            rule: "origin.product-rule",
            title: Localized(zh: "产品特定原产地规则", en: "Product-specific rule"),
            outcome: finding.told, citations: [citation])
    }
}

extension Array where Element: Hashable {
    /// Each once, in order.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
