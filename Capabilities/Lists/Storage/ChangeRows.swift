import Kernel
import Store

/// Changes of lists, in and out of the database.
enum ChangeRows {
    static func insert(_ change: ListChange, in session: Session) throws {
        try session.execute(
            """
            insert into lists_changes (id, list, kind, edition, from_day, to_day, reason, document,
                state, proposed_by, proposed_name, proposed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', $9, $10, $11)
            """,
            [
                .text(change.id), .text(change.list), .text(change.kind.rawValue),
                .text(change.edition), .text(change.from.text), .optional(change.to?.text),
                .text(change.reason), .text(change.document), .text(change.proposed.id),
                .text(change.proposed.name), .integer(change.proposed.at.milliseconds),
            ])
        for (place, line) in change.lines.enumerated() {
            try session.execute(
                """
                insert into lists_lines (tenant, change_id, place, item, nomination, points,
                    membership)
                values ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    .text(line.tenant), .text(change.id), .integer(place), .text(line.item),
                    .text(line.nomination), .integer(line.points), .text(line.membership),
                ])
        }
    }

    /// Decides one; false when it was decided already.
    static func decide(
        _ id: String, _ state: ListChange.State, by hand: ListChange.Hand, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update lists_changes
            set state = $2, decided_by = $3, decided_name = $4, decided_at = $5
            where id = $1 and state = 'proposed'
            """,
            [
                .text(id), .text(state.rawValue), .text(hand.id), .text(hand.name),
                .integer(hand.at.milliseconds),
            ]) == 1
    }

    static func find(_ id: String, in session: Session) throws -> ListChange? {
        try session.first(
            """
            select id, list, kind, edition, from_day, to_day, reason, document, state,
                proposed_by, proposed_name, proposed_at, decided_by, decided_name, decided_at
            from lists_changes where id = $1
            """, [.text(id)]
        ).map { try change($0, in: session) }
    }

    /// The last hundred of a list, the newest first.
    static func on(_ list: String, in session: Session) throws -> [ListChange] {
        try session.rows(
            """
            select id, list, kind, edition, from_day, to_day, reason, document, state,
                proposed_by, proposed_name, proposed_at, decided_by, decided_name, decided_at
            from lists_changes where list = $1 order by proposed_at desc, id desc limit 100
            """, [.text(list)]
        ).map { try change($0, in: session) }
    }

    /// Whether the edition of a year was published, or is proposed to be: the change, and whether
    /// it still waits.
    static func publication(
        of edition: String, on list: String, in session: Session
    ) throws -> (id: String, waits: Bool)? {
        try session.first(
            """
            select id, state from lists_changes
            where list = $1 and kind = 'publication' and edition = $2 and state <> 'rejected'
            order by proposed_at desc limit 1
            """, [.text(list), .text(edition)]
        ).map { row in
            (
                id: try row.text(0),
                waits: try row.text(1) == ListChange.State.proposed.rawValue
            )
        }
    }

    /// What waits for a second officer on one list.
    static func waiting(on list: String, in session: Session) throws -> [ListChange] {
        try session.rows(
            """
            select id, list, kind, edition, from_day, to_day, reason, document, state,
                proposed_by, proposed_name, proposed_at, decided_by, decided_name, decided_at
            from lists_changes where list = $1 and state = 'proposed' order by proposed_at, id
            """, [.text(list)]
        ).map { try change($0, in: session) }
    }

    /// What waits for a second officer, with its list.
    static func waiting(in session: Session) throws -> [ListChange] {
        try session.rows(
            """
            select id, list, kind, edition, from_day, to_day, reason, document, state,
                proposed_by, proposed_name, proposed_at, decided_by, decided_name, decided_at
            from lists_changes where state = 'proposed' order by proposed_at, id limit 500
            """
        ).map { try change($0, in: session) }
    }

    private static func change(_ row: Row, in session: Session) throws -> ListChange {
        let id = try row.text(0)
        guard let kind = ListChange.Kind(rawValue: try row.text(2)),
            let from = Day(try row.text(4)), let state = ListChange.State(rawValue: try row.text(8))
        else { throw StoreFault.shape("change of a list") }
        let lines = try session.rows(
            """
            select tenant, item, nomination, points, membership
            from lists_lines where change_id = $1 order by place
            """, [.text(id)]
        ).map {
            ListChange.Line(
                tenant: try $0.text(0), item: try $0.text(1), nomination: try $0.text(2),
                points: Int(try $0.integer(3)), membership: try $0.text(4))
        }
        var change = ListChange(
            id: id, list: try row.text(1), kind: kind, edition: try row.text(3), from: from,
            to: try row.optionalText(5).flatMap { Day($0) }, reason: try row.text(6),
            document: try row.text(7), lines: lines,
            proposed: ListChange.Hand(
                id: try row.text(9), name: try row.text(10),
                at: Instant(milliseconds: try row.integer(11))), state: state)
        if let by = try row.optionalText(12), let name = try row.optionalText(13),
            let at = try row.optionalInteger(14)
        {
            change.decided = ListChange.Hand(
                id: by, name: name, at: Instant(milliseconds: at))
        }
        return change
    }
}
