import Kernel
import Parties
import Wire

/// Puts receipts into envelopes, for enterprises that want them so.
struct ReceiptEnvelope: Sendable {
    let form: EnvelopeForm
    let codes: ExchangeCodes
    let catalogue: MessageCatalogue

    /// The receipt in a DxpMsg; nil when the enterprise has no DXP number. The same receipt always
    /// gives the same bytes.
    func wrap(_ receipt: ReceiptBook.Receipt, to enterprise: Enterprise) -> [UInt8]? {
        guard let number = enterprise.dxpID else { return nil }
        let table = catalogue.table(receipt.type)
        let guid = catalogue.read(receipt.body).guid
        let envelope = Envelope(
            head: Envelope.Head(
                copMsgID: guid.isEmpty ? "receipt-\(receipt.sequence)" : guid,
                sender: codes.number(for: table?.direction ?? .import), receivers: [number],
                createdAt: Envelope.time(receipt.at), type: "\(receipt.type)Message"),
            data: receipt.body)
        return try? form.write(envelope)
    }
}
