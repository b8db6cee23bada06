import Kernel
import Store

/// Documents about lists that are there, and where they stand.
struct FollowUpShelf: Sendable {
    /// One message part of a follow-up as it lies in the store. `holder` is the tenant.
    struct Record: Sendable {
        var holder: String
        /// Number given when it was taken: also its public id.
        var preNo: String
        var type: MessageType
        /// Its number at its holder.
        var number: String
        /// Which of the messages it came in (`msgSeqNo`), from 1.
        var part: Int64 = 1
        /// In how many messages it comes (`msgCount`).
        var parts: Int64 = 1
        var guid: String
        /// Enterprise that sent it and gets the receipts.
        var sender: String
        var appTime: String
        var receivedAt: Instant
        var status: Status
        var statusAt: Instant
        var version: Int64 = 1
        /// Customs district; empty where the message names none.
        var district: String
        /// What was decided and on which facts, as JSON; each kind has its own.
        var decision: String?
        var body: [UInt8]
    }

    /// A list that a follow-up is about.
    struct ListKey: Sendable, Hashable {
        let declarant: String
        let preNo: String
    }

    static func add(_ record: Record, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_follow_ups
            (tenant, pre_no, type, number, part, parts, guid, sender, app_time, received_at,
            status, status_at, version, district, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14)
            """,
            [
                .text(record.holder), .text(record.preNo), .text(record.type.rawValue),
                .text(record.number), .integer(record.part), .integer(record.parts),
                .text(record.guid), .text(record.sender), .text(record.appTime),
                .integer(record.receivedAt.milliseconds), .integer(record.status.rawValue),
                .integer(record.statusAt.milliseconds), .text(record.district),
                try session.encrypted(
                    record.body, in: .followUp(record.preNo, of: record.holder)),
            ])
    }

    /// Puts a mended follow-up in place of the one that was refused, kept as a draft or waited.
    static func replace(_ record: Record, over old: Record, in session: Session) throws -> Bool {
        guard old.status == record.status || old.status.mayBecome(record.status) else {
            throw StoreFault.shape("follow-up \(old.preNo): \(old.status) → \(record.status)")
        }
        return try session.execute(
            """
            update declarations_follow_ups set guid = $4, sender = $5, app_time = $6,
            received_at = $7, status = $8, status_at = $9, version = version + 1, district = $10,
            parts = $11, decision = null, body = $12
            where tenant = $1 and pre_no = $2 and version = $3
            """,
            [
                .text(record.holder), .text(record.preNo), .integer(old.version),
                .text(record.guid), .text(record.sender), .text(record.appTime),
                .integer(record.receivedAt.milliseconds), .integer(record.status.rawValue),
                .integer(record.statusAt.milliseconds), .text(record.district),
                .integer(record.parts),
                try session.encrypted(
                    record.body, in: .followUp(record.preNo, of: record.holder)),
            ]) == 1
    }

    /// Moves a follow-up on; false when it has moved since it was read.
    static func move(
        _ record: Record, through steps: [Status], decision: String?, at now: Instant,
        isRelayed: Bool = false, in session: Session
    ) throws -> Bool {
        var stands = record.status
        for next in steps {
            guard stands.mayBecome(next) || isRelayed && stands.mayBeBrought(to: next) else {
                throw StoreFault.shape("follow-up \(record.preNo): \(stands) → \(next)")
            }
            stands = next
        }
        return try session.execute(
            """
            update declarations_follow_ups set status = $4, status_at = $5,
            version = version + 1, decision = $6
            where tenant = $1 and pre_no = $2 and version = $3
            """,
            [
                .text(record.holder), .text(record.preNo), .integer(record.version),
                .integer(stands.rawValue), .integer(now.milliseconds), .optional(decision),
            ]) == 1
    }

    // MARK: Which lists it is about

    static func link(_ list: ListKey, to record: Record, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_follow_up_lists (tenant, list_no, follow_up, holder)
            values ($1, $2, $3, $4) on conflict do nothing
            """,
            [
                .text(list.declarant), .text(list.preNo), .text(record.preNo),
                .text(record.holder),
            ])
    }

    static func unlink(_ record: Record, in session: Session) throws {
        try session.execute(
            "delete from declarations_follow_up_lists where holder = $1 and follow_up = $2",
            [.text(record.holder), .text(record.preNo)])
    }

    /// The lists a follow-up is about.
    static func lists(of record: Record, in session: Session) throws -> [ListKey] {
        try session.rows(
            """
            select tenant, list_no from declarations_follow_up_lists
            where holder = $1 and follow_up = $2 order by list_no
            """, [.text(record.holder), .text(record.preNo)]
        ).map { ListKey(declarant: try $0.text(0), preNo: try $0.text(1)) }
    }

    // MARK: Finding them

    static func find(_ preNo: String, of holder: String, in session: Session) throws -> Record? {
        try session.first(
            """
            select tenant, pre_no, type, number, part, parts, guid, sender, app_time, received_at,
            status, status_at, version, district, decision, body
            from declarations_follow_ups where pre_no = $1 and tenant = $2
            """, [.text(preNo), .text(holder)]
        ).map(record)
    }

    /// Whoever holds it: for officers and senders, whose right the caller checks.
    static func find(acrossTenants preNo: String, in session: Session) throws -> Record? {
        try session.first(
            """
            select tenant, pre_no, type, number, part, parts, guid, sender, app_time, received_at,
            status, status_at, version, district, decision, body
            from declarations_follow_ups where pre_no = $1
            """, [.text(preNo)]
        ).map(record)
    }

    /// All parts of a number that are there, in their order.
    static func parts(
        of number: String, type: MessageType, holder: String, in session: Session
    ) throws -> [Record] {
        try session.rows(
            """
            select tenant, pre_no, type, number, part, parts, guid, sender, app_time, received_at,
            status, status_at, version, district, decision, body
            from declarations_follow_ups where number = $1 and tenant = $2 and type = $3
            order by part
            """, [.text(number), .text(holder), .text(type.rawValue)]
        ).map(record)
    }

    /// Numbers given to the follow-ups an enterprise holds or sent under a number of its own.
    static func given(
        toNumber number: String, of tenant: String, in session: Session
    ) throws -> [String] {
        // Of a number of two parts (`copNo/invtNo`) the first is the sender's own: "0" follows "/".
        try session.rows(
            """
            select pre_no, number from declarations_follow_ups
            where (number = $1 or number > $2 and number < $3) and (tenant = $4 or sender = $4)
            order by pre_no
            """,
            [.text(number), .text(number + "/"), .text(number + "0"), .text(tenant)]
        ).compactMap { row in
            try RefusedNumbers.isNumber(row.text(1), orFirstPartOf: number) ? row.text(0) : nil
        }
    }

    /// Undivided documents of a number, whoever holds them.
    static func numbered(_ number: String, type: MessageType, in session: Session) throws
        -> [Record]
    {
        try session.rows(
            """
            select tenant, pre_no, type, number, part, parts, guid, sender, app_time, received_at,
            status, status_at, version, district, decision, body
            from declarations_follow_ups where number = $1 and type = $2
            order by received_at, pre_no limit 200
            """, [.text(number), .text(type.rawValue)]
        ).map(record)
    }

    /// The follow-ups about a list, oldest first.
    static func about(_ list: ListKey, limit: Int, in session: Session) throws -> [Record] {
        try session.rows(
            """
            select f.tenant, f.pre_no, f.type, f.number, f.part, f.parts, f.guid, f.sender,
            f.app_time, f.received_at, f.status, f.status_at, f.version, f.district, f.decision,
            f.body
            from declarations_follow_up_lists l join declarations_follow_ups f
            on f.tenant = l.holder and f.pre_no = l.follow_up
            where l.tenant = $1 and l.list_no = $2 order by f.received_at, f.pre_no limit $3
            """, [.text(list.declarant), .text(list.preNo), .integer(limit)]
        ).map(record)
    }

    /// All follow-ups of one kind about a list that stand at one of some statuses, oldest first:
    /// for what must be counted whole.
    static func about(
        _ list: ListKey, _ type: MessageType, at statuses: [Status], in session: Session
    ) throws -> [Record] {
        guard let first = statuses.first else { return [] }
        var statement = Statement(
            """
            select f.tenant, f.pre_no, f.type, f.number, f.part, f.parts, f.guid, f.sender,
            f.app_time, f.received_at, f.status, f.status_at, f.version, f.district, f.decision,
            f.body
            from declarations_follow_up_lists l join declarations_follow_ups f
            on f.tenant = l.holder and f.pre_no = l.follow_up
            where l.tenant = $1 and l.list_no = $2 and f.type = $3
            """, [.text(list.declarant), .text(list.preNo), .text(type.rawValue)])
        statement.append("and f.status in (?", [.integer(first.rawValue)])
        for next in statuses.dropFirst() { statement.append(", ?", [.integer(next.rawValue)]) }
        statement.append(") order by f.received_at, f.pre_no")
        return try session.rows(statement).map(record)
    }

    /// Follow-ups of some districts that wait for an officer, longest waiting first.
    static func worklist(districts: [String], limit: Int, in session: Session) throws -> [Record] {
        var found: [Record] = []
        for district in districts {
            found += try session.rows(
                """
                select tenant, pre_no, type, number, part, parts, guid, sender, app_time,
                received_at, status, status_at, version, district, decision, body
                from declarations_follow_ups f
                where status in (300, 500, 505, 600) and district = $1
                and not exists (select 1 from declarations_relay_cases c
                    where c.tenant = f.tenant and c.subject = f.pre_no)
                order by status_at limit $2
                """, [.text(district), .integer(limit)]
            ).map(record)
        }
        return Array(found.sorted { $0.statusAt < $1.statusAt }.prefix(limit))
    }

    /// What an enterprise sent, latest first.
    static func sent(
        by sender: String, before: String?, limit: Int, in session: Session
    ) throws -> [Record] {
        var statement = Statement(
            """
            select tenant, pre_no, type, number, part, parts, guid, sender, app_time, received_at,
            status, status_at, version, district, decision, body
            from declarations_follow_ups where sender = $1
            """, [.text(sender)])
        if let before {
            // The letter of a number is that of its kind: only the moment says what came later.
            let place = try session.first(
                """
                select received_at from declarations_follow_ups
                where sender = $1 and pre_no = $2
                """, [.text(sender), .text(before)]
            )?.integer(0)
            guard let place else { return [] }
            statement.append(
                "and (received_at, pre_no) < (?, ?)", [.integer(place), .text(before)])
        }
        statement.append("order by received_at desc, pre_no desc limit ?", [.integer(limit)])
        return try session.rows(statement).map(record)
    }

    /// Parts that were taken before a moment and still wait for the others.
    static func waitingParts(
        since: Instant, limit: Int, in session: Session
    ) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, pre_no from declarations_follow_ups f
            where status = 2 and parts > 1 and received_at < $1
            and not exists (select 1 from declarations_relay_cases c
                where c.tenant = f.tenant and c.subject = f.pre_no)
            order by received_at, tenant, pre_no limit $2
            """, [.integer(since.milliseconds), .integer(limit)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    private static func record(_ row: Row) throws -> Record {
        guard let type = MessageType(rawValue: try row.text(2)),
            let status = Status(rawValue: try row.integer(10))
        else { throw StoreFault.shape("type or status of follow-up \(try row.text(1))") }
        let (holder, preNo) = (try row.text(0), try row.text(1))
        return Record(
            holder: holder, preNo: preNo, type: type,
            number: try row.text(3), part: try row.integer(4), parts: try row.integer(5),
            guid: try row.text(6), sender: try row.text(7), appTime: try row.text(8),
            receivedAt: Instant(milliseconds: try row.integer(9)), status: status,
            statusAt: Instant(milliseconds: try row.integer(11)), version: try row.integer(12),
            district: try row.text(13), decision: try row.optionalText(14),
            body: try row.decrypted(15, in: .followUp(preNo, of: holder)))
    }
}
