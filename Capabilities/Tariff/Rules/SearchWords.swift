import Kernel

/// Cuts a question into the words that are looked for, each with the other ways to say it.
struct SearchWords: Sendable {
    /// One thing every answer has to have.
    struct Term: Sendable, Hashable {
        /// As it was asked.
        let told: String
        /// Lower-case; one of them has to stand in a name.
        var spellings: [[UInt8]]
        /// Codes it is an everyday word for.
        var codes: [String]

        /// Whether it says which goods are meant: an everyday word for some, or more than a sign; a
        /// Chinese character may be the whole question (盐), a mark never is.
        func tells(alone: Bool) -> Bool {
            guard codes.isEmpty else { return true }
            let signs = told.unicodeScalars
            let isLatin = signs.allSatisfy { $0.value < 0x80 }
            guard signs.contains(where: \.properties.isAlphabetic) else { return false }
            return signs.count > (isLatin ? 2 : alone ? 0 : 1)
        }
    }

    /// Everyday words, also of several words, and the codes they lead to.
    private let codes: [String: [String]]
    /// What the tariff says instead.
    private let others: [String: [String]]

    /// Most words that are looked at, and most of a phrase.
    private static let most = 12
    private static let longestPhrase = 4
    /// Most characters of Chinese without blanks that are cut into words.
    private static let longestRun = 16

    private static let idle: Set<String> = [
        "a", "an", "the", "of", "for", "and", "or", "with", "in", "to", "by", "on", "的", "和", "及",
    ]

    init(_ names: Nomenclature) {
        var codes: [String: [String]] = [:]
        for (word, list) in names.words { codes[word, default: []] += list }
        self.codes = codes
        others = names.otherWords
    }

    /// The words as editions left them.
    init(_ words: [SearchWord]) {
        codes = words.reduce(into: [:]) { $0[$1.word] = $1.codes.isEmpty ? nil : $1.codes }
        others = words.reduce(into: [:]) { $0[$1.word] = $1.says.isEmpty ? nil : $1.says }
    }

    /// A word as it is looked up: small letters, no blanks around.
    static func key(_ text: String) -> String {
        String(decoding: text.halfWidth.trimmedBlanks.utf8.map(\.lowered), as: UTF8.self)
    }

    /// - Parameter isNamed: whether any name has these letters; what has them with more behind them
    ///   has them, too.
    func terms(of text: String, isNamed: ([UInt8]) -> Bool) -> [Term] {
        let tokens = String(decoding: text.utf8.map(\.lowered), as: UTF8.self).unicodeScalars
            .split(whereSeparator: SearchWords.parts).map { String(String.UnicodeScalarView($0)) }
            .filter { !SearchWords.idle.contains($0) }
            .prefix(SearchWords.most)
        var terms: [Term] = []
        var at = tokens.startIndex
        while at < tokens.endIndex, terms.count < SearchWords.most {
            var length = min(SearchWords.longestPhrase, tokens.endIndex - at)
            while length > 1, !knows(tokens[at..<at + length].joined(separator: " ")) {
                length -= 1
            }
            let phrase = tokens[at..<at + length].joined(separator: " ")
            at += length
            if length == 1, !knows(phrase), phrase.isChinese, !isNamed(Array(phrase.utf8)) {
                terms += cut(phrase, isNamed)
            } else {
                terms.append(term(phrase))
            }
        }
        return Array(terms.prefix(SearchWords.most))
    }

    private static func parts(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "," || scalar == ";" || scalar == "、" || scalar == "，"
            || scalar == "；" || scalar == "/" || scalar == "(" || scalar == ")"
    }

    private func knows(_ phrase: String) -> Bool {
        SearchWords.singulars(phrase).contains { codes[$0] != nil || others[$0] != nil }
    }

    private func term(_ phrase: String) -> Term {
        var spellings: [[UInt8]] = []
        var found: [String] = []
        for word in SearchWords.singulars(phrase) {
            spellings.append(Array(word.utf8))
            spellings += (others[word] ?? []).map { Array($0.utf8) }
            found += codes[word] ?? []
        }
        // battery, batteries
        if phrase.utf8.last == UInt8(ascii: "y") {
            spellings.append(Array(phrase.utf8.dropLast()) + Array("ies".utf8))
        }
        // knife, knives; shelf, shelves
        for end in ["fe", "f"] where phrase.hasSuffix(end) && phrase.utf8.count > 3 {
            spellings.append(Array(phrase.utf8.dropLast(end.utf8.count)) + Array("ves".utf8))
            break
        }
        // 桌子 is 桌 in 办公桌
        if phrase.hasSuffix("子"), phrase.unicodeScalars.count == 2 {
            spellings.append(Array(phrase.utf8.prefix(phrase.utf8.count - "子".utf8.count)))
        }
        return Term(told: phrase, spellings: spellings, codes: found)
    }

    /// A word and what it would be were it a plural.
    private static func singulars(_ word: String) -> [String] {
        let letters = Array(word.utf8)
        func without(_ count: Int, _ end: String = "") -> String {
            String(decoding: letters.dropLast(count), as: UTF8.self) + end
        }
        func ends(_ text: String) -> Bool { letters.count > 3 && word.hasSuffix(text) }
        if ends("ies") { return [word, without(3, "y")] }
        if ends("es") { return [word, without(1), without(2)] }
        if ends("s"), !ends("ss") { return [word, without(1)] }
        return [word]
    }

    /// Chinese is written without blanks: from the left the longest piece that is an everyday word,
    /// else the longest that stands in a name. 冷冻牛肉 is 冷冻 and 牛肉, though a name begins 冷冻牛.
    private func cut(_ text: String, _ isNamed: ([UInt8]) -> Bool) -> [Term] {
        let letters = Array(text.unicodeScalars.prefix(SearchWords.longestRun))
        var terms: [Term] = []
        var at = 0
        var isRead = false
        while at < letters.count {
            let pieces = (1...letters.count - at).reversed().map {
                String(String.UnicodeScalarView(letters[at..<at + $0]))
            }
            let piece = pieces.dropLast().first(where: knows)
                ?? longestNamed(pieces.dropLast(), isNamed) ?? pieces.last ?? ""
            at += max(1, piece.unicodeScalars.count)
            isRead = isRead || piece.unicodeScalars.count > 1 || knows(piece)
            if !SearchWords.idle.contains(piece) { terms.append(term(piece)) }
        }
        // Characters one by one stand in hundreds of names and say nothing of the word: 头盔 is
        // not 头 and 盔.
        return isRead ? terms : [term(text)]
    }

    /// The longest of pieces that begin alike that stands in a name. Looked for from the shortest
    /// on: where two characters stand in no name, no more of them do.
    private func longestNamed(
        _ pieces: ArraySlice<String>, _ isNamed: ([UInt8]) -> Bool
    ) -> String? {
        var longest: String?
        for piece in pieces.reversed() {
            guard isNamed(Array(piece.utf8)) else { break }
            longest = piece
        }
        return longest
    }
}

extension String {
    /// Whether any letter is beyond ASCII.
    fileprivate var isChinese: Bool { utf8.contains { $0 >= 0x80 } }
}
