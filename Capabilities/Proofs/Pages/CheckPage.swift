import Kernel
import Web

/// `/{language}/log/check`: anybody checks a proof, without an account.
struct CheckPage: Sendable {
    let desk: EventDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/log/check", access: .anyone, summary: EventWords.check
            ) { visit in page(visit, "", "") },
            Route(
                .post, "/{language}/log/check", access: .anyone, summary: EventWords.check,
                bodyLimit: EventsResource.bodyLimit, rate: EventsResource.rate, handler: checked),
        ]
    }

    private func checked(_ visit: Visit) throws -> Answer {
        let language = visit.language
        let pasted = try visit.form()["proof"] ?? ""
        let found: [ReceiptCheck.Finding]
        do {
            found = try desk.check(Array(pasted.utf8))
        } catch let refusal as any Refusal {
            let gap = language == .zh ? "" : " "
            return page(
                visit, pasted,
                .errorSummary(
                    [
                        FormError(
                            field: "proof",
                            refusal.message[language] + gap + refusal.fix[language])
                    ], language: language),
                status: refusal.status < 500 ? 422 : refusal.status)
        }
        return page(
            visit, pasted,
            """
            \(.notice(EventWords.holds(found.count)[language], .success, isNew: true))
            \(found.map { panel($0, language) })
            """)
    }

    private func panel(_ found: ReceiptCheck.Finding, _ language: Language) -> HTML {
        var items = found.fields.map { field in
            field.name == "kind"
                ? SummaryItem(
                    EventWords.field(field.name, language), desk.table.title(field.value)[language])
                : SummaryItem(EventWords.field(field.name, language), field.value)
        }
        if !found.withheld.isEmpty {
            let names = found.withheld.map { EventWords.field($0, language) }
            items.append(
                SummaryItem(
                    EventWords.withheld[language],
                    names.joined(separator: language == .zh ? "、" : ", ")))
        }
        if !found.unproven.isEmpty {
            items.append(
                SummaryItem(
                    EventWords.unproven[language], found.unproven.joined(separator: ", ")))
        }
        items += [
            SummaryItem(Localized(zh: "种类", en: "Kind")[language], found.kind),
            SummaryItem(EventWords.logged[language], found.at.text),
            SummaryItem(EventWords.place[language], "\(found.index) / \(found.size)"),
            SummaryItem(
                EventWords.witnesses[language], found.witnesses.joined(separator: ", ")),
        ]
        let title = found.what.isEmpty ? EventWords.entry(found.index)[language] : found.what
        return .panel(title, content: .summaryList(items))
    }

    private func page(
        _ visit: Visit, _ pasted: String, _ outcome: HTML, status: Int = 200
    ) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: EventWords.check[language],
            trail: [Crumb(LogPage.title[language], path: "/\(language.rawValue)/log")],
            status: status,
            content: """
                \(.heading(EventWords.check[language], lede: EventWords.checkLede[language]))
                \(outcome)
                \(.form(
                    to: "/\(language.rawValue)/log/check", token: visit.formToken,
                    content: """
                        \(.textArea(
                            Field("proof", label: EventWords.paste[language]), value: pasted,
                            rows: 10, isCode: true, language: language))
                        <p class="row">\(.button(EventWords.check[language]))</p>
                        """))
                """)
    }
}
