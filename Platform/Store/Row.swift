/// One row of an answer. Columns are read by position, in the order of the select list.
public struct Row: Sendable {
    public let values: [Value]

    init(values: [Value]) { self.values = values }

    public func text(_ column: Int) throws(StoreFault) -> String {
        guard case .text(let value) = values[column] else { throw mismatch(column, "text") }
        return value
    }

    public func integer(_ column: Int) throws(StoreFault) -> Int64 {
        guard case .integer(let value) = values[column] else { throw mismatch(column, "integer") }
        return value
    }

    public func blob(_ column: Int) throws(StoreFault) -> [UInt8] {
        guard case .blob(let value) = values[column] else { throw mismatch(column, "blob") }
        return value
    }

    /// Nil for null.
    public func optionalText(_ column: Int) throws(StoreFault) -> String? {
        if case .null = values[column] { return nil }
        return try text(column)
    }

    /// Nil for null.
    public func optionalInteger(_ column: Int) throws(StoreFault) -> Int64? {
        if case .null = values[column] { return nil }
        return try integer(column)
    }

    /// Nil for null.
    public func optionalBlob(_ column: Int) throws(StoreFault) -> [UInt8]? {
        if case .null = values[column] { return nil }
        return try blob(column)
    }

    private func mismatch(_ column: Int, _ wanted: String) -> StoreFault {
        .shape("column \(column) is not \(wanted)")
    }
}
