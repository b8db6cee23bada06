import Journal
import Kernel
import Papers
import Web
import Wire

/// `/{language}/entries`: declarations of the enterprise or, for an officer, what is open in the
/// districts; and one of them.
struct EntryPages: Sendable {
    let desk: EntryDesk
    let site: Site

    var routes: [Route] {
        let lodge = Access.permission(EntryDesk.lodge)
        let path = "/{language}/entries"
        return [
            Route(
                .get, path, access: .signedIn, summary: EntryTexts.title,
                query: EntryFilterQuery.names
            ) { visit in try await EntriesPage(desk: desk, site: site).show(visit) },
            Route(
                .get, path + "/{number}", access: .signedIn, summary: EntryTexts.title,
                handler: one),
            Route(
                .post, path + "/{number}/correction", access: lodge,
                summary: EntryTexts.correct, handler: correct),
            Route(
                .post, path + "/{number}/taxation", access: lodge,
                summary: EntryTexts.payEach, handler: choose),
            Route(
                .post, path + "/{number}/decision",
                access: .permission(EntryDesk.decide), summary: EntryTexts.decide,
                handler: decide),
        ]
    }

    static func path(_ language: Language, _ number: String? = nil) -> String {
        "/\(language.rawValue)/entries" + (number.map { "/" + $0 } ?? "")
    }

    private func one(_ visit: Visit) async throws -> Answer {
        try await page(visit, [])
    }

    private func page(_ visit: Visit, _ faults: [Fault]) async throws -> Answer {
        let principal = try EntriesResource.person(visit)
        let language = visit.language
        let (entry, history) = try await desk.entry(
            visit.parameters["number"] ?? "", for: principal)
        let timeline = history.map {
            TimelineEntry(
                time: $0.at.text,
                title: EntryEvent(kind: $0.kind)?.title[language] ?? $0.kind, actor: "",
                citation: $0.citation.map { Citation(document: $0) })
        }
        return site.page(
            visit, title: entry.number,
            trail: [Crumb(EntryTexts.title[language], path: Self.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(
                    errors(faults, language) { label($0, entry)?[language] },
                    language: language))
                \(.heading(
                    entry.number, caption: EntryTexts.title[language],
                    tag: entry.state.tag(language), lede: entry.next[language],
                    actions: papers(entry, language)))
                \(.summaryList(EntryView(desk: desk).items(entry, language)))
                \(EntryView(desk: desk).differences(entry, language))
                \(EntryActions(desk: desk).forms(
                    entry, principal, visit.formToken, faults, language))
                \(.panel(
                    EntryTexts.declared[language],
                    content: EntryView(desk: desk).declared(entry, language)))
                \(.panel(
                    EntryTexts.why[language],
                    content: .explanation(
                        desk.explanation(
                            of: entry, isOfficer: desk.isOfDistrict(entry, principal)),
                        language: language)))
                \(.panel(
                    EntryTexts.history[language],
                    content: .timeline(timeline, language: language)))
                """)
    }

    /// What the place of a fault is called on this page.
    private func label(_ path: String, _ entry: GoodsEntry) -> Localized? {
        guard !path.hasSuffix("-reason") else { return EntryTexts.reason }
        return desk.fields.first { $0.value.name == path.dropFirst() }?.value.label
    }

    private func papers(_ entry: GoodsEntry, _ language: Language) -> [HTML] {
        let path = Self.path(language, entry.number)
        return [
            .linkButton(PapersTexts.pdf[language], to: path + "/pdf", .secondary),
            .link(EntryTexts.receipt[language], to: path + "/receipt/pdf"),
        ] + (entry.arrival == nil
            ? []
            : [.link(PaperKind.arrival.title[language], to: path + "/arrival/pdf")])
            + (entry.completedOn == nil
            ? []
            : [
                .link(
                    EntryTexts.completionReceipt[language],
                    to: "/api/v1/entries/\(entry.number)/completion/receipt")
            ])
    }

    /// Does what a form asks; what it is refused for stands above the page.
    private func act(
        _ visit: Visit, _ action: (String, Principal, Form) async throws -> Void
    ) async throws -> Answer {
        let principal = try EntriesResource.person(visit)
        let number = visit.parameters["number"] ?? ""
        do {
            try await action(number, principal, try visit.form())
        } catch EntryRefusal.noSuchEntry {
            throw EntryRefusal.noSuchEntry
        } catch let refusal as any Refusal {
            return try await page(visit, faults(of: refusal))
        }
        return .see(Self.path(visit.language, number))
    }

    private func correct(_ visit: Visit) async throws -> Answer {
        try await act(visit) { number, principal, form in
            let day = desk.clock.today
            let names = desk.settings.corrections.filter { $0.holds(on: day) }.map(\.value.field)
            let members = names.compactMap { name -> JSON.Member? in
                let text = trim(form[name] ?? "")
                return text.isEmpty ? nil : JSON.Member(name, .text(text))
            }
            _ = try await desk.correct(number, .object(members), by: principal)
        }
    }

    private func choose(_ visit: Visit) async throws -> Answer {
        try await act(visit) { number, principal, form in
            _ = try await desk.choose(
                EntryTaxation(rawValue: form["taxation"] ?? "") ?? .each, of: number,
                by: principal)
        }
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        try await act(visit) { number, principal, form in
            guard let decision = EntryDesk.Decision(rawValue: form["decision"] ?? "") else {
                throw EntryRefusal.notReadable
            }
            do {
                _ = try await desk.decide(
                    decision, on: number, reason: form["reason"] ?? "", by: principal)
            } catch EntryRefusal.input(let faults) {
                // Each decision has a reason of its own on the page.
                throw EntryRefusal.input(
                    faults.map {
                        Fault(
                            code: $0.code, path: "/\(decision.rawValue)-reason",
                            message: $0.message, fix: $0.fix)
                    })
            }
        }
    }
}
