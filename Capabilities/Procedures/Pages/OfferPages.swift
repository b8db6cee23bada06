import Kernel
import Web

/// `/{language}/desk/offers`: dates, calls and catalogues that an officer's body keeps.
struct OfferPages: Sendable {
    let desk: CaseDesk
    let site: Site

    var routes: [Route] {
        let decide = Access.permission(ProceduresCapability.decide)
        let path = "/{language}/desk/offers"
        return [
            Route(.get, path, access: decide, summary: ProcedureWords.offers, handler: show),
            Route(.post, path, access: decide, summary: ProcedureWords.offers, handler: make),
            Route(
                .post, path + "/{offer}/close", access: decide,
                summary: ProcedureWords.closeOffer
            ) { visit in
                _ = try await desk.closeOffer(
                    visit.parameters["offer"] ?? "", by: try visit.person())
                return .see(visit.language.path("/desk/offers"))
            },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, CaseDesk.OfferRequest(service: visit.query["service"] ?? ""), [])
    }

    private func make(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let request = CaseDesk.OfferRequest(
            service: form["service"] ?? "", titleZh: form["title-zh"] ?? "",
            titleEn: form["title-en"] ?? "", note: form["note"] ?? "",
            opens: form["opens"] ?? "", closes: form["closes"] ?? "", day: form["day"] ?? "",
            hours: form["hours"] ?? "", capacity: (form["capacity"] ?? "").trimmedText)
        do {
            _ = try await desk.offer(request, by: try visit.person())
        } catch let refusal as ProceduresRefusal {
            guard case .offer(let faults) = refusal else { throw refusal }
            return try await page(visit, request, faults)
        }
        return .see(visit.language.path("/desk/offers"))
    }

    private func page(
        _ visit: Visit, _ request: CaseDesk.OfferRequest, _ faults: [Fault]
    ) async throws -> Answer {
        let language = visit.language
        let services = try await desk.keeps(try visit.person())
        var parts: [HTML] = []
        for service in services {
            let offers = try await desk.offers(of: service.id)
            parts.append(
                .panel(
                    service.name[language], id: service.id,
                    content: OfferTable(
                        service: service, today: desk.clock.today, language: language,
                        token: visit.formToken
                    ).html(offers)))
        }
        let content: HTML = """
            \(.errorSummary(
                faults.map { FormError(field: $0.fieldName, sentence($0, language)) },
                language: language))
            \(.heading(
                ProcedureWords.offers[language], lede: ProcedureWords.offersLede[language]))
            \(services.isEmpty
                ? .emptyState(
                    ProcedureWords.nothingKept[language],
                    hint: ProcedureWords.nothingKeptHint[language])
                : form(services, request, faults, visit))
            \(parts)
            """
        return site.page(
            visit, title: ProcedureWords.offers[language],
            trail: [Crumb(ProcedureWords.desk[language], path: language.path("/desk"))],
            isWide: true, status: faults.isEmpty ? 200 : 422, content: content)
    }

    private func form(
        _ services: [ServiceFile], _ request: CaseDesk.OfferRequest, _ faults: [Fault],
        _ visit: Visit
    ) -> HTML {
        let language = visit.language
        func field(_ name: String, _ label: Localized, isRequired: Bool = false) -> Field {
            Field(
                name, label: label[language],
                error: faults.first { $0.fieldName == name }.map { sentence($0, language) },
                isRequired: isRequired, marksOptional: false)
        }
        func day(_ name: String, _ label: Localized, _ value: String, isRequired: Bool) -> HTML {
            .textInput(
                field(name, label, isRequired: isRequired), value: value, .day, width: .short,
                language: language)
        }
        return .form(
            to: language.path("/desk/offers"), token: visit.formToken,
            content: """
                \(.selectInput(
                    field("service", ProcedureWords.service, isRequired: true),
                    choices: services.map { Choice($0.id, $0.name[language]) },
                    value: request.service, none: nil, language: language))
                \(.textInput(
                    field("title-zh", ProcedureWords.titleZh, isRequired: true),
                    value: request.titleZh, width: .full, language: language))
                \(.textInput(
                    field("title-en", ProcedureWords.titleEn), value: request.titleEn,
                    width: .full, language: language))
                \(.textInput(
                    field("note", ProcedureWords.note), value: request.note, width: .full,
                    language: language))
                \(day("opens", ProcedureWords.opens, request.opens, isRequired: false))
                \(day("closes", ProcedureWords.closes, request.closes, isRequired: true))
                \(day("day", ProcedureWords.heldOn, request.day, isRequired: false))
                \(.textInput(
                    field("hours", ProcedureWords.hours), value: request.hours,
                    language: language))
                \(.textInput(
                    field("capacity", ProcedureWords.capacity), value: request.capacity,
                    width: .short, language: language))
                <p class="row">\(.button(ProcedureWords.offerNow[language]))</p>
                """)
    }
}

/// Offers of a service as a table; with a token, also to be closed.
struct OfferTable {
    let service: ServiceFile
    let today: Day
    let language: Language
    var token: String?

    func html(_ offers: [Offer]) -> HTML {
        .table(
            caption: "\(service.name[language]) – \(service.offers?.name[language] ?? "")",
            columns: columns, rows: offers,
            empty: .emptyState(
                ProcedureWords.nothingOffered[language],
                hint: ProcedureWords.nothingOfferedHint[language]))
    }

    private var columns: [Column<Offer>] {
        var columns: [Column<Offer>] = [
            Column(ProcedureWords.number[language], .code, isHeader: true) { $0.id },
            Column(
                service.offers?.name[language] ?? "",
                html: { .under("\($0.title, language)", $0.note) }),
            Column(ProcedureWords.heldOn[language], .time) { offer in
                [offer.day?.text ?? "", offer.hours].filter { !$0.isEmpty }
                    .joined(separator: " ")
            },
            Column(ProcedureWords.closes[language], .time) { $0.closes.text },
            Column(ProcedureWords.left[language], .number) { left($0) },
        ]
        if let token {
            columns.append(
                Column(
                    ProcedureWords.state[language],
                    html: { offer in
                        offer.isClosed
                            ? .tag(ProcedureWords.closedOffer[language], .neutral)
                            : .form(
                                to: language.path("/desk/offers/\(offer.id)/close"),
                                token: token,
                                content: .button(
                                    ProcedureWords.closeOffer[language], .secondary))
                    }))
        }
        return columns
    }

    private func left(_ offer: Offer) -> String {
        guard let left = offer.left, let capacity = offer.capacity else {
            return ProcedureWords.unlimited[language]
        }
        let unit = service.offers?.unit?[language] ?? ""
        if offer.isFull { return ProcedureWords.full[language] }
        return "\(left.text) / \(capacity.text) \(unit)"
    }
}
