import Kernel
import Store

/// What was sent under which own number, and the receipt.
enum SentRows {
    struct Sent: Sendable {
        let digest: String
        let number: String
        let receipt: String
    }

    static func find(_ own: String, of lodger: String, in session: Session) throws -> Sent? {
        try session.first(
            """
            select digest, number, receipt from entries_sent where tenant = $1 and own_number = $2
            """, [.text(lodger), .text(own)]
        ).map {
            Sent(digest: try $0.text(0), number: try $0.text(1), receipt: try $0.text(2))
        }
    }

    static func insert(_ sent: Sent, for entry: GoodsEntry, in session: Session) throws {
        try session.execute(
            """
            insert into entries_sent (tenant, own_number, digest, consignee, number, receipt)
            values ($1, $2, $3, $4, $5, $6)
            """,
            [
                .text(entry.lodger), .text(entry.ownNumber), .text(sent.digest),
                .text(entry.tenant), .text(sent.number), .text(sent.receipt),
            ])
    }
}
