import Kernel
import Secrets
import Store

/// Photos and videos of inspections, in and out of the database.
enum MediaRows {
    /// Keeps the bytes unless the tenant has them already, and what they belong to.
    static func add(
        _ medium: Medium, _ bytes: [UInt8], to order: Order, by actor: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into inspections_files (tenant, sha256, type, size, body)
            values ($1, $2, $3, $4, $5) on conflict (tenant, sha256) do nothing
            """,
            [
                .text(order.tenant), .text(medium.sha256), .text(medium.type.rawValue),
                .integer(medium.size),
                try session.encrypted(bytes, in: .recording(medium.sha256, of: order.tenant)),
            ])
        try session.execute(
            """
            insert into inspections_media (tenant, number, id, sha256, note, added_at, added_by)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .text(order.tenant), .text(order.number), .text(medium.id), .text(medium.sha256),
                try session.encrypted(
                    medium.note, in: .recordingNote(medium.id, of: order.number, order.tenant)),
                .integer(medium.addedAt.milliseconds), .text(actor),
            ])
    }

    static func all(of order: Order, in session: Session) throws -> [Medium] {
        try session.rows(
            """
            select m.id, f.type, f.size, m.sha256, m.note, m.added_at
            from inspections_media m join inspections_files f
                on f.tenant = m.tenant and f.sha256 = m.sha256
            where m.tenant = $1 and m.number = $2 order by m.added_at, m.id
            """, [.text(order.tenant), .text(order.number)]
        ).map { row in
            guard let type = MediumType(rawValue: try row.text(1)) else {
                throw StoreFault.shape("medium of \(order.number)")
            }
            let id = try row.text(0)
            let note = try row.decryptedText(
                4, in: .recordingNote(id, of: order.number, order.tenant))
            return Medium(
                id: id, type: type, size: Int(try row.integer(2)),
                sha256: try row.text(3), note: note,
                addedAt: Instant(milliseconds: try row.integer(5)))
        }
    }

    static func bytes(_ sha256: String, of tenant: String, in session: Session) throws -> [UInt8]? {
        try session.first(
            "select body from inspections_files where tenant = $1 and sha256 = $2",
            [.text(tenant), .text(sha256)]
        )?.decrypted(0, in: .recording(sha256, of: tenant))
    }
}
