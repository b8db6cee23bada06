import Kernel
import Web

extension Language {
    /// A page's address in this language.
    func path(_ rest: String) -> String { "/\(rawValue)\(rest)" }
}

extension HTML {
    /// What kept something from being done, above the page; nothing when all is well.
    static func trouble(_ refusal: EntitlementsRefusal?, _ language: Language) -> HTML {
        guard let refusal else { return "" }
        func words(_ message: Localized, _ fix: Localized) -> String {
            language == .zh ? message.zh + fix.zh : "\(message.en) \(fix.en)"
        }
        let errors = refusal.faults.map { fault in
            FormError(field: refusal.field, words(fault.message, fault.fix))
        }
        return .errorSummary(
            errors.isEmpty
                ? [FormError(field: refusal.field, words(refusal.message, refusal.fix))] : errors,
            note: refusal.citation.map {
                Localized(zh: "依据：\($0.text)", en: "Basis: \($0.text)")[language]
            }, language: language)
    }

    static func line(
        _ name: String, _ label: Localized, value: String = "", kind: TextKind = .text,
        isRequired: Bool = true, _ language: Language
    ) -> HTML {
        .textInput(
            Field(name, label: label[language], isRequired: isRequired, marksOptional: false),
            value: value, kind, language: language)
    }

    /// What is missing, a line each.
    static func missing(_ missing: [Localized], _ language: Language) -> HTML {
        guard !missing.isEmpty else { return "" }
        let lines = missing.map { "<li>\($0, language)</li>" as HTML }
        return "<p>\(BenefitWords.missing, language)</p><ul>\(lines)</ul>"
    }
}
