import Kernel
import Store
import Uploads

/// Documents and their bytes, in and out of the database.
enum DocumentRows {
    /// Keeps the bytes unless the enterprise has them already.
    static func keep(
        _ bytes: [UInt8], sha256: String, _ type: DocumentType, of tenant: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into procedures_files (tenant, sha256, type, size, body)
            values ($1, $2, $3, $4, $5) on conflict (tenant, sha256) do nothing
            """,
            [
                .text(tenant), .text(sha256), .text(type.rawValue), .integer(bytes.count),
                try session.encrypted(bytes, in: .file(sha256, of: tenant)),
            ])
    }

    static func attach(
        _ document: CaseDocument, to file: Case, by actor: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into procedures_documents
                (tenant, number, id, field, name, sha256, added_at, added_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .text(file.tenant), .text(file.number), .text(document.id),
                .text(document.field),
                try session.encrypted(
                    document.name, in: .fileName(document.id, of: file.number, file.tenant)),
                .text(document.sha256),
                .integer(document.addedAt.milliseconds), .text(actor),
            ])
    }

    /// Takes a document off the application; bytes nobody needs any more go with it.
    static func remove(_ id: String, from file: Case, in session: Session) throws -> Bool {
        let row = try session.first(
            """
            delete from procedures_documents where tenant = $1 and number = $2 and id = $3
            returning sha256
            """, [.text(file.tenant), .text(file.number), .text(id)])
        guard let hash = try row?.text(0) else { return false }
        try session.execute(
            """
            delete from procedures_files where tenant = $1 and sha256 = $2 and not exists
                (select 1 from procedures_documents where tenant = $1 and sha256 = $2)
            """, [.text(file.tenant), .text(hash)])
        return true
    }

    static func all(of file: Case, in session: Session) throws -> [CaseDocument] {
        try session.rows(
            """
            select d.id, d.field, d.name, d.sha256, d.added_at, f.type, f.size
            from procedures_documents d join procedures_files f
                on f.tenant = d.tenant and f.sha256 = d.sha256
            where d.tenant = $1 and d.number = $2 order by d.added_at, d.id
            """, [.text(file.tenant), .text(file.number)]
        ).map { row in
            guard let type = DocumentType(rawValue: try row.text(5)) else {
                throw StoreFault.shape("document of \(file.number)")
            }
            let id = try row.text(0)
            let name = try row.decryptedText(
                2, in: .fileName(id, of: file.number, file.tenant))
            return CaseDocument(
                id: id, field: try row.text(1), name: name, type: type,
                size: Int(try row.integer(6)), sha256: try row.text(3),
                addedAt: Instant(milliseconds: try row.integer(4)))
        }
    }

    static func bytes(_ sha256: String, of tenant: String, in session: Session) throws -> [UInt8]? {
        try session.first(
            "select body from procedures_files where tenant = $1 and sha256 = $2",
            [.text(tenant), .text(sha256)]
        )?.decrypted(0, in: .file(sha256, of: tenant))
    }
}
