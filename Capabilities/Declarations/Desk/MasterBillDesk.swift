import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Puts exports and returned imports under one master bill (合包、同一总单), each line by its own
/// rules: what an officer decides about one holds up no other.
struct MasterBillDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader

    /// So many lines go under one bill.
    static let mostLines = 1000

    /// A line with what is known of its goods.
    struct Shown: Sendable {
        let line: MasterBill.Line
        let name: String
        /// Of an export, in yuan; zero for returned goods, which count to no export total.
        let value: Fixed
        let actions: [FollowUpOfficerDesk.Action]
        let explanation: Explanation
    }

    struct View: Sendable {
        let bill: MasterBill
        let lines: [Shown]
        /// Of its exports alone, in yuan.
        let exportValue: Fixed
    }

    // MARK: Putting together

    /// Puts items under a bill, all of them or none; a bill that is there gets more lines.
    func put(_ order: MasterBillOrder, by visitor: Principal) async throws {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        guard MasterBillDesk.isNumber(order.number),
            order.district.utf8.count == 4, !order.items.isEmpty
        else { throw MasterBillRefusal.input }
        guard reader.settings.value("re-export.together", on: clock.today) != nil else {
            throw MasterBillRefusal.notAllowed
        }
        try await store.write { session in
            let found = try MasterBillShelf.find(
                order.number, of: visitor.enterprise, in: session)
            let bill =
                found
                ?? MasterBill(
                    holder: visitor.enterprise, number: order.number, district: order.district,
                    vehicle: order.vehicle, voyage: order.voyage, at: clock.now())
            if let found {
                guard
                    [found.district, found.vehicle, found.voyage]
                        == [order.district, order.vehicle, order.voyage]
                else { throw MasterBillRefusal.otherHead }
            } else {
                try MasterBillShelf.add(bill, in: session)
            }
            guard bill.lines.count + order.items.count <= MasterBillDesk.mostLines else {
                throw MasterBillRefusal.tooMany
            }
            var number = bill.lines.last?.number ?? 0
            for item in order.items {
                number += 1
                let line = try line(item, number, bill, in: session)
                try MasterBillShelf.add(line, to: bill, in: session)
            }
            if found != nil, try !MasterBillShelf.touch(bill, in: session) { throw Overtaken() }
            try note(bill, visitor.id, "lines", .integer(Int64(order.items.count)), in: session)
        }
    }

    /// As bills are numbered, and as an address holds it: letters, digits, hyphens and dots.
    private static func isNumber(_ text: String) -> Bool {
        (1...37).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E
            }
    }

    private func line(
        _ item: MasterBillOrder.Item, _ number: Int64, _ bill: MasterBill, in session: Session
    ) throws -> MasterBill.Line {
        switch item {
        case .list(let invtNo): try export(invtNo, number, bill, in: session)
        case .returned(let source, let gnum, let quantity):
            try reExport(source, gnum, quantity, number, bill, in: session)
        }
    }

    private func export(
        _ invtNo: String, _ number: Int64, _ bill: MasterBill, in session: Session
    ) throws -> MasterBill.Line {
        guard
            let list = try InventoryShelf.find(
                invtNo: invtNo, type: .exportInventory, of: bill.holder, in: session),
            list.status.comesIn, list.status.rawValue >= Status.stored.rawValue
        else { throw MasterBillRefusal.noList(invtNo) }
        guard list.district == bill.district else {
            throw MasterBillRefusal.otherDistrict(invtNo, list.district)
        }
        let booking = try Booking.of(list, reader, in: session)
        if let other = booking.bill, other != bill.number {
            throw MasterBillRefusal.otherBill(invtNo, other)
        }
        if let there = try MasterBillShelf.lines(from: list.preNo, in: session).first {
            throw MasterBillRefusal.twice(invtNo, there.bill)
        }
        return MasterBill.Line(
            number: number, regime: .export, source: list.preNo, mode: list.tradeMode,
            status: list.status)
    }

    private func reExport(
        _ source: String, _ gnum: String, _ quantity: Fixed, _ number: Int64, _ bill: MasterBill,
        in session: Session
    ) throws -> MasterBill.Line {
        guard let mode = reader.settings.whole("re-export.mode", on: clock.today),
            let record = try FollowUpShelf.find(source, of: bill.holder, in: session),
            record.type == .importReturn, record.status == .concluded,
            let line = try reader.document(record.type, record.body).lines
                .first(where: { $0.text("gnum") == gnum })
        else { throw MasterBillRefusal.noReturn(source, gnum) }
        guard record.district == bill.district else {
            throw MasterBillRefusal.otherDistrict(source, record.district)
        }
        var left = try line.amount("qty")
        for one in try MasterBillShelf.lines(from: source, in: session)
        where one.line.goods == gnum { left = try left.subtracting(one.line.quantity) }
        guard quantity > .zero else { throw MasterBillRefusal.noQuantity(source, gnum) }
        guard quantity <= left else {
            throw MasterBillRefusal.tooMuch(source, gnum, left: left)
        }
        return MasterBill.Line(
            number: number, regime: .reExport, source: source, goods: gnum, quantity: quantity,
            mode: String(mode), status: .review)
    }

    // MARK: Looking at it

    func bills(limit: Int, for visitor: Principal) async throws -> [MasterBill] {
        try await store.read { session in
            if visitor.kind == .officer {
                return try MasterBillShelf.bills(
                    of: nil, districts: visitor.districts.sorted(), limit: limit, in: session)
            }
            guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
            return try MasterBillShelf.bills(
                of: visitor.enterprise, districts: [], limit: limit, in: session)
        }
    }

    func view(_ number: String, holder: String?, for visitor: Principal) async throws -> View {
        try await store.read { session in
            let bill = try find(number, holder, visitor, in: session)
            var shown: [Shown] = []
            var total = Fixed.zero
            for line in bill.lines {
                let one = try show(line, bill, visitor, in: session)
                total = try total.adding(one.value)
                shown.append(one)
            }
            return View(bill: bill, lines: shown, exportValue: total)
        }
    }

    private func find(
        _ number: String, _ holder: String?, _ visitor: Principal, in session: Session
    ) throws -> MasterBill {
        // Officers name it by any of its codes, as everywhere, or as the bill does.
        let named = holder.map { reader.register.find(code: $0.trimmedBlanks)?.id ?? $0 } ?? ""
        let holder = visitor.kind == .officer ? named : visitor.enterprise
        guard !holder.isEmpty,
            let bill = try MasterBillShelf.find(number, of: holder, in: session),
            visitor.kind != .officer || visitor.districts.contains(bill.district)
        else { throw MasterBillRefusal.notFound }
        return bill
    }

    private func show(
        _ kept: MasterBill.Line, _ bill: MasterBill, _ visitor: Principal, in session: Session
    ) throws -> Shown {
        var line = kept
        var name = ""
        var value = Fixed.zero
        if kept.regime == .export {
            guard let list = try InventoryShelf.find(kept.source, of: bill.holder, in: session)
            else { throw StoreShape(what: "list \(kept.source) of a master bill") }
            line.status = list.status
            value = Fixed(raw: list.value * 1000)
            name = try reader.list(list).lines.first?.name ?? ""
        } else if let record = try FollowUpShelf.find(kept.source, of: bill.holder, in: session) {
            name =
                try reader.document(record.type, record.body).lines
                .first { $0.text("gnum") == kept.goods }?.text("gname") ?? ""
        }
        let actions: [FollowUpOfficerDesk.Action] =
            kept.regime == .reExport && visitor.kind == .officer
                && visitor.may(DeclarationsPermission.examine)
            ? MasterBillDesk.actions(kept.status) : []
        return Shown(
            line: line, name: name, value: value, actions: actions,
            explanation: MasterBillWords.explanation(line, reader.settings, on: bill.at.day))
    }

    private static func actions(_ status: Status) -> [FollowUpOfficerDesk.Action] {
        switch status {
        case .review: [.release, .inspect, .refuse]
        case .inspection: [.release, .refuse]
        default: []
        }
    }

    // MARK: Deciding

    /// An officer decides on returned goods that are to leave; the other lines stay as they are.
    func decide(
        _ number: String, holder: String, line: Int64, _ action: FollowUpOfficerDesk.Action,
        reason: String, by officer: Principal
    ) async throws {
        let reason = reason.trimmedBlanks
        try await store.write { session in
            guard officer.kind == .officer else { throw MasterBillRefusal.notFound }
            let bill = try find(number, holder, officer, in: session)
            guard
                var found = bill.lines.first(where: {
                    $0.number == line && $0.regime == .reExport
                })
            else { throw MasterBillRefusal.notFound }
            guard MasterBillDesk.actions(found.status).contains(action) else {
                throw DeclarationsRefusal.notPossible(from: found.status, to: action.status)
            }
            if action.needsReason, reason.isEmpty { throw DeclarationsRefusal.reasonMissing }
            guard reason.unicodeScalars.count <= Finding.mostOfReason else {
                throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
            }
            found.status = action.status
            found.reason = reason
            try MasterBillShelf.decide(found, of: bill, in: session)
            guard try MasterBillShelf.touch(bill, in: session) else { throw Overtaken() }
            try note(
                bill, officer.id, "decided",
                .array([.integer(line), .integer(found.status.rawValue)]), in: session)
        }
    }

    private func note(
        _ bill: MasterBill, _ actor: String, _ what: String, _ value: JSON, in session: Session
    ) throws {
        try journal.append(
            Draft(
                JournalKind.masterBill, actor: actor, tenant: bill.holder,
                subjectType: "master-bill", subject: bill.number,
                payload: .object([.init(what, value)])), in: session)
    }
}

extension MasterBillDesk {
    /// Looks and writes where enquiries look.
    init(_ enquiries: Enquiries) {
        self.init(
            store: enquiries.store, journal: enquiries.journal, clock: enquiries.clock,
            reader: enquiries.reader)
    }
}
