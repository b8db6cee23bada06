public import Kernel
public import Wire

/// One of our own tables is damaged: the start stops and names file and line.
public struct DataFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Path of the file below the data folder.
    public let path: String
    /// Line, from 1; 0 when the file as a whole is meant.
    public let line: Int
    public let reason: String
    /// The column it is about; empty when the row or the file as a whole is meant.
    public let column: String
    /// Why, where more is known than that the cell does not fit.
    public let because: Localized?

    public init(
        path: String, line: Int, reason: String, column: String = "", because: Localized? = nil
    ) {
        self.path = path
        self.line = line
        self.reason = reason
        self.column = column
        self.because = because
    }

    public var description: String { "\(path):\(line): \(reason)" }
}

/// A CSV file of ours, read row by row, with faults that name file, line and column.
public struct DataFile: Sendable {
    public let path: String
    private var table: CSVTable

    /// Opens a file of the data folder. Refuses a file that is missing or has no header.
    public init(_ path: String, in share: Share) throws(DataFault) {
        self.path = path
        let bytes: [UInt8]
        do { bytes = try share.bytes(path) } catch {
            throw DataFault(path: path, line: 0, reason: "\(error)")
        }
        do { table = try CSVTable(bytes, limits: .data) } catch {
            throw DataFault(path: path, line: error.line, reason: error.message.en)
        }
    }

    /// A file that is there already: one an operator sent. `name` stands in its faults.
    public init(_ bytes: [UInt8], named name: String) throws(DataFault) {
        path = name
        do { table = try CSVTable(bytes, limits: .data) } catch {
            throw DataFault(path: name, line: max(1, error.line), reason: error.message.en)
        }
    }

    /// Place of a column; -1, at which every row is empty, when the header does not name it.
    public func place(of name: String) -> Int {
        table.columns.firstIndex { $0.utf8.elementsEqual(name.utf8) } ?? -1
    }

    /// Place of a column. Refuses a name the header does not have.
    public func column(_ name: String) throws(DataFault) -> Int {
        do { return try table.index(of: name) } catch {
            throw DataFault(
                path: path, line: 1, reason: error.message.en, column: name,
                because: error.message)
        }
    }

    /// Names of the columns, in order.
    public var columns: [String] { table.columns }

    /// Whether the header names a column.
    public func has(_ name: String) -> Bool { table.columns.contains(name) }

    /// The next row, nil at the end.
    public mutating func next() throws(DataFault) -> DataRow? {
        do { return try table.next().map { DataRow(path: path, record: $0) } } catch {
            throw DataFault(path: path, line: error.line, reason: error.message.en)
        }
    }
}

/// One row of a `DataFile`.
public struct DataRow: Sendable {
    let path: String
    /// Line the row begins on, from 1.
    public var line: Int { record.line }
    /// The record as it was read, for callers that want bytes.
    public let record: CSVRecord

    /// The cell as text; may be empty.
    public func text(_ column: Int) -> String { record[column] }

    /// The cell as text. Refuses an empty one.
    public func required(_ column: Int, _ name: String) throws(DataFault) -> String {
        let text = record[column]
        guard !text.isEmpty else { throw fault(name) }
        return text
    }

    /// The cell as a day (`2026-01-01`), nil when empty.
    public func day(_ column: Int, _ name: String) throws(DataFault) -> Day? {
        guard !record.bytes(at: column).isEmpty else { return nil }
        guard let day = Day(record[column]) else { throw fault(name) }
        return day
    }

    /// The cell as a number, nil when empty: an empty cell means *not known*, never zero.
    public func number(_ column: Int, _ name: String) throws(DataFault) -> Fixed? {
        guard !record.bytes(at: column).isEmpty else { return nil }
        do { return try Fixed(record[column]) } catch { throw fault(name) }
    }

    /// What to throw when a cell does not hold what it should.
    ///
    /// - Parameter because: why, where more can be said than that it does not fit.
    public func fault(_ name: String, _ because: Localized? = nil) -> DataFault {
        DataFault(
            path: path, line: record.line,
            reason: because.map { "column \(name): \($0.en)" }
                ?? "column \(name) is missing or not valid", column: name, because: because)
    }
}
