public import Kernel
import Reference

/// Where the tables of this capability lie.
let folder = "Capabilities/Tariff/Data"

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
    /// What an operator loaded; goes before everything shipped. Shared by all copies.
    var loaded: LoadedEditions
    /// Names above the ten digits, units, declaration elements, former codes.
    public let nomenclature: Nomenclature

    /// A tariff of these lines, in order of their codes.
    init(
        _ lines: [TariffLine], changes: [UInt64: [TariffLine]] = [:],
        nomenclature: Nomenclature = Nomenclature(), loaded: LoadedEditions = LoadedEditions()
    ) {
        self.lines = lines
        self.changes = changes
        self.nomenclature = nomenclature
        self.loaded = loaded
        var places: [UInt64: Int] = [:]
        places.reserveCapacity(lines.count)
        for (place, line) in lines.enumerated() { places[line.code.packed] = place }
        self.places = places
    }

    /// Reads the tariff files. Refuses one that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> GoodsCodes {
        var codes = try share.once { try read(share) }
        codes.loaded = LoadedEditions()
        return codes
    }

    private static func read(_ share: Share) throws -> GoodsCodes {
        var nomenclature = try Nomenclature.load(share)
        let english = nomenclature.english
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
        nomenclature.complete(with: lines)
        return GoodsCodes(
            lines, changes: try readChanges(share, english, beside: lines),
            nomenclature: nomenclature)
    }

    /// The line of a code in force on a day; nil when the text is not a code of the table, or no
    /// rate is known for that day.
    public func line(hs10: String, on day: Day) -> TariffLine? {
        GoodsCode(hs10).flatMap { line($0, on: day) }
    }

    /// The line of a code in force on a day.
    public func line(_ code: GoodsCode, on day: Day) -> TariffLine? {
        let (version, english) = loaded.line(code, on: day)
        guard var line = version.map(\.line) ?? shipped(code, on: day) else { return nil }
        if let english, !line.englishIsOwn { line.name = Localized(zh: line.name.zh, en: english) }
        return line
    }

    /// The same as the product was shipped, without what an operator loaded.
    private func shipped(_ code: GoodsCode, on day: Day) -> TariffLine? {
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
        places[code.packed] != nil || changes[code.packed] != nil || loaded.knows(code)
    }

    /// The lines in force on a day whose codes begin with these digits (one to ten), in order.
    public func lines(under prefix: String, on day: Day) -> [TariffLine] {
        guard let low = GoodsCode.pack(prefix) else { return [] }
        let scale = GoodsCode.scale(of: prefix.utf8.count)
        let begin = place(of: low * scale)
        let end = place(of: (low + 1) * scale)
        var found = lines[begin..<end].compactMap { line($0.code, on: day) }
        let added = loaded.codes.filter { code in
            code.packed >= low * scale && code.packed < (low + 1) * scale
                && places[code.packed] == nil
        }
        if !added.isEmpty {
            found += added.compactMap { line($0, on: day) }
            found.sort { $0.code < $1.code }
        }
        return found
    }

    /// The line of a code on a day as it would be with these editions and no others.
    func line(
        _ code: GoodsCode, on day: Day, with state: LoadedEditions.State
    ) -> TariffLine? {
        if let version = LoadedEditions.latest(state.lines[code.packed] ?? [], on: day) {
            return version.line
        }
        return shipped(code, on: day)
    }

    /// The shipped codes of the same tariff line (eight digits), without the code itself; with
    /// those of loaded editions in their place once there are any.
    func beside(_ code: GoodsCode, on day: Day) -> [TariffLine] {
        if loaded.hasLines {
            return lines(under: String(code.text.prefix(8)), on: day).filter { $0.code != code }
        }
        guard let own = places[code.packed] else { return [] }
        let eight = code.prefix(8)
        var found: [TariffLine] = []
        var place = own - 1
        while place >= 0, lines[place].code.prefix(8) == eight {
            found.append(lines[place])
            place -= 1
        }
        place = own + 1
        while place < lines.count, lines[place].code.prefix(8) == eight {
            found.append(lines[place])
            place += 1
        }
        return found
    }

    /// A line of the code whatever the day: the latest loaded, else the shipped one.
    func anyLine(_ code: GoodsCode) -> TariffLine? {
        if let last = Day(year: 9999, month: 12, day: 31), let found = line(code, on: last) {
            return found
        }
        return places[code.packed].map { lines[$0] }
    }

    /// Codes that only loaded editions have.
    var addedCodes: [GoodsCode] { loaded.codes.filter { places[$0.packed] == nil } }

    /// Every code of the tables, in force or not, in order.
    var everyCode: [GoodsCode] {
        let added = addedCodes
        return added.isEmpty ? lines.map(\.code) : (lines.map(\.code) + added).sorted()
    }

    /// Every shipped code, and those a state of loaded editions has besides.
    func shippedCodes(and state: LoadedEditions.State) -> [GoodsCode] {
        let added = state.lines.keys.filter { places[$0] == nil }.sorted()
        return lines.map(\.code) + added.map { GoodsCode(packed: $0) }
    }

    /// First and last day the table of rates covers as a whole; the last is nil while it is open.
    public var edition: (from: Day, to: Day?)? { lines.first.map { ($0.from, $0.to) } }

    /// Place of the first line whose code is not below a number.
    private func place(of packed: UInt64) -> Int {
        var from = 0
        var to = lines.count
        while from < to {
            let middle = (from + to) / 2
            if lines[middle].code.packed < packed { from = middle + 1 } else { to = middle }
        }
        return from
    }

    /// Whether any code begins with these digits: what simplified classification by heading (four
    /// digits) or subheading (six) asks.
    public func contains(prefix: String) -> Bool {
        guard let low = GoodsCode.pack(prefix) else { return false }
        let scale = GoodsCode.scale(of: prefix.utf8.count)
        let first = place(of: low * scale)
        if first < lines.count, lines[first].code.packed < (low + 1) * scale { return true }
        return loaded.codes.contains {
            $0.packed >= low * scale && $0.packed < (low + 1) * scale
        }
    }

    /// How many codes the table has.
    public var count: Int { lines.count }

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
        _ share: Share, _ english: [UInt64: String], beside lines: [TariffLine]
    ) throws(DataFault) -> [UInt64: [TariffLine]] {
        var changes: [UInt64: [TariffLine]] = [:]
        var file = try DataFile("\(folder)/import-tariff-changes.csv", in: share)
        let table = try TariffTable(file)
        let columns = try DatedColumns(file)
        while let row = try file.next() {
            let origin = TariffTable.Origin(
                from: try columns.from(row), to: try columns.to(row),
                citation: try columns.citation(row), isReferenceOnly: true, english: english)
            var line = try table.line(row, origin)
            let before = (changes[line.code.packed] ?? []).last { $0.from < line.from }
                ?? lines.first { $0.code == line.code && $0.from <= line.from }
            if let before {
                let first = line.from
                line = line.amending(before, stated: table.stated, isReferenceOnly: true)
                // A row of the product begins on its day, whatever it says.
                line.from = first
            }
            changes[line.code.packed, default: []].append(line)
        }
        return changes
    }
}
