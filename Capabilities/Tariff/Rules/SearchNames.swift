/// Lower-case names, one after the other, to be searched for words.
struct SearchNames: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name ends.
    private var ends: [Int] = []

    /// A name that has a word.
    struct Hit: Sendable {
        let place: Int
        /// Whether it stands there as a word of its own; Chinese has no blanks, so always.
        let isWhole: Bool
        /// How the name in one of the languages begins with it.
        var lead = Lead.none
    }

    /// Names of headings say the good first and what is done to it after: the wording that begins
    /// with a word is about it.
    enum Lead: Int, Sendable, Comparable {
        case none, first
        /// It stands there alone, up to a semicolon, a comma or an "and".
        case alone

        static func < (left: Lead, right: Lead) -> Bool { left.rawValue < right.rawValue }
    }

    mutating func append(_ text: String) {
        for byte in text.utf8 { bytes.append(byte.lowered) }
        ends.append(bytes.count)
    }

    /// Whether any name has it.
    func has(_ word: [UInt8]) -> Bool { next(word, from: 0) != nil }

    /// Every name that has a word, once; English words only from their beginning on.
    func hits(of word: [UInt8]) -> [Hit] {
        var found: [Hit] = []
        var place = 0
        var at = 0
        while let start = next(word, from: at) {
            while ends[place] <= start { place += 1 }
            at = start + 1
            guard start + word.count <= ends[place] else { continue }
            let isWhole = endsWord(start + word.count, of: word)
            let lead = isWhole ? lead(start, word.count, ofName: place) : .none
            if let last = found.last, last.place == place {
                found[found.count - 1] = Hit(
                    place: place, isWhole: last.isWhole || isWhole, lead: max(last.lead, lead))
            } else {
                found.append(Hit(place: place, isWhole: isWhole, lead: lead))
            }
        }
        return found
    }

    private func lead(_ start: Int, _ count: Int, ofName place: Int) -> Lead {
        let first = place == 0 ? 0 : ends[place - 1]
        guard start == first || bytes[start - 1] == 0x0A else { return .none }
        var end = start + count
        while end < ends[place], bytes[end].isLetter { end += 1 }
        guard end < ends[place] else { return .alone }
        let rest = bytes[end..<ends[place]]
        return SearchNames.closings.contains { rest.starts(with: $0) } ? .alone : .first
    }

    /// What ends the word that a name begins with.
    private static let closings: [[UInt8]] = [
        ";", ",", "\n", "；", "，", "、", "及", "或",
    ].map { Array($0.utf8) }

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
    fileprivate var isLetter: Bool { self >= 0x61 && self <= 0x7A }
}
