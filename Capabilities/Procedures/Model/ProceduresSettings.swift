import Kernel
import Reference

/// Dated figures of this room (`Data/settings.csv`).
struct ProceduresSettings: Sendable {
    private let values: [String: [Dated<Int>]]

    static func load(_ share: Share) throws -> ProceduresSettings {
        var values: [String: [Dated<Int>]] = [:]
        var file = try DataFile("Capabilities/Procedures/Data/settings.csv", in: share)
        let key = try file.column("key")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let value = try file.column("value")
        let document = try file.column("document")
        let article = try file.column("article")
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
        return ProceduresSettings(values: values)
    }

    /// The figure in force on a day; 0 when there is none.
    func whole(_ key: String, on day: Day) -> Int { values[key]?.inForce(on: day)?.value ?? 0 }
}
