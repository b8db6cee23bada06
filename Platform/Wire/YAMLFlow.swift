/// What stands on one line of YAML: text, `[a, b]` or `{a: b}`.
struct YAMLFlow {
    let bytes: [UInt8]
    let line: Int
    private var place = 0

    init(bytes: [UInt8], line: Int) {
        self.bytes = bytes
        self.line = line
    }

    /// The whole line as one value.
    mutating func whole() throws(YAMLTrouble) -> YAML {
        switch bytes.first {
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            let value = try value(depth: 0)
            skipBlanks()
            guard place == bytes.count else { throw unexpected() }
            return value
        case .some(let byte) where Self.reserved.contains(byte):
            throw YAMLTrouble(
                line, zh: "不支持标签、锚点、别名和多行原文；文字请加引号。",
                en: "Tags, anchors, aliases and literal blocks are not taken; quote the text.")
        default:
            return YAML(.text(String(decoding: bytes, as: UTF8.self)), line: line)
        }
    }

    private static let reserved: Set<UInt8> = Set("&*!|>%@`?,]}".utf8)

    private mutating func value(depth: Int) throws(YAMLTrouble) -> YAML {
        skipBlanks()
        guard place < bytes.count, depth < 8 else { throw unexpected() }
        switch bytes[place] {
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "{"): return try map(depth: depth)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return YAML(.text(try quoted()), line: line)
        default: return YAML(.text(try plain()), line: line)
        }
    }

    private mutating func list(depth: Int) throws(YAMLTrouble) -> YAML {
        place += 1
        var elements: [YAML] = []
        while true {
            skipBlanks()
            if take(UInt8(ascii: "]")) { break }
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { break }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
        return YAML(.list(elements), line: line)
    }

    private mutating func map(depth: Int) throws(YAMLTrouble) -> YAML {
        place += 1
        var members: [YAML.Member] = []
        while true {
            skipBlanks()
            if take(UInt8(ascii: "}")) { break }
            let name = bytes[place...].prefix(while: YAMLReader.isNameByte)
            place += name.count
            guard !name.isEmpty, take(UInt8(ascii: ":")) else { throw unexpected() }
            let text = String(decoding: name, as: UTF8.self)
            guard !members.contains(where: { $0.name.utf8.elementsEqual(text.utf8) }) else {
                throw YAMLTrouble(
                    line, zh: "名称 \(text) 重复。", en: "The name \(text) stands twice.")
            }
            members.append(
                YAML.Member(name: text, line: line, value: try value(depth: depth + 1)))
            skipBlanks()
            if take(UInt8(ascii: "}")) { break }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
        return YAML(.map(members), line: line)
    }

    /// Up to a comma or a closing bracket.
    private mutating func plain() throws(YAMLTrouble) -> String {
        let ends: Set<UInt8> = Set(",]}[{".utf8)
        guard !Self.reserved.contains(bytes[place]) else { throw unexpected() }
        var text = Array(bytes[place...].prefix { !ends.contains($0) })
        place += text.count
        while text.last == 0x20 { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    /// Double quotes know `\"`, `\\` and `\n`; in single ones `''` is one quote.
    private mutating func quoted() throws(YAMLTrouble) -> String {
        let mark = bytes[place]
        place += 1
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == mark {
                guard mark == UInt8(ascii: "'"), place < bytes.count, bytes[place] == mark else {
                    return String(decoding: text, as: UTF8.self)
                }
                place += 1
                text.append(mark)
            } else if byte == UInt8(ascii: "\\"), mark == UInt8(ascii: "\"") {
                guard place < bytes.count else { throw unexpected() }
                switch bytes[place] {
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[place])
                default: throw unexpected()
                }
                place += 1
            } else {
                text.append(byte)
            }
        }
        throw YAMLTrouble(line, zh: "引号没有结束。", en: "A quote does not end.")
    }

    private mutating func skipBlanks() {
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private func unexpected() -> YAMLTrouble {
        YAMLTrouble(
            line, zh: "第 \(place + 1) 个字节处读不懂；文字请加引号。",
            en: "Not understood at byte \(place + 1); quote the text.")
    }
}
