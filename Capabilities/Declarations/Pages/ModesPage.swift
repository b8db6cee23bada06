import Kernel
import Web

/// Which trade mode a deal takes: questions, the answer, and how it came about. The answer has an
/// address.
struct ModesPage: Sendable {
    static let title = Localized(zh: "监管方式判定", en: "Which trade mode")

    var values: [String: String]
    var outcome: ModeRule.Outcome?
    var refusal: DealRefusal?

    func html(_ language: Language) -> HTML {
        let wrong: HTML? = refusal.map {
            .errorSummary(
                [FormError(field: $0.name, "\($0.message[language]) \($0.fix[language])")],
                language: language)
        }
        return """
            \(wrong)
            \(.heading(
                ModesPage.title[language],
                lede: Localized(
                    zh: "填写交易的基本情况，得出适用的监管方式、所需单证、可适用的简化和依据。",
                    en: "From the facts of a deal: the mode, its documents, what may be "
                        + "simplified, and why.")[language]))
            \(.filterBar(
                path: language.address("/modes"), fields: fields(language), more: more(language),
                isMoreOpen: false, language: language))
            \(answer(language))
            """
    }

    private func choice<Kind: RawRepresentable & CaseIterable>(
        _ name: String, _ label: Localized, _ kinds: Kind.Type, _ text: (Kind) -> Localized,
        _ language: Language
    ) -> HTML where Kind.RawValue == String {
        .selectInput(
            Field(name, label: label[language]),
            choices: Array(Kind.allCases).map { Choice($0.rawValue, text($0)[language]) },
            value: values[name] ?? "",
            none: Localized(zh: "请选择", en: "choose")[language], width: .full,
            language: language)
    }

    private func flag(
        _ name: String, _ label: Localized, _ standard: String, _ language: Language
    ) -> HTML {
        .selectInput(
            Field(name, label: label[language]),
            choices: [
                Choice("yes", Localized(zh: "是", en: "yes")[language]),
                Choice("no", Localized(zh: "否", en: "no")[language]),
            ], value: values[name] ?? standard, none: nil, width: .full, language: language)
    }

    private func text(_ name: String, _ label: Localized, _ language: Language) -> HTML {
        .textInput(
            Field(name, label: label[language]), value: values[name] ?? "", width: .full,
            language: language)
    }

    private func fields(_ language: Language) -> [HTML] {
        [
            choice(
                "direction", Localized(zh: "进出口", en: "Direction"), DealFacts.Direction.self,
                \.name, language),
            choice(
                "buyer", Localized(zh: "买方", en: "Buyer"), DealFacts.Buyer.self, \.name,
                language),
            choice(
                "stock", Localized(zh: "货物所在", en: "Goods lie in"), DealFacts.Stock.self,
                \.name, language),
            flag("sold", Localized(zh: "过境前已成交", en: "Sold before"), "yes", language),
            flag("platform", Localized(zh: "经跨境电商平台", en: "On a platform"), "yes", language),
            choice(
                "shipment", Localized(zh: "运输", en: "Shipment"), DealFacts.Shipment.self,
                \.name, language),
        ]
    }

    private func more(_ language: Language) -> [HTML] {
        [
            text("value", Localized(zh: "单票金额（元）", en: "Value in yuan"), language),
            text("district", Localized(zh: "关区（4 位）", en: "Customs office"), language),
            text("day", Localized(zh: "日期", en: "Day"), language),
            flag("licence", Localized(zh: "涉及许可证件", en: "Licence"), "no", language),
            flag("inspection", Localized(zh: "涉及检验检疫", en: "Inspection"), "no", language),
            flag("duty", Localized(zh: "涉及出口征税", en: "Export duty"), "no", language),
            flag("refund", Localized(zh: "申请退税", en: "VAT refund"), "no", language),
            flag("post", Localized(zh: "邮路", en: "By post"), "no", language),
        ]
    }

    private func answer(_ language: Language) -> HTML? {
        guard let outcome else { return nil }
        let papers: [HTML] = ModeTables.Needed.allCases.compactMap { needed in
            let found = outcome.papers.filter { $0.needed == needed }
            guard !found.isEmpty else { return nil }
            let items = found.map { paper -> HTML in
                let message = paper.message.isEmpty ? "" : " (\(paper.message))"
                return """
                    <li>\(paper.dated.value, language)\(message)\
                    <span class="under">\(paper.dated.citation.text)</span></li>
                    """
            }
            return "<p>\(ModesPage.words(needed), language)</p><ul>\(items)</ul>"
        }
        let simple = outcome.simplifications.map { one -> HTML in
            """
            <li>\(one.what, language)<span class="under">\(one.citation.text)</span></li>
            """
        }
        return """
            \(.notice(
                "\(outcome.row.code) \(outcome.name[language])", .success,
                content: "<p>\(outcome.row.title, language)</p>"))
            \(.panel(
                Localized(zh: "所需单证", en: "Documents")[language], id: "documents",
                content: "\(papers)"))
            \(.panel(
                Localized(zh: "可适用的简化", en: "What may be simplified")[language], id: "simple",
                content: simple.isEmpty
                    ? "<p>\(Localized(zh: "无", en: "Nothing"), language)</p>"
                    : "<ul>\(simple)</ul>"))
            \(.panel(
                Localized(zh: "判定过程", en: "How it came about")[language], id: "why",
                content: .explanation(outcome.explanation, language: language, open: 2)))
            """
    }

    static func words(_ needed: ModeTables.Needed) -> Localized {
        switch needed {
        case .before: Localized(zh: "申报前传输或办理", en: "Before the declaration")
        case .declaration: Localized(zh: "申报", en: "The declaration")
        case .demand: Localized(zh: "海关要求时提交", en: "On demand")
        }
    }
}

extension DeclarationPages {
    var modesPage: Route {
        Route(.get, "/{language}/modes", access: .anyone, summary: ModesPage.title) { visit in
            var values: [String: String] = [:]
            for name in DealInput.names { values[name] = visit.query[name] }
            var page = ModesPage(values: values)
            if values["direction"] != nil {
                do {
                    page.outcome = modes.decide(
                        try DealInput(values).facts(today: clock.today))
                } catch let refusal as DealRefusal {
                    page.refusal = refusal
                }
            }
            return site.page(
                visit, title: ModesPage.title[visit.language],
                status: page.refusal == nil ? 200 : 422, content: page.html(visit.language))
        }
    }
}
