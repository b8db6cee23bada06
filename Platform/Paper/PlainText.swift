/// Text of strangers, made fit for paper.
enum PlainText {
    /// Longest text of one cell, in bytes: a longer one would fill pages by itself.
    static let longest = 16 * 1024

    /// What would not be seen, or would turn the order of what is seen around, becomes an empty
    /// box: nobody may make a paper look otherwise than it says.
    static func fit(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= longest else {
                kept.append("…")
                break
            }
            kept.append(isHidden(scalar) ? "□" : scalar == "\t" ? " " : scalar)
        }
        return String(kept)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F...0x9F: true
        // Marks, embeddings, overrides and isolates of direction; invisible joiners and tags.
        case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFC,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}
