import Kernel
import Web

/// `/{language}/services`: what can be applied for; open to everybody.
struct ServicesPages: Sendable {
    let desk: CaseDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/services", access: .anyone, summary: ProcedureWords.services,
                handler: list),
            Route(
                .get, "/{language}/services/{service}", access: .anyone,
                summary: ProcedureWords.service, handler: show),
            Route(
                .post, "/{language}/services/{service}",
                access: .permission(ProceduresCapability.apply), summary: ProcedureWords.start,
                handler: begin),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let asked = (visit.query["q"] ?? "").trimmedText
        let topic = visit.query["topic"] ?? ""
        let current = desk.catalogue.current(on: desk.clock.today)
        let topics = Set(current.map(\.topic)).sorted { $0.order < $1.order }
        let found = current.filter { service in
            service.matches(asked) && (topic.isEmpty || service.topic.id == topic)
        }
        let groups = topics.compactMap { topic -> HTML? in
            let services = found.filter { $0.topic == topic }
            return services.isEmpty ? nil : group(topic, services, language)
        }
        let content: HTML = """
            \(.heading(
                ProcedureWords.services[language], lede: ProcedureWords.servicesLede[language],
                actions: [
                    .linkButton(
                        ProcedureWords.times[language], to: language.path("/service-times"),
                        .secondary),
                    .linkButton(
                        ProcedureWords.verify[language], to: language.path("/verify"), .secondary),
                ]))
            \(filters(asked, topic, topics, language))
            \(found.isEmpty
                ? .emptyState(
                    ProcedureWords.noService[language],
                    hint: ProcedureWords.noServiceHint[language])
                : "\(groups)")
            \(registers(found, language))
            """
        return site.page(visit, title: ProcedureWords.services[language], content: content)
    }

    private func filters(
        _ asked: String, _ topic: String, _ topics: [Topic], _ language: Language
    ) -> HTML {
        let field = Field(
            "q", label: ProcedureWords.search[language], isRequired: false, marksOptional: false)
        let about = Field(
            "topic", label: ProcedureWords.topic[language], isRequired: false,
            marksOptional: false)
        return .filterBar(
            path: language.path("/services"),
            fields: [
                .textInput(field, value: asked, .search, width: .full, language: language),
                .selectInput(
                    about, choices: topics.map { Choice($0.id, $0.name[language]) },
                    value: topic, none: ProcedureWords.allTopics[language], language: language),
            ], language: language)
    }

    private func group(_ topic: Topic, _ services: [ServiceFile], _ language: Language) -> HTML {
        .panel(
            topic.name[language], id: topic.id,
            content: .taskLinks(
                services.map { service in
                    TaskLink(
                        service.name[language], note: service.summary[language],
                        path: language.path("/services/\(service.id)"))
                }))
    }

    /// What was granted and may be looked up by anybody.
    private func registers(_ services: [ServiceFile], _ language: Language) -> HTML {
        let links = services.compactMap { service -> HTML? in
            service.publish.map { rule in
                """
                <li>\(.link(
                    rule.title[language],
                    to: language.path("/services/\(service.id)/register")))</li>
                """
            }
        }
        return links.isEmpty
            ? ""
            : .panel(
                ProcedureWords.registers[language], id: "registers", content: "<ul>\(links)</ul>")
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let id = visit.parameters["service"] ?? ""
        guard let service = desk.catalogue.current(id, on: desk.clock.today) else {
            throw ProceduresRefusal.noSuchService(id)
        }
        return try await page(service, visit, nil, for: "")
    }

    /// - Parameter grantor: for whom it was to be begun.
    private func page(
        _ service: ServiceFile, _ visit: Visit, _ refusal: ProceduresRefusal?,
        for grantor: String
    ) async throws -> Answer {
        let language = visit.language
        let told = refusal.map { errors($0, language) } ?? []
        let content: HTML = """
            \(.errorSummary(
                told, note: refusal.flatMap { note($0, language) }, language: language))
            \(.heading(
                service.name[language], caption: service.row, lede: service.summary[language]))
            \(beginning(service, visit, refusal, for: grantor))
            \(.panel(ProcedureWords.way[language], content: way(service, language)))
            \(.panel(ProcedureWords.whatNeeded[language], content: needed(service, language)))
            \(try await ServiceExtras(service: service, desk: desk, language: language).html())
            \(.panel(ProcedureWords.bases[language], content: bases(service, language)))
            """
        return site.page(
            visit, title: service.name[language],
            trail: [
                Crumb(ProcedureWords.services[language], path: language.path("/services"))
            ], status: refusal?.status ?? 200, content: content)
    }

    private func beginning(
        _ service: ServiceFile, _ visit: Visit, _ refusal: ProceduresRefusal?,
        for grantor: String
    ) -> HTML {
        let language = visit.language
        let path = language.path("/services/\(service.id)")
        guard visit.principal?.may(ProceduresCapability.apply) ?? false else {
            guard visit.principal == nil else { return "" }
            return """
                <p class="row">\(.linkButton(
                    ProcedureWords.signInToStart[language],
                    to: Address.path(
                        language.path("/sign-in"), query: [Form.Pair("to", path)])))</p>
                """
        }
        return .form(
            to: path, token: visit.formToken,
            content: """
                <p class="hint">\(ProcedureWords.startHint, language)</p>
                \(service.allowsAgents ? agent(grantor, refusal, language) : "")
                <p class="row">\(.button(ProcedureWords.start[language]))</p>
                """)
    }

    /// For whom an agent begins it.
    private func agent(
        _ grantor: String, _ refusal: ProceduresRefusal?, _ language: Language
    ) -> HTML {
        .textInput(
            Field(
                "for", label: ProcedureWords.forWhom[language],
                hint: ProcedureWords.forWhomHint[language],
                error: refusal?.field == "for" ? refusal.map { sentence($0, language) } : nil,
                isRequired: false), value: grantor,
            language: language)
    }

    private func way(_ service: ServiceFile, _ language: Language) -> HTML {
        .table(
            caption: ProcedureWords.way[language],
            columns: [
                Column(ProcedureWords.step[language], isHeader: true) { (line: StepLine) in
                    line.name[language]
                },
                Column(ProcedureWords.body[language]) { $0.body.name[language] },
                Column(
                    ProcedureWords.term[language],
                    html: { line in
                        let basis = line.clock.map { HTML.citation($0.basis.citation, language) }
                        return .under(
                            "\(ProcedureWords.term(line.clock), language)", html: basis)
                    }),
            ], rows: service.steps.flatMap(\.lines), empty: "")
    }

    private func needed(_ service: ServiceFile, _ language: Language) -> HTML {
        let who =
            service.roles.isEmpty ? ProcedureWords.everybody : desk.roleNames(service)
        let fields = service.fields.map(\.label[language])
            .joined(separator: language == .zh ? "、" : "; ")
        let documents = service.documents.map { document in
            service.label(document.name, document.when, language)
                + language.bracketed(document.kinds.joined(separator: "/"))
        }.joined(separator: language == .zh ? "、" : "; ")
        return .summaryList([
            SummaryItem(ProcedureWords.whoMay[language], html: entitled(service, who, language)),
            SummaryItem(ProcedureWords.asked[language], fields),
            SummaryItem(ProcedureWords.documents[language], documents),
            SummaryItem(ProcedureWords.outcome[language], service.grant.title[language]),
        ])
    }

    /// Who may apply, with what must hold for the benefits that the service asks for.
    private func entitled(
        _ service: ServiceFile, _ who: Localized, _ language: Language
    ) -> HTML {
        let asked = service.benefits.keys.sorted().compactMap { id in
            desk.benefits?.terms(id, desk.clock.today).map { (id: id, terms: $0) }
        }
        guard !asked.isEmpty else { return "\(who, language)" }
        let items = asked.flatMap(\.terms.terms).map { "<li>\($0, language)</li>" as HTML }
        let links = asked.map { one -> HTML in
            .link(one.terms.name[language], to: language.path("/benefits/\(one.id)"))
        }
        return """
            <p>\(who, language)\(ProcedureWords.whoMeets, language)\(links)</p>
            <ul>\(items)</ul>
            """
    }

    private func bases(_ service: ServiceFile, _ language: Language) -> HTML {
        func list(_ bases: [NamedCitation]) -> HTML {
            let items = bases.map { basis -> HTML in
                """
                <li>\(.citation(basis.citation, language)) \(basis.title, language)</li>
                """
            }
            return "<ul>\(items)</ul>"
        }
        guard !service.history.isEmpty else { return list(service.bases) }
        return """
            \(list(service.bases))
            <p class="hint">\(ProcedureWords.history, language)</p>
            \(list(service.history))
            """
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        let id = visit.parameters["service"] ?? ""
        guard let service = desk.catalogue.current(id, on: desk.clock.today) else {
            throw ProceduresRefusal.noSuchService(id)
        }
        let grantor = (try visit.form()["for"] ?? "").trimmedText
        let principal: Principal
        do {
            principal = try desk.starter(BeginOrder(id, for: grantor), try visit.person())
        } catch let refusal as ProceduresRefusal {
            return try await page(service, visit, refusal, for: grantor)
        }
        let (file, _) = try await desk.begin(id, key: nil, by: principal)
        return .see(visit.language.path("/applications/\(file.number)/form"))
    }
}
