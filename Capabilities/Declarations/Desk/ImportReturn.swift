import Balances
import Journal
import Kernel
import Store
import Wire

/// Takes retail imports back (退货, CEB625). An application is taken within its days and waits for
/// the goods, which a warehouse-entry list (CEB711) reports; then an officer looks at them. When
/// the officer agrees, the buyer's yearly amount, the tax and the stock of exactly these lines are
/// restored, once: the ledger gives no transfer back twice.
struct ImportReturn: FollowUpMeaning {
    let reader: CaseReader
    let clock: Clock
    let handlings: Handlings
    let taxes: TaxDesk

    static func wanted(_ document: MessageDocument) throws(UnreadableField)
        -> [ReturnFitsList.Wanted]
    {
        var wanted: [ReturnFitsList.Wanted] = []
        for line in document.lines {
            wanted.append(
                ReturnFitsList.Wanted(
                    number: line.text("gnum"), code: line.text("gcode"),
                    name: line.text("gname"), unit: line.text("unit"),
                    quantity: try line.amount("qty")))
        }
        return wanted
    }

    func ask(_ part: FollowUp.Part, in session: Session) throws -> FollowUpAnswer {
        let head = part.document.head
        let codes = handlings[.importReturn].codes
        if head["preNo"] != nil, head.text("appType") == "1" {
            return .refused(-625_008, [ReturnWords.preNoGiven])
        }
        guard let record = try list(of: part, in: session) else {
            return .refused(codes.missing, [ReturnWords.noList(head.text("invtNo"))])
        }
        guard isReleased(record) else {
            return .refused(-625_004, [ReturnWords.notReleased(record.status)])
        }
        let differing = try reader.differences(head, record, in: ReturnWords.compared)
        guard differing.isEmpty else {
            return .refused(
                codes.notPlausible, differing.map { ReturnWords.differs($0.name, $0.title) })
        }
        let refusal = try ReturnFitsList.refusal(
            ImportReturn.wanted(part.document), of: reader.list(record),
            before: returned(of: record, besides: part.record, in: session))
        if let refusal { return .refused(refusal.code, refusal.findings) }
        let window = try window(of: record, on: clock.today, in: session)
        guard clock.today <= window.applyBy else {
            return .refused(-625_004, [ReturnWords.tooLate(window)])
        }
        return .taken([record.key])
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let session = steps.session
        let part = followUp.first
        guard let record = try list(of: part, in: session), isReleased(record) else {
            throw StoreShape(what: "list of return \(part.record.preNo)")
        }
        let window = try window(
            of: record, on: part.record.receivedAt.day, in: session)
        var facts = ReturnFacts(
            releasedOn: window.releasedOn, appliedOn: part.record.receivedAt.day,
            applyBy: window.applyBy, backBy: window.backBy)
        facts.lines = try ImportReturn.wanted(part.document).map {
            LineOutcome(line: $0.number, number: $0.code, list: record.preNo, finding: nil)
        }
        try ReturnShelf.await(part.record, until: window.backBy, in: session)
        try steps.move(
            followUp, [ReturnWords.accepted(window.backBy)], decision: facts.json)
    }

    func agree(to followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let session = steps.session
        let part = followUp.first
        guard let record = try list(of: part, in: session),
            let decision = record.decision.flatMap(Decision.init(encoded:)),
            var facts = ReturnFacts(decision: part.record.decision), facts.arrivedOn != nil
        else { throw DeclarationsRefusal.notPossible(from: followUp.status, to: .concluded) }
        let list = try reader.list(record)
        let before = try concluded(of: record, in: session)
        let wanted = try ImportReturn.wanted(part.document)
        let key = "return/\(part.record.preNo)"
        var parts: [(line: String, quantity: Fixed, of: Fixed)] = []
        for line in wanted {
            guard let sold = list.lines.first(where: { $0.number == line.number }) else {
                throw StoreShape(what: "line of return \(part.record.preNo)")
            }
            let left = try sold.quantity.subtracting(before[line.number] ?? .zero)
            parts.append((line: line.number, quantity: line.quantity, of: left))
        }
        facts.tax = try taxes.restore(parts, of: record, decision, key: key, in: session).total()
        facts.value = try restoreQuota(
            parts, list, before, record, decision, key: key, steps.lists.ledger, in: session)
        try restoreQuantities(
            parts, list, before, record, decision, key: key, steps.lists.ledger, in: session)
        if try restock(parts, decision, record, key: key, steps.lists.ledger, in: session) {
            facts.book = list.accountBook
        }
        try steps.move(
            followUp,
            [ReturnWords.done(value: facts.value ?? .zero, tax: facts.tax ?? .zero)],
            decision: facts.json)
    }

