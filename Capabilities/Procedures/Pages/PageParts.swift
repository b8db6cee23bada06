import Kernel
import Web

extension Language {
    /// A page's address in this language.
    func path(_ rest: String) -> String { "/\(rawValue)\(rest)" }
}

extension CaseState {
    /// What it means to the reader.
    var tone: Tone {
        switch self {
        case .draft, .withdrawn, .replaced: .neutral
        case .open: .info
        case .returned, .paused: .warn
        case .granted: .success
        case .refused, .revoked: .danger
        }
    }
}

extension HTML {
    /// Where an application stands, as a dot and a word.
    static func stateTag(_ file: Case, _ language: Language) -> HTML {
        .tag(file.state.name[language], file.state.tone)
    }

    /// A button in a form of its own that asks for one thing.
    static func actionForm(
        _ number: String, version: Int64, _ word: String, action: String, style: ButtonStyle,
        reason: Field? = nil, boxes: [HTML] = [], token: String, _ language: Language
    ) -> HTML {
        .form(
            to: language.path("/applications/\(number)"), token: token,
            content: """
                \(.hidden("action", action))\(.hidden("version", String(version)))
                \(boxes)\(reason.map { .textArea(
                    $0, rows: 2, longest: CaseMachine.longestReason, language: language) })
                <p class="row">\(.button(word, style))</p>
                """)
    }
}

/// A fault of a form in one sentence, with where its own rule is written unless it says so itself.
func sentence(_ fault: Fault, _ language: Language) -> String {
    // Chinese sentences follow each other without a blank.
    let words = language == .zh
        ? fault.message.zh + fault.fix.zh : "\(fault.message.en) \(fault.fix.en)"
    guard let basis = fault.citation?.text, !words.contains(basis) else { return words }
    return language == .zh ? "\(words)（依据：\(basis)）" : "\(words) (Basis: \(basis))"
}

/// A refusal in one sentence after the other: what, how to mend it, where it is written.
func sentence(_ refusal: any Refusal, _ language: Language) -> String {
    let words = language == .zh
        ? refusal.message.zh + refusal.fix.zh : "\(refusal.message.en) \(refusal.fix.en)"
    guard let basis = basisOf(refusal, language) else { return words }
    return language == .zh ? words + basis : "\(words) \(basis)"
}

/// Where the rule behind a refusal is written; nil where there is none.
func basisOf(_ refusal: any Refusal, _ language: Language) -> String? {
    refusal.citation.map {
        language == .zh ? "（依据：\($0.text)）" : "(Basis: \($0.text))"
    }
}

/// What a page says of a refusal: itself with where the rule is written, or each of its faults;
/// their rule is the ``note(_:_:)`` below them.
func errors(_ refusal: any Refusal, _ language: Language) -> [FormError] {
    guard !refusal.faults.isEmpty else {
        return [FormError(field: refusal.field, sentence(refusal, language))]
    }
    return refusal.faults.map { FormError(field: $0.fieldName, sentence($0, language)) }
}

/// Where the rule behind all faults of a refusal is written; nil where it stands in the sentence.
func note(_ refusal: any Refusal, _ language: Language) -> String? {
    refusal.faults.isEmpty ? nil : basisOf(refusal, language)
}

extension FormError {
    /// The same without a link to a field.
    var ofPage: FormError { FormError(field: nil, text) }
}

extension Fault {
    /// The field its path names.
    var fieldName: String? {
        path.utf8.count > 1 ? String(path.dropFirst()) : nil
    }
}
