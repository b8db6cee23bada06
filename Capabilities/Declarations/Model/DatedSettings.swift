import Kernel
import Reference

/// Values the rules of declarations rest on, each with its first day and its source
/// (`Data/settings.csv`).
struct DatedSettings: Sendable {
    private let values: [String: [Dated<Fixed>]]

    init(_ values: [String: [Dated<Fixed>]]) { self.values = values }

    static func load(_ share: Share) throws -> DatedSettings {
        var values: [String: [Dated<Fixed>]] = [:]
        var file = try DataFile("Capabilities/Declarations/Data/settings.csv", in: share)
        let key = try file.column("key")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let value = try file.column("value")
        let document = try file.column("document")
        let article = try file.column("article")
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from"),
                let number = try row.number(value, "value")
            else { throw row.fault("value") }
            values[try row.required(key, "key"), default: []].append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"), value: number,
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        return DatedSettings(values)
    }

    /// The value in force on a day; nil when there is none.
    func value(_ key: String, on day: Day) -> Dated<Fixed>? { values[key]?.inForce(on: day) }

    /// The same as a whole number.
    func whole(_ key: String, on day: Day) -> Int? {
        value(key, on: day).map { Int($0.value.raw / Fixed.scale) }
    }
}
