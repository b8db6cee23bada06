/// The script of a character, as far as cutting a text into words needs it.
enum Script: Sendable {
    case latin, digit, han, other

    init(_ scalar: UInt32) {
        switch scalar {
        case 0x30...0x39: self = .digit
        case 0x61...0x7A, 0xDF...0xF6, 0xF8...0x24F, 0x370...0x52F: self = .latin
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x323AF:
            self = .han
        default: self = .other
        }
    }

    /// Full-width forms to plain ones, capitals to small letters, accents off.
    static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
        var value = scalar.value
        if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
        if value == 0x3000 { value = 0x20 }
        if value >= 0x41, value <= 0x5A { value += 0x20 }
        if value >= 0xC0, value <= 0xDE, value != 0xD7 { value += 0x20 }
        if value >= 0xE0, value <= 0xFF { return UInt32(plain[Int(value - 0xE0)]) }
        return value
    }

    /// The letters U+00E0 to U+00FF without their accents.
    private static let plain = Array("aaaaaaaceeeeiiiidnooooo/ouuuuyty".utf8)
}
