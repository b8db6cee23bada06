import Journal
import Kernel
import Store
import Wire

/// Gives subscribers their copies of receipts that come later than the first: once for each, for
/// copy and checkpoint are one transaction.
struct CopyDesk: Sendable {
    let store: Store
    let clock: Clock

    var subscriber: Subscriber {
        Subscriber(
            name: "declarations.copies",
            kinds: [JournalKind.listMoved, JournalKind.followUpMoved], batch: 256
        ) { entries, advance in
            try await store.write { session in
                try advance(session)
                let subjects = Array(Set(entries.map(\.subject))).sorted()
                let copies = try CopyList.copies(of: subjects, in: session)
                guard !copies.isEmpty else { return }
                for entry in entries {
                    for copy in copies
                    where copy.subject == entry.subject && copy.holder == entry.tenant {
                        try give(entry, to: copy.subscriber, in: session)
                    }
                }
            }
        }
    }

    private func give(_ entry: Entry, to subscriber: String, in session: Session) throws {
        guard let status = entry.payload["status"]?.integer,
            let receipt = try receipts(entry, in: session).last(where: { $0.status == status })
        else { return }
        try ReceiptBook.add(
            to: subscriber, type: receipt.type, subject: receipt.subject, status: receipt.status,
            info: receipt.info, body: receipt.body, at: clock.now(), in: session)
    }

    /// The sender's receipts of what an entry is about.
    private func receipts(_ entry: Entry, in session: Session) throws -> [ReceiptBook.Receipt] {
        if entry.kind == JournalKind.listMoved {
            guard
                let list = try InventoryShelf.find(entry.subject, of: entry.tenant, in: session)
            else { return [] }
            return try ReceiptBook.about(list: list.preNo, of: list.sender, in: session)
        }
        guard
            let found = try FollowUpShelf.find(entry.subject, of: entry.tenant, in: session)
        else { return [] }
        return try ReceiptBook.about(followUp: found.preNo, of: found.sender, in: session)
    }
}
