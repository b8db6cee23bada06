import Kernel
import Parties
import Seal
import Store
import Wire

/// Puts accepted documents of a relayed type into the queue, in the transaction that gives their
/// receipts.
struct RelayIntake: Sendable {
    let plan: RelayPlan
    let catalogue: MessageCatalogue
    let identifiers: Identifiers

    /// A message that was taken, with what came of each document.
    struct Taken: Sendable {
        let key: MessageLog.Key
        let body: [UInt8]
        let type: MessageType
        let documents: [Prepared]
        let receipts: [ReceiptDraft]
        let sender: Enterprise
    }

    /// Queues what was accepted; nothing when all of it was refused or is a draft.
    func queue(_ taken: Taken, at now: Instant, in session: Session) throws {
        guard let side = plan.side(for: taken.type) else { return }
        let places = taken.documents.indices.filter { place in
            let document = taken.documents[place]
            return document.findings.isEmpty && !document.isStaged
                && taken.receipts[place].status >= 0
        }
        guard !places.isEmpty else { return }
        let reading = catalogue.read(taken.body)
        let isWhole = places.count == taken.documents.count
        let (body, guid) = try outgoing(reading, taken, places, isWhole: isWhole, side)
        let id = try session.next("declarations.relay")
        try RelayOutbox.add(
            RelayOutbox.Message(
                tenant: taken.key.tenant, id: id, far: side.name, type: taken.key.type,
                guid: taken.key.guid, copMsgID: guid,
                dxpID: side.sender ?? taken.sender.dxpID ?? "", lanes: lanes(reading, places),
                createdAt: now, attempts: 0, nextAt: now, trouble: ""),
            body: body, in: session)
        for place in places {
            let document = taken.documents[place]
            try RelayCases.put(
                RelayCases.Case(
                    tenant: document.holder, subject: taken.receipts[place].subject,
                    far: side.name, outbox: id, sender: taken.sender.id, type: taken.type,
                    number: document.number, guid: document.guid, since: now), in: session)
        }
    }

    /// The message as it goes out, nil where it goes as it came: a signature covers all of it, so
    /// that is kept whenever it can be. Where part of it was refused here the rest is written anew,
    /// and signed if there is a key for that.
    private func outgoing(
        _ reading: MessageReading, _ taken: Taken, _ places: [Int], isWhole: Bool,
        _ side: RelayPlan.FarSide
    ) throws -> (body: [UInt8]?, guid: String) {
        guard let table = reading.table else { throw StoreShape(what: taken.key.type) }
        if isWhole {
            guard let sealer = side.sealer, !reading.isSigned, table.signature != .none else {
                return (nil, taken.key.guid)
            }
            return (try sealer.seal(taken.body, at: .init(for: table)), taken.key.guid)
        }
        let guid = identifiers.next()
        let draft = MessageDraft(
            guid: guid, version: reading.version,
            documents: places.map { reading.documents[$0].draft },
            transfer: reading.transfer?.values, subscriptions: reading.subscriptions.map(\.values))
        let bytes = try table.write(draft)
        guard let sealer = side.sealer, table.signature != .none else { return (bytes, guid) }
        return (try sealer.seal(bytes, at: .init(for: table)), guid)
    }

    /// What a message is about: its order, its own numbers. Two messages that share one keep their
    /// order on the way.
    private func lanes(_ reading: MessageReading, _ places: [Int]) -> [String] {
        var lanes: Set<String> = []
        for place in places {
            let head = reading.documents[place].head
            for element in ["orderNo", "copNo", "invtNo", "logisticsNo", "payTransactionId"] {
                if let value = head[element], !value.isEmpty {
                    lanes.insert("\(element) \(value)".replacing("\n", with: " "))
                }
            }
        }
        return lanes.sorted()
    }
}

extension MessageRecord {
    /// Every value that is there, by element.
    var values: [String: String] {
        var values: [String: String] = [:]
        for (place, field) in table.fields.enumerated() {
            if let value = self[place] { values[field.name] = value }
        }
        return values
    }
}

extension MessageDocument {
    /// The document as it would be written again.
    var draft: MessageDraft.Document {
        MessageDraft.Document(head: head.values, lines: lines.map(\.values))
    }
}
