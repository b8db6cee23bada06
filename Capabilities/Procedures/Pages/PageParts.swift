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

/// A fault of a form in one sentence.
func sentence(_ fault: Fault, _ language: Language) -> String {
    // Chinese sentences follow each other without a blank.
    language == .zh
        ? fault.message.zh + fault.fix.zh : "\(fault.message.en) \(fault.fix.en)"
}

extension Fault {
    /// The field its path names.
    var fieldName: String? {
        path.utf8.count > 1 ? String(path.dropFirst()) : nil
    }
}
