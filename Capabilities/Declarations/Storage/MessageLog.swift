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
    }

    struct Kept: Sendable {
        let digest: String
        let body: [UInt8]
        let answer: [UInt8]
    }

    static func find(_ key: Key, in session: Session) throws -> Kept? {
        guard
            let row = try session.first(
                """
                select digest, body, answer from declarations_messages
                where tenant = $1 and type = $2 and guid = $3
                """, [.text(key.tenant), .text(key.type), .text(key.guid)])
        else { return nil }
        return Kept(digest: try row.text(0), body: try row.blob(1), answer: try row.blob(2))
    }

    static func keep(
        _ key: Key, body: [UInt8], digest: String, answer: [UInt8], documents: Int,
        sender: String, channel: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_messages
            (tenant, type, guid, received_at, sender, channel, documents, body, digest, answer,
            answer_digest)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(key.tenant), .text(key.type), .text(key.guid),
                .integer(now.milliseconds), .text(sender), .text(channel), .integer(documents),
                .blob(body), .text(digest), .blob(answer),
                .text(Digest.hex(Digest.sha256(answer))),
            ])
    }
}
