import Kernel
import Store

/// What waiting messages are about: the oldest of each lane goes first, the others behind it.
struct RelayLanes: Sendable {
    /// Takes a message's places in its lanes.
    static func enter(_ message: RelayOutbox.Message, in session: Session) throws {
        for lane in message.lanes {
            try session.execute(
                """
                insert into declarations_relay_lanes (far, lane, id, tenant)
                values ($1, $2, $3, $4) on conflict do nothing
                """,
                [
                    .text(message.far), .text(lane), .integer(message.id), .text(message.tenant),
                ])
        }
    }

    /// Whoever is behind may go.
    static func leave(_ message: RelayOutbox.Message, in session: Session) throws {
        for lane in message.lanes {
            try session.execute(
                """
                delete from declarations_relay_lanes
                where far = $1 and lane = $2 and id = $3 and tenant = $4
                """,
                [
                    .text(message.far), .text(lane), .integer(message.id), .text(message.tenant),
                ])
        }
    }
}

/// Senders whose messages a far side does not let in, or for whom there is no key: they wait by
/// themselves, and nobody waits for them.
struct RelayParked: Sendable {
    struct Sender: Sendable, Hashable {
        let dxpID: String
        /// What keeps them, as a `RelayTrouble`.
        let trouble: String
        let since: Instant
        /// When they are tried again.
        let until: Instant
        let attempts: Int
    }

    /// Parks a sender until a moment.
    static func park(
        _ dxpID: String, at far: String, trouble: String, now: Instant, until: Instant,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_relay_parked
            (far, dxp_id, trouble, since, until, attempts) values ($1, $2, $3, $4, $5, 1)
            on conflict (far, dxp_id) do update set trouble = excluded.trouble,
            until = excluded.until, attempts = declarations_relay_parked.attempts + 1
            """,
            [
                .text(far), .text(dxpID), .text(trouble), .integer(now.milliseconds),
                .integer(until.milliseconds),
            ])
    }

    static func find(_ dxpID: String, at far: String, in session: Session) throws -> Sender? {
        try session.first(
            """
            select dxp_id, trouble, since, until, attempts from declarations_relay_parked
            where far = $1 and dxp_id = $2
            """, [.text(far), .text(dxpID)]
        ).map(sender)
    }

    /// Those of a far side, longest first.
    static func all(at far: String, limit: Int, in session: Session) throws -> [Sender] {
        try session.rows(
            """
            select dxp_id, trouble, since, until, attempts from declarations_relay_parked
            where far = $1 order by since, dxp_id limit $2
            """, [.text(far), .integer(Int64(limit))]
        ).map(sender)
    }

    /// One that came through, or everybody, because an operator or a start wants them tried.
    static func free(_ dxpID: String? = nil, at far: String, in session: Session) throws {
        guard let dxpID else {
            try session.execute(
                "delete from declarations_relay_parked where far = $1", [.text(far)])
            return
        }
        try session.execute(
            "delete from declarations_relay_parked where far = $1 and dxp_id = $2",
            [.text(far), .text(dxpID)])
    }

    private static func sender(_ row: Row) throws -> Sender {
        Sender(
            dxpID: try row.text(0), trouble: try row.text(1),
            since: Instant(milliseconds: try row.integer(2)),
            until: Instant(milliseconds: try row.integer(3)),
            attempts: Int(try row.integer(4)))
    }
}
