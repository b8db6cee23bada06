/// Marks what is Chinese on an English page, so that it is read out and drawn as Chinese: names,
/// descriptions and citations come from data, and whoever shows one cannot know (WCAG 2.2, 3.1.2).
///
/// It goes over the finished page once. What is in an element that says its language already, what
/// is code and what people type stays as it is.
struct LanguageOfParts {
    private let page: [UInt8]
    private var marked: [UInt8] = []
    /// Where reading goes on.
    private var place = 0
    /// Name of the element whose content stays as it is, and how many of that name are open.
    private var kept: (name: ArraySlice<UInt8>, depth: Int)?

    /// The page with Chinese parts marked.
    static func marked(_ page: [UInt8]) -> [UInt8] {
        // Most pages of figures have none.
        guard page.indices.contains(where: { isHan(page, at: $0) }) else { return page }
        var reader = LanguageOfParts(page)
        reader.read()
        return reader.marked
    }

    private init(_ page: [UInt8]) {
        self.page = page
        marked.reserveCapacity(page.count + page.count / 8)
    }

    private static let opening = Array(#"<span lang="zh-CN">"#.utf8)
    private static let closing = Array("</span>".utf8)
    private static let attribute = Array(#" lang="zh-CN""#.utf8)

    /// Elements whose content is no sentence of the page, or may hold no other element.
    private static let untouched: Set<String> = [
        "script", "style", "title", "textarea", "code", "pre", "svg",
    ]
    private static let option = Array("option".utf8)
    private static let html = Array("html".utf8)

    private mutating func read() {
        while place < page.count {
            if page[place] == UInt8(ascii: "<") { tag() } else { text() }
        }
    }

    // MARK: Tags

    private mutating func tag() {
        let start = place
        while place < page.count, page[place] != UInt8(ascii: ">") {
            // What stands between quotes may hold the sign itself.
            if page[place] == UInt8(ascii: "\"") { skipQuoted() }
            place += 1
        }
        place = min(place + 1, page.count)
        let tag = page[start..<place]
        let isEnd = tag.dropFirst().first == UInt8(ascii: "/")
        let name = tag.dropFirst(isEnd ? 2 : 1).prefix { isNameSign($0) }
        marked.append(contentsOf: tag)
        if let open = kept {
            guard open.name.elementsEqual(name) else { return }
            kept = open.depth == 1 && isEnd ? nil : (open.name, open.depth + (isEnd ? -1 : 1))
        } else if !isEnd {
            begin(name, tag)
        }
    }

    private mutating func begin(_ name: ArraySlice<UInt8>, _ tag: ArraySlice<UInt8>) {
        let saysLanguage = contains(tag, " lang=\"") && !name.elementsEqual(Self.html)
        if saysLanguage || Self.untouched.contains(String(decoding: name, as: UTF8.self)) {
            kept = (name, 1)
        } else if name.elementsEqual(Self.option), hanAhead() {
            // An option may hold no element: it says its language itself.
            marked.removeLast()
            marked.append(contentsOf: Self.attribute + [UInt8(ascii: ">")])
            kept = (name, 1)
        }
    }

    private mutating func skipQuoted() {
        place += 1
        while place < page.count, page[place] != UInt8(ascii: "\"") { place += 1 }
    }

    /// Whether the text that follows has Chinese in it.
    private func hanAhead() -> Bool {
        var ahead = place
        while ahead < page.count, page[ahead] != UInt8(ascii: "<") {
            if Self.isHan(page, at: ahead) { return true }
            ahead += 1
        }
        return false
    }

    // MARK: Text

    private mutating func text() {
        var end = place
        while end < page.count, page[end] != UInt8(ascii: "<") { end += 1 }
        defer { place = end }
        guard kept == nil else { return marked.append(contentsOf: page[place..<end]) }
        while place < end {
            guard let first = (place..<end).first(where: { Self.isChinese(page, at: $0) }) else {
                return marked.append(contentsOf: page[place..<end])
            }
            let last = run(from: first, to: end)
            marked.append(contentsOf: page[place..<first])
            let isSpoken = (first..<last).contains { Self.isHan(page, at: $0) }
            if isSpoken { marked.append(contentsOf: Self.opening) }
            marked.append(contentsOf: page[first..<last])
            if isSpoken { marked.append(contentsOf: Self.closing) }
            place = last
        }
    }

    /// Where the Chinese ends that begins at a place. Figures and signs between two Chinese words
    /// belong to it, words of other letters do not.
    private func run(from first: Int, to end: Int) -> Int {
        var (place, last) = (first, first)
        while place < end {
            if Self.isChinese(page, at: place) {
                place += 3
                last = place
            } else if isLatin(page[place]) {
                break
            } else {
                place += 1
            }
        }
        return min(last, end)
    }

    private func isLatin(_ sign: UInt8) -> Bool {
        let small = sign | 0x20
        return small >= UInt8(ascii: "a") && small <= UInt8(ascii: "z")
    }

    private func isNameSign(_ sign: UInt8) -> Bool {
        isLatin(sign) || (sign >= UInt8(ascii: "0") && sign <= UInt8(ascii: "9"))
            || sign == UInt8(ascii: "-")
    }

    private func contains(_ tag: ArraySlice<UInt8>, _ words: StaticString) -> Bool {
        words.withUTF8Buffer { words in
            guard tag.count >= words.count else { return false }
            return (tag.startIndex...(tag.endIndex - words.count)).contains { start in
                tag[start..<(start + words.count)].elementsEqual(words)
            }
        }
    }

    // MARK: Signs

    /// U+3400 to U+9FFF, three bytes each in UTF-8.
    private static func isHan(_ text: [UInt8], at place: Int) -> Bool {
        guard place + 2 < text.count else { return false }
        switch text[place] {
        case 0xE3: return text[place + 1] >= 0x90
        case 0xE4...0xE9: return true
        default: return false
        }
    }

    /// Han, or a sign that stands among them: brackets, commas, signs of full width.
    private static func isChinese(_ text: [UInt8], at place: Int) -> Bool {
        if isHan(text, at: place) { return true }
        guard place + 2 < text.count else { return false }
        return switch text[place] {
        case 0xE3: text[place + 1] == 0x80
        case 0xEF: text[place + 1] == 0xBC || text[place + 1] == 0xBD
        default: false
        }
    }
}
