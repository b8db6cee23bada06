import Kernel
import Store

/// What was sent under which own number, and the receipt.
enum SentRows {
    struct Sent: Sendable {
        let digest: String
        let number: String
        let receipt: String
        /// Its place in the queue of the evidence log, and when it was given.
        let sequence: Int64
        let at: Instant
    }

    private static let columns: StaticString = """
        select digest, number, receipt, sequence, sent_at from entries_sent
        """

    static func find(_ own: String, of lodger: String, in session: Session) throws -> Sent? {
        var statement = Statement(columns)
        statement.append("where tenant = ? and own_number = ?", [.text(lodger), .text(own)])
        return try session.rows(statement).first.map(sent)
    }

    /// The receipt of an entry.
    static func find(_ entry: GoodsEntry, in session: Session) throws -> Sent? {
        try find(entry.ownNumber, of: entry.lodger, in: session)
    }

    static func insert(_ sent: Sent, for entry: GoodsEntry, in session: Session) throws {
        try session.execute(
            """
            insert into entries_sent (tenant, own_number, digest, consignee, number, receipt,
                sequence, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .text(entry.lodger), .text(entry.ownNumber), .text(sent.digest),
                .text(entry.tenant), .text(sent.number), .text(sent.receipt),
                .integer(sent.sequence), .integer(sent.at.milliseconds),
            ])
    }

    /// Notes the receipt of step two beside that of step one.
    static func complete(
        _ entry: GoodsEntry, receipt: String, sequence: Int64, at now: Instant,
        in session: Session
    ) throws {
        try session.execute(
            """
            update entries_sent set completion = $3, completion_sequence = $4, completion_at = $5
            where tenant = $1 and own_number = $2
            """,
            [
                .text(entry.lodger), .text(entry.ownNumber), .text(receipt),
                .integer(sequence), .integer(now.milliseconds),
            ])
    }

    /// The receipt of an entry's step two; nil before it was taken.
    static func completion(of entry: GoodsEntry, in session: Session) throws -> Sent? {
        try session.first(
            """
            select digest, number, completion, completion_sequence, completion_at
            from entries_sent
            where tenant = $1 and own_number = $2 and completion_sequence > 0
            """, [.text(entry.lodger), .text(entry.ownNumber)]
        ).map(sent)
    }

    /// Receipts after a place in the queue, of both steps, in their order.
    static func following(
        _ sequence: Int64, limit: Int, in session: Session
    ) throws -> [Sent] {
        let first = try session.rows(
            """
            select digest, number, receipt, sequence, sent_at from entries_sent
            where sequence > 0 and sequence > $1 order by sequence limit $2
            """, [.integer(sequence), .integer(limit)])
        let second = try session.rows(
            """
            select digest, number, completion, completion_sequence, completion_at
            from entries_sent where completion_sequence > 0 and completion_sequence > $1
            order by completion_sequence limit $2
            """, [.integer(sequence), .integer(limit)])
        let found = try (first + second).map(sent).sorted { $0.sequence < $1.sequence }
        return Array(found.prefix(limit))
    }

    private static func sent(_ row: Row) throws -> Sent {
        Sent(
            digest: try row.text(0), number: try row.text(1), receipt: try row.text(2),
            sequence: try row.integer(3), at: Instant(milliseconds: try row.integer(4)))
    }
}
