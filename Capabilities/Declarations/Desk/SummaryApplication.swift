import Kernel
import Parties
import Store
import Wire

/// Export lists are put together into declarations on application (汇总申请单, CEB701): those that are
/// named, or those that were closed in a time. What came of it goes out as CEB792.
struct SummaryApplication: FollowUpMeaning {
    let reader: CaseReader
    let clock: Clock
    let identifiers: Identifiers

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        let head = document.head
        let (from, to) = (head["startTime"], head["endTime"])
        guard (from == nil) == (to == nil) else { return [SummaryWords.halfPeriod] }
        if let from, let to { return from <= to ? [] : [SummaryWords.backwards] }
        guard document.lineCount > 0 else { return [SummaryWords.nothing] }
        var seen: Set<String> = []
        return document.lines.compactMap { line in
            let number = line.text("invtNo")
            return seen.insert(number).inserted ? nil : SummaryWords.twice(number)
        }
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let named = try named(followUp, steps.session)
        let isByPeriod = followUp.head["startTime"] != nil
        let outcomes = try named.enumerated().map { index, line in
            LineOutcome(
                line: "\(index + 1)", number: line.number, list: line.list?.preNo,
                finding: try finding(line, followUp, steps.session))
        }
        // A period means what can be summarised in it; named lists stand or fall together.
        let fitting = zip(named, outcomes).filter { $0.1.finding == nil }
        let findings = outcomes.findings
        guard !fitting.isEmpty, isByPeriod || findings.isEmpty else {
            let told = findings.isEmpty ? [SummaryWords.noneInPeriod] : findings
            return try steps.move(
                followUp, [.rejected(for: told)], decision: outcomes.decision)
        }
        if isByPeriod, named.count > most(.summaryLists) {
            let finding = SummaryWords.tooMany(most(.summaryLists))
            return try steps.move(followUp, [.rejected(for: [finding])])
        }
        let kept = isByPeriod ? fitting.map(\.1) : outcomes
        try summarise(
            fitting.compactMap { line, _ in line.list.map { (line.part, $0) } }, kept, followUp,
            steps)
    }

    // MARK: Which lists

    private struct Named {
        let part: FollowUp.Part
        let number: String
        let list: InventoryShelf.Record?
        /// Whether an earlier line, in another part, names the same list.
        var isRepeated = false
    }

    private func named(_ followUp: FollowUp, _ session: Session) throws -> [Named] {
        let holder = followUp.first.record.holder
        let head = followUp.head
        if let from = head["startTime"].flatMap({ Instant(compact: $0) }),
            let to = head["endTime"].flatMap({ Instant(compact: $0) })
        {
            return try InventoryQueries.closed(
                of: holder, from: from, to: to, limit: most(.summaryLists) + 1, in: session
            ).map { Named(part: followUp.first, number: $0.invtNo ?? "", list: $0) }
        }
        var seen: Set<String> = []
        var found: [Named] = []
        for part in followUp.parts {
            for line in part.document.lines {
                let number = line.text("invtNo")
                let list = try InventoryShelf.find(
                    invtNo: number, type: .exportInventory, of: holder, in: session)
                found.append(
                    Named(
                        part: part, number: number, list: list,
                        isRepeated: !seen.insert(number).inserted))
            }
        }
        return found
    }

    private func finding(_ line: Named, _ followUp: FollowUp, _ session: Session) throws
        -> Finding?
    {
        let forms = CodeForms(register: reader.register)
        if line.isRepeated { return SummaryWords.twice(line.number) }
        // Another declarant's list is answered as if it did not exist.
        guard let list = line.list else { return SummaryWords.noList(line.number) }
        if list.flag != "B" { return SummaryWords.simplified(line.number) }
        if forms.main(list.seller) != forms.main(followUp.head.text("ebcCode")) {
            return SummaryWords.otherSeller(line.number)
        }
        if list.district != followUp.head.text("customsCode") {
            return SummaryWords.otherDistrict(line.number, list.district)
        }
        guard list.status == .closed else {
            return SummaryWords.notClosed(line.number, list.status)
        }
        let earlier = try FollowUpShelf.about(
            list.key, .summaryApplication, at: [.concluded], in: session
        ).first
        return earlier.map { SummaryWords.already(line.number, $0.preNo) }
    }

    // MARK: What comes of them

    private func most(_ limit: DatedSettings.Standing) -> Int {
        reader.settings.whole(limit, on: clock.today)
    }

    private func summarise(
        _ lists: [(part: FollowUp.Part, record: InventoryShelf.Record)],
        _ outcomes: [LineOutcome], _ followUp: FollowUp, _ steps: FollowUpSteps
    ) throws {
        let forms = CodeForms(register: reader.register)
        let rule = ExportSummary(
            byOwner: followUp.head.text("summaryFlag") == "2",
            byName: followUp.head.text("itemNameFlag") == "1", mostLines: most(.summaryLines))
        let declarations = try rule.declarations(
            of: lists.map { _, record in
                var list = try reader.list(record)
                list.seller = forms.main(list.seller)
                list.owner = forms.main(list.owner)
                return ExportSummary.List(
                    invtNo: record.invtNo ?? "", waybill: list.waybill, list: list)
            })
        let now = clock.now()
        let sumNo = try number("S", now, steps.session)
        let numbers = try declarations.map { _ in try number("D", now, steps.session) }
        for list in lists { try steps.link(list.record.key, to: list.part) }
        let record = SummaryRecord(
            sumNo: sumNo, declarations: Array(zip(numbers, declarations)),
            explanation: SummaryWords.explanation(
                rule, lists: lists.count, declarations: declarations, on: now.day))
        try steps.move(
            followUp,
            [Step(.stored), SummaryWords.done(lists.count, declarations.count, sumNo)],
            decision: record.json(outcomes), keys: ["sumNo": sumNo],
            note: "已汇总，汇总申请编号 \(sumNo)")
        try results(record, followUp, steps, now)
    }

    /// A letter, the day, nine digits.
    private func number(_ letter: String, _ now: Instant, _ session: Session) throws -> String {
        let start = letter + now.day.compact
        return start + digits(try session.next("declarations.summary.\(start)"), 9)
    }

    /// One result message for each declaration (CEB792).
    private func results(
        _ record: SummaryRecord, _ followUp: FollowUp, _ steps: FollowUpSteps, _ now: Instant
    ) throws {
        guard let table = reader.catalogue.table(SummaryRecord.type) else {
            throw StoreShape(what: SummaryRecord.type)
        }
        let first = followUp.first.record
        for index in record.declarations.indices {
            var draft = record.result(index, head: followUp.head, at: now)
            draft.head["guid"] = identifiers.next()
            let body = try table.write(
                MessageDraft(guid: identifiers.next(), documents: [draft]))
            try ReceiptBook.add(
                to: first.sender, type: SummaryRecord.type, subject: first.preNo,
                status: Status.concluded.rawValue,
                info: ReceiptPhrase.summaryResult.told(
                    "\(record.sumNo) \(record.declarations[index].number)"),
                body: body, at: now, in: steps.session)
        }
    }
}
