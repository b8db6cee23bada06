import Kernel
import Papers
import Proofs
import Web
import Wire

/// `…/entries/{number}/pdf` and `…/receipt`: papers of this room and the receipt with its proof,
/// for whoever may see the entry.
struct EntryPapersResource: Sendable {
    let papers: EntryPapers

    var routes: [Route] {
        ["/{language}", "/api/v1"].flatMap { start in
            [
                route(start + "/entries/{number}/pdf", PaperKind.entry.title, papers.entry),
                route(
                    start + "/entries/{number}/receipt/pdf", PaperKind.entryReceipt.title,
                    papers.receipt),
                route(
                    start + "/entries/{number}/arrival/pdf", PaperKind.arrival.title,
                    papers.arrival),
                route(
                    start + "/payment-notes/{number}/pdf", PaperKind.paymentNote.title,
                    papers.note),
            ]
        } + [
            Route(
                .get, "/api/v1/entries/{number}/receipt", access: .signedIn,
                summary: Localized(
                    zh: "申报回执及其存证证明", en: "The receipt with its proof"), handler: receipt),
            Route(
                .get, "/api/v1/entries/{number}/completion/receipt", access: .signedIn,
                summary: Localized(
                    zh: "完整申报（第二步）回执及其存证证明", en: "The receipt of step two with its proof"),
                handler: completion),
        ]
    }

    private func route(
        _ path: String, _ title: Localized,
        _ draw: @escaping @Sendable (String, Principal) async throws -> PaperDraft
    ) -> Route {
        Route(
            .get, path, access: .signedIn,
            summary: Localized(zh: "\(title.zh)（PDF）", en: "\(title.en) as PDF"),
            rate: PaperDesk.rate,
            query: [
                .init("lang", Localized(zh: "zh 或 en", en: "zh or en"))
            ]
        ) { visit in
            let person = try EntriesResource.person(visit)
            let draft = try await draw(visit.parameters["number"] ?? "", person)
            return try await papers.papers.answer(draft, visit)
        }
    }

    private func receipt(_ visit: Visit) async throws -> Answer {
        let person = try EntriesResource.person(visit)
        let (entry, sent) = try await papers.given(
            visit.parameters["number"] ?? "", for: person)
        return try await answer(entry, sent)
    }

    private func completion(_ visit: Visit) async throws -> Answer {
        let person = try EntriesResource.person(visit)
        let (entry, sent) = try await papers.completion(
            visit.parameters["number"] ?? "", for: person)
        return try await answer(entry, sent)
    }

    /// What `tradewind verify` takes; the proof is null until a published checkpoint covers it.
    private func answer(_ entry: GoodsEntry, _ sent: SentRows.Sent) async throws -> Answer {
        let proof = try await papers.proof(of: sent)
        return .json(
            JSON.object([
                .init("sequence", .integer(sent.sequence)), .init("at", .text(sent.at.iso)),
                .init("number", .text(entry.number)), .init("record", .text(sent.receipt)),
                .init("proof", proof?.json ?? .null),
            ]).encoded)
    }
}
