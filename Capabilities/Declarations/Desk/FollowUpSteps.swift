import Journal
import Kernel
import Store
import Wire

/// Lets follow-ups move, whoever decides: changes them, writes a receipt for each part and step,
/// and tells of the outcome in the timelines of the lists they are about.
struct FollowUpSteps {
    /// Moves lists; also says who acts, and in which session.
    let lists: Steps
    let reader: CaseReader

    var session: Session { lists.session }
    var clock: Clock { lists.clock }
    var settings: DatedSettings { reader.settings }

    /// Moves a follow-up through steps in their order, with all its parts.
    ///
    /// - Parameters:
    ///   - decision: facts to keep with it; nil leaves those that are there.
    ///   - keys: what the receipt names besides the document's own numbers.
    ///   - note: words for a list's timeline in place of the receipt's; nil where the receipt's may
    ///     be read by everybody who sees the list.
    func move(
        _ followUp: FollowUp, _ steps: [Step], decision: JSON? = nil,
        keys: [String: String] = [:], note: String? = nil
    ) throws {
        guard let last = steps.last else { return }
        let now = clock.now()
        for part in followUp.parts {
            let record = part.record
            guard
                try FollowUpShelf.move(
                    record, through: steps.map(\.status),
                    decision: decision?.encoded ?? record.decision, at: now,
                    isRelayed: lists.isRelayed, in: session)
            else { throw Overtaken() }
            for step in steps { try tell(part, step, keys) }
        }
        try StuckLists.forget(partsOf: followUp.first.record, in: session)
        var told: Set<FollowUpShelf.ListKey> = []
        for part in followUp.parts {
            for list in try FollowUpShelf.lists(of: part.record, in: session)
            where told.insert(list).inserted {
                try tell(list, of: followUp, last, note: note)
            }
        }
    }

    /// Ties a list to the part of a follow-up that names it.
    func link(_ list: FollowUpShelf.ListKey, to part: FollowUp.Part) throws {
        try FollowUpShelf.link(list, to: part.record, in: session)
    }

    private func tell(
        _ part: FollowUp.Part, _ step: Step, _ more: [String: String]
    ) throws {
        let record = part.record
        let handling = lists.form.handlings[record.type]
        var receipt: Int64?
        // The receipt of each kind knows some statuses only; the journal knows all. What a far side
        // wrote is handed on whatever it says.
        if step.came != nil || handling.told.isEmpty
            || handling.told.contains(step.status.rawValue)
        {
            let body = try step.came ?? lists.form.write([
                ReceiptDraft(
                    type: record.type, subject: record.preNo, status: step.status.rawValue,
                    info: step.info,
                    keys: handling.receiptKeys(of: part.document.head, preNo: record.preNo)
                        .merging(more) { _, later in later })
            ])
            receipt = try ReceiptBook.add(
                to: record.sender, type: handling.receipt, subject: record.preNo,
                status: step.number ?? step.status.rawValue, info: step.info, body: body,
                at: clock.now(), in: session)
        }
        try lists.journal.append(
            Draft(
                JournalKind.followUpMoved, actor: lists.actor, tenant: record.holder,
                subjectType: "follow-up", subject: record.preNo,
                payload: .object(
                    [.init("status", .integer(step.status.rawValue))] + step.told(in: receipt)),
                citation: step.citation), in: session)
    }

    private func tell(
        _ list: FollowUpShelf.ListKey, of followUp: FollowUp, _ step: Step, note: String?
    ) throws {
        let record = followUp.first.record
        let words = note.map { [JSON.Member("info", .text($0))] } ?? step.told(in: nil)
        try lists.journal.append(
            Draft(
                JournalKind.listFollowed, actor: lists.actor, tenant: list.declarant,
                subjectType: "declaration", subject: list.preNo,
                payload: .object(
                    [
                        .init("type", .text(record.type.rawValue)),
                        .init("followUp", .text(record.preNo)),
                        .init("status", .integer(step.status.rawValue)),
                    ] + words),
                citation: step.citation), in: session)
    }
}

extension Handling {
    /// Everything by which a receipt names its document once that has a number.
    func receiptKeys(of head: MessageRecord, preNo: String) -> [String: String] {
        var keys = keys(of: head).merging(fillers) { given, _ in given }
        if namesPreNo { keys["preNo"] = preNo }
        return keys
    }
}

extension FollowUpSteps {
    /// Ends a follow-up whose lines were looked at one by one: concluded when some fit, with those
    /// that do not in its receipt; rejected when none does.
    func conclude(_ followUp: FollowUp, _ outcomes: [LineOutcome], note: String) throws {
        let findings = outcomes.findings
        guard findings.count < outcomes.count else {
            return try move(
                followUp, [.rejected(for: findings)], decision: outcomes.decision)
        }
        let fitting = outcomes.count - findings.count
        var info = coded(
            "2300", ReceiptPhrase.linesApproved.told("\(fitting)", "\(findings.count)"))
        if !findings.isEmpty {
            info += receiptInfo(findings, code: Status.rejected.rawValue)
        }
        try move(
            followUp, [Step(.stored), Step(.concluded, info: info)], decision: outcomes.decision,
            note: note)
    }
}
