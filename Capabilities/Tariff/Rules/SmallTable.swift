import Kernel
import Reference

/// A short table an edition may bring, whole or some rows of it: how its rows are read, what they
/// take the place of, and how a change of them is told.
struct SmallTable: Sendable {
    let kind: Edition.Kind
    let name: Localized
    /// The columns it is known by.
    let marks: [String]
    /// Every column it may have.
    let columns: [String]
    /// How a column is written, where that is worth saying.
    let mends: [String: Localized]
    let read: @Sendable (
        EditionReading, DataFile, Edition, inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change]
    /// Keys in force on a day.
    let held: @Sendable (TariffBook, Day, LoadedEditions.State) -> [String]
    /// What is loaded and holds on a day, by key, in words; what is not loaded and does not hold
    /// any more under a whole table is left out.
    let told: @Sendable (TariffBook, Day, LoadedEditions.State) -> [String: [String]]
    /// Takes away what a whole table does not name: those named, and the first day.
    let drop: @Sendable (inout LoadedEditions.State, Set<String>, Day) -> Void
    /// The keys a file names.
    let named: @Sendable (EditionReading, DataFile, Edition, LoadedEditions.State)
        throws(DataFault) -> Set<String>

    static func of(_ kind: Edition.Kind) -> SmallTable? { all.first { $0.kind == kind } }

    static let all: [SmallTable] = [
        postal, retailLimits, retailFactors, quantityCaps, quotas, thresholds, additional,
        conversions, summary, nomenclatures, names, searchWords, unitConversions, agreements,
        partners,
    ]
}

/// One row while it is read.
struct SmallRow<Value: LoadedValue> {
    let row: DataRow
    let file: DataFile
    let edition: Edition
    let book: TariffBook
    /// Everything loaded before.
    let state: LoadedEditions.State
    /// What holds before, by key.
    let before: (String) -> Value?

    func text(_ name: String) -> String { row.text(file.place(of: name)) }

    func required(_ name: String) throws(DataFault) -> String {
        try row.required(file.place(of: name), name)
    }

    /// A number; nil for an empty cell.
    func number(_ name: String) throws(DataFault) -> Fixed? {
        try row.number(file.place(of: name), name)
    }

    func fault(_ name: String, _ because: Localized? = nil) -> DataFault {
        row.fault(name, because)
    }

    /// A number above zero.
    func positive(_ name: String) throws(DataFault) -> Fixed {
        guard let number = try number(name) else { throw fault(name) }
        guard number > .zero, number < Fixed(raw: 1_000_000_000_000 * Fixed.scale) else {
            throw fault(name, SmallTable.notPositive)
        }
        return number
    }

    /// A per cent from 0 to below a bound.
    func perCent(_ name: String, below most: Int32) throws(DataFault) -> Fixed {
        guard let number = try number(name) else { throw fault(name) }
        guard !number.isNegative, number < Fixed(most) else {
            throw fault(name, SmallTable.outside(0, most))
        }
        return number
    }

    /// A text, else what stood there before, else a fault.
    func kept(_ name: String, _ old: String?) throws(DataFault) -> String {
        let told = text(name)
        if !told.isEmpty { return told }
        guard let old else { throw fault(name) }
        return old
    }

    /// Digits a code of the tariff begins with.
    func knownPrefix(_ digits: String, _ column: String) throws(DataFault) {
        guard GoodsCode.pack(digits) != nil, (2...10).contains(digits.utf8.count) else {
            throw fault(column)
        }
        var known = KnownDigits(book: book, state: state)
        guard known.has(digits) else { throw fault(column, EditionFault.noCode) }
    }

    /// A part of a conversion: small enough for exact products.
    func whole(_ name: String) throws(DataFault) -> Int128 {
        guard let number = Int32(text(name)), (1...1_000_000).contains(number) else {
            throw fault(name)
        }
        return Int128(number)
    }

    func unit(_ name: String) throws(DataFault) -> String {
        let unit = try required(name)
        guard book.tables[.units].entry(unit, on: edition.from) != nil else {
            throw fault(name, EditionFault.noUnit(unit))
        }
        return unit
    }
}

extension SmallTable {
    static let notPositive = Localized(
        zh: "须大于 0，且不超过一万亿", en: "it must lie above zero and below 10^12")

