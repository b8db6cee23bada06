import Kernel
import Web

/// `/{language}/technical-measures`: measures abroad; firms comment and ask for help.
struct MeasuresPage: Sendable {
    let desk: PublicDesk
    let site: Site

    private static let path = "/technical-measures"

    var routes: [Route] {
        let summary = ProblemWords.measures
        return [
            Route(.get, "/{language}\(Self.path)", access: .anyone, summary: summary) { visit in
                try await list(visit)
            },
            Route(
                .post, "/{language}\(Self.path)",
                access: .permission(ProblemsCapability.handle), summary: summary, handler: publish),
            Route(.get, "/{language}\(Self.path)/{id}", access: .anyone, summary: summary) {
                visit in try await show(visit)
            },
            Route(
                .post, "/{language}\(Self.path)/{id}",
                access: .permission(ProblemsCapability.raise), summary: summary
            ) { visit in
                let form = try visit.form()
                var raise = ProblemsPage.raise(form)
                raise.about = "measure/\(visit.parameters["id"] ?? "")"
                do {
                    let made = try await desk.problems.raise(raise, by: try visit.person())
                    return .see(visit.language.path("/clearing/\(made.number)"))
                } catch let refusal as ProblemsRefusal where refusal.status != 404 {
                    return try await show(visit, refusal, form)
                }
            },
        ]
    }

    private func publish(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        func text(_ name: String) -> String { (form[name] ?? "").trimmedBlanks }
        do {
            let made = try await desk.publish(
                PublicDesk.MeasureForm(
                    market: text("market"),
                    goods: text("goods").split { $0 == " " || $0 == "," }.map { String($0) },
                    title: Localized(zh: text("title-zh"), en: text("title-en")),
                    summary: Localized(zh: text("summary-zh"), en: text("summary-en")),
                    notified: text("notified"), commentsUntil: text("commentsUntil"),
                    effective: text("effective"), source: text("source")),
                by: try visit.person())
            return .see(visit.language.path(Self.path + "/\(made.id)"))
        } catch let refusal as ProblemsRefusal {
            return try await list(visit, refusal, form)
        }
    }

    private func list(
        _ visit: Visit, _ refusal: ProblemsRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let (market, goods) = (visit.query["market"] ?? "", visit.query["goods"] ?? "")
        let found = try await desk.measures(market: market, goods: goods)
        let mayPublish = visit.principal?.may(ProblemsCapability.handle) ?? false
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                ProblemWords.measures[language],
                lede: Localized(
                    zh: "境外新通报的技术性贸易措施。登录后可以评议、求助；订阅主题“技术性贸易措施”、"
                        + "国别代码或商品编码，新措施会出现在事件流。",
                    en: "Measures that other countries have notified. Sign in to comment or to ask "
                        + "for help; follow the topic, a country or a goods code to be told.")[
                            language]))
            \(.filterBar(
                path: language.path(Self.path),
                fields: [
                    .line(
                        "market", Localized(zh: "市场（国别代码）", en: "Market (country code)"),
                        value: market, isRequired: false, language),
                    .line(
                        "goods", Localized(zh: "商品编码", en: "Goods code"), value: goods,
                        isRequired: false, language),
                ], language: language))
            \(table(found, language))
            \(mayPublish
                ? .panel(
                    Localized(zh: "发布措施", en: "Publish a measure")[language], id: "publish",
                    content: measureForm(form, refusal, visit.formToken, language)) : "")
            """
        return site.page(
            visit, title: ProblemWords.measures[language], status: refusal?.status ?? 200,
            content: content)
    }

    private func table(_ found: [Measure], _ language: Language) -> HTML {
        .table(
            caption: ProblemWords.measures[language],
            columns: [
                Column(
                    ProblemWords.subject[language], isHeader: true,
                    html: {
                        .link($0.title[language], to: language.path(Self.path + "/\($0.id)"))
                    }),
                Column(Localized(zh: "市场", en: "Market")[language], .code) { $0.market },
                Column(Localized(zh: "商品", en: "Goods")[language], .code) {
                    $0.goods.joined(separator: " ")
                },
                Column(Localized(zh: "评议截止", en: "Comments until")[language], .time) {
                    $0.commentsUntil.text
                },
                Column(Localized(zh: "实施", en: "Takes effect")[language], .time) {
                    $0.effective.text
                },
            ], rows: Array(found.prefix(100)),
            empty: .emptyState(
                Localized(zh: "没有措施", en: "No measures")[language],
                hint: Localized(zh: "由海关等部门发布。", en: "Authorities publish them.")[language]))
    }

    private func measureForm(
        _ form: Form, _ wrong: ProblemsRefusal?, _ token: String, _ language: Language
    ) -> HTML {
        func line(_ name: String, _ zh: String, _ en: String, kind: TextKind = .text) -> HTML {
            .line(
                name, Localized(zh: zh, en: en), value: form[name] ?? "", kind: kind,
                wrong: wrong, language)
        }
        return .form(
            to: language.path(Self.path), token: token,
            content: """
                \(line("market", "国别代码", "Country code"))
                \(line("goods", "商品编码（空格隔开）", "Goods codes, with blanks between"))
                \(line("title-zh", "标题（中文）", "Title (Chinese)"))
                \(line("title-en", "标题（英文）", "Title (English)"))
                \(line("summary-zh", "要点（中文）", "In short (Chinese)"))
                \(line("summary-en", "要点（英文）", "In short (English)"))
                \(line("notified", "通报日", "Notified on", kind: .day))
                \(line("commentsUntil", "评议截止日", "Comments until", kind: .day))
                \(line("effective", "实施日", "Takes effect on", kind: .day))
                \(line("source", "来源（通报号）", "Source (number of the notice)"))
                \(.submit(Localized(zh: "发布", en: "Publish"), language))
                """)
    }

    private func show(
        _ visit: Visit, _ refusal: ProblemsRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let one = try await desk.measure(visit.parameters["id"] ?? "")
        let mayRaise = visit.principal?.may(ProblemsCapability.raise) ?? false
        let raise: HTML = .form(
            to: language.path(Self.path + "/\(one.id)"), token: visit.formToken,
            content: """
                \(.select(
                    "topic", ProblemWords.topic, desk.problems.choices([.barrier]),
                    value: form["topic"] ?? "", wrong: refusal, language))
                \(.line(
                    "title", ProblemWords.subject, value: form["title"] ?? "", wrong: refusal,
                    language))
                \(.lines(
                    "text", ProblemWords.text, value: form["text"] ?? "", wrong: refusal,
                    language))
                \(.submit(Localized(zh: "提交", en: "Send"), language))
                """)
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(one.title[language], caption: one.source, lede: one.summary[language]))
            \(.summaryList([
                SummaryItem(Localized(zh: "市场", en: "Market")[language], one.market),
                SummaryItem(
                    Localized(zh: "商品", en: "Goods")[language],
                    one.goods.joined(separator: " ")),
                SummaryItem(Localized(zh: "通报", en: "Notified")[language], one.notified.text),
                SummaryItem(
                    Localized(zh: "评议截止", en: "Comments until")[language],
                    one.commentsUntil.text),
                SummaryItem(
                    Localized(zh: "实施", en: "Takes effect")[language], one.effective.text),
            ]))
            \(mayRaise
                ? .panel(
                    Localized(zh: "评议或求助", en: "Comment, or ask for help")[language],
                    id: "raise", content: raise) : "")
            """
        return site.page(
            visit, title: one.title[language],
            trail: [Crumb(ProblemWords.measures[language], path: language.path(Self.path))],
            status: refusal?.status ?? 200, content: content)
    }
}
