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
        var faults: [Fault] = []
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
            if article["label"]?.string == nil { faults.append(text(path + "/label")) }
            for name in ["title", "text"] { faults += words("\(path)/\(name)", article[name]) }
        }
        return faults
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
