import Balances
import Kernel
import Web
import Wire

/// `/{language}/origin/claim`: the form by which an importer asks for release.
struct ClaimForm: Sendable {
    let desk: ClaimDesk
    let site: Site

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        return [
            Route(
                .get, "/{language}/origin/claim", access: keep, summary: ClaimTexts.lodge,
                handler: show),
            Route(
                .post, "/{language}/origin/claim", access: keep, summary: ClaimTexts.lodge,
                handler: lodge),
        ]
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/origin/claim" }

    private func show(_ visit: Visit) async throws -> Answer { page(visit, visit.query, []) }

    private func lodge(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        do {
            let claim = try await desk.lodge(Self.json(form), by: principal)
            return .see(ClaimPages.path(visit.language, claim.id))
        } catch let refusal as OriginRefusal {
            return page(visit, form, shown(refusal))
        } catch let refusal as BalanceRefusal {
            return page(visit, form, shown(refusal))
        }
    }

    /// A refusal that names no field stands at the declaration, which it is about.
    private func shown(_ refusal: any Refusal) -> [Fault] {
        guard refusal.faults.isEmpty else {
            return refusal.faults.map { fault in
                guard fault.path.utf8.starts(with: "/defects/0/".utf8) else { return fault }
                return Fault(
                    code: fault.code, path: String(fault.path.dropFirst(10)),
                    message: fault.message, fix: fault.fix)
            }
        }
        return [
            Fault(
                code: refusal.code, path: "/declaration", message: refusal.message,
                fix: refusal.fix)
        ]
    }

    private static func json(_ form: Form) -> JSON {
        func members(_ names: [String]) -> [JSON.Member] {
            names.compactMap { name in
                let text = trim(form[name] ?? "")
                return text.isEmpty ? nil : .init(name, .text(text))
            }
        }
        return .object(
            members([
                "declaration", "agreement", "country", "proof", "issuedOn", "code", "value",
                "quantity",
            ]) + [
                .init(
                    "defects",
                    .array([.object(members(["defect", "field", "differencePercent"]))]))
            ])
    }

    private func page(_ visit: Visit, _ form: Form, _ faults: [Fault]) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: ClaimTexts.lodge[language],
            trail: [Crumb(ClaimTexts.title[language], path: ClaimPages.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(ClaimTexts.lodge[language], lede: ClaimTexts.lede[language]))
                <p>\(ClaimTexts.direct, language)</p>
                \(.form(
                    to: Self.path(language), token: visit.formToken,
                    content: """
                        \(fields(form, faults, language))
                        <p class="row">\(.button(ClaimTexts.lodge[language]))</p>
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
        let today = desk.clock.today
        return [
            box("declaration", ClaimTexts.declaration), box("code", OriginTexts.code),
            .selectInput(
                field("agreement", OriginTexts.agreement),
                choices: desk.proofs.tables.agreements.inForce(on: today).map {
                    Choice($0.id, $0.name[language])
                }, value: form["agreement"] ?? "", none: nil, language: language),
            box("country", ClaimTexts.country), box("proof", ClaimTexts.proof),
            box("issuedOn", ClaimTexts.issued, kind: .day),
            .selectInput(
                field("defect", ClaimTexts.defect),
                choices: desk.defects.filter { $0.holds(on: today) }.map {
                    Choice($0.value.id, $0.value.name[language])
                }, value: form["defect"] ?? "", none: nil, language: language),
            box("field", ClaimTexts.field, isRequired: false),
            box("differencePercent", ClaimTexts.difference, isRequired: false),
            box("value", ClaimTexts.value),
            box("quantity", ClaimTexts.quantity, isRequired: false),
        ]
    }
}
