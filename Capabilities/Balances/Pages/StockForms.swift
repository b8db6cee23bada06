import Kernel
import Web

/// `/{language}/balances/stock/entries` and `…/counts`: the forms by which an officer books
/// goods in and enters a count.
struct StockForms: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case entries, counts

        var names: [StockInput.Name] {
            self == .entries ? StockInput.Name.entry : StockInput.Name.count
        }
        var title: Localized { self == .entries ? StockTexts.enter : StockTexts.count }
        var lede: Localized { self == .entries ? StockTexts.enterLede : StockTexts.countLede }
    }

    let desk: BalancesDesk
    let site: Site

    var routes: [Route] {
        Kind.allCases.flatMap { kind in
            [
                Route(
                    .get, "/{language}/balances/stock/\(kind.rawValue)",
                    access: .permission(BalancesDesk.manage), summary: kind.title
                ) { visit in
                    page(visit, kind, StockInput(kind.names) { visit.query[$0] }, faults: [])
                },
                Route(
                    .post, "/{language}/balances/stock/\(kind.rawValue)",
                    access: .permission(BalancesDesk.manage), summary: kind.title
                ) { visit in try await take(visit, kind) },
            ]
        }
    }

    static func path(_ kind: Kind, _ language: Language, enterprise: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/balances/stock/\(kind.rawValue)",
            query: enterprise.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func take(_ visit: Visit, _ kind: Kind) async throws -> Answer {
        let form = try visit.form()
        let input = StockInput(kind.names) { form[$0] }
        guard let actor = visit.principal else { throw BalanceRefusal.holderNeeded }
        let holders = desk.holders(for: actor)
        do {
            switch kind {
            case .entries:
                let (entry, holder) = try input.entry(holders: holders)
                _ = try await desk.enter(entry, to: holder, by: actor.id)
            case .counts:
                let (count, holder) = try input.count(holders: holders)
                _ = try await desk.count(count, of: holder, by: actor.id)
            }
        } catch let refusal as BalanceRefusal {
            return page(visit, kind, input, faults: shown(refusal))
        }
        return .see(StockPage.path(visit.language, enterprise: input[.enterprise]))
    }

    /// A refusal that names no field of this form stands beside the number, which is its key.
    private func shown(_ refusal: BalanceRefusal) -> [Fault] {
        guard refusal.faults.isEmpty else { return refusal.faults }
        let name = refusal.field.flatMap { StockInput.Name(rawValue: $0) } ?? .reference
        return [
            Fault(
                code: refusal.code, path: name.path, message: refusal.message, fix: refusal.fix)
        ]
    }

    private func page(
        _ visit: Visit, _ kind: Kind, _ input: StockInput, faults: [Fault]
    ) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: kind.title[language],
            trail: [Crumb(StockTexts.title[language], path: StockPage.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: Self.content(kind, input, faults, token: visit.formToken, language))
    }

    static func content(
        _ kind: Kind, _ input: StockInput, _ faults: [Fault], token: String, _ language: Language
    ) -> HTML {
        let errors = kind.names.compactMap { name in
            wrong(kind, name, faults, language).map { FormError(field: name.rawValue, $0) }
        }
        return """
            \(.errorSummary(errors, language: language))
            \(.heading(kind.title[language], lede: kind.lede[language]))
            \(.form(
                to: path(kind, language), token: token,
                content: """
                    \(kind.names.map { control(kind, $0, input, faults, language) })
                    <p class="row">\(.button(BalanceTexts.add[language]))</p>
                    """))
            """
    }

    private static func wrong(
        _ kind: Kind, _ name: StockInput.Name, _ faults: [Fault], _ language: Language
    ) -> String? {
        faults.first { $0.path == name.path }.map { fault in
            let label = StockTexts.label(name, isCount: kind == .counts)[language]
            // Chinese sentences follow each other without a blank.
            return language == .zh
                ? "\(label)：\(fault.message.zh)\(fault.fix.zh)"
                : "\(label): \(fault.message.en) \(fault.fix.en)"
        }
    }

    private static func control(
        _ kind: Kind, _ name: StockInput.Name, _ input: StockInput, _ faults: [Fault],
        _ language: Language
    ) -> HTML {
        let hint: Localized? =
            switch name {
            case .enterprise: BalanceTexts.enterpriseHint
            case .unit: StockTexts.unitHint
            default: nil
            }
        let field = Field(
            name.rawValue, label: StockTexts.label(name, isCount: kind == .counts)[language],
            hint: hint?[language], error: wrong(kind, name, faults, language))
        guard name == .decision else {
            return .textInput(field, value: input[name], .text, language: language)
        }
        return .selectInput(
            field,
            choices: StockCount.Decision.allCases.map {
                Choice($0.rawValue, StockTexts.decision($0)[language])
            }, value: input[name], none: BalanceTexts.choose[language], language: language)
    }
}
