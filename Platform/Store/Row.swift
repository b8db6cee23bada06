public import Secrets

/// One row of an answer. Columns are read by position, in the order of the select list.
public struct Row: Sendable {
    public let values: [Value]

    /// What opens the encrypted ones.
    private let keys: KeySlot

    init(values: [Value], keys: KeySlot) {
        self.values = values
        self.keys = keys
    }

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

    /// The plain bytes of a value that was encrypted for this place.
    public func decrypted(_ column: Int, in cell: Cell) throws(StoreFault) -> [UInt8] {
        let stored = try blob(column)
        let vault = try keys.vault()
        do {
            return try vault.decrypt(stored, in: cell)
        } catch {
            throw .shape("\(cell.table).\(cell.column) of \(cell.row): \(error)")
        }
    }

    /// The text that was encrypted for this place.
    public func decryptedText(_ column: Int, in cell: Cell) throws(StoreFault) -> String {
        String(decoding: try decrypted(column, in: cell), as: UTF8.self)
    }

    /// The plain bytes of a value that was encrypted for this place; nil for null.
    public func optionalDecrypted(
        _ column: Int, in cell: Cell
    ) throws(StoreFault) -> [UInt8]? {
        if case .null = values[column] { return nil }
        return try decrypted(column, in: cell)
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
