import Kernel
import Store

/// Tax bills, in and out of the database.
enum TaxShelf {
    static func add(_ bill: TaxBill, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_taxes (tenant, tax_no, declarant, list_no, invt_no, district,
            released_on, due_from, due_to, total, lines, status, duty_no, settled, settled_on,
            reference, refund)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', null, '', 0)
            """,
            [
                .text(bill.guarantor), .text(bill.number), .text(bill.declarant),
                .text(bill.list), .text(bill.invtNo), .text(bill.district),
                .text(bill.releasedOn.text), .text(bill.dueFrom.text), .text(bill.dueTo.text),
                .integer(bill.total.raw), .text(bill.lines.encoded),
                .integer(bill.status.rawValue),
            ])
    }

    /// Writes down what may change of a bill.
    static func update(_ bill: TaxBill, in session: Session) throws {
        let changed = try session.execute(
            """
            update declarations_taxes set status = $3, duty_no = $4, settled = $5,
            settled_on = $6, reference = $7, refund = $8, due_to = $9, left_lines = $10
            where tenant = $1 and tax_no = $2
            """,
            [
                .text(bill.guarantor), .text(bill.number), .integer(bill.status.rawValue),
                .text(bill.dutyNo), .text(bill.settlement?.rawValue ?? ""),
                .optional(bill.settledOn?.text), .text(bill.reference),
                .integer(bill.refund.raw), .text(bill.dueTo.text),
                .optional(bill.afterRefund?.encoded),
            ])
        guard changed == 1 else { throw StoreShape(what: "tax bill \(bill.number)") }
    }

    /// Whether a list was billed, whoever guarantees.
    static func hasBills(
        ofList preNo: String, of declarant: String, in session: Session
    ) throws -> Bool {
        try session.first(
            """
            select 1 from declarations_taxes where list_no = $1 and declarant = $2 limit 1
            """, [.text(preNo), .text(declarant)]) != nil
    }

    /// The bills of a list, oldest first.
    static func bills(of list: String, guarantor: String, in session: Session) throws -> [TaxBill] {
        try session.rows(
            """
            select tenant, tax_no, declarant, list_no, invt_no, district, released_on, due_from,
            due_to, total, lines, status, duty_no, settled, settled_on, reference, refund,
            left_lines from declarations_taxes where tenant = $1 and list_no = $2 order by tax_no
            """, [.text(guarantor), .text(list)]
        ).map(bill)
    }

    /// Bills of a payment book.
    static func bills(ofBook number: String, in session: Session) throws -> [TaxBill] {
        try session.rows(
            """
            select tenant, tax_no, declarant, list_no, invt_no, district, released_on, due_from,
            due_to, total, lines, status, duty_no, settled, settled_on, reference, refund,
            left_lines from declarations_taxes where duty_no = $1 and duty_no <> ''
            order by tenant, tax_no
            """, [.text(number)]
        ).map(bill)
    }

    /// Bills whose time to be paid has begun and that are in no payment book yet; not those of
    /// lists whose return is not decided.
    static func due(on day: Day, limit: Int, in session: Session) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, tax_no
            from declarations_taxes where status = 1 and due_from <= $1 and not exists (
                select 1 from declarations_follow_up_lists l join declarations_follow_ups f
                on f.tenant = l.holder and f.pre_no = l.follow_up
                where l.tenant = declarations_taxes.declarant
                and l.list_no = declarations_taxes.list_no and f.type = 'CEB625'
                and f.status in (2, 120, 300))
            order by due_from, tenant, district, tax_no limit $2
            """, [.text(day.text), .integer(limit)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }

    /// One bill of a guarantor.
    static func find(
        _ number: String, of guarantor: String, in session: Session
    ) throws -> TaxBill? {
        try session.first(
            """
            select tenant, tax_no, declarant, list_no, invt_no, district, released_on, due_from,
            due_to, total, lines, status, duty_no, settled, settled_on, reference, refund,
            left_lines from declarations_taxes where tenant = $1 and tax_no = $2
            """, [.text(guarantor), .text(number)]
        ).map(bill)
    }

    /// The payment book of a guarantor and district that was begun on a day and in which nothing
    /// is settled yet; nil when there is none.
    static func openBook(
        of guarantor: String, district: String, begun day: Day, in session: Session
    ) throws -> String? {
        let start = "J" + day.compact
        return try session.first(
            """
            select duty_no from declarations_taxes
            where duty_no >= $1 and duty_no < $2 and duty_no <> '' and tenant = $3
            and district = $4
            group by duty_no having max(settled) = '' order by duty_no limit 1
            """,
            [.text(start), .text(start + "A"), .text(guarantor), .text(district)]
        )?.text(0)
    }

    /// Bills of a guarantor, the first to be paid first.
    ///
    /// - Parameters:
    ///   - open: only those that are neither settled nor void.
    ///   - districts: only those of these customs districts; nil for all.
    static func bills(
        of guarantor: String, open: Bool, districts: [String]?, limit: Int, in session: Session
    ) throws -> [TaxBill] {
        var statement = Statement(
            """
            select tenant, tax_no, declarant, list_no, invt_no, district, released_on, due_from,
            due_to, total, lines, status, duty_no, settled, settled_on, reference, refund,
            left_lines from declarations_taxes where tenant = $1
            """, [.text(guarantor)])
        if open { statement.append("and status <> 3 and settled = ''") }
        if let districts {
            guard let first = districts.first else { return [] }
            statement.append("and district in (?", [.text(first)])
            for district in districts.dropFirst() { statement.append(", ?", [.text(district)]) }
            statement.append(")")
        }
        statement.append("order by due_to, tax_no limit ?", [.integer(limit)])
        return try session.rows(statement).map(bill)
    }

    private static func bill(_ row: Row) throws -> TaxBill {
        guard let released = Day(try row.text(6)), let from = Day(try row.text(7)),
            let to = Day(try row.text(8)),
            let status = TaxBill.Status(rawValue: try row.integer(11)),
            let lines = [TaxBill.Line](encoded: try row.text(10))
        else { throw StoreFault.shape("tax bill \(try row.text(1))") }
        return TaxBill(
            guarantor: try row.text(0), number: try row.text(1), declarant: try row.text(2),
            list: try row.text(3), invtNo: try row.text(4), district: try row.text(5),
            releasedOn: released, dueFrom: from, dueTo: to, lines: lines,
            total: Fixed(raw: try row.integer(9)), status: status, dutyNo: try row.text(12),
            settlement: TaxBill.Settlement(rawValue: try row.text(13)),
            settledOn: try row.optionalText(14).flatMap { Day($0) },
            reference: try row.text(15), refund: Fixed(raw: try row.integer(16)),
            afterRefund: try row.optionalText(17).flatMap { [TaxBill.Line](encoded: $0) })
    }
}
