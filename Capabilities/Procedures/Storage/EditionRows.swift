import Kernel
import Store

/// Texts of service files that applications were begun under, in and out of the database.
enum EditionRows {
    /// A text with what it is of.
    struct Kept {
        let digest: String
        let service: String
        let from: Day
        let text: String
    }

    /// Applications that were begun under a text.
    struct Stay {
        let digest: String
        let service: String
        let from: Day
        /// How many are filed and not decided yet.
        let open: Int
    }

    static func keep(_ kept: Kept, at now: Instant, in session: Session) throws {
        try session.execute(
            """
            insert into procedures_editions (digest, service, first_day, text, kept_at)
            values ($1, $2, $3, $4, $5) on conflict (digest) do nothing
            """,
            [
                .text(kept.digest), .text(kept.service), .text(kept.from.text), .text(kept.text),
                .integer(now.milliseconds),
            ])
    }

    static func find(_ digest: String, in session: Session) throws -> Kept? {
        try session.first(
            "select digest, service, first_day, text from procedures_editions where digest = $1",
            [.text(digest)]
        ).map(kept)
    }

    static func all(in session: Session) throws -> [Kept] {
        try session.rows(
            """
            select digest, service, first_day, text from procedures_editions
            order by service, first_day, kept_at, digest
            """, []
        ).map(kept)
    }

    /// What applications under way were begun under; those decided are not counted, however many.
    static func stays(in session: Session) throws -> [Stay] {
        try session.rows(
            """
            select edition_digest, service, edition, count(*)
            from procedures_cases where state in ('open', 'returned', 'paused')
            group by edition_digest, service, edition order by service, edition, edition_digest
            """, []
        ).map { row in
            Stay(
                digest: try row.text(0), service: try row.text(1),
                from: try day(try row.text(2)), open: Int(try row.integer(3)))
        }
    }

    private static func kept(_ row: Row) throws -> Kept {
        Kept(
            digest: try row.text(0), service: try row.text(1), from: try day(try row.text(2)),
            text: try row.text(3))
    }

    private static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw StoreFault.shape("edition of \(text)") }
        return day
    }
}
