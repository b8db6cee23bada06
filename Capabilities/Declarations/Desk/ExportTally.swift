import Kernel
import Store
import Wire

/// The site has exports that came back (退货理货单, CEB215). It must fit the application it belongs
/// to; then an officer looks at the goods.
struct ExportTally: FollowUpMeaning {
    let reader: CaseReader

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let head = followUp.head
        let found = try returns(head, in: steps.session)
        let waiting = found.filter { $0.status == .stored }
        if waiting.count > 1 {
            let finding = ExportTallyWords.several(
                head.text("coElNo"), try waiting.map { try number(of: $0) })
            return try steps.move(
                followUp, [.rejected(for: [finding])], decision: outcome(head, nil, finding))
        }
        guard let record = found.first(where: { $0.status == .stored }) ?? found.first else {
            let finding = ExportTallyWords.noReturn(
                head.text("coElNo"), head.text("logisticsNo"))
            return try steps.move(
                followUp, [.rejected(for: [finding])], decision: outcome(head, nil, finding))
        }
        var findings = try differences(head, record)
        if record.status != .stored {
            findings = [ExportTallyWords.notAwaited(record.preNo, record.status)]
        }
        guard findings.isEmpty, var facts = ExportReturnFacts(decision: record.decision),
            let application = FollowUp([
                .init(record: record, document: try reader.document(record.type, record.body))
            ])
        else {
            return try steps.move(
                followUp, [.rejected(for: findings)],
                decision: outcome(head, record.preNo, findings.first))
        }
        for list in try FollowUpShelf.lists(of: record, in: steps.session) {
            try steps.link(list, to: followUp.first)
        }
        try steps.move(
            followUp, [Step(.stored), ExportTallyWords.fits(record.preNo)],
            decision: outcome(head, record.preNo, nil))
        facts.arrivedOn = followUp.first.record.receivedAt.day
        facts.tally = followUp.first.record.preNo
        try steps.move(
            application, [ExportReturnWords.arrived(facts)], decision: facts.json)
    }

    private func outcome(
        _ head: MessageRecord, _ application: String?, _ finding: Finding?
    ) -> JSON {
        [
            LineOutcome(
                line: "1", number: head.text("coElNo"), list: application, finding: finding)
        ].decision
    }

    private func number(of record: FollowUpShelf.Record) throws -> String {
        try reader.document(record.type, record.body).head.text("coElNo")
    }

    /// Applications of that number and that waybill that are under way; where the site uses numbers
    /// of its own, those about the list it names.
    private func returns(_ head: MessageRecord, in session: Session) throws
        -> [FollowUpShelf.Record]
    {
        let named = try live(
            try FollowUpShelf.numbered(head.text("coElNo"), type: .exportReturn, in: session),
            head)
        guard named.isEmpty, let invtNo = head["invtNo"],
            let list = try InventoryQueries.find(
                invtNo: invtNo, type: .exportInventory, in: session)
        else { return named }
        return try live(
            try FollowUpShelf.about(list.key, limit: 1000, in: session)
                .filter { $0.type == .exportReturn }, head)
    }

    private func live(
        _ records: [FollowUpShelf.Record], _ head: MessageRecord
    ) throws -> [FollowUpShelf.Record] {
        let forms = CodeForms(register: reader.register)
        return try records.filter { record in
            let theirs = try reader.document(record.type, record.body).head
            return record.status != .staged && !record.status.isOver
                && theirs.text("logisticsNo") == head.text("logisticsNo")
                && forms.main(theirs.text("logisticsCode"))
                    == forms.main(head.text("logisticsCode"))
        }
    }

    private func differences(_ head: MessageRecord, _ record: FollowUpShelf.Record) throws
        -> [Finding]
    {
        let theirs = try reader.document(record.type, record.body).head
        return ExportTallyWords.compared.compactMap { element in
            guard let said = head[element], said != theirs.text(element) else { return nil }
            return ExportTallyWords.differs(
                element, head.table.field(element)?.title ?? Localized(same: element),
                theirs: theirs.text(element))
        }
    }
}
