import Kernel

/// What a text is found by: pairs of Chinese characters, and words of letters and digits.
enum PolicyTerms {
    /// One thing to look for.
    enum Term: Sendable, Hashable {
        case pair(UInt32, UInt32)
        case word(String)
    }

    /// Words that stand in every English text and tell nothing.
    private static let idle: Set<String> = [
        "a", "an", "and", "are", "by", "for", "from", "in", "is", "it", "of", "on", "or", "the",
        "to", "what", "which", "with",
    ]

    /// Terms of a text, in order, repeated as they stand.
    ///
    /// - Parameter alone: characters that stand alone are terms, too: for texts, not for questions
    ///   of more than one character.
    static func of(_ text: String, alone: Bool) -> [Term] {
        var terms: [Term] = []
        var word: [UInt8] = []
        var last: UInt32 = 0
        var length = 0
        func closeWord() {
            if let term = self.word(word) { terms.append(term) }
            word.removeAll(keepingCapacity: true)
        }
        func closeRun() {
            if length == 1, !alone { terms.append(.pair(last, 0)) }
            length = 0
        }
        for scalar in text.unicodeScalars {
            let folded = fold(scalar.value)
            if isCharacter(folded) {
                closeWord()
                if length > 0 { terms.append(.pair(last, folded)) }
                if alone { terms.append(.pair(folded, 0)) }
                length += 1
                last = folded
            } else {
                closeRun()
                if let byte = letter(folded) { word.append(byte) } else { closeWord() }
            }
        }
        closeRun()
        closeWord()
        return terms
    }

    private static func word(_ bytes: [UInt8]) -> Term? {
        guard !bytes.isEmpty, bytes.count <= 60 else { return nil }
        var kept = bytes[...]
        // One word for one thing and for several: `fees` is found by `fee`.
        if kept.count > 3, kept.last == UInt8(ascii: "s"),
            kept.dropLast().last != UInt8(ascii: "s")
        {
            kept = kept.dropLast()
        }
        let text = String(decoding: kept, as: UTF8.self)
        return idle.contains(text) ? nil : .word(text)
    }

    /// Full-width signs as half-width ones.
    private static func fold(_ value: UInt32) -> UInt32 {
        (0xFF01...0xFF5E).contains(value) ? value - 0xFEE0 : value
    }

    private static func isCharacter(_ value: UInt32) -> Bool {
        (0x3400...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0x20000...0x323AF).contains(value) || value == 0x3007
    }

    private static func letter(_ value: UInt32) -> UInt8? {
        switch value {
        case 0x30...0x39, 0x61...0x7A: UInt8(value)
        case 0x41...0x5A: UInt8(value + 0x20)
        default: nil
        }
    }
}
