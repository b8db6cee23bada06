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

    static func add(_ job: Job, digest: [UInt8], in session: Session) throws {
        try session.execute(
            """
            insert into declarations_sheets
            (tenant, id, type, name, state, digest, headings, documents, made_at, made_by,
            ended_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)
            """,
            [
                .text(job.tenant), .text(job.id), .text(job.type.rawValue), .text(job.name),
                .text(job.state.rawValue), .blob(digest), .blob(job.headings),
                .integer(job.documents), .integer(job.madeAt.milliseconds), .text(job.madeBy),
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
            from declarations_sheets where tenant = $1 and id = $2 and state <> 'loading'
            """, [.text(tenant), .text(id)]
        ).map(job)
    }

    /// One that is not done and came from the same file.
    static func unfinished(
        _ digest: [UInt8], _ type: MessageType, of tenant: String, in session: Session
    ) throws -> String? {
        try session.first(
            """
            select id from declarations_sheets
            where tenant = $1 and state = 'running' and type = $2 and digest = $3
            """, [.text(tenant), .text(type.rawValue), .blob(digest)]
        )?.text(0)
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

    /// Those under way, the first to come first.
    static func running(limit: Int, in session: Session) throws -> [Job] {
        try session.rows(
            """
            select tenant, id, type, name, state, headings, documents, made_at, made_by, ended_at
            from declarations_sheets where state = 'running' order by made_at limit $1
            """, [.integer(limit)]
        ).map(job)
    }

    /// Sheets that were never whole, and those an enterprise's years have passed of.
    static func outdated(
        before day: Instant, loading: Instant, of tenant: String, in session: Session
    ) throws -> [String] {
        try session.rows(
            """
            select id from declarations_sheets where tenant = $1
            and ((state = 'done' and made_at < $2) or (state = 'loading' and made_at < $3))
            """,
            [.text(tenant), .integer(day.milliseconds), .integer(loading.milliseconds)]
        ).map { try $0.text(0) }
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
        guard let type = MessageType(rawValue: try row.text(2)),
            let state = SheetState(rawValue: try row.text(4))
        else { throw StoreFault.shape("type or state of sheet \(try row.text(1))") }
        let ended = try row.integer(9)
        return Job(
            tenant: try row.text(0), id: try row.text(1), type: type, name: try row.text(3),
            state: state, headings: try row.blob(5), documents: try row.integer(6),
            madeAt: Instant(milliseconds: try row.integer(7)), madeBy: try row.text(8),
            endedAt: ended == 0 ? nil : Instant(milliseconds: ended))
    }
}
