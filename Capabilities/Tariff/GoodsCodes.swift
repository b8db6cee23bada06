public import Kernel
import Reference

/// The goods codes of the tariff with their rates, as of a day.
///
///     let codes = try GoodsCodes.load(share)
///     codes.line(hs10: "3304990029", on: day)?.vat   // 13
public struct GoodsCodes: Sendable {
    /// In order of their codes.
    private let lines: [TariffLine]
    private let places: [UInt64: Int]
    /// Later versions of single codes; they go before the table from their first day on.
    private let changes: [UInt64: [TariffLine]]

    /// A tariff of these lines, in order of their codes.
    init(_ lines: [TariffLine], changes: [UInt64: [TariffLine]] = [:]) {
        self.lines = lines
        self.changes = changes
        var places: [UInt64: Int] = [:]
        places.reserveCapacity(lines.count)
        for (place, line) in lines.enumerated() { places[line.code.packed] = place }
        self.places = places
    }

    /// Reads the tariff files. Refuses one that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> GoodsCodes {
        let english = try readNames(share)
        let origin = try readOrigin(of: "import-tariff.csv", share, english)
        var lines: [TariffLine] = []
        lines.reserveCapacity(13_000)
        var file = try DataFile("\(folder)/import-tariff.csv", in: share)
        let table = try TariffTable(file)
        while let row = try file.next() {
            let line = try table.line(row, origin)
            if let last = lines.last, last.code >= line.code { throw row.fault("hs10") }
            lines.append(line)
        }
        return GoodsCodes(lines, changes: try readChanges(share, english))
    }

    /// The line of a code in force on a day; nil when the text is not a code of the table, or no
    /// rate is known for that day.
    public func line(hs10: String, on day: Day) -> TariffLine? {
        GoodsCode(hs10).flatMap { line($0, on: day) }
    }

    /// The line of a code in force on a day.
    public func line(_ code: GoodsCode, on day: Day) -> TariffLine? {
        if !changes.isEmpty, let later = changes[code.packed] {
            let holding = later.filter { $0.from <= day && ($0.to.map { day <= $0 } ?? true) }
            if let latest = holding.max(by: { $0.from < $1.from }) { return latest }
        }
        guard let place = places[code.packed] else { return nil }
        let line = lines[place]
        guard line.from <= day, line.to.map({ day <= $0 }) ?? true else { return nil }
        return line
    }

    /// Whether the table knows the code, on whatever day.
    public func knows(_ code: GoodsCode) -> Bool {
        places[code.packed] != nil || changes[code.packed] != nil
    }

    /// Whether any code begins with these digits: what simplified classification by heading (four
    /// digits) or subheading (six) asks.
    public func contains(prefix: String) -> Bool {
        guard let low = GoodsCode.pack(prefix) else { return false }
        let digits = prefix.utf8.count
        var scale: UInt64 = 1
        for _ in digits..<10 { scale *= 10 }
        var from = 0
        var to = lines.count
        while from < to {
            let middle = (from + to) / 2
            if lines[middle].code.packed < low * scale { from = middle + 1 } else { to = middle }
        }
        return from < lines.count && lines[from].code.packed < (low + 1) * scale
    }

    /// How many codes the table has.
    public var count: Int { lines.count }

    private static func readNames(_ share: Share) throws(DataFault) -> [UInt64: String] {
        var names: [UInt64: String] = [:]
        names.reserveCapacity(6000)
        var file = try DataFile("\(folder)/subheading-names.csv", in: share)
        let code = try file.column("hs6")
        let name = try file.column("name_en")
        while let row = try file.next() {
            let digits = try row.required(code, "hs6")
            guard digits.utf8.count == 6, let packed = GoodsCode.pack(digits) else {
                throw row.fault("hs6")
            }
            names[packed] = try row.required(name, "name_en")
        }
        return names
    }

    /// What `tables.csv` says of a file whose rows carry no days of their own.
    private static func readOrigin(
        of name: String, _ share: Share, _ english: [UInt64: String]
    ) throws(DataFault) -> TariffTable.Origin {
        var file = try DataFile("\(folder)/tables.csv", in: share)
        let column = try file.column("file")
        let columns = try DatedColumns(file)
        let confidence = try file.column("confidence")
        while let row = try file.next() {
            guard row.text(column) == name else { continue }
            return TariffTable.Origin(
                from: try columns.from(row), to: try columns.to(row),
                citation: try columns.citation(row),
                isReferenceOnly: row.text(confidence) == "reference-only", english: english)
        }
        throw DataFault(path: file.path, line: 0, reason: "no row for \(name)")
    }

    private static func readChanges(
        _ share: Share, _ english: [UInt64: String]
    ) throws(DataFault) -> [UInt64: [TariffLine]] {
        var changes: [UInt64: [TariffLine]] = [:]
        var file = try DataFile("\(folder)/import-tariff-changes.csv", in: share)
        let table = try TariffTable(file)
        let columns = try DatedColumns(file)
        while let row = try file.next() {
            let origin = TariffTable.Origin(
                from: try columns.from(row), to: try columns.to(row),
                citation: try columns.citation(row), isReferenceOnly: true, english: english)
            let line = try table.line(row, origin)
            changes[line.code.packed, default: []].append(line)
        }
        return changes
    }
}

/// Where the tables of this capability lie.
let folder = "Capabilities/Tariff/Data"
