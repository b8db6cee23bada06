import Kernel
import Web
import Wire

/// `/{language}/origin/apply`: the form by which a certificate is applied for or origin declared,
/// for one good; a program sends up to twenty.
struct ApplicationPage: Sendable {
    let desk: ProofDesk
    let site: Site

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        return [
            Route(
                .get, "/{language}/origin/apply", access: keep, summary: ProofTexts.apply,
                handler: show),
            Route(
                .post, "/{language}/origin/apply", access: keep, summary: ProofTexts.apply,
                handler: apply),
        ]
    }

    static func path(_ language: Language, worksheet: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/origin/apply",
            query: worksheet.map { [Form.Pair("worksheet", $0)] } ?? [])
    }

    private func show(_ visit: Visit) async throws -> Answer { page(visit, visit.query, []) }

    private func apply(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        do {
            let proof = try await desk.apply(Self.json(form), by: principal)
            return .see(ProofPages.path(visit.language, proof.id))
        } catch let refusal as OriginRefusal {
            let faults =
                refusal.faults.isEmpty
                ? [
                    Fault(
                        code: refusal.code, path: "/kind", message: refusal.message,
                        fix: refusal.fix)
                ] : refusal.faults
            return page(visit, form, faults.map(Self.placed))
        }
    }

    /// Fields of the only line stand at the form's own fields.
    private static func placed(_ fault: Fault) -> Fault {
        guard fault.path.utf8.starts(with: "/lines/0/".utf8) else { return fault }
        return Fault(
            code: fault.code, path: String(fault.path.dropFirst(8)), message: fault.message,
            fix: fault.fix)
    }

    private static func json(_ form: Form) -> JSON {
        func members(_ names: [String]) -> [JSON.Member] {
            names.compactMap { name in
                let text = trim(form[name] ?? "")
                return text.isEmpty ? nil : .init(name, .text(text))
            }
        }
        let head = members([
            "kind", "agreement", "importer", "consignee", "consigneeAddress", "transport",
            "invoice", "invoiceDay", "shippedOn", "replaces",
        ])
        return .object(
            head + [
                .init(
                    "lines",
                    .array([.object(members(["worksheet", "quantity", "unit", "marks"]))]))
            ])
    }

    private func page(_ visit: Visit, _ form: Form, _ faults: [Fault]) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: ProofTexts.apply[language],
            trail: [Crumb(ProofTexts.title[language], path: ProofPages.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(ProofTexts.apply[language], lede: ProofTexts.lede[language]))
                \(.form(
                    to: Self.path(language), token: visit.formToken,
                    content: """
                        \(fields(form, faults, language))
                        <p class="row">\(.button(ProofTexts.apply[language]))</p>
                        """))
                """)
    }

    private func fields(_ form: Form, _ faults: [Fault], _ language: Language) -> [HTML] {
        func field(_ name: String, _ label: Localized, _ hint: Localized?, _ isRequired: Bool)
            -> Field
        {
            Field(
                name, label: label[language], hint: hint?[language],
                error: error(name, faults, language), isRequired: isRequired)
        }
        func box(
            _ name: String, _ label: Localized, hint: Localized? = nil, isRequired: Bool = true,
            kind: TextKind = .text
        ) -> HTML {
            .textInput(
                field(name, label, hint, isRequired), value: form[name] ?? "", kind,
                language: language)
        }
        return [
            .selectInput(
                field("kind", ProofTexts.kind, nil, true),
                choices: [Proof.Kind.certificate, .declaration].map {
                    Choice($0.rawValue, ProofTexts.kind($0)[language])
                }, value: form["kind"] ?? "", none: nil, language: language),
            .selectInput(
                field("agreement", OriginTexts.agreement, nil, true),
                choices: desk.tables.agreements.inForce(on: desk.clock.today).map {
                    Choice($0.id, $0.name[language])
                }, value: form["agreement"] ?? "", none: nil, language: language),
            box("worksheet", ProofTexts.worksheet), box("importer", ProofTexts.importer),
            box("consignee", ProofTexts.consignee),
            box("consigneeAddress", ProofTexts.address, isRequired: false),
            box("transport", ProofTexts.transport, isRequired: false),
            box("invoice", ProofTexts.invoice),
            box("invoiceDay", ProofTexts.invoiceDay, isRequired: false, kind: .day),
            box("shippedOn", ProofTexts.shipped, isRequired: false, kind: .day),
            box("quantity", ProofTexts.quantity), box("unit", ProofTexts.unit),
            box("marks", ProofTexts.marks, isRequired: false),
            box(
                "replaces", ProofTexts.replaces, hint: ProofTexts.replacesHint, isRequired: false),
        ]
    }
}
