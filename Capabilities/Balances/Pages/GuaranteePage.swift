import Kernel
import Web

/// `/{language}/balances/guarantees`: the form by which an officer adds a guarantee.
struct GuaranteePage: Sendable {
    let desk: BalancesDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/balances/guarantees",
                access: .permission(BalancesDesk.manage), summary: BalanceTexts.addGuarantee,
                handler: show),
            Route(
                .post, "/{language}/balances/guarantees",
                access: .permission(BalancesDesk.manage), summary: BalanceTexts.addGuarantee,
                handler: add),
            Route(
                .post, "/{language}/balances/guarantees/release",
                access: .permission(BalancesDesk.manage), summary: BalanceTexts.release,
                handler: release),
        ]
    }

    static func path(_ language: Language, enterprise: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/balances/guarantees",
            query: enterprise.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func show(_ visit: Visit) async throws -> Answer {
        page(visit, GuaranteeInput { visit.query[$0] }, faults: [])
    }

    private func add(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let input = GuaranteeInput { form[$0] }
        guard let actor = visit.principal else { throw BalanceRefusal.holderNeeded }
        do {
            let (guarantee, holder) = try input.checked(
                on: desk.clock.today, holders: desk.holders(for: actor),
                issuers: desk.holders)
            _ = try await desk.add(guarantee, to: holder, by: actor.id)
        } catch let refusal as BalanceRefusal {
            return page(visit, input, faults: shown(refusal))
        }
        return .see(
            StatementPage.path(
                Guarantee.plan.id, visit.language, enterprise: input[.enterprise]))
    }

    private func release(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        guard let actor = visit.principal else { throw BalanceRefusal.holderNeeded }
        let named = form["enterprise"] ?? ""
        guard let holder = desk.holders(for: actor).find(named) else {
            throw BalanceRefusal.noSuchHolder(named)
        }
        _ = try await desk.release(form["reference"] ?? "", of: holder, by: actor.id)
        return .see(BalancesPage.path(visit.language, enterprise: named))
    }

    /// A refusal that names no field of this form stands beside the number, which is its key.
    private func shown(_ refusal: BalanceRefusal) -> [Fault] {
        guard refusal.faults.isEmpty else { return refusal.faults }
        return [
            Fault(
                code: refusal.code, path: GuaranteeInput.Name.reference.path,
                message: refusal.message, fix: refusal.fix)
        ]
    }

    private func page(_ visit: Visit, _ input: GuaranteeInput, faults: [Fault]) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: BalanceTexts.addGuarantee[language],
            trail: [
                Crumb(BalanceTexts.title[language], path: BalancesPage.path(language))
            ], status: faults.isEmpty ? 200 : 422,
            content: Self.content(input, faults, token: visit.formToken, language))
    }

    static func content(
        _ input: GuaranteeInput, _ faults: [Fault], token: String, _ language: Language
    ) -> HTML {
        let errors = GuaranteeInput.Name.allCases.compactMap { name in
            wrong(name, faults, language).map { FormError(field: name.rawValue, $0) }
        }
        return """
            \(.errorSummary(errors, language: language))
            \(.heading(
                BalanceTexts.addGuarantee[language], lede: BalanceTexts.addLede[language]))
            \(.form(
                to: path(language), token: token,
                content: """
                    \(fields(input, faults, language))
                    <p class="row">\(.button(BalanceTexts.add[language]))</p>
                    """))
            """
    }

    private static func wrong(
        _ name: GuaranteeInput.Name, _ faults: [Fault], _ language: Language
    ) -> String? {
        faults.first { $0.path == name.path }.map { fault in
            let label = BalanceTexts.label(name)[language]
            // Chinese sentences follow each other without a blank.
            return language == .zh
                ? "\(label)：\(fault.message.zh)\(fault.fix.zh)"
                : "\(label): \(fault.message.en) \(fault.fix.en)"
        }
    }

    private static func fields(
        _ input: GuaranteeInput, _ faults: [Fault], _ language: Language
    ) -> [HTML] {
        func field(
            _ name: GuaranteeInput.Name, _ hint: Localized? = nil, isRequired: Bool = true
        ) -> Field {
            Field(
                name.rawValue, label: BalanceTexts.label(name)[language], hint: hint?[language],
                error: wrong(name, faults, language), isRequired: isRequired)
        }
        func box(
            _ name: GuaranteeInput.Name, _ hint: Localized? = nil, isRequired: Bool = true,
            kind: TextKind = .text
        ) -> HTML {
            .textInput(
                field(name, hint, isRequired: isRequired), value: input[name], kind,
                language: language)
        }
        return [
            box(.enterprise, BalanceTexts.enterpriseHint),
            .selectInput(
                field(.form),
                choices: Guarantee.Form.allCases.map {
                    Choice($0.rawValue, BalanceTexts.form($0)[language])
                }, value: input[.form], none: BalanceTexts.choose[language], language: language),
            box(.reference),
            box(.issuer, BalanceTexts.issuerHint, isRequired: false),
            box(.amount, BalanceTexts.amountHint),
            box(.validFrom, BalanceTexts.validFromHint, isRequired: false, kind: .day),
            box(.validTo, BalanceTexts.validToHint, isRequired: false, kind: .day),
            box(.document, BalanceTexts.documentHint),
            box(.article, isRequired: false),
        ]
    }
}
