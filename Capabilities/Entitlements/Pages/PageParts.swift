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

    /// What is missing, a line each, and where each fact is to come from: the form that states it
    /// is a link away.
    static func missing(_ verdict: EntitlementVerdict, _ language: Language) -> HTML {
        guard !verdict.missing.isEmpty else { return "" }
        let lines = verdict.missing.map { line -> HTML in
            let facts = verdict.missingFacts.filter { $0.needed == line }
                .map { whence($0, language) }
            return "<li>\(line, language)\(facts)</li>"
        }
        // Of several ways of which one would do, each fact by its name.
        let others = verdict.missingFacts.filter { !verdict.missing.contains($0.needed) }
            .map { "<li>\($0.needed, language)\(whence($0, language))</li>" as HTML }
        let more: HTML = others.isEmpty ? "" : "<ul>\(others)</ul>"
        return "<p>\(BenefitWords.missing, language)</p><ul>\(lines)</ul>\(more)"
    }

    private static func whence(_ fact: MissingFact, _ language: Language) -> HTML {
        let way: HTML =
            fact.service.map { service -> HTML in
                let place = language.path("/services/\(service)")
                return " \(.link(BenefitWords.stateInForm[language], to: place))"
            } ?? ""
        return "<br>\(fact.source, language)\(way)"
    }
}
