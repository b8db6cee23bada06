import Balances
import Journal
import Kernel
import Parties
import Plug
import Store
import Tariff
import Web
import Wire

/// Collects the tax of released retail imports: makes a bill when a list is released, puts the
/// bills whose return period has passed into payment books, settles them, and makes void what
/// buyers send back. Each change is told to the guarantor by a message 816 or 818.
struct TaxDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let judge: Judge
    let ledger: Ledger
    let form: ReceiptForm
    /// Told of background work that fails.
    var report: @Sendable (String, any Error) -> Void = { _, _ in }

    static let name = "declarations.taxes"

    var settings: DatedSettings { reader.settings }

    /// Makes a bill for every list that is released, once: for those an officer or a far side
    /// released, which the desk does not bill by itself.
    var subscriber: Subscriber {
        Subscriber(
            name: TaxDesk.name, kinds: [JournalKind.listMoved, JournalKind.listAgain], batch: 256
        ) { entries, advance in
            try await store.write { session in
                try advance(session)
                for entry in entries
                where entry.kind == JournalKind.listAgain
                    || entry.payload["status"]?.integer == Status.released.rawValue
                {
                    try billApart(entry.subject, of: entry.tenant, in: session)
                }
            }
        }
    }

    /// Bills a list the desk has let in, in the same transaction: everything it takes has just been
    /// read. Only of a released one; the others are billed when they are released.
    func bill(
        _ record: InventoryShelf.Record, _ list: Inventory, _ decision: Decision,
        in session: Session
    ) throws {
        guard record.status == .released else { return }
        try apart(Parts.Wait(declarant: record.declarant, preNo: record.preNo), in: session) {
            try bill(record, decision, releasedOn: record.statusAt.day, in: session) { list }
        }
    }

    /// Bills one list so that a failure holds up no other.
    private func billApart(_ preNo: String, of declarant: String, in session: Session) throws {
        try apart(Parts.Wait(declarant: declarant, preNo: preNo), in: session) {
            try bill(preNo, of: declarant, in: session)
        }
    }

    private func apart(
        _ list: Parts.Wait, in session: Session, _ body: () throws -> Void
    ) throws {
        guard case .failure(let error) = try session.attempt(body) else { return }
        try StuckLists.note(list, "\(type(of: error))", at: clock.now(), in: session)
    }

    private func bill(_ preNo: String, of declarant: String, in session: Session) throws {
        // Most were billed when they were released.
        guard try !TaxShelf.hasBills(ofList: preNo, of: declarant, in: session),
            let record = try InventoryShelf.find(preNo, of: declarant, in: session),
            record.status == .released,
            let decision = record.decision.flatMap(Decision.init(encoded:))
        else { return }
        let released = try InventoryShelf.releasedAt(record, in: session).day
        try bill(record, decision, releasedOn: released, in: session) { try reader.list(record) }
    }

    private func bill(
        _ record: InventoryShelf.Record, _ decision: Decision, releasedOn released: Day,
        in session: Session, _ list: () throws -> Inventory
    ) throws {
        let preNo = record.preNo
        guard record.type == .importInventory, let tax = decision.tax, !tax.total.isZero,
            let guarantor = decision.guarantor,
            try TaxShelf.bills(of: preNo, guarantor: guarantor, in: session).isEmpty
        else { return }
        let lines = tax.lines
        let term = try term(on: released)
        let invtNo = record.invtNo ?? preNo
        let bill = TaxBill(
            guarantor: guarantor, number: "\(invtNo)-01", declarant: record.declarant, list: preNo,
            invtNo: invtNo, district: record.district, releasedOn: released,
            dueFrom: released.adding(days: term.first),
            dueTo: lastDay(released.adding(days: term.last), released),
            lines: lines, total: try lines.total(), status: .made)
        try make(bill, list(), in: session)
    }

    /// What each line of a list is worth and owes, as it was decided.
    func lines(_ decision: Decision) -> [TaxBill.Line] { decision.tax?.lines ?? [] }

    /// Days after release on which payment begins and ends.
    private func term(on day: Day) throws -> (first: Int, last: Int) {
        guard let returns = settings.whole("tax.return-days", on: day),
            let last = settings.whole("tax.pay-days", on: day)
        else { throw StoreShape(what: "term of payment on \(day.text)") }
        return (returns + 1, last)
    }

    /// A last day of payment that is a day off moves to the next working day; the days in which
    /// goods may come back do not.
    private func lastDay(_ day: Day, _ released: Day) -> Day {
        reader.lastDay(day, rolls: "tax.pay-rolls", on: released)
    }

    private func make(_ bill: TaxBill, _ list: Inventory, in session: Session) throws {
        try TaxShelf.add(bill, in: session)
        var head = head(bill)
        head["customsTax"] = try bill.lines.sum(\.duty).text
        head["valueAddedTax"] = try bill.lines.sum(\.vat).text
        head["consumptionTax"] = try bill.lines.sum(\.consumption).text
        head["ebcCode"] = list.seller
        head["logisticsCode"] = list.logistics
        head["agentCode"] = list.declarant
        head["customsCode"] = bill.district
        let lines = bill.lines.map { line in
            [
                "gnum": line.number, "gcode": line.code, "taxPrice": line.value.text,
                "customsTax": line.duty.text, "valueAddedTax": line.vat.text,
                "consumptionTax": line.consumption.text,
            ]
        }
        try tell(bill, "CEB816", MessageDraft.Document(head: head, lines: lines), in: session)
    }

    private func head(_ bill: TaxBill) -> [String: String] {
        var head = [
            "guid": form.identifiers.next(), "returnTime": clock.now().compactMilliseconds,
            "invtNo": bill.invtNo, "taxNo": bill.number, "status": String(bill.status.rawValue),
            "assureCode": judge.register.enterprise(id: bill.guarantor)?.customsCode ?? "",
        ]
        if !bill.dutyNo.isEmpty { head["entDutyNo"] = bill.dutyNo }
        return head
    }

    /// One message about one bill, in the guarantor's receipts, and an entry of the journal.
    private func tell(
        _ bill: TaxBill, _ type: String, _ document: MessageDraft.Document, in session: Session
    ) throws {
        guard let table = form.catalogue.table(type) else { throw StoreShape(what: type) }
        let body = try table.write(
            MessageDraft(guid: form.identifiers.next(), documents: [document]))
        let info = TaxWords.told(bill)
        try ReceiptBook.add(
            to: bill.guarantor, type: type, subject: bill.list, status: bill.status.rawValue,
            info: info, body: body, at: clock.now(), in: session)
        try journal.append(
            Draft(
                JournalKind.taxBill, actor: TaxDesk.name, tenant: bill.guarantor,
                subjectType: "tax-bill", subject: bill.number,
                payload: .object([
                    .init("list", .text(bill.list)), .init("total", .text(bill.total.text)),
                    .init("status", .integer(bill.status.rawValue)),
                    .init("dutyNo", .text(bill.dutyNo)), .init("info", .text(info)),
                ]), citation: Law.guarantee.text), in: session)
    }

    private func tellState(of bill: TaxBill, in session: Session) throws {
        try tell(bill, "CEB818", MessageDraft.Document(head: head(bill)), in: session)
    }
}

