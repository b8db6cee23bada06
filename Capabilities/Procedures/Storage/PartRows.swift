import Kernel
import Store

/// Checks of several bodies within a step, in and out of the database.
enum PartRows {
    /// What the desk needs beside the part.
    struct Place {
        var due: Instant?
        var used: Int?
        var isKept: Bool?
    }

    static func put(
        _ part: CasePart, of file: Case, _ place: Place, in session: Session
    ) throws {
        try session.execute(
            """
            insert into procedures_parts (tenant, number, span, part, service, step, body,
                began_at, ended_at, pauses, overdue_noted, due, used, kept, verdict, reason,
                decided_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (tenant, number, span, part) do update set ended_at = excluded.ended_at,
                pauses = excluded.pauses, overdue_noted = excluded.overdue_noted,
                due = excluded.due, used = excluded.used, kept = excluded.kept,
                verdict = excluded.verdict, reason = excluded.reason,
                decided_by = excluded.decided_by
            """,
            [
                .text(file.tenant), .text(file.number), .integer(part.stay), .text(part.id),
                .text(file.service), .text(part.span.step), .text(part.span.body),
                .integer(part.span.beganAt.milliseconds),
                .optional(part.span.endedAt?.milliseconds),
                .text(CaseText.pauses(part.span.pauses)),
                .integer(part.span.isOverdueNoted ? 1 : 0), .optional(place.due?.milliseconds),
                .optional(place.used.map { Int64($0) }),
                .optional(place.isKept.map { $0 ? Int64(1) : 0 }),
                .optional(part.verdict?.rawValue), .text(part.reason), .optional(part.decidedBy),
            ])
    }

    static func all(of file: Case, in session: Session) throws -> [CasePart] {
        try session.rows(
            """
            select span, part, step, body, began_at, ended_at, pauses, overdue_noted, verdict,
                reason, decided_by
            from procedures_parts where tenant = $1 and number = $2 order by span, began_at, part
            """, [.text(file.tenant), .text(file.number)]
        ).map { row in
            let stay = Int(try row.integer(0))
            return CasePart(
                stay: stay, id: try row.text(1),
                verdict: try row.optionalText(8).flatMap(CasePart.Verdict.init(rawValue:)),
                reason: try row.text(9), decidedBy: try row.optionalText(10),
                span: Span(
                    number: stay, step: try row.text(2), body: try row.text(3),
                    beganAt: Instant(milliseconds: try row.integer(4)),
                    endedAt: try row.optionalInteger(5).map { Instant(milliseconds: $0) },
                    pauses: try CaseText.pauses(try row.text(6), file.number),
                    isOverdueNoted: try row.integer(7) == 1))
        }
    }
}
