import Kernel
import Store

/// Every column of this capability that holds encrypted values.
enum EncryptedColumns {
    static var all: [EncryptedColumn] {
        [
            EncryptedColumn(
                "papers_papers.front",
                page: """
                    select tenant, code, front from papers_papers
                    where (tenant, code) > ($1, $2) order by tenant, code limit $3
                    """,
                update: """
                    update papers_papers set front = $3
                    where tenant = $1 and code = $2 and front = $4
                    """, first: ["", ""], cell: { try .front($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "papers_papers.data",
                page: """
                    select tenant, code, data from papers_papers
                    where (tenant, code) > ($1, $2) order by tenant, code limit $3
                    """,
                update: """
                    update papers_papers set data = $3
                    where tenant = $1 and code = $2 and data = $4
                    """, first: ["", ""], cell: { try .data($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "papers_files.bytes",
                page: """
                    select tenant, code, language, bytes from papers_files
                    where (tenant, code, language) > ($1, $2, $3)
                    order by tenant, code, language limit $4
                    """,
                update: """
                    update papers_files set bytes = $4
                    where tenant = $1 and code = $2 and language = $3 and bytes = $5
                    """, first: ["", "", ""]
            ) { row in
                guard let language = Language(rawValue: try row.text(2)) else {
                    throw StoreFault.shape("file of paper \(try row.text(1))")
                }
                return .file(try row.text(1), language, of: try row.text(0))
            },
        ]
    }
}
