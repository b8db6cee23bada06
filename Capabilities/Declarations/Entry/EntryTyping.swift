import Kernel
import Wire

/// How people write what messages want in one form: full-width signs, dates with hyphens, figures
/// with commas, codes with dots.
enum EntryTyping {
    /// What the message is to say; unchanged where it cannot be told.
    static func value(_ typed: String, for field: MessageField) -> String {
        let text = trimmed(typed)
        guard !text.isEmpty else { return "" }
        if field.type.isNumber { return figure(halfWidth(text)) }
        switch field.notation {
        case "C8": return digits(halfWidth(text), of: [8]) ?? text
        case "C14": return moment(halfWidth(text)) ?? text
        default: break
        }
        if field.name == "gcode" { return digits(halfWidth(text), of: [4, 6, 8, 10]) ?? text }
        if field.codes != .none { return code(halfWidth(text)) }
        if field.name.hasSuffix("Code") || field.name.hasSuffix("No")
            || field.name.hasSuffix("IdNumber")
        {
            return halfWidth(text)
        }
        return text
    }

    /// `142`, also where somebody has chosen `142 人民币` from a list.
    private static func code(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let blank = scalars.firstIndex(of: " ") else { return text }
        return String(scalars[..<blank])
    }

    private static func figure(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "," && $0 != " " }))
    }

    /// The digits of a text that has only them and signs between them, if there are so many.
    private static func digits(_ text: String, of counts: Set<Int>) -> String? {
        var digits = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.append(scalar)
            case "-", ".", "/", " ", ":", "T", "年", "月", "日": continue
            default: return nil
            }
        }
        return counts.contains(digits.count) ? String(digits) : nil
    }

    /// `2026-11-20 14:05` and `2026-11-20T14:05:09` as fourteen digits.
    private static func moment(_ text: String) -> String? {
        guard let digits = digits(text, of: [12, 14]) else { return nil }
        return digits.utf8.count == 12 ? digits + "00" : digits
    }

    static func trimmed(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0x3000 || scalar.value == 0xA0
    }

    /// Full-width letters, digits and signs as they stand in messages.
    static func halfWidth(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if (0xFF01...0xFF5E).contains(scalar.value),
                let half = Unicode.Scalar(scalar.value - 0xFEE0)
            {
                result.append(half)
            } else {
                result.append(scalar.value == 0x3000 ? " " : scalar)
            }
        }
        return String(result)
    }
}
