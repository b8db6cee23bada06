import Kernel
import Parties
import Seal
import Wire

/// Opens envelopes and hands what is in them to the gateway, the very same as for bare messages.
struct EnvelopeDoor: Sendable {
    let gateway: Gateway
    let form: EnvelopeForm
    let codes: ExchangeCodes

    private var clock: Clock { gateway.clock }

    struct Taken: Sendable {
        let envelope: Envelope
        let reply: Gateway.Reply
        /// What was found of the signature of the envelope itself.
        let seal: SealCheck.Outcome
        /// The DxpRep.
        let answer: [UInt8]
    }

    /// Takes an envelope. Returns once what it carries is durable; throws an `EnvelopeRefusal` or
    /// a `DeclarationsRefusal` when nothing was kept.
    func receive(_ bytes: [UInt8], from sender: Gateway.Sender) async throws -> Taken {
        let reading = form.read(bytes)
        guard let envelope = reading.envelope else {
            gateway.watch.refused("DxpMsg", "declarations.envelope-misfit")
            throw EnvelopeRefusal.misfit(faults: reading.faults)
        }
        let reply: Gateway.Reply
        let seal: SealCheck.Outcome
        do {
            try checkSender(envelope, sender)
            seal = try checkSeal(bytes, reading, sender)
            try checkReceivers(envelope)
            reply = try await gateway.receive(
                envelope.data, from: sender, cover: envelope.head.copMsgID)
        } catch let refusal as EnvelopeRefusal {
            gateway.watch.refused("DxpMsg", refusal.code)
            throw refusal
        }
        return Taken(
            envelope: envelope, reply: reply, seal: seal,
            answer: answer(to: envelope.head, code: "0000", codes.text(of: "0000"), sender))
    }

    /// Takes a message as it comes, in an envelope or without; gives the answer as its protocol
    /// wants it.
    func take(_ bytes: [UInt8], from sender: Gateway.Sender) async throws -> [UInt8] {
        guard form.kind(of: bytes) != nil else {
            return try await gateway.receive(bytes, from: sender).receipt
        }
        return try await receive(bytes, from: sender).answer
    }

    /// The DxpRep that says why an envelope was not taken.
    func answer(
        to bytes: [UInt8], refusedFor refusal: any Refusal, from sender: Gateway.Sender
    ) -> [UInt8] {
        let code = (refusal as? EnvelopeRefusal)?.exchangeCode ?? EnvelopeDoor.code(of: refusal)
        return answer(
            to: form.read(bytes).head, code: code,
            Localized(
                zh: "[\(refusal.code)] \(refusal.message.zh)；\(refusal.fix.zh)",
                en: refusal.message.en), sender)
    }

    /// What was in the envelope was not taken.
    static func code(of refusal: any Refusal) -> String {
        switch refusal as? DeclarationsRefusal {
        case .foreignTransmitter, .foreignNode: "2002"
        case .subscriber: "2001"
        case .contradiction: "4002"
        default: "4001"
        }
    }

    // MARK: Checks

    private func checkSender(
        _ envelope: Envelope, _ sender: Gateway.Sender
    ) throws(EnvelopeRefusal) {
        guard let number = sender.enterprise.dxpID else { throw .noNumber }
        guard number == envelope.head.sender else { throw .foreignSender(envelope.head.sender) }
    }

    /// Before the receivers are looked at: they may be what was changed.
    private func checkSeal(
        _ bytes: [UInt8], _ reading: EnvelopeForm.Reading, _ sender: Gateway.Sender
    ) throws(EnvelopeRefusal) -> SealCheck.Outcome {
        do throws(SealRefusal) {
            return try EnvelopeSeal(seals: gateway.seals, form: form)
                .outcome(bytes, reading, sender: sender.enterprise)
        } catch {
            throw .signature(error)
        }
    }

    private func checkReceivers(_ envelope: Envelope) throws(EnvelopeRefusal) {
        let unknown = envelope.head.receivers.filter { codes.receiver($0) == nil }
        guard unknown.isEmpty else { throw .unknownReceivers(unknown) }
        guard let table = gateway.catalogue.table(envelope.head.type), table.direction != .both
        else { return }
        let known = envelope.head.receivers.compactMap { codes.receiver($0) }
        guard let wrong = known.first(where: { $0.direction != table.direction }) else { return }
        throw .otherReceiver(wrong.number, type: table.type)
    }

    private func answer(
        to head: Envelope.Head?, code: String, _ info: Localized, _ sender: Gateway.Sender
    ) -> [UInt8] {
        let now = clock.now()
        var origin =
            head
            ?? Envelope.Head(
                copMsgID: "", sender: "", receivers: [], createdAt: "", type: "")
        // The answer has to fit its schema whatever came.
        func filled(_ text: String, _ most: Int) -> String {
            text.isEmpty
                ? "Unknown" : String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
        }
        origin.copMsgID = filled(origin.copMsgID, 255)
        origin.sender = filled(origin.sender, 16)
        origin.receivers = origin.receivers.prefix(5).map { filled($0, 16) }
        if origin.receivers.isEmpty { origin.receivers = ["Unknown"] }
        if !form.isTime(origin.createdAt) { origin.createdAt = Envelope.time(now) }
        origin.type = filled(origin.type, 30)
        let answer = EnvelopeAnswer(
            receiver: sender.enterprise.dxpID ?? origin.sender, code: code, info: info.zh,
            results: code == "0000"
                ? origin.receivers.map {
                    EnvelopeAnswer.Result(receiver: $0, code: code, info: info.zh)
                } : [], day: now.day, head: origin)
        // Every element is one of the table's: it is written from it.
        return (try? form.write(answer)) ?? []
    }
}

extension EnvelopeForm {
    /// Whether a text is a time as the schema wants it.
    func isTime(_ text: String) -> Bool {
        let digits = text.utf8.prefix(19).filter { $0 >= 0x30 && $0 <= 0x39 }
        return digits.count == 14
            && Instant(compact: String(decoding: digits, as: UTF8.self)) != nil
            && text.utf8.dropFirst(10).first == UInt8(ascii: "T")
    }
}
