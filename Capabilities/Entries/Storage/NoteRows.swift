import Kernel
import Store

/// Payment notes and privileges, in and out of the database.
enum NoteRows {
    static func insert(_ note: PaymentNote, in session: Session) throws {
        try session.execute(
            """
            insert into entries_notes (tenant, period, number, total, entries, state, reference,
                made_at) values ($1, $2, $3, $4, $5, $6, '', $7)
            """,
            [
                .text(note.tenant), .text(note.period), .text(note.number),
                .integer(note.total.raw), .integer(note.entries), .text(note.state.rawValue),
                .integer(note.madeAt.milliseconds),
            ])
    }

    static func settle(_ note: PaymentNote, at now: Instant, in session: Session) throws {
        try session.execute(
            """
            update entries_notes set state = $3, reference = $4, settled_at = $5
            where tenant = $1 and period = $2
            """,
            [
                .text(note.tenant), .text(note.period), .text(note.state.rawValue),
                .text(note.reference), .integer(now.milliseconds),
            ])
    }

    static func find(_ number: String, in session: Session) throws -> PaymentNote? {
        try session.first(
            """
            select tenant, period, number, total, entries, state, reference, made_at, settled_at
            from entries_notes where number = $1
            """, [.text(number)]
        ).map(note)
    }

    /// Notes of an enterprise of months before one, the latest first.
    static func all(
        of tenant: String, before period: String?, limit: Int, in session: Session
    ) throws -> [PaymentNote] {
        var statement = Statement(
            """
            select tenant, period, number, total, entries, state, reference, made_at, settled_at
            from entries_notes where tenant = $1
            """, [.text(tenant)])
        if let period { statement.append("and period < ?", [.text(period)]) }
        statement.append("order by period desc limit ?", [.integer(limit)])
        return try session.rows(statement).map(note)
    }

    /// Not paid yet, of an enterprise, the oldest first.
    static func unpaid(
        of tenant: String, limit: Int, in session: Session
    ) throws -> [PaymentNote] {
        try session.rows(
            """
            select tenant, period, number, total, entries, state, reference, made_at, settled_at
            from entries_notes where tenant = $1 and state in ('open', 'owed')
            order by period limit $2
            """, [.text(tenant), .integer(limit)]
        ).map(note)
    }

    /// Not paid yet, of everybody, after one of them.
    static func unpaid(
        after place: PaymentNote?, limit: Int, in session: Session
    ) throws -> [PaymentNote] {
        var statement = Statement(
            """
            select tenant, period, number, total, entries, state, reference, made_at, settled_at
            from entries_notes where state in ('open', 'owed')
            """)
        if let place {
            statement.append(
                "and (period, tenant) > (?, ?)", [.text(place.period), .text(place.tenant)])
        }
        statement.append("order by period, tenant limit ?", [.integer(limit)])
        return try session.rows(statement).map(note)
    }

    /// Not paid and not overdue yet, of months before one, in their order.
    static func open(
        before period: String, after place: PaymentNote?, limit: Int, in session: Session
    ) throws -> [PaymentNote] {
        var statement = Statement(
            """
            select tenant, period, number, total, entries, state, reference, made_at, settled_at
            from entries_notes where state = 'open'
            """)
        statement.append("and period < ?", [.text(period)])
        if let place {
            statement.append(
                "and (period, tenant) > (?, ?)", [.text(place.period), .text(place.tenant)])
        }
        statement.append("order by period, tenant limit ?", [.integer(limit)])
        return try session.rows(statement).map(note)
    }

    private static func note(_ row: Row) throws -> PaymentNote {
        guard let state = PaymentNote.State(rawValue: try row.text(5)) else {
            throw StoreFault.shape("payment note")
        }
        return PaymentNote(
            tenant: try row.text(0), period: try row.text(1), number: try row.text(2),
            total: Fixed(raw: try row.integer(3)), entries: Int(try row.integer(4)),
            state: state, reference: try row.text(6),
            madeAt: Instant(milliseconds: try row.integer(7)),
            settledAt: try row.optionalInteger(8).map { Instant(milliseconds: $0) })
    }
}

/// Who may do what not everybody may.
enum PrivilegeRows {
    static func put(_ privilege: Privilege, by actor: String, in session: Session) throws {
        try session.execute(
            """
            insert into entries_privileges (tenant, privilege, ground, valid_from, valid_to,
                suspended_on, reason, noted_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, privilege) do update set ground = excluded.ground,
                valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                suspended_on = excluded.suspended_on, reason = excluded.reason,
                noted_by = excluded.noted_by
            """,
            [
                .text(privilege.tenant), .text(privilege.privilege), .text(privilege.ground),
                .text(privilege.from.text), .optional(privilege.to?.text),
                .optional(privilege.suspendedOn?.text), .text(privilege.reason), .text(actor),
            ])
    }

    static func find(
        _ name: String, of tenant: String, in session: Session
    ) throws -> Privilege? {
        try all(of: tenant, in: session).first { $0.privilege == name }
    }

    static func all(of tenant: String, in session: Session) throws -> [Privilege] {
        try session.rows(
            """
            select tenant, privilege, ground, valid_from, valid_to, suspended_on, reason
            from entries_privileges where tenant = $1 order by privilege
            """, [.text(tenant)]
        ).map { row in
            guard let from = Day(try row.text(3)) else { throw StoreFault.shape("privilege") }
            return Privilege(
                tenant: try row.text(0), privilege: try row.text(1), ground: try row.text(2),
                from: from, to: try row.optionalText(4).flatMap { Day($0) },
                suspendedOn: try row.optionalText(5).flatMap { Day($0) },
                reason: try row.text(6))
        }
    }
}
