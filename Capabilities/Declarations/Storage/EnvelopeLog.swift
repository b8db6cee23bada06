import Kernel
import Store

/// Which envelopes came, by the number their senders gave them.
struct EnvelopeLog: Sendable {
    /// What the digests of envelopes are for.
    static let digest: StaticString = "envelope"

    /// The digest of what lay in the envelope of that number; nil when there was none.
    static func digest(of number: String, from tenant: String, in session: Session) throws
        -> [UInt8]?
    {
        try session.first(
            "select digest from declarations_envelopes where tenant = $1 and cop_msg_id = $2",
            [.text(tenant), .text(number)]
        )?.blob(0)
    }

    static func keep(
        _ number: String, from tenant: String, type: String, guid: String, data: [UInt8],
        at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_envelopes (tenant, cop_msg_id, at, type, guid, digest)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            [
                .text(tenant), .text(number), .integer(now.milliseconds), .text(type),
                .text(guid),
                .blob(try session.digest(data, of: tenant, for: EnvelopeLog.digest)),
            ])
    }
}
