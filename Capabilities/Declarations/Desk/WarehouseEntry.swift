import Journal
import Kernel
import Store
import Wire

/// Parcels have entered the warehouse of a supervised site (入库明细单, CEB711): imports on their way
/// in, and goods that come back. What comes back in time has an officer look at it; what comes too
/// late is no return any more.
struct WarehouseEntry: FollowUpMeaning {
    let reader: CaseReader

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        var found = ParcelLinesArePlausible.findings(
            document.lines, number: MessageType.warehouseEntry.number)
        if document.head.text("ieFlag") != "I" { found.append(EntryWords.notImport) }
        return found
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let lines = ParcelLines(followUp: followUp, reader: reader, session: steps.session)
        var outcomes: [LineOutcome] = []
        for line in try lines.all() {
            let finding = try enter(line, followUp, steps)
            if finding == nil, let list = line.list { try steps.link(list.key, to: line.part) }
            outcomes.append(line.outcome(finding))
        }
        try steps.conclude(
            followUp, outcomes, note: EntryWords.entered(followUp.head.text("unloadLocation")))
    }

    /// Nil when the parcel belongs here.
    private func enter(
        _ line: ParcelLines.Line, _ followUp: FollowUp, _ steps: FollowUpSteps
    ) throws -> Finding? {
        guard let list = line.list else { return EntryWords.noList(.warehouseEntry, line.waybill) }
        guard list.district == followUp.head.text("customsCode") else {
            return EntryWords.elsewhere(line.waybill, list.district)
        }
        guard list.status.comesIn, list.status.rawValue >= Status.stored.rawValue else {
            return EntryWords.notAt(.warehouseEntry, line.waybill, list.status)
        }
        guard list.status == .released || list.status == .closed else { return nil }
        let awaited = try FollowUpShelf.about(
            list.key, .importReturn, at: [.stored], in: steps.session)
        guard !awaited.isEmpty else { return EntryWords.noReturn(line.waybill) }
        let day = followUp.first.record.receivedAt.day
        var late: Finding?
        for record in awaited {
            late = try arrive(record, on: day, by: followUp.first.record.preNo, steps) ?? late
        }
        return late
    }

    /// The goods of a return are back. Gives why that was too late.
    private func arrive(
        _ record: FollowUpShelf.Record, on day: Day, by entry: String, _ steps: FollowUpSteps
    ) throws -> Finding? {
        guard var facts = ReturnFacts(decision: record.decision),
            let followUp = FollowUp([
                .init(record: record, document: try reader.document(record.type, record.body))
            ])
        else { throw StoreShape(what: "return \(record.preNo)") }
        try ReturnShelf.forget(record, in: steps.session)
        guard day <= facts.backBy else {
            let citation =
                steps.settings.value("return.back-days", on: facts.appliedOn)?.citation
                ?? Law.imports
            let finding = ReturnWords.backTooLate(facts.backBy, citation)
            try steps.move(followUp, [.rejected(for: [finding])])
            return finding
        }
        facts.arrivedOn = day
        facts.entry = entry
        try steps.move(followUp, [ReturnWords.arrived(day, entry)], decision: facts.json)
        return nil
    }
}

extension FollowUpDesk {
    /// Refuses returns whose goods did not come back in time. Gives how many.
    @discardableResult
    func refuseNotReturned() async throws -> Int {
        let today = clock.today
        return try await Round(
            "declarations.late-returns", store: store, clock: clock, report: report
        ).run { session, most in
            try ReturnShelf.late(on: today, limit: most, in: session)
        } each: { row, session in
            guard
                let record = try FollowUpShelf.find(row.subject, of: row.tenant, in: session),
                record.status == .stored, let facts = ReturnFacts(decision: record.decision),
                facts.backBy < today,
                let followUp = FollowUp([
                    .init(
                        record: record, document: try reader.document(record.type, record.body))
                ])
            else {
                try ReturnShelf.forget(row.subject, of: row.tenant, in: session)
                return
            }
            try ReturnShelf.forget(record, in: session)
            let citation =
                reader.settings.value("return.back-days", on: facts.appliedOn)?.citation
                ?? Law.imports
            let finding = ReturnWords.backTooLate(facts.backBy, citation)
            try steps(in: session).move(followUp, [.rejected(for: [finding])])
        }
    }
}
