import Kernel
import Secrets
import Store

/// Spreadsheets that were sent, each enterprise's own, and their documents.
struct SheetShelf: Sendable {
    /// A spreadsheet.
    struct Job: Sendable, Hashable {
        var tenant: String
        var id: String
        var type: MessageType
        /// Name of the file.
        var name: String
        var state: SheetState
        /// The first row as it was sent, as JSON.
        var headings: [UInt8]
        var documents: Int64
        var madeAt: Instant
        var madeBy: String
        /// When the last document had its outcome; nil before.
        var endedAt: Instant?
    }

    /// One document: a row, or a row and those with more of its goods.
    struct Piece: Sendable, Hashable {
        var first: Int64
        var last: Int64
        var number: String
        var state: SheetRowState
        /// Number under which it was taken; empty before.
        var subject: String
        /// `returnStatus` of its receipt; 0 before.
        var status: Int64
        /// Its rows (`SheetRows`).
        var content: [UInt8]
        /// What is wrong (`SheetTrouble`).
        var trouble: [UInt8]?
    }

    static let digest: StaticString = "declarations_sheets.digest"

    /// Name of the work of storing a spreadsheet.
    static func work(_ id: String) -> String { "declarations.sheet/\(id)" }

    /// Whether a spreadsheet that is not whole is being stored now; else a stop has left it.
    static func isBeingStored(
        _ id: String, of tenant: String, in session: Session
    ) throws -> Bool {
        let server = try session.first(
            "select server from declarations_sheets where tenant = $1 and id = $2",
            [.text(tenant), .text(id)]
        )?.integer(0)
        return try server.map { try session.isClaimed(work(id), by: $0) } ?? false
    }

