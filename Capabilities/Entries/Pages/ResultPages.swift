import Kernel
import Web
import Wire

/// `/{language}/inspection-bodies`: the catalogue as entries go by it; and the form by which an
/// importer offers a result.
struct ResultPages: Sendable {
    let results: ResultDesk
    let site: Site

    var routes: [Route] {
        let offer = "/{language}/entries/{number}/results"
        return [
            Route(
                .get, "/{language}/inspection-bodies", access: .anyone,
                summary: ResultTexts.title, handler: show),
            Route(
                .get, offer, access: .signedIn, summary: ResultTexts.results,
                handler: showResults),
            Route(
                .post, offer, access: .permission(EntryDesk.lodge), summary: ResultTexts.offer,
                bodyLimit: ResultsResource.bodyLimit, rate: ResultsResource.rate,
                handler: self.offer),
        ]
    }

    /// Where the catalogue is kept: a list of firms.
    private static let list = "/lists/inspection-body"

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        return site.page(
            visit, title: ResultTexts.title[language],
            content: """
                \(.heading(ResultTexts.title[language], lede: ResultTexts.lede[language]))
                <p>\(.link(ResultTexts.list[language], to: "/\(language.rawValue)\(Self.list)"))</p>
                \(.table(
                    caption: ResultTexts.title[language],
                    columns: [
                        Column(ResultTexts.code[language], .code, isHeader: true) {
                            (row: InspectionBody) in row.code
                        },
                        Column(ResultTexts.name[language]) { $0.name[language] },
                        Column(ResultTexts.scope[language], .code) { $0.scope },
                        Column(EntryTexts.from[language], .time) { $0.from.text },
                        Column(EntryTexts.to[language], .time) { $0.to?.text ?? "–" },
                        Column(ResultTexts.document[language]) { $0.document },
                    ], rows: results.bodies(),
                    empty: .emptyState(
                        ResultTexts.none[language], hint: ResultTexts.lede[language])))
                """)
    }

    private func showResults(_ visit: Visit) async throws -> Answer {
        try await offers(visit, Form(), [])
    }

    private func offer(_ visit: Visit) async throws -> Answer {
        let parts = try visit.parts()
        let form = Form(
            parts.filter { $0.fileName == nil }.map {
                Form.Pair($0.name, String(decoding: $0.body, as: UTF8.self))
            })
        let file = parts.first { $0.fileName != nil }
        let name = file?.fileName ?? ""
        let number = visit.parameters["number"] ?? ""
        do {
            _ = try await results.offer(
                file?.body ?? [], { $0 == "name" ? name : form[$0] ?? "" }, for: number,
                by: try EntriesResource.person(visit))
        } catch EntryRefusal.noSuchEntry {
            throw EntryRefusal.noSuchEntry
        } catch let refusal as any Refusal {
            return try await offers(visit, form, faults(of: refusal))
        }
        return .see(EntryPages.path(visit.language, number) + "/results")
    }

    private func offers(_ visit: Visit, _ form: Form, _ faults: [Fault]) async throws -> Answer {
        let language = visit.language
        let principal = try EntriesResource.person(visit)
        let number = visit.parameters["number"] ?? ""
        let (entry, _) = try await results.desk.entry(number, for: principal)
        let rows = try await results.results(of: number, for: principal)
        let isOpen = results.desk.isOwn(entry, principal) && entry.state == .testing
        return site.page(
            visit, title: ResultTexts.results[language],
            trail: [
                Crumb(EntryTexts.title[language], path: EntryPages.path(language)),
                Crumb(number, path: EntryPages.path(language, number)),
            ], status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    ResultTexts.results[language], caption: number,
                    tag: entry.state.tag(language), lede: ResultTexts.lede[language]))
                \(.table(
                    caption: ResultTexts.results[language],
                    columns: columns(number, language), rows: rows, empty: ""))
                \(isOpen ? offerForm(visit, form, faults, number, language) : "")
                """)
    }

    private func columns(_ number: String, _ language: Language) -> [Column<InspectionResult>] {
        [
            Column(EntryTexts.line[language], .number) { String($0.offered.line) },
            Column(ResultTexts.report[language], .code, isHeader: true) { row -> HTML in
                .link(
                    row.offered.report,
                    to: "/api/v1/entries/\(number)/results/\(row.offered.sha256)")
            },
            Column(ResultTexts.body[language], .code) { $0.offered.body },
            Column(ResultTexts.issued[language], .time) { $0.offered.issuedOn.text },
            Column(ResultTexts.decision[language]) { row -> HTML in
                let tone: Tone =
                    switch row.state {
                    case .accepted: .success
                    case .spotCheck: .warn
                    case .refused: .danger
                    }
                let told = (try? JSON(Array(row.outcome.utf8)))?["outcome"]?[language.rawValue]
                return """
                    \(.tag(row.state.name[language], tone)) \(told?.string ?? "")
                    """
            },
        ]
    }

    private func offerForm(
        _ visit: Visit, _ form: Form, _ faults: [Fault], _ number: String, _ language: Language
    ) -> HTML {
        func field(_ name: String, _ label: Localized, _ isRequired: Bool = true) -> Field {
            Field(
                name, label: label[language], error: error(name, faults, language),
                isRequired: isRequired)
        }
        func box(
            _ name: String, _ label: Localized, _ isRequired: Bool = true,
            _ kind: TextKind = .text
        ) -> HTML {
            .textInput(
                field(name, label, isRequired), value: form[name] ?? "", kind,
                language: language)
        }
        return .panel(
            ResultTexts.offer[language],
            content: .form(
                to: EntryPages.path(language, number) + "/results", token: visit.formToken,
                .upload,
                content: """
                    <p>\(ResultTexts.offerHint[language])</p>
                    \(box("line", EntryTexts.line, true, .digits))
                    \(box("body", ResultTexts.body))\(box("report", ResultTexts.report))
                    \(box("sampledOn", ResultTexts.sampled, true, .day))
                    \(box("issuedOn", ResultTexts.issued, true, .day))
                    \(box("validTo", ResultTexts.validTo, false, .day))
                    \(.fileInput(
                        field("file", ResultTexts.file), accept: ".pdf,.png,.jpg,.jpeg",
                        language: language))
                    <p class="row">\(.button(ResultTexts.offer[language]))</p>
                    """))
    }
}
