import Kernel
import Store

/// Which envelopes came, by the number their senders gave them.
struct EnvelopeLog: Sendable {
    /// Keeps the number with what it stood for. The same again changes nothing.
    ///
    /// - Throws: `EnvelopeRefusal.contradiction` when something else came under that number.
    static func keep(
        _ number: String, _ key: MessageLog.Key, _ digest: [UInt8], at now: Instant,
        in session: Session
    ) throws {
        let isNew = try session.execute(
            """
            insert into declarations_envelopes (tenant, cop_msg_id, at, type, guid, digest)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            [
                .text(key.tenant), .text(number), .integer(now.milliseconds), .text(key.type),
                .text(key.guid), .blob(digest),
            ]) == 1
        guard !isNew else { return }
        let earlier = try session.first(
            "select digest from declarations_envelopes where tenant = $1 and cop_msg_id = $2",
            [.text(key.tenant), .text(number)])
        guard try earlier?.blob(0) == digest else {
            throw EnvelopeRefusal.contradiction(number)
        }
    }
}
