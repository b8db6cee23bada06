/// The place of a value in the database. What was encrypted for one place opens in no other: a hand
/// that copies one person's data into another row, table or tenant is found out.
public struct Cell: Sendable, Hashable {
    public let table: String
    public let column: String
    public let tenant: String
    /// What identifies the row within its tenant and never changes while the value stands.
    public let row: String

    public init(table: String, column: String, tenant: String, row: String) {
        self.table = table
        self.column = column
        self.tenant = tenant
        self.row = row
    }

    /// Four parts, each after its length: no two places read alike.
    var bound: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            16 + table.utf8.count + column.utf8.count + tenant.utf8.count + row.utf8.count)
        for part in [table, column, tenant, row] {
            withUnsafeBytes(of: UInt32(clamping: part.utf8.count).bigEndian) {
                bytes.append(contentsOf: $0)
            }
            bytes.append(contentsOf: part.utf8)
        }
        return bytes
    }
}
