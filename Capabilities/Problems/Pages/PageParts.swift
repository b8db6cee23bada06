import Kernel
import Policies
import Web

extension Language {
    /// A page's address in this language.
    func path(_ rest: String) -> String { "/\(rawValue)\(rest)" }
}

extension HTML {
    /// What kept something from being done, above the page; nothing when all is well.
    static func trouble(_ refusal: ProblemsRefusal?, _ language: Language) -> HTML {
        guard let refusal else { return "" }
        func sentence(_ message: Localized, _ fix: Localized) -> String {
            language == .zh ? message.zh + fix.zh : "\(message.en) \(fix.en)"
        }
        let errors = refusal.faults.map { fault in
            FormError(
                field: fault.path.isEmpty ? nil : String(fault.path.dropFirst()),
                sentence(fault.message, fault.fix))
        }
        return .errorSummary(
            errors.isEmpty
                ? [FormError(field: refusal.field, sentence(refusal.message, refusal.fix))]
                : errors, language: language)
    }

    static func select(
        _ name: String, _ label: Localized, _ choices: [(String, Localized)], value: String = "",
        isRequired: Bool = true, _ language: Language
    ) -> HTML {
        .selectInput(
            Field(name, label: label[language], isRequired: isRequired),
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

    static func lines(
        _ name: String, _ label: Localized, value: String = "", isRequired: Bool = true,
        _ language: Language
    ) -> HTML {
        .textArea(
            Field(name, label: label[language], isRequired: isRequired), value: value, rows: 4,
            language: language)
    }

    static func submit(_ word: Localized, _ language: Language) -> HTML {
        #"<p class="row">\#(.button(word[language]))</p>"#
    }
}

extension PolicyRegister {
    func name(ofBody id: String, _ language: Language) -> String { body(id)?.name[language] ?? id }

    /// Bodies that have officers here, for a select.
    var staffed: [(String, Localized)] {
        bodies.filter { !$0.authority.isEmpty }.map { ($0.id, $0.name) }
    }
}

extension ProblemDesk {
    /// Topics of some kinds, for a select.
    func choices(_ kinds: Set<Topic.Kind>) -> [(String, Localized)] {
        tables.topics(on: clock.today).filter { kinds.contains($0.kind) }.map { ($0.id, $0.name) }
    }
}
