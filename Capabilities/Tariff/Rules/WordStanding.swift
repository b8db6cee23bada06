/// Where a word stands in the wording of a heading, which says whether the wording is about it.
///
/// English headings name the good first and say after a semicolon what is done to it; the noun
/// comes last in its own phrase: *Portland cement*. Chinese puts everything that narrows a noun
/// before it: 硅酸盐水泥 is cement, 水泥制品 is not, and 玩具用电动机 is no toy.
enum WordStanding: Int, Sendable, Comparable {
    /// It is said of something else, or stands in brackets.
    case within
    /// A phrase begins with it and goes on.
    case first
    /// A phrase ends with it.
    case last
    /// The wording begins with it, and its first phrase is the word and nothing else.
    case alone

    static func < (left: WordStanding, right: WordStanding) -> Bool {
        left.rawValue < right.rawValue
    }

    /// - Parameters:
    ///   - word: its place in `line`, a plural ending not counted.
    ///   - line: lower-case wording in one language.
    init(of word: Range<Int>, in line: ArraySlice<UInt8>) {
        let before = line[line.startIndex..<word.lowerBound]
        guard !WordStanding.isBracketed(before) else {
            self = .within
            return
        }
        let isLatin = line[word.lowerBound].isLetter
        self = isLatin
            ? WordStanding.english(word, in: line) : WordStanding.chinese(word, in: line)
    }

    // MARK: English

    private static func english(
        _ word: Range<Int>, in line: ArraySlice<UInt8>
    ) -> WordStanding {
        var end = word.upperBound
        while end < line.endIndex, line[end].isLetter { end += 1 }
        let before = line[line.startIndex..<word.lowerBound]
        let section = before.lastIndex(of: UInt8(ascii: ";")).map { $0 + 1 } ?? line.startIndex
        let isSaidOf = ties.contains { before[section...].holds($0) }
        guard !isSaidOf else { return .within }
        var rest = line[end...]
        while rest.first == 0x20 { rest.removeFirst() }
        let begins = before.endsPhrase(englishStops)
        let opens = before.isEmpty && rest.starts(with: and)
        let ends = opens || rest.isEmpty || englishStops.contains { rest.starts(with: $0) }
        // Spectacle, camera and similar cases; cement articles: about the cases, the articles.
        let stop = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
        if ends, rest[..<stop].holds(similar) || (begins && line.holds(articles)) {
            return begins ? .first : .within
        }
        switch (begins, ends) {
        case (true, true): return before.isEmpty ? .alone : .last
        case (true, false): return .first
        case (false, true): return .last
        case (false, false): return .within
        }
    }

    private static let and = Array("and ".utf8)
    private static let similar = Array("similar".utf8)
    /// What stands before a noun that only tells more of another.
    private static let ties = ["of ", "for ", "with ", "from ", "containing ", "than "].map {
        Array($0.utf8)
    }
    /// Cement, concrete …; articles thereof: is about what is made of them.
    private static let articles = Array("articles".utf8)
    private static let englishStops = [";", ",", ":", "("].map { Array($0.utf8) }

    // MARK: Chinese

    private static func chinese(
        _ word: Range<Int>, in line: ArraySlice<UInt8>
    ) -> WordStanding {
        let before = line[line.startIndex..<word.lowerBound]
        let start = sections.compactMap { before.end(ofLast: $0) }.max() ?? line.startIndex
        // After the first ， of a section come its conditions: 不论是否…, 但…除外.
        guard !line[start..<word.lowerBound].holds(comma) else { return .within }
        let rest = line[word.upperBound...]
        let stop = (sections + [comma]).compactMap { rest.start(ofFirst: $0) }.min()
        let main = rest[..<(stop ?? line.endIndex)]
        let ends = main.isEmpty || items.contains { main.starts(with: $0) }
        let begins = before[start...].isEmpty || before.endsPhrase(items)
        guard ends else { return begins ? .first : .within }
        // 橡胶及其制品: about rubber, and only then about what is made of it.
        let isThereof = thereof.contains { main.elementsEqual($0) }
        guard isThereof || !isMaterial(main) else { return .within }
        return before.isEmpty ? .alone : .last
    }

    /// Whether what follows in the same section makes the word what something else is made of,
    /// or is for: 水泥、混凝土或人造石制品; 鱼或海生哺乳动物的油; 橡胶或塑料用型模.
    private static func isMaterial(_ rest: ArraySlice<UInt8>) -> Bool {
        var from = rest.startIndex
        while let tie = rest[from...].start(ofFirst: of) {
            from = tie + of.count
            if !rest[..<tie].hasEnd(alike), !rest[from...].starts(with: alike) { return true }
        }
        let last = items.compactMap { rest.end(ofLast: $0) }.max() ?? rest.startIndex
        let item = rest[last...]
        return !others.contains { item.starts(with: $0) }
            && (item.holds(use) || made.contains { item.hasEnd($0) })
    }

    private static let thereof = ["及其制品", "或其制品"].map { Array($0.utf8) }
    private static let comma = Array("，".utf8)
    private static let of = Array("的".utf8)
    private static let use = Array("用".utf8)
    private static let alike = Array("类似".utf8)
    private static let sections = ["；", ";"].map { Array($0.utf8) }
    private static let items = ["、", "及", "或", "和", "（", "(", ",", " "].map { Array($0.utf8) }
    private static let others = ["其他", "类似"].map { Array($0.utf8) }
    private static let made = ["制品", "零件", "附件", "制"].map { Array($0.utf8) }

    // MARK: Both

    /// Whether a bracket is open before it.
    private static func isBracketed(_ before: ArraySlice<UInt8>) -> Bool {
        var open = 0
        var at = before.startIndex
        while at < before.endIndex {
            let rest = before[at...]
            if rest.first == UInt8(ascii: "(") || rest.starts(with: wideOpen) { open += 1 }
            if rest.first == UInt8(ascii: ")") || rest.starts(with: wideClose) { open -= 1 }
            at += 1
        }
        return open > 0
    }

    private static let wideOpen = Array("（".utf8)
    private static let wideClose = Array("）".utf8)
}

extension ArraySlice where Element == UInt8 {
    /// Whether these bytes are in it.
    fileprivate func holds(_ part: [UInt8]) -> Bool { start(ofFirst: part) != nil }

    fileprivate func start(ofFirst part: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: part) }
    }

    fileprivate func end(ofLast part: [UInt8]) -> Int? {
        indices.last { self[$0...].starts(with: part) }.map { $0 + part.count }
    }

    fileprivate func hasEnd(_ part: [UInt8]) -> Bool { suffix(part.count).elementsEqual(part) }

    /// Whether nothing but blanks stands between its end and one of these, or its beginning.
    fileprivate func endsPhrase(_ stops: [[UInt8]]) -> Bool {
        var end = endIndex
        while end > startIndex, self[end - 1] == 0x20 { end -= 1 }
        return end == startIndex || stops.contains { self[..<end].hasEnd($0) }
    }
}
