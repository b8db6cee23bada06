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
            Route(
                .get, "/{language}/service-times", access: .anyone, summary: ProcedureWords.times,
                handler: times),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let asked = (visit.query["q"] ?? "").trimmedBlanks
        let found = desk.catalogue.current(on: desk.clock.today).filter { matches($0, asked) }
        let field = Field("q", label: ProcedureWords.search[language], isRequired: false,
            marksOptional: false)
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
            \(.filterBar(
                path: language.path("/services"),
                fields: [
                    .textInput(field, value: asked, .search, width: .full, language: language)
                ],
                language: language))
            \(found.isEmpty
                ? .emptyState(
                    ProcedureWords.noService[language],
                    hint: ProcedureWords.noServiceHint[language])
                : .taskLinks(found.map { service in
                    TaskLink(
                        "\(service.name[language])", note: service.summary[language],
                        path: language.path("/services/\(service.id)"))
                }))
            """
        return site.page(visit, title: ProcedureWords.services[language], content: content)
    }

    private func matches(_ service: ServiceFile, _ asked: String) -> Bool {
        guard !asked.isEmpty else { return true }
        let texts = [
            service.id, service.row, service.name.zh, service.name.en, service.summary.zh,
            service.summary.en, service.topic,
        ]
        return texts.contains { $0.lowercased().contains(asked.lowercased()) }
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let id = visit.parameters["service"] ?? ""
        guard let service = desk.catalogue.current(id, on: desk.clock.today) else {
            throw ProceduresRefusal.noSuchService(id)
        }
        let content: HTML = """
            \(.heading(
                service.name[language], caption: service.row, lede: service.summary[language]))
            \(beginning(service, visit))
            \(.panel(ProcedureWords.way[language], content: way(service, language)))
            \(.panel(ProcedureWords.whatNeeded[language], content: needed(service, language)))
            \(.panel(ProcedureWords.bases[language], content: bases(service, language)))
            """
        return site.page(
            visit, title: service.name[language],
            trail: [
                Crumb(ProcedureWords.services[language], path: language.path("/services"))
            ], content: content)
    }

    private func beginning(_ service: ServiceFile, _ visit: Visit) -> HTML {
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
                <p class="row">\(.button(ProcedureWords.start[language]))</p>
                """)
    }

    private func way(_ service: ServiceFile, _ language: Language) -> HTML {
        .table(
            caption: ProcedureWords.way[language],
            columns: [
                Column(
                    ProcedureWords.step[language], isHeader: true, text: { $0.name[language] }),
                Column(ProcedureWords.body[language], text: { $0.body.name[language] }),
                Column(
                    ProcedureWords.term[language],
                    html: { step in
                        .under(
                            "\(ProcedureWords.term(step.clock), language)",
                            step.clock?.basis.citation.text ?? "")
                    }),
            ], rows: service.steps, empty: "")
    }

    private func needed(_ service: ServiceFile, _ language: Language) -> HTML {
        let who =
            service.roles.isEmpty ? ProcedureWords.everybody : desk.roleNames(service)
        let fields = service.fields.map(\.label[language])
            .joined(separator: language == .zh ? "、" : "; ")
        let documents = service.documents.map { document in
            "\(document.name[language])（\(document.types.map(\.rawValue).joined(separator: "/"))）"
        }.joined(separator: language == .zh ? "、" : "; ")
        return .summaryList([
            SummaryItem(ProcedureWords.whoMay[language], who[language]),
            SummaryItem(ProcedureWords.form[language], fields),
            SummaryItem(ProcedureWords.documents[language], documents),
            SummaryItem(ProcedureWords.outcome[language], service.grant.title[language]),
        ])
    }

    private func bases(_ service: ServiceFile, _ language: Language) -> HTML {
        let items = service.bases.map { basis -> HTML in
            """
            <li><span lang="zh-CN">\(basis.citation.text)</span> \(basis.title, language)</li>
            """
        }
        return "<ul>\(items)</ul>"
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        let file = try await desk.begin(
            visit.parameters["service"] ?? "", key: nil, by: try person(visit))
        return .see(visit.language.path("/applications/\(file.number)/form"))
    }

    private func times(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let rows = try await desk.times()
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let table: HTML = .table(
            caption: ProcedureWords.times[language],
            columns: [
                Column(ProcedureWords.service[language], isHeader: true) { (times: StepTimes) in
                    service(times.service)?.name[language] ?? times.service
                },
                Column(ProcedureWords.step[language]) { times in
                    service(times.service)?.step(times.step)?.name[language] ?? times.step
                },
                Column(word("件数", "Cases"), .number) { grouped($0.count) },
                Column(word("按期", "Within the term"), .number) { times in
                    "\(times.kept * 100 / max(1, times.count))%"
                },
                Column(word("中位数（日）", "Median (days)"), .number) { String($0.median) },
                Column(word("九成以内（日）", "Nine in ten (days)"), .number) { String($0.ninetieth) },
                Column(word("最长（日）", "Longest (days)"), .number) { String($0.longest) },
            ], rows: rows,
            empty: .emptyState(
                word("还没有办结的环节", "No step has ended yet"),
                hint: word("办结后这里显示各环节实际用时。", "Measured times show here.")))
        return site.page(
            visit, title: ProcedureWords.times[language],
            trail: [
                Crumb(ProcedureWords.services[language], path: language.path("/services"))
            ],
            content: """
                \(.heading(
                    ProcedureWords.times[language],
                    lede: word(
                        "近一年办结环节的实际用时，扣除补正和中止的时间。",
                        "Measured over steps that ended within a year; pauses are not counted.")))
                \(table)
                """)
    }

    private func service(_ id: String) -> ServiceFile? {
        desk.catalogue.services.last { $0.id == id }
    }
}
