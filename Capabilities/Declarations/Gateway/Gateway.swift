import Journal
import Kernel
import Parties
import Reference
import Seal
import Secrets
import Store
import Wire

/// Takes messages: checks them, makes them durable, answers with a receipt. What is decided later
/// is a reaction to the journal (`Desk`).
struct Gateway: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let catalogue: MessageCatalogue
    let preparation: Preparation
    let form: ReceiptForm
    let settings: DatedSettings
    let seals: SealCheck
    let watch: GatewayWatch
    let relay: RelayIntake

    /// Who sends, and how it came in.
    struct Sender: Sendable {
        enum Channel: String, Sendable { case api, page, folder, sheet }
        let enterprise: Enterprise
        /// Id of the user or key.
        let actor: String
        let channel: Channel
    }

    /// What the sender is told.
    struct Reply: Sendable {
        struct Result: Sendable, Hashable {
            let subject: String
            let status: Int64
            let info: String
            /// What does not hold, in both languages; empty in a repeat, whose receipt says it.
            var findings: [Finding] = []
        }

        /// `CEB311`.
        let type: String
        let guid: String
        /// The receipt message.
        let receipt: [UInt8]
        /// What came of each document, in their order; empty when the message was a repeat.
        let results: [Result]
        /// What was found of the signature; nothing in a repeat, whose receipt says it.
        var seal = SealCheck.Outcome.unsigned
        let isRepeat: Bool
    }

    /// Takes one message. Returns once it is durable; throws a `DeclarationsRefusal` when nothing
    /// of it was kept.
    ///
    /// - Parameter cover: number of the envelope it came in; nil without one. It is kept in the
    ///   transaction that keeps the message, which throws `EnvelopeRefusal.contradiction` when
    ///   another message came under it.
    func receive(
        _ body: [UInt8], from sender: Sender, cover: String? = nil
    ) async throws -> Reply {
        let reading = catalogue.read(body)
        guard reading.isValid, let table = reading.table else {
            watch.refused(reading.type, reading.faults.first?.code ?? "")
            throw DeclarationsRefusal.misfit(
                faults: reading.faults,
                receipt: form.misfit(body, reading))
        }
        guard let type = MessageType(rawValue: table.type) else {
            watch.refused(table.type, "declarations.type-not-taken")
            throw DeclarationsRefusal.typeNotTaken(
                table.type,
                receipt: form.misfit(
                    body, type: table.type, guid: reading.guid,
                    faults: [notTaken(table.type)]))
        }
        try checkTransmitter(reading, sender)
        let day = clock.today
        let seal = seals.outcome(
            body, reading, number: String(type.number), sender: sender.enterprise)
        let documents = reading.documents.map {
            preparation.prepare($0, type: type, sender: sender.enterprise, on: day)
                .sealed(
                    seal, seals, else: preparation.handlings[type].codes.notPlausible, on: day)
        }
        let subscriptions = try subscriptions(reading, documents)
        let key = MessageLog.Key(tenant: sender.enterprise.id, type: table.type, guid: reading.guid)
        let digest = try store.vault().digest(
            body, of: key.tenant, for: MessageLog.bodyDigest)
        do {
            let reply = try await store.write { session in
                let reply = try keep(
                    key, body, digest, documents, subscriptions, seal, sender, type, in: session)
                // An envelope spoilt on its way comes again under its number, too.
                if let cover, seal.refusal == nil {
                    try EnvelopeLog.keep(cover, key, digest, at: clock.now(), in: session)
                }
                return reply
            }
            watch.received(type, documents: documents.count, isRepeat: reply.isRepeat)
            return reply
        } catch let fault as Contradicted {
            if let reply = try await signedAnew(fault.earlier, body, seal, key, type, cover) {
                watch.received(type, documents: documents.count, isRepeat: true)
                return reply
            }
            watch.refused(table.type, "declarations.contradiction")
            throw DeclarationsRefusal.contradiction(
                type: table.type, guid: reading.guid,
                fields: Contradiction.fields(fault.earlier.body, body, catalogue))
        }
    }

    /// The answer to what came before under another signature; nil when it says something else.
    /// What was refused for its signature does not come here: it holds no guid. Signing again
    /// gives other bytes (SM2 is random), so what makes a repeat is what is signed. The bytes that
    /// came first stay the ones that are kept.
    private func signedAnew(
        _ earlier: MessageLog.Kept, _ body: [UInt8], _ seal: SealCheck.Outcome,
        _ key: MessageLog.Key, _ type: MessageType, _ cover: String?
    ) async throws -> Reply? {
        guard seal.refusal == nil,
            try SealedContent(earlier.body) == SealedContent(body)
        else { return nil }
        if let cover {
            let digest = try store.vault().digest(
                earlier.body, of: key.tenant, for: MessageLog.bodyDigest)
            try await store.write { session in
                try EnvelopeLog.keep(cover, key, digest, at: clock.now(), in: session)
            }
        }
        return answered(earlier, key, type)
    }

    private func answered(
        _ earlier: MessageLog.Kept, _ key: MessageLog.Key, _ type: MessageType
    ) -> Reply {
        Reply(
            type: key.type, guid: key.guid, receipt: earlier.answer,
            results: results(earlier.answer, type), isRepeat: true)
    }

    /// The same guid came with another body; its fields are compared outside the transaction.
    private struct Contradicted: Error {
        let earlier: MessageLog.Kept
    }

    private func keep(
        _ key: MessageLog.Key, _ body: [UInt8], _ digest: [UInt8], _ documents: [Prepared],
        _ subscriptions: Subscriptions, _ seal: SealCheck.Outcome, _ sender: Sender,
        _ type: MessageType, in session: Session
    ) throws -> Reply {
        // The same bytes have the same answer for ever, though the register of certificates may
        // say otherwise of their signature by now.
        let refusedKey = key.refused(digest)
        let earlier = try MessageLog.find(key, in: session)
        if let earlier, earlier.body == body { return answered(earlier, key, type) }
        if let refused = try MessageLog.find(refusedKey, in: session), refused.body == body {
            return answered(refused, key, type)
        }
        let isRefused = seal.refusal != nil
        if let earlier, !isRefused { throw Contradicted(earlier: earlier) }
        let intake = Intake(
            journal: journal, clock: clock, settings: settings, preparation: preparation,
            catalogue: catalogue, sender: sender, session: session,
            isRelayed: relay.plan.side(for: type) != nil)
        var receipts: [ReceiptDraft] = []
        for document in documents { receipts.append(try intake.take(document)) }
        let answer = try form.write(receipts)
        let now = clock.now()
        var number: Int64 = 0
        var written: [(draft: ReceiptDraft, body: [UInt8])] = []
        for receipt in receipts {
            let message = receipts.count == 1 ? answer : try form.write([receipt])
            written.append((receipt, message))
            number = try ReceiptBook.add(
                to: sender.enterprise.id, type: preparation.handlings[type].receipt,
                subject: receipt.subject, status: receipt.status, info: receipt.info,
                body: message, seal: seal.standing, at: now, in: session)
            if let own = receipt.refusedNumber {
                try RefusedNumbers.note(
                    own, as: receipt.subject, of: sender.enterprise.id, in: session)
            }
        }
        try subscriptions.copy(
            (key.type, body), receipts: written, documents,
            receiptType: preparation.handlings[type].receipt, seal: seal.standing, at: now,
            in: session)
        try MessageLog.keep(
            isRefused ? refusedKey : key, body: body, digest: digest,
            answer: receipts.count == 1 ? .receipt(number) : .message(answer),
            documents: documents.count, seal: seal.standing, sender: sender.actor,
            channel: sender.channel.rawValue, at: now, in: session)
        try relay.queue(
            RelayIntake.Taken(
                key: key, body: body, type: type, documents: documents, receipts: receipts,
                sender: sender.enterprise), at: now, in: session)
        return Reply(
            type: key.type, guid: key.guid, receipt: answer,
            results: receipts.map {
                Reply.Result(
                    subject: $0.subject, status: $0.status, info: $0.info, findings: $0.findings)
            }, seal: seal, isRepeat: false)
    }

    /// What the receipt that was given the first time said of each document.
    private func results(_ receipt: [UInt8], _ type: MessageType) -> [Reply.Result] {
        let handling = preparation.handlings[type]
        return catalogue.read(receipt).documents.map { document in
            Reply.Result(
                subject: handling.subject(of: document.head),
                status: Int64(document.head.text("returnStatus")) ?? 0,
                info: document.head.text("returnInfo"))
        }
    }

    private func subscriptions(_ reading: MessageReading, _ documents: [Prepared]) throws
        -> Subscriptions
    {
        do {
            return try Subscriptions(reading.subscriptions, documents, preparation.register)
        } catch let refusal as DeclarationsRefusal {
            watch.refused(reading.type, refusal.code)
            throw refusal
        }
    }

    /// The transmitter must be the sender itself: nobody sends in another's name.
    func checkTransmitter(_ reading: MessageReading, _ sender: Sender) throws {
        guard let transfer = reading.transfer else { return }
        let code = transfer.text("copCode")
        guard sender.enterprise.codes.contains(code) else {
            watch.refused(reading.type, "declarations.foreign-transmitter")
            throw DeclarationsRefusal.foreignTransmitter(code: code)
        }
        let node = transfer.text("dxpId")
        if let registered = sender.enterprise.dxpID, registered != node {
            watch.refused(reading.type, "declarations.foreign-node")
            throw DeclarationsRefusal.foreignNode(id: node)
        }
    }

    private func notTaken(_ type: String) -> Fault {
        let refusal = DeclarationsRefusal.typeNotTaken(type, receipt: [])
        return Fault(code: refusal.code, message: refusal.message, fix: refusal.fix)
    }
}

/// What differs between two messages of one guid.
enum Contradiction {
    /// Paths of the elements that differ; empty when all say the same and only the writing differs.
    static func fields(_ earlier: [UInt8], _ later: [UInt8], _ catalogue: MessageCatalogue)
        -> [String]
    {
        let old = catalogue.read(earlier)
        let new = catalogue.read(later)
        var fields: [String] = []
        if old.documents.count != new.documents.count {
            fields.append("(\(old.documents.count) → \(new.documents.count))")
        }
        for (index, pair) in zip(old.documents, new.documents).enumerated() {
            fields += pair.0.differences(from: pair.1).map {
                old.documents.count > 1 ? "[\(index + 1)]/\($0)" : $0
            }
        }
        if let before = old.transfer, let after = new.transfer {
            fields += before.differs(from: after).map { "BaseTransfer/\($0)" }
        }
        if old.version != new.version { fields.append("@version") }
        let subscribers = (old.subscriptions, new.subscriptions)
        if subscribers.0.count != subscribers.1.count
            || zip(subscribers.0, subscribers.1).contains(where: { !$0.differs(from: $1).isEmpty })
        {
            fields.append("BaseSubscribe")
        }
        return Array(fields.prefix(50))
    }
}
