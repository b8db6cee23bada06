import Kernel
import Paper
import Papers
import Store
import Web
import Wire

/// A confirmed code on paper: by a ruling, or by an enterprise for itself. What it says never
/// changes; that it was taken back is found out by its code.
struct ConfirmationPaper: Sendable {
    let kept: Confirmation
    /// Whose it is; empty for a ruling.
    let tenant: String
    /// The enterprise that confirmed it; nil for a ruling.
    let holder: Localized?

    /// Rulings are nobody's in the register of enterprises, and have papers all the same.
    static let rulings = "rulings"

    /// Whose paper it is.
    static func tenant(of tenant: String) -> String { tenant.isEmpty ? rulings : tenant }

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .confirmation, tenant: Self.tenant(of: tenant), subject: kept.id,
            subtitle: basis, number: kept.reference.isEmpty ? kept.id : kept.reference,
            issuer: Localized(zh: "信风单一窗口", en: "Tradewind single window"),
            day: kept.confirmedAt.day,
            parties: holder.map { [PaperDraft.Party(ClassificationTexts.holder, $0.zh)] } ?? [],
            data: .object([
                .init("id", .text(kept.id)), .init("text", .text(kept.text)),
                .init("code", .text(kept.code)), .init("basis", .text(kept.basis.rawValue)),
                .init("reference", .text(kept.reference)), .init("day", .text(kept.day.text)),
                .init("confirmedAt", .text(kept.confirmedAt.iso)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private var basis: Localized {
        switch kept.basis {
        case .ruling: ClassificationTexts.rulings
        case .declaration: ClassificationTexts.own
        }
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let facts: [(Localized, String)] = [
            (ClassificationTexts.description, kept.text), (ClassificationTexts.code, kept.code),
            (ClassificationTexts.kind, basis[language]),
            (ClassificationTexts.holder, holder?[language] ?? ""),
            (ClassificationTexts.reference, kept.reference),
            (ClassificationTexts.day, kept.day.text),
            (ClassificationTexts.at, kept.confirmedAt.text),
        ]
        return [
            .grid(
                facts.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) },
                columns: 1),
            .note(
                kept.basis == .ruling
                    ? ClassificationTexts.rulingNote[language]
                    : ClassificationTexts.ownNote[language]),
        ]
    }
}

/// `…/classification/confirmations/{id}/pdf`: rulings for whoever may confirm, an enterprise's own
/// for its people.
struct ConfirmationPapers: Sendable {
    let desk: ClassificationDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/classification/confirmations/{id}/pdf",
                access: .permission(ClassificationDesk.confirm),
                summary: Localized(zh: "商品归类确认单（PDF）", en: "A confirmed code as PDF"),
                rate: PaperDesk.rate, query: [PaperDesk.language]
            ) { visit in
                guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
                let draft = try await desk.paper(visit.parameters["id"] ?? "", for: principal)
                return try await desk.papers.answer(draft, visit)
            }
        }
    }
}

extension ClassificationDesk {
    /// A confirmation in force on paper.
    ///
    /// - Throws: `noSuchConfirmation`, also for one of somebody else.
    func paper(_ id: String, for principal: Principal) async throws -> PaperDraft {
        let found = try await store.read { session in
            for tenant in Set(["", principal.enterprise]).sorted() {
                if let kept = try ConfirmationRows.find(id, of: tenant, in: session) {
                    return ConfirmationPaper(
                        kept: kept, tenant: tenant,
                        holder: tenant.isEmpty
                            ? nil : enterpriseName(tenant) ?? Localized(same: tenant))
                }
            }
            throw ClassificationRefusal.noSuchConfirmation
        }
        return found.draft
    }

    /// A confirmation that does not count any more takes its paper with it.
    func revokePaper(of id: String, _ tenant: String, in session: Session) throws {
        try papers.revoke(
            .confirmation, tenant: ConfirmationPaper.tenant(of: tenant), subject: id,
            IssuedPaper.Revocation(by: ClassificationTexts.confirmer), in: session)
    }
}
