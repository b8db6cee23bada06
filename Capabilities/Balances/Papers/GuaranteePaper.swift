import Kernel
import Paper
import Papers
import Store
import Web
import Wire

/// A guarantee as it stands in the books now.
struct GuaranteePaper: Sendable {
    let entry: GuaranteeEntry
    let holder: Holder

    var draft: PaperDraft {
        let paper = self
        let guarantee = entry.guarantee
        return PaperDraft(
            .guarantee, tenant: holder.tenant, subject: guarantee.reference, isSnapshot: true,
            number: guarantee.reference, issuer: Localized(zh: "海关", en: "Customs"),
            day: entry.addedAt.day, validTo: guarantee.validTo,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "担保人账户", en: "On the account of"), holder.name.zh)
            ],
            data: .object([
                .init("reference", .text(guarantee.reference)),
                .init("form", .text(guarantee.form.rawValue)),
                .init("issuer", .text(guarantee.issuer)),
                .init("amount", .text(guarantee.amount.text)),
                .init("validFrom", .text(guarantee.validFrom.text)),
                .init("validTo", .optional(guarantee.validTo?.text)),
                .init("called", .text(entry.called.text)),
                .init("standing", .text(entry.standing.text)),
                .init("addedAt", .text(entry.addedAt.iso)),
                .init("releasedAt", .optional(entry.releasedAt?.iso)),
                .init("citation", .text(guarantee.citation.text)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let guarantee = entry.guarantee
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return [
            .grid(
                [
                    PaperField(BalanceTexts.guaranteeNumber[language], guarantee.reference),
                    PaperField(word("账户", "Account of"), holder.name[language]),
                    PaperField(word("形式", "Form"), BalanceTexts.form(guarantee.form)[language]),
                    PaperField(
                        word("担保方", "Issuer"), guarantee.issuer.isEmpty ? "–" : guarantee.issuer),
                    PaperField(BalanceTexts.amountYuan[language], guarantee.amount.grouped),
                    PaperField(word("已扣划", "Drawn for unpaid tax"), entry.called.grouped),
                    PaperField(word("仍担保", "Still stands for"), entry.standing.grouped),
                    PaperField(word("自", "From"), guarantee.validFrom.text),
                    PaperField(
                        word("至", "Until"),
                        guarantee.validTo?.text ?? BalanceTexts.open[language]),
                    PaperField(word("登记", "Entered"), entry.addedAt.text),
                    PaperField(word("退还", "Given back"), entry.releasedAt?.text ?? "–"),
                ], columns: 2),
            .note(guarantee.citation.text),
        ]
    }
}

extension BalancesDesk {
    /// A guarantee as paper, for its holder and officers of the holder's district; for its issuer,
    /// too, who names the holder.
    func paper(_ reference: String, for visit: Visit) async throws -> PaperDraft {
        if let own = visit.principal?.enterprise, !own.isEmpty,
            let named = visit.query["enterprise"].flatMap(holders.find), named.tenant != own,
            let entry = try await store.read({ session in
                try GuaranteeRows.find(reference, of: named.tenant, in: session)
            }), entry.guarantee.issuerID.utf8.elementsEqual(own.utf8)
        {
            return GuaranteePaper(entry: entry, holder: named).draft
        }
        return try await paper(reference, of: try holder(of: visit))
    }

    /// A guarantee of a holder as paper.
    func paper(_ reference: String, of holder: Holder) async throws -> PaperDraft {
        guard
            let entry = try await store.read({ session in
                try GuaranteeRows.find(reference, of: holder.tenant, in: session)
            })
        else { throw BalanceRefusal.noSuchGuarantee(reference) }
        return GuaranteePaper(entry: entry, holder: holder).draft
    }

    /// What the paper of a guarantee would say now, for the verifier.
    func currentPaper(_ tenant: String, _ reference: String) async throws -> PaperDraft? {
        guard let holder = holders.find(tenant) else { return nil }
        return try await store.read { session in
            try GuaranteeRows.find(reference, of: tenant, in: session)
        }.map { GuaranteePaper(entry: $0, holder: holder).draft }
    }
}

/// `…/balances/guarantees/pdf?reference=`: for its holder, its issuer, and officers of the holder's
/// district.
struct GuaranteePapers: Sendable {
    let desk: BalancesDesk
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/balances/guarantees/pdf", access: .signedIn,
                summary: Localized(zh: "税款担保（PDF）", en: "A guarantee as PDF"),
                rate: PaperDesk.rate,
                query: [
                    Route.Query("reference", Localized(zh: "担保编号", en: "number of the guarantee")),
                    Route.Query(
                        "enterprise",
                        Localized(
                            zh: "企业代码（官员和出具机构）",
                            en: "code of the holder, for officers and for the issuer")),
                ]
            ) { visit in
                guard let visitor = visit.principal,
                    visitor.may(BalancesDesk.read) || visitor.may(BalancesDesk.manage)
                else { throw WebRefusal.notPermitted(BalancesDesk.read) }
                let draft = try await desk.paper(visit.query["reference"] ?? "", for: visit)
                return try await papers.answer(draft, visit)
            }
        }
    }
}
