public import Kernel

/// Figures a room decides by, each with its first day and its source: its `settings.csv`. A figure
/// that is asked for is there, or the program says that it is not: nothing is guessed.
public struct SettingsTable: Sendable {
    private let path: String
    private let values: [String: [Dated<Fixed>]]

    /// Reads `Data/settings.csv` of a room.
    ///
    /// - Parameter keys: all that the room asks for. A table that lacks one of them, or has
    ///   another, is refused: a mistyped key must not switch anything off.
    public static func load(
        _ path: String, keys: Set<String>, in share: Share
    ) throws(DataFault) -> SettingsTable {
        try read(try DataFile(path, in: share), keys: keys)
    }

    /// The same from a file that is open.
    public static func read(
        _ opened: DataFile, keys: Set<String>
    ) throws(DataFault) -> SettingsTable {
        var file = opened
        let (key, value) = (try file.column("key"), try file.column("value"))
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let (document, article) = (try file.column("document"), try file.column("article"))
        var values: [String: [Dated<Fixed>]] = [:]
        while let row = try file.next() {
            let name = try row.required(key, "key")
            guard keys.contains(name) else { throw row.fault("key") }
            guard let first = try row.day(from, "valid_from") else {
                throw row.fault("valid_from")
            }
            guard let number = try row.number(value, "value"), number >= .zero else {
                throw row.fault("value")
            }
            values[name, default: []].append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"), value: number,
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        if let missing = keys.sorted().first(where: { values[$0] == nil }) {
            throw DataFault(path: file.path, line: 0, reason: "there is no row of \(missing)")
        }
        return SettingsTable(path: file.path, values: values)
    }

    /// The figure in force on a day, with its source.
    ///
    /// - Throws: where no row is in force that day.
    public func figure(_ key: String, on day: Day) throws(DataFault) -> Dated<Fixed> {
        guard let found = values[key]?.inForce(on: day) else {
            throw DataFault(path: path, line: 0, reason: "no \(key) is in force on \(day.text)")
        }
        return found
    }

    /// The same as a whole number, without its source.
    public func whole(_ key: String, on day: Day) throws(DataFault) -> Int {
        let number = try figure(key, on: day).value
        guard number.raw % Fixed.scale == 0 else {
            throw DataFault(
                path: path, line: 0, reason: "\(key) is no whole number: \(number.text)")
        }
        return Int(number.raw / Fixed.scale)
    }
}
