extension String {
    /// The text as somebody would know it again who reads it and writes it down: what is not seen,
    /// blanks and dashes left out, letters large and of half width, and letters of other alphabets
    /// as the Latin ones they look like. Two texts of one likeness are one to whoever compares
    /// numbers by eye; lines stay apart. Digits stay digits: O is no nought.
    public var likeness: String {
        var plain = String.UnicodeScalarView()
        for scalar in unicodeScalars where !scalar.isSkippedByEye {
            plain.append(scalar.plainForm)
        }
        var result = String.UnicodeScalarView()
        for scalar in String(plain).uppercased().unicodeScalars {
            result.append(Unicode.Scalar.lookAlikes[scalar] ?? scalar)
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Blanks but line ends, dashes of every length, and what is not drawn at all.
    fileprivate var isSkippedByEye: Bool {
        if value == 0x0A { return false }
        if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return true }
        switch properties.generalCategory {
        case .dashPunctuation, .control, .format: return true
        default: return value == 0x2212 || value == 0x2043
        }
    }

    /// Letters and digits of full width, of formulas and in circles as plain ones, and small
    /// letters whose large form looks like another.
    fileprivate var plainForm: Unicode.Scalar {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(value - 0xFEE0))
        case 0x1D400...0x1D6A3:
            Unicode.Scalar(UInt8((value - 0x1D400) % 52 % 26) + UInt8(ascii: "A"))
        case 0x1D7CE...0x1D7FF: Unicode.Scalar(UInt8((value - 0x1D7CE) % 10) + UInt8(ascii: "0"))
        case 0x24B6...0x24E9: Unicode.Scalar(UInt8((value - 0x24B6) % 26) + UInt8(ascii: "A"))
        case 0x3B3: "y"  // γ
        case 0x3BD: "v"  // ν
        case 0x3C5: "u"  // υ
        case 0x3C9: "w"  // ω
        case 0x433: "r"  // г
        case 0x43F: "n"  // п
        default: self
        }
    }

    /// Large letters of other alphabets and the Latin ones they look like in print: Cyrillic,
    /// Greek, Armenian, Cherokee (from general knowledge, after the confusables of Unicode TR 39).
    fileprivate static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
        // Cyrillic
        "\u{410}": "A", "\u{412}": "B", "\u{421}": "C", "\u{415}": "E", "\u{41D}": "H",
        "\u{406}": "I", "\u{408}": "J", "\u{41A}": "K", "\u{41C}": "M", "\u{41E}": "O",
        "\u{420}": "P", "\u{405}": "S", "\u{422}": "T", "\u{425}": "X", "\u{423}": "Y",
        "\u{4AE}": "Y", "\u{474}": "V", "\u{51A}": "Q", "\u{51C}": "W", "\u{4C0}": "I",
        "\u{500}": "D", "\u{50C}": "G",
        // Greek
        "\u{391}": "A", "\u{392}": "B", "\u{395}": "E", "\u{396}": "Z", "\u{397}": "H",
        "\u{399}": "I", "\u{39A}": "K", "\u{39C}": "M", "\u{39D}": "N", "\u{39F}": "O",
        "\u{3A1}": "P", "\u{3A4}": "T", "\u{3A5}": "Y", "\u{3A7}": "X", "\u{3F9}": "C",
        "\u{37F}": "J",
        // Armenian, Cherokee
        "\u{555}": "O", "\u{54D}": "U", "\u{54F}": "S", "\u{13A0}": "D", "\u{13A1}": "R",
        "\u{13A2}": "T", "\u{13AA}": "A", "\u{13AC}": "E", "\u{13B3}": "W", "\u{13B7}": "M",
        "\u{13BB}": "H", "\u{13C0}": "G", "\u{13C3}": "Z", "\u{13CF}": "B", "\u{13D2}": "R",
        "\u{13D9}": "V", "\u{13DA}": "S", "\u{13DE}": "L", "\u{13DF}": "C", "\u{13E2}": "P",
        "\u{13E6}": "K",
        // Signs of units
        "\u{212A}": "K", "\u{212B}": "\u{C5}",
    ]
}
