import Secrets
import Store

/// Every column of this capability that holds encrypted values.
enum EncryptedColumns {
    static var all: [EncryptedColumn] {
        [
            EncryptedColumn(
                "inspections_files.body",
                page: """
                    select tenant, sha256, body from inspections_files
                    where (tenant, sha256) > ($1, $2) order by tenant, sha256 limit $3
                    """,
                update: """
                    update inspections_files set body = $3
                    where tenant = $1 and sha256 = $2 and body = $4
                    """, first: ["", ""], cell: { try .recording($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "inspections_media.note",
                page: """
                    select tenant, number, id, note from inspections_media
                    where (tenant, number, id) > ($1, $2, $3)
                    order by tenant, number, id limit $4
                    """,
                update: """
                    update inspections_media set note = $4
                    where tenant = $1 and number = $2 and id = $3 and note = $5
                    """, first: ["", "", ""],
                cell: { try .recordingNote($0.text(2), of: $0.text(1), $0.text(0)) }),
            EncryptedColumn(
                "inspections_orders.findings",
                page: """
                    select tenant, number, findings from inspections_orders
                    where (tenant, number) > ($1, $2) order by tenant, number limit $3
                    """,
                update: """
                    update inspections_orders set findings = $3
                    where tenant = $1 and number = $2 and findings = $4
                    """, first: ["", ""],
                cell: { try .findings($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "inspections_orders.objection",
                page: """
                    select tenant, number, objection from inspections_orders
                    where (tenant, number) > ($1, $2) order by tenant, number limit $3
                    """,
                update: """
                    update inspections_orders set objection = $3
                    where tenant = $1 and number = $2 and objection = $4
                    """, first: ["", ""],
                cell: { try .objection($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "inspections_orders.answer",
                page: """
                    select tenant, number, answer from inspections_orders
                    where (tenant, number) > ($1, $2) order by tenant, number limit $3
                    """,
                update: """
                    update inspections_orders set answer = $3
                    where tenant = $1 and number = $2 and answer = $4
                    """, first: ["", ""],
                cell: { try .objectionAnswer($0.text(1), of: $0.text(0)) }),
        ]
    }
}
