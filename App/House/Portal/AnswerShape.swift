/// What a value of an answer may be, as far as it is known: made of the table of answers, and of
/// the answers themselves when they are recorded.
struct AnswerShape: Sendable, Hashable {
    /// Values without members. `any` is a value that is free on purpose.
    enum Kind: String, Sendable, CaseIterable {
        case text, day, instant, integer, number, boolean, any, null
    }

    struct Member: Sendable, Hashable {
        let name: String
        var isAlways: Bool
        var shape: AnswerShape
    }

    /// All it may be; empty, with nothing below either, where no value was seen yet.
    var kinds: Set<Kind> = []
    /// A shape that has a name and stands for itself: `Localized`.
    var component: String?
    /// Members, where it may be an object.
    var members: [Member]?
    /// At most one: what an array holds. A list only because a shape cannot hold itself.
    var items: [AnswerShape] = []
    /// At most one: what an object with free keys holds.
    var values: [AnswerShape] = []

    init(_ kinds: Kind...) { self.kinds = Set(kinds) }

    var isUnknown: Bool {
        kinds.isEmpty && component == nil && members == nil && items.isEmpty && values.isEmpty
    }

    /// How many things it may be.
    private var alternatives: Int {
        kinds.count + (component == nil ? 0 : 1) + (members == nil ? 0 : 1) + items.count
            + values.count
    }
}

/// Texts of shapes: `text|null`, `object[]`, `#Citation`, `text{}` for an object with free keys.
extension AnswerShape {
    /// Nil when the text is none.
    init?(_ text: String) {
        self.init()
        for part in text.utf8.split(separator: UInt8(ascii: "|")) {
            guard let shape = AnswerShape(one: String(decoding: part, as: UTF8.self)) else {
                return nil
            }
            kinds.formUnion(shape.kinds)
            component = shape.component ?? component
            members = shape.members ?? members
            if !shape.items.isEmpty { items = shape.items }
            if !shape.values.isEmpty { values = shape.values }
        }
    }

    private init?(one text: String) {
        self.init()
        if text.utf8.last == UInt8(ascii: "]") {
            guard let item = AnswerShape(one: String(text.dropLast(2))) else { return nil }
            items = [item]
        } else if text.utf8.last == UInt8(ascii: "}") {
            guard let value = AnswerShape(one: String(text.dropLast(2))) else { return nil }
            values = [value]
        } else if text.utf8.first == UInt8(ascii: "#") {
            component = String(text.dropFirst())
        } else if let kind = Kind(rawValue: text) {
            kinds = [kind]
        } else {
            switch text {
            case "object": members = []
            // Nothing was in it yet, or a row of its own says what.
            case "array": items = [AnswerShape()]
            case "map": values = [AnswerShape()]
            default: return nil
            }
        }
    }

    /// The same as text, without what stands in the rows of its members.
    var text: String {
        var parts: [String] = []
        if let component { parts.append("#" + component) }
        if members != nil { parts.append("object") }
        if let item = items.first { parts.append(item.isPlain ? item.text + "[]" : "array") }
        if let value = values.first { parts.append(value.isPlain ? value.text + "{}" : "map") }
        parts += Kind.allCases.filter(kinds.contains).map(\.rawValue)
        return parts.joined(separator: "|")
    }

    /// Whether one word says what it is.
    var isPlain: Bool { alternatives == 1 }

    /// Rows of what is below it.
    func rows(below path: String) -> [(member: String, shape: AnswerShape, isAlways: Bool)] {
        var rows: [(member: String, shape: AnswerShape, isAlways: Bool)] = []
        for member in members ?? [] {
            let name = path.isEmpty ? member.name : path + "." + member.name
            rows.append((name, member.shape, member.isAlways))
            rows += member.shape.rows(below: name)
        }
        for (inner, mark) in [(items.first, "[]"), (values.first, "{}")] {
            guard let inner else { continue }
            if !inner.isPlain, !inner.isUnknown { rows.append((path + mark, inner, true)) }
            rows += inner.rows(below: path + mark)
        }
        return rows
    }

    /// Puts a row into its place; false when nothing above it has room for it.
    mutating func put(_ row: AnswerShape, _ isAlways: Bool, at path: ArraySlice<String>) -> Bool {
        guard let step = path.first else {
            self = row
            return true
        }
        let rest = path.dropFirst()
        switch step {
        case "[]": return !items.isEmpty && items[0].put(row, isAlways, at: rest)
        case "{}": return !values.isEmpty && values[0].put(row, isAlways, at: rest)
        default:
            guard members != nil else { return false }
            if let place = members?.firstIndex(where: { $0.name == step }) {
                return members?[place].shape.put(row, isAlways, at: rest) ?? false
            }
            guard rest.isEmpty else { return false }
            members?.append(Member(name: step, isAlways: isAlways, shape: row))
            return true
        }
    }

    /// `declarations[].preNo` as `declarations`, `[]`, `preNo`.
    static func steps(_ path: String) -> [String] {
        path.split(separator: ".").flatMap { part -> [String] in
            var name = part[...]
            var marks: [String] = []
            while name.hasSuffix("[]") || name.hasSuffix("{}") {
                marks.insert(String(name.suffix(2)), at: 0)
                name = name.dropLast(2)
            }
            return (name.isEmpty ? [] : [String(name)]) + marks
        }
    }
}
