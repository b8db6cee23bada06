import Kernel
import Store

/// Master bills and their lines, in and out of the database.
enum MasterBillShelf {
    static func add(_ bill: MasterBill, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_master_bills
            (tenant, bill_no, district, vehicle, voyage, at, version)
            values ($1, $2, $3, $4, $5, $6, 1)
            """,
            [
                .text(bill.holder), .text(bill.number), .text(bill.district),
                .text(bill.vehicle), .text(bill.voyage), .integer(bill.at.milliseconds),
            ])
    }

    static func add(_ line: MasterBill.Line, to bill: MasterBill, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_master_bill_lines
            (tenant, bill_no, line, regime, source, gnum, quantity, trade_mode, status, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .text(bill.holder), .text(bill.number), .integer(line.number),
                .text(line.regime.rawValue), .text(line.source), .text(line.goods),
                .integer(line.quantity.raw), .text(line.mode), .integer(line.status.rawValue),
                .text(line.reason),
            ])
    }

    /// Notes that a bill has changed; false when it had changed since it was read.
    static func touch(_ bill: MasterBill, in session: Session) throws -> Bool {
        try session.execute(
            """
            update declarations_master_bills set version = version + 1
            where tenant = $1 and bill_no = $2 and version = $3
            """, [.text(bill.holder), .text(bill.number), .integer(bill.version)]) == 1
    }

    static func decide(
        _ line: MasterBill.Line, of bill: MasterBill, in session: Session
    ) throws {
        try session.execute(
            """
            update declarations_master_bill_lines set status = $4, reason = $5
            where tenant = $1 and bill_no = $2 and line = $3
            """,
            [
                .text(bill.holder), .text(bill.number), .integer(line.number),
                .integer(line.status.rawValue), .text(line.reason),
            ])
    }

    static func find(_ number: String, of holder: String, in session: Session) throws
        -> MasterBill?
    {
        let head = try session.first(
            """
            select tenant, bill_no, district, vehicle, voyage, at, version
            from declarations_master_bills where tenant = $1 and bill_no = $2
            """, [.text(holder), .text(number)])
        guard var bill = try head.map(bill) else { return nil }
        bill.lines = try session.rows(
            """
            select line, regime, source, gnum, quantity, trade_mode, status, reason
            from declarations_master_bill_lines where tenant = $1 and bill_no = $2 order by line
            """, [.text(holder), .text(number)]
        ).map(line)
        return bill
    }

    /// Bills without their lines, latest first: of a holder, or of districts.
    static func bills(
        of holder: String?, districts: [String], limit: Int, in session: Session
    ) throws -> [MasterBill] {
        if let holder {
            return try session.rows(
                """
                select tenant, bill_no, district, vehicle, voyage, at, version
                from declarations_master_bills where tenant = $1 order by at desc limit $2
                """, [.text(holder), .integer(limit)]
            ).map(bill)
        }
        var found: [MasterBill] = []
        for district in districts {
            found += try session.rows(
                """
                select tenant, bill_no, district, vehicle, voyage, at, version
                from declarations_master_bills where district = $1 order by at desc limit $2
                """, [.text(district), .integer(limit)]
            ).map(bill)
        }
        return Array(found.sorted { $0.at > $1.at }.prefix(limit))
    }

    /// Lines, under any bill, that come from a list or a return and were not refused.
    static func lines(from source: String, in session: Session) throws
        -> [(bill: String, line: MasterBill.Line)]
    {
        try session.rows(
            """
            select line, regime, source, gnum, quantity, trade_mode, status, reason, bill_no
            from declarations_master_bill_lines where source = $1 and status <> 100
            """, [.text(source)]
        ).map { (bill: try $0.text(8), line: try line($0)) }
    }

    private static func bill(_ row: Row) throws -> MasterBill {
        MasterBill(
            holder: try row.text(0), number: try row.text(1), district: try row.text(2),
            vehicle: try row.text(3), voyage: try row.text(4),
            at: Instant(milliseconds: try row.integer(5)), version: try row.integer(6))
    }

    private static func line(_ row: Row) throws -> MasterBill.Line {
        guard let regime = MasterBill.Regime(rawValue: try row.text(1)),
            let status = Status(rawValue: try row.integer(6))
        else { throw StoreFault.shape("line of a master bill") }
        return MasterBill.Line(
            number: try row.integer(0), regime: regime, source: try row.text(2),
            goods: try row.text(3), quantity: Fixed(raw: try row.integer(4)),
            mode: try row.text(5), status: status, reason: try row.text(7))
    }
}
