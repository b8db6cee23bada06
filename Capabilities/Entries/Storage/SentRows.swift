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

    /// Receipts after a place in the queue, in their order.
    static func following(
        _ sequence: Int64, limit: Int, in session: Session
    ) throws -> [Sent] {
        var statement = Statement(columns)
        statement.append(
            "where sequence > 0 and sequence > ? order by sequence limit ?",
            [.integer(sequence), .integer(limit)])
        return try session.rows(statement).map(sent)
    }

    private static func sent(_ row: Row) throws -> Sent {
        Sent(
            digest: try row.text(0), number: try row.text(1), receipt: try row.text(2),
            sequence: try row.integer(3), at: Instant(milliseconds: try row.integer(4)))
    }
}
