public import Kernel

/// Figures a room decides by, each with its first day and its source: its `settings.csv`. A figure
/// that is asked for is there, or the program says that it is not: nothing is guessed.
public struct SettingsTable: Sendable {
    private let path: String
    private let values: [String: [Dated<Fixed>]]

    /// Reads `Data/settings.csv` of a room.
    ///
    /// - Parameters:
    ///   - keys: all that the room asks for. A table that lacks one of them, or has another, is
    ///     refused: a mistyped key must not switch anything off.
    ///   - lasting: those of them that must hold on every day from their first on: a row that
    ///     leaves a day without a figure is refused, with its line.
    ///   - areWhole: whether a figure with decimals is refused.
    public static func load(
        _ path: String, keys: Set<String>, lasting: Set<String> = [], areWhole: Bool = false,
        in share: Share
    ) throws(DataFault) -> SettingsTable {
        try read(try DataFile(path, in: share), keys: keys, lasting: lasting, areWhole: areWhole)
    }

    /// The same from a file that is open.
    public static func read(
        _ opened: DataFile, keys: Set<String>, lasting: Set<String> = [], areWhole: Bool = false
    ) throws(DataFault) -> SettingsTable {
        var lines: [String: [Int]] = [:]
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
            guard let number = try row.number(value, "value"), number >= .zero,
                !areWhole || number.raw % Fixed.scale == 0
            else { throw row.fault("value") }
            lines[name, default: []].append(row.line)
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
        for name in lasting.sorted() {
            guard let rows = values[name], let lines = lines[name],
                let gap = gap(zip(rows, lines).map { ($0, $1) })
            else { continue }
            throw DataFault(
                path: file.path, line: gap.line,
                reason: "no \(name) would be in force on \(gap.day.text)", column: "valid_to")
        }
        return SettingsTable(path: file.path, values: values)
    }

    /// The first day after the rows began on which none of them is in force, and the line after
    /// which it comes.
    private static func gap(
        _ rows: [(row: Dated<Fixed>, line: Int)]
    ) -> (line: Int, day: Day)? {
        let rows = rows.sorted { $0.row.from < $1.row.from }
        guard var (last, line) = rows.first.map({ ($0.row.to, $0.line) }) else { return nil }
        for (row, next) in rows.dropFirst() {
            guard let end = last else { return nil }
            if end.adding(days: 1) < row.from { return (line, end.adding(days: 1)) }
            guard let to = row.to else { return nil }
            if end < to { (last, line) = (to, next) }
        }
        return last.map { (line, $0.adding(days: 1)) }
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
