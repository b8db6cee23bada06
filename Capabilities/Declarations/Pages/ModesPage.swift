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
            .errorSummary([FormError(field: $0.name, said($0, language))], language: language)
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
                isMoreOpen: isMoreOpen, for: .question, language: language))
            \(answer(language))
            """
    }

    /// The questions by the names they are sent under.
    static let labels: [String: Localized] = [
        "direction": Localized(zh: "进出口", en: "Direction"),
        "buyer": Localized(zh: "买方", en: "Buyer"),
        "stock": Localized(zh: "货物所在", en: "Goods lie in"),
        "sold": Localized(zh: "过境前已成交", en: "Sold before"),
        "platform": Localized(zh: "经跨境电商平台", en: "On a platform"),
        "shipment": Localized(zh: "运输", en: "Shipment"),
        "value": Localized(zh: "单票金额（元）", en: "Value in yuan"),
        "district": Localized(zh: "关区（4 位，可不填）", en: "Customs office (4 digits, may be empty)"),
        "day": Localized(zh: "日期", en: "Day"),
        "licence": Localized(zh: "涉及许可证件", en: "Licence"),
        "inspection": Localized(zh: "涉及检验检疫", en: "Inspection"),
        "duty": Localized(zh: "涉及出口征税", en: "Export duty"),
        "refund": Localized(zh: "申请退税", en: "VAT refund"),
        "post": Localized(zh: "邮路", en: "By post"),
    ]

    /// Questions that are folded away, with what stands there unless somebody answers them.
    private static let folded = [
        ("value", ""), ("district", ""), ("day", ""), ("licence", "no"), ("inspection", "no"),
        ("duty", "no"), ("refund", "no"), ("post", "no"),
    ]

    /// What is in use, or to be mended, is never hidden.
    private var isMoreOpen: Bool {
        ModesPage.folded.contains { name, standard in
            refusal?.name == name || ![nil, "", standard].contains(values[name])
        }
    }

    /// In the words of the page.
    private func said(_ refusal: DealRefusal, _ language: Language) -> String {
        let label = ModesPage.labels[refusal.name] ?? Localized(zh: refusal.name, en: refusal.name)
        let words = refusal.said(of: label)[language]
        // What may be chosen stands beneath the question.
        guard ["value", "district", "day"].contains(refusal.name) else { return words }
        return "\(words) \(refusal.fix[language])"
    }

    private func field(
        _ name: String, isRequired: Bool = false, _ language: Language
    ) -> Field {
        Field(
            name, label: ModesPage.labels[name]?[language] ?? name,
            error: refusal?.name == name ? refusal.map { said($0, language) } : nil,
            isRequired: isRequired, marksOptional: false)
    }

    private func choice<Kind: RawRepresentable & CaseIterable>(
        _ name: String, _ kinds: Kind.Type, _ text: (Kind) -> Localized,
        standard: String = "",
        _ language: Language
    ) -> HTML where Kind.RawValue == String {
        .selectInput(
            field(name, isRequired: standard.isEmpty, language),
            choices: Array(Kind.allCases).map { Choice($0.rawValue, text($0)[language]) },
            value: values[name] ?? standard,
            none: standard.isEmpty ? Localized(zh: "请选择", en: "choose")[language] : nil,
            width: .full, language: language)
    }

    /// - Parameter none: what it means not to answer; nil where there is always an answer.
    private func flag(
        _ name: String, _ standard: String, none: Localized? = nil, _ language: Language
    ) -> HTML {
        .selectInput(
            field(name, language),
            choices: [
                Choice("yes", Localized(zh: "是", en: "yes")[language]),
                Choice("no", Localized(zh: "否", en: "no")[language]),
            ], value: values[name] ?? standard, none: none?[language], width: .full,
            language: language)
    }

    private func text(_ name: String, _ language: Language) -> HTML {
        .textInput(
            field(name, language), value: values[name] ?? "", width: .full, language: language)
    }

    private func fields(_ language: Language) -> [HTML] {
        [
            choice("direction", DealFacts.Direction.self, \.name, language),
            choice("buyer", DealFacts.Buyer.self, \.name, language),
            choice("stock", DealFacts.Stock.self, \.name, language),
            flag(
                "sold", "", none: Localized(zh: "有买方即为是", en: "yes once somebody has bought"),
                language),
            flag("platform", "yes", language),
            choice("shipment", DealFacts.Shipment.self, \.name, standard: "parcel", language),
        ]
    }

    private func more(_ language: Language) -> [HTML] {
        ModesPage.folded.map { name, standard in
            standard.isEmpty ? text(name, language) : flag(name, standard, language)
        }
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
            if visit.query["direction"] != nil {
                do {
                    page.outcome = modes.decide(
                        try DealInput(values).facts(
                            today: clock.today, modes.settings))
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
