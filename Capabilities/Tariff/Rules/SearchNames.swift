/// Lower-case names, one after the other, to be searched for words.
struct SearchNames: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name ends.
    private var ends: [Int] = []
    /// Which signs follow one another in any name, beyond ASCII: a word with two that never do is
    /// in none, and no name is gone through for it. A few stand for more than one pair.
    private var pairs = [UInt64](repeating: 0, count: 1 << 14)

    /// A name that has a word.
    struct Hit: Sendable {
        let place: Int
        /// Whether it stands there as a word of its own; Chinese has no blanks, so always.
        let isWhole: Bool
        /// Where in the wording of one of the languages it stands.
        var standing = WordStanding.within
    }

    /// Names of one word whose wording is looked at.
    private static let mostStanding = 3_000

    mutating func append(_ text: String) {
        for byte in text.utf8 { bytes.append(byte.lowered) }
        ends.append(bytes.count)
        SearchNames.eachPair(of: text.unicodeScalars) { pairs[$0 / 64] |= 1 << UInt64($0 % 64) }
    }

    /// Whether any name has it. Counts one pass where the names were gone through.
    func has(_ word: [UInt8], _ passes: inout Int) -> Bool {
        guard mayHave(word) else { return false }
        passes += 1
        return next(word, from: 0) != nil
    }

    private func mayHave(_ word: [UInt8]) -> Bool {
        guard word.contains(where: { $0 >= 0x80 }) else { return true }
        var may = true
        SearchNames.eachPair(of: String(decoding: word, as: UTF8.self).unicodeScalars) {
            if pairs[$0 / 64] & 1 << UInt64($0 % 64) == 0 { may = false }
        }
        return may
    }

    /// The place in `pairs` of every two signs that follow one another.
    private static func eachPair(
        of signs: String.UnicodeScalarView, _ body: (Int) -> Void
    ) {
        var last: UInt32 = 0
        for sign in signs {
            let value = sign.value >= 0x41 && sign.value <= 0x5A ? sign.value + 0x20 : sign.value
            if last > 0, last >= 0x80 || value >= 0x80 {
                let mixed = (last &* 0x9E37_79B1) ^ (value &* 0x85EB_CA6B)
                body(Int(mixed >> 12))
            }
            last = value
        }
    }

    /// Every name that has a word, once; English words only from their beginning on.
    func hits(of word: [UInt8], _ passes: inout Int) -> [Hit] {
        guard mayHave(word) else { return [] }
        passes += 1
        var found: [Hit] = []
        var place = 0
        var at = 0
        while let start = next(word, from: at) {
            while ends[place] <= start { place += 1 }
            at = start + 1
            guard start + word.count <= ends[place] else { continue }
            let isWhole = endsWord(start + word.count, of: word)
            // A word of thousands of names tells none from the others.
            let standing = isWhole && found.count < SearchNames.mostStanding
                ? standing(start, word.count, ofName: place) : .within
            if let last = found.last, last.place == place {
                found[found.count - 1] = Hit(
                    place: place, isWhole: last.isWhole || isWhole,
                    standing: max(last.standing, standing))
            } else {
                found.append(Hit(place: place, isWhole: isWhole, standing: standing))
            }
        }
        return found
    }

    /// Where a word stands in its line of the name: each language has a line.
    private func standing(_ start: Int, _ count: Int, ofName place: Int) -> WordStanding {
        let first = place == 0 ? 0 : ends[place - 1]
        var from = start
        while from > first, bytes[from - 1] != 0x0A { from -= 1 }
        var to = start + count
        while to < ends[place], bytes[to] != 0x0A { to += 1 }
        return WordStanding(of: start..<start + count, in: bytes[from..<to])
    }

    /// Where a word begins next.
    private func next(_ word: [UInt8], from: Int) -> Int? {
        guard let first = word.first, word.count <= bytes.count else { return nil }
        let isLatin = first.isLetter
        let last = bytes.count - word.count
        var at = from
        while at <= last {
            if bytes[at] == first, !isLatin || at == 0 || !bytes[at - 1].isLetter,
                matches(word, at)
            {
                return at
            }
            at += 1
        }
        return nil
    }

    private func matches(_ word: [UInt8], _ at: Int) -> Bool {
        var index = 1
        while index < word.count {
            if bytes[at + index] != word[index] { return false }
            index += 1
        }
        return true
    }

    /// Whether a word that was found ends there, but for a plural.
    private func endsWord(_ end: Int, of word: [UInt8]) -> Bool {
        guard word.last?.isLetter == true else { return true }
        var rest = end
        while rest < bytes.count, bytes[rest].isLetter { rest += 1 }
        switch rest - end {
        case 0: return true
        case 1: return bytes[end] == UInt8(ascii: "s")
        case 2: return bytes[end] == UInt8(ascii: "e") && bytes[end + 1] == UInt8(ascii: "s")
        default: return false
        }
    }
}

extension UInt8 {
    /// A capital as its small letter.
    var lowered: UInt8 { self >= 0x41 && self <= 0x5A ? self + 0x20 : self }

    /// Whether it is a small Latin letter.
    var isLetter: Bool { self >= 0x61 && self <= 0x7A }
}
