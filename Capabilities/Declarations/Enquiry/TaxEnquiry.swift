import Kernel
import Parties
import Store
import Tariff
import Web

/// Tax bills of a guarantor as people look at them.
struct TaxView: Sendable {
    struct Bill: Sendable {
        let bill: TaxBill
        let daysLate: Int
        /// Late fee by today, in yuan; zero in time.
        let lateFee: Fixed
    }

    let guarantor: String
    let name: Localized
    let today: Day
    let bills: [Bill]

    /// Sum of what is neither settled nor void.
    var open: Fixed {
        Fixed(
            raw: bills.reduce(Int64(0)) { sum, one in
                one.bill.settlement == nil && one.bill.status != .void
                    ? sum + one.bill.total.raw : sum
            })
    }

    /// Bills in the payment book of each number, the first to be paid first.
    var books: [(number: String, bills: [Bill])] {
        var order: [String] = []
        var groups: [String: [Bill]] = [:]
        for one in bills where !one.bill.dutyNo.isEmpty && one.bill.status != .void {
            if groups[one.bill.dutyNo] == nil { order.append(one.bill.dutyNo) }
            groups[one.bill.dutyNo, default: []].append(one)
        }
        return order.map { (number: $0, bills: groups[$0] ?? []) }
    }
}

/// Answers what is due, from whom and when.
struct TaxEnquiry: Sendable {
    static let most = 500

    let store: Store
    let desk: TaxDesk
    let register: EnterpriseRegister
    let lateFee: LateFee

    /// The bills of the visitor's own enterprise, or of the one an officer names: then those of the
    /// officer's districts.
    ///
    /// - Parameters:
    ///   - list: only those of one list, settled and void ones too; nil for all.
    ///   - number: only the one of this number; nil for all.
    func bills(
        of named: String?, open: Bool = false, list: String? = nil, number: String? = nil,
        for visitor: Principal
    ) async throws -> TaxView {
        let guarantor: Enterprise?
        if visitor.kind == .officer {
            guarantor = named.flatMap { register.find(code: $0) ?? register.enterprise(id: $0) }
        } else {
            guarantor = register.enterprise(id: visitor.enterprise)
        }
        guard let guarantor else { throw DeclarationsRefusal.notFound }
        let districts = visitor.kind == .officer ? visitor.districts.sorted() : nil
        let today = desk.clock.today
        let bills = try await store.read { session in
            let bills: [TaxBill]
            if let number {
                bills = try TaxShelf.find(number, of: guarantor.id, in: session)
                    .map { [$0] }?.filter { districts?.contains($0.district) ?? true } ?? []
            } else if let list {
                bills = try TaxShelf.bills(of: list, guarantor: guarantor.id, in: session)
                    .filter { districts?.contains($0.district) ?? true }
            } else {
                bills = try TaxShelf.bills(
                    of: guarantor.id, open: open, districts: districts, limit: TaxEnquiry.most,
                    in: session)
            }
            return try shown(bills, on: today, in: session)
        }
        return TaxView(
            guarantor: guarantor.id,
            name: Localized(zh: guarantor.name, en: guarantor.nameEn ?? guarantor.name),
            today: today, bills: bills)
    }

    /// The bills with their late fees. Whether one is levied goes by the payment book, which is
    /// paid as one, and not by the bill.
    private func shown(
        _ bills: [TaxBill], on day: Day, in session: Session
    ) throws -> [TaxView.Bill] {
        let exempt = try lateFee.exempt(on: day)
        var sums: [String: Fixed] = [:]
        return try bills.map { bill in
            let late = bill.daysLate(on: day)
            guard late > 0 else {
                return TaxView.Bill(bill: bill, daysLate: late, lateFee: .zero)
            }
            let sum =
                try sums[bill.dutyNo]
                ?? TaxShelf.bills(ofBook: bill.dutyNo, in: session).reduce(Fixed.zero) {
                    try $0.adding(fee($1, on: day))
                }
            sums[bill.dutyNo] = sum
            return TaxView.Bill(
                bill: bill, daysLate: late, lateFee: sum > exempt ? try fee(bill, on: day) : .zero)
        }
    }

    private func fee(_ bill: TaxBill, on day: Day) throws -> Fixed {
        let late = bill.daysLate(on: day)
        return late > 0
            ? try lateFee.of(bill.total, days: late, on: day).computed : .zero
    }
}
