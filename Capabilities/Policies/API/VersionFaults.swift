import Kernel
import Wire

/// What of a version somebody sent cannot be read, member by member: the counterpart of
/// `PolicyJSON.version`, which then gives none.
enum VersionFaults {
    static func all(_ json: JSON) -> [Fault] {
        guard case .object = json else {
            return [
                PoliciesRefusal.fault(
                    "/content", "缺少 content，或它不是对象。", "content is missing or no object.")
            ]
        }
        var faults = members(json, "", known: known) + lists(json, "", lists)
        let kinds = PolicyVersion.Kind.allCases.map(\.rawValue)
        if !(json["kind"]?.string.map(kinds.contains) ?? false) {
            faults.append(
                fault(
                    "kind", "类别 kind 缺少或不对，可为：\(kinds.joined(separator: "、"))。",
                    "kind is missing or wrong; it may be: \(kinds.joined(separator: ", "))."))
        }
        if json["document"]?.string == nil { faults.append(text("document")) }
        for name in ["issuer", "title", "summary"] { faults += words(name, json[name]) }
        if !(json["from"]?.string.map { Day($0) != nil } ?? false) {
            faults.append(day("from"))
        }
        for name in ["issued", "to"] {
            if let given = json[name]?.string, !given.isEmpty, Day(given) == nil {
                faults.append(day(name))
            }
        }
        for (place, article) in (json["articles"]?.elements ?? []).enumerated() {
            let path = "articles/\(place)"
            faults += members(article, path + "/", known: articleKnown)
            faults += lists(article, path + "/", articleLists)
            if article["label"]?.string == nil { faults.append(text(path + "/label")) }
            for name in ["title", "text"] { faults += words("\(path)/\(name)", article[name]) }
        }
        return faults
    }

    private static let lists = ["aliases", "topics", "roles", "districts", "replaces"]
    private static let articleLists = ["bodies", "topics", "roles"]
    private static let known =
        lists + [
            "kind", "document", "issuer", "issued", "from", "to", "title", "summary", "source",
            "articles",
        ]
    private static let articleKnown = articleLists + ["key", "label", "title", "text"]

    /// Names nobody reads: they were meant for something.
    private static func members(_ json: JSON, _ path: String, known: [String]) -> [Fault] {
        json.others(than: known).map { name in
            fault(
                path + name, "这里不读 \(name)，可写：\(known.joined(separator: "、"))。",
                "Nobody reads \(name) here; there are: \(known.joined(separator: ", ")).")
        }
    }

    /// What has to be a list of texts and is none would hold nothing.
    private static func lists(_ json: JSON, _ path: String, _ names: [String]) -> [Fault] {
        names.filter { name in
            guard let value = json[name], value != .null else { return false }
            guard case .array(let values) = value else { return true }
            return !values.allSatisfy { $0.string != nil }
        }.map { name in
            fault(path + name, "\(name) 应为文字的列表。", "\(name) has to be a list of texts.")
        }
    }

    private static func fault(_ path: String, _ zh: String, _ en: String) -> Fault {
        PoliciesRefusal.fault("/content/" + path, zh, en)
    }

    private static func text(_ path: String) -> Fault {
        fault(path, "缺少 \(path)，或它不是文字。", "\(path) is missing or no text.")
    }

    private static func day(_ path: String) -> Fault {
        fault(
            path, "\(path) 缺少或不是日期，应如 2026-01-01。",
            "\(path) is missing or no day; write it like 2026-01-01.")
    }

    /// A sentence needs both languages.
    private static func words(_ path: String, _ json: JSON?) -> [Fault] {
        ["zh", "en"].filter { json?[$0]?.string == nil }.map { text("\(path)/\($0)") }
    }
}
