import Kernel
import Lists
import Procedures
import Wire

/// Makes a benefit of a file, or names everything that is wrong with it.
struct BenefitReader {
    let lists: ListCatalogue
    let authorities: Set<String>
    /// Services one may apply by, with the benefits each asks for and the facts it states for them.
    let services: [String: [String: Set<String>]]
    var cursor: FileCursor

    static let members = [
        "benefit", "row", "from", "to", "owner", "name", "summary", "gives", "way", "service",
        "bases", "when", "stated",
    ]

    mutating func benefit(_ yaml: YAML) -> BenefitRule {
        cursor.only(Self.members, in: yaml)
        let id = cursor.id(renamed(yaml), among: [])
        let from = cursor.day("from", in: yaml)
        if yaml["from"] == nil {
            cursor.add(yaml.line, zh: "缺少首日 from。", en: "The first day (from) is missing.")
        }
        let to = cursor.day("to", in: yaml)
        if let from, let to, to < from {
            cursor.add(yaml.line, zh: "末日早于首日。", en: "The last day is before the first.")
        }
        let owner = cursor.text("owner", in: yaml)
        if !authorities.contains(owner) {
            cursor.add(
                yaml["owner"]?.line ?? yaml.line, zh: "不认识部门 \(owner)。",
                en: "The authority \(owner) is not known.")
        }
        let way = BenefitRule.Way(rawValue: cursor.text("way", in: yaml))
        if way == nil {
            cursor.add(
                yaml["way"]?.line ?? yaml.line, zh: "way 为 automatic 或 application。",
                en: "way is automatic or application.")
        }
        let stated = cursor.texts("stated", in: yaml)
        var rule = BenefitRule(
            id: id, row: cursor.text("row", in: yaml), from: from ?? Day(sinceEpoch: 0), to: to,
            owner: owner, name: cursor.words("name", in: yaml),
            summary: cursor.words("summary", in: yaml), gives: cursor.words("gives", in: yaml),
            way: way ?? .application, service: service(yaml, id, stated), bases: bases(yaml),
            condition: condition(yaml))
        rule.stated = stated
        for fact in stated where !rule.condition.facts.contains(fact) {
            cursor.add(
                yaml["stated"]?.line ?? yaml.line, zh: "条件 when 没有用到指标 \(fact)。",
                en: "The condition (when) does not ask for the fact \(fact).")
        }
        return rule
    }

    /// The id stands under the name of the file's kind.
    private func renamed(_ yaml: YAML) -> YAML {
        YAML(
            .map(
                yaml.members.filter { $0.name == "benefit" }.map {
                    YAML.Member(name: "id", line: $0.line, value: $0.value)
                }), line: yaml.line)
    }

    /// The service must ask for the benefit itself: what is missing for it is missing for both.
    private mutating func service(
        _ yaml: YAML, _ id: String, _ stated: [String]
    ) -> String? {
        guard let value = yaml["service"] else { return nil }
        let service = value.text ?? ""
        guard let asked = services[service] else {
            cursor.add(
                value.line, zh: "没有事项 \(service)。", en: "There is no service \(service).")
            return service
        }
        guard let facts = asked[id] else {
            cursor.add(
                value.line,
                zh: "事项 \(service) 没有检查这项惠企政策的条件：请在它的 checks 中写 "
                    + "check: holds-benefit, benefit: \(id)。",
                en: "The service \(service) does not ask whether a firm meets the condition: write "
                    + "check: holds-benefit, benefit: \(id) into its checks.")
            return service
        }
        for fact in facts.sorted() where !stated.contains(fact) {
            cursor.add(
                value.line, zh: "事项 \(service) 申报指标 \(fact)，stated 没有允许。",
                en: "The service \(service) states the fact \(fact), which stated does not let it.")
        }
        return service
    }

    private mutating func bases(_ yaml: YAML) -> [Citation] {
        let names = cursor.texts("bases", in: yaml)
        if names.isEmpty {
            cursor.add(yaml.line, zh: "缺少依据 bases。", en: "The legal bases are missing.")
        }
        return names.compactMap { name in
            guard let found = lists.citations[name] else {
                cursor.add(
                    yaml["bases"]?.line ?? yaml.line, zh: "依据 \(name) 不在 citations.csv 中。",
                    en: "The citation \(name) is not in citations.csv.")
                return nil
            }
            return found.citation
        }
    }

    private mutating func condition(_ yaml: YAML) -> FirmCondition {
        guard let when = yaml["when"] else {
            cursor.add(yaml.line, zh: "缺少条件 when。", en: "The condition (when) is missing.")
            return .any([])
        }
        return lists.conditions.read(when, &cursor)
    }
}
