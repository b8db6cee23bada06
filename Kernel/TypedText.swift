extension String {
    /// Without blanks at both ends; whatever Unicode calls white space is one.
    public var trimmedBlanks: String {
        let blank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        var kept = String.UnicodeScalarView(unicodeScalars.drop(while: blank))
        while let last = kept.last, blank(last) { kept.removeLast() }
        return String(kept)
    }

    /// What somebody typed as it was meant: full-width letters, digits and blanks as half-width
    /// ones, outer blanks removed (全角转半角).
    public var halfWidth: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E:
                result.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000, 0x09: result.append(" ")
            default: result.append(scalar)
            }
        }
        let blank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\r" }
        var trimmed = Substring.UnicodeScalarView(result)
        while let first = trimmed.first, blank(first) { trimmed.removeFirst() }
        while let last = trimmed.last, blank(last) { trimmed.removeLast() }
        return String(String.UnicodeScalarView(trimmed))
    }

    /// Whether a character in it is not seen and changes what is: control characters but tabs and
    /// line ends, and those that turn the direction of text (U+202E and its like), by which a text
    /// reads otherwise than it is kept.
    public var hasHiddenSigns: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case 0..<0x20, 0x7F...0x9F: true
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }
}
