import Kernel
import Parties
import Store
import Wire

/// Who else gets data or receipts of a message, as its sender asks (`BaseSubscribe`).
///
/// Only an enterprise that has a part in every document of the message: nobody learns of a parcel
/// that is none of its business, however the sender spells the address.
struct Subscriptions: Sendable {
    struct One: Sendable, Hashable {
        let enterprise: String
        let wantsData: Bool
        let wantsReceipts: Bool
    }

    let all: [One]

    /// Throws a refusal that names the first subscriber who may not be one.
    init(
        _ records: [MessageRecord], _ documents: [Prepared], _ register: EnterpriseRegister
    ) throws {
        var found: [One] = []
        for record in records {
            let address = record.text("dxpAddress")
            let status = record.text("status")
            guard ["ALL", "DATA", "RET"].contains(status) else {
                throw DeclarationsRefusal.subscription(status: status)
            }
            guard let id = Subscriptions.party(at: address, of: documents, register) else {
                throw DeclarationsRefusal.subscriber(address: address)
            }
            let (data, receipts) = (status != "RET", status != "DATA")
            // Named twice, it gets one copy of each.
            if let place = found.firstIndex(where: { $0.enterprise == id }) {
                found[place] = One(
                    enterprise: id, wantsData: data || found[place].wantsData,
                    wantsReceipts: receipts || found[place].wantsReceipts)
            } else {
                found.append(One(enterprise: id, wantsData: data, wantsReceipts: receipts))
            }
        }
        all = found
    }

    /// The active enterprise of a DXP number that every document names.
    private static func party(
        at address: String, of documents: [Prepared], _ register: EnterpriseRegister
    ) -> String? {
        guard let first = documents.first, !address.isEmpty else { return nil }
        let candidates = Set(first.parts.map(\.enterprise)).filter { id in
            guard let enterprise = register.enterprise(id: id) else { return false }
            return enterprise.status == .active && enterprise.dxpID == address
        }
        return candidates.first { id in
            documents.allSatisfy { $0.parts.contains { $0.enterprise == id } }
        }
    }

    /// Puts copies of what was taken into the books of the subscribers, and notes who gets what
    /// comes later.
    func copy(
        _ message: (type: String, body: [UInt8]), receipts: [(draft: ReceiptDraft, body: [UInt8])],
        _ documents: [Prepared], receiptType: String, seal: SealStanding, at now: Instant,
        in session: Session
    ) throws {
        for (document, receipt) in zip(documents, receipts) {
            // A change says anew who is to know.
            guard document.appType != "1" || !all.isEmpty else { continue }
            try CopyList.forget(receipt.draft.subject, of: document.holder, in: session)
        }
        for one in all {
            // What was refused altogether is nobody's data.
            if one.wantsData, receipts.contains(where: { $0.draft.status > 0 }) {
                try ReceiptBook.add(
                    to: one.enterprise, type: message.type,
                    subject: receipts.first?.draft.subject ?? "", status: 0,
                    info: ReceiptPhrase.copy.told("\(message.type)", "\(documents.count)"),
                    body: message.body, seal: seal, at: now, in: session)
            }
            guard one.wantsReceipts else { continue }
            for (document, receipt) in zip(documents, receipts) {
                try ReceiptBook.add(
                    to: one.enterprise, type: receiptType, subject: receipt.draft.subject,
                    status: receipt.draft.status, info: receipt.draft.info, body: receipt.body,
                    seal: seal, at: now, in: session)
                if receipt.draft.status > 0, document.appType != "3" {
                    try CopyList.note(
                        one.enterprise, receipt.draft.subject, of: document.holder, in: session)
                }
            }
        }
    }
}
