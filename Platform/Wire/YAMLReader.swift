import Kernel

/// Reads the part of YAML 1.2 that a person needs for a form: maps and lists by indentation, plain
/// and quoted text, `[a, b]` and `{a: b}` on one line, comments, folded text (`>`).
///
/// Anything else is refused with its line: tabs, tags, anchors and aliases (by which a small file
/// becomes a huge one), several documents, names that stand twice, text that is not UTF-8.
struct YAMLReader {
    static let longest = 256 * 1024
    private static let deepest = 24

    private struct Line {
        let number: Int
        let indent: Int
        /// Without indentation, comment and trailing blanks.
        let text: [UInt8]
        /// With its comment, for folded text.
        let raw: [UInt8]
    }

    private var lines: [Line] = []
    private var next = 0

    init(_ bytes: [UInt8], isKept: Bool = false) throws(YAMLTrouble) {
        guard bytes.count <= Self.longest else {
            throw YAMLTrouble(
                1, zh: "文件超过 \(Self.longest) 字节。",
                en: "The file has more than \(Self.longest) bytes.")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw YAMLTrouble(
                Self.firstForeign(bytes), zh: "文件不是 UTF-8 编码：请另存为 UTF-8。",
                en: "The file is not UTF-8: save it as UTF-8.")
        }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw YAMLTrouble(
                1, zh: "文件开头有字节顺序标记（BOM）：请另存为不带 BOM 的 UTF-8。",
                en: "The file begins with a byte order mark: save it as UTF-8 without one.")
        }
        if !isKept { try Self.refuseHidden(bytes) }
        for (index, part) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            var raw = Array(part)
            if raw.last == 0x0D { raw.removeLast() }
            let indent = raw.prefix { $0 == 0x20 }.count
            let body = raw.dropFirst(indent)
            guard body.first != 0x09 else {
                throw YAMLTrouble(
                    index + 1, zh: "缩进请用空格，不用制表符。", en: "Indent with blanks, not with tabs.")
            }
            let text = Self.withoutComment(Array(body))
            lines.append(Line(number: index + 1, indent: indent, text: text, raw: raw))
        }
    }

    mutating func document() throws(YAMLTrouble) -> YAML {
        skipEmpty()
        if next < lines.count, lines[next].text == Array("---".utf8) { next += 1 }
        skipEmpty()
        guard next < lines.count else {
            throw YAMLTrouble(
                1, zh: "文件是空的：请照相近的文件写上内容，或移走此文件。",
                en: "The file is empty: write it like one that is alike, or take it away.")
        }
        let value = try block(indent: lines[next].indent, depth: 0)
        skipEmpty()
        guard next >= lines.count else {
            throw YAMLTrouble(
                lines[next].number, zh: "缩进与上文不一致。", en: "The indentation does not fit.")
        }
        return value
    }

    /// Signs nobody sees, such as a NUL or those that turn the direction of text, say
    /// something else than whoever reads the file believes.
    private static func refuseHidden(_ bytes: [UInt8]) throws(YAMLTrouble) {
        guard Self.hides(bytes) else { return }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let place = lines.firstIndex { Self.hides($0) }
        throw YAMLTrouble(
            (place ?? 0) + 1, zh: "有控制字符或改变文字方向的字符：请删去看不见的字符。",
            en: "There is a control character or one that turns the text: take out what cannot be "
                + "seen.")
    }

    private static func hides(_ bytes: some Sequence<UInt8>) -> Bool {
        String(decoding: Array(bytes), as: UTF8.self).unicodeScalars
            .contains { $0.isControlSign || $0.turnsText }
    }

    /// The first line that is not UTF-8.
    private static func firstForeign(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let place = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        return place + 1
    }

    private mutating func skipEmpty() {
        while next < lines.count, lines[next].text.isEmpty { next += 1 }
    }

    private mutating func block(indent: Int, depth: Int) throws(YAMLTrouble) -> YAML {
        let first = lines[next]
        guard depth < Self.deepest else {
            throw YAMLTrouble(first.number, zh: "层次过深。", en: "Nested too deep.")
        }
        return Self.isItem(first.text)
            ? try list(indent: indent, depth: depth) : try map(indent: indent, depth: depth)
    }

    private mutating func list(indent: Int, depth: Int) throws(YAMLTrouble) -> YAML {
        let start = lines[next].number
        var elements: [YAML] = []
        while next < lines.count, lines[next].indent == indent, Self.isItem(lines[next].text) {
            let line = lines[next]
            let rest = Array(line.text.dropFirst().drop { $0 == 0x20 })
            if rest.isEmpty {
                next += 1
                elements.append(try nested(under: indent, line.number, depth))
            } else if rest.first != UInt8(ascii: "{"), rest.first != UInt8(ascii: "["),
                Self.key(of: rest) != nil
            {
                // `- name: …`: a map whose first line stands behind the dash.
                let inner = indent + line.text.count - rest.count
                lines[next] = Line(number: line.number, indent: inner, text: rest, raw: line.raw)
                elements.append(try map(indent: inner, depth: depth + 1))
            } else {
                next += 1
                elements.append(try scalar(rest, line.number, indent, depth))
            }
            skipEmpty()
        }
        return YAML(.list(elements), line: start)
    }

    private mutating func map(indent: Int, depth: Int) throws(YAMLTrouble) -> YAML {
        let start = lines[next].number
        guard depth < Self.deepest else {
            throw YAMLTrouble(start, zh: "层次过深。", en: "Nested too deep.")
        }
        var members: [YAML.Member] = []
        while next < lines.count, lines[next].indent == indent, !Self.isItem(lines[next].text) {
            let line = lines[next]
            guard let (name, rest) = Self.key(of: line.text) else {
                throw YAMLTrouble(
                    line.number, zh: "这里应为“名称: 值”。", en: "Here a `name: value` is expected.")
            }
            guard !members.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw YAMLTrouble(
                    line.number, zh: "名称 \(name) 重复。", en: "The name \(name) stands twice.")
            }
            next += 1
            let value =
                rest.isEmpty
                ? try nested(under: indent, line.number, depth)
                : try scalar(rest, line.number, indent, depth)
            members.append(YAML.Member(name: name, line: line.number, value: value))
            skipEmpty()
        }
        guard next >= lines.count || lines[next].indent <= indent else {
            throw YAMLTrouble(
                lines[next].number, zh: "缩进与上文不一致。", en: "The indentation does not fit.")
        }
        return YAML(.map(members), line: start)
    }

    /// What stands below a name or a dash without a value of its own; an empty text when nothing
    /// does.
    private mutating func nested(under indent: Int, _ line: Int, _ depth: Int)
        throws(YAMLTrouble) -> YAML
    {
        skipEmpty()
        guard next < lines.count else { return YAML(.text(""), line: line) }
        let inner = lines[next].indent
        // A list may stand at the indentation of its name.
        let isBelow = inner > indent || (inner == indent && Self.isItem(lines[next].text))
        guard isBelow, inner > indent || !Self.isItem(lines[max(0, line - 1)].text) else {
            return YAML(.text(""), line: line)
        }
        return try block(indent: inner, depth: depth + 1)
    }

    private mutating func scalar(
        _ bytes: [UInt8], _ line: Int, _ indent: Int, _ depth: Int
    ) throws(YAMLTrouble) -> YAML {
        if bytes == Array(">".utf8) || bytes == Array(">-".utf8) {
            return YAML(.text(folded(under: indent)), line: line)
        }
        var flow = YAMLFlow(bytes: bytes, line: line)
        return try flow.whole()
    }

    /// Lines further in, joined by blanks; an empty line is a line break. Between two Chinese
    /// characters no blank is put, which YAML would.
    private mutating func folded(under indent: Int) -> String {
        var text: [UInt8] = []
        while next < lines.count {
            let line = lines[next]
            let isEmpty = line.raw.allSatisfy { $0 == 0x20 }
            guard isEmpty || line.indent > indent else { break }
            next += 1
            if isEmpty {
                text.append(0x0A)
                continue
            }
            let more = line.raw.drop { $0 == 0x20 }
            if let last = text.last, last != 0x0A, last < 0x80 || (more.first ?? 0) < 0x80 {
                text.append(0x20)
            }
            text.append(contentsOf: more)
        }
        while let last = text.last, last == 0x0A || last == 0x20 { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isItem(_ text: [UInt8]) -> Bool {
        text.first == UInt8(ascii: "-") && (text.count == 1 || text[1] == 0x20)
    }

    /// `name: rest`; names are of letters, digits, `-`, `_` and `.`.
    static func key(of text: [UInt8]) -> (name: String, rest: [UInt8])? {
        let name = text.prefix(while: isNameByte)
        guard !name.isEmpty, name.endIndex < text.endIndex,
            text[name.endIndex] == UInt8(ascii: ":")
        else { return nil }
        let after = text[(name.endIndex + 1)...]
        guard after.isEmpty || after.first == 0x20 else { return nil }
        return (String(decoding: name, as: UTF8.self), Array(after.drop { $0 == 0x20 }))
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// A comment begins with `#` at the start or after a blank, outside of quotes.
    private static func withoutComment(_ bytes: [UInt8]) -> [UInt8] {
        var quote: UInt8?
        var end = bytes.count
        for (index, byte) in bytes.enumerated() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                // An apostrophe inside a word opens nothing.
                let before = index == 0 ? 0x20 : bytes[index - 1]
                if before == 0x20 || before == UInt8(ascii: "{") || before == UInt8(ascii: "[")
                    || before == UInt8(ascii: ",")
                {
                    quote = byte
                }
            } else if byte == UInt8(ascii: "#"), index == 0 || bytes[index - 1] == 0x20 {
                end = index
                break
            }
        }
        var kept = Array(bytes[..<end])
        while kept.last == 0x20 { kept.removeLast() }
        return kept
    }
}
