import Kernel
import Web
import Wire

/// `/{language}/origin/exporters`: an officer records an approval.
struct ExporterPage: Sendable {
    let desk: ProofDesk
    let site: Site

    var routes: [Route] {
        let decide = Access.permission(ProofDesk.decide)
        return [
            Route(
                .get, "/{language}/origin/exporters", access: decide,
                summary: ProofTexts.exporters, handler: show),
            Route(
                .post, "/{language}/origin/exporters", access: decide,
                summary: ProofTexts.record, handler: record),
        ]
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/origin/exporters" }

    private func show(_ visit: Visit) async throws -> Answer { page(visit, visit.query, [], nil) }

    private func record(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        let json = JSON.object(
            ["enterprise", "number", "creditLevel", "validFrom", "validTo"].compactMap { name in
                let text = trim(form[name] ?? "")
                return text.isEmpty ? nil : JSON.Member(name, .text(text))
            } + [
                .init("agreements", .array(form.all("agreements").map(JSON.text))),
                .init(
                    "codes",
                    .array(
                        (form["codes"] ?? "").utf8.split(separator: 0x20).map {
                            .text(String(decoding: $0, as: UTF8.self))
                        })),
            ])
        do {
            let exporter = try await desk.approve(json, by: principal)
            return page(visit, Form(), [], exporter.number)
        } catch let refusal as OriginRefusal {
            let faults =
                refusal.faults.isEmpty
                ? [
                    Fault(
                        code: refusal.code, path: "/enterprise", message: refusal.message,
                        fix: refusal.fix)
                ] : refusal.faults
            return page(visit, form, faults, nil)
        }
    }

    private func page(
        _ visit: Visit, _ form: Form, _ faults: [Fault], _ recorded: String?
    ) -> Answer {
        let language = visit.language
        let flash: HTML? = recorded.map {
            .notice("\(ProofTexts.recorded[language]) \($0)", .success, isNew: true)
        }
        return site.page(
            visit, title: ProofTexts.exporters[language],
            trail: [Crumb(ProofTexts.waiting[language], path: ProofPages.path(language))],
            flash: flash, status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    ProofTexts.exporters[language], lede: ProofTexts.exportersLede[language]))
                \(.form(
                    to: Self.path(language), token: visit.formToken,
                    content: """
                        \(fields(form, faults, language))
                        <p class="row">\(.button(ProofTexts.record[language]))</p>
                        """))
                """)
    }

    private func fields(_ form: Form, _ faults: [Fault], _ language: Language) -> [HTML] {
        func field(_ name: String, _ label: Localized, _ isRequired: Bool = true) -> Field {
            Field(
                name, label: label[language], error: error(name, faults, language),
                isRequired: isRequired)
        }
        func box(
            _ name: String, _ label: Localized, isRequired: Bool = true, kind: TextKind = .text
        ) -> HTML {
            .textInput(
                field(name, label, isRequired), value: form[name] ?? "", kind, language: language)
        }
        let open = desk.tables.agreements.inForce(on: desk.clock.today).filter {
            $0.proofs.contains(.approvedExporter)
        }
        return [
            box("enterprise", ProofTexts.enterprise), box("number", ProofTexts.exporterNumber),
            .selectInput(
                field("creditLevel", ProofTexts.level),
                choices: [
                    Choice("advanced-certified", ProofTexts.advanced[language]),
                    Choice("other", ProofTexts.other[language]),
                ], value: form["creditLevel"] ?? "", none: nil, language: language),
            .choices(
                field("agreements", ProofTexts.agreements),
                choices: open.map { Choice($0.id, $0.name[language]) },
                values: Set(form.all("agreements")), allowsSeveral: true, language: language),
            box("codes", ProofTexts.codes),
            box("validFrom", ProofTexts.from, isRequired: false, kind: .day),
            box("validTo", ProofTexts.to, isRequired: false, kind: .day),
        ]
    }
}
