import Kernel
import Store

/// Credit levels and what counts in the record of an enterprise.
enum RecordRows {
    /// What a mark is.
    enum Mark: String, Sendable, Hashable {
        case finding, clean
        case badSample = "bad-sample"
    }

    /// Marks after a change, in order; none from before a day.
    static func marks(
        after change: Int64, since first: Day, in session: Session
    ) throws -> [(firm: String, change: Int64, day: Day, mark: Mark)] {
        try session.rows(
            """
            select tenant, change, day, kind from inspections_marks
            where change > $1 and day >= $2 order by change
            """, [.integer(change), .text(first.text)]
        ).map { row in
            guard let day = Day(try row.text(2)), let mark = Mark(rawValue: try row.text(3)) else {
                throw StoreFault.shape("mark \(try row.integer(1))")
            }
            return (try row.text(0), try row.integer(1), day, mark)
        }
    }

    /// - Parameter source: number of the inspection or sample.
    static func add(
        _ mark: Mark, to firm: String, on day: Day, source: String, change: Int64,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into inspections_marks (tenant, change, day, kind, source)
            values ($1, $2, $3, $4, $5)
            """,
            [
                .text(firm), .integer(change), .text(day.text), .text(mark.rawValue),
                .text(source),
            ])
    }

    static func levels(after change: Int64, in session: Session) throws
        -> [(change: Int64, level: LevelRow)]
    {
        try session.rows(
            """
            select change, tenant, from_day, to_day, level, document from inspections_levels
            where change > $1 order by change
            """, [.integer(change)]
        ).map { row in
            guard let from = Day(try row.text(2)),
                let level = CreditLevel(rawValue: try row.text(4))
            else { throw StoreFault.shape("level of \(try row.text(1))") }
            return (
                try row.integer(0),
                LevelRow(
                    firm: try row.text(1), from: from,
                    to: try row.optionalText(3).flatMap { Day($0) }, level: level,
                    document: try row.text(5))
            )
        }
    }

    static func put(
        _ row: LevelRow, by actor: String, at: Instant, change: Int64, in session: Session
    ) throws {
        try session.execute(
            """
            insert into inspections_levels
                (tenant, from_day, to_day, level, document, entered_by, entered_at, change)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, from_day) do update set to_day = excluded.to_day,
                level = excluded.level, document = excluded.document,
                entered_by = excluded.entered_by, entered_at = excluded.entered_at,
                change = excluded.change
            """,
            [
                .text(row.firm), .text(row.from.text), row.to.map { .text($0.text) } ?? .null,
                .text(row.level.rawValue), .text(row.document), .text(actor),
                .integer(at.milliseconds), .integer(change),
            ])
    }
}
