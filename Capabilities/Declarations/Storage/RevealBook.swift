import Kernel
import Store

/// Who looked at whose personal data, at what and why.
enum RevealBook {
    struct Look: Sendable, Hashable {
        /// Enterprise whose data it is.
        let owner: String
        /// Number of the journal's entry.
        let sequence: Int64
        let at: Instant
        let actor: String
        /// Enterprise of who looked; empty for an officer.
        let enterprise: String
        /// District of the list, for which the officer acted; empty for an enterprise.
        let district: String
        let preNo: String
        /// `CEB621`, `CEB311`.
        let documents: [String]
        let reason: String
    }

    static func add(_ look: Look, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_reveals
            (tenant, sequence, at, actor, enterprise, district, pre_no, documents, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .text(look.owner), .integer(look.sequence), .integer(look.at.milliseconds),
                .text(look.actor), .text(look.enterprise), .text(look.district),
                .text(look.preNo), .text(look.documents.joined(separator: " ")),
                .text(look.reason),
            ])
    }

    /// Looks at an enterprise's data, latest first.
    static func looks(
        at owner: String, before place: Int64?, limit: Int, in session: Session
    ) throws -> [Look] {
        try session.rows(
            """
            select tenant, sequence, at, actor, enterprise, district, pre_no, documents, reason
            from declarations_reveals where tenant = $1 and sequence < $2
            order by sequence desc limit $3
            """, [.text(owner), .integer(place ?? Int64.max), .integer(limit)]
        ).map(look)
    }

    /// What somebody looked at, latest first.
    static func looks(
        by actor: String, before place: Int64?, limit: Int, in session: Session
    ) throws -> [Look] {
        try session.rows(
            """
            select tenant, sequence, at, actor, enterprise, district, pre_no, documents, reason
            from declarations_reveals where actor = $1 and sequence < $2
            order by sequence desc limit $3
            """, [.text(actor), .integer(place ?? Int64.max), .integer(limit)]
        ).map(look)
    }

    private static func look(_ row: Row) throws -> Look {
        Look(
            owner: try row.text(0), sequence: try row.integer(1),
            at: Instant(milliseconds: try row.integer(2)), actor: try row.text(3),
            enterprise: try row.text(4), district: try row.text(5), preNo: try row.text(6),
            documents: try row.text(7).split(separator: " ").map { String($0) },
            reason: try row.text(8))
    }
}
