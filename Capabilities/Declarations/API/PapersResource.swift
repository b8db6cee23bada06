import Kernel
import Papers
import Web

/// `…/pdf`: papers of this room, for whoever may see the thing on its page; the same addresses for
/// people and programs.
struct PapersResource: Sendable {
    let papers: DeclarationPapers

    var routes: [Route] {
        ["/{language}", "/api/v1"].flatMap { start in
            [
                list(start, "", .list), list(start, "/release", .release),
                list(start, "/inspection", .inspection),
                route(start + "/receipts/{sequence}/pdf", PaperKind.receipt.title) { visit in
                    let receipt = try await papers.enquiries.receipt(visit)
                    return papers.receipt(receipt, of: try visit.person().enterprise)
                },
                route(start + "/taxes/bills/{number}/pdf", PaperKind.taxBill.title) { visit in
                    try await papers.bill(
                        visit.parameters["number"] ?? "", of: visit.query["enterprise"],
                        for: try visit.person())
                },
                route(start + "/follow-ups/{preNo}/pdf", PaperKind.followUp.title) { visit in
                    try await papers.followUp(
                        visit.parameters["preNo"] ?? "", for: try visit.person())
                },
            ]
        }
    }

    private func list(_ start: String, _ part: String, _ kind: PaperKind) -> Route {
        route(start + "/declarations/{preNo}\(part)/pdf", kind.title) { visit in
            try await papers.list(visit.parameters["preNo"] ?? "", kind, for: try visit.person())
        }
    }

    private func route(
        _ path: String, _ title: Localized,
        _ draw: @escaping @Sendable (Visit) async throws -> PaperDraft
    ) -> Route {
        Route(
            .get, path, access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "\(title.zh)（PDF）", en: "\(title.en) as PDF"),
            rate: PaperDesk.rate
        ) { visit in try await papers.desk.answer(try await draw(visit), visit) }
    }
}
