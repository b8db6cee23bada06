import Balances
import Journal
import Kernel
import Parties
import Store
import Wire

/// Takes retail exports back (出口退货, CEB213), line by line against the original list and through
/// any district the rules allow. An application waits for the tally list of the site (CEB215); then
/// an officer looks at the goods: releases, inspects, suspends, hands over or refuses. Released,
/// the quantities have come back once, and zone goods are in their account book again.
struct ExportReturn: FollowUpMeaning {
    let reader: CaseReader
    let clock: Clock
    let handlings: Handlings
    let taxes: ReturnTaxDesk

    static func wanted(_ document: MessageDocument) throws(UnreadableField)
        -> [ExportReturnFitsList.Wanted]
    {
        var wanted: [ExportReturnFitsList.Wanted] = []
        for line in document.lines {
            wanted.append(
                ExportReturnFitsList.Wanted(
                    number: line.text("gnum"), code: line.text("gcode"),
                    name: line.text("gname"), model: line.text("gmodel"),
                    unit: line.text("unit"), unit1: line.text("unit1"), unit2: line["unit2"],
                    quantities: ExportReturnFitsList.Quantities(
                        declared: try line.amount("qty"), first: try line.amount("qty1"),
                        second: try line.amount("qty2"))))
        }
        return wanted
    }

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        ExportReturnIsPlausible.findings(document.head, try ExportReturn.wanted(document))
    }

    func ask(_ part: FollowUp.Part, in session: Session) throws -> FollowUpAnswer {
        let head = part.document.head
        let codes = handlings[.exportReturn].codes
        if head["preNo"] != nil, head.text("appType") == "1" {
            return .refused(-625_008, [ExportReturnWords.preNoGiven])
        }
        guard let record = try list(of: part, in: session) else {
            return .refused(codes.missing, [ExportReturnWords.noList(head.text("invtNo"))])
        }
        guard isOut(record) else {
            return .refused(-625_004, [ExportReturnWords.notReleased(record.status)])
        }
        let differing = try reader.differences(head, record, in: ExportReturnWords.compared)
        guard differing.isEmpty else {
            return .refused(
                codes.notPlausible, differing.map { ExportReturnWords.differs($0.name, $0.title) })
        }
        let facts: ExportReturnFacts
        switch try admission(part, record, on: clock.today, in: session) {
        case .refused(let code, let finding): return .refused(code, [finding])
        case .admitted(let found): facts = found
        }
        let refusal = try ExportReturnFitsList.refusal(
            ExportReturn.wanted(part.document), of: reader.list(record),
            before: reader.returned(of: record, besides: part.record, in: session))
        if let refusal { return .refused(refusal.code, refusal.findings) }
        guard clock.today <= facts.applyBy else {
            return .refused(-625_004, [ExportReturnWords.tooLate(facts)])
        }
        return .taken([record.key])
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let part = followUp.first
        guard let record = try list(of: part, in: steps.session), isOut(record),
            case .admitted(var facts) = try admission(
                part, record, on: part.record.receivedAt.day, in: steps.session)
        else { throw StoreShape(what: "list of return \(part.record.preNo)") }
        facts.lines = try ExportReturn.wanted(part.document).map {
            LineOutcome(line: $0.number, number: $0.code, list: record.preNo, finding: nil)
        }
        try steps.move(followUp, [ExportReturnWords.accepted(facts)], decision: facts.json)
    }

    func agree(to followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let part = followUp.first
        guard let record = try list(of: part, in: steps.session),
            var facts = ExportReturnFacts(decision: part.record.decision), facts.arrivedOn != nil
        else { throw DeclarationsRefusal.notPossible(from: followUp.status, to: .released) }
        try taxes.clear(part.record, steps)
        facts.releasedOn = clock.today
        if let taking = record.decision.flatMap(Decision.init(encoded:))?.stock {
            let key = "export-return/\(part.record.preNo)"
            for line in try ExportReturn.wanted(part.document) {
                try steps.lists.ledger.reverse(
                    ReversalOrder(
                        id: "\(key)/stock/\(line.number)", tenant: taking.holder,
                        reverses: taking.transfer(line.number), amount: line.quantities.declared,
                        at: clock.now(), reference: record.preNo, citation: Law.zone),
                    in: steps.session)
            }
            facts.book = try reader.list(record).accountBook
        }
        try steps.move(followUp, [ExportReturnWords.released], decision: facts.json)
    }

    func refuse(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        try taxes.void(followUp.first.record, steps)
    }

    // MARK: The list and its other returns

    /// What came of mode, district and days.
    private enum Admission {
        case admitted(ExportReturnFacts)
        case refused(Int64, Finding)
    }

    private func admission(
        _ part: FollowUp.Part, _ record: InventoryShelf.Record, on day: Day, in session: Session
    ) throws -> Admission {
        let head = part.document.head
        guard let mode = reader.settings.whole("export-return.mode.\(record.tradeMode)", on: day)
        else { return .refused(-625_004, ExportReturnWords.modeNotReturned(record.tradeMode)) }
        let said = head.text("tradeMode")
        guard said.isEmpty || said == String(mode) else {
            return .refused(-625_001, ExportReturnWords.otherMode(said, String(mode)))
        }
        guard
            let window = try ExportReturnWindow(
                clearedOn: InventoryShelf.releasedAt(record, in: session).day, appliedOn: day,
                reader.settings)
        else { return .refused(-625_004, ExportReturnWords.noRule(day)) }
        var facts = ExportReturnFacts(
            list: head.text("invtNo"), clearedOn: window.clearedOn,
            // When it left, as soon as somebody has reported that.
            exportedOn: record.status == .closed ? record.statusAt.day : window.clearedOn,
            appliedOn: day, applyBy: window.applyBy, exportedAt: record.district,
            returnedAt: head.text("customsCode"), mode: String(mode))
        facts.hasLeft = record.status == .closed
        if ExportReturnWindow.crosses(facts.exportedAt, facts.returnedAt) {
            facts.crossing = ExportReturnWindow.crossing(
                mode: record.tradeMode, returned: facts.returnedAt, on: day, reader.settings)
            guard facts.crossing != nil else {
                return .refused(-625_001, ExportReturnWords.notThere(facts, record.tradeMode))
            }
        }
        return .admitted(facts)
    }

    /// Released, or closed by its departure. The measure counts the year from the release
    /// (2020年第44号), and the departure is for the carrier to report, so a return does not wait for
    /// it. That the goods were abroad is what the country of departure, the tally of the site and
    /// the officer stand for; the officer is told whether the departure was reported.
    private func isOut(_ record: InventoryShelf.Record) -> Bool {
        record.status == .released || record.status == .closed
    }

    /// The list, for whoever declared or sold by it, or declares for the seller; to anybody else it
    /// is not there.
    private func list(of part: FollowUp.Part, in session: Session) throws
        -> InventoryShelf.Record?
    {
        guard
            let record = try InventoryQueries.find(
                invtNo: part.document.head.text("invtNo"), type: .exportInventory, in: session)
        else { return nil }
        let seller = reader.register.find(code: try reader.list(record).seller)?.id ?? ""
        let mine = [part.record.holder, part.record.sender]
        let day = part.record.receivedAt.day
        let isAgent = reader.register.mandates.holds(
            grantor: seller, grantee: part.record.holder, scope: .declare, on: day)
        return mine.contains(record.declarant) || mine.contains(seller) || isAgent ? record : nil
    }
}

extension CaseReader {
    /// What other applications about an export list return, decided or not, by line; only those
    /// that came before this one where that is asked for.
    func returned(
        of record: InventoryShelf.Record, besides own: FollowUpShelf.Record,
        earlier: Bool = false, in session: Session
    ) throws -> [String: ExportReturnFitsList.Quantities] {
        let standing = Status.allCases.filter { !$0.isOver && $0 != .staged }
        let others = try FollowUpShelf.about(
            record.key, .exportReturn, at: standing, in: session
        ).filter {
            ($0.number != own.number || $0.holder != own.holder)
                && (!earlier || ($0.receivedAt, $0.preNo) < (own.receivedAt, own.preNo))
        }
        var sums: [String: ExportReturnFitsList.Quantities] = [:]
        for other in others {
            for line in try ExportReturn.wanted(document(other.type, other.body)) {
                sums[line.number] = try (sums[line.number] ?? .init()).adding(line.quantities)
            }
        }
        return sums
    }
}
