import Secrets
import Store

/// Every column of this capability that holds encrypted values.
enum EncryptedColumns {
    static var all: [EncryptedColumn] {
        [
            EncryptedColumn(
                "procedures_cases.answers",
                page: """
                    select tenant, number, answers from procedures_cases
                    where (tenant, number) > ($1, $2) order by tenant, number limit $3
                    """,
                update: """
                    update procedures_cases set answers = $3
                    where tenant = $1 and number = $2 and answers = $4
                    """, first: ["", ""],
                cell: { try .answers($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "procedures_files.body",
                page: """
                    select tenant, sha256, body from procedures_files
                    where (tenant, sha256) > ($1, $2) order by tenant, sha256 limit $3
                    """,
                update: """
                    update procedures_files set body = $3
                    where tenant = $1 and sha256 = $2 and body = $4
                    """, first: ["", ""], cell: { try .file($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "procedures_documents.name",
                page: """
                    select tenant, number, id, name from procedures_documents
                    where (tenant, number, id) > ($1, $2, $3)
                    order by tenant, number, id limit $4
                    """,
                update: """
                    update procedures_documents set name = $4
                    where tenant = $1 and number = $2 and id = $3 and name = $5
                    """, first: ["", "", ""],
                cell: { try .fileName($0.text(2), of: $0.text(1), $0.text(0)) }),
            EncryptedColumn(
                "procedures_letters.content",
                page: """
                    select tenant, number, span, content from procedures_letters
                    where (tenant, number, span) > ($1, $2, $3)
                    order by tenant, number, span limit $4
                    """,
                update: """
                    update procedures_letters set content = $4
                    where tenant = $1 and number = $2 and span = $3 and content = $5
                    """, first: ["", "", -1],
                cell: { try .letter($0.text(1), span: Int($0.integer(2)), of: $0.text(0)) }),
        ]
    }
}
