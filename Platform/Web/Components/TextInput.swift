public import Kernel

/// How long an answer is expected to be: the width of the box says so.
public enum FieldWidth: Sendable, Hashable {
    /// A date, a code of a few signs.
    case short
    /// A number, a name.
    case medium
    /// The whole column.
    case full

    var css: HTML {
        switch self {
        case .short: "input input-short"
        case .medium: "input input-medium"
        case .full: "input"
        }
    }
}

/// What is typed into a box: chooses the keyboard of a phone and what the browser offers.
public enum TextKind: Sendable, Hashable {
    case text, search, email, password, newPassword, userName, day
    /// Digits only: a code or a count.
    case digits

    var type: String {
        switch self {
        case .text, .digits, .userName: "text"
        case .search: "search"
        case .email: "email"
        case .password, .newPassword: "password"
        case .day: "date"
        }
    }

    var complete: String? {
        switch self {
        case .email: "email"
        case .password: "current-password"
        case .newPassword: "new-password"
        case .userName: "username"
        case .text, .search, .day, .digits: nil
        }
    }

    var mode: String? { self == .digits ? "numeric" : nil }
}

extension HTML {
    /// A box for one line. A password is never sent back to the page, whatever `value` says.
    public static func textInput(
        _ field: Field, value: String = "", _ kind: TextKind = .text,
        width: FieldWidth = .medium, language: Language
    ) -> HTML {
        FormWords.note(field)
        let shown: String? = kind.type == "password" || value.isEmpty ? nil : value
        return field.around(
            """
            <input class="\(width.css)" type="\(kind.type)"\(field.attributes)\
            \(attribute: "value", shown)\(attribute: "autocomplete", kind.complete)\
            \(attribute: "inputmode", kind.mode)>
            """, language: language)
    }

    /// A box for several lines.
    ///
    /// - Parameters:
    ///   - isCode: fixed-width letters, for a message pasted in.
    ///   - longest: most characters the browser lets in; nil for no limit.
    public static func textArea(
        _ field: Field, value: String = "", rows: Int = 5, isCode: Bool = false,
        longest: Int? = nil, language: Language
    ) -> HTML {
        let css: HTML = isCode ? "input input-code" : "input"
        let plain: HTML = isCode ? #" spellcheck="false""# : ""
        // The newline after the tag is dropped by the browser; without it one of the value's own
        // would be.
        return field.around(
            """
            <textarea class="\(css)" rows="\(rows)"\(field.attributes)\(plain)\
            \(attribute: "maxlength", longest.map { String($0) })>
            \(value)</textarea>
            """, language: language)
    }

    /// A file to send; the form must be `.upload`.
    ///
    /// - Parameter accept: kinds the chooser offers, for example `.xml,text/xml`.
    public static func fileInput(
        _ field: Field, accept: String? = nil, allowsSeveral: Bool = false, language: Language
    ) -> HTML {
        field.around(
            """
            <input class="input input-file" type="file"\(field.attributes)\
            \(attribute: "accept", accept)\(flag: "multiple", allowsSeveral)>
            """, language: language)
    }
}
