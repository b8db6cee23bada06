import Secrets
import Store

/// Every column of this capability that holds encrypted values.
enum EncryptedColumns {
    static var all: [EncryptedColumn] {
        messages + [documents, lists, followUps, drafts] + sheets + receipts + relay
    }

    private static var messages: [EncryptedColumn] {
        [
            EncryptedColumn(
                "declarations_messages.body",
                page: """
                    select tenant, type, guid, body from declarations_messages
                    where (tenant, type, guid) > ($1, $2, $3)
                    order by tenant, type, guid limit $4
                    """,
                update: """
                    update declarations_messages set body = $4
                    where tenant = $1 and type = $2 and guid = $3 and body = $5
                    """, first: ["", "", ""], cell: { try .message(key($0)) }),
            EncryptedColumn(
                "declarations_messages.answer",
                page: """
                    select tenant, type, guid, answer from declarations_messages
                    where (tenant, type, guid) > ($1, $2, $3) and answer is not null
                    order by tenant, type, guid limit $4
                    """,
                update: """
                    update declarations_messages set answer = $4
                    where tenant = $1 and type = $2 and guid = $3 and answer = $5
                    """, first: ["", "", ""], cell: { try .message(key($0), "answer") }),
        ]
    }

    private static func key(_ row: Row) throws -> MessageLog.Key {
        MessageLog.Key(tenant: try row.text(0), type: try row.text(1), guid: try row.text(2))
    }

    private static var documents: EncryptedColumn {
        EncryptedColumn(
            "declarations_documents.body",
            page: """
                select tenant, type, number, body, guid from declarations_documents
                where (tenant, type, number) > ($1, $2, $3)
                order by tenant, type, number limit $4
                """,
            update: """
                update declarations_documents set body = $4
                where tenant = $1 and type = $2 and number = $3 and body = $5
                """, first: ["", "", ""]
        ) { row in
            guard let type = MessageType(rawValue: try row.text(1)) else {
                throw StoreFault.shape("type of document \(try row.text(2))")
            }
            return .document(
                DocumentShelf.Place(tenant: try row.text(0), type: type, number: ""),
                guid: try row.text(4))
        }
    }

    private static var lists: EncryptedColumn {
        EncryptedColumn(
            "declarations_inventories.body",
            page: """
                select pre_no, tenant, body from declarations_inventories
                where (pre_no, tenant) > ($1, $2) order by pre_no, tenant limit $3
                """,
            update: """
                update declarations_inventories set body = $3
                where pre_no = $1 and tenant = $2 and body = $4
                """, first: ["", ""], cell: { try .list($0.text(0), of: $0.text(1)) })
    }

    private static var followUps: EncryptedColumn {
        EncryptedColumn(
            "declarations_follow_ups.body",
            page: """
                select pre_no, tenant, body from declarations_follow_ups
                where (pre_no, tenant) > ($1, $2) order by pre_no, tenant limit $3
                """,
            update: """
                update declarations_follow_ups set body = $3
                where pre_no = $1 and tenant = $2 and body = $4
                """, first: ["", ""], cell: { try .followUp($0.text(0), of: $0.text(1)) })
    }

    private static var drafts: EncryptedColumn {
        EncryptedColumn(
            "declarations_drafts.content",
            page: """
                select id, tenant, content from declarations_drafts
                where (id, tenant) > ($1, $2) order by id, tenant limit $3
                """,
            update: """
                update declarations_drafts set content = $3
                where id = $1 and tenant = $2 and content = $4
                """, first: ["", ""], cell: { try .draft($0.text(0), of: $0.text(1)) })
    }

