import Kernel
public import Procedures
public import Wire

/// Reads conditions of list and benefit files.
public struct ConditionReader: Sendable {
    let roles: Set<String>
    let levels: Set<String>
    let facts: Set<String>
    /// Lists there are; nil while they are being read.
    let lists: Set<String>?

    static let words = ["all", "any", "not", "list", "role", "level", "district", "fact"]
    /// Deeper ones nobody could explain.
    static let depth = 6

    public init(
        roles: Set<String>, levels: Set<String>, facts: Set<String>, lists: Set<String>?
    ) {
        (self.roles, self.levels, self.facts, self.lists) = (roles, levels, facts, lists)
    }

    /// Reads one; notes what is wrong with it and gives one that never holds.
    public func read(_ yaml: YAML, _ cursor: inout FileCursor) -> FirmCondition {
        read(yaml, &cursor, depth: Self.depth)
    }

    private func read(_ yaml: YAML, _ cursor: inout FileCursor, depth: Int) -> FirmCondition {
        let found = Self.words.filter { yaml[$0] != nil }
        guard depth > 0, found.count == 1, let word = found.first, let value = yaml[word] else {
            cursor.add(
                yaml.line,
                zh: "每个条件写且只写一种：\(Self.words.joined(separator: "、"))，最多套 \(Self.depth) 层。",
                en: "A condition is exactly one of \(Self.words.joined(separator: ", ")), "
                    + "nested \(Self.depth) deep at most.")
            return .any([])
        }
        switch word {
        case "all", "any":
            cursor.only([word], in: yaml)
            let parts = value.elements.map { read($0, &cursor, depth: depth - 1) }
            if parts.isEmpty {
                cursor.add(value.line, zh: "\(word) 下面没有条件。", en: "\(word) has no conditions.")
            }
            return word == "all" ? .all(parts) : .any(parts)
        case "not":
            cursor.only([word], in: yaml)
            return .not(read(value, &cursor, depth: depth - 1))
        case "list":
            cursor.only(["list", "item"], in: yaml)
            return .list(
                codes(word, yaml, lists, &cursor), item: cursor.flag("item", in: yaml))
        case "role":
            cursor.only([word], in: yaml)
            return .role(codes(word, yaml, roles, &cursor))
        case "level":
            cursor.only([word], in: yaml)
            return .level(codes(word, yaml, levels, &cursor))
        case "district":
            cursor.only([word], in: yaml)
            return .district(codes(word, yaml, nil, &cursor))
        default:
            return fact(yaml, &cursor)
        }
    }

    private func codes(
        _ word: String, _ yaml: YAML, _ known: Set<String>?, _ cursor: inout FileCursor
    ) -> [String] {
        let codes = yaml[word]?.text.map { [$0] } ?? cursor.texts(word, in: yaml)
        if let known {
            for code in codes where !known.contains(code) {
                cursor.add(
                    yaml.line, zh: "不认识 \(word)：\(code)。", en: "\(word) \(code) is not known.")
            }
        }
        return codes
    }

    private func fact(_ yaml: YAML, _ cursor: inout FileCursor) -> FirmCondition {
        let comparisons = FirmCondition.Comparison.allCases.map(\.rawValue)
        cursor.only(["fact"] + comparisons, in: yaml)
        let fact = cursor.text("fact", in: yaml)
        if !facts.contains(fact) {
            cursor.add(
                yaml.line, zh: "不认识指标 \(fact)（见 Data/facts.csv）。",
                en: "The fact \(fact) is not in Data/facts.csv.")
        }
        let found = FirmCondition.Comparison.allCases.filter { yaml[$0.rawValue] != nil }
        guard found.count == 1, let comparison = found.first,
            let limit = yaml[comparison.rawValue]?.text.flatMap({ Int64($0) })
        else {
            cursor.add(
                yaml.line, zh: "指标后面写且只写一种比较和整数：\(comparisons.joined(separator: "、"))。",
                en: "A fact has one comparison with a whole number: "
                    + comparisons.joined(separator: ", ") + ".")
            return .any([])
        }
        return .fact(fact, comparison, limit)
    }
}
