extension String {
    /// The English plural of a name such as `unit (machine)`: of its first word or words, before a
    /// bracket, a stroke or `with`. A name that is a plural stays as it is.
    public var englishPlural: String {
        let words = split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let end = words.firstIndex { word in
            word.hasPrefix("(") || word == "/" || word == "with" || word == "of"
        }
        let head = end ?? words.count
        guard head > 0, let word = words[..<head].last, !word.isEmpty else { return self }
        return (words[..<(head - 1)] + [Self.plural(word)] + words[head...])
            .joined(separator: " ")
    }

    private static let irregular = [
        "foot": "feet", "leaf": "leaves", "aircraft": "aircraft", "hundredweight": "hundredweight",
        "jin": "jin", "liang": "liang", "dan": "dan", "chi": "chi", "hertz": "hertz",
    ]

    private static func plural(_ word: String) -> String {
        if let known = irregular[word] { return known }
        let hisses = ["ch", "sh", "x", "z", "ss"]
        if hisses.contains(where: word.hasSuffix) { return word + "es" }
        if word.hasSuffix("s") { return word }
        if word.hasSuffix("y"), !["ay", "ey", "oy"].contains(where: word.hasSuffix) {
            return word.dropLast() + "ies"
        }
        return word + "s"
    }
}
