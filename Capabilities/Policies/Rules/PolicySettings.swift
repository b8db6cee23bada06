import Kernel
import Reference

/// Dated figures of this room (`Data/settings.csv`).
struct PolicySettings: Sendable {
    private let values: [String: [Dated<Int>]]

    static func load(_ share: Share) throws -> PolicySettings {
        var values: [String: [Dated<Int>]] = [:]
        var file = try DataFile("Capabilities/Policies/Data/settings.csv", in: share)
        let (key, value) = (try file.column("key"), try file.column("value"))
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let (document, article) = (try file.column("document"), try file.column("article"))
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from"),
                let number = Int(row.text(value)), number >= 0
            else { throw row.fault("value") }
            values[try row.required(key, "key"), default: []].append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"), value: number,
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        return PolicySettings(values: values)
    }

    /// The figure in force on a day; nil when there is none.
    func figure(_ key: String, on day: Day) -> Dated<Int>? { values[key]?.inForce(on: day) }

    /// The same without its source; 0 when there is none.
    func whole(_ key: String, on day: Day) -> Int { figure(key, on: day)?.value ?? 0 }
}
