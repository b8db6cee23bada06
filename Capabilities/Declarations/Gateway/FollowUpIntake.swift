import Journal
import Kernel
import Parties
import Store
import Wire

/// Puts one checked follow-up into the store and says what its receipt will be: the part of
/// `Intake` that is the same for every document about lists.
struct FollowUpIntake {
    let intake: Intake
    let document: Prepared
    let content: MessageDocument

    private var session: Session { intake.session }
    private var handling: Handling { intake.preparation.handlings[document.type] }
    private var codes: Handling.Codes { handling.codes }
    private var number: String { document.number }

    func take() throws -> ReceiptDraft {
        guard let (count, part) = handling.parts(of: content.head) else {
            return try intake.refused(
                document, codes.notPlausible, [FollowUpWords.partsMakeNoSense(document.type)])
        }
        let parts = try FollowUpShelf.parts(
            of: number, type: document.type, holder: document.holder, in: session)
        let existing = parts.first { $0.part == part }
        if let objection = try objection(existing) { return objection }
        if document.appType == "3", let existing { return try withdraw(existing) }
        let others = parts.filter { $0.part != part && !$0.status.isOver }
        if let differs = try differing(others, count) {
            return try intake.refused(document, codes.notPlausible, [differs], existing?.preNo)
        }
        return try store(existing, part: part, of: count)
    }

    /// The refusal of a document that cannot go over what lies under its number; nil when it can.
    private func objection(_ existing: FollowUpShelf.Record?) throws -> ReceiptDraft? {
        let isNew = document.appType == "1"
        guard let existing, existing.status != .withdrawn || isNew else {
            return isNew
                ? nil
                : try intake.refused(document, codes.missing, [IntakeWords.missing(document)])
        }
        if isNew, existing.status.isOver { return nil }
        let standing: IntakeWords.Standing =
            existing.status.mayBeChanged ? .open : .decided(existing.status)
        if isNew {
            return try intake.refused(
                document, codes.exists, [FollowUpWords.exists(document, standing)],
                existing.preNo)
        }
        // A status never goes backwards: what is declared does not become a draft again.
        guard existing.status.mayBeChanged, !(document.isStaged && existing.status == .declaring)
        else {
            let code = document.appType == "3" ? codes.undeletable : codes.fixed
            return try intake.refused(
                document, code, [FollowUpWords.fixed(document, existing.status)],
                existing.preNo)
        }
        guard document.appTime >= existing.appTime else {
            return try intake.refused(
                document, codes.older, [IntakeWords.older(document)], existing.preNo)
        }
        return nil
    }

    /// What a part says otherwise than the parts that are there; nil when they agree.
    private func differing(_ others: [FollowUpShelf.Record], _ count: Int64) throws -> Finding? {
        guard let other = others.first else { return nil }
        guard other.parts == count else {
            return FollowUpWords.partsDiffer(
                document.type, "msgCount", theirs: String(other.parts), part: other.part)
        }
        guard let table = intake.catalogue.table(document.type.rawValue) else { return nil }
        let there = try table.document(fragment: other.body).head
        let own: Set<String> = ["guid", "appType", "appTime", "appStatus", "preNo", "msgSeqNo",
            "note"]
        guard let element = there.differs(from: content.head).first(where: { !own.contains($0) })
        else { return nil }
        return FollowUpWords.partsDiffer(
            document.type, element, theirs: there[element] ?? "", part: other.part)
    }

    private func withdraw(_ existing: FollowUpShelf.Record) throws -> ReceiptDraft {
        guard
            try FollowUpShelf.move(
                existing, through: [.withdrawn], decision: nil, at: intake.clock.now(),
                in: session)
        else { throw StoreShape(what: "version of follow-up \(existing.preNo)") }
        try FollowUpShelf.unlink(existing, in: session)
        try note(JournalKind.followUpWithdrawn, existing)
        return intake.receipt(document, 2, ReceiptPhrase.withdrawn.told(), existing.preNo)
    }

    private func store(_ existing: FollowUpShelf.Record?, part: Int64, of count: Int64) throws
        -> ReceiptDraft
    {
        let now = intake.clock.now()
        var record = FollowUpShelf.Record(
            holder: document.holder, preNo: existing?.preNo ?? "", type: document.type,
            number: number, part: part, parts: count, guid: document.guid,
            sender: intake.sender.enterprise.id, appTime: document.appTime, receivedAt: now,
            status: document.isStaged ? .staged : .declaring, statusAt: now,
            district: content["customsCode"] ?? "", decision: nil, body: document.fragment)
        var lists: [FollowUpShelf.ListKey] = []
        if !document.isStaged {
            let meaning = intake.preparation.meanings[document.type]
            switch try meaning.ask(FollowUp.Part(record: record, document: content), in: session) {
            case .refused(let code, let findings):
                return try intake.refused(document, code, findings, existing?.preNo)
            case .taken(let found): lists = found
            }
        }
        if let existing {
            guard try FollowUpShelf.replace(record, over: existing, in: session) else {
                throw StoreShape(what: "version of follow-up \(existing.preNo)")
            }
            try FollowUpShelf.unlink(existing, in: session)
        } else {
            record.preNo = try intake.nextPreNo(handling.letter, now)
            try FollowUpShelf.add(record, in: session)
        }
        for list in lists { try FollowUpShelf.link(list, to: record, in: session) }
        let lodged =
            intake.isRelayed ? JournalKind.followUpRelayed : JournalKind.followUpLodged
        try note(document.isStaged ? JournalKind.followUpStaged : lodged, record)
        // What is declared as new over one that is over is new, whatever lay there.
        let isAnew = existing == nil || document.appType == "1"
        let info =
            document.isStaged
            ? ReceiptPhrase.staged.told()
            : (isAnew ? ReceiptPhrase.declared : .changed).told("[\(document.guid)]")
        return intake.receipt(document, record.status.rawValue, info, record.preNo)
    }

    private func note(_ kind: String, _ record: FollowUpShelf.Record) throws {
        // What kept it, or its other parts, counts no more: it says something else now.
        try StuckLists.forget(partsOf: record, in: session)
        try intake.journal.append(
            Draft(
                kind, actor: intake.sender.actor, tenant: record.holder,
                subjectType: "follow-up", subject: record.preNo,
                payload: .object([
                    .init("type", .text(record.type.rawValue)),
                    .init("number", .text(record.number)),
                    .init("status", .integer(record.status.rawValue)),
                ])), in: session)
    }
}
