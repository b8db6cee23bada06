import Journal
import Kernel
import Paper
import Papers
import Store
import Web
import Wire

/// A mandate both sides have agreed to, as one hands it to a third: a bank, a broker, the customs.
/// What it says never changes; that it ended is found out by its code.
struct MandatePaper: Sendable {
    let mandate: Mandate
    let grantor: Enterprise
    let grantee: Enterprise

    /// Nil before it was accepted and after it was ended: nothing is handed out then.
    var draft: PaperDraft? {
        guard let accepted = mandate.accepted, mandate.revoked == nil else { return nil }
        let paper = self
        func party(_ role: Localized, _ firm: Enterprise) -> PaperDraft.Party {
            PaperDraft.Party(role, firm.name, firm.creditCode ?? "")
        }
        func said(_ firm: Enterprise) -> JSON {
            .object([
                .init("name", .text(firm.name)), .init("nameEn", .optional(firm.nameEn)),
                .init("creditCode", .optional(firm.creditCode)),
                .init("customsCode", .optional(firm.customsCode)),
            ])
        }
        return PaperDraft(
            .mandate, tenant: mandate.grantor, subject: mandate.id,
            subtitle: mandate.scope.name, number: mandate.id, issuer: issuer,
            day: accepted.day, validTo: mandate.to,
            parties: [
                party(MandateWords.grantor, grantor), party(MandateWords.grantee, grantee),
            ],
            data: .object([
                .init("id", .text(mandate.id)), .init("scope", .text(mandate.scope.rawValue)),
                .init("grantor", said(grantor)), .init("grantee", said(grantee)),
                .init("from", .text(mandate.from.text)),
                .init("to", .optional(mandate.to?.text)),
                .init("offeredAt", .text(mandate.offered.iso)),
                .init("acceptedAt", .text(accepted.iso)),
            ]),
            blocks: { paper.blocks(accepted, $0) })
    }

    /// It is the two firms' word; the single window says that they gave it.
    private var issuer: Localized { Localized(zh: "信风单一窗口", en: "Tradewind single window") }

    private func blocks(_ accepted: Instant, _ language: Language) -> [PaperBlock] {
        func firm(_ role: Localized, _ one: Enterprise) -> [PaperField] {
            [
                PaperField(role[language], one.localizedName[language]),
                PaperField(AccountWords.creditCode[language], one.creditCode ?? "–"),
                PaperField(AccountWords.customsCode[language], one.customsCode ?? "–"),
            ]
        }
        let proposer = mandate.proposedBy == .grantor ? grantor : grantee
        let other = mandate.proposedBy == .grantor ? grantee : grantor
        return [
            .paragraph(mandate.scope.about[language]),
            .grid(
                firm(MandateWords.grantor, grantor) + firm(MandateWords.grantee, grantee)
                    + [
                        PaperField(MandateWords.scope[language], mandate.scope.name[language]),
                        PaperField(MandateWords.from[language], mandate.from.text),
                        PaperField(
                            MandateWords.to[language],
                            mandate.to?.text ?? MandateWords.endless[language]),
                    ], columns: 1),
            .heading(MandateWords.history[language]),
            .grid(
                [
                    PaperField(
                        mandate.offered.text,
                        "\(MandateWords.event("parties.mandate-offered")[language]) – "
                            + proposer.localizedName[language]),
                    PaperField(
                        accepted.text,
                        "\(MandateWords.event("parties.mandate-accepted")[language]) – "
                            + other.localizedName[language]),
                ], columns: 1),
            .note(MandateWords.paperNote[language]),
        ]
    }
}

/// `…/mandates/{id}/pdf`, and the end of the paper with the mandate.
struct MandatePapers: Sendable {
    let parties: Parties
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/mandates/{id}/pdf",
                access: .permission(PartiesPermission.mandates),
                summary: Localized(zh: "委托书的 PDF", en: "A mandate as PDF"), rate: PaperDesk.rate
            ) { visit in
                guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
                let mandate = try await parties.mandate(
                    visit.parameters["id"] ?? "", of: principal.enterprise
                ).mandate
                guard let draft = draft(mandate) else { throw PapersRefusal.notIssued }
                return try await papers.answer(draft, visit)
            }
        }
    }

    private func draft(_ mandate: Mandate) -> PaperDraft? {
        guard let grantor = parties.register.enterprise(id: mandate.grantor),
            let grantee = parties.register.enterprise(id: mandate.grantee)
        else { return nil }
        return MandatePaper(mandate: mandate, grantor: grantor, grantee: grantee).draft
    }

    /// A mandate that is ended takes its paper with it, whoever ended it and by which door.
    var subscriber: Subscriber {
        Subscriber(name: "parties.mandate-papers", kinds: ["parties.mandate-revoked"]) {
            entries, advance in
            try await parties.store.write { session in
                try advance(session)
                for entry in entries where entry.payload["grantor"]?.string == entry.tenant {
                    try papers.revoke(
                        .mandate, tenant: entry.tenant, subject: entry.subject,
                        IssuedPaper.Revocation(
                            by: Localized(zh: "委托的一方", en: "A party to the mandate")),
                        in: session)
                }
            }
        }
    }
}
