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
        let errors = refusal.faults.map { fault in
            FormError(
                field: fault.path.isEmpty ? nil : ProblemsRefusal.input(fault.path),
                sentence(fault.message, fault.fix, language))
        }
        return .errorSummary(
            errors.isEmpty
                ? [
                    FormError(
                        field: refusal.field.map { ProblemsRefusal.input($0) },
                        sentence(refusal.message, refusal.fix, language))
                ] : errors,
            note: refusal.citation.map {
                Localized(zh: "依据：\($0.text)", en: "Basis: \($0.text)")[language]
            }, language: language)
    }

    fileprivate static func sentence(
        _ message: Localized, _ fix: Localized, _ language: Language
    ) -> String {
        language == .zh ? message.zh + fix.zh : "\(message.en) \(fix.en)"
    }

    /// - Parameter wrong: what is wrong with the form: its part stands beside the field.
    static func select(
        _ name: String, _ label: Localized, _ choices: [(String, Localized)], value: String = "",
        isRequired: Bool = true, wrong: ProblemsRefusal? = nil, _ language: Language
    ) -> HTML {
        .selectInput(
            Field(
                name, label: label[language], error: wrong?.sentence(at: name, language),
                isRequired: isRequired),
            choices: choices.map { Choice($0.0, $0.1[language]) }, value: value, none: "–",
            language: language)
    }

    static func line(
        _ name: String, _ label: Localized, value: String = "", kind: TextKind = .text,
        hint: Localized? = nil, isRequired: Bool = true, wrong: ProblemsRefusal? = nil,
        _ language: Language
    ) -> HTML {
        .textInput(
            Field(
                name, label: label[language], hint: hint?[language],
                error: wrong?.sentence(at: name, language), isRequired: isRequired),
            value: value, kind, language: language)
    }

    static func lines(
        _ name: String, _ label: Localized, value: String = "", isRequired: Bool = true,
        wrong: ProblemsRefusal? = nil, _ language: Language
    ) -> HTML {
        .textArea(
            Field(
                name, label: label[language], error: wrong?.sentence(at: name, language),
                isRequired: isRequired), value: value, rows: 4, language: language)
    }

    static func submit(_ word: Localized, _ language: Language) -> HTML {
        #"<p class="row">\#(.button(word[language]))</p>"#
    }
}

extension ProblemsRefusal {
    /// The name of an input: `/title/zh` is `title-zh` on a page.
    static func input(_ path: String) -> String {
        path.split(separator: "/").joined(separator: "-")
    }

    /// What is wrong with an input, in the very words of the summary.
    func sentence(at name: String, _ language: Language) -> String? {
        if faults.isEmpty {
            guard let field, Self.input(field) == name else { return nil }
            return HTML.sentence(message, fix, language)
        }
        return faults.first { Self.input($0.path) == name }.map {
            HTML.sentence($0.message, $0.fix, language)
        }
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