    // MARK: Giving back

    /// Restores the buyer's yearly amount; gives how much.
    private func restoreQuota(
        _ parts: [(line: String, quantity: Fixed, of: Fixed)], _ list: Inventory,
        _ before: [String: Fixed], _ record: InventoryShelf.Record, _ decision: Decision,
        key: String, _ ledger: Ledger, in session: Session
    ) throws -> Fixed {
        guard let transfer = decision.quotaTransfer, let person = decision.person else {
            return .zero
        }
        // Misuse was established: the person has the amount back already.
        let cases = try IdentityCaseRows.about(record.preNo, in: session)
        guard !cases.contains(where: { $0.state == .misused && $0.person == person }) else {
            return .zero
        }
        var amount = Fixed.zero
        let values = taxes.lines(decision)
        for part in parts {
            guard let line = values.first(where: { $0.number == part.line }),
                let sold = list.lines.first(where: { $0.number == part.line })
            else { continue }
            amount = try amount.adding(line.share(part.quantity, of: sold.quantity).value)
        }
        let isAll = try list.lines.allSatisfy { line in
            let now = parts.first { $0.line == line.number }?.quantity ?? .zero
            return try (before[line.number] ?? .zero).adding(now) >= line.quantity
        }
        // The last return gives the rest, so that the fen of all returns add up.
        let outcome = try ledger.reverse(
            ReversalOrder(
                id: "\(key)/quota", tenant: person, reverses: transfer,
                amount: isAll ? nil : amount, at: clock.now(), reference: record.preNo,
                citation: Law.imports), in: session)
        return outcome.transfer.amount
    }

    /// Books bonded goods back into their account book; false for goods that came from none.
    private func restock(
        _ parts: [(line: String, quantity: Fixed, of: Fixed)], _ decision: Decision,
        _ record: InventoryShelf.Record, key: String, _ ledger: Ledger, in session: Session
    ) throws -> Bool {
        guard let taking = decision.stock else { return false }
        for part in parts {
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/stock/\(part.line)", tenant: taking.holder,
                    reverses: taking.transfer(part.line), amount: part.quantity,
                    at: clock.now(), reference: record.preNo, citation: Law.imports),
                in: session)
        }
        return true
    }

    // MARK: The list and its other returns

    private func isReleased(_ record: InventoryShelf.Record) -> Bool {
        record.status == .released || record.status == .closed
    }

    /// Another declarant's list is answered as if it did not exist.
    private func list(of part: FollowUp.Part, in session: Session) throws
        -> InventoryShelf.Record?
    {
        try InventoryShelf.find(
            invtNo: part.document.head.text("invtNo"), type: .importInventory,
            of: part.record.holder, in: session)
    }

    /// The days run from the release, also of a list that was closed since.
    private func window(
        of record: InventoryShelf.Record, on day: Day, in session: Session
    ) throws -> ReturnWindow {
        guard
            let window = try ReturnWindow(
                releasedOn: InventoryShelf.releasedAt(record, in: session).day, appliedOn: day,
                reader.settings)
        else { throw StoreShape(what: "days of return on \(day.text)") }
        return window
    }

    /// What other applications return, decided or not, by line.
    private func returned(
        of record: InventoryShelf.Record, besides own: FollowUpShelf.Record, in session: Session
    ) throws -> [String: Fixed] {
        try sum(
            FollowUpShelf.about(
                record.key, .importReturn, at: [.declaring, .stored, .review, .concluded],
                in: session
            ).filter { $0.number != own.number })
    }

    /// What has come back, by line.
    private func concluded(of record: InventoryShelf.Record, in session: Session) throws
        -> [String: Fixed]
    {
        try sum(
            FollowUpShelf.about(
                record.key, .importReturn, at: [.concluded], in: session))
    }

    private func sum(_ returns: [FollowUpShelf.Record]) throws -> [String: Fixed] {
        var sums: [String: Fixed] = [:]
        for record in returns {
            for line in try ImportReturn.wanted(reader.document(record.type, record.body)) {
                sums[line.number] = try (sums[line.number] ?? .zero).adding(line.quantity)
            }
        }
        return sums
    }
}
