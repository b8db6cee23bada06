import Balances
import Journal
import Kernel
import Store
import Wire

/// Lets what a far side says take effect here: on lists through `Steps`, on follow-ups through
/// `FollowUpSteps`, on supporting documents by their receipts.
struct RelayEffects: Sendable {
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let ledger: Ledger
    let stock: ZoneStock
    let form: ReceiptForm
    let values: ExportValue

    /// The actor in the journal: the far side by its name.
    static func actor(_ far: String) -> String { "relay:\(far)" }

    private func steps(_ far: String, _ session: Session) -> Steps {
        Steps(
            journal: journal, clock: clock, form: form, ledger: ledger, stock: stock,
            session: session, actor: RelayEffects.actor(far), isRelayed: true,
            values: values)
    }

    // MARK: What came of sending

    /// The far side has a message.
    func sent(_ message: RelayOutbox.Message, in session: Session) throws {
        let now = clock.now()
        guard try RelayOutbox.end(message, .sent, trouble: "", at: now, in: session) else { return }
        for var one in try RelayCases.of(message: message.id, in: session) {
            one.sentAt = now
            try RelayCases.update(one, in: session)
            try tell(one, Step(.sent, info: ReceiptPhrase.sent.told()), in: session)
        }
    }

    /// The far side will not take a message as it is.
    func refused(
        _ message: RelayOutbox.Message, _ reason: String, in session: Session
    ) throws {
        try RelayOutbox.refuse(message, reason, at: clock.now(), in: session)
        var step = Step(.notSent, info: coded("4", ReceiptPhrase.notSent.told(reason)))
        step.quotesFarSide = true
        for one in try RelayCases.of(message: message.id, in: session) {
            try tell(one, step, in: session)
        }
    }

    /// An operator has it sent again: what was refused is being declared once more.
    func again(_ message: RelayOutbox.Message, in session: Session) throws {
        guard try RelayOutbox.again(message, at: clock.now(), in: session) else { return }
        for one in try RelayCases.of(message: message.id, in: session) {
            if [.order, .payment, .waybill].contains(one.type.genre) {
                try DocumentShelf.restore(place(one), guid: one.guid, in: session)
            }
            try tell(one, Step(.declaring, info: ReceiptPhrase.declaring.told()), in: session)
        }
    }

    /// Whether what the far side did not take still stands as it was when it was refused.
    func mayBeSentAgain(_ one: RelayCases.Case, in session: Session) throws -> Bool {
        switch one.type.genre {
        case .inventory: try list(one, in: session)?.status == .notSent
        case .followUp: try followUp(one, in: session)?.record.status == .notSent
        case .order, .payment, .waybill:
            try DocumentShelf.find(place(one), in: session)?.guid == one.guid
        }
    }

    /// Gives a document a step of ours. One that was sent anew meanwhile, or has gone on, is left
    /// as it is.
    private func tell(_ one: RelayCases.Case, _ step: Step, in session: Session) throws {
        switch one.type.genre {
        case .inventory:
            guard let record = try list(one, in: session),
                record.status.mayBecome(step.status) || record.status.mayBeBrought(to: step.status)
            else { return }
            let file = CaseFile(record: record, list: try reader.list(record))
            _ = try steps(one.far, session).apply([step], to: file, Decision(day: clock.today))
        case .followUp:
            guard let part = try followUp(one, in: session),
                part.record.status.mayBecome(step.status)
                    || part.record.status.mayBeBrought(to: step.status)
            else { return }
            guard let followUp = FollowUp([part]) else { return }
            try FollowUpSteps(lists: steps(one.far, session), reader: reader)
                .move(followUp, [step])
        case .order, .payment, .waybill:
            guard let found = try DocumentShelf.find(place(one), in: session),
                let table = reader.catalogue.table(one.type.rawValue)
            else { return }
            let head = try table.document(fragment: found.body).head
            let body = try form.write([
                ReceiptDraft(
                    type: one.type, subject: one.subject, status: step.status.rawValue,
                    info: step.info,
                    keys: form.handlings[one.type].receiptKeys(of: head, preNo: ""))
            ])
            try keep(body, one, step.status.rawValue, step.info, in: session)
            if step.status == .notSent { try giveFree(one, in: session) }
        }
    }

    // MARK: What came back

    /// What a receipt says of a document.
    struct Word: Sendable {
        let body: [UInt8]
        let status: Int64
        let info: String
        /// 17 digits.
        let returnTime: String
        let preNo: String
        let invtNo: String

        /// What the document comes to; nil for a number that tells something and moves nothing.
        var target: Status? {
            if status < 0 { return .rejected }
            guard let known = Status(rawValue: status), known.isOfficial, known != .staged else {
                return nil
            }
            return known
        }
    }

    /// Keeps a receipt as it came and lets it move its document, if it is the latest word on it.
    func answered(_ one: RelayCases.Case, _ word: Word, in session: Session) throws {
        var one = one
        one.answeredAt = clock.now()
        if !word.preNo.isEmpty { one.farPreNo = word.preNo }
        let isLatest =
            word.target.map { target in
                (word.returnTime, target.rank) > (one.returnTime, one.rank)
            } ?? false
        var moved = false
        switch one.type.genre {
        case .inventory: moved = try answered(list: one, word, isLatest, in: session)
        case .followUp: moved = try answered(followUp: one, word, isLatest, in: session)
        case .order, .payment, .waybill:
            try keep(word.body, one, word.status, word.info, in: session)
            if isLatest, word.target == .rejected { try giveFree(one, in: session) }
            moved = isLatest
        }
        if moved, let target = word.target {
            one.returnTime = word.returnTime
            one.rank = target.rank
        }
        // What comes late is kept, and does not turn back what the case has come to.
        let tells = word.target == nil && word.returnTime >= one.returnTime
        if moved || tells || one.rank == 0 { one.status = word.status }
        try RelayCases.update(one, in: session)
    }