    private static var sheets: [EncryptedColumn] {
        [
            EncryptedColumn(
                "declarations_sheets.name",
                page: """
                    select tenant, id, name from declarations_sheets
                    where (tenant, id) > ($1, $2) order by tenant, id limit $3
                    """,
                update: """
                    update declarations_sheets set name = $3
                    where tenant = $1 and id = $2 and name = $4
                    """, first: ["", ""], cell: { try .sheetName($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "declarations_sheet_rows.content",
                page: """
                    select tenant, sheet, first_row, content from declarations_sheet_rows
                    where (tenant, sheet, first_row) > ($1, $2, $3)
                    order by tenant, sheet, first_row limit $4
                    """,
                update: """
                    update declarations_sheet_rows set content = $4
                    where tenant = $1 and sheet = $2 and first_row = $3 and content = $5
                    """, first: ["", "", 0],
                cell: { try .sheetRow($0.integer(2), $0.text(1), of: $0.text(0), "content") }),
            EncryptedColumn(
                "declarations_sheet_rows.trouble",
                page: """
                    select tenant, sheet, first_row, trouble from declarations_sheet_rows
                    where (tenant, sheet, first_row) > ($1, $2, $3) and trouble is not null
                    order by tenant, sheet, first_row limit $4
                    """,
                update: """
                    update declarations_sheet_rows set trouble = $4
                    where tenant = $1 and sheet = $2 and first_row = $3 and trouble = $5
                    """, first: ["", "", 0],
                cell: { try .sheetRow($0.integer(2), $0.text(1), of: $0.text(0), "trouble") }),
        ]
    }

    private static var receipts: [EncryptedColumn] {
        [
            EncryptedColumn(
                "declarations_receipts.body",
                page: """
                    select tenant, sequence, body from declarations_receipts
                    where (tenant, sequence) > ($1, $2) order by tenant, sequence limit $3
                    """,
                update: """
                    update declarations_receipts set body = $3
                    where tenant = $1 and sequence = $2 and body = $4
                    """, first: ["", 0],
                cell: { try .receipt($0.integer(1), to: $0.text(0), "body") }),
            EncryptedColumn(
                "declarations_receipts.info",
                page: """
                    select tenant, sequence, info from declarations_receipts
                    where (tenant, sequence) > ($1, $2) order by tenant, sequence limit $3
                    """,
                update: """
                    update declarations_receipts set info = $3
                    where tenant = $1 and sequence = $2 and info = $4
                    """, first: ["", 0],
                cell: { try .receipt($0.integer(1), to: $0.text(0), "info") }),
        ]
    }

    private static var relay: [EncryptedColumn] {
        [
            EncryptedColumn(
                "declarations_relay_outbox.body",
                page: """
                    select id, tenant, body from declarations_relay_outbox
                    where (id, tenant) > ($1, $2) and body is not null
                    order by id, tenant limit $3
                    """,
                update: """
                    update declarations_relay_outbox set body = $3
                    where id = $1 and tenant = $2 and body = $4
                    """, first: [0, ""],
                cell: { try .relayed($0.integer(0), of: $0.text(1)) }),
            EncryptedColumn(
                "declarations_relay_outbox.trouble",
                page: """
                    select id, tenant, trouble from declarations_relay_outbox
                    where (id, tenant) > ($1, $2) and trouble is not null
                    order by id, tenant limit $3
                    """,
                update: """
                    update declarations_relay_outbox set trouble = $3
                    where id = $1 and tenant = $2 and trouble = $4
                    """, first: [0, ""],
                cell: { try .relayed($0.integer(0), of: $0.text(1), "trouble") }),
            EncryptedColumn(
                "declarations_relay_outbox.said",
                page: """
                    select id, tenant, said from declarations_relay_outbox
                    where (id, tenant) > ($1, $2) and said is not null
                    order by id, tenant limit $3
                    """,
                update: """
                    update declarations_relay_outbox set said = $3
                    where id = $1 and tenant = $2 and said = $4
                    """, first: [0, ""],
                cell: { try .relayed($0.integer(0), of: $0.text(1), "said") }),
            EncryptedColumn(
                "declarations_relay_arrivals.body",
                page: """
                    select tenant, digest, body from declarations_relay_arrivals
                    where (tenant, digest) > ($1, $2) order by tenant, digest limit $3
                    """,
                update: """
                    update declarations_relay_arrivals set body = $3
                    where tenant = $1 and digest = $2 and body = $4
                    """, first: ["", .blob([])],
                cell: { try .arrival($0.blob(1), from: $0.text(0)) }),
        ]
    }
}
