/// Writes JSON text piece by piece. Only as much as an error answer needs: what capabilities answer
/// is written by `Wire`.
struct JSONText {
    private(set) var text = "{"
    private var first = true

    /// A member with a string value.
    mutating func member(_ name: StaticString, _ value: String) {
        raw(name, JSONText.quoted(value))
    }

    /// A member with a number.
    mutating func member(_ name: StaticString, _ value: Int) { raw(name, String(value)) }

    /// A member whose value is JSON already.
    mutating func raw(_ name: StaticString, _ json: String) {
        if !first { text += "," }
        first = false
        text += "\"\(name)\":"
        text += json
    }

    var closed: String { text + "}" }

    static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    /// A string literal (RFC 8259 §7), decided on scalars. Markup characters and line separators
    /// are escaped too, so that the text stays harmless wherever it is pasted.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
