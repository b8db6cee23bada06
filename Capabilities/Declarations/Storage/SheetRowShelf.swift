import Kernel
import Secrets
import Store

/// The documents of a spreadsheet.
extension SheetShelf {
    /// How many documents stand where.
    static func counts(_ id: String, of tenant: String, in session: Session) throws
        -> [SheetRowState: Int]
    {
        var counts: [SheetRowState: Int] = [:]
        for row in try session.rows(
            """
            select state, count(*) from declarations_sheet_rows
            where tenant = $1 and sheet = $2 group by state
            """, [.text(tenant), .text(id)])
        {
            guard let state = SheetRowState(rawValue: try row.text(0)) else { continue }
            counts[state] = Int(try row.integer(1))
        }
        return counts
    }

    /// The next documents that have no outcome, in the order of the table.
    static func waiting(_ id: String, of tenant: String, limit: Int, in session: Session) throws
        -> [Piece]
    {
        try session.rows(
            """
            select first_row, last_row, number, state, subject, status, content, trouble
            from declarations_sheet_rows
            where tenant = $1 and sheet = $2 and state = 'waiting' order by first_row limit $3
            """, [.text(tenant), .text(id), .integer(limit)]
        ).map { try piece($0, id, tenant) }
    }

    /// Documents without outcome whose rows cannot be read any more: their key is gone, or what is
    /// stored was damaged. Their content is empty here.
    static func unreadable(_ id: String, of tenant: String, limit: Int, in session: Session) throws
        -> [Piece]
    {
        try session.rows(
            """
            select first_row, last_row, number, state, subject, status, content, trouble
            from declarations_sheet_rows
            where tenant = $1 and sheet = $2 and state = 'waiting' order by first_row limit $3
            """, [.text(tenant), .text(id), .integer(limit)]
        ).compactMap { row in
            do { _ = try piece(row, id, tenant) } catch { return try shell(row) }
            return nil
        }
    }

    /// A document without its rows.
    private static func shell(_ row: Row) throws -> Piece {
        Piece(
            first: try row.integer(0), last: try row.integer(1), number: try row.text(2),
            state: SheetRowState(rawValue: try row.text(3)) ?? .waiting,
            subject: try row.text(4), status: try row.integer(5), content: [])
    }

    /// Documents after a row of the table, all of them or those to be mended.
    static func rows(
        _ id: String, of tenant: String, after: Int64, onlyBad: Bool, limit: Int,
        in session: Session
    ) throws -> [Piece] {
        var statement = Statement(
            """
            select first_row, last_row, number, state, subject, status, content, trouble
            from declarations_sheet_rows where tenant = $1 and sheet = $2 and first_row > $3
            """, [.text(tenant), .text(id), .integer(after)])
        if onlyBad { statement.append("and state in ('faulty', 'refused')") }
        statement.append("order by first_row limit ?", [.integer(limit)])
        // Rows that cannot be read keep nobody from seeing the others.
        return try session.rows(statement).map { row in
            if let whole = try? piece(row, id, tenant) { return whole }
            var shell = try shell(row)
            shell.trouble = try? row.optionalDecrypted(
                7, in: .sheetRow(shell.first, id, of: tenant, "trouble"))
            return shell
        }
    }

    /// Notes what came of a document; nothing happens to one that has an outcome.
    static func note(_ row: Piece, _ id: String, of tenant: String, in session: Session) throws {
        let trouble = try row.trouble.map {
            try session.encrypted($0, in: .sheetRow(row.first, id, of: tenant, "trouble"))
        }
        try session.execute(
            """
            update declarations_sheet_rows set state = $4, subject = $5, status = $6, trouble = $7
            where tenant = $1 and sheet = $2 and first_row = $3 and state = 'waiting'
            """,
            [
                .text(tenant), .text(id), .integer(row.first), .text(row.state.rawValue),
                .text(row.subject), .integer(row.status), trouble ?? .null,
            ])
    }

    /// Under which number a document was taken from another spreadsheet; nil when it was not.
    static func taken(_ number: String, of tenant: String, in session: Session) throws -> [String] {
        try session.rows(
            """
            select subject from declarations_sheet_rows
            where tenant = $1 and number = $2 and state = 'taken'
            """, [.text(tenant), .text(number)]
        ).map { try $0.text(0) }
    }

    /// Where the lists of a sheet stand now, by their pre-entry number.
    static func standings(_ id: String, of tenant: String, in session: Session) throws
        -> [String: Status]
    {
        var found: [String: Status] = [:]
        for row in try session.rows(
            """
            select i.pre_no, i.status from declarations_sheet_rows r
            join declarations_inventories i on i.pre_no = r.subject and i.sender = r.tenant
            where r.tenant = $1 and r.sheet = $2 and r.subject <> ''
            """, [.text(tenant), .text(id)])
        {
            if let status = Status(rawValue: try row.integer(1)) {
                found[try row.text(0)] = status
            }
        }
        return found
    }

    /// Where one list stands now; nil where there is none, and of documents that are no lists.
    static func standing(of subject: String, sender: String, in session: Session) throws
        -> Status?
    {
        try session.first(
            "select status from declarations_inventories where pre_no = $1 and sender = $2",
            [.text(subject), .text(sender)]
        ).flatMap { Status(rawValue: try $0.integer(0)) }
    }

    private static func piece(_ row: Row, _ id: String, _ tenant: String) throws -> Piece {
        guard let state = SheetRowState(rawValue: try row.text(3)) else {
            throw StoreFault.shape("state of row \(try row.integer(0)) of sheet \(id)")
        }
        let first = try row.integer(0)
        return Piece(
            first: first, last: try row.integer(1), number: try row.text(2), state: state,
            subject: try row.text(4), status: try row.integer(5),
            content: try row.decrypted(6, in: .sheetRow(first, id, of: tenant, "content")),
            trouble: try row.optionalDecrypted(
                7, in: .sheetRow(first, id, of: tenant, "trouble")))
    }
}