// MARK: Payment

extension TaxDesk {
    /// Puts every bill whose time to be paid has begun into a payment book: one a day for each
    /// guarantor and customs district. Gives how many bills were put in.
    @discardableResult
    func collect() async throws -> Int {
        let today = clock.today
        return try await Round(
            "declarations.tax-collection", store: store, clock: clock, report: report
        ).run { session, most in
            try TaxShelf.due(on: today, limit: most, in: session)
        } each: { row, session in
            guard var bill = try TaxShelf.find(row.subject, of: row.tenant, in: session),
                bill.status == .made, bill.dueFrom <= today
            else { return }
            bill.dutyNo =
                try TaxShelf.openBook(
                    of: bill.guarantor, district: bill.district, begun: today, in: session)
                ?? "J\(today.compact)"
                + digits(try session.next("declarations.duty.\(today.compact)"), 9)
            bill.status = .summarised
            // Who was not asked to pay while a return was open has the same days to do it.
            let term = try term(on: bill.releasedOn)
            let last = lastDay(today.adding(days: term.last - term.first), bill.releasedOn)
            bill.dueTo = max(bill.dueTo, last)
            try TaxShelf.update(bill, in: session)
            try tellState(of: bill, in: session)
        }
    }

    /// Settles a payment book: it was paid, or it is drawn from the guarantee once the last day of
    /// payment has passed. What was paid is free again in the guarantee. The same again changes
    /// nothing.
    func settle(
        _ dutyNo: String, as settlement: TaxBill.Settlement, reference: String,
        by officer: Principal
    ) async throws -> [TaxBill] {
        try await store.write { session in
            var bills = try TaxShelf.bills(ofBook: dutyNo, in: session)
                .filter { $0.status != .void }
            guard let first = bills.first,
                bills.allSatisfy({ officer.districts.contains($0.district) })
            else { throw TaxRefusal.noSuchBook }
            if bills.allSatisfy({ $0.settlement == settlement }) { return bills }
            guard bills.allSatisfy({ $0.settlement == nil }) else { throw TaxRefusal.settled }
            let today = clock.today
            if settlement == .drawn {
                guard bills.contains(where: { $0.daysLate(on: today) > 0 }) else {
                    throw TaxRefusal.notOverdue(bills.map(\.dueTo).max() ?? first.dueTo)
                }
                let total = try bills.reduce(Fixed.zero) { try $0.adding($1.total) }
                try GuaranteeDesk(journal: journal, ledger: ledger).draw(
                    total, from: first.guarantor, for: dutyNo, citation: Law.guarantee,
                    by: officer.id, in: session)
            }
            for index in bills.indices {
                bills[index].settlement = settlement
                bills[index].settledOn = today
                bills[index].reference = reference
                try TaxShelf.update(bills[index], in: session)
                if settlement == .paid { try free(bills[index], in: session) }
                try noteSettled(bills[index], by: officer.id, in: session)
            }
            return bills
        }
    }