    /// Whether a receipt names the document by its own number and contradicts what the far side has
    /// said of it before (规范 4.2: copNo, then preNo, then invtNo). Nil when it does not. What
    /// comes late from an earlier round, before this one was answered, is no contradiction.
    func contradiction(
        of one: RelayCases.Case, preNo: String, invtNo: String, in session: Session
    ) throws -> RelayArrivalTrouble? {
        if one.answeredAt != nil, !preNo.isEmpty, !one.farPreNo.isEmpty, preNo != one.farPreNo {
            return .contradicts("preNo")
        }
        guard one.type.isInventory, !invtNo.isEmpty,
            let known = try list(one, in: session)?.invtNo, known != invtNo
        else { return nil }
        return .contradicts("invtNo")
    }

    private func answered(
        list one: RelayCases.Case, _ word: Word, _ isLatest: Bool, in session: Session
    ) throws -> Bool {
        guard var record = try list(one, in: session) else {
            try keep(word.body, one, word.status, word.info, in: session)
            return false
        }
        if !word.invtNo.isEmpty, record.invtNo == nil {
            try InventoryShelf.number(record, as: word.invtNo, in: session)
            record.invtNo = word.invtNo
        }
        guard isLatest, let target = word.target, record.status.mayBeBrought(to: target) else {
            try keep(word.body, one, word.status, word.info, in: session)
            return false
        }
        let file = CaseFile(record: record, list: try reader.list(record))
        return try steps(one.far, session).apply(
            [step(target, word)], to: file, Decision(day: clock.today))
    }

    private func answered(
        followUp one: RelayCases.Case, _ word: Word, _ isLatest: Bool, in session: Session
    ) throws -> Bool {
        guard isLatest, let target = word.target, let part = try followUp(one, in: session),
            part.record.status.mayBeBrought(to: target), let followUp = FollowUp([part])
        else {
            try keep(word.body, one, word.status, word.info, in: session)
            return false
        }
        let lists = steps(one.far, session)
        try FollowUpSteps(lists: lists, reader: reader)
            .move(followUp, [step(target, word)])
        // A cancellation that the far side concluded ends its lists here, too.
        let isCancellation = one.type == .importCancel || one.type == .exportCancel
        guard isCancellation, target == .concluded else { return true }
        for key in try FollowUpShelf.lists(of: part.record, in: session) {
            guard
                let record = try InventoryShelf.find(key.preNo, of: key.declarant, in: session),
                record.status.mayBecome(.cancelled) || record.status.mayBeChanged
            else { continue }
            // What the list had taken here is given back, once.
            let file = try reader.complete(record, in: session)
            let decision =
                record.decision.flatMap(Decision.init(encoded:)) ?? Decision(day: file.day)
            _ = try lists.apply([Step(.cancelled)], to: file, decision)
        }
        return true
    }

    private func step(_ target: Status, _ word: Word) -> Step {
        var step = Step(target, info: word.info)
        step.came = word.body
        step.number = word.status
        return step
    }

    // MARK: Documents

    /// The list of a case; nil when another round has begun since.
    private func list(_ one: RelayCases.Case, in session: Session) throws
        -> InventoryShelf.Record?
    {
        let record = try InventoryShelf.find(one.subject, of: one.tenant, in: session)
        return record?.guid == one.guid ? record : nil
    }

    private func followUp(_ one: RelayCases.Case, in session: Session) throws -> FollowUp.Part? {
        guard let record = try FollowUpShelf.find(one.subject, of: one.tenant, in: session),
            record.guid == one.guid, let table = reader.catalogue.table(one.type.rawValue)
        else { return nil }
        return FollowUp.Part(record: record, document: try table.document(fragment: record.body))
    }

    private func place(_ one: RelayCases.Case) -> DocumentShelf.Place {
        DocumentShelf.Place(tenant: one.tenant, type: one.type, number: one.number)
    }

    /// What the far side did not take is not there for it: it may be sent as a new one.
    private func giveFree(_ one: RelayCases.Case, in session: Session) throws {
        guard let found = try DocumentShelf.find(place(one), in: session), found.usedBy == nil,
            found.guid == one.guid
        else { return }
        try DocumentShelf.withdraw(place(one), in: session)
    }

    private func keep(
        _ body: [UInt8], _ one: RelayCases.Case, _ status: Int64, _ info: String,
        in session: Session
    ) throws {
        // Of a list and a follow-up the first receipt says what was found of the signature.
        let isSupporting = !one.type.isInventory && !one.type.isFollowUp
        try ReceiptBook.add(
            to: one.sender, type: form.handlings[one.type].receipt, subject: one.subject,
            status: status, info: info, body: body,
            seal: isSupporting ? try MessageLog.seal(ofRelayed: one.outbox, in: session) : nil,
            at: clock.now(), in: session)
    }
}
