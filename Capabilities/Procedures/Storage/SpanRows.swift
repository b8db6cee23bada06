import Kernel
import Store

/// Stays in steps, in and out of the database.
enum SpanRows {
    /// How a span that has ended did: days used, whether its term was kept.
    struct Result {
        var used: Int?
        var isKept: Bool?
    }

    static func put(
        _ span: Span, of file: Case, _ result: Result, in session: Session
    ) throws {
        try session.execute(
            """
            insert into procedures_spans (tenant, number, span, service, step, body, began_at,
                ended_at, pauses, overdue_noted, used, kept)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (tenant, number, span) do update set ended_at = excluded.ended_at,
                pauses = excluded.pauses, overdue_noted = excluded.overdue_noted,
                used = excluded.used, kept = excluded.kept
            """,
            [
                .text(file.tenant), .text(file.number), .integer(span.number),
                .text(file.service), .text(span.step), .text(span.body),
                .integer(span.beganAt.milliseconds), .optional(span.endedAt?.milliseconds),
                .text(CaseText.pauses(span.pauses)), .integer(span.isOverdueNoted ? 1 : 0),
                .optional(result.used.map { Int64($0) }),
                .optional(result.isKept.map { $0 ? Int64(1) : 0 }),
            ])
    }

    static func all(of file: Case, in session: Session) throws -> [Span] {
        try session.rows(
            """
            select span, step, body, began_at, ended_at, pauses, overdue_noted
            from procedures_spans where tenant = $1 and number = $2 order by span
            """, [.text(file.tenant), .text(file.number)]
        ).map { try span($0, 0, of: file.number) }
    }

    /// The same of several applications of one enterprise at once, by number.
    static func all(
        of files: [Case], in session: Session
    ) throws -> [String: [Span]] {
        guard let first = files.first else { return [:] }
        var statement = Statement(
            """
            select number, span, step, body, began_at, ended_at, pauses, overdue_noted
            from procedures_spans where
            """)
        statement.append("tenant = ? and number in (?", [.text(first.tenant), .text(first.number)])
        for file in files.dropFirst() { statement.append(", ?", [.text(file.number)]) }
        statement.append(") order by number, span")
        return try session.rows(statement).reduce(into: [:]) { spans, row in
            let number = try row.text(0)
            spans[number, default: []].append(try span(row, 1, of: number))
        }
    }

    /// A stay of its columns, from a place on.
    private static func span(_ row: Row, _ place: Int, of number: String) throws -> Span {
        Span(
            number: Int(try row.integer(place)), step: try row.text(place + 1),
            body: try row.text(place + 2),
            beganAt: Instant(milliseconds: try row.integer(place + 3)),
            endedAt: try row.optionalInteger(place + 4).map { Instant(milliseconds: $0) },
            pauses: try CaseText.pauses(try row.text(place + 5), number),
            isOverdueNoted: try row.integer(place + 6) == 1)
    }

    /// Days used and terms kept of steps that have ended since a moment, whoever applied.
    static func results(since: Instant, in session: Session) throws -> [StepResult] {
        try session.rows(
            """
            select service, step, used, count(*), cast(sum(kept) as bigint) from (
                select service, step, used, kept from procedures_spans
                where ended_at >= $1 and used is not null
                union all
                select service, step, used, kept from procedures_parts
                where ended_at >= $1 and used is not null) as ended
            group by service, step, used order by service, step, used
            """, [.integer(since.milliseconds)]
        ).map { row in
            StepResult(
                service: try row.text(0), step: try row.text(1), used: Int(try row.integer(2)),
                count: Int(try row.integer(3)), kept: Int(try row.integer(4)))
        }
    }
}
