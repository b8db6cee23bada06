public import Kernel
public import Wire

/// Reads one file and collects everything that is wrong with it: services, lists, benefits.
public struct FileCursor {
    /// As it is named in a fault.
    public let path: String
    /// Whether it was found sound before: texts of blanks are taken as they stand.
    let isKept: Bool
    /// What was found, in order.
    public private(set) var faults: [ServiceFault] = []

    public init(path: String, isKept: Bool = false) {
        self.path = path
        self.isKept = isKept
    }

    /// Notes that something on a line is wrong.
    public mutating func add(_ line: Int, zh: String, en: String) {
        faults.append(
            ServiceFault(path: path, line: line, message: Localized(zh: zh, en: en)))
    }

    /// Refuses members that nobody reads: a misspelt one would be silently without effect.
    public mutating func only(_ names: [String], in map: YAML) {
        guard case .map(let members) = map.kind else {
            add(map.line, zh: "这里应为一组“名称: 值”。", en: "Here a group of `name: value` is expected.")
            return
        }
        for member in members where !names.contains(member.name) {
            let near = LikelyName.of(member.name, among: names.sorted())
            add(
                member.line,
                zh: "不认识 \(member.name)；\(near.map { "是否应为 \($0)？" } ?? "")"
                    + "这里可以写：\(names.joined(separator: "、"))。",
                en: "\(member.name) is not known; \(near.map { "is \($0) meant? " } ?? "")"
                    + "here may stand: " + names.joined(separator: ", ") + ".")
        }
    }

    /// A text that must be there.
    public mutating func text(_ name: String, in map: YAML) -> String {
        guard let value = map[name]?.text, !value.isEmpty else {
            add(
                map[name]?.line ?? map.line, zh: "缺少 \(name)：请写上 \(name): …。",
                en: "\(name) is missing: write \(name): …")
            return ""
        }
        refuseBlanks(name, value, map[name]?.line ?? map.line)
        return value
    }

    /// A text of blanks looks like none to whoever reads it.
    private mutating func refuseBlanks(_ name: String, _ text: String, _ line: Int) {
        guard !isKept, !text.isEmpty, text.unicodeScalars.allSatisfy(Self.isBlank) else { return }
        add(
            line, zh: "\(name) 只有空格：请写明内容，或删去引号中的空格。",
            en: "\(name) is nothing but blanks: write what it says, or take the blanks away.")
    }

    /// Blanks of any width, and what is not drawn at all.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }

    /// A text that may be left out.
    public func optionalText(_ name: String, in map: YAML) -> String? {
        map[name]?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A sentence in both languages.
    public mutating func words(_ name: String, in map: YAML) -> Localized {
        guard let value = map[name] else {
            add(
                map.line, zh: "缺少文字 \(name)：请写上 \(name): {zh: …, en: …}。",
                en: "The text \(name) is missing: write \(name): {zh: …, en: …}")
            return Localized(same: "")
        }
        return words(value, name)
    }

    /// A sentence in both languages that may be left out.
    public mutating func optionalWords(_ name: String, in map: YAML) -> Localized? {
        map[name].map { words($0, name) }
    }

    /// The same of a value that was found already.
    public mutating func words(_ value: YAML, _ name: String) -> Localized {
        let zh = value["zh"]?.text ?? ""
        let en = value["en"]?.text ?? ""
        for (language, text) in [("zh", zh), ("en", en)] where text.isEmpty {
            add(
                value.line, zh: "\(name) 缺少 \(language) 文字：两种语言都要写，{zh: …, en: …}。",
                en: "\(name) has no text in \(language): write both languages, {zh: …, en: …}.")
        }
        refuseBlanks("\(name) zh", zh, value["zh"]?.line ?? value.line)
        refuseBlanks("\(name) en", en, value["en"]?.line ?? value.line)
        if case .map = value.kind { only(["zh", "en"], in: value) }
        return Localized(zh: zh, en: en)
    }

    /// A whole number within a range.
    public mutating func number(_ name: String, in map: YAML, _ range: ClosedRange<Int>) -> Int {
        guard let text = map[name]?.text, let number = Int(text), range.contains(number) else {
            add(
                map[name]?.line ?? map.line,
                zh: "\(name) 应为 \(range.lowerBound) 至 \(range.upperBound) 的整数。",
                en: "\(name) must be a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound).")
            return range.lowerBound
        }
        return number
    }

    /// `true` or `false`; false where it is left out.
    public mutating func flag(_ name: String, in map: YAML) -> Bool {
        guard let value = map[name] else { return false }
        switch value.text {
        case "true": return true
        case "false": return false
        default:
            add(value.line, zh: "\(name) 应为 true 或 false。", en: "\(name) must be true or false.")
            return false
        }
    }

    /// A day; nil where it is left out or unreadable.
    public mutating func day(_ name: String, in map: YAML) -> Day? {
        guard let value = map[name] else { return nil }
        guard let day = value.text.flatMap({ Day($0) }) else {
            add(
                value.line, zh: "\(name) 应为日期，例如 2026-01-01。",
                en: "\(name) must be a day such as 2026-01-01.")
            return nil
        }
        return day
    }

    /// A list of texts; empty where it is left out.
    public mutating func texts(_ name: String, in map: YAML) -> [String] {
        guard let value = map[name] else { return [] }
        let texts = value.elements.compactMap(\.text)
        if texts.isEmpty || texts.count != value.elements.count {
            add(value.line, zh: "\(name) 应为列表，例如 [a, b]。", en: "\(name) must be a list: [a, b].")
        }
        for text in texts { refuseBlanks(name, text, value.line) }
        return texts
    }

    /// An id: small letters, digits, `-`; unique among those before.
    public mutating func id(_ map: YAML, among known: Set<String>) -> String {
        let id = text("id", in: map)
        let isFit = !id.isEmpty && id.utf8.count <= 40 && id.utf8.allSatisfy(Self.isIDByte)
        if !id.isEmpty, !isFit {
            add(
                map["id"]?.line ?? map.line, zh: "id 只用小写字母、数字和连字符，最多 40 个。",
                en: "An id has small letters, digits and hyphens, 40 at most.")
        }
        if known.contains(id) {
            add(
                map["id"]?.line ?? map.line, zh: "id \(id) 重复：请给其中一个另取名称。",
                en: "The id \(id) stands twice: give one of them another name.")
        }
        return id
    }

    /// Whether a byte may stand in an id.
    public static func isIDByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
}
