import Kernel
import Papers
import Web
import Wire

/// `/{language}/arrivals`: the form by which carriers, site operators and officers tell of goods.
struct ArrivalPages: Sendable {
    let desk: EntryDesk
    let site: Site

    private static let names = [
        "bill", "vessel", "voyage", "enteredOn", "arrivedOn", "packages", "grossWeight",
    ]

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/arrivals", access: .signedIn, summary: EntryTexts.arrival,
                handler: show),
            Route(
                .post, "/{language}/arrivals", access: .signedIn, summary: EntryTexts.arrival,
                handler: send),
        ]
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/arrivals" }

    private func show(_ visit: Visit) async throws -> Answer { page(visit, Form(), [], nil) }

    private func send(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let members = Self.names.compactMap { name -> JSON.Member? in
            let text = trim(form[name] ?? "")
            return text.isEmpty ? nil : JSON.Member(name, .text(text))
        }
        do {
            let entries = try await desk.arrive(
                .object(members), by: try EntriesResource.person(visit))
            return page(visit, Form(), [], entries)
        } catch let refusal as any Refusal {
            return page(visit, form, faults(of: refusal), nil)
        }
    }

    private func page(
        _ visit: Visit, _ form: Form, _ faults: [Fault], _ done: [GoodsEntry]?
    ) -> Answer {
        let language = visit.language
        let today = desk.clock.today
        let inputs = Self.names.map { name -> HTML in
            let label = name == "arrivedOn" ? EntryTexts.arrivedOn : desk.label(name, on: today)
            return .textInput(
                Field(name, label: label[language], error: error(name, faults, language)),
                value: form[name] ?? "", name.hasSuffix("On") ? .day : .text,
                language: language)
        }
        let told: HTML =
            done.map { entries in
                .notice(
                    EntryTexts.done[language]
                        + entries.map { "\($0.number) \($0.state.name[language])" }
                        .joined(separator: language == .zh ? "、" : ", "), .success, isNew: true,
                    content: """
                        <ul>\(entries.map { "<li>\(paper(of: $0, language))</li>" as HTML })</ul>
                        """)
            } ?? ""
        return site.page(
            visit, title: EntryTexts.arrival[language],
            trail: [Crumb(EntryTexts.title[language], path: EntryPages.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(told)\(.errorSummary(
                    errors(faults, language) {
                        $0.utf8.count > 1
                            ? desk.label(String($0.dropFirst()), on: today)[language] : nil
                    }, language: language))
                \(.heading(EntryTexts.arrival[language], lede: EntryTexts.arrivalLede[language]))
                \(.form(
                    to: Self.path(language), token: visit.formToken,
                    content: """
                        \(inputs)
                        <p class="row">\(.button(EntryTexts.arrival[language]))</p>
                        """))
                """)
    }

    private func paper(of entry: GoodsEntry, _ language: Language) -> HTML {
        .link(
            PaperKind.arrival.title[language] + language.bracketed(entry.number) + " PDF",
            to: EntryPages.path(language, entry.number) + "/arrival/pdf")
    }
}
