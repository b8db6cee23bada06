import Kernel
import Web
import Wire

/// `/{language}/legal-events`: what was sealed about one's enterprise, and the proof of chosen
/// fields of it.
struct EventPages: Sendable {
    let desk: EventDesk
    let resource: EventsResource
    let site: Site

    /// Events of a page.
    private static let most = 100

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/legal-events", access: EventsResource.access,
                summary: EventWords.events, handler: list),
            Route(
                .get, "/{language}/legal-events/{number}", access: EventsResource.access,
                summary: EventWords.events, handler: one),
            Route(
                .get, "/{language}/legal-events/{number}/proof", access: EventsResource.access,
                summary: EventWords.download
            ) { visit in
                let number = visit.parameters["number"].flatMap { Int64($0) } ?? 0
                let file = try await resource.proof(visit, visit.query.all("field"))
                return Answer(
                    headers: [
                        .init("content-type", "application/json"),
                        .init(
                            "content-disposition",
                            "attachment; filename=\"legal-event-\(number).json\""),
                        .init("cache-control", "no-store"),
                    ], body: Array(file.encoded.utf8))
            },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let before = visit.query["before"].flatMap { Int64($0) } ?? .max
        let found = try await desk.events(
            for: visit.principal, before: before, limit: Self.most)
        let path = "/\(language.rawValue)/legal-events"
        let older: HTML? =
            found.count < Self.most
            ? nil
            : found.last.map {
                .link(
                    Localized(zh: "更早的事件", en: "Earlier events")[language],
                    to: "\(path)?before=\($0.number)")
            }
        let columns: [Column<EventDesk.Sealed>] = [
            Column(EventWords.event[language], isHeader: true) { sealed in
                .link(
                    desk.table.title(sealed.event.kind)[language],
                    to: "\(path)/\(sealed.number)")
            },
            Column(EventWords.matter[language]) {
                desk.subject(of: $0.event).kind[language]
            },
            Column(EventWords.subject[language], .code) {
                desk.subject(of: $0.event).number ?? "–"
            },
            Column(EventWords.time[language], .time) { $0.event.at.text },
        ]
        return site.page(
            visit, title: EventWords.events[language],
            content: """
                \(.heading(
                    EventWords.events[language], lede: EventWords.eventsLede[language],
                    actions: [
                        .linkButton(
                            EventWords.check[language], to: "/\(language.rawValue)/log/check",
                            .secondary)
                    ]))
                \(.table(
                    caption: EventWords.events[language], columns: columns, rows: found,
                    empty: .emptyState(
                        EventWords.none[language], hint: EventWords.noneHint[language])))
                <p>\(older)</p>
                """)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let number = visit.parameters["number"].flatMap { Int64($0) } ?? 0
        let sealed = try await desk.event(number, for: visit.principal)
        let title = desk.table.title(sealed.event.kind)[language]
        let path = "/\(language.rawValue)/legal-events"
        let shown = sealed.event.shown
        let subject = desk.subject(of: sealed.event)
        let field = Field("field", label: EventWords.choose[language])
        return site.page(
            visit, title: title, trail: [Crumb(EventWords.events[language], path: path)],
            content: """
                \(.heading(
                    title, caption: subject.number ?? subject.kind[language],
                    lede: EventWords.eventLede[language]))
                <form method="get" action="\(url: "\(path)/\(number)/proof")">
                \(.choices(
                    field,
                    choices: shown.map { choice($0, sealed.event, language) },
                    values: Set(shown.map(\.name)), allowsSeveral: true, language: language))
                <p class="row">\(.button(EventWords.download[language]))</p>
                </form>
                \(.codeBlock(
                    "tradewind verify legal-event-\(number).json --policy policy.txt",
                    label: Localized(zh: "离线核验", en: "Check it offline")[language]))
                """)
    }

    /// A field as it can be ticked: its name, and what would be shown of it in words. The proof has
    /// it as it was sealed.
    private func choice(
        _ field: LegalEvent.Field, _ event: LegalEvent, _ language: Language
    ) -> Choice {
        let told = desk.told(field, of: event)
        if told.count == 1, let one = told.first {
            return Choice(field.name, one.name[language], hint: one.value[language])
        }
        let colon = language == .zh ? "：" : ": "
        return Choice(
            field.name, EventWords.others[language],
            hint: told.map { $0.name[language] + colon + $0.value[language] }
                .joined(separator: language == .zh ? "；" : "; "))
    }
}