    /// - Parameter server: number of the server that stores it.
    static func add(
        _ job: Job, digest: [UInt8], by server: Int64, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_sheets
            (tenant, id, type, name, state, digest, headings, documents, made_at, made_by,
            ended_at, server)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)
            """,
            [
                .text(job.tenant), .text(job.id), .text(job.type.rawValue),
                try session.encrypted(job.name, in: .sheetName(job.id, of: job.tenant)),
                .text(job.state.rawValue), .blob(digest), .blob(job.headings),
                .integer(job.documents), .integer(job.madeAt.milliseconds), .text(job.madeBy),
                .integer(server),
            ])
    }

    static func add(
        _ pieces: [Piece], to id: String, of tenant: String, in session: Session
    ) throws {
        for row in pieces {
            try session.execute(
                """
                insert into declarations_sheet_rows
                (tenant, sheet, first_row, last_row, number, state, subject, status, content)
                values ($1, $2, $3, $4, $5, 'waiting', '', 0, $6)
                """,
                [
                    .text(tenant), .text(id), .integer(row.first), .integer(row.last),
                    .text(row.number),
                    try session.encrypted(
                        row.content, in: .sheetRow(row.first, id, of: tenant, "content")),
                ])
        }
    }

    static func move(
        _ id: String, of tenant: String, to state: SheetState, at now: Instant?,
        in session: Session
    ) throws {
        try session.execute(
            """
            update declarations_sheets set state = $3, ended_at = $4
            where tenant = $1 and id = $2
            """,
            [
                .text(tenant), .text(id), .text(state.rawValue),
                .integer(now?.milliseconds ?? 0),
            ])
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Job? {
        try session.first(
            """
            select tenant, id, type, name, state, headings, documents, made_at, made_by, ended_at
            from declarations_sheets where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map(job)
    }

    /// One that is not done and came from the same file; one that is being stored, too.
    static func unfinished(
        _ digest: [UInt8], _ type: MessageType, of tenant: String, in session: Session
    ) throws -> Job? {
        try session.first(
            """
            select tenant, id, type, name, state, headings, documents, made_at, made_by, ended_at
            from declarations_sheets
            where tenant = $1 and state <> 'done' and type = $2 and digest = $3
            order by made_at limit 1
            """, [.text(tenant), .text(type.rawValue), .blob(digest)]
        ).map(job)
    }

    /// How many an enterprise keeps, with those that are being stored.
    static func count(of tenant: String, in session: Session) throws -> Int {
        try session.first(
            "select count(*) from declarations_sheets where tenant = $1", [.text(tenant)]
        ).map { Int(try $0.integer(0)) } ?? 0
    }

    /// Latest first.
    static func all(of tenant: String, limit: Int, in session: Session) throws -> [Job] {
        try session.rows(
            """
            select tenant, id, type, name, state, headings, documents, made_at, made_by, ended_at
            from declarations_sheets where tenant = $1 and state <> 'loading'
            order by made_at desc, id desc limit $2
            """, [.text(tenant), .integer(limit)]
        ).map(job)
    }

    /// Those under way, the first to come first. Without the names of their files, which are not
    /// needed to send them: one that cannot be opened keeps nobody waiting.
    static func running(limit: Int, in session: Session) throws -> [Job] {
        try session.rows(
            """
            select tenant, id, type, name, state, headings, documents, made_at, made_by, ended_at
            from declarations_sheets where state = 'running' order by made_at limit $1
            """, [.integer(limit)]
        ).map { try job($0, name: "") }
    }

    /// Sheets that a stop has left half stored, and those kept long enough; of all enterprises,
    /// the oldest first.
    static func outdated(
        before day: Instant, limit: Int, in session: Session
    ) throws -> [(tenant: String, id: String)] {
        let old = try session.rows(
            """
            select tenant, id from declarations_sheets where state = 'done' and made_at < $1
            order by made_at limit $2
            """, [.integer(day.milliseconds), .integer(limit)])
        let loading = try session.rows(
            """
            select tenant, id, server from declarations_sheets where state = 'loading'
            order by made_at
            """
        ).filter { try !session.isClaimed(work(try $0.text(1)), by: try $0.integer(2)) }
        return try (old + loading.prefix(limit)).map { (try $0.text(0), try $0.text(1)) }
    }

    /// Removes the first documents of a sheet that goes; gives whether there may be more.
    static func removeRows(
        _ id: String, of tenant: String, most: Int, in session: Session
    ) throws -> Bool {
        let last = try session.first(
            """
            select first_row from declarations_sheet_rows where tenant = $1 and sheet = $2
            order by first_row limit 1 offset $3
            """, [.text(tenant), .text(id), .integer(most)]
        )?.integer(0)
        guard let last else { return false }
        try session.execute(
            """
            delete from declarations_sheet_rows
            where tenant = $1 and sheet = $2 and first_row < $3
            """, [.text(tenant), .text(id), .integer(last)])
        return true
    }

    static func remove(_ id: String, of tenant: String, in session: Session) throws {
        try session.execute(
            "delete from declarations_sheet_rows where tenant = $1 and sheet = $2",
            [.text(tenant), .text(id)])
        try session.execute(
            "delete from declarations_sheets where tenant = $1 and id = $2",
            [.text(tenant), .text(id)])
    }

    private static func job(_ row: Row) throws -> Job {
        let cell = Cell.sheetName(try row.text(1), of: try row.text(0))
        return try job(row, name: try row.decryptedText(3, in: cell))
    }

    private static func job(_ row: Row, name: String) throws -> Job {
        guard let type = MessageType(rawValue: try row.text(2)),
            let state = SheetState(rawValue: try row.text(4))
        else { throw StoreFault.shape("type or state of sheet \(try row.text(1))") }
        let ended = try row.integer(9)
        return Job(
            tenant: try row.text(0), id: try row.text(1), type: type, name: name,
            state: state, headings: try row.blob(5), documents: try row.integer(6),
            madeAt: Instant(milliseconds: try row.integer(7)), madeBy: try row.text(8),
            endedAt: ended == 0 ? nil : Instant(milliseconds: ended))
    }
}
