import Kernel
import Parties
import Web

extension Language {
    /// A page's address in this language.
    func path(_ rest: String) -> String { "/\(rawValue)\(rest)" }
}

extension HTML {
    /// What kept something from being done, above the page; nothing when all is well.
    static func trouble(_ refusal: InspectionsRefusal?, _ language: Language) -> HTML {
        guard let refusal else { return "" }
        var errors = [
            FormError(
                field: refusal.field,
                language == .zh
                    ? refusal.message.zh + refusal.fix.zh
                    : "\(refusal.message.en) \(refusal.fix.en)")
        ]
        errors += refusal.faults.map { FormError(field: "rows", $0.message[language]) }
        return .errorSummary(errors, language: language)
    }

    /// A select of all of a kind.
    static func select(
        _ name: String, _ label: Localized, _ choices: [(String, Localized)], value: String = "",
        hint: Localized? = nil, _ language: Language
    ) -> HTML {
        .selectInput(
            Field(name, label: label[language], hint: hint?[language]),
            choices: choices.map { Choice($0.0, $0.1[language]) }, value: value, none: "–",
            language: language)
    }

    static func line(
        _ name: String, _ label: Localized, value: String = "", kind: TextKind = .text,
        hint: Localized? = nil, isRequired: Bool = true, _ language: Language
    ) -> HTML {
        .textInput(
            Field(name, label: label[language], hint: hint?[language], isRequired: isRequired),
            value: value, kind, language: language)
    }

    static func submit(_ word: Localized, _ language: Language) -> HTML {
        submit(word, .primary, language)
    }

    static func submit(_ word: Localized, _ style: ButtonStyle, _ language: Language) -> HTML {
        #"<p class="row">\#(.button(word[language], style))</p>"#
    }
}

extension EnterpriseRegister {
    /// The name of an enterprise; its id when it is not on record.
    func shownName(_ id: String, _ language: Language) -> String {
        enterprise(id: id)?.localizedName[language] ?? id
    }
}
