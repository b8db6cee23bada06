import Kernel
import Secrets
import Store

/// The messages as they came in: evidence, and the memory that makes a repeat harmless for ever.
struct MessageLog: Sendable {
    struct Key: Sendable, Hashable {
        /// Enterprise that transmitted.
        let tenant: String
        /// `CEB311`.
        let type: String
        /// guid of the message root.
        let guid: String

        /// Where a message lies that was refused for its signature: it is evidence and does not
        /// hold its guid, which anybody could have written into it. No guid is as long as this, so
        /// it is nobody's; another content lies elsewhere, the same content in the same place.
        func refused(_ digest: [UInt8]) -> Key {
            Key(tenant: tenant, type: type, guid: "\(guid)~\(Digest.hex(digest))")
        }
    }

    struct Kept: Sendable {
        let body: [UInt8]
        let answer: [UInt8]
    }

    /// What the sender was told: the one receipt of the message, by its number among the sender's,
    /// or a message of its own.
    enum Answer: Sendable {
        case receipt(Int64)
        case message([UInt8])
    }

    /// What the digests of messages and of answers are for.
    static let bodyDigest: StaticString = "message"
    static let answerDigest: StaticString = "answer"

    static func find(_ key: Key, in session: Session) throws -> Kept? {
        guard
            let row = try session.first(
                """
                select body, answer, receipt from declarations_messages
                where tenant = $1 and type = $2 and guid = $3
                """, [.text(key.tenant), .text(key.type), .text(key.guid)])
        else { return nil }
        if let number = try row.optionalInteger(2) {
            let answer = try ReceiptBook.body(of: number, to: key.tenant, in: session)
            return Kept(body: try row.decrypted(0, in: .message(key)), answer: answer)
        }
        return Kept(
            body: try row.decrypted(0, in: .message(key)),
            answer: try row.decrypted(1, in: .message(key, "answer")))
    }

    /// What was found of the signature of a message that was passed on; nil where nobody kept it.
    static func seal(ofRelayed id: Int64, in session: Session) throws -> SealStanding? {
        SealStanding(
            kept: try session.first(
                """
                select m.seal from declarations_relay_outbox o
                join declarations_messages m
                    on m.tenant = o.tenant and m.type = o.type and m.guid = o.guid
                where o.id = $1
                """, [.integer(id)]
            )?.optionalText(0))
    }

    static func keep(
        _ key: Key, body: [UInt8], digest: [UInt8], answer: Answer, documents: Int,
        seal: SealStanding, sender: String, channel: String, at now: Instant, in session: Session
    ) throws {
        var told: (receipt: Value, message: Value, digest: Value) = (.null, .null, .null)
        switch answer {
        case .receipt(let number): told.receipt = .integer(number)
        case .message(let bytes):
            told.message = try session.encrypted(bytes, in: .message(key, "answer"))
            told.digest = .blob(
                try session.digest(bytes, of: key.tenant, for: MessageLog.answerDigest))
        }
        try session.execute(
            """
            insert into declarations_messages
            (tenant, type, guid, received_at, sender, channel, documents, digest, receipt, answer,
            answer_digest, body, seal)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                .text(key.tenant), .text(key.type), .text(key.guid),
                .integer(now.milliseconds), .text(sender), .text(channel), .integer(documents),
                .blob(digest), told.receipt, told.message, told.digest,
                try session.encrypted(body, in: .message(key)),
                .text(seal.kept),
            ])
    }
}
