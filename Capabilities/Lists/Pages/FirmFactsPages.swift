import Kernel
import Parties
import Web

/// `/{language}/firm-facts`: officers enter figures of firms.
struct FirmFactsPages: Sendable {
    let desk: ListsDesk
    let site: Site

    private static let path = "/{language}/firm-facts"

    var routes: [Route] {
        let access = Access.permission(ListsCapability.keep)
        return [
            Route(.get, Self.path, access: access, summary: ListWords.facts) { visit in
                show(visit, visit.query, nil)
            },
            Route(.post, Self.path, access: access, summary: ListWords.facts, handler: add),
        ]
    }

    private func show(_ visit: Visit, _ form: Form, _ refusal: ListsRefusal?) -> Answer {
        let language = visit.language
        let code = (form["firm"] ?? "").trimmedBlanks
        let firm = desk.firms.find(code: code)
        let rows = firm.map { desk.members.facts(of: $0.id) } ?? []
        return site.page(
            visit, title: ListWords.facts[language], status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(
                    ListWords.facts[language],
                    lede: Localized(
                        zh: "名单标准和惠企条件都看这里登记的指标；每项注明文件和起止日。",
                        en: "Criteria of lists and conditions of benefits look at these figures; "
                            + "each has its document and days.")[language]))
                \(.form(
                    to: language.path("/firm-facts"), token: visit.formToken,
                    content: fields(form, language)))
                \(.filterBar(
                    path: language.path("/firm-facts"),
                    fields: [.line("firm", ListWords.code, value: code, id: "look", language)],
                    language: language))
                \(firm.map { recorded($0.localizedName, rows, language) } ?? "")
                """)
    }

    private func fields(_ form: Form, _ language: Language) -> HTML {
        let kinds = desk.catalogue.factOrder.filter { $0.origin == .recorded }.map {
            Choice($0.id, $0.name[language] + language.bracketed($0.unit[language]))
        }
        return """
            \(.line("firm", ListWords.code, value: form["firm"] ?? "", language))
            \(.selectInput(
                Field("fact", label: ListWords.fact[language]), choices: kinds,
                value: form["fact"] ?? "", none: "–", language: language))
            \(.line("value", ListWords.value, value: form["value"] ?? "", kind: .digits, language))
            \(.line("from", ListWords.since, value: form["from"] ?? "", kind: .day, language))
            \(.line(
                "to", ListWords.until, value: form["to"] ?? "", kind: .day, isRequired: false,
                language))
            \(.line("document", ListWords.document, value: form["document"] ?? "", language))
            \(.submit(Localized(zh: "登记", en: "Enter"), language))
            """
    }

    private func recorded(
        _ name: Localized, _ rows: [FactRows.Fact], _ language: Language
    ) -> HTML {
        .table(
            caption: name[language], showsCaption: true,
            columns: [
                Column(ListWords.fact[language], isHeader: true) {
                    desk.names.fact($0.fact)[language]
                },
                Column(ListWords.value[language], .number) {
                    ConditionWords.amount($0.value, desk.names.measure($0.fact))[language]
                },
                Column(ListWords.since[language], .time) { $0.from.text },
                Column(ListWords.until[language], .time) { $0.to?.text ?? "–" },
                Column(ListWords.document[language]) { $0.document },
            ], rows: rows,
            empty: .emptyState(
                Localized(zh: "还没有登记指标", en: "Nothing is on record")[language],
                hint: name[language]))
    }

    private func add(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        func text(_ name: String) -> String { form[name] ?? "" }
        do {
            _ = try await desk.record(
                ListsDesk.FactRequest(
                    firm: text("firm"), fact: text("fact"), value: text("value"),
                    from: text("from"), to: text("to"), document: text("document")),
                by: try visit.person())
        } catch let refusal as ListsRefusal {
            return show(visit, form, refusal)
        }
        return .see(
            Address.path(
                visit.language.path("/firm-facts"), query: [Form.Pair("firm", text("firm"))]))
    }
}
