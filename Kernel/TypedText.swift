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

    /// What somebody looks for: half-width, letters and their accents as one sign (e + ´ is é),
    /// marks that go with no letter left out, and no more than `longest` signs. A letter under
    /// thirty marks is a letter, and is compared as fast as one.
    public func searched(longest: Int = 100) -> String {
        let typed = String(String.UnicodeScalarView(halfWidth.unicodeScalars.prefix(longest)))
        guard typed.unicodeScalars.contains(where: \.isMark) else { return typed.halfWidth }
        var kept = String.UnicodeScalarView()
        for letter in typed {
            if letter.unicodeScalars.count == 2, let whole = Self.accented[letter] {
                kept.append(whole)
            } else {
                kept.append(contentsOf: letter.unicodeScalars.filter { !$0.isMark })
            }
        }
        return String(kept).halfWidth
    }

    /// Letters of Latin scripts with an accent, however they are written.
    private static let accented: [Character: Unicode.Scalar] = {
        var found: [Character: Unicode.Scalar] = [:]
        for value in [0xC0...0x17F, 0x1E00...0x1EFF].joined() {
            if let scalar = Unicode.Scalar(UInt32(value)) { found[Character(scalar)] = scalar }
        }
        return found
    }()

    /// Whether a character in it is not seen and changes what is: see `firstHiddenSign`.
    public var hasHiddenSigns: Bool { firstHiddenSign != nil }

    /// The first character nobody sees (`Unicode.Scalar.isHiddenSign`), or the first joiner
    /// (U+200C, U+200D) that joins nothing: some scripts cannot be written without, but behind
    /// Latin or Chinese signs and digits it only makes one text look like another.
    public var firstHiddenSign: Unicode.Scalar? {
        var before: Unicode.Scalar?
        for scalar in unicodeScalars {
            if scalar.isHiddenSign { return scalar }
            let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
            if isJoiner, !(before?.takesJoiner ?? false) { return scalar }
            // The choice of a sign's form stands between it and its joiner.
            if !(0xFE00...0xFE0F).contains(scalar.value) { before = scalar }
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Whether it turns the direction of the text around it (U+202E and its like): letters then
    /// stand in another order than they are kept in.
    public var turnsText: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// A control character, but no tab and no line end.
    public var isControlSign: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F...0x9F: true
        default: false
        }
    }

    /// Whether nobody sees it and yet it changes a text: what turns it, control characters, marks
    /// and blanks without width, fillers, tags. Joiners (U+200C, U+200D) are none by themselves
    /// (`String.firstHiddenSign`), nor are choices of a character's form.
    public var isHiddenSign: Bool {
        switch value {
        case 0xAD, 0x115F, 0x1160, 0x3164, 0xFFA0: true
        case 0x180E, 0x200B, 0x2028, 0x2029, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE007F: true
        default: isControlSign || turnsText
        }
    }

    /// Whether a joiner behind it says something: in Arabic and Indian scripts and their kin, and
    /// between pictures that are drawn as one.
    fileprivate var takesJoiner: Bool {
        switch value {
        case 0x0600...0x109F, 0x1780...0x18AF, 0x1900...0x1CFF, 0xA800...0xABFF, 0xFB50...0xFDFF,
            0xFE70...0xFEFC, 0x10A00...0x11FFF:
            true
        default: value > 0xFF && properties.isEmoji
        }
    }

    /// `U+202E`, as people look it up.
    public var name: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

extension Unicode.Scalar {
    /// Whether it is set above, below or around a letter before it.
    fileprivate var isMark: Bool {
        guard value >= 0x300 else { return false }
        return switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
