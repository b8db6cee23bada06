import Secrets

/// Where the documents and receipts of this capability lie encrypted. Each place is named by what
/// never changes while its row stands.
extension Cell {
    /// A message or the answer to it.
    static func message(_ key: MessageLog.Key, _ column: String = "body") -> Cell {
        Cell(
            table: "declarations_messages", column: column, tenant: key.tenant,
            row: "\(key.type)/\(key.guid)")
    }

    /// An order, payment or waybill. By its guid: an old waybill is put aside under another number.
    static func document(_ place: DocumentShelf.Place, guid: String) -> Cell {
        Cell(
            table: "declarations_documents", column: "body", tenant: place.tenant,
            row: "\(place.type.rawValue)/\(guid)")
    }

    static func list(_ preNo: String, of declarant: String) -> Cell {
        Cell(
            table: "declarations_inventories", column: "body", tenant: declarant, row: preNo)
    }

    /// What was typed into a draft.
    static func draft(_ id: String, of tenant: String) -> Cell {
        Cell(table: "declarations_drafts", column: "content", tenant: tenant, row: id)
    }

    /// What an enterprise called the file of a spreadsheet: it may name people.
    static func sheetName(_ sheet: String, of tenant: String) -> Cell {
        Cell(table: "declarations_sheets", column: "name", tenant: tenant, row: sheet)
    }

    /// The rows of a document of a spreadsheet (`content`), or what is wrong with them (`trouble`).
    static func sheetRow(
        _ row: Int64, _ sheet: String, of tenant: String, _ column: String
    ) -> Cell {
        Cell(
            table: "declarations_sheet_rows", column: column, tenant: tenant,
            row: "\(sheet)/\(row)")
    }

    static func followUp(_ preNo: String, of holder: String) -> Cell {
        Cell(table: "declarations_follow_ups", column: "body", tenant: holder, row: preNo)
    }

    /// A receipt's message (`body`) or what it says (`info`).
    static func receipt(_ sequence: Int64, to tenant: String, _ column: String) -> Cell {
        Cell(
            table: "declarations_receipts", column: column, tenant: tenant,
            row: String(sequence))
    }

    /// A message that was written anew for a far side (`body`), why an attempt came to nothing
    /// (`trouble`), or why the far side refused it (`said`).
    static func relayed(_ id: Int64, of tenant: String, _ column: String = "body") -> Cell {
        Cell(
            table: "declarations_relay_outbox", column: column, tenant: tenant, row: String(id))
    }

    /// What came back from a far side.
    static func arrival(_ digest: [UInt8], from far: String) -> Cell {
        Cell(
            table: "declarations_relay_arrivals", column: "body", tenant: far,
            row: Digest.hex(digest))
    }
}
