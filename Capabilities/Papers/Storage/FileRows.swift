import Kernel
import Store

/// Files of papers and what happened to papers, in and out of the database.
enum FileRows {
    /// False when another was faster: then that one counts.
    static func insert(
        _ file: PaperFile, _ bytes: [UInt8], of code: String, tenant: String, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            insert into papers_files (tenant, code, language, sha256, made_at, bytes)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            [
                .text(tenant), .text(code), .text(file.language.rawValue), .text(file.sha256),
                .integer(file.madeAt.milliseconds),
                try session.encrypted(bytes, in: .file(code, file.language, of: tenant)),
            ]) == 1
    }

    static func bytes(
        of code: String, _ language: Language, tenant: String, in session: Session
    ) throws -> (bytes: [UInt8], sha256: String)? {
        try session.first(
            """
            select bytes, sha256 from papers_files
            where tenant = $1 and code = $2 and language = $3
            """, [.text(tenant), .text(code), .text(language.rawValue)]
        ).map { row in
            (
                bytes: try row.decrypted(0, in: .file(code, language, of: tenant)),
                sha256: try row.text(1)
            )
        }
    }

    static func all(of code: String, tenant: String, in session: Session) throws -> [PaperFile] {
        try session.rows(
            """
            select language, sha256, made_at from papers_files
            where tenant = $1 and code = $2 order by made_at, language
            """, [.text(tenant), .text(code)]
        ).map { row in
            guard let language = Language(rawValue: try row.text(0)) else {
                throw StoreFault.shape("file of paper \(code)")
            }
            return PaperFile(
                language: language, sha256: try row.text(1),
                madeAt: Instant(milliseconds: try row.integer(2)))
        }
    }

    static func note(
        _ record: PaperRecord, of code: String, tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into papers_records (tenant, sequence, code, event, at, content)
            values ($1, $2, $3, $4, $5, $6)
            """,
            [
                .text(tenant), .integer(record.sequence), .text(code),
                .text(record.event.rawValue), .integer(record.at.milliseconds),
                .text(record.content),
            ])
    }

    /// What happened to one paper, in order.
    static func records(of code: String, tenant: String, in session: Session) throws
        -> [PaperRecord]
    {
        try session.rows(
            """
            select sequence, event, at, content from papers_records
            where tenant = $1 and code = $2 order by sequence limit 1000
            """, [.text(tenant), .text(code)]
        ).map(record)
    }

    /// What happened to papers of everybody after a number, in the order of commits.
    static func following(_ sequence: Int64, limit: Int, in session: Session) throws
        -> [PaperRecord]
    {
        try session.rows(
            """
            select sequence, event, at, content from papers_records
            where sequence > $1 order by sequence limit $2
            """, [.integer(sequence), .integer(Int64(limit))]
        ).map(record)
    }

    private static func record(_ row: Row) throws -> PaperRecord {
        guard let event = PaperRecord.Event(rawValue: try row.text(1)) else {
            throw StoreFault.shape("record of a paper")
        }
        return PaperRecord(
            sequence: try row.integer(0), event: event,
            at: Instant(milliseconds: try row.integer(2)), content: try row.text(3))
    }
}
