import Kernel
import Store

/// Messages on their way to a far side.
struct RelayOutbox: Sendable {
    enum State: Int64, Sendable {
        case waiting = 0, sent = 1, refused = 2
        /// The far side has answered, and the answer could not be noted here yet.
        case unnoted = 3
    }

    struct Message: Sendable {
        /// Enterprise that transmitted it to us.
        let tenant: String
        let id: Int64
        let far: String
        /// `CEB621`.
        let type: String
        let guid: String
        let copMsgID: String
        /// DXP number under which it is sent on.
        let dxpID: String
        /// What it is about: two messages that share one keep their order.
        let lanes: [String]
        let createdAt: Instant
        let attempts: Int
        let nextAt: Instant
        /// Why the last attempt came to nothing; empty before the first.
        let trouble: String
        /// Of an `unnoted` one: why the far side refused it; empty when it took it.
        var said = ""
    }

    static func add(_ message: Message, body: [UInt8]?, in session: Session) throws {
        let stored = try body.map {
            try session.encrypted($0, in: .relayed(message.id, of: message.tenant))
        }
        try session.execute(
            """
            insert into declarations_relay_outbox
            (tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, state, attempts,
            next_at, trouble, said, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $9, null, null, $10)
            """,
            [
                .text(message.tenant), .integer(message.id), .text(message.far),
                .text(message.type), .text(message.guid), .text(message.copMsgID),
                .text(message.dxpID), .text(message.lanes.joined(separator: "\n")),
                .integer(message.createdAt.milliseconds), stored ?? .null,
            ])
        try RelayLanes.enter(message, in: session)
    }

    /// The message to be sent: as it was written anew, else as it came.
    static func body(of message: Message, in session: Session) throws -> [UInt8] {
        let row = try session.first(
            """
            select o.body, m.body from declarations_relay_outbox o
            left join declarations_messages m
            on m.tenant = o.tenant and m.type = o.type and m.guid = o.guid
            where o.id = $1 and o.tenant = $2
            """, [.integer(message.id), .text(message.tenant)])
        guard let row else { throw StoreFault.shape("relayed message \(message.id)") }
        let anew = try row.optionalDecrypted(0, in: .relayed(message.id, of: message.tenant))
        let key = MessageLog.Key(tenant: message.tenant, type: message.type, guid: message.guid)
        return try anew ?? row.decrypted(1, in: .message(key))
    }

    /// What may be sent to a far side now, longest due first: nothing that shares a lane with an
    /// older one that waits, nothing of a sender who is parked. What is not due costs nothing.
    static func due(
        for far: String, at now: Instant, limit: Int, in session: Session
    ) throws -> [Message] {
        try session.rows(
            """
            select tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, attempts,
            next_at, trouble, said
            from declarations_relay_outbox o
            where far = $1 and state = 0 and next_at <= $2
            and not exists (
                select 1 from declarations_relay_parked p
                where p.far = o.far and p.dxp_id = o.dxp_id and p.until > $2)
            and not exists (
                select 1 from declarations_relay_lanes l join declarations_relay_lanes e
                on e.far = l.far and e.lane = l.lane and e.id < l.id
                where l.id = o.id and l.tenant = o.tenant)
            order by next_at, id limit $3
            """, [.text(far), .integer(now.milliseconds), .integer(Int64(limit))]
        ).map(message)
    }

    /// The oldest that was tried in vain and waits to be tried again.
    static func tried(for far: String, in session: Session) throws -> Message? {
        try session.first(
            """
            select tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, attempts,
            next_at, trouble, said
            from declarations_relay_outbox
            where far = $1 and state = 0 and trouble is not null order by id limit 1
            """, [.text(far)]
        ).map(message)
    }

    /// What a far side has answered and could not be noted here, longest due first.
    ///
    /// - Parameter now: only what is due then; nil for all of it.
    static func unnoted(
        for far: String, at now: Instant?, limit: Int, in session: Session
    ) throws -> [Message] {
        try session.rows(
            """
            select tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, attempts,
            next_at, trouble, said
            from declarations_relay_outbox where far = $1 and state = 3 and next_at <= $2
            order by next_at, id limit $3
            """,
            [.text(far), .integer(now?.milliseconds ?? Int64.max), .integer(Int64(limit))]
        ).map(message)
    }

    /// Notes that a far side has answered and that this could not take effect here.
    static func keepUnnoted(
        _ message: Message, said: String, trouble: String, until next: Instant,
        in session: Session
    ) throws {
        try session.execute(
            """
            update declarations_relay_outbox
            set state = 3, said = $3, trouble = $4, next_at = $5, attempts = attempts + 1
            where id = $1 and tenant = $2 and state in (0, 3)
            """,
            [
                .integer(message.id), .text(message.tenant),
                try sealed(said, "said", message, in: session),
                try sealed(trouble, "trouble", message, in: session),
                .integer(next.milliseconds),
            ])
        try RelayLanes.leave(message, in: session)
    }

    /// What a far side refused, latest first.
    static func refused(by far: String, limit: Int, in session: Session) throws -> [Message] {
        try session.rows(
            """
            select tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, attempts,
            next_at, trouble, said
            from declarations_relay_outbox where far = $1 and state = 2
            order by id desc limit $2
            """, [.text(far), .integer(Int64(limit))]
        ).map(message)
    }

