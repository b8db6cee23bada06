import Kernel
import Parties
import Store
import Wire

/// Takes what comes back from a far side: receipts in an envelope or without, with a namespace or
/// without, late, doubled, out of order. All of it is kept as it came.
struct RelayReceipts: Sendable {
    let store: Store
    let clock: Clock
    let catalogue: MessageCatalogue
    let register: EnterpriseRegister
    let envelopes: EnvelopeForm
    let codes: ExchangeCodes
    let effects: RelayEffects

    /// What became of an arrival.
    struct Outcome: Sendable, Hashable {
        let type: String
        let documents: Int
        /// So many belong to something here.
        let matched: Int
        let isRepeat: Bool
        /// It is kept and could not be taken: an operator has it taken again.
        var isParked = false
    }

    /// Takes what came, or keeps it with the reason why it cannot be taken, so that nothing behind
    /// it waits. What may pass, a full disk or a lost connection, is thrown.
    @discardableResult
    func takeOrPark(
        _ bytes: [UInt8], from side: RelayPlan.FarSide,
        report: @Sendable (String, any Error) -> Void = { _, _ in }
    ) async throws -> Outcome {
        // Not opened: the bytes as they came are what is taken again.
        let result: (outcome: Outcome, error: (any Error)?) = try await store.write { session in
            switch try session.attempt({ try take(bytes, from: side, in: session) }) {
            case .success(let outcome): return (outcome, nil)
            case .failure(let error):
                let trouble = (error as? RelayArrivalTrouble)?.text ?? "\(type(of: error))"
                try RelayArrivals.park(
                    opened(bytes), from: side.name, trouble: trouble, at: clock.now(),
                    in: session)
                return (
                    Outcome(type: "", documents: 0, matched: 0, isRepeat: false, isParked: true),
                    error
                )
            }
        }
        if let error = result.error { report("declarations.relay \(side.name) receipt", error) }
        return result.outcome
    }

    /// Keeps what came and is no message, so that an operator sees it.
    func park(
        _ bytes: [UInt8], trouble: String, from side: RelayPlan.FarSide
    ) async throws {
        try await store.write { session in
            try RelayArrivals.park(
                bytes, from: side.name, trouble: trouble, at: clock.now(), in: session)
        }
    }

    private var handlings: Handlings { effects.form.handlings }

    private func take(
        _ bytes: [UInt8], from side: RelayPlan.FarSide, in session: Session
    ) throws -> Outcome {
        let data = opened(bytes)
        if let said = envelopes.answer(data, codes: codes) {
            return try take(answer: data, said, from: side, in: session)
        }
        var options = MessageReading.Options()
        options.takesReceiptsWithoutNamespace = true
        let reading = catalogue.read(data, options)
        guard reading.isReadable else { throw RelayArrivalTrouble.unreadable }
        let isNew = try RelayArrivals.keep(
            data, from: side.name, type: reading.type,
            documents: reading.documents.count, at: clock.now(), in: session)
        guard isNew else {
            return Outcome(
                type: reading.type, documents: reading.documents.count, matched: 0,
                isRepeat: true)
        }
        var matched = 0
        for document in reading.documents {
            if try take(document, of: reading, data, from: side, in: session) { matched += 1 }
        }
        try RelayArrivals.matched(data, from: side.name, count: matched, in: session)
        return Outcome(
            type: reading.type, documents: reading.documents.count, matched: matched,
            isRepeat: false)
    }

    /// Whether somebody who delivers it says anything with it: a known message with a document, or
    /// an answer to an envelope.
    func isWord(_ bytes: [UInt8]) -> Bool {
        let data = opened(bytes)
        if envelopes.answer(data, codes: codes) != nil { return true }
        var options = MessageReading.Options()
        options.takesReceiptsWithoutNamespace = true
        return catalogue.read(data, options).isReadable
    }

    /// What is in an envelope; an envelope that cannot be opened is kept as a whole.
    private func opened(_ bytes: [UInt8]) -> [UInt8] {
        guard let kind = envelopes.kind(of: bytes), kind != "DxpRep" else { return bytes }
        return envelopes.read(bytes).envelope?.data ?? bytes
    }

