import Journal
import Kernel
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
                .get, path, access: .signedIn, summary: EntryTexts.title, handler: list),
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

    private func list(_ visit: Visit) async throws -> Answer {
        let principal = try EntriesResource.person(visit)
        let language = visit.language
        let rows = try await desk.entries(for: principal)
        let isOfficer = principal.may(EntryDesk.decide)
        let arrival: HTML = .link(
            EntryTexts.arrival[language], to: ArrivalPages.path(language))
        let actions: [HTML] =
            isOfficer
            ? [arrival, .link(
                EntryTexts.privileges[language], to: NotePages.privilegePath(language))]
            : [
                .linkButton(EntryTexts.new[language], to: EntryFormPages.path(language)),
                arrival,
            ]
        return site.page(
            visit, title: EntryTexts.title[language],
            content: """
                \(.heading(
                    EntryTexts.title[language], lede: EntryTexts.lede[language],
                    actions: actions))
                \(.table(
                    caption: EntryTexts.title[language], columns: columns(language), rows: rows,
                    empty: .emptyState(
                        (isOfficer ? EntryTexts.noneOpen : EntryTexts.none)[language],
                        hint: EntryTexts.lede[language])))
                """)
    }

    private func columns(_ language: Language) -> [Column<GoodsEntry>] {
        [
            Column(EntryTexts.number[language], .code, isHeader: true) { row -> HTML in
                .link(row.number, to: Self.path(language, row.number))
            },
            Column(EntryTexts.own[language], .code) { $0.ownNumber },
            Column(EntryTexts.kind[language]) { Self.kind($0)[language] },
            Column(EntryTexts.state[language]) { row -> HTML in row.state.tag(language) },
            Column(EntryTexts.accepted[language], .time) { $0.acceptedOn.text },
            Column(EntryTexts.tax[language], .number) { $0.owed.grouped },
        ]
    }

    private static func kind(_ entry: GoodsEntry) -> Localized {
        var words = [entry.isTwoStep ? EntryTexts.twoStep : EntryTexts.ordinary]
        if entry.isAdvance { words.insert(EntryTexts.advance, at: 0) }
        if entry.taxation == .summary { words.append(entry.taxation.name) }
        return Localized(
            zh: words.map(\.zh).joined(separator: "、"),
            en: words.map(\.en).joined(separator: ", "))
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
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    entry.number, caption: EntryTexts.title[language],
                    tag: entry.state.tag(language), lede: entry.state.next[language]))
                \(.summaryList(EntryView(desk: desk).items(entry, language)))
                \(EntryView(desk: desk).differences(entry, language))
                \(EntryActions(desk: desk).forms(
                    entry, principal, visit.formToken, faults, language))
                \(.panel(
                    EntryTexts.declared[language],
                    content: EntryView(desk: desk).declared(entry, language)))
                \(.panel(
                    EntryTexts.why[language],
                    content: .explanation(desk.explanation(of: entry), language: language)))
                \(.panel(
                    EntryTexts.history[language],
                    content: .timeline(timeline, language: language)))
                """)
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
            _ = try await desk.decide(
                decision, on: number, reason: form["reason"] ?? "", by: principal)
        }
    }
}
