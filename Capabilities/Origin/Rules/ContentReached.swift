import Kernel

/// Regional value content, by each way the agreement allows; reached by one of them it is reached.
struct ContentReached {
    let sheet: Worksheet
    let agreement: Agreement
    let materials: SortedMaterials

    func test(_ threshold: Fixed, _ citation: Citation) -> NodeOutcome {
        guard !agreement.contentMethods.isEmpty else {
            return NodeOutcome(
                .open,
                Explanation(
                    rule: "origin.value-content", title: Self.title(threshold),
                    outcome: Localized(
                        zh: "本系统未收录该协定的计算方法", en: "how it is computed is not on record here"),
                    citations: [citation]),
                [
                    Localized(
                        zh: "按协定原文计算区域价值成分", en: "compute the value content by the agreement's text"
                    )
                ])
        }
        let ways = agreement.contentMethods.compactMap { way($0, threshold, citation) }
        let isMet = ways.contains { $0.isMet }
        return NodeOutcome(
            isMet ? .met : .failed,
            Explanation(
                rule: "origin.value-content", version: agreement.from, title: Self.title(threshold),
                outcome: isMet
                    ? Localized(zh: "达到", en: "reached") : Localized(zh: "未达到", en: "not reached"),
                citations: [citation], children: ways.map(\.explanation)),
            isMet ? [] : remedies(threshold))
    }

    private static func title(_ threshold: Fixed) -> Localized {
        Localized(
            zh: "区域价值成分不低于 \(threshold.text)%",
            en: "Regional value content of at least \(threshold.text)%")
    }

    private func way(
        _ method: ContentMethod, _ threshold: Fixed, _ citation: Citation
    ) -> (isMet: Bool, explanation: Explanation)? {
        switch method {
        case .buildDown:
            let share = ExactShare(
                part: Fixed(raw: sheet.fob.raw - materials.foreignValue.raw), whole: sheet.fob)
            let inputs: [Explanation.Input] = [
                .init(Localized(zh: "离岸价 FOB", en: "FOB"), sheet.fob.text),
                .init(
                    Localized(zh: "非原产材料 VNM", en: "Non-originating materials VNM"),
                    materials.foreignValue.text),
                .init(
                    Localized(zh: "算式", en: "Arithmetic"),
                    "(\(sheet.fob.text) − \(materials.foreignValue.text)) / \(sheet.fob.text)"),
            ]
            return figure(
                share, threshold, citation, inputs, Localized(zh: "扣减法", en: "Build-down"))
        case .buildUp:
            guard let costs = sheet.costs else { return nil }
            let sum = costs.reduce(materials.ownValue.raw) { $0 + $1.raw }
            let share = ExactShare(part: Fixed(raw: sum), whole: sheet.fob)
            let parts = [materials.ownValue] + costs
            let inputs: [Explanation.Input] = [
                .init(Localized(zh: "离岸价 FOB", en: "FOB"), sheet.fob.text),
                .init(
                    Localized(zh: "原产材料 VOM", en: "Originating materials VOM"),
                    materials.ownValue.text),
                .init(
                    Localized(zh: "算式", en: "Arithmetic"),
                    "(\(parts.map(\.text).joined(separator: " + "))) / \(sheet.fob.text)"),
            ]
            return figure(
                share, threshold, citation, inputs, Localized(zh: "累加法", en: "Build-up"))
        }
    }

    private func figure(
        _ share: ExactShare, _ threshold: Fixed, _ citation: Citation,
        _ inputs: [Explanation.Input], _ title: Localized
    ) -> (isMet: Bool, explanation: Explanation) {
        let isMet = share.isAtLeast(threshold)
        let sign = isMet ? "≥" : "<"
        return (
            isMet,
            Explanation(
                rule: "origin.value-content.figure", title: title, inputs: inputs,
                outcome: Localized(same: "\(share.text) \(sign) \(threshold.text)%"),
                citations: [citation])
        )
    }

    /// The most that may be non-originating: FOB × (100 − t) / 100, cut to the fen.
    private func remedies(_ threshold: Fixed) -> [Localized] {
        let room = Fixed(100).raw - threshold.raw
        guard
            let most = try? sheet.fob.scaled(
                Int128(room), over: Int128(Fixed(100).raw), places: 2, .down)
        else { return [] }
        let over = Fixed(raw: materials.foreignValue.raw - most.raw)
        guard over > .zero else { return [] }
        return [
            Localized(
                zh: "把至少 \(over.text) \(sheet.currency) 的非原产材料换成原产材料"
                    + "（非原产材料合计不超过 \(most.text)）",
                en: "replace at least \(over.text) \(sheet.currency) of non-originating materials "
                    + "by originating ones (at most \(most.text) in all)")
        ]
    }
}
