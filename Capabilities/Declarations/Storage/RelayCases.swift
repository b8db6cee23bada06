import Kernel
import Secrets
import Store

/// Documents that a far side decides, and what it has said of them.
struct RelayCases: Sendable {
    struct Case: Sendable, Hashable {
        /// Whose number it bears.
        var tenant: String
        /// What its receipts are about here: the pre-entry number, or type and number.
        var subject: String
        var far: String
        /// The message it went with.
        var outbox: Int64
        /// Enterprise that gets the receipts.
        var sender: String
        var type: MessageType
        var number: String
        /// guid of the document: another one is another round.
        var guid: String
        var since: Instant
        var sentAt: Instant?
        var answeredAt: Instant?
        /// The last number the far side gave; 0 before the first.
        var status: Int64 = 0
        /// Time of the last receipt that moved it, as the far side writes it, 17 digits.
        var returnTime = ""
        /// Rank of the status it has come to in this round.
        var rank: Int64 = 0
        /// Number the far side gave it.
        var farPreNo = ""
    }

    /// Puts a document to a far side, first or again. What was said of it in an earlier round stays
    /// known: what comes late from then must not move it now.
    static func put(_ one: Case, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_relay_cases
            (tenant, subject, far, outbox, sender, type, number, guid, since, status, return_time,
            rank, far_pre_no)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', 0, '')
            on conflict (tenant, subject) do update set far = excluded.far,
            outbox = excluded.outbox, sender = excluded.sender, guid = excluded.guid,
            since = excluded.since, sent_at = null, answered_at = null, status = 0, rank = 0
            """,
            [
                .text(one.tenant), .text(one.subject), .text(one.far), .integer(one.outbox),
                .text(one.sender), .text(one.type.rawValue), .text(one.number), .text(one.guid),
                .integer(one.since.milliseconds),
            ])
    }

    static func find(_ subject: String, of tenant: String, in session: Session) throws -> Case? {
        try session.first(
            """
            select tenant, subject, far, outbox, sender, type, number, guid, since, sent_at,
            answered_at, status, return_time, rank, far_pre_no
            from declarations_relay_cases where tenant = $1 and subject = $2
            """, [.text(tenant), .text(subject)]
        ).map(one)
    }

    /// Documents of a type at a far side under a number, whoever's it is.
    static func find(
        _ type: MessageType, number: String, far: String, in session: Session
    ) throws -> [Case] {
        try session.rows(
            """
            select tenant, subject, far, outbox, sender, type, number, guid, since, sent_at,
            answered_at, status, return_time, rank, far_pre_no
            from declarations_relay_cases where number = $1 and type = $2 and far = $3
            order by tenant, subject limit 100
            """, [.text(number), .text(type.rawValue), .text(far)]
        ).map(one)
    }

    /// The documents of a message.
    static func of(message id: Int64, in session: Session) throws -> [Case] {
        try session.rows(
            """
            select tenant, subject, far, outbox, sender, type, number, guid, since, sent_at,
            answered_at, status, return_time, rank, far_pre_no
            from declarations_relay_cases where outbox = $1 order by tenant, subject
            """, [.integer(id)]
        ).map(one)
    }

    static func update(_ one: Case, in session: Session) throws {
        try session.execute(
            """
            update declarations_relay_cases set sent_at = $3, answered_at = $4, status = $5,
            return_time = $6, rank = $7, far_pre_no = $8
            where tenant = $1 and subject = $2
            """,
            [
                .text(one.tenant), .text(one.subject), .optional(one.sentAt?.milliseconds),
                .optional(one.answeredAt?.milliseconds), .integer(one.status),
                .text(one.returnTime), .integer(one.rank), .text(one.farPreNo),
            ])
    }

    private static func one(_ row: Row) throws -> Case {
        guard let type = MessageType(rawValue: try row.text(5)) else {
            throw StoreFault.shape("type of relayed \(try row.text(1))")
        }
        func instant(_ column: Int) throws -> Instant? {
            try row.optionalInteger(column).map { Instant(milliseconds: $0) }
        }
        return Case(
            tenant: try row.text(0), subject: try row.text(1), far: try row.text(2),
            outbox: try row.integer(3), sender: try row.text(4), type: type,
            number: try row.text(6), guid: try row.text(7),
            since: Instant(milliseconds: try row.integer(8)), sentAt: try instant(9),
            answeredAt: try instant(10), status: try row.integer(11),
            returnTime: try row.text(12), rank: try row.integer(13), farPreNo: try row.text(14))
    }
}

/// What came back from far sides, and how far it was fetched.
struct RelayArrivals: Sendable {
    /// What the digests of arrivals are for.
    static let digest: StaticString = "arrival"

    /// False when the very same bytes came before and could be taken.
    static func keep(
        _ body: [UInt8], from far: String, type: String, documents: Int, at now: Instant,
        in session: Session
    ) throws -> Bool {
        let digest = try session.digest(body, of: far, for: RelayArrivals.digest)
        return try session.execute(
            """
            insert into declarations_relay_arrivals
            (tenant, digest, at, type, documents, matched, trouble, body)
            values ($1, $2, $3, $4, $5, 0, '', $6)
            on conflict (tenant, digest) do update set trouble = '', type = excluded.type,
            documents = excluded.documents where declarations_relay_arrivals.trouble <> ''
            """,
            [
                .text(far), .blob(digest), .integer(now.milliseconds), .text(type),
                .integer(Int64(documents)),
                try session.encrypted(body, in: .arrival(digest, from: far)),
            ]) == 1
    }

    /// Keeps what could not be taken, with the reason: what comes behind it goes on.
    static func park(
        _ body: [UInt8], from far: String, trouble: String, at now: Instant, in session: Session
    ) throws {
        let digest = try session.digest(body, of: far, for: RelayArrivals.digest)
        try session.execute(
            """
            insert into declarations_relay_arrivals
            (tenant, digest, at, type, documents, matched, trouble, body)
            values ($1, $2, $3, '', 1, 0, $4, $5)
            on conflict (tenant, digest) do update set trouble = excluded.trouble
            """,
            [
                .text(far), .blob(digest), .integer(now.milliseconds), .text(trouble),
                try session.encrypted(body, in: .arrival(digest, from: far)),
            ])
    }

    /// Something that came back and could not be taken.
    struct Dead: Sendable, Hashable {
        /// Hex of the digest it is kept under.
        let digest: String
        let at: Instant
        /// Kind of the error; no content of the message.
        let trouble: String
    }

    /// Those of a far side, oldest first.
    static func dead(from far: String, limit: Int, in session: Session) throws -> [Dead] {
        try session.rows(
            """
            select digest, at, trouble from declarations_relay_arrivals
            where tenant = $1 and trouble <> '' order by at, digest limit $2
            """, [.text(far), .integer(Int64(limit))]
        ).map {
            Dead(
                digest: Digest.hex(try $0.blob(0)), at: Instant(milliseconds: try $0.integer(1)),
                trouble: try $0.text(2))
        }
    }

    /// The bytes of one that could not be taken, by the hex of its digest; nil when there is none.
    static func dead(_ hex: String, from far: String, in session: Session) throws -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var digest: [UInt8] = []
        for place in stride(from: 0, to: 64, by: 2) {
            let pair = String(decoding: digits[place..<place + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            digest.append(byte)
        }
        return try session.first(
            """
            select body from declarations_relay_arrivals
            where tenant = $1 and digest = $2 and trouble <> ''
            """, [.text(far), .blob(digest)]
        )?.decrypted(0, in: .arrival(digest, from: far))
    }

    static func matched(
        _ body: [UInt8], from far: String, count: Int, in session: Session
    ) throws {
        let digest = try session.digest(body, of: far, for: RelayArrivals.digest)
        try session.execute(
            "update declarations_relay_arrivals set matched = $3 where tenant = $1 and digest = $2",
            [.text(far), .blob(digest), .integer(Int64(count))])
    }

    /// How many messages held something that belongs to nothing here.
    static func unmatched(from far: String, in session: Session) throws -> Int64 {
        try session.first(
            """
            select count(*) from declarations_relay_arrivals
            where tenant = $1 and matched < documents and trouble = ''
            """, [.text(far)]
        )?.integer(0) ?? 0
    }

    static func position(of mailbox: String, at far: String, in session: Session) throws -> String {
        try session.first(
            """
            select position from declarations_relay_mailboxes where name = $1 and mailbox = $2
            """, [.text(far), .text(mailbox)]
        )?.text(0) ?? ""
    }

    static func move(
        _ mailbox: String, at far: String, to position: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_relay_mailboxes
            (name, mailbox, position, held_by, held_until) values ($1, $2, $3, '', 0)
            on conflict (name, mailbox) do update set position = excluded.position
            """, [.text(far), .text(mailbox), .text(position)])
    }

    /// Takes a far side for a server; false while another one has it.
    static func hold(
        _ far: String, by server: String, at now: Instant, until: Instant, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            insert into declarations_relay_mailboxes
            (name, mailbox, position, held_by, held_until) values ($1, '', '', $2, $3)
            on conflict (name, mailbox) do update
            set held_by = excluded.held_by, held_until = excluded.held_until
            where declarations_relay_mailboxes.held_by = $2
            or declarations_relay_mailboxes.held_until <= $4
            """,
            [
                .text(far), .text(server), .integer(until.milliseconds),
                .integer(now.milliseconds),
            ]) == 1
    }
}
