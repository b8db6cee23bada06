import Kernel
import Store
import Web
import Wire

/// One step that the sender was told.
struct EntryReceipt: Sendable, Hashable {
    let at: Instant
    let status: Int64
    let info: String
}

/// What became of a draft that was sent.
extension EntryDesk {
    /// What the gateway answered, read from the receipt it keeps.
    func results(_ entry: OpenEntry) async throws -> [Gateway.Reply.Result] {
        // The version that was sent is the one before it was noted as sent.
        let key = entry.record
        let guid = EntryMessage.guid("message/\(key.tenant)/\(key.id)/\(key.version - 1)")
        let kept = try await store.read { session in
            try MessageLog.find(
                MessageLog.Key(tenant: key.tenant, type: key.type.rawValue, guid: guid),
                in: session)
        }
        guard let kept else { return [] }
        let handling = gateway.preparation.handlings[key.type]
        return gateway.catalogue.read(kept.answer).documents.map { document in
            Gateway.Reply.Result(
                subject: handling.subject(of: document.head),
                status: Int64(document.head.text("returnStatus")) ?? 0,
                info: document.head.text("returnInfo"))
        }
    }

    /// The receipts of a list since then, latest first; none of a supporting document.
    func receipts(_ entry: OpenEntry, _ person: Principal) async throws
        -> [EntryReceipt]
    {
        guard entry.form.type.isInventory, person.may(DeclarationsPermission.read) else {
            return []
        }
        return try await enquiries.declaration(entry.record.subject, for: person).receipts.map {
            EntryReceipt(at: $0.at, status: $0.status, info: $0.info)
        }
    }
}
