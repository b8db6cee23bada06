import Kernel
import Reference

/// Values this room decides by, each with its first day and source (`Data/settings.csv`).
struct OriginSettings: Sendable {
    private let values: [String: [Dated<Fixed>]]

    static func load(_ share: Share) throws(DataFault) -> OriginSettings {
        var file = try DataFile("\(folder)/settings.csv", in: share)
        let (key, value) = (try file.column("key"), try file.column("value"))
        let dates = try DateColumns(file)
        var values: [String: [Dated<Fixed>]] = [:]
        while let row = try file.next() {
            guard let number = try row.number(value, "value") else { throw row.fault("value") }
            values[try row.required(key, "key"), default: []].append(
                Dated(
                    from: try dates.from(row), to: try dates.to(row), value: number,
                    citation: try dates.citation(row)))
        }
        return OriginSettings(values: values)
    }

    /// - Throws: `OriginRefusal.notSettled` when nothing is in force that day: no value is guessed.
    func value(_ key: String, on day: Day) throws(OriginRefusal) -> Dated<Fixed> {
        guard let found = values[key]?.inForce(on: day) else { throw .notSettled(key) }
        return found
    }

    /// The same as a whole number.
    func whole(_ key: String, on day: Day) throws(OriginRefusal) -> Int {
        Int(try value(key, on: day).value.raw / Fixed.scale)
    }
}
