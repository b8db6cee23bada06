import Kernel

/// Every non-originating material is classified elsewhere than the good; what is not may be
/// forgiven up to the tolerance (微小含量), by value or, for textiles, by weight.
struct ClassificationChanged {
    let sheet: Worksheet
    let agreement: Agreement
    let materials: SortedMaterials
    let tolerance: Citation

    func test(_ level: ChangeLevel, except: [CodeRange], _ citation: Citation) -> NodeOutcome {
        let failing = materials.foreign.filter {
            $0.kind == .material && !changes($0, level, except)
        }
        let title = Localized(
            zh: "税则归类改变（\(level.rawValue)）", en: "Change of classification (\(level.rawValue))")
        let lines = materials.foreign.filter { $0.kind == .material }.map { material in
            Explanation.Input(
                Localized(
                    same: "\(TestWords.dotted(String(material.code.prefix(6)))) \(material.name)"),
                (failing.contains(material) ? "✗ " : "✓ ") + material.value.text)
        }
        guard !failing.isEmpty else {
            return NodeOutcome(
                .met,
                Explanation(
                    rule: "origin.classification-change", version: agreement.from, title: title,
                    inputs: lines,
                    outcome: Localized(
                        zh: "非原产材料全部改变了归类", en: "every non-originating material changed"),
                    citations: [citation]))
        }
        let forgiven = forgive(failing)
        return NodeOutcome(
            forgiven.isMet ? .met : .failed,
            Explanation(
                rule: "origin.classification-change", version: agreement.from, title: title,
                inputs: lines,
                outcome: forgiven.isMet
                    ? Localized(
                        zh: "未改变的部分在微小含量以内", en: "what did not change is within the tolerance")
                    : Localized(
                        zh: "\(failing.count) 项材料没有改变归类",
                        en: "\(failing.count) material(s) did not change"),
                citations: [citation], children: [forgiven.explanation]),
            forgiven.isMet ? [] : remedies(failing))
    }

    private func changes(
        _ material: Worksheet.Material, _ level: ChangeLevel, _ except: [CodeRange]
    ) -> Bool {
        let isElsewhere = !material.code.utf8.prefix(level.digits)
            .elementsEqual(sheet.code.utf8.prefix(level.digits))
        return isElsewhere && !except.contains { $0.contains(material.code) }
    }

    private func forgive(_ failing: [Worksheet.Material]) -> (
        isMet: Bool, explanation: Explanation
    ) {
        let title = Localized(zh: "微小含量", en: "Tolerance (de minimis)")
        guard let allowed = agreement.tolerance, allowed.covers(chapter: sheet.chapter) else {
            return (
                false,
                Explanation(
                    rule: "origin.tolerance", title: title,
                    outcome: Localized(
                        zh: "本系统未收录适用于该章的微小含量", en: "none on record here for this chapter"),
                    citations: [tolerance])
            )
        }
        let value = ExactShare(part: SortedMaterials.sum(failing.map(\.value)), whole: sheet.fob)
        var inputs = [
            Explanation.Input(
                Localized(zh: "按价值", en: "By value"),
                "\(value.part.text) / \(value.whole.text) = \(value.text) "
                    + (value.isAtMost(allowed.value) ? "≤" : ">") + " \(allowed.value.text)%")
        ]
        var isMet = value.isAtMost(allowed.value)
        if let most = allowed.weight, allowed.weighs(chapter: sheet.chapter),
            let whole = sheet.weight, failing.allSatisfy({ $0.weight != nil })
        {
            let weight = ExactShare(
                part: SortedMaterials.sum(failing.compactMap(\.weight)), whole: whole)
            inputs.append(
                Explanation.Input(
                    Localized(zh: "按重量", en: "By weight"),
                    "\(weight.part.text) / \(weight.whole.text) = \(weight.text) "
                        + (weight.isAtMost(most) ? "≤" : ">") + " \(most.text)%"))
            isMet = isMet || weight.isAtMost(most)
        }
        return (
            isMet,
            Explanation(
                rule: "origin.tolerance", version: agreement.from, title: title, inputs: inputs,
                outcome: isMet
                    ? Localized(zh: "在限度以内", en: "within the limit")
                    : Localized(zh: "超过限度", en: "beyond the limit"), citations: [tolerance])
        )
    }

    private func remedies(_ failing: [Worksheet.Material]) -> [Localized] {
        let names = failing.prefix(5).map { "\($0.name)（\($0.code)）" }.joined(separator: "、")
        let english = failing.prefix(5).map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
        var remedies = [
            Localized(
                zh: "改用原产的材料：\(names)", en: "use originating materials for: \(english)")
        ]
        if let allowed = agreement.tolerance, allowed.covers(chapter: sheet.chapter),
            let most = try? sheet.fob.scaled(
                Int128(allowed.value.raw), over: Int128(Fixed(100).raw), places: 2, .down)
        {
            remedies.append(
                Localized(
                    zh: "把未改变归类的材料减到 \(most.text) \(sheet.currency) 以内",
                    en: "bring the materials that did not change down to "
                        + "\(most.text) \(sheet.currency)"))
        }
        return remedies
    }
}
