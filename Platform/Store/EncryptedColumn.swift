public import Secrets

/// A column of encrypted values and how it is gone through: what a rotation of keys needs to know.
public struct EncryptedColumn: Sendable {
    /// Table and column, for people: `declarations_messages.body`.
    public let name: String
    /// Rows after a key: the key's columns, the value, then what else `cell` reads. Takes the key's
    /// columns and a limit; ordered by the key; null values left out.
    let page: StaticString
    /// Puts a value in place: takes the key's columns, the new value and the old one, which must
    /// still be there.
    let update: StaticString
    /// A key below every key.
    let first: [Value]
    let cell: @Sendable (Row) throws -> Cell

    /// - Parameters:
    ///   - page: selects rows after a key: the key's columns, the value, then what else `cell`
    ///     reads. Its parameters are the key's columns and a limit.
    ///   - update: its parameters are the key's columns, the new value and the old one.
    ///   - first: a key below every key.
    public init(
        _ name: String, page: StaticString, update: StaticString, first: [Value],
        cell: @escaping @Sendable (Row) throws -> Cell
    ) {
        self.name = name
        self.page = page
        self.update = update
        self.first = first
        self.cell = cell
    }
}

extension Store {
    /// Rows that are encrypted anew in one transaction.
    private static let rowsOfPage: Int64 = 200

    /// Encrypts under the newest master key what lies under older ones; gives how many values. May
    /// be interrupted and begun again: what is done is passed over.
    public func encryptAnew(_ column: EncryptedColumn) async throws -> Int {
        let newest = try vault().keys.newest
        let width = column.first.count
        var (from, count) = (column.first, 0)
        while true {
            let after = from
            let page = try await read {
                try $0.rows(column.page, after + [.integer(Store.rowsOfPage)])
            }
            guard let last = page.last else { return count }
            from = Array(last.values.prefix(width))
            let old = try page.filter { try Vault.key(of: $0.blob(width)) != newest }
            guard !old.isEmpty else { continue }
            count += try await write { session in
                try old.reduce(0) { done, row in
                    let cell = try column.cell(row)
                    let plain = try row.decrypted(width, in: cell)
                    // Who changed it meanwhile has encrypted it under the newest already.
                    return try done
                        + session.execute(
                            column.update,
                            Array(row.values.prefix(width)) + [
                                session.encrypted(plain, in: cell), row.values[width],
                            ])
                }
            }
        }
    }
}
