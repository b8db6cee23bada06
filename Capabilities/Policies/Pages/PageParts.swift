import Kernel
import Web

extension Language {
    /// A page's address in this language.
    func path(_ rest: String) -> String { "/\(rawValue)\(rest)" }
}

extension HTML {
    /// What kept something from being done, above the page; nothing when all is well.
    static func trouble(_ refusal: PoliciesRefusal?, _ language: Language) -> HTML {
        guard let refusal else { return "" }
        var errors = [
            FormError(
                field: refusal.field,
                language == .zh
                    ? refusal.message.zh + refusal.fix.zh
                    : "\(refusal.message.en) \(refusal.fix.en)")
        ]
        errors += refusal.faults.map { FormError(field: nil, $0.message[language]) }
        return .errorSummary(
            errors,
            note: refusal.citation.map {
                Localized(zh: "依据：\($0.text)", en: "Basis: \($0.text)")[language]
            }, language: language)
    }

    static func select(
        _ name: String, _ label: Localized, _ choices: [(String, Localized)], value: String = "",
        _ language: Language
    ) -> HTML {
        .selectInput(
            Field(name, label: label[language], isRequired: false, marksOptional: false),
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
        _ name: String, _ label: Localized, value: String = "", hint: Localized? = nil,
        rows: Int = 3, isRequired: Bool = true, _ language: Language
    ) -> HTML {
        .textArea(
            Field(name, label: label[language], hint: hint?[language], isRequired: isRequired),
            value: value, rows: rows, language: language)
    }

    static func submit(_ word: Localized, _ language: Language) -> HTML {
        #"<p class="row">\#(.button(word[language]))</p>"#
    }

    /// Whether a version holds on a day.
    static func standing(_ version: PolicyVersion, on day: Day, _ language: Language) -> HTML {
        let tone: Tone =
            version.holds(on: day) ? .success : day < version.from ? .info : .neutral
        return .tag(PolicyWords.standing(version, on: day)[language], tone)
    }
}

extension PolicyRegister {
    /// Names of bodies, in order.
    func names(ofBodies ids: [String], _ language: Language) -> String {
        ids.map { body($0)?.name[language] ?? $0 }
            .joined(separator: language == .zh ? "、" : ", ")
    }

    func names(ofTopics ids: [String], _ language: Language) -> String {
        ids.map { id in topics.first { $0.id == id }?.name[language] ?? id }
            .joined(separator: language == .zh ? "、" : ", ")
    }
}
