import Kernel
import Web

extension TariffPages {
    static let calculatorsTitle = Localized(zh: "税费计算器", en: "Calculators")

    /// The list of calculators, and a page for each.
    var calculators: [Route] {
        [list] + book.calculators.map(page)
    }

    private var list: Route {
        Route(
            .get, "/{language}/tariff/calculators", access: .anyone,
            summary: TariffPages.calculatorsTitle
        ) { visit in
            let language = visit.language
            let tasks = book.calculators.map { one in
                TaskLink(
                    one.title[language], note: one.about[language],
                    path: language.address("/tariff/\(one.id)"))
            }
            return site.page(
                visit, title: TariffPages.calculatorsTitle[language], trail: trail(language),
                content: .heading(TariffPages.calculatorsTitle[language]) + .taskLinks(tasks))
        }
    }

    private func page(_ calculator: Calculator) -> Route {
        Route(
            .get, "/{language}/tariff/\(calculator.id)", access: .anyone,
            summary: calculator.title
        ) { visit in
            let language = visit.language
            let query = query(visit)
            let way = trail(
                language,
                [
                    Crumb(
                        TariffPages.calculatorsTitle[language],
                        path: language.address("/tariff/calculators"))
                ])
            let isAsked = calculator.inputs.contains { query[$0.name] != nil }
            var answer = HTML()
            var status = 200
            if isAsked {
                do {
                    let result = try calculator.answer(query, book)
                    answer = answered(result, calculator, try query.day, query, language)
                } catch let refusal as any Refusal {
                    answer = self.refusal(refusal, language)
                    status = refusal.status
                }
            }
            return site.page(
                visit, title: calculator.title[language], trail: way, status: status,
                content: """
                    \(.heading(calculator.title[language], lede: calculator.about[language]))
                    \(answer)
                    \(form(calculator, query, language))
                    \(isAsked ? "" : example(calculator, language))
                    """)
        }
    }

    private func form(_ calculator: Calculator, _ query: TariffQuery, _ language: Language)
        -> HTML
    {
        var fields = calculator.inputs.map { asked -> HTML in
            let field = Field(
                asked.name, label: asked.label[language], isRequired: asked.isRequired)
            if let choices = asked.choices {
                let shown = asked.name == "class"
                    ? postalChoices(query, language)
                    : choices.map { Choice($0.0, $0.1[language]) }
                return .selectInput(
                    field, choices: shown, value: query[asked.name] ?? "",
                    none: Localized(zh: "请选择", en: "choose")[language], width: .full,
                    language: language)
            }
            return .textInput(
                field, value: query.form.all(asked.name).joined(separator: " "), width: .full,
                language: language)
        }
        fields.append(TariffPages.dayField(query["on"] ?? query.today.text, language))
        return TariffPages.ask(
            language.address("/tariff/\(calculator.id)"), fields: fields,
            button: Localized(zh: "计算", en: "Compute")[language])
    }

    /// Classes of articles with their rates of the day.
    private func postalChoices(_ query: TariffQuery, _ language: Language) -> [Choice] {
        let day = (try? query.day) ?? query.today
        return book.postal.classes(on: day).map {
            Choice(
                String($0.value.number), "\($0.value.pct.text)% \($0.value.scope[language])")
        }
    }

    private func example(_ calculator: Calculator, _ language: Language) -> HTML {
        let path = language.address(
            "/tariff/\(calculator.id)", query: calculator.example.map { Form.Pair($0, $1) })
        return "<p>\(.link(Localized(zh: "试一个例子", en: "Try an example")[language], to: path))</p>"
    }

    private func answered(
        _ result: Calculator.Result, _ calculator: Calculator, _ day: Day, _ query: TariffQuery,
        _ language: Language
    ) -> HTML {
        let tiles = result.outputs.map {
            Figure(
                id: $0.name, label: $0.label[language],
                value: $0.shown?[language] ?? (try? Fixed($0.value))?.grouped ?? $0.value)
        }
        var pairs = query.form.pairs.filter { !$0.value.isEmpty && $0.name != "on" }
        pairs.append(.init("on", day.text))
        let carried: HTML = result.carriedOver.map { .notice($0[language], .warn) } ?? ""
        return """
            \(.notice(result.verdict[language], .info))
            \(carried)
            \(.figureTiles(tiles, language: language))
            \(.panel(
                Localized(zh: "怎样得出", en: "How this came about")[language],
                content: .explanation(result.explanation, language: language, open: 2)))
            \(TariffPages.otherForms("/api/v1/tariff/\(calculator.id)", pairs, language))
            """
    }
}