    static func outside(_ least: Int32, _ most: Int32) -> Localized {
        Localized(
            zh: "须在 \(least) 至 \(most) 之间（不含 \(most)）",
            en: "it must lie from \(least) to below \(most)")
    }

    /// Builds a table over the rows of one kind.
    ///
    /// - Parameters:
    ///   - key: the column that stands in a fault about a row twice named.
    ///   - told: a row in words, part by part: of what changes only the parts that do are told.
    static func make<Value: LoadedValue>(
        _ kind: Edition.Kind, _ name: Localized, marks: [String], others: [String] = [],
        key: String, mends: [String: Localized] = [:],
        rows: any WritableKeyPath<LoadedEditions.State, LoadedRows<Value>> & Sendable,
        shipped: @escaping @Sendable (TariffBook) -> [Dated<Value>],
        told: @escaping @Sendable (Value) -> [String],
        value: @escaping @Sendable (SmallRow<Value>) throws(DataFault) -> Value
    ) -> SmallTable {
        let reader = SmallReader(
            marks: marks, key: key, rows: rows, shipped: shipped, told: told, value: value)
        return SmallTable(
            kind: kind, name: name, marks: marks, columns: marks + others + ["valid_to"],
            mends: mends,
            read: { (reading, file, edition, state) throws(DataFault) in
                try reader.read(reading, file, edition, &state)
            },
            held: { book, day, state in
                state[keyPath: rows].all(on: day, over: shipped(book)).map(\.value.loadedKey)
            },
            told: { book, day, state in
                state[keyPath: rows].all(on: day, over: shipped(book)).reduce(into: [:]) {
                    $0[$1.value.loadedKey] = told($1.value)
                }
            },
            drop: { state, named, day in
                state[keyPath: rows].replaceAll(from: day, keeping: named)
            },
            named: { (reading, file, edition, state) throws(DataFault) in
                var found: Set<String> = []
                try reader.each(reading, file, edition, state) { (_, read) throws(DataFault) in
                    found.insert(read.loadedKey)
                }
                return found
            })
    }
}

/// Reads the rows of one kind.
private struct SmallReader<Value: LoadedValue>: Sendable {
    let marks: [String]
    let key: String
    let rows: any WritableKeyPath<LoadedEditions.State, LoadedRows<Value>> & Sendable
    let shipped: @Sendable (TariffBook) -> [Dated<Value>]
    let told: @Sendable (Value) -> [String]
    let value: @Sendable (SmallRow<Value>) throws(DataFault) -> Value

    /// Every row of a file with its value, as of the editions before it.
    func each(
        _ reading: EditionReading, _ source: DataFile, _ edition: Edition,
        _ state: LoadedEditions.State, _ body: (DataRow, Value) throws(DataFault) -> Void
    ) throws(DataFault) {
        var file = source
        for column in marks { _ = try file.column(column) }
        let before = before(reading, edition, state)
        while let row = try file.next() {
            let read = try value(
                SmallRow(
                    row: row, file: file, edition: edition, book: reading.book, state: state,
                    before: before))
            try body(row, read)
        }
    }

    /// What holds before an edition, by key.
    private func before(
        _ reading: EditionReading, _ edition: Edition, _ state: LoadedEditions.State
    ) -> (String) -> Value? {
        let held = state[keyPath: rows]
        let base = Dictionary(grouping: shipped(reading.book), by: \.value.loadedKey)
        return { key in held.row(key, on: edition.from) { base[key] ?? [] }?.value }
    }

    /// Puts the rows of a file on top of what is there; gives what they change.
    func read(
        _ reading: EditionReading, _ file: DataFile, _ edition: Edition,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var seen: [String: Int] = [:]
        var changes: [EditionReport.Change] = []
        let before = state
        let old = self.before(reading, edition, before)
        let to = file.place(of: "valid_to")
        var added: [Dated<Value>] = []
        try each(reading, file, edition, before) { (row, read) throws(DataFault) in
            if let first = seen.updateValue(row.line, forKey: read.loadedKey) {
                throw row.fault(key, EditionReading.repeated(first))
            }
            added.append(
                Dated(
                    from: edition.from, to: try row.day(to, "valid_to"), value: read,
                    citation: Citation(document: edition.document)))
            changes.append(reading.told(read.loadedKey, old(read.loadedKey).map(told), told(read)))
        }
        for row in added { state[keyPath: rows].add(row) }
        return changes
    }
}
