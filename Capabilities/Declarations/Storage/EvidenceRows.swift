import Secrets
import Store

/// What is asked of the evidence as a whole, page by page.
enum EvidenceRows {
    struct Message: Sendable {
        let key: MessageLog.Key
        let body: [UInt8]
        let digest: [UInt8]
        /// Nil where the answer is a receipt.
        let answer: [UInt8]?
        let answerDigest: [UInt8]?
    }

    static func messages(after key: MessageLog.Key, in session: Session) throws -> [Message] {
        try session.rows(
            """
            select tenant, type, guid, body, digest, answer, answer_digest
            from declarations_messages where (tenant, type, guid) > ($1, $2, $3)
            order by tenant, type, guid limit 200
            """, [.text(key.tenant), .text(key.type), .text(key.guid)]
        ).map { row in
            let key = MessageLog.Key(
                tenant: try row.text(0), type: try row.text(1), guid: try row.text(2))
            return Message(
                key: key, body: whole(row, 3, .message(key)), digest: try row.blob(4),
                answer: try row.optionalBlob(5) == nil
                    ? nil : whole(row, 5, .message(key, "answer")),
                answerDigest: try row.optionalBlob(6))
        }
    }

    /// The plain bytes; none where what lies there does not open, which fit no digest.
    private static func whole(_ row: Row, _ column: Int, _ cell: Cell) -> [UInt8] {
        (try? row.decrypted(column, in: cell)) ?? []
    }

    struct Receipt: Sendable {
        let tenant: String
        let sequence: Int64
        let body: [UInt8]
        let digest: [UInt8]
    }

    static func receipts(after tenant: String, _ sequence: Int64, in session: Session) throws
        -> [Receipt]
    {
        try session.rows(
            """
            select tenant, sequence, body, digest from declarations_receipts
            where (tenant, sequence) > ($1, $2) order by tenant, sequence limit 200
            """, [.text(tenant), .integer(sequence)]
        ).map { row in
            let (tenant, sequence) = (try row.text(0), try row.integer(1))
            return Receipt(
                tenant: tenant, sequence: sequence,
                body: whole(row, 2, .receipt(sequence, to: tenant, "body")),
                digest: try row.blob(3))
        }
    }

    /// Numbers of receipts that answered messages and are not there, with the sender.
    static func answersWithoutReceipt(in session: Session) throws -> [(String, Int64)] {
        try session.rows(
            """
            select m.tenant, m.receipt from declarations_messages m
            left join declarations_receipts r on r.tenant = m.tenant and r.sequence = m.receipt
            where m.receipt is not null and r.sequence is null
            """
        ).map { (try $0.text(0), try $0.integer(1)) }
    }

    struct List: Sendable {
        let declarant: String
        let preNo: String
        let status: Int64
        /// Whether the sender has a receipt of this status.
        let hasReceipt: Bool
    }

    static func lists(after preNo: String, of declarant: String, in session: Session) throws
        -> [List]
    {
        try session.rows(
            """
            select i.tenant, i.pre_no, i.status, (select count(*) from declarations_receipts r
                where r.tenant = i.sender and r.subject = i.pre_no
                and (r.status = i.status or i.status = 100 and r.status < 0)
                and r.about > 0 and r.about = 1)
            from declarations_inventories i where (i.pre_no, i.tenant) > ($1, $2)
            order by i.pre_no, i.tenant limit 200
            """, [.text(preNo), .text(declarant)]
        ).map { row in
            List(
                declarant: try row.text(0), preNo: try row.text(1), status: try row.integer(2),
                hasReceipt: try row.integer(3) > 0)
        }
    }
}