    /// What is paid needs no guarantee any more.
    private func free(_ bill: TaxBill, in session: Session) throws {
        guard let key = try guaranteeKey(of: bill, in: session) else { return }
        try ledger.reverse(
            ReversalOrder(
                id: "tax/\(bill.number)/paid", tenant: bill.guarantor, reverses: key,
                amount: bill.total, at: clock.now(), reference: bill.dutyNo,
                citation: Law.guarantee), in: session)
    }

    private func guaranteeKey(of bill: TaxBill, in session: Session) throws -> String? {
        try InventoryShelf.find(bill.list, of: bill.declarant, in: session)?.decision
            .flatMap(Decision.init(encoded:))?.guaranteeTransfer
    }

    private func noteSettled(_ bill: TaxBill, by actor: String, in session: Session) throws {
        try journal.append(
            Draft(
                JournalKind.taxSettled, actor: actor, tenant: bill.guarantor,
                subjectType: "tax-bill", subject: bill.number,
                payload: .object([
                    .init("list", .text(bill.list)), .init("dutyNo", .text(bill.dutyNo)),
                    .init("total", .text(bill.total.text)),
                    .init("settlement", .text(bill.settlement?.rawValue ?? "")),
                    .init("reference", .text(bill.reference)),
                ]), citation: Law.guarantee.text), in: session)
    }

    /// Every hour: what has become due today is told today.
    var service: Service {
        Service(name: "declarations.tax-collection") {
            await Round.every(seconds: 3600, TaxDesk.name, report: report) { try await collect() }
        }
    }
}

// MARK: Returns

extension TaxDesk {
    /// Takes the tax of goods that came back off their list's bill, within the transaction that
    /// decides the return. The bill becomes void, the rest of it a new one; what was paid already
    /// is noted for refund. Gives what was taken off each line.
    ///
    /// - Parameter returned: number of the line and which part of it came back.
    func restore(
        _ returned: [(line: String, quantity: Fixed, of: Fixed)], of record: InventoryShelf.Record,
        _ decision: Decision, key: String, in session: Session
    ) throws -> [TaxBill.Line] {
        guard let guarantor = decision.guarantor else { return [] }
        // The list may have been released a moment ago.
        try bill(record.preNo, of: record.declarant, in: session)
        guard
            var bill = try TaxShelf.bills(of: record.preNo, guarantor: guarantor, in: session)
                .last(where: { $0.status != .void })
        else { return [] }
        let list = try reader.list(record)
        var rest = bill.afterRefund ?? bill.lines
        var off: [TaxBill.Line] = []
        for part in returned {
            guard let place = rest.firstIndex(where: { $0.number == part.line }) else { continue }
            let share =
                part.quantity == part.of
                ? rest[place] : try rest[place].share(part.quantity, of: part.of)
            rest[place] = try rest[place].subtracting(share)
            off.append(share)
        }
        let total = try off.total()
        guard bill.settlement == nil else {
            bill.refund = try bill.refund.adding(total)
            bill.afterRefund = rest
            try TaxShelf.update(bill, in: session)
            return off
        }
        bill.status = .void
        try TaxShelf.update(bill, in: session)
        try tellState(of: bill, in: session)
        if !total.isZero, let transfer = decision.guaranteeTransfer {
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/tax", tenant: guarantor, reverses: transfer, amount: total,
                    at: clock.now(), reference: record.preNo, citation: Law.imports),
                in: session)
        }
        let left = rest.filter { !$0.value.isZero }
        guard !left.isEmpty else { return off }
        let number = try TaxShelf.bills(of: record.preNo, guarantor: guarantor, in: session).count
        try make(
            TaxBill(
                guarantor: guarantor, number: "\(bill.invtNo)-" + digits(Int64(number + 1), 2),
                declarant: bill.declarant, list: bill.list, invtNo: bill.invtNo,
                district: bill.district, releasedOn: bill.releasedOn, dueFrom: bill.dueFrom,
                dueTo: bill.dueTo, lines: left, total: try left.total(), status: .made), list,
            in: session)
        return off
    }
}
