import Kernel
import Procedures
import Wire

/// Makes a list of a file, or names everything that is wrong with it.
struct ListReader {
    let conditions: ConditionReader
    let citations: [String: NamedCitation]
    let authorities: Set<String>
    var cursor: FileCursor

    static let members = [
        "list", "row", "from", "to", "owner", "kind", "name", "summary", "bases", "capacity",
        "months", "nominated-by", "public", "items", "criteria", "minimum",
    ]

    mutating func list(_ yaml: YAML) -> ListFile {
        cursor.only(Self.members, in: yaml)
        let id = cursor.text("list", in: yaml)
        let file = cursor.path.split(separator: "/").last.map(String.init) ?? ""
        if !file.hasPrefix(id + "."), !id.isEmpty {
            cursor.add(
                yaml["list"]?.line ?? yaml.line, zh: "list 须与文件名一致。",
                en: "list must be the file's name.")
        }
        let from = cursor.day("from", in: yaml)
        if yaml["from"] == nil {
            cursor.add(yaml.line, zh: "缺少首日 from。", en: "The first day (from) is missing.")
        }
        let owner = cursor.text("owner", in: yaml)
        if !authorities.contains(owner) {
            cursor.add(
                yaml["owner"]?.line ?? yaml.line, zh: "不认识部门 \(owner)。",
                en: "The authority \(owner) is not known.")
        }
        let kind = ListFile.Kind(rawValue: cursor.text("kind", in: yaml))
        if kind == nil {
            cursor.add(
                yaml.line, zh: "kind 为 edition 或 register。", en: "kind is edition or register.")
        }
        let bases = cursor.texts("bases", in: yaml).compactMap { citation($0, yaml) }
        if bases.isEmpty {
            cursor.add(yaml.line, zh: "缺少依据 bases。", en: "The legal bases are missing.")
        }
        let criteria = criteria(yaml)
        return ListFile(
            id: id, row: cursor.text("row", in: yaml), from: from ?? Day(sinceEpoch: 0),
            to: cursor.day("to", in: yaml), owner: owner, kind: kind ?? .register,
            name: cursor.words("name", in: yaml), summary: cursor.words("summary", in: yaml),
            bases: bases,
            capacity: yaml["capacity"].map { _ in
                cursor.number("capacity", in: yaml, 1...1_000_000)
            },
            months: yaml["months"].map { _ in cursor.number("months", in: yaml, 1...1_200) },
            nominators: nominators(yaml), isPublic: cursor.flag("public", in: yaml),
            items: items(yaml), criteria: criteria,
            minimum: minimum(yaml, of: criteria.reduce(0) { $0 + $1.points }))
    }

    private mutating func minimum(_ yaml: YAML, of points: Int) -> Int {
        guard yaml["minimum"] != nil else { return 0 }
        return cursor.number("minimum", in: yaml, 0...points)
    }

    private mutating func citation(_ id: String, _ yaml: YAML) -> Citation? {
        guard let found = citations[id] else {
            cursor.add(
                yaml.line, zh: "依据 \(id) 不在 citations.csv 中。",
                en: "The citation \(id) is not in citations.csv.")
            return nil
        }
        return found.citation
    }

    private mutating func nominators(_ yaml: YAML) -> [ListFile.Nominator] {
        let words = cursor.texts("nominated-by", in: yaml)
        let found = words.compactMap(ListFile.Nominator.init(rawValue:))
        if found.isEmpty || found.count != words.count {
            cursor.add(
                yaml["nominated-by"]?.line ?? yaml.line,
                zh: "nominated-by 为 firm、authority 或两者。",
                en: "nominated-by is firm, authority or both.")
        }
        return found
    }

    private mutating func items(_ yaml: YAML) -> ListFile.Items? {
        guard let map = yaml["items"] else { return nil }
        cursor.only(["label", "least", "most"], in: map)
        let least = cursor.number("least", in: map, 2...13)
        return ListFile.Items(
            label: cursor.words("label", in: map),
            digits: least...max(least, cursor.number("most", in: map, 2...13)))
    }

    private mutating func criteria(_ yaml: YAML) -> [ListFile.Criterion] {
        var known: Set<String> = []
        return (yaml["criteria"]?.elements ?? []).compactMap { map in
            cursor.only(
                ["id", "name", "needs", "fact", "full", "points", "marks", "basis", "lasting"],
                in: map)
            let id = cursor.id(map, among: known)
            known.insert(id)
            guard let basis = citation(cursor.text("basis", in: map), map),
                let measure = measure(map)
            else { return nil }
            let isLasting = cursor.flag("lasting", in: map)
            if isLasting, map["needs"] == nil {
                cursor.add(
                    map.line, zh: "lasting 用于 needs。", en: "lasting goes with needs.")
            }
            return ListFile.Criterion(
                id: id, name: cursor.words("name", in: map), measure: measure, basis: basis,
                isLasting: isLasting)
        }
    }

    private mutating func measure(_ map: YAML) -> ListFile.Measure? {
        let ways = ["needs", "fact", "marks"].filter { map[$0] != nil }
        guard ways.count == 1 else {
            cursor.add(
                map.line, zh: "每项标准写且只写 needs、fact、marks 之一。",
                en: "A criterion has exactly one of needs, fact, marks.")
            return nil
        }
        if let needs = map["needs"] { return .needs(conditions.read(needs, &cursor)) }
        let points = map["points"] ?? map["marks"]
        if map["marks"] != nil { return .marks(points: cursor.number("marks", in: map, 1...1_000)) }
        let fact = cursor.text("fact", in: map)
        if points == nil || !conditions.facts.contains(fact) {
            cursor.add(
                map.line, zh: "指标 \(fact) 不认识，或缺少 points。",
                en: "The fact \(fact) is not known, or points are missing.")
        }
        return .figure(
            fact, full: Int64(cursor.number("full", in: map, 1...2_000_000_000)),
            points: cursor.number("points", in: map, 1...1_000))
    }
}
