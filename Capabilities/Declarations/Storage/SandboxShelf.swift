import Kernel
import Store

/// Messages and receipts of the sandbox, each enterprise's own.
struct SandboxShelf: Sendable {
    /// One message that came.
    struct Message: Sendable, Hashable {
        let digest: [UInt8]
        /// Of its fields (`SandboxFields`).
        let fields: [UInt8]
        let tries: Int64
        /// Nil while its sender is told to come again.
        var answer: [UInt8]?
    }

    struct Receipt: Sendable, Hashable {
        var sequence: Int64 = 0
        /// From when it can be seen.
        let at: Instant
        /// What it answers: `CEB621`.
        let request: String
        /// The sender's own number of the document.
        let number: String
        /// `CEB622`.
        let type: String
        let subject: String
        let status: Int64
        let info: String
        /// Empty where only the last receipts of many documents are looked for.
        let body: [UInt8]
    }

    /// What the receipts of one document have in common.
    struct Document: Sendable, Hashable {
        let request: String
        let number: String
    }

    /// What the digest of a message is for.
    static let digest: StaticString = "declarations_sandbox_messages.digest"

    static func message(_ key: MessageLog.Key, in session: Session) throws -> Message? {
        let row = try session.first(
            """
            select digest, fields, tries, answer from declarations_sandbox_messages
            where tenant = $1 and type = $2 and guid = $3
            """, [.text(key.tenant), .text(key.type), .text(key.guid)])
        return try row.map {
            Message(
                digest: try $0.blob(0), fields: try $0.blob(1), tries: try $0.integer(2),
                answer: try $0.optionalBlob(3))
        }
    }

