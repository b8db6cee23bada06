import Kernel
import Web

/// `/{language}/desk`: what waits for an officer; `/{language}/seats`: who sits where.
struct DeskPages: Sendable {
    let desk: CaseDesk
    let site: Site

    /// Applications on a page.
    private static let length = 100

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/desk", access: .permission(ProceduresCapability.decide),
                summary: ProcedureWords.desk, handler: worklist),
            Route(
                .post, "/{language}/desk", access: .permission(ProceduresCapability.decide),
                summary: ProcedureWords.deputy, handler: handOver),
            Route(
                .get, "/{language}/seats", access: .permission(ProceduresCapability.manage),
                summary: ProcedureWords.seats, handler: seats),
            Route(
                .post, "/{language}/seats", access: .permission(ProceduresCapability.manage),
                summary: ProcedureWords.seats, handler: give),
        ]
    }

    private func worklist(_ visit: Visit) async throws -> Answer {
        try await worklist(visit, CaseDesk.SeatRequest(), [])
    }

    private func worklist(
        _ visit: Visit, _ request: CaseDesk.SeatRequest, _ faults: [Fault]
    ) async throws -> Answer {
        let language = visit.language
        let principal = try person(visit)
        let load = try await desk.load(principal)
        let actor = try await desk.actor(principal)
        let bodies = actor.bodies.sorted()
        let names = bodies.compactMap { desk.bodies[$0]?.name[language] }
        let filter = DeskFilter(
            visit.query, services: desk.knownServices(load), bodies: actor.bodies)
        let (shown, next) = try await desk.worklist(
            principal, filter.search, after: filter.after, limit: Self.length)
        let path = language.path("/desk")
        let more = filter.after == nil && next == nil
            ? nil
            : HTML.pager(
                previous: filter.after == nil ? nil : path,
                next: next.map { filter.address(path, after: $0) }, range: "",
                language: language)
        let nothing: HTML = load.waiting == 0
            ? .emptyState(
                ProcedureWords.nothingWaits[language],
                hint: ProcedureWords.nothingWaitsHint[language],
                action: comesHere(actor.bodies, language))
            : .emptyState(
                ProcedureWords.nothingFits[language],
                hint: ProcedureWords.nothingFitsHint[language])
        let content: HTML = """
            \(.errorSummary(
                errors(faults, language) + filterErrors(filter, language), language: language))
            \(.heading(
                ProcedureWords.desk[language],
                lede: names.joined(separator: language == .zh ? "、" : "; "),
                actions: [
                    .linkButton(
                        ProcedureWords.calendar[language],
                        to: "/api/v1/due-days.ics?lang=\(language.rawValue)", .secondary),
                    .linkButton(
                        ProcedureWords.offers[language], to: language.path("/desk/offers"),
                        .secondary),
                ]))
            \(figures(load, language))
            \(load.waiting == 0 ? nil : filterBar(filter, load, bodies: bodies, language))
            \(.pickForm(
                to: language.path("/desk/bulk"), label: BulkWords.withTicked[language],
                acts: shown.isEmpty
                    ? [] : [.button(BulkWords.decideTicked[language], .secondary)],
                content: .table(
                    caption: ProcedureWords.desk[language],
                    columns: columns(language, for: principal.id), rows: shown, empty: nothing),
                language: language))
            \(more)
            \(.fold(
                ProcedureWords.deputy[language], id: "deputy",
                note: ProcedureWords.deputyNote[language], isOpen: !faults.isEmpty,
                content: form(
                    to: language.path("/desk"), actor.bodies.sorted(), request, faults, visit)))
            """
        return site.page(
            visit, title: ProcedureWords.desk[language], isWide: true,
            status: !faults.isEmpty ? 422 : filter.unknown.isEmpty ? 200 : 400,
            content: content)
    }

    /// What can come to these desks.
    private func comesHere(_ bodies: Set<String>, _ language: Language) -> HTML? {
        let services = desk.catalogue.current(on: desk.clock.today).filter { service in
            service.steps.contains { step in
                bodies.contains(step.body.id) || step.parts.contains { bodies.contains($0.body.id) }
            }
        }
        guard !services.isEmpty else { return nil }
        let links = services.map { service in
            HTML.link(service.name[language], to: language.path("/services/\(service.id)"))
        }
        return """
            <p>\(ProcedureWords.comesHere, language)</p>
            <p class="row">\(links.joined(by: " · "))</p>
            """
    }

    private func columns(
        _ language: Language, for officer: String
    ) -> [Column<CaseDesk.Waiting>] {
        [
            BulkPages.pick(language),
            Column(
                ProcedureWords.number[language], .code, isHeader: true,
                html: { waiting in
                    .link(
                        waiting.file.number,
                        to: language.path("/applications/\(waiting.file.number)"))
                }),
            Column(ProcedureWords.due[language], .time) { waiting in
                waiting.reading.map { ProcedureWords.clock($0)[language] } ?? "–"
            },
            Column(ProcedureWords.service[language]) { waiting in
                (waiting.service ?? desk.editions.latest(waiting.file.service))?.name[language]
                    ?? waiting.file.service
            },
            Column(ProcedureWords.step[language]) { waiting in
                let step = waiting.service?.step(waiting.file.step)?.name
                return (waiting.part?.name ?? step)?[language] ?? waiting.file.step
            },
            Column(ProcedureWords.applicant[language]) { waiting in
                desk.applicantName(waiting.file.tenant)[language]
            },
            Column(
                ProcedureWords.state[language],
                html: { waiting in
                    guard waiting.service != nil else {
                        return .under(
                            .tag(EditionWords.unreadable[language], .danger),
                            EditionWords.putBack[language])
                    }
                    return waiting.file.proposal == nil
                        ? .under(
                            .stateTag(waiting.file, language),
                            waiting.held(by: officer).name[language])
                        : .tag(ProcedureWords.proposed[language], .warn)
                }),
        ]
    }

    private func handOver(_ visit: Visit) async throws -> Answer {
        let request = try request(visit)
        do { _ = try await desk.give(request, by: try person(visit)) } catch let refusal
            as ProceduresRefusal
        {
            return try await worklist(visit, request, refusal.faults)
        }
        return .see(visit.language.path("/desk"))
    }

    private func seats(_ visit: Visit) async throws -> Answer {
        try await seats(visit, CaseDesk.SeatRequest(), [])
    }

    private func give(_ visit: Visit) async throws -> Answer {
        let request = try request(visit)
        do { _ = try await desk.give(request, by: try person(visit)) } catch let refusal
            as ProceduresRefusal
        {
            return try await seats(visit, request, refusal.faults)
        }
        return .see(visit.language.path("/seats"))
    }

    private func request(_ visit: Visit) throws -> CaseDesk.SeatRequest {
        let form = try visit.form()
        return CaseDesk.SeatRequest(
            body: form["body"] ?? "", login: (form["login"] ?? "").trimmedBlanks,
            from: form["from"] ?? "", to: form["to"] ?? "")
    }

    private func seats(
        _ visit: Visit, _ request: CaseDesk.SeatRequest, _ faults: [Fault]
    ) async throws -> Answer {
        let language = visit.language
        let today = desk.clock.today
        let rows = try await desk.seats()
        let table: HTML = .table(
            caption: ProcedureWords.seats[language],
            columns: [
                Column(ProcedureWords.body[language], isHeader: true) { (seat: Seat) in
                    desk.bodies[seat.body]?.name[language] ?? seat.body
                },
                Column(ProcedureWords.officer[language]) { $0.name },
                Column(ProcedureWords.from[language], .time) { $0.from.text },
                Column(ProcedureWords.to[language], .time) { $0.to?.text ?? "–" },
                Column(
                    ProcedureWords.state[language],
                    html: { seat in
                        seat.holds(on: today)
                            ? .tag(ProcedureWords.holds[language], .success)
                            : .tag(ProcedureWords.holdsNot[language], .neutral)
                    }),
            ], rows: rows,
            empty: .emptyState(
                ProcedureWords.noSeats[language], hint: ProcedureWords.noSeatsHint[language]))
        let content: HTML = """
            \(.errorSummary(errors(faults, language), language: language))
            \(.heading(ProcedureWords.seats[language], lede: ProcedureWords.seatsLede[language]))
            \(table)
            \(form(
                to: language.path("/seats"), desk.bodies.keys.sorted(), request, faults, visit))
            """
        return site.page(
            visit, title: ProcedureWords.seats[language], status: faults.isEmpty ? 200 : 422,
            content: content)
    }

    private func errors(_ faults: [Fault], _ language: Language) -> [FormError] {
        faults.map { FormError(field: $0.fieldName, sentence($0, language)) }
    }

    private func form(
        to path: String, _ bodies: [String], _ request: CaseDesk.SeatRequest, _ faults: [Fault],
        _ visit: Visit
    ) -> HTML {
        let language = visit.language
        func field(_ name: String, _ label: Localized, isRequired: Bool = true) -> Field {
            Field(
                name, label: label[language],
                error: faults.first { $0.fieldName == name }.map { sentence($0, language) },
                isRequired: isRequired)
        }
        return .form(
            to: path, token: visit.formToken,
            content: """
                \(.selectInput(
                    field("body", ProcedureWords.body),
                    choices: bodies.map { Choice($0, desk.bodies[$0]?.name[language] ?? $0) },
                    value: request.body, none: nil, language: language))
                \(.textInput(
                    field("login", ProcedureWords.login), value: request.login, language: language))
                \(.textInput(
                    field("from", ProcedureWords.from, isRequired: false), value: request.from,
                    .day, width: .short, language: language))
                \(.textInput(
                    field("to", ProcedureWords.to, isRequired: false), value: request.to, .day,
                    width: .short, language: language))
                <p class="row">\(.button(ProcedureWords.giveSeat[language], .secondary))</p>
                """)
    }
}