    /// An answer of the platform that came by itself: one that refuses ends the message it answers.
    private func take(
        answer bytes: [UInt8], _ said: (code: String, info: String),
        from side: RelayPlan.FarSide, in session: Session
    ) throws -> Outcome {
        let number = envelopes.origin(ofAnswer: bytes)
        let isNew = try RelayArrivals.keep(
            bytes, from: side.name, type: "DxpRep", documents: 1, at: clock.now(), in: session)
        guard isNew,
            let message = try RelayOutbox.find(copMsgID: number, far: side.name, in: session)
        else { return Outcome(type: "DxpRep", documents: 1, matched: 0, isRepeat: !isNew) }
        switch codes.kind(of: said.code) {
        case .taken: try effects.sent(message, in: session)
        case .refused:
            try effects.refused(message, "[\(said.code)] \(said.info)", in: session)
        case .later: break
        }
        try RelayArrivals.matched(bytes, from: side.name, count: 1, in: session)
        return Outcome(type: "DxpRep", documents: 1, matched: 1, isRepeat: false)
    }

    private func take(
        _ document: MessageDocument, of reading: MessageReading, _ data: [UInt8],
        from side: RelayPlan.FarSide, in session: Session
    ) throws -> Bool {
        let head = document.head
        if reading.type == "CEB900" {
            guard
                let message = try RelayOutbox.find(
                    copMsgID: head.text("oriCopMsgId"), far: side.name, in: session)
            else { return false }
            try effects.refused(
                message, "CEB900 \(head.text("returnStatus")) \(head.text("returnInfo"))",
                in: session)
            return true
        }
        guard let one = try match(document, from: side, in: session) else { return false }
        if let said = try effects.contradiction(
            of: one, preNo: head.text("preNo"), invtNo: head.text("invtNo"), in: session)
        {
            // Beside others it is left out; alone it is kept for an operator.
            guard reading.documents.count > 1 else { throw said }
            return false
        }
        let given = head.text("returnTime")
        let digits = given.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.count
        // Without a time of its own it counts from when it came.
        let time =
            digits == given.utf8.count && (14...17).contains(digits)
            ? given + String(repeating: "0", count: 17 - digits) : clock.now().compactMilliseconds
        try effects.answered(
            one,
            RelayEffects.Word(
                body: try alone(document, of: reading, data),
                status: Int64(head.text("returnStatus")) ?? 0, info: head.text("returnInfo"),
                returnTime: time, preNo: head.text("preNo"), invtNo: head.text("invtNo")),
            in: session)
        return true
    }

    /// One document of a message that may hold other enterprises' too. A message with one document
    /// stays as it came.
    private func alone(
        _ document: MessageDocument, of reading: MessageReading, _ data: [UInt8]
    ) throws -> [UInt8] {
        guard reading.documents.count > 1, let table = reading.table else { return data }
        return try table.write(
            MessageDraft(guid: reading.guid, version: reading.version, documents: [document.draft]))
    }

    /// The document that a receipt names by the keys it carries (规范 4.2).
    private func match(
        _ receipt: MessageDocument, from side: RelayPlan.FarSide, in session: Session
    ) throws -> RelayCases.Case? {
        let answers = receipt.table.number
        guard
            let request = catalogue.tables.first(where: { $0.answer == answers }),
            let type = MessageType(rawValue: request.type)
        else { return nil }
        let handling = handlings[type]
        let head = receipt.head
        let number = handling.numberedBy.map { head.text($0) }.joined(separator: "/")
        var found = try RelayCases.find(type, number: number, far: side.name, in: session)
        // The code of whose number it is decides between two of one number.
        if let holder = handling.parties.first(where: \.holds),
            let enterprise = register.find(code: head.text(holder.element))
        {
            found = found.filter { $0.tenant == enterprise.id }
        }
        if found.count > 1, let part = head["msgSeqNo"].flatMap({ Int64($0) }) {
            found = try found.filter {
                try FollowUpShelf.find($0.subject, of: $0.tenant, in: session)?.part == part
            }
        }
        return found.count == 1 ? found.first : nil
    }
}

extension MessageReading {
    /// Whether it is a whole message of a known type with a document in it: half a file is none.
    fileprivate var isReadable: Bool {
        !documents.isEmpty && !faults.contains { $0.code.hasPrefix("xml.") }
    }
}

extension EnvelopeForm {
    /// Number of the message an answer is about; empty when it does not say.
    func origin(ofAnswer bytes: [UInt8]) -> String { oriHead(bytes)?.copMsgID ?? "" }
}
