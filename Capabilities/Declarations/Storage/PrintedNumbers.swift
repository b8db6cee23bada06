import Kernel
import Store

/// Lists, tax bills and documents by the numbers that are printed on papers, whoever gave them.
/// Each question about lists is held to who may see them.
enum PrintedNumbers {
    /// Whose lists are looked through.
    enum Eyes: Sendable {
        /// Those an enterprise has a part in.
        case enterprise(String)
        /// Those of some districts.
        case districts([String])
    }

    /// Which number of a list is meant.
    enum Place: CaseIterable, Sendable {
        case order, waybill, bill

        fileprivate var isNumber: StaticString {
            switch self {
            case .order: "where i.order_no = ?"
            case .waybill: "where i.waybill = ?"
            case .bill: "where i.bill_no = ?"
            }
        }
    }

    /// Lists with a number in a place, latest first.
    static func lists(
        _ number: String, _ place: Place, for eyes: Eyes, limit: Int, in session: Session
    ) throws -> [InventoryShelf.Record] {
        var statement = Statement(
            """
            select i.tenant, i.pre_no, i.type, i.cop_no, i.invt_no, i.guid, i.sender, i.app_time,
            i.received_at, i.status, i.status_at, i.version, i.district, i.trade_mode, i.order_no,
            i.seller, i.flag, i.month, i.value, i.tax, i.waits_for, i.decision, i.body
            from declarations_inventories i
            """, [])
        statement.append(place.isNumber, [.text(number)])
        guard narrow(&statement, eyes) else { return [] }
        statement.append("order by i.pre_no desc limit ?", [.integer(limit)])
        return try session.rows(statement).map(InventoryShelf.record)
    }

    /// False where nothing may be seen.
    private static func narrow(_ statement: inout Statement, _ eyes: Eyes) -> Bool {
        switch eyes {
        case .enterprise(let enterprise):
            statement.append(
                """
                and exists (select 1 from declarations_parties p where p.tenant = ?
                and p.pre_no = i.pre_no and p.declarant = i.tenant)
                """, [.text(enterprise)])
            return !enterprise.isEmpty
        case .districts(let districts):
            guard let first = districts.first else { return false }
            statement.append("and i.district in (?", [.text(first)])
            for district in districts.dropFirst() { statement.append(", ?", [.text(district)]) }
            statement.append(")", [])
            return true
        }
    }

    /// Where payments of a number lie, whichever company numbered them so.
    static func payments(_ number: String, in session: Session) throws -> [DocumentShelf.Place] {
        try session.rows(
            """
            select tenant from declarations_documents
            where type = 'CEB411' and number = $1 order by tenant limit 20
            """, [.text(number)]
        ).map { DocumentShelf.Place(tenant: try $0.text(0), type: .importPayment, number: number) }
    }

    /// Who guarantees the tax of a bill, and on which list it is. The number of a bill begins with
    /// that of its list at the customs.
    static func guarantors(ofBill number: String, in session: Session) throws -> [String] {
        guard let dash = number.lastIndex(of: "-") else { return [] }
        return try session.rows(
            """
            select t.tenant from declarations_inventories i join declarations_taxes t
            on t.list_no = i.pre_no where i.invt_no = $1 and t.tax_no = $2 limit 20
            """, [.text(String(number[..<dash])), .text(number)]
        ).map { try $0.text(0) }
    }

    /// Numbers given to what an enterprise sent, or what came to some districts, about lists, by
    /// the number its sender gave it. Whether the one who asks may see it, the enquiry says.
    static func followUps(_ number: String, limit: Int, in session: Session) throws -> [String] {
        try session.rows(
            """
            select pre_no from declarations_follow_ups where number = $1
            order by pre_no desc limit $2
            """, [.text(number), .integer(limit)]
        ).map { try $0.text(0) }
    }

    /// Master bills of a number in some districts.
    static func masterBills(
        _ number: String, districts: [String], in session: Session
    ) throws -> [(holder: String, district: String)] {
        try districts.flatMap { district in
            try session.rows(
                """
                select tenant, district from declarations_master_bills
                where district = $1 and bill_no = $2 limit 20
                """, [.text(district), .text(number)]
            ).map { (holder: try $0.text(0), district: try $0.text(1)) }
        }
    }
}
