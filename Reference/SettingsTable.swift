public import Kernel

/// Figures a room decides by, each with its first day and its source: its `settings.csv`. A figure
/// that is asked for is there, or the program says that it is not: nothing is guessed.
public struct SettingsTable: Sendable {
    /// What a room asks its table for. A table that lacks one of the keys, or has another, is
    /// refused: a mistyped key must not switch anything off.
    public struct Needs: Sendable {
        /// Keys that there must be, on whatever days.
        let keys: Set<String>
        /// Those that must hold on every day from their first on: a row that leaves a day without
        /// a figure is refused, with its line.
        let lasting: Set<String>
        /// Beginnings of keys whose ends are codes that come and go: `postal-site.`.
        let families: [String]
        /// Keys and families whose figures may have decimals; nil where all may.
        let fractions: Set<String>?
        /// Families whose figures are numbers below zero: codes of the customs.
        let belowZero: Set<String>
        /// Between which numbers a figure lies, where not every one means something.
        let ranges: [String: ClosedRange<Int>]

        /// What a room asks for; figures are whole and not below zero unless said otherwise.
        public init(
            keys: Set<String> = [], lasting: Set<String> = [], families: [String] = [],
            fractions: Set<String>? = [], belowZero: Set<String> = [],
            ranges: [String: ClosedRange<Int>] = [:]
        ) {
            self.keys = keys.union(lasting)
            self.lasting = lasting
            self.families = families
            self.fractions = fractions
            self.belowZero = belowZero
            self.ranges = ranges
        }

        fileprivate func knows(_ key: String) -> Bool {
            keys.contains(key) || families.contains { Self.begins(key, $0) }
        }

        fileprivate func takes(_ number: Fixed, for key: String) -> Bool {
            if number < .zero, !belowZero.contains(where: { Self.begins(key, $0) }) { return false }
            if let range = ranges[key], !range.contains(Int(number.raw / Fixed.scale)) {
                return false
            }
            guard let fractions, !fractions.contains(where: { Self.begins(key, $0) }) else {
                return true
            }
            return number.raw % Fixed.scale == 0
        }

        private static func begins(_ key: String, _ start: String) -> Bool {
            key.utf8.starts(with: start.utf8)
        }
    }

    private let path: String
    private let values: [String: [Dated<Fixed>]]

    /// Reads `Data/settings.csv` of a room.
    ///
    /// - Parameters:
    ///   - keys: all that the room asks for.
    ///   - lasting: those of them that must hold on every day from their first on.
    ///   - areWhole: whether a figure with decimals is refused.
    public static func load(
        _ path: String, keys: Set<String>, lasting: Set<String> = [], areWhole: Bool = false,
        in share: Share
    ) throws(DataFault) -> SettingsTable {
        try load(
            path, Needs(keys: keys, lasting: lasting, fractions: areWhole ? [] : nil), in: share)
    }

    /// The same of a room whose keys are of several kinds.
    public static func load(
        _ path: String, _ needs: Needs, in share: Share
    ) throws(DataFault) -> SettingsTable {
        try read(try DataFile(path, in: share), needs)
    }

    /// The same from a file that is open.
    public static func read(
        _ opened: DataFile, keys: Set<String>, lasting: Set<String> = [], areWhole: Bool = false
    ) throws(DataFault) -> SettingsTable {
        try read(opened, Needs(keys: keys, lasting: lasting, fractions: areWhole ? [] : nil))
    }

    /// The same from a file that is open, of a room whose keys are of several kinds.
    public static func read(
        _ opened: DataFile, _ needs: Needs
    ) throws(DataFault) -> SettingsTable {
        var lines: [String: [Int]] = [:]
        var file = opened
        let (key, value) = (try file.column("key"), try file.column("value"))
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let (document, article) = (try file.column("document"), try file.column("article"))
        var values: [String: [Dated<Fixed>]] = [:]
        while let row = try file.next() {
            let name = try row.required(key, "key")
            guard needs.knows(name) else { throw row.fault("key") }
            guard let first = try row.day(from, "valid_from") else {
                throw row.fault("valid_from")
            }
            guard let number = try row.number(value, "value"), needs.takes(number, for: name)
            else { throw row.fault("value") }
            lines[name, default: []].append(row.line)
            values[name, default: []].append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"), value: number,
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        if let missing = needs.keys.sorted().first(where: { values[$0] == nil }) {
            throw DataFault(path: file.path, line: 0, reason: "there is no row of \(missing)")
        }
        for name in needs.lasting.sorted() {
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

    /// The figure in force on a day, with its source; nil where the papers set none for that day.
    public func inForce(_ key: String, on day: Day) -> Dated<Fixed>? {
        values[key]?.inForce(on: day)
    }

    /// The figure of a day that must not be without one: before the first day, the first. A clock
    /// that is wrong switches nothing off.
    ///
    /// - Parameter key: one that was read as lasting.
    public func standing(_ key: String, on day: Day) -> Dated<Fixed> {
        let rows = values[key] ?? []
        guard let found = rows.inForce(on: day) ?? rows.min(by: { $0.from < $1.from }) else {
            preconditionFailure("\(key) was not asked for when \(path) was read")
        }
        return found
    }

    /// The same as a whole number, without its source.
    public func standingWhole(_ key: String, on day: Day) -> Int {
        Int(standing(key, on: day).value.raw / Fixed.scale)
    }

    /// The figure in force on a day, with its source.
    ///
    /// - Throws: where no row is in force that day.
    public func figure(_ key: String, on day: Day) throws(DataFault) -> Dated<Fixed> {
        guard let found = inForce(key, on: day) else {
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
