public import Kernel

extension HTML {
    /// How a rule came to its outcome, each step to be unfolded: what it looked at, what came out,
    /// where it is written.
    ///
    /// - Parameter depth: so many levels are open from the start; 1 opens the outermost.
    public static func explanation(
        _ explanation: Explanation, language: Language, open depth: Int = 1
    ) -> HTML {
        let inputs = explanation.inputs.map { input -> HTML in
            "<div><dt>\(input.name, language)</dt><dd>\(input.words, language)</dd></div>"
        }
        let facts: HTML? =
            inputs.isEmpty
            ? nil
            : #"<dl class="why-inputs">\#(inputs)</dl>"#
        let steps = explanation.children.map {
            HTML.explanation($0, language: language, open: depth - 1)
        }
        let children: HTML? =
            steps.isEmpty ? nil : #"<div class="why-steps">\#(steps)</div>"#
        return """
            <details class="why"\(flag: "open", depth > 0)>
            <summary><span class="why-title">\(explanation.title, language)</span>
            <span class="why-outcome">\(explanation.outcome, language)</span></summary>
            <div class="why-body">\(facts)\(basis(explanation, language))\(children)</div>
            </details>
            """
    }

    private static func basis(_ explanation: Explanation, _ language: Language) -> HTML {
        let cited: HTML? =
            explanation.citations.isEmpty
            ? nil
            : """
            <span>\(Words.basis, language) \(.citations(explanation.citations, language))</span>
            """
        let since: HTML? = explanation.version.map { day -> HTML in
            "<span>\(Words.version(day), language)</span>"
        }
        return """
            <p class="basis">\(cited)\(since)<span>\(Words.rule, language) \
            <code>\(explanation.rule)</code></span></p>
            """
    }
}

extension ComponentGallery {
    /// Tax on a parcel of ¥455.00 under the retail import list: 455.00 × 9.1 %.
    static let explanationExample = Explanation(
        rule: "tariff.retail-import-tax", version: Day(year: 2019, month: 4, day: 1),
        title: Localized(zh: "应征税款", en: "Tax due"),
        inputs: [
            Explanation.Input(Localized(zh: "完税价格", en: "Dutiable value"), "¥455.00"),
            Explanation.Input(
                Localized(zh: "单次限值", en: "Limit per purchase"), "¥5,000.00"),
        ],
        outcome: Localized(same: "¥41.41"),
        citations: [Citation(document: "财关税〔2018〕49号", article: "一")],
        children: [
            Explanation(
                rule: "tariff.retail-import-duty", version: Day(year: 2016, month: 4, day: 8),
                title: Localized(zh: "关税", en: "Customs duty"),
                inputs: [
                    Explanation.Input(Localized(zh: "暂定税率", en: "Provisional rate"), "0%")
                ],
                outcome: Localized(same: "¥0.00"),
                citations: [Citation(document: "财关税〔2016〕18号", article: "三")]),
            Explanation(
                rule: "tariff.retail-import-vat", version: Day(year: 2019, month: 4, day: 1),
                title: Localized(zh: "增值税", en: "Value-added tax"),
                inputs: [
                    Explanation.Input(Localized(zh: "法定税率", en: "Statutory rate"), "13%"),
                    Explanation.Input(Localized(zh: "按比例征收", en: "Share levied"), "70%"),
                    Explanation.Input(
                        Localized(zh: "算式", en: "Sum"), "455.00 × 13% × 70%"),
                ],
                outcome: Localized(same: "¥41.41"),
                citations: [
                    Citation(document: "财关税〔2016〕18号", article: "三"),
                    Citation(document: "财政部 税务总局 海关总署公告2019年第39号", article: "一"),
                ]),
        ])

    static let explanation = Example(
        "explanation", Localized(zh: "计算说明", en: "Explanation")
    ) { language in
        .explanation(explanationExample, language: language, open: 2)
    }
}
