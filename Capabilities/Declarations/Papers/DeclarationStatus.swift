import Kernel
public import Papers
import Store

extension DeclarationsCapability {
    /// Where the things stand that papers of this room are about.
    public var paperSources: PaperStatus.Sources { papers.sources }
}

/// Where lists and what follows them stand, for who has a paper about them and its number.
extension DeclarationPapers {
    var sources: PaperStatus.Sources {
        let list: @Sendable (String, String) async throws -> PaperStatus? = { tenant, preNo in
            try await enquiries.store.read { session in
                try InventoryShelf.find(preNo, of: tenant, in: session).map(status)
            }
        }
        return [
            .list: list, .release: list, .inspection: list,
            .receipt: { tenant, sequence in
                guard let number = Int64(sequence) else { return nil }
                return try await enquiries.store.read { session in
                    guard
                        let receipt = try ReceiptBook.after(
                            number - 1, of: tenant, limit: 1, in: session
                        ).first, receipt.sequence == number
                    else { return nil }
                    // A receipt is about a list or about what followed one.
                    return try InventoryShelf.find(receipt.subject, of: tenant, in: session)
                        .map(status)
                        ?? FollowUpShelf.find(receipt.subject, of: tenant, in: session)
                        .map(status)
                }
            },
            .followUp: { tenant, preNo in
                try await enquiries.store.read { session in
                    try FollowUpShelf.find(preNo, of: tenant, in: session).map(status)
                }
            },
        ]
    }

    private func status(_ record: InventoryShelf.Record) -> PaperStatus {
        PaperStatus(
            numbers: [record.preNo] + [record.invtNo].compactMap { $0 },
            state: record.status.name,
            events: events(record.receivedAt, record.status, record.statusAt))
    }

    private func status(_ record: FollowUpShelf.Record) -> PaperStatus {
        PaperStatus(
            numbers: [record.preNo], state: record.status.name,
            events: events(record.receivedAt, record.status, record.statusAt))
    }

    private func events(
        _ received: Instant, _ status: Status, _ since: Instant
    ) -> [PaperStatus.Event] {
        [
            PaperStatus.Event(Localized(zh: "收到", en: "Received"), received),
            PaperStatus.Event(status.name, since),
        ]
    }
}
