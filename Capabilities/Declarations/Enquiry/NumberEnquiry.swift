import Kernel
import Parties
import Store
import Web
import Wire

/// What one number on a paper leads to, for whoever may see it.
extension Enquiries {
    /// Which number of a list was asked for.
    enum NumberOnList: Sendable {
        /// Its own: of the E-Port, of the customs, or the declarant's.
        case own
        case order, waybill, bill, payment

        var name: Localized? {
            switch self {
            case .own: nil
            case .order: Localized(zh: "订单", en: "order")
            case .waybill: Localized(zh: "运单", en: "waybill")
            case .bill: Localized(zh: "提运单", en: "bill of lading")
            case .payment: Localized(zh: "支付单", en: "payment")
            }
        }
    }

    /// Lists with a number, and which of their numbers it is: first the list's own numbers, then
    /// those of its papers.
    func lists(
        numbered number: String, limit: Int, for visitor: Principal
    ) async throws -> (which: NumberOnList, records: [InventoryShelf.Record]) {
        let isOfficer = visitor.kind == .officer
        guard isOfficer || !visitor.enterprise.isEmpty else { return (.own, []) }
        let own = isOfficer
            ? try await find(number, limit: limit, for: visitor)
            : try await list(.init(number: number), limit: limit, for: visitor)
        guard own.isEmpty else { return (.own, own) }
        let eyes: PrintedNumbers.Eyes = isOfficer
            ? .districts(visitor.districts.sorted()) : .enterprise(visitor.enterprise)
        typealias Answer = (which: NumberOnList, records: [InventoryShelf.Record])
        return try await store.read { session -> Answer in
            let places: [(PrintedNumbers.Place, NumberOnList)] = [
                (.order, .order), (.waybill, .waybill), (.bill, .bill),
            ]
            for (place, which) in places {
                let found = try PrintedNumbers.lists(
                    number, place, for: eyes, limit: limit, in: session)
                if !found.isEmpty { return (which, found) }
            }
            return (.payment, try paid(by: number, eyes, limit: limit, in: session))
        }
    }

    /// Lists of the orders that payments of a number are for. Order numbers are the platform's: the
    /// same number of another platform is another order.
    private func paid(
        by number: String, _ eyes: PrintedNumbers.Eyes, limit: Int, in session: Session
    ) throws -> [InventoryShelf.Record] {
        var found: [InventoryShelf.Record] = []
        for place in try PrintedNumbers.payments(number, in: session) {
            guard let kept = try DocumentShelf.find(place, in: session) else { continue }
            let payment = try Payment(
                head: try reader.document(place.type, kept.body).head, type: place.type)
            let platform = reader.register.find(code: payment.platform)?.id
            found += try PrintedNumbers.lists(
                payment.orderNo, .order, for: eyes, limit: limit, in: session
            ).filter { record in
                let list = try reader.list(record)
                return reader.register.find(code: list.platform)?.id == platform
            }
        }
        return Array(found.prefix(limit))
    }

    /// What was sent about lists, by the number it was given or the one its sender gave it.
    func followUps(
        numbered number: String, limit: Int, for visitor: Principal
    ) async throws -> [FollowUpShelf.Record] {
        try await store.read { session in
            let numbers = try [number] + PrintedNumbers.followUps(number, limit: 50, in: session)
            let seen = numbers.compactMap { preNo in
                // Not there, or not theirs to see: both are no finding.
                try? visibleFollowUp(preNo, to: visitor, in: session)
            }
            return Array(seen.prefix(limit))
        }
    }
}

extension TaxEnquiry {
    /// The tax bill of a number, with the enterprise that owes it, for that enterprise and the
    /// officers of its district.
    func bill(_ number: String, for visitor: Principal) async throws -> (TaxBill, String)? {
        let guarantors = visitor.kind == .officer
            ? try await store.read { try PrintedNumbers.guarantors(ofBill: number, in: $0) }
            : [visitor.enterprise]
        for guarantor in guarantors where !guarantor.isEmpty {
            let view = try await bills(of: guarantor, number: number, for: visitor)
            if let one = view.bills.first { return (one.bill, view.guarantor) }
        }
        return nil
    }
}

extension MasterBillDesk {
    /// Whose master bill of a number the visitor may see.
    func holders(of number: String, for visitor: Principal) async throws -> [String] {
        try await store.read { session -> [String] in
            guard visitor.kind == .officer else {
                let own = visitor.enterprise
                return own.isEmpty
                    ? []
                    : try MasterBillShelf.find(number, of: own, in: session).map { [$0.holder] }
                        ?? []
            }
            return try PrintedNumbers.masterBills(
                number, districts: visitor.districts.sorted(), in: session
            ).map(\.holder)
        }
    }
}
