import Kernel
import Store

/// Declarations that are being written, each enterprise's own.
struct DraftShelf: Sendable {
    /// A draft as it lies in the store.
    struct Record: Sendable, Hashable {
        var tenant: String
        var id: String
        var type: MessageType
        var version: Int64
        var state: EntryState
        /// What was typed (`EntryDraft`).
        var content: [UInt8]
        var madeAt: Instant
        var changedAt: Instant
        var changedBy: String
        /// Number under which it was taken; empty before.
        var subject: String
    }

    static func add(_ record: Record, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_drafts
            (tenant, id, type, version, state, content, made_at, changed_at, changed_by, subject)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(record.tenant), .text(record.id), .text(record.type.rawValue),
                .integer(record.version), .text(record.state.rawValue),
                try session.encrypted(record.content, in: .draft(record.id, of: record.tenant)),
                .integer(record.madeAt.milliseconds), .integer(record.changedAt.milliseconds),
                .text(record.changedBy), .text(record.subject),
            ])
    }

    /// Puts what a record says over the version before it; false when somebody was faster.
    static func replace(_ record: Record, in session: Session) throws -> Bool {
        try session.execute(
            """
            update declarations_drafts set version = $3, state = $4, content = $5,
            changed_at = $6, changed_by = $7, subject = $8
            where tenant = $1 and id = $2 and version = $9
            """,
            [
                .text(record.tenant), .text(record.id), .integer(record.version),
                .text(record.state.rawValue),
                try session.encrypted(record.content, in: .draft(record.id, of: record.tenant)),
                .integer(record.changedAt.milliseconds), .text(record.changedBy),
                .text(record.subject), .integer(record.version - 1),
            ]) == 1
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Record? {
        try session.first(
            """
            select tenant, id, type, version, state, content, made_at, changed_at, changed_by,
            subject from declarations_drafts where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map(record)
    }

    /// Those that were sent, or those that were not, last changed first.
    static func all(
        of tenant: String, sent: Bool, limit: Int, in session: Session
    ) throws -> [Record] {
        let rows =
            sent
            ? try session.rows(
                """
                select tenant, id, type, version, state, content, made_at, changed_at, changed_by,
                subject from declarations_drafts where tenant = $1 and state = 'sent'
                order by changed_at desc limit $2
                """, [.text(tenant), .integer(Int64(limit))])
            : try session.rows(
                """
                select tenant, id, type, version, state, content, made_at, changed_at, changed_by,
                subject from declarations_drafts
                where tenant = $1 and state in ('open', 'sending')
                order by changed_at desc limit $2
                """, [.text(tenant), .integer(Int64(limit))])
        return try rows.map(record)
    }

    static func count(of tenant: String, in session: Session) throws -> Int64 {
        try session.first(
            """
            select count(*) from declarations_drafts
            where tenant = $1 and state in ('open', 'sending')
            """, [.text(tenant)]
        )?.integer(0) ?? 0
    }

    /// False when there is none that was not sent.
    static func remove(_ id: String, of tenant: String, in session: Session) throws -> Bool {
        try session.execute(
            "delete from declarations_drafts where tenant = $1 and id = $2 and state = 'open'",
            [.text(tenant), .text(id)]) == 1
    }

    private static func record(_ row: Row) throws -> Record {
        guard let type = MessageType(rawValue: try row.text(2)),
            let state = EntryState(rawValue: try row.text(4))
        else { throw StoreFault.shape("type or state of draft \(try row.text(1))") }
        let (tenant, id) = (try row.text(0), try row.text(1))
        return Record(
            tenant: tenant, id: id, type: type, version: try row.integer(3), state: state,
            content: try row.decrypted(5, in: .draft(id, of: tenant)),
            madeAt: Instant(milliseconds: try row.integer(6)),
            changedAt: Instant(milliseconds: try row.integer(7)), changedBy: try row.text(8),
            subject: try row.text(9))
    }
}
