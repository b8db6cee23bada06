import Kernel
import Web

/// What a service's page shows beyond form and way: what can be chosen, values in force, its
/// register.
struct ServiceExtras {
    let service: ServiceFile
    let desk: CaseDesk
    let language: Language

    func html() async throws -> HTML {
        "\(try await offers)\(quotaWindows)\(values)\(register)"
    }

    private var offers: HTML {
        get async throws {
            guard let rule = service.offers else { return "" }
            let offers = try await desk.offers(of: service.id)
            return .panel(
                rule.name[language], id: "offers",
                content: OfferTable(
                    service: service, today: desk.clock.today, language: language
                ).html(offers.filter { !$0.isClosed }))
        }
    }

    private var values: HTML {
        guard !service.parameters.isEmpty else { return "" }
        let today = desk.clock.today
        return .panel(
            ProcedureWords.values[language], id: "values",
            content: .table(
                caption: ProcedureWords.values[language],
                columns: [
                    Column(ProcedureWords.title[language], isHeader: true) {
                        (parameter: Parameter) in parameter.label[language]
                    },
                    Column(
                        ProcedureWords.quantity[language], .number
                    ) { parameter in
                        let value = parameter.inForce(on: today)?.value.text ?? "–"
                        return "\(value) \(parameter.unit?[language] ?? "")"
                    },
                    Column(ProcedureWords.from[language], .time) {
                        $0.inForce(on: today)?.from.text ?? "–"
                    },
                    Column(
                        ProcedureWords.bases[language],
                        html: { parameter in
                            parameter.inForce(on: today).map {
                                .citation($0.basis.citation, language)
                            } ?? "–"
                        }),
                ], rows: service.parameters, empty: ""))
    }

    private var register: HTML {
        guard let rule = service.publish else { return "" }
        return .panel(
            rule.title[language], id: "register",
            content: """
                <p>\(rule.note, language)</p>
                <p class="row">\(.linkButton(
                    ProcedureWords.register[language],
                    to: language.path("/services/\(service.id)/register"), .secondary))</p>
                """)
    }
}

extension ServiceFile {
    /// Whether words that somebody looks for stand in it.
    func matches(_ asked: String) -> Bool {
        guard !asked.isEmpty else { return true }
        let texts = [
            id, row, name.zh, name.en, summary.zh, summary.en, topic.name.zh, topic.name.en,
            grant.title.zh, grant.title.en,
        ]
        return texts.contains { $0.lowercased().contains(asked.lowercased()) }
    }
}
