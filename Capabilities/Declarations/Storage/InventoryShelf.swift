import Kernel
import Store

/// Declaration lists and where they stand.
struct InventoryShelf: Sendable {
    /// A list as it lies in the store. `declarant` is the tenant.
    struct Record: Sendable {
        var declarant: String
        /// Number given by the E-Port when it took the list (预录入编号): also its public id.
        var preNo: String
        var type: MessageType
        var copNo: String
        /// Number given by the customs when they stored it (清单编号).
        var invtNo: String?
        var guid: String
        /// Enterprise that sent it and gets the receipts.
        var sender: String
        var appTime: String
        var receivedAt: Instant
        var status: Status
        var statusAt: Instant
        var version: Int64
        var district: String
        var tradeMode: String
        var orderNo: String
        var seller: String
        /// Statistics flag of an export list; empty for import.
        var flag: String
        /// Mode of transport (运输方式), for statistics; only set where a list is kept.
        var transport = ""
        /// Numbers of its waybill and its bill of lading; only set where a list is kept.
        var waybill = ""
        var bill = ""
        /// Month of release, `2026-11`; empty before.
        var month: String
        /// Value in fen of the yuan; 0 before it was assessed.
        var value: Int64
        /// Tax in fen.
        var tax: Int64
        /// Types of the documents it waits for, separated by blanks.
        var waitsFor: String
        /// What was decided and on which facts, as JSON (`Decision`).
        var decision: String?
        var body: [UInt8]
    }