    struct Queue: Sendable, Hashable {
        var count: Int64 = 0
        var oldest: Instant?
    }

    static func queue(for far: String, in session: Session) throws -> Queue {
        guard
            let row = try session.first(
                """
                select count(*), min(created_at) from declarations_relay_outbox
                where far = $1 and state = 0
                """, [.text(far)])
        else { return Queue() }
        return Queue(
            count: try row.integer(0),
            oldest: try row.optionalInteger(1).map { Instant(milliseconds: $0) })
    }

    /// One message by its number, with where it stands.
    static func find(_ id: Int64, in session: Session) throws -> (Message, State)? {
        try session.first(
            """
            select tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, attempts,
            next_at, trouble, said, state
            from declarations_relay_outbox where id = $1
            """, [.integer(id)]
        ).map { (try message($0), State(rawValue: try $0.integer(13)) ?? .sent) }
    }

    /// The message a far side knows by a number; nil when it is none of ours or no single one.
    static func find(copMsgID: String, far: String, in session: Session) throws -> Message? {
        let found = try session.rows(
            """
            select tenant, id, far, type, guid, cop_msg_id, dxp_id, lanes, created_at, attempts,
            next_at, trouble, said
            from declarations_relay_outbox where cop_msg_id = $1 and far = $2 order by id
            """, [.text(copMsgID), .text(far)]
        ).map(message)
        return found.count == 1 ? found.first : nil
    }

    /// Notes how a message ended; false when it had ended before.
    static func end(
        _ message: Message, _ state: State, trouble: String, at now: Instant, in session: Session
    ) throws -> Bool {
        try RelayLanes.leave(message, in: session)
        return try session.execute(
            """
            update declarations_relay_outbox
            set state = $3, trouble = $4, done_at = $5, attempts = attempts + 1
            where id = $1 and tenant = $2 and state in (0, 3)
            """,
            [
                .integer(message.id), .text(message.tenant), .integer(state.rawValue),
                try sealed(trouble, "trouble", message, in: session),
                .integer(now.milliseconds),
            ]) == 1
    }

    /// Notes that a far side will not take a message, though it may have said so before.
    static func refuse(
        _ message: Message, _ trouble: String, at now: Instant, in session: Session
    ) throws {
        try RelayLanes.leave(message, in: session)
        try session.execute(
            """
            update declarations_relay_outbox
            set state = 2, trouble = $3, done_at = $4, attempts = attempts + 1
            where id = $1 and tenant = $2 and state <> 2
            """,
            [
                .integer(message.id), .text(message.tenant),
                try sealed(trouble, "trouble", message, in: session),
                .integer(now.milliseconds),
            ])
    }

    /// Notes an attempt that is to be repeated.
    static func putOff(
        _ message: Message, trouble: String, until next: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            update declarations_relay_outbox
            set attempts = attempts + 1, trouble = $3, next_at = $4
            where id = $1 and tenant = $2 and state = 0
            """,
            [
                .integer(message.id), .text(message.tenant),
                try sealed(trouble, "trouble", message, in: session),
                .integer(next.milliseconds),
            ])
    }

    /// Lets everything that waits for a far side be tried now.
    static func hurry(_ far: String, at now: Instant, in session: Session) throws {
        try session.execute(
            """
            update declarations_relay_outbox set next_at = $2
            where far = $1 and state in (0, 3) and next_at > $2
            """, [.text(far), .integer(now.milliseconds)])
    }

    /// Puts what was refused into the queue again.
    static func again(_ message: Message, at now: Instant, in session: Session) throws -> Bool {
        let isBack = try session.execute(
            """
            update declarations_relay_outbox
            set state = 0, next_at = $3, trouble = null, said = null, attempts = 0,
            done_at = null
            where id = $1 and tenant = $2 and state = 2
            """, [.integer(message.id), .text(message.tenant), .integer(now.milliseconds)]) == 1
        if isBack { try RelayLanes.enter(message, in: session) }
        return isBack
    }

    /// What a far side says may name people; nothing said is null.
    private static func sealed(
        _ words: String, _ column: String, _ message: Message, in session: Session
    ) throws -> Value {
        guard !words.isEmpty else { return .null }
        return try session.encrypted(words, in: .relayed(message.id, of: message.tenant, column))
    }

    private static func message(_ row: Row) throws -> Message {
        let (tenant, id) = (try row.text(0), try row.integer(1))
        let trouble = try row.optionalDecrypted(11, in: .relayed(id, of: tenant, "trouble"))
        let said = try row.optionalDecrypted(12, in: .relayed(id, of: tenant, "said"))
        return Message(
            tenant: tenant, id: id, far: try row.text(2),
            type: try row.text(3), guid: try row.text(4), copMsgID: try row.text(5),
            dxpID: try row.text(6),
            lanes: try row.text(7).split(separator: "\n").map { String($0) },
            createdAt: Instant(milliseconds: try row.integer(8)),
            attempts: Int(try row.integer(9)), nextAt: Instant(milliseconds: try row.integer(10)),
            trouble: String(decoding: trouble ?? [], as: UTF8.self),
            said: String(decoding: said ?? [], as: UTF8.self))
    }
}
