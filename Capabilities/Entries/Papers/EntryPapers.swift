import Kernel
import Papers
import Parties
import Proofs
import Store
import Web
import Wire

/// Papers of this room, drawn up from what is on record: for whoever may see the entry, and for the
/// verifier who asks whether a paper still says what is on record.
struct EntryPapers: Sendable {
    let desk: EntryDesk
    let papers: PaperDesk

    func entry(_ number: String, for visitor: Principal) async throws -> PaperDraft {
        let entry = try await desk.store.read { try desk.seen(number, visitor, $0) }
        return EntryPaper(entry: entry, desk: desk).draft
    }

    func receipt(_ number: String, for visitor: Principal) async throws -> PaperDraft {
        let (entry, sent) = try await given(number, for: visitor)
        return EntryReceiptPaper(entry: entry, sent: sent, desk: desk).draft
    }

    /// The receipt of an entry as it was given.
    func given(
        _ number: String, for visitor: Principal
    ) async throws -> (entry: GoodsEntry, sent: SentRows.Sent) {
        try await desk.store.read { session in
            let entry = try desk.seen(number, visitor, session)
            guard let sent = try SentRows.find(entry, in: session) else {
                throw EntryRefusal.noSuchEntry
            }
            return (entry, sent)
        }
    }

    /// The receipt of step two as it was given; not there before step two was taken.
    func completion(
        _ number: String, for visitor: Principal
    ) async throws -> (entry: GoodsEntry, sent: SentRows.Sent) {
        try await desk.store.read { session in
            let entry = try desk.seen(number, visitor, session)
            guard let sent = try SentRows.completion(of: entry, in: session) else {
                throw EntryRefusal.noSuchEntry
            }
            return (entry, sent)
        }
    }

    /// The same with what proves it; nothing where no published checkpoint covers it yet.
    func proof(of sent: SentRows.Sent) async throws -> ProofDesk.Proof? {
        try await ProofDesk(store: desk.store).proofs(of: [sent.sequence])[sent.sequence]
    }

    /// What papers of each kind would say now.
    var current: PaperDesk.Current {
        @Sendable func find(_ tenant: String, _ number: String) async throws -> (
            entry: GoodsEntry, sent: SentRows.Sent
        )? {
            try await desk.store.read { session in
                guard let entry = try EntryRows.find(number, in: session),
                    entry.tenant == tenant, let sent = try SentRows.find(entry, in: session)
                else { return nil }
                return (entry, sent)
            }
        }
        return [
            .arrival: { tenant, number in try await currentArrival(tenant, number) },
            .paymentNote: { tenant, number in try await currentNote(tenant, number) },
            .entry: { tenant, number in
                try await find(tenant, number).map {
                    EntryPaper(entry: $0.entry, desk: desk).draft
                }
            },
            .entryReceipt: { tenant, number in
                try await find(tenant, number).map {
                    EntryReceiptPaper(entry: $0.entry, sent: $0.sent, desk: desk).draft
                }
            },
        ]
    }
}