    static func add(_ record: Record, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_inventories
            (tenant, pre_no, type, cop_no, guid, sender, app_time, received_at, status, status_at,
            version, district, trade_mode, order_no, seller, flag, month, value, tax, waits_for,
            body, transport, waybill, bill_no)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $13, $14, $15, '', 0, 0,
            '', $16, $17, $18, $19)
            """,
            [
                .text(record.declarant), .text(record.preNo), .text(record.type.rawValue),
                .text(record.copNo), .text(record.guid), .text(record.sender),
                .text(record.appTime), .integer(record.receivedAt.milliseconds),
                .integer(record.status.rawValue), .integer(record.statusAt.milliseconds),
                .text(record.district), .text(record.tradeMode), .text(record.orderNo),
                .text(record.seller), .text(record.flag),
                try session.encrypted(record.body, in: .list(record.preNo, of: record.declarant)),
                .text(record.transport), number(record.waybill), number(record.bill),
            ])
    }

    /// What has no number is in no index of numbers.
    private static func number(_ text: String) -> Value { .optional(text.isEmpty ? nil : text) }

    /// Puts a mended list in place of the one that was rejected or still waited.
    static func replace(_ record: Record, over old: Record, in session: Session) throws -> Bool {
        guard old.status == record.status || old.status.mayBecome(record.status) else {
            throw StoreFault.shape("list \(old.preNo): \(old.status) → \(record.status)")
        }
        return try session.execute(
            """
            update declarations_inventories set guid = $4, sender = $5, app_time = $6,
            status = $7, status_at = $8, version = version + 1, district = $9, trade_mode = $10,
            order_no = $11, seller = $12, flag = $13, waits_for = '', decision = null,
            body = $14, value = 0, tax = 0, invt_no = null, month = '', released_at = null,
            transport = $15, waybill = $16, bill_no = $17
            where tenant = $1 and pre_no = $2 and version = $3
            """,
            [
                .text(record.declarant), .text(record.preNo), .integer(old.version),
                .text(record.guid), .text(record.sender), .text(record.appTime),
                .integer(record.status.rawValue), .integer(record.statusAt.milliseconds),
                .text(record.district), .text(record.tradeMode), .text(record.orderNo),
                .text(record.seller), .text(record.flag),
                try session.encrypted(record.body, in: .list(record.preNo, of: record.declarant)),
                .text(record.transport), number(record.waybill), number(record.bill),
            ]) == 1
    }

    /// What changes when a list moves on.
    struct Move: Sendable {
        /// Steps on the way that the list takes in the same moment.
        var through: [Status] = []
        var status: Status
        var at: Instant
        var invtNo: String?
        var month = ""
        var value: Int64 = 0
        var tax: Int64 = 0
        var decision: String?
        /// A far side says so: it may skip steps.
        var isRelayed = false
    }

    /// Moves a list on; false when it has moved since it was read.
    static func move(_ record: Record, _ move: Move, in session: Session) throws -> Bool {
        var stands = record.status
        for next in move.through + [move.status] {
            guard stands.mayBecome(next) || move.isRelayed && stands.mayBeBrought(to: next) else {
                throw StoreFault.shape("list \(record.preNo): \(stands) → \(next)")
            }
            stands = next
        }
        return try session.execute(
            """
            update declarations_inventories set status = $4, status_at = $5,
            version = version + 1, invt_no = $6, month = $7, value = $8, tax = $9,
            decision = $10, waits_for = '',
            released_at = case when $11 = 1 and released_at is null then $5 else released_at end
            where tenant = $1 and pre_no = $2 and version = $3
            """,
            [
                .text(record.declarant), .text(record.preNo), .integer(record.version),
                .integer(move.status.rawValue), .integer(move.at.milliseconds),
                .optional(move.invtNo), .text(move.month), .integer(move.value),
                .integer(move.tax), .optional(move.decision),
                .integer((move.through + [move.status]).contains(.released) ? 1 : 0),
            ]) == 1
    }

    /// When a list was first released; where a far side closed it without a word of that, when it
    /// was closed.
    static func releasedAt(_ record: Record, in session: Session) throws -> Instant {
        let row = try session.first(
            "select released_at from declarations_inventories where tenant = $1 and pre_no = $2",
            [.text(record.declarant), .text(record.preNo)])
        return try row?.optionalInteger(0).map { Instant(milliseconds: $0) } ?? record.statusAt
    }

    /// Notes the number the customs gave a list that they decide.
    static func number(_ record: Record, as invtNo: String, in session: Session) throws {
        try session.execute(
            """
            update declarations_inventories set invt_no = $3
            where tenant = $1 and pre_no = $2
            """, [.text(record.declarant), .text(record.preNo), .text(invtNo)])
    }

    /// Notes what a list waits for; its version stays, for nothing of it has changed. False when
    /// the list has moved since it was read.
    static func noteWait(_ record: Record, for types: String, in session: Session) throws
        -> Bool
    {
        try session.execute(
            """
            update declarations_inventories set waits_for = $3
            where tenant = $1 and pre_no = $2 and version = $4
            """,
            [
                .text(record.declarant), .text(record.preNo), .text(types),
                .integer(record.version),
            ]) == 1
    }

    /// The list of a declarant by its number.
    static func find(_ preNo: String, of declarant: String, in session: Session) throws -> Record? {
        try session.first(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories where pre_no = $1 and tenant = $2
            """, [.text(preNo), .text(declarant)]
        ).map(record)
    }

    /// The latest list of a declarant under its own number.
    static func find(copNo: String, type: MessageType, of declarant: String, in session: Session)
        throws -> Record?
    {
        try session.first(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories where tenant = $1 and type = $2 and cop_no = $3
            order by pre_no desc limit 1
            """, [.text(declarant), .text(type.rawValue), .text(copNo)]
        ).map(record)
    }

    /// The list of a declarant by the number the customs gave it.
    static func find(invtNo: String, type: MessageType, of declarant: String, in session: Session)
        throws -> Record?
    {
        try session.first(
            """
            select tenant, pre_no, type, cop_no, invt_no, guid, sender, app_time, received_at,
            status, status_at, version, district, trade_mode, order_no, seller, flag, month, value,
            tax, waits_for, decision, body
            from declarations_inventories where invt_no = $3 and tenant = $1 and type = $2
            """, [.text(declarant), .text(type.rawValue), .text(invtNo)]
        ).map(record)
    }

    static func record(_ row: Row) throws -> Record {
        guard let type = MessageType(rawValue: try row.text(2)),
            let status = Status(rawValue: try row.integer(9))
        else { throw StoreFault.shape("type or status of list \(try row.text(1))") }
        let (declarant, preNo) = (try row.text(0), try row.text(1))
        return Record(
            declarant: declarant, preNo: preNo, type: type,
            copNo: try row.text(3), invtNo: try row.optionalText(4), guid: try row.text(5),
            sender: try row.text(6), appTime: try row.text(7),
            receivedAt: Instant(milliseconds: try row.integer(8)), status: status,
            statusAt: Instant(milliseconds: try row.integer(10)), version: try row.integer(11),
            district: try row.text(12), tradeMode: try row.text(13), orderNo: try row.text(14),
            seller: try row.text(15), flag: try row.text(16), month: try row.text(17),
            value: try row.integer(18), tax: try row.integer(19), waitsFor: try row.text(20),
            decision: try row.optionalText(21),
            body: try row.decrypted(22, in: .list(preNo, of: declarant)))
    }
}