    static func keep(
        _ key: MessageLog.Key, _ message: Message, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_sandbox_messages
            (tenant, type, guid, digest, fields, tries, answer, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, type, guid) do update
            set tries = excluded.tries, answer = excluded.answer
            """,
            [
                .text(key.tenant), .text(key.type), .text(key.guid), .blob(message.digest),
                .blob(message.fields), .integer(message.tries),
                message.answer.map(Value.blob) ?? .null, .integer(now.milliseconds),
            ])
    }

    /// Puts a receipt behind those that can be seen by its moment, and before all that come later:
    /// whoever pulls in order misses none. There is room for a thousand in a millisecond.
    static func add(_ receipt: Receipt, to tenant: String, in session: Session) throws {
        let last = try session.first(
            """
            select sequence from declarations_sandbox_receipts
            where tenant = $1 and at <= $2 order by sequence desc limit 1
            """, [.text(tenant), .integer(receipt.at.milliseconds)]
        ).map { try $0.integer(0) }
        let sequence = max(receipt.at.milliseconds * 1000, (last ?? 0) + 1)
        try session.execute(
            """
            insert into declarations_sandbox_receipts
            (tenant, sequence, at, request, number, type, subject, status, info, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(tenant), .integer(sequence), .integer(receipt.at.milliseconds),
                .text(receipt.request), .text(receipt.number), .text(receipt.type),
                .text(receipt.subject), .integer(receipt.status), .text(receipt.info),
                .blob(receipt.body),
            ])
    }

    /// The receipts that can be seen, after a number, in order.
    static func receipts(
        of tenant: String, after: Int64, until now: Instant, limit: Int, in session: Session
    ) throws -> [Receipt] {
        try session.rows(
            """
            select sequence, at, request, number, type, subject, status, info, body
            from declarations_sandbox_receipts
            where tenant = $1 and sequence > $2 and at <= $3 order by sequence limit $4
            """,
            [
                .text(tenant), .integer(after), .integer(now.milliseconds),
                .integer(Int64(limit)),
            ]
        ).map(receipt)
    }

    /// Those of one document that can be seen, in order; of very many the last.
    static func receipts(
        of tenant: String, _ document: Document, until now: Instant, limit: Int,
        in session: Session
    ) throws -> [Receipt] {
        try session.rows(
            """
            select sequence, at, request, number, type, subject, status, info, body
            from declarations_sandbox_receipts
            where tenant = $1 and request = $2 and number = $3 and at <= $4
            order by sequence desc limit $5
            """,
            [
                .text(tenant), .text(document.request), .text(document.number),
                .integer(now.milliseconds), .integer(Int64(limit)),
            ]
        ).map(receipt).reversed()
    }

    /// The documents whose own number, or whose number given here, this is.
    static func documents(
        of tenant: String, called number: String, until now: Instant, limit: Int,
        in session: Session
    ) throws -> [Document] {
        try session.rows(
            """
            select request, number from declarations_sandbox_receipts
            where tenant = $1 and number = $2 and at <= $3
            union
            select request, number from declarations_sandbox_receipts
            where tenant = $1 and subject = $2 and at <= $3
            order by 1, 2 limit $4
            """,
            [
                .text(tenant), .text(number), .integer(now.milliseconds),
                .integer(Int64(limit)),
            ]
        ).map { Document(request: try $0.text(0), number: try $0.text(1)) }
    }

    /// The last receipt of each document, without its message, the latest first.
    static func latest(
        of tenant: String, until now: Instant, limit: Int, in session: Session
    ) throws -> [Receipt] {
        try session.rows(
            """
            select sequence, at, request, number, type, subject, status, info
            from declarations_sandbox_receipts r
            where tenant = $1 and at <= $2 and not exists (
                select 1 from declarations_sandbox_receipts n
                where n.tenant = r.tenant and n.number = r.number and n.request = r.request
                and n.sequence > r.sequence and n.at <= $2)
            order by sequence desc limit $3
            """, [.text(tenant), .integer(now.milliseconds), .integer(Int64(limit))]
        ).map(told)
    }

    /// The last receipt of one document, without its message; `taken`: of those that did not
    /// refuse it.
    static func last(
        of tenant: String, _ document: Document, taken: Bool, until now: Instant,
        in session: Session
    ) throws -> Receipt? {
        try session.first(
            """
            select sequence, at, request, number, type, subject, status, info
            from declarations_sandbox_receipts
            where tenant = $1 and request = $2 and number = $3 and at <= $4 and status > $5
            order by sequence desc limit 1
            """,
            [
                .text(tenant), .text(document.request), .text(document.number),
                .integer(now.milliseconds), .integer(taken ? 0 : .min),
            ]
        ).map(told)
    }

    /// Takes away receipts of a document that nobody has seen yet.
    static func forget(
        _ number: String, _ request: String, of tenant: String, after now: Instant,
        in session: Session
    ) throws {
        try session.execute(
            """
            delete from declarations_sandbox_receipts
            where tenant = $1 and request = $2 and number = $3 and at > $4
            """,
            [.text(tenant), .text(request), .text(number), .integer(now.milliseconds)])
    }

    private static func receipt(_ row: Row) throws -> Receipt {
        try told(row, body: row.blob(8))
    }

    private static func told(_ row: Row) throws -> Receipt { try told(row, body: []) }

    private static func told(_ row: Row, body: [UInt8]) throws -> Receipt {
        Receipt(
            sequence: try row.integer(0), at: Instant(milliseconds: try row.integer(1)),
            request: try row.text(2), number: try row.text(3), type: try row.text(4),
            subject: try row.text(5), status: try row.integer(6), info: try row.text(7),
            body: body)
    }

    // MARK: How much

    /// Counts documents of a day; gives how many there are with them.
    static func count(
        _ documents: Int, of tenant: String, on day: Day, in session: Session
    ) throws -> Int64 {
        try session.execute(
            """
            insert into declarations_sandbox_days (tenant, day, documents) values ($1, $2, $3)
            on conflict (tenant, day) do update
            set documents = declarations_sandbox_days.documents + excluded.documents
            """, [.text(tenant), .text(day.text), .integer(Int64(documents))])
        return try session.first(
            "select documents from declarations_sandbox_days where tenant = $1 and day = $2",
            [.text(tenant), .text(day.text)]
        ).map { try $0.integer(0) } ?? 0
    }

    /// Rows that one transaction takes away: others wait for it.
    static let portion: Int64 = 500

    /// Takes away a portion of what an enterprise tried out; false when nothing is left.
    static func remove(of tenant: String, in session: Session) throws -> Bool {
        let messages = try session.execute(
            """
            delete from declarations_sandbox_messages
            where (tenant, type, guid) in (
                select tenant, type, guid from declarations_sandbox_messages
                where tenant = $1 limit $2)
            """, [.text(tenant), .integer(portion)])
        let receipts = try session.execute(
            """
            delete from declarations_sandbox_receipts
            where (tenant, sequence) in (
                select tenant, sequence from declarations_sandbox_receipts
                where tenant = $1 limit $2)
            """, [.text(tenant), .integer(portion)])
        return messages + receipts > 0
    }

    /// Takes away a portion of what is older, of everybody; false when nothing is left.
    static func remove(before old: Instant, in session: Session) throws -> Bool {
        let messages = try session.execute(
            """
            delete from declarations_sandbox_messages
            where (tenant, type, guid) in (
                select tenant, type, guid from declarations_sandbox_messages
                where at < $1 order by at limit $2)
            """, [.integer(old.milliseconds), .integer(portion)])
        let receipts = try session.execute(
            """
            delete from declarations_sandbox_receipts
            where (tenant, sequence) in (
                select tenant, sequence from declarations_sandbox_receipts
                where at < $1 order by at limit $2)
            """, [.integer(old.milliseconds), .integer(portion)])
        let days = try session.execute(
            """
            delete from declarations_sandbox_days
            where (tenant, day) in (
                select tenant, day from declarations_sandbox_days
                where day < $1 order by day limit $2)
            """, [.text(old.day.text), .integer(portion)])
        return messages + receipts + days > 0
    }
}
