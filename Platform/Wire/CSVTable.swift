public import Kernel

/// A CSV text whose first line names its columns. Every record must have as many fields as the
/// header, and every column asked for must be there.
public struct CSVTable: Sendable {
    /// Names of the columns, in order.
    public let columns: [String]
    private var reader: CSVReader

    /// Reads the header line. Refuses an empty text, a column named twice and a missing column.
    public init(
        _ bytes: [UInt8], requiring needed: [String] = [], limits: CSVLimits = .upload
    ) throws(Fault) {
        var reader = CSVReader(bytes, limits: limits)
        guard let header = try reader.next() else { throw CSVFault.noHeader() }
        columns = header.fields
        var seen: Set<[UInt8]> = []
        for name in columns where !seen.insert(Array(name.utf8)).inserted {
            throw CSVFault.repeatedColumn(name)
        }
        for name in needed where !seen.contains(Array(name.utf8)) {
            throw CSVFault.missingColumn(name)
        }
        self.reader = reader
    }

    /// Place of a column, to be looked up once before the loop. Refuses a name that is not there.
    public func index(of column: String) throws(Fault) -> Int {
        guard let index = columns.firstIndex(where: { $0.utf8.elementsEqual(column.utf8) }) else {
            throw CSVFault.missingColumn(column)
        }
        return index
    }

    /// The next record, nil at the end.
    public mutating func next() throws(Fault) -> CSVRecord? {
        guard let record = try reader.next() else { return nil }
        guard record.count == columns.count else {
            throw CSVFault.fieldCount(record.count, columns.count, record.line)
        }
        return record
    }
}
