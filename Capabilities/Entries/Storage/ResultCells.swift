import Secrets
import Store

/// Where reports lie encrypted: they may name people, and so may what they are called.
extension Cell {
    static func report(_ sha256: String, of tenant: String) -> Cell {
        Cell(table: "entries_files", column: "body", tenant: tenant, row: sha256)
    }

    /// What the importer called the document of a report.
    static func reportName(
        _ report: String, line: Int, of number: String, _ tenant: String
    ) -> Cell {
        Cell(
            table: "entries_results", column: "file_name", tenant: tenant,
            row: "\(number)/\(line)/\(report)")
    }
}

/// Every column of this capability that holds encrypted values.
enum EncryptedColumns {
    static var all: [EncryptedColumn] {
        [
            EncryptedColumn(
                "entries_files.body",
                page: """
                    select tenant, sha256, body from entries_files
                    where (tenant, sha256) > ($1, $2) order by tenant, sha256 limit $3
                    """,
                update: """
                    update entries_files set body = $3
                    where tenant = $1 and sha256 = $2 and body = $4
                    """, first: ["", ""], cell: { try .report($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "entries_results.file_name",
                page: """
                    select tenant, number, line, report, file_name from entries_results
                    where (tenant, number, line, report) > ($1, $2, $3, $4)
                    order by tenant, number, line, report limit $5
                    """,
                update: """
                    update entries_results set file_name = $5
                    where tenant = $1 and number = $2 and line = $3 and report = $4
                        and file_name = $6
                    """, first: ["", "", -1, ""],
                cell: {
                    try .reportName(
                        $0.text(3), line: Int($0.integer(2)), of: $0.text(1), $0.text(0))
                }),
        ]
    }
}
