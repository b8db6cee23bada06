import Kernel
import Store
import Wire

/// Takes a list back on application (撤单, CEB605 and CEB623): which list, whether it may be
/// cancelled as it stands, and who decides.
struct Cancellation: FollowUpMeaning {
    let reader: CaseReader
    let states: CancelStates
    let clock: Clock
    let handlings: Handlings

    func ask(_ part: FollowUp.Part, in session: Session) throws -> FollowUpAnswer {
        let (type, head) = (part.record.type, part.document.head)
        let codes = handlings[type].codes
        guard let list = try list(of: head, type, holder: part.record.holder, in: session) else {
            return .refused(codes.missing, [CancellationWords.noList(type, head.text("invtNo"))])
        }
        let differing = try reader.differences(
            head, list, in: CancellationWords.compared
        ).map { CancellationWords.differs(type, $0.name, $0.title) }
        guard differing.isEmpty else { return .refused(codes.notPlausible, differing) }
        let key = FollowUpShelf.ListKey(declarant: list.declarant, preNo: list.preNo)
        if list.status == .cancelled {
            return .refused(codes.exists, [CancellationWords.cancelled(type, list)])
        }
        if let pending = try pending(key, in: session).first {
            return .refused(codes.exists, [CancellationWords.applied(type, pending)])
        }
        guard states.outcome(list.status, on: clock.today) != nil else {
            return .refused(codes.fixed, [CancellationWords.notNow(type, list.status)])
        }
        return .taken([key])
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let session = steps.session
        guard
            let list = try list(
                of: followUp.head, followUp.type, holder: followUp.first.record.holder,
                in: session)
        else { throw StoreShape(what: "list of cancellation \(followUp.first.record.preNo)") }
        // The list may have gone on since the application was taken.
        guard let outcome = states.outcome(list.status, on: clock.today) else {
            let finding = CancellationWords.notNow(followUp.type, list.status)
            return try steps.move(followUp, [.rejected(for: [finding])])
        }
        switch outcome.value {
        case .officer: try steps.move(followUp, [Step(.stored), Step(.review)])
        case .rule:
            try cancel(list, outcome.citation, steps)
            try steps.move(
                followUp, [Step(.stored), CancellationWords.done(by: outcome.citation.text)])
        }
    }

    func agree(to followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let session = steps.session
        guard
            let list = try list(
                of: followUp.head, followUp.type, holder: followUp.first.record.holder,
                in: session), let outcome = states.outcome(list.status, on: clock.today)
        else { throw DeclarationsRefusal.notPossible(from: followUp.status, to: .concluded) }
        try cancel(list, outcome.citation, steps)
        try steps.move(followUp, [CancellationWords.done(by: nil)])
    }

    /// Gives back what the list had taken and frees its documents: once, for it is over then.
    private func cancel(
        _ list: InventoryShelf.Record, _ citation: Citation, _ steps: FollowUpSteps
    ) throws {
        let file = try reader.complete(list, in: steps.session)
        let decision = list.decision.flatMap(Decision.init(encoded:)) ?? Decision(day: file.day)
        let step = Step(
            .cancelled, info: coded("2300", ReceiptPhrase.cancelled.told()),
            citation: citation.text)
        guard try steps.lists.apply([step], to: file, decision) else { throw Overtaken() }
    }

    // MARK: Which list

    /// The list it names. Another declarant's is answered as if it did not exist.
    private func list(
        of head: MessageRecord, _ type: MessageType, holder: String, in session: Session
    ) throws -> InventoryShelf.Record? {
        try InventoryShelf.find(
            invtNo: head.text("invtNo"),
            type: type == .importCancel ? .importInventory : .exportInventory, of: holder,
            in: session)
    }

    /// Applications to cancel a list that are not decided.
    private func pending(_ list: FollowUpShelf.ListKey, in session: Session) throws
        -> [FollowUpShelf.Record]
    {
        try [MessageType.exportCancel, .importCancel].flatMap {
            try FollowUpShelf.about(list, $0, at: [.declaring, .review], in: session)
        }
    }
}

extension Cancellation {
    /// An officer decided a list for which an application waits: the application is decided with
    /// it, for there is nothing left to cancel.
    func overtake(_ list: InventoryShelf.Record, now: Status, _ steps: FollowUpSteps) throws {
        guard states.outcome(now, on: clock.today) == nil else { return }
        let key = FollowUpShelf.ListKey(declarant: list.declarant, preNo: list.preNo)
        for record in try pending(key, in: steps.session) where record.status == .review {
            let document = try reader.document(record.type, record.body)
            guard let followUp = FollowUp([.init(record: record, document: document)]) else {
                continue
            }
            let finding = CancellationWords.notNow(record.type, now)
            try steps.move(followUp, [.rejected(for: [finding])])
        }
    }
}
