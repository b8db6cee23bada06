import Journal
import Kernel
import Web

/// `/{language}/audit`: who did what to the things of the own enterprise.
struct AuditPage: Sendable {
    let parties: Parties
    let site: Site

    /// Entries on a page: on a phone each is a card of its own.
    private static let length = 50

    static func path(_ language: Language) -> String { "/\(language.rawValue)/audit" }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/audit", access: .permission(PartiesPermission.audit),
                summary: AuditWords.title, query: AuditResource.query, handler: show)
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let people = try await parties.auditPeople(of: principal.enterprise)
        let question: TrailQuestion
        do {
            question = try AuditResource.question(visit.query, people)
        } catch let refusal {
            return asked(visit, people, refusal)
        }
        let (lines, next) = try await parties.audit(
            of: principal.enterprise, question, limit: AuditPage.length)
        let download = Address.path(
            "/api/v1/parties/audit.csv",
            query: visit.query.pairs.filter { $0.name != "before" })
        return site.page(
            visit, title: AuditWords.title[language], isWide: true,
            content: """
                \(.heading(
                    AuditWords.title[language], lede: AuditWords.lede[language],
                    actions: [
                        .linkButton(AuditWords.download[language], to: download, .secondary)
                    ]))
                \(filter(visit, people, nil))
                \(table(lines, language))
                \(.pager(
                    previous: nil, next: next.map { later(visit, $0) }, range: "",
                    language: language))
                """)
    }

    /// The filter as it was filled in, with what is to be mended; no entries.
    private func asked(
        _ visit: Visit, _ people: [AuditPerson], _ refusal: AuditRefusal
    ) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: AuditWords.title[language], isWide: true, status: refusal.status,
            content: """
                \(.errorSummary(
                    [FormError(field: refusal.field, AuditPage.text(refusal, language))],
                    language: language))
                \(.heading(AuditWords.title[language], lede: AuditWords.lede[language]))
                \(filter(visit, people, refusal))
                """)
    }

    private static func text(_ refusal: AuditRefusal, _ language: Language) -> String {
        refusal.message[language] + (language == .zh ? "" : " ") + refusal.fix[language]
    }

    private func later(_ visit: Visit, _ before: Int64) -> String {
        Address.path(
            AuditPage.path(visit.language),
            query: visit.query.pairs.filter { $0.name != "before" }
                + [Form.Pair("before", String(before))])
    }

    private func filter(
        _ visit: Visit, _ people: [AuditPerson], _ refusal: AuditRefusal?
    ) -> HTML {
        let language = visit.language
        func error(_ name: String) -> String? {
            refusal.flatMap { $0.field == name ? AuditPage.text($0, language) : nil }
        }
        func day(_ name: String, _ label: Localized) -> HTML {
            .textInput(
                Field(
                    name, label: label[language], error: error(name), isRequired: false,
                    marksOptional: false),
                value: visit.query[name] ?? "", .day, width: .full, language: language)
        }
        return .filterBar(
            path: AuditPage.path(language),
            fields: [
                .selectInput(
                    Field("actor", label: AuditWords.who[language], error: error("actor")),
                    choices: people.map { Choice($0.id, $0.name) },
                    value: visit.query["actor"] ?? "", none: AuditWords.everybody[language],
                    width: .full, language: language),
                .selectInput(
                    Field("area", label: AuditWords.area[language], error: error("area")),
                    choices: AuditWords.areas.map { Choice($0.id, $0.name[language]) },
                    value: visit.query["area"] ?? "", none: AuditWords.all[language],
                    width: .full, language: language),
                day("from", AuditWords.from), day("to", AuditWords.to),
            ], language: language)
    }

    private func table(_ lines: [AuditLine], _ language: Language) -> HTML {
        let columns: [Column<AuditLine>] = [
            Column(
                AuditWords.time[language], .time, isHeader: true, text: { $0.entry.at.text }),
            Column(AuditWords.who[language], text: { $0.who[language] }),
            Column(
                AuditWords.area[language], text: { AuditWords.area($0.entry.kind)[language] }),
            Column(
                AuditWords.what[language], text: { AuditWords.event($0.entry.kind)[language] }),
            Column(
                AuditWords.subject[language],
                html: { line in
                    guard let path = line.path else { return "\(line.thing, language)" }
                    return .link(line.thing[language], to: "/\(language.rawValue)\(path)")
                }),
        ]
        return .table(
            caption: AuditWords.title[language], columns: columns, rows: lines,
            empty: .emptyState(AuditWords.none[language], hint: AuditWords.noneHint[language]))
    }
}
